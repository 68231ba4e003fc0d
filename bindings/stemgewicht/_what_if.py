"""What the risks would be under other weights, another majority and other ways to vote: a table, and sliders."""

from __future__ import annotations

from html import escape
from typing import Any

from stemgewicht import _core
from stemgewicht._board import case_of
from stemgewicht._case import DEFAULT_CASE, Case
from stemgewicht._optional import need
from stemgewicht._table import Table

LONGEST_BAR = 0.6
START = {"weight": 1.0, "quota": 0.5, "family": 0.0, "municipality": 0.0, "base_package": 0.5}


def what_if_risks(
    case: Case = DEFAULT_CASE,
    *,
    weight: float = 1.0,
    quota: float = 0.5,
    family: float = 0.0,
    municipality: float = 0.0,
    base_package: float = 0.5,
    assembly_scheme: str | None = None,
    board_scheme: str | None = None,
) -> Table:
    """The chance that each municipality is outvoted under each option of a case, at one setting of the what-if page.

    One row per option and municipality; exact, in about 20 milliseconds.
    weight: of the centre in assembly and general board, as a multiple of what it has, from 0.1 to 2 in hundredths.
    quota: both pass a motion with more than this share of their weight, from 0.5 to 1 in thousandths. family and
    municipality: how often a council group follows the line of its party family, and that of its municipality (see
    copy); at most 1 in sum. base_package: share of the decisions that are on the base package; all others are on
    policy. Nobody has measured these three. assembly_scheme: votes_2018 if not given, or the first of the case.
    board_scheme: council seats if not given.
    Raises ValueError for a setting out of range and an unknown scheme, SizeLimitError for too many municipalities.
    """
    table = _core.what_if_risks(
        case_of(case),
        assembly_scheme=assembly_scheme or "",
        board_scheme=board_scheme or "",
        weight=weight,
        quota=quota,
        family=family,
        municipality=municipality,
        base_package=base_package,
    )
    return Table._wrap(table)


def what_if(case: Case = DEFAULT_CASE) -> Any:
    """The what-if page of `stemgewicht report` in a notebook: sliders, and a bar for each option, moved at once.

    Returns an ipywidgets.VBox. See what_if_risks for what the sliders mean. Raises ImportError where ipywidgets is
    missing: pip install 'stemgewicht[notebook]'.
    """
    widgets = need("ipywidgets", purpose="what_if()", extra="notebook")
    board = case_of(case)
    start = _risks(what_if_risks(board))
    centre = next(iter(next(iter(start.values()))))
    labels = {
        "weight": f"weight of {centre}",
        "quota": "majority: more than",
        "family": "groups follow their family",
        "municipality": "groups follow their municipality",
        "base_package": "decisions on the base package",
    }
    ends = {"weight": (0.1, 2.0, 0.01), "quota": (0.5, 1.0, 0.005)}
    sliders = {}
    for name, label in labels.items():
        low, high, step = ends.get(name, (0.0, 1.0, 0.01))
        sliders[name] = widgets.FloatSlider(
            START[name],
            min=low,
            max=high,
            step=step,
            description=label,
            readout_format=".1%",
            style={"description_width": "16em"},
            layout={"width": "40em", "max_width": "100%"},
        )
    schemes = {
        "assembly_scheme": ("weights in the assembly", _core.what_if_assemblies(board)),
        "board_scheme": ("weights on the general board", _core.what_if_boards(board)),
    }
    choices = {
        name: widgets.Dropdown(options=known, description=label, style={"description_width": "16em"})
        for name, (label, known) in schemes.items()
        if known
    }
    if "seats" in choices["board_scheme"].options:
        choices["board_scheme"].value = "seats"
    chart = widgets.HTML()

    def draw(change: Any = None) -> None:
        moved = None if change is None else change["owner"]
        for one, other in (("family", "municipality"), ("municipality", "family")):
            if moved is sliders[one] and sliders[one].value + sliders[other].value > 1:
                sliders[other].value = 1 - sliders[one].value  # nobody follows two lines at once
                return  # that has drawn
        settings = {name: widget.value for name, widget in {**sliders, **choices}.items()}
        chart.value = _bars(_risks(what_if_risks(board, **settings)), start)

    for widget in (*sliders.values(), *choices.values()):
        widget.observe(draw, names="value")
    draw()
    return widgets.VBox([*sliders.values(), *choices.values(), chart])


def _risks(table: Table) -> dict[str, dict[str, float]]:
    """By option and municipality."""
    risks: dict[str, dict[str, float]] = {}
    for row in table:
        risks.setdefault(str(row["option"]), {})[str(row["municipality"])] = float(row["risk"])  # type: ignore[arg-type]
    return risks


def _bars(now: dict[str, dict[str, float]], start: dict[str, dict[str, float]]) -> str:
    """A bar for the centre and one for the others under each option, with a mark where it started."""
    rows = []
    for option, risks in now.items():
        centre, *others = risks
        told = [(centre, risks[centre], start[option][centre])]
        if others:
            mean, was = (sum(of[name] for name in others) / len(others) for of in (risks, start[option]))
            told.append(("the others, on average", mean, was))
        rows.append(f"<tr><th colspan=3 style='text-align:left'>{escape(option)}</th></tr>")
        for k, (name, risk, was) in enumerate(told):
            bar, mark = (min(1.0, value / LONGEST_BAR) for value in (risk, was))
            rows.append(
                f"<tr><td>{escape(name)}</td><td style='width:22em'><div style='position:relative;background:#f1f3f6;"
                f"height:1em'><div style='width:{bar:.3%};height:1em;background:{('#0072b2', '#d55e00')[k]}'></div>"
                f"<div style='position:absolute;left:{mark:.3%};top:-.15em;width:3px;height:1.3em;background:#1c1f24'>"
                f"</div></div></td><td style='text-align:right'>{risk:.1%} (start: {was:.1%})</td></tr>"
            )
    return f"<table>{''.join(rows)}</table>"
