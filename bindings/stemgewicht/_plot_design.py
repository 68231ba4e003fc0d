"""Plots of designed weights: the target beside what is reached, and the games of two weights at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from stemgewicht import _core
from stemgewicht._indices import banzhaf
from stemgewicht._optional import need
from stemgewicht._plot import SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from stemgewicht._design import Inverse


def plot_inverse(inverse: Inverse, names: Iterable[str] | None = None, ax: Axes | None = None) -> Axes:
    """Plots the target of each member beside the nearest that a rule reaches.

    inverse: what inverse() returned; its lightest rule is drawn. names: of the members; 1, 2, .. if not given. ax: axes
    to draw on; a new figure, which pyplot knows nothing of, if not given.
    Returns the Matplotlib axes. Raises ValueError for other than one name for each member, ImportError without
    Matplotlib.
    """
    need("matplotlib.figure", purpose="plot_inverse()", extra="plot")
    drawing = need("stemgewicht._drawing", purpose="plot_inverse()", extra="plot")
    count = len(inverse.target)
    members = [str(k + 1) for k in range(count)] if names is None else [str(name) for name in names]
    if len(members) != count:
        raise ValueError(f"names: must be one for each of the {count} members, got {len(members)}")
    rule = inverse.rule
    ax = drawing.axes_of(ax, (7.6, 1.8 + 0.34 * count))
    places = list(range(count))
    for place, wanted, reached in zip(places, inverse.target, inverse.values[0], strict=True):
        ax.plot([wanted, reached], [place, place], color="0.75", linewidth=1.5, zorder=1)
    for values, label, (colour, marker) in (
        (inverse.target, "target", SERIES[1]),
        (inverse.values[0], "reached", SERIES[0]),
    ):
        ax.plot(values, places, color=colour, marker=marker, linestyle="none", label=label, zorder=2)
    labels = [f"{drawing.short(name)} ({weight})" for name, weight in zip(members, rule.weights, strict=True)]
    ax.set_yticks(places, labels)
    ax.set_ylim(count - 0.5, -0.5)
    kind = "no rule is nearer" if inverse.proved else f"none is nearer than {inverse.lower_bound:.4g}"
    subject = f"quota {rule.quota}, weights in brackets; distance {inverse.distance:.4g}, {kind}"
    drawing.finish(ax, "What is wanted and what weights reach", subject, inverse.measure, "")
    drawing.legend_above(ax)
    return ax


def plot_chambers(
    weights: Sequence[int],
    members: tuple[int, int] = (0, 1),
    largest: tuple[int, int] | None = None,
    *,
    quota: str = "majority",
    names: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Plots which weights of two members come to the same game, the others' weights fixed.

    Within a field nothing changes, whatever the measure; its shade is the chance of the first of the two to be
    outvoted where all toss fair coins. The cross is where the weights are now.
    weights: of all members, whole numbers. members: the two. largest: weights of the two up to which is drawn; half as
    much again as they have, and 10 at least, if not given. quota: the share of all weight that passes a motion. names:
    of all members; 1, 2, .. if not given. ax: axes to draw on; a new figure, which pyplot knows nothing of, if not
    given.
    Returns the Matplotlib axes. Raises ValueError as chamber_map does, ImportError without Matplotlib.
    """
    need("matplotlib.figure", purpose="plot_chambers()", extra="plot")
    drawing = need("stemgewicht._drawing", purpose="plot_chambers()", extra="plot")
    import numpy as np

    first, second = members
    reach = largest or (max(10, 3 * weights[first] // 2), max(10, 3 * weights[second] // 2))
    chambers, rules = _core.chamber_map(weights, members, reach, quota)
    risk = np.array([(1 - banzhaf(rule)[first]) / 2 for rule in rules])
    ax = drawing.axes_of(ax, (7.0, 5.6))
    extent = (-0.5, reach[0] + 0.5, -0.5, reach[1] + 0.5)
    shades = ax.imshow(risk[chambers].T, origin="lower", extent=extent, cmap="Greys", vmin=0, vmax=0.75, aspect="auto")
    _draw_borders(ax, chambers)
    ax.plot(weights[first], weights[second], marker="x", color=SERIES[1][0], markersize=9, markeredgewidth=2)
    titles = [f"weight of {names[k] if names is not None else k + 1}" for k in members]
    others = len(weights) - 2
    subject = f"{len(rules)} games; {others} other member{'s' if others > 1 else ''} as they are"
    drawing.finish(ax, "Weights that come to the same game", subject, *titles)
    ax.grid(False)
    figure = ax.get_figure(root=True)
    assert figure is not None
    name = names[first] if names is not None else str(first + 1)
    figure.colorbar(shades, ax=ax, label=f"P({name} is outvoted), fair coins")
    return ax


def _draw_borders(ax: Axes, chambers: object) -> None:
    """Lines between cells of different games."""
    import numpy as np
    from matplotlib.collections import LineCollection

    cells = np.asarray(chambers)
    across = [((a + 0.5, b - 0.5), (a + 0.5, b + 0.5)) for a, b in np.argwhere(cells[1:] != cells[:-1])]
    up = [((a - 0.5, b + 0.5), (a + 0.5, b + 0.5)) for a, b in np.argwhere(cells[:, 1:] != cells[:, :-1])]
    ax.add_collection(LineCollection([*across, *up], colors="white", linewidths=0.8))
