"""The plots of the governance study."""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Iterable
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from stemgewicht import _core
from stemgewicht._case import DEFAULT_CASE
from stemgewicht._governance import break_even, staircase
from stemgewicht._optional import need
from stemgewicht._phase import front, sensitivity
from stemgewicht._plot import (
    DASHES,
    OPTIONS,
    SCHEMES,
    SERIES,
    _model_label,
    axes_for,
    drawing_for,
    kind_words,
    option_name,
)
from stemgewicht._table import Table

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from stemgewicht._phase import Phase
    from stemgewicht._types import Cell


def plot_staircase(
    table_or_case: Table | str | os.PathLike[str] | _core.Board = DEFAULT_CASE,
    ax: Axes | None = None,
) -> Axes:
    """Plots the risk of a municipality against its weight on the general board: a line per vote model.

    table_or_case: what staircase() returned, or a case to compute it for. Thin dashed lines are the mean risk of the
    others. ax: see plot_options.
    Returns the Matplotlib axes. Raises ImportError without Matplotlib.
    """
    table = table_or_case if isinstance(table_or_case, Table) else staircase(table_or_case)
    ax = axes_for(ax, "plot_staircase()", (9, 5))
    own = _one_value(table, "weight_of")
    last = max(map(_number, table["first"])) * 1.08 + 1
    for place, model in enumerate(_different(table["model"])):
        rows = [row for row in table if row["model"] == model]
        weights = list(dict.fromkeys(_number(row["first"]) for row in rows))
        mine = [_number(row["outvoted"]) for row in rows if row["municipality"] == own]
        rest = [
            _mean(
                _number(row["outvoted"])
                for row in rows
                if row["municipality"] != own and _number(row["first"]) == weight
            )
            for weight in weights
        ]
        colour, marker = SERIES[place % len(SERIES)]
        x = [*weights, last]
        label = _model_label(model)
        ax.step(x, [*mine, mine[-1]], where="post", color=colour, linewidth=2.2, label=label)
        ax.plot(weights, mine, linestyle="none", marker=marker, markersize=5, color=colour, markeredgecolor="white")
        ax.step(x, [*rest, rest[-1]], where="post", color=colour, linewidth=1.1, linestyle=(0, (5, 2)))
        ax.plot(weights[-1:], rest[-1:], linestyle="none", marker=marker, markersize=4, color=colour)
    ax.plot([], [], color="0.3", linewidth=1.1, linestyle=(0, (5, 2)), label="mean of the others")
    ax.set_xlim(0, last)
    scheme = table.title.rpartition(", the others by ")[2]
    ax.set_xlabel(f"Weight of {own} on the general board (votes), the others keeping theirs")
    _finish_risks(ax, f"What a larger weight does for {own}, and to the others ({SCHEMES.get(scheme, scheme)})")
    return ax


