"""The plot of the governance options."""

from __future__ import annotations

import os
import textwrap
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from stemgewicht import _core
from stemgewicht._optional import need
from stemgewicht._study import options
from stemgewicht._table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's colours, which colour-blind readers tell apart, each with a marker of its own.
SERIES = (
    ("#0072B2", "o"),
    ("#D55E00", "s"),
    ("#009E73", "D"),
    ("#CC79A7", "^"),
    ("#56B4E9", "v"),
    ("#E69F00", "P"),
    ("#000000", "X"),
)

# Told apart without colour.
DASHES = (
    "solid",
    (0, (6, 2)),
    (0, (1.2, 1.8)),
    (0, (7, 2, 1.2, 2)),
    (0, (3, 1.5)),
    (0, (9, 3)),
    (0, (4, 2, 1, 2, 1, 2)),
)

OPTIONS = {
    "assembly": "Assembly: all council groups vote freely",
    "drechtraad": "Drechtraad (assembly): all council groups vote freely",
    "ab": "AB (general board): each council votes as a bloc",
    "mandate": "Mandate: the AB decides on base package and operations, each council on the rest",
    "centre": "Centre municipality: its council decides on packages and operations, each council on policy",
    "combination": "Combined by task: the AB on the base package, Dordrecht on operations, each council on the rest",
    "outcome": "As done in 2022: a joint board of aldermen, with Dordrecht as service municipality",
    "apart": "Stopping together: each council decides for itself",
}

MOST_LINES = 20  # that are all drawn unless a caller says otherwise
MOST_OF_ASSEMBLY = 2
ASSEMBLIES = ("drechtraad", "assembly")

HEIGHT = 5.6  # inches of a figure of up to 19 lines, without its legend and notes
HANG = 165  # points by which headings and notes begin left of the axes, above the labels
LEGEND_ROW = 14.0  # points
LEGEND_SIZE = 9.0
LABEL_LETTERS = 38
NOTE_LINE = 9.2  # points
NOTE_SIZE = 7.5
NOTE_LETTERS = 180  # in a line

SCHEMES = {
    "one_vote": "one vote each",
    "seats": "weights by seats",
    "votes_2018": "weights by estimated votes of 2018",
    "votes_2022": "weights by votes of 2022",
    "population": "weights by population",
    "sqrt_population": "weights by √population",
    "money": "weights by contribution",
    "apex": "apex: centre plus any other wins",
    "apex_veto": "apex with veto for the centre",
    "custom": "custom weights",
}

KINDS = ("all", "policy", "base_package", "plus_package", "operations")  # that OPTIONS speaks of


