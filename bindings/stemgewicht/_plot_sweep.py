"""The plot of a sweep: a measure over what the grid varies."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from stemgewicht._optional import need
from stemgewicht._plot import DASHES, SERIES, drawing_for
from stemgewicht._plot_power import MOST_LINES

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.dataset
    from matplotlib.axes import Axes

    from stemgewicht._results import Results

OUTER = (0.05, 0.95)  # quantiles between which a band lies
MOST_BANDS = 3  # which can be told apart


def plot_sweep(
    results: Results,
    x: str,
    y: str,
    by: str | None = None,
    filter: pyarrow.dataset.Expression | None = None,
    *,
    ax: Axes | None = None,
) -> Axes:
    """Plots a measure of a sweep over a column of numbers: the mean of the rows at each x, a line for each value of by.

    Where several rows fall on one x, as those of random draws do, and there are at most three lines, a band shows where
    the middle 90% of the rows lie.
    x: a column such as "quota". y: a measure such as "outvoted". by: a column such as "member", "model" or "option";
    of more than seven values those with the largest means have colours, and the others are grey (one alone by its
    name). All rows make one line
    if not given. filter: of the rows, see Results.to_arrow. ax: see plot_power. Returns the Matplotlib axes.
    Raises ValueError for a column that is not there, or has no numbers where it must; ImportError without Matplotlib
    and pyarrow.
    """
    drawing = drawing_for("plot_sweep()")
    lines = _lines(_rows(results, x, y, by, filter), x, y, by)
    ax = drawing.axes_of(ax, (8.6, 5))
    for place, (name, points) in enumerate(lines):
        xs = [point.x for point in points]
        means = [point.mean for point in points]
        if place >= MOST_LINES:
            last = drawing.short(name) if len(lines) == MOST_LINES + 1 else "others"
            label = last if place == MOST_LINES else None
            ax.plot(xs, means, color="0.8", linewidth=0.8, zorder=1, label=label)
            continue
        colour, marker = SERIES[place]
        dash = DASHES[place]
        mark = marker if len(points) == 1 else None
        ax.plot(
            xs, means, color=colour, linestyle=dash, marker=mark, linewidth=1.8, label=drawing.short(name), zorder=3
        )
        if len(lines) <= MOST_BANDS and any(point.low < point.high for point in points):
            low, high = ([getattr(point, side) for point in points] for side in ("low", "high"))
            ax.fill_between(xs, low, high, color=colour, alpha=0.15, linewidth=0, zorder=2)
    drawing.plain(ax.xaxis)
    of = "" if by is None else f", by {by}"
    drawing.finish(ax, f"{y} over {x}{of}", str(results.provenance["title"]), x, f"{y} (mean of the rows)")
    if by is not None:
        drawing.legend_beside(ax)
    return ax


class _Point(NamedTuple):
    x: float
    mean: float
    low: float
    high: float


def _rows(results: Results, x: str, y: str, by: str | None, filter: pyarrow.dataset.Expression | None) -> pyarrow.Table:
    wanted = {"x": x, "y": y} if by is None else {"x": x, "y": y, "by": by}
    kinds = dict(results.kinds)
    for field, name in wanted.items():
        if name not in kinds:
            raise ValueError(f'{field}: must be a column, {", ".join(kinds)}, got "{name}"')
        if field != "by" and kinds[name] == "text":
            raise ValueError(f'{field}: must be a column of numbers, got "{name}"')
    table = results.to_arrow(list(dict.fromkeys(wanted.values())), filter)
    if table.num_rows == 0:
        raise ValueError("filter: must leave some rows, got none")
    return table


def _lines(table: pyarrow.Table, x: str, y: str, by: str | None) -> list[tuple[str, list[_Point]]]:
    """The points of each line, those with the largest means first."""
    compute = need("pyarrow.compute", purpose="plot_sweep()", extra="batch")
    keys = [x] if by is None else [x, by]
    outer = compute.TDigestOptions(q=list(OUTER))
    groups = table.group_by(keys).aggregate([(y, "mean"), (y, "tdigest", outer)]).sort_by(x).to_pylist()
    found: defaultdict[str, list[_Point]] = defaultdict(list)
    for group in groups:
        if group[f"{y}_mean"] is not None and group[x] is not None:
            low, high = group[f"{y}_tdigest"]
            name = y if by is None else str(group[by])
            found[name].append(_Point(group[x], group[f"{y}_mean"], low, high))
    return sorted(found.items(), key=lambda line: -sum(point.mean for point in line[1]) / len(line[1]))