def plot_break_even(
    table_or_case: Table | str | os.PathLike[str] | _core.Board = DEFAULT_CASE,
    municipality: str | None = None,
    model: str | None = None,
    option: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Plots the risk of a municipality against the share of issues that a mixed option leaves to others.

    A rising line for each scheme of weights, the baseline as grey level lines, and a dot with its share where the two
    meet: left of it the mixed option is the better one.
    table_or_case: what break_even() returned, or a case. municipality, model, option: those of the table's first row if
    not given. ax: see plot_options.
    Returns the Matplotlib axes. Raises ValueError for values that the table does not have.
    """
    table = table_or_case if isinstance(table_or_case, Table) else break_even(table_or_case)
    wanted = {
        name: _known(table, name, value)
        for name, value in (("municipality", municipality), ("model", model), ("option", option))
    }
    rows = [row for row in table if all(row[name] == value for name, value in wanted.items())]
    if not rows:
        raise ValueError(f"table: must have rows for {', '.join(wanted.values())}, got none")
    ax = axes_for(ax, "plot_break_even()", (9.5, 5.2))
    levels = {str(row["baseline_scheme"]): _number(row["baseline_risk"]) for row in rows}
    for scheme, level in levels.items():
        ax.axhline(level, color="0.55", linewidth=1.2, zorder=1)
        name = option_name(str(rows[0]["baseline"]))
        for text, lift, side in ((f"{name}: {level:.3f}", 2, "bottom"), (SCHEMES.get(scheme, scheme), -2, "top")):
            ax.annotate(
                text, (0.01, level), xytext=(0, lift), textcoords="offset points", va=side, fontsize=8.5, color="0.25"
            )
    schemes = sorted(_different(row["scheme"] for row in rows), key=lambda scheme: -_risk_of(rows, scheme))
    for place, scheme in enumerate(schemes):
        colour, _ = SERIES[place % len(SERIES)]
        risk = _risk_of(rows, scheme)
        label = f"{SCHEMES.get(scheme, scheme)}: {risk:.3f} x share"
        dashes = DASHES[(place + place // len(SERIES)) % len(DASHES)]  # no two lines look the same
        ax.plot([0, 1], [0, risk], color=colour, linestyle=dashes, linewidth=1.8, label=label)
        for level in levels.values():
            if 0 < level < risk:
                _mark(ax, level / risk, level, colour)
    kinds = kind_words(str(rows[0]["kind"]))
    ax.set_xlim(0, 1)
    ax.set_xlabel(f"Share of the issues that others decide: {kinds} (unknown)")
    name = OPTIONS.get(wanted["option"], wanted["option"]).partition(":")[0]
    _finish_risks(ax, f"{name}: when is {wanted['municipality']} outvoted less often? ({wanted['model']})")
    return ax


def plot_phase(
    phase: Phase,
    who: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Plots which option is best at which cohesion: a map with the name of the best in each region.

    x: cohesion of party families, y: cohesion of municipalities. Black lines: where the best two are as good. Hatched:
    not decided within three errors. White: the shares exceed 1 in sum.
    phase: what phase() returned. who: a municipality, `sum` or `worst_off`; the first if not given.
    ax: see plot_options. Returns the Matplotlib axes. Raises ValueError for an unknown who.
    """
    name = who if who is not None else phase.who[0]
    best = phase.best(name)
    ax = axes_for(ax, "plot_phase()", (7.6, 6.4))
    found = sorted({int(choice) for choice in best.flat if choice >= 0})
    greys = {choice: 0.93 - 0.4 * place / max(1, len(found) - 1) for place, choice in enumerate(found)}
    colours = need("matplotlib.colors", purpose="plot_phase()", extra="plot")
    for place, choice in enumerate(found):
        # light tints, each of a grey of its own, so that black labels can be read on all of them
        tint = _tint(colours.to_rgb(SERIES[place % len(SERIES)][0]), greys[choice])
        _cells(ax, phase, best == choice, facecolor=tint)
    _cells(ax, phase, best == -1, facecolor="white", hatch="////", edgecolor="0.6", linewidth=0)
    for first, second, parts in phase.lines(name):
        for part in parts:
            for start, end in pairwise(part):
                if _matters(phase, best, start, end, first, second):
                    ax.plot([start[0], end[0]], [start[1], end[1]], color="black", linewidth=1.6)
    for choice in found:
        row, column = _deepest(best == choice)
        ax.annotate(
            _choice_name(*phase.choices[choice]),
            (phase.family[column], phase.municipality[row]),
            ha="center",
            va="center",
            fontsize=9,
            fontweight="bold",
            bbox={"facecolor": "white", "edgecolor": "0.4", "linewidth": 0.6, "boxstyle": "round,pad=0.25"},
            zorder=5,
        )
    ax.set_xlabel("Cohesion of party families (share of a vote that is the family's)")
    ax.set_ylabel("Cohesion of municipalities (share of a vote that is the municipality's)")
    ax.set_xlim(*_edges(phase.family)[:: len(phase.family)])
    ax.set_ylim(*_edges(phase.municipality)[:: len(phase.municipality)])
    for_whom = {"sum": "all together (sum of risks)", "worst_off": "the worst-off municipality"}.get(name, name)
    _bare(ax, f"The option with the least risk for {for_whom}")
    return ax


def plot_tornado(
    table_or_case: Table | str | os.PathLike[str] | _core.Board = DEFAULT_CASE,
    option: str | None = None,
    kind: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Plots how far each factor alone moves the risk: a bar from the least to the greatest risk, the widest on top.

    The line is the base; the settings stand at the ends; hatched bars hang on a proxy or an assumption.
    table_or_case: what sensitivity() returned, or a case. option, kind: those of the table's first row if not given.
    ax: see plot_options. Returns the Matplotlib axes. Raises ValueError for an option or a
    kind that the table does not have.
    """
    table = table_or_case if isinstance(table_or_case, Table) else sensitivity(table_or_case)
    wanted = _known(table, "option", option)
    of_option = [row for row in table if row["option"] == wanted]
    kinds = _different(row["kind"] for row in of_option)
    if kind is not None and kind not in kinds:
        raise ValueError(f'kind: must be one of {", ".join(kinds)}, got "{kind}"')
    rows = [row for row in of_option if row["kind"] == (kind or kinds[0]) and row["swing"] is not None]
    if not rows:
        raise ValueError(f"table: must have computed rows for {wanted}, got none")
    rows.sort(key=lambda row: -_number(row["swing"]))
    ax = axes_for(ax, "plot_tornado()", (9.5, 1.6 + 0.55 * len(rows)))
    for place, row in enumerate(rows):
        low, high = _number(row["low"]), _number(row["high"])
        hatch = None if row["status"] == "computed" else "////"
        ax.barh(place, high - low, left=low, height=0.5, facecolor="#9ecae1", edgecolor="#08519c", hatch=hatch)
        for value, setting, side in ((low, row["low_setting"], -1), (high, row["high_setting"], 1)):
            ax.annotate(
                f"{textwrap.shorten(str(setting), 34)} ({value:.3f})",
                (value, place),
                xytext=(5 * side, 0),
                textcoords="offset points",
                ha="right" if side < 0 else "left",
                va="center",
                fontsize=8,
            )
    base = _number(rows[0]["base"])
    ax.axvline(base, color="black", linewidth=1.2)
    ax.annotate(f"base {base:.3f}", (base, -0.55), xytext=(4, 0), textcoords="offset points", fontsize=8.5, va="center")
    ax.set_yticks(range(len(rows)), [str(row["factor"]) for row in rows])
    ax.set_ylim(len(rows) - 0.4, -0.8)
    lowest, highest = (f(_number(row[end]) for row in rows) for f, end in ((min, "low"), (max, "high")))
    margin = 0.6 * (highest - lowest) or 0.05  # room for the settings
    ax.set_xlim(lowest - margin, highest + margin)
    whose = re.match("What moves the risk of (.+?), ", table.title)
    ax.set_xlabel("P(outvoted), per motion; hatched: by proxy or assumption")
    name = OPTIONS.get(wanted, wanted).partition(":")[0]
    _bare(ax, f"{name}: what the risk of {whose[1]} hangs on" if whose else f"{name}: what the risk hangs on")
    _chances_only(ax)
    return ax


FRONT_AXES = {
    "risk": ("outvoted", "P({} is outvoted), per motion"),
    "mean": ("others_mean", "P(outvoted) of the others, their mean, per motion"),
    "largest": ("others_largest", "P(outvoted) of the others, their largest, per motion"),
    "penrose": ("square_root", "distance of power from the roots of the populations"),
    "action": ("action", "power of the board to act"),
}
"""The columns of the axes of a front, and what stands beside them."""


def plot_front(
    table_or_case: Table | str | os.PathLike[str] | _core.Board = DEFAULT_CASE,
    model: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Plots the rules of the general board that no other betters, and the schemes of the case beside them.

    x: the chance per motion that the municipality is outvoted; y: the mean (or the largest) of the others' chances; or
    whatever axes the front has, the first ones of several. No rule lies below or left of the line (of the power to act:
    above or right of it); a scheme beyond it is bettered by a rule on it in both.
    table_or_case: what front() returned, or a case to compute it for. model: that of the table's first row if not
    given. ax: see plot_options.
    Returns the Matplotlib axes. Raises ValueError for a model that the table does not have, ImportError without
    Matplotlib.
    """
    drawing = drawing_for("plot_front()")
    table = table_or_case if isinstance(table_or_case, Table) else front(table_or_case)
    wanted = _known(table, "model", model)
    rows = [row for row in table if row["model"] == wanted]
    others = _different(row["others"] for row in rows)[0]
    rows = [row for row in rows if row["others"] == others]
    names = str(others).split(",") if "," in str(others) else ["risk", str(others)]
    (across, x_label), (up, y_label) = (FRONT_AXES[name] for name in names)
    on_it = sorted((_number(row[across]), _number(row[up])) for row in rows if not row["scheme"])
    ax = drawing.axes_of(ax, (7.6, 5.2))
    line, scheme_look = SERIES[0], SERIES[1]
    x, y = [a for a, _ in on_it], [b for _, b in on_it]
    ax.plot(x, y, color=line[0], drawstyle="steps-post", linewidth=1.8, label="no rule betters these", zorder=2)
    schemes: dict[tuple[float, float], list[str]] = {}
    for row in rows:
        if row["scheme"]:
            name = SCHEMES.get(str(row["scheme"]), str(row["scheme"]))
            place = (_number(row[across]), _number(row[up]))
            schemes.setdefault(place, []).append(name.removeprefix("weights by ").partition(":")[0])
    colour, marker = scheme_look
    ax.plot(
        [a for a, _ in schemes],
        [b for _, b in schemes],
        color=colour,
        marker=marker,
        linestyle="none",
        markeredgecolor="white",
        label="schemes of the case",
        zorder=3,
    )
    whose = re.search("for (.+) and the others$", table.title)
    name = whose[1] if whose else "the municipality"
    every = [*on_it, *schemes]
    for axis, values in ((ax.set_xlim, [a for a, _ in every]), (ax.set_ylim, [b for _, b in every])):
        margin = 0.08 * (max(values) - min(values)) or 0.01
        axis(min(values) - margin, max(values) + 2 * margin)
    drawing.finish(
        ax,
        f"Every rule of the general board, for {name}",
        _model_label(wanted),
        x_label.format(name),
        y_label.format(name),
    )
    drawing.legend_above(ax)
    places = [drawing.Place(a, b, ", ".join(names)) for (a, b), names in schemes.items()]
    corners = [(after, before) for after, before in zip(x[1:], y, strict=False)]
    drawing.write_beside(ax, places, [*schemes, *on_it, *corners])
    return ax


def _chances_only(ax: Axes) -> None:
    """Leaves the room beside the bars, without an axis where no chance can be."""
    low, high = ax.get_xlim()
    ax.set_xticks([tick for tick in ax.get_xticks() if max(low, 0) <= tick <= min(high, 1)])
    ax.set_xlim(low, high)
    ax.spines["bottom"].set_bounds(max(low, 0), min(high, 1))


def _edges(values: list[float]) -> list[float]:
    """The borders of cells around these places."""
    between = [(low + high) / 2 for low, high in pairwise(values)]
    half = (values[1] - values[0]) / 2 if len(values) > 1 else 0.5
    last = (values[-1] - values[-2]) / 2 if len(values) > 1 else 0.5
    return [values[0] - half, *between, values[-1] + last]


def _cells(ax: Axes, phase: Phase, cells: NDArray[np.bool_], **look: object) -> None:
    """A box for each run of cells of a row."""
    patches = need("matplotlib.patches", purpose="plot_phase()", extra="plot")
    across, up = _edges(phase.family), _edges(phase.municipality)
    for row, marks in enumerate(cells.tolist()):
        column = 0
        for mark, run in groupby(marks):
            end = column + len(list(run))
            if mark:
                corner = (across[column], up[row])
                ax.add_patch(
                    patches.Rectangle(corner, across[end] - across[column], up[row + 1] - up[row], **look, zorder=1)
                )
            column = end


def _tint(colour: tuple[float, float, float], grey: float) -> tuple[float, ...]:
    """The colour mixed with white or black until it is as light as a grey."""
    light = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]
    if light <= grey:
        share = (grey - light) / (1 - light) if light < 1 else 0.0
        return tuple(part + (1 - part) * share for part in colour)
    return tuple(part * grey / light for part in colour)


def _matters(
    phase: Phase,
    best: NDArray[np.int64],
    start: tuple[float, float],
    end: tuple[float, float],
    first: int,
    second: int,
) -> bool:
    """Whether one of the two choices is the best at a corner of the cell that a line goes through."""
    places = []
    for values, middle in ((phase.family, (start[0] + end[0]) / 2), (phase.municipality, (start[1] + end[1]) / 2)):
        high = next((place for place, value in enumerate(values) if value >= middle), len(values) - 1)
        places.append({max(0, high - 1), high})
    return any(int(best[row, column]) in (first, second) for column in places[0] for row in places[1])


def _deepest(cells: NDArray[np.bool_]) -> tuple[int, int]:
    """The cell that is farthest from all others and from the edge: first by rows and columns, then to the middle."""
    marks = cells.tolist()
    inside = [(r, c) for r, row in enumerate(marks) for c, mark in enumerate(row) if mark]
    outside = [(r, c) for r in range(-1, len(marks) + 1) for c in range(-1, len(marks[0]) + 1)]
    outside = [place for place in outside if place not in set(inside)]
    return max(inside, key=lambda cell: min((cell[0] - r) ** 2 + (cell[1] - c) ** 2 for r, c in outside))


def _choice_name(option: str, scheme: str) -> str:
    names = [SCHEMES.get(part, part) for part in scheme.split("+")]
    return f"{option_name(option)}\n{', '.join(names)}"


def _finish_risks(ax: Axes, title: str) -> None:
    ax.set_ylim(bottom=0)
    ax.set_ylabel("Probability, per motion, to be outvoted")
    ax.grid(axis="y", color="0.9", linewidth=0.7)
    ax.set_axisbelow(True)
    _bare(ax, title)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.01, 1))