def plot_options(
    table_or_case: Table | str | os.PathLike[str] | _core.Board | None = None,
    municipality: str | None = None,
    ax: Axes | None = None,
    *,
    every: bool = False,
) -> Axes:
    """Plots how often a municipality is outvoted: a line per option and scheme, a series of dots per vote model.

    Where there are more than 20 lines, some are left out, and a note says so: all but two of the weights of an
    assembly, weights by which a single municipality decides alone, and lines with the numbers of an earlier option.

    table_or_case: what options() returned, or a case to compute it for; drechtsteden-2018 if not given.
    municipality: whose risk; the first of the table, which is the centre of a case, if not given.
    ax: axes to draw on; a new figure, 10 inches wide and as high as legend and notes need, if not given. pyplot does
    not know of it: the axes are the picture in a notebook, and `.figure.savefig(..)` writes it.
    every: whether to draw every line of the table, however many there are.
    Returns the Matplotlib axes. The notes on what is a stand-in, assumed or unknown stand below the plot.
    Raises ValueError for an unknown municipality, ImportError without Matplotlib.
    """
    table = (
        table_or_case
        if isinstance(table_or_case, Table)
        else options("drechtsteden-2018" if table_or_case is None else table_or_case)
    )
    if municipality is None:
        municipality = next(map(str, table["municipality"]), "")
    risks = _risks(table, municipality)
    models = list(dict.fromkeys(model for _, model in risks))
    lines = list(dict.fromkeys(line for line, _ in risks))
    drawn = lines if every or len(lines) <= MOST_LINES else _selection(lines, risks, models, table.notes)
    notes = _notes(table.notes, drawn, models)
    if len(drawn) < len(lines):
        notes.append(
            f"* {len(lines) - len(drawn)} of {len(lines)} lines left out: further weights of an assembly, weights by "
            "which one municipality decides alone, and numbers given above; every=True draws them."
        )
        lines = drawn
    names = [_model_label(model) for model in models]
    if ax is None:
        columns = _legend_columns(names, 10 * 72 - HANG - 20)
        legend_rows = -(-len(names) // columns)
        height = HEIGHT * max(1.0, (len(lines) + 5) / 24) + (legend_rows * LEGEND_ROW + len(notes) * NOTE_LINE) / 72
        ax = axes_for(None, "plot_options()", (10, height))
    else:
        columns = _legend_columns(names, ax.bbox.width * 72 / ax.figure.dpi)
    places = _draw_lines(ax, lines)
    for place, model in enumerate(models):
        colour, marker = SERIES[place % len(SERIES)]
        shift = 0.26 * (place - (len(models) - 1) / 2) * min(1, 3 / len(models))
        points = [(risks[line, model], places[line] + shift) for line in lines if (line, model) in risks]
        ax.plot(
            [x for x, _ in points],
            [y for _, y in points],
            linestyle="none",
            marker=marker,
            markersize=5,
            color=colour,
            markeredgecolor="white",
            markeredgewidth=0.4,
            label=names[place],
            clip_on=False,
            zorder=3,
        )
    _finish(ax, municipality, max(value for (line, _), value in risks.items() if line in places), columns)
    if notes:
        _hanging(ax, "\n".join(notes), (0, 0), "axes fraction", 38, size=NOTE_SIZE)
    return ax


def drawing_for(purpose: str) -> Any:
    """The module that draws. Raises ImportError with the package to install."""
    need("matplotlib.figure", purpose=purpose, extra="plot")
    return need("stemgewicht._drawing", purpose=purpose, extra="plot")


def axes_for(ax: Axes | None, purpose: str, size: tuple[float, float]) -> Axes:
    """The axes given, or those of a new figure, of so many inches, which pyplot does not know of."""
    axes: Axes = drawing_for(purpose).axes_of(ax, size)
    return axes


_Line = tuple[str, str, str]


def _risks(table: Table, municipality: str) -> dict[tuple[_Line, str], float]:
    """The chance to be outvoted by (option, scheme, kind) and model."""
    rows = [row for row in table.rows if row["municipality"] == municipality]
    if not rows:
        known = ", ".join(dict.fromkeys(map(str, table["municipality"]))) or "none"
        raise ValueError(f'municipality: must be one of {known}, got "{municipality}"')
    risks = {}
    for row in rows:
        value = row["outvoted"]
        assert isinstance(value, float | int)
        risks[(str(row["option"]), str(row["scheme"]), str(row["kind"])), str(row["model"])] = float(value)
    return risks


def _selection(
    lines: list[_Line], risks: dict[tuple[_Line, str], float], models: list[str], notes: list[str]
) -> list[_Line]:
    """The lines that tell most: two of the weights of an assembly, nobody who decides alone, and no numbers twice but
    for the first risk of each option, without which it would look free of any."""
    alone = {note.partition(":")[0].removeprefix("scheme ") for note in notes if "alone decides" in note}
    kept: list[_Line] = []
    for line in lines:
        option, scheme, _ = line
        same = [other for other in kept if other[0] != option and other[1] == scheme != "council"]
        is_repeated = any(
            all(risks.get((line, model)) == risks.get((other, model)) for model in models) for other in same
        )
        shown = any(other[0] == option and risks.get((other, model), 0) > 0 for other in kept for model in models)
        further = option in ASSEMBLIES and sum(other[0] == option for other in kept) >= MOST_OF_ASSEMBLY
        if not ((is_repeated and shown) or further or scheme in alone):
            kept.append(line)
    return kept


def _draw_lines(ax: Axes, lines: list[_Line]) -> dict[_Line, float]:
    """A heading for each option and a labelled line for each of its schemes; returns their heights, downward."""
    places: dict[_Line, float] = {}
    labels: list[str] = []
    height = 0.0
    option = ""
    for line in lines:
        if line[0] != option:
            option = line[0]
            height += 0.25 if places else 0
            heading = _option_title(option, lines)
            _hanging(ax, heading, (0, height), ("axes fraction", "data"), 0, weight="bold", va="center")
            height += 1
        places[line] = height
        labels.append(_line_label(line, lines))
        ax.axhline(height, color="0.9", linewidth=0.7, zorder=1)
        height += 1
    ax.set_yticks(list(places.values()), labels, fontsize=8.5)
    ax.set_ylim(height - 0.4, -0.6)
    return places


def _option_title(option: str, lines: list[_Line]) -> str:
    """What an option is; of one with kinds of decisions of its own, its name alone."""
    kinds = {part for other, _, kind in lines if other == option for part in kind.split("+")}
    title = OPTIONS.get(option, option)
    return title if kinds <= set(KINDS) else option_name(option)


def option_name(option: str) -> str:
    """The name of an option, without what it is."""
    return OPTIONS.get(option, option).partition(":")[0].partition(" (")[0]


def _line_label(line: _Line, lines: list[_Line]) -> str:
    """The scheme; where a council decides, or the scheme stands for several kinds of decisions, these."""
    option, scheme, kind = line
    if scheme == "council":
        return textwrap.shorten(kind_words(kind), LABEL_LETTERS, placeholder=" ..")
    words = SCHEMES.get(scheme, scheme)
    if sum(other[:2] == (option, scheme) for other in lines) > 1:
        words = f"{words}: {kind_words(kind)}"
    return textwrap.shorten(words, LABEL_LETTERS, placeholder=" ..")


def kind_words(kind: str) -> str:
    """Kinds of decisions for reading: packages and operations."""
    parts = kind.replace("base_package+plus_package", "packages").replace("_", " ").split("+")
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if kind != "all" else "all decisions"


def _hanging(
    ax: Axes,
    text: str,
    place: tuple[float, float],
    coordinates: str | tuple[str, str],
    drop: float,
    *,
    weight: str = "normal",
    size: float = 8.5,
    va: str = "top",
) -> None:
    """A text that begins left of the axes, where the labels are, `drop` points below a place."""
    ax.annotate(
        text,
        xy=place,
        xycoords=coordinates,
        xytext=(-HANG, -drop),
        textcoords="offset points",
        va=va,
        fontsize=size,
        fontweight=weight,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
    )


def _model_label(model: str) -> str:
    kind, _, rest = model.partition(":")
    labels = {
        "ic": "ic: groups toss fair coins",
        "iac": "iac: one common chance of yes",
        "beta": f"{model}: one common chance of yes",
        "grouped": f"{model}: one chance per {rest}",
    }
    return labels.get(kind, textwrap.shorten(model, 40, placeholder=" .."))


def _legend_columns(labels: list[str], width: float) -> int:
    """As many columns, to three, as fit in that many points; the legend fills one after the other."""
    text_path = need("matplotlib.textpath", purpose="plot_options()", extra="plot").TextPath
    widths = [text_path((0, 0), label, size=LEGEND_SIZE).get_extents().width + 4 * LEGEND_SIZE for label in labels]
    for columns in (3, 2):
        least, longer = divmod(len(widths), columns)
        sizes = [least + 1] * longer + [least] * (columns - longer)
        begins = accumulate(sizes, initial=0)
        if sum(max(widths[i : i + size], default=0) for i, size in zip(begins, sizes, strict=False)) <= width:
            return columns
    return 1


def _finish(ax: Axes, municipality: str, largest: float, columns: int) -> None:
    rows = -(-len(ax.get_legend_handles_labels()[1]) // columns)
    ax.set_title(
        f"How often would {municipality} be outvoted?",
        loc="left",
        fontsize=13,
        fontweight="bold",
        pad=10 + LEGEND_ROW * rows,
    )
    legend = ax.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        borderaxespad=0.2,
        borderpad=0,
        ncols=columns,
        frameon=False,
        fontsize=LEGEND_SIZE,
        handletextpad=0.2,
        columnspacing=1.5,
    )
    legend.set_in_layout(False)  # the title makes room for it
    right = max(0.05, largest * 1.03)
    ax.set_xlim(-0.015 * right, right)
    ax.grid(axis="x", color="0.85", linewidth=0.7)
    ax.axvline(0, color="0.5", linewidth=0.8, zorder=2)
    ax.set_axisbelow(True)
    ax.tick_params(axis="y", length=0)
    ax.tick_params(axis="x", labelsize=9)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.set_xlabel(
        f"Probability, per motion, that the decision goes against the majority of {municipality}'s council",
        fontsize=9.5,
    )


def _notes(notes: list[str], lines: list[_Line], models: list[str]) -> list[str]:
    """What is a stand-in, assumed or unknown about the lines and series shown, as lines of text."""
    schemes = {scheme for _, scheme, _ in lines}
    groupings = {model.partition(":")[2] for model in models if model.startswith("grouped:")}
    found = []
    for note in notes:
        kind, _, text = note.partition(": ")
        mark, _, about = kind.partition(", ")
        column = "money" if about == "money_share" else about
        if mark.startswith("scheme "):
            wanted = "alone decides" in text and mark.removeprefix("scheme ") in schemes
            text = f"{SCHEMES.get(mark.removeprefix('scheme '), mark).capitalize()}: {text}"
        elif mark == "derived":
            wanted = about in groupings
        else:
            known = column in SCHEMES  # then it matters where the scheme, or its square root, is shown
            wanted = mark in ("proxy", "assumption", "unknown") and (not known or any(column in s for s in schemes))
        if wanted:
            found += textwrap.wrap(text, NOTE_LETTERS, initial_indent="* ", subsequent_indent="   ")
    return found
