"""What the plots of power and of models have in common; to be imported where Matplotlib is there."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Literal, NamedTuple

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter
from matplotlib.transforms import Bbox

SIZE = 8.5  # points, of a text at a place
GAP = 5.0  # points between a place and its text
GREY = "0.45"


class ShownAxes(Axes):
    """Axes that a notebook shows as the picture of their figure, which pyplot knows nothing of."""

    def _repr_png_(self) -> bytes:
        stream = BytesIO()
        figure = self.get_figure(root=True)
        assert figure is not None
        figure.savefig(stream, format="png")
        return stream.getvalue()


class Place(NamedTuple):
    """A place in data coordinates and the text that belongs to it."""

    x: float
    y: float
    text: str


def axes_of(ax: Axes | None, size: tuple[float, float]) -> Axes:
    """The axes given, or those of a new figure, of so many inches."""
    if ax is not None:
        return ax
    figure = Figure(figsize=size, layout="constrained", dpi=100)
    return figure.add_subplot(axes_class=ShownAxes)


def finish(ax: Axes, title: str, subject: str, x: str, y: str) -> None:
    """Title, below it whose it is, axis titles and a light grid."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()  # which lays out the axes
    letters = max(20, int(10 * ax.bbox.width / figure.dpi))
    lines = [*textwrap.wrap(title, letters), *textwrap.wrap(subject, letters, max_lines=2, placeholder=" ..")]
    ax.set_title("\n".join(lines), loc="left", fontsize=11, fontweight="bold")
    ax.set_xlabel(x)
    ax.set_ylabel(y)
    ax.grid(color="0.92", linewidth=0.7)
    ax.set_axisbelow(True)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def percent(axis: Axis) -> None:
    """Ticks of an axis in percent, whole where they are, and not in powers of ten."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.10g}" if value >= 0 else ""))
    axis.set_minor_formatter(NullFormatter())


def plain(axis: Axis) -> None:
    """Ticks of an axis with marks between thousands."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))


def legend_above(ax: Axes) -> None:
    """A legend in one row between the title and the axes, where it covers nothing."""
    count = len(ax.get_legend_handles_labels()[1])
    ax.set_title(ax.get_title(loc="left"), loc="left", fontsize=11, fontweight="bold", pad=24)
    legend = ax.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        borderaxespad=0.2,
        borderpad=0,
        ncols=count,
        frameon=False,
        fontsize=9,
        handletextpad=0.4,
        columnspacing=1.5,
    )
    legend.set_in_layout(False)  # the title makes room for it


def legend_beside(ax: Axes) -> None:
    """A legend right of the axes, where it covers nothing."""
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.01, 1))


def write_beside(ax: Axes, places: Iterable[Place], dots: Iterable[tuple[float, float]]) -> list[str]:
    """Writes texts beside their places, the first ones first: those that would cover another, or a dot, are left out.

    Returns the texts that are there. The limits of the axes must not change any more.
    """
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    scale = figure.dpi / 72
    half = 4 * scale
    taken = [Bbox.from_extents(x - half, y - half, x + half, y + half) for x, y in map(ax.transData.transform, dots)]
    written = []
    for place in places:
        label = ax.annotate(place.text, (place.x, place.y), (0, 0), textcoords="offset points", fontsize=SIZE, zorder=4)
        size = label.get_window_extent()
        x, y = ax.transData.transform((place.x, place.y))
        for side in SIDES:
            box = Bbox.from_bounds(
                x + side.across * GAP * scale - PART[side.ha] * size.width,
                y + side.up * GAP * scale - PART[side.va] * size.height,
                size.width,
                size.height,
            )
            if _is_free(box, taken, ax.bbox):
                label.set(position=(side.across * GAP, side.up * GAP), ha=side.ha, va=side.va)
                taken.append(box)
                written.append(place.text)
                break
        else:
            label.remove()
    return written


class Side(NamedTuple):
    """Where a text stands beside its place, in gaps, and by which end it hangs there."""

    across: float
    up: float
    ha: Literal["left", "center", "right"]
    va: Literal["bottom", "center", "top"]


PART = {"left": 0.0, "bottom": 0.0, "center": 0.5, "right": 1.0, "top": 1.0}
SIDES = (
    Side(1.2, 0, "left", "center"),
    Side(-1.2, 0, "right", "center"),
    Side(0, 1, "center", "bottom"),
    Side(0, -1, "center", "top"),
    Side(1, 1, "left", "bottom"),
    Side(-1, 1, "right", "bottom"),
    Side(1, -1, "left", "top"),
    Side(-1, -1, "right", "top"),
)


def _is_free(box: Bbox, taken: Sequence[Bbox], page: Bbox) -> bool:
    inside = page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1
    return inside and not any(box.overlaps(other) for other in taken)


def short(text: str, letters: int = 26) -> str:
    """A name that is not longer than so many letters."""
    return text if len(text) <= letters else f"{text[: letters - 2].rstrip()} .."


def named(names: Sequence[str]) -> str:
    """Several names for one place: A, B and 3 more."""
    if len(names) <= 2:
        return short(" and ".join(names), 44)
    return f"{short(names[0])} and {len(names) - 1} more"