def _bare(ax: Axes, title: str) -> None:
    ax.set_title(title, loc="left", fontsize=12, fontweight="bold")
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def _mark(ax: Axes, share: float, level: float, colour: str) -> None:
    ax.plot([share], [level], marker="o", color=colour, markeredgecolor="white", markersize=7, zorder=4)
    left = share > 0.8  # so that the text stays within the axes
    ax.annotate(
        f"{share:.0%}",
        (share, level),
        xytext=(-5, 5) if left else (5, -12),
        textcoords="offset points",
        ha="right" if left else "left",
        fontsize=8.5,
        fontweight="bold",
    )


def _different(values: Iterable[Cell]) -> list[str]:
    return list(dict.fromkeys(map(str, values)))


def _one_value(table: Table, column: str) -> str:
    values = _different(table[column])
    if len(values) != 1:
        raise ValueError(f"table.{column}: must be one value, got {', '.join(values) or 'none'}")
    return values[0]


def _known(table: Table, column: str, value: str | None) -> str:
    known = _different(table[column])
    if not known:
        raise ValueError("table: must have rows, got none")
    if value is None:
        return known[0]
    if value not in known:
        raise ValueError(f'{column}: must be one of {", ".join(known)}, got "{value}"')
    return value


def _number(value: Cell) -> float:
    if not isinstance(value, int | float):
        raise ValueError(f"table: must have a number here, got {value!r}")
    return float(value)


def _risk_of(rows: list[dict[str, Cell]], scheme: str) -> float:
    return next(_number(row["risk"]) for row in rows if row["scheme"] == scheme)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0
