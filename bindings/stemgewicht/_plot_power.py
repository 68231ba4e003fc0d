"""The plots of power, of quotas, of the weight for a motion, of coalitions and of simulations."""

from __future__ import annotations

import json
import textwrap
import warnings
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from stemgewicht import _core
from stemgewicht._arguments import Misfit, shown
from stemgewicht._plot import DASHES, SERIES, drawing_for
from stemgewicht._study import _names, _texts, power

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes

    from stemgewicht._types import EstimateMethod, LibraryRule, Member, Model, PowerMethod, Rule

Weighted = _core.Board | _core.WeightedRule

WIDE = 50  # by how many times the largest share exceeds the smallest where both axes are logarithmic
MOST_LINES = 7
MOST_QUOTAS = 201
MOST_BARS = 60
MOST_COALITIONS = 200_000
MOST_COLUMNS = 24
LEAST_DRAWS = 128
IN_95 = 1.96  # standard errors on each side of a value


def plot_power(
    rule: Weighted,
    index: str | Iterable[str] = ("banzhaf_normalized", "shapley_shubik"),
    method: PowerMethod | EstimateMethod = "auto",
    names: Sequence[str] | None = None,
    *,
    ax: Axes | None = None,
) -> Axes:
    """Plots power against weight: a dot for each member and index, and the line on which both are the same.

    x: the share of the weight, w_i / sum of w, in percent. y: the share of the power, p_i / sum of p, in percent. Above
    the line a member has more power than its weight alone would give. Both axes are logarithmic where the largest share
    is more than 50 times the smallest. Members are named from the heaviest down, as far as there is room.
    rule: a board, or a WeightedRule with names (numbers if not given). index, method: see power.
    ax: axes to draw on; a new figure, which pyplot does not know of, if not given: the axes are the picture in a
    notebook, and `.figure.savefig(..)` writes it.
    Returns the Matplotlib axes. Raises TypeError for a rule without weights, ValueError for an unknown index or one
    that has no value for each member, ImportError without Matplotlib.
    """
    drawing = drawing_for("plot_power()")
    _check_weighted(rule)
    wanted = _texts("index", index)
    for name in wanted:
        if _core.index_kinds.get(name) == "whole":
            raise ValueError(f'index: must be one with a value for each member, got "{name}"')
    table = power(rule, wanted, method, names)
    x = _shares(list(map(float, rule.weights)))
    series = {name: _shares([_float(value) for value in table[name]]) for name in wanted if name in table.columns}
    if not series:
        raise ValueError("index: must be at least one index, got none")
    ax = drawing.axes_of(ax, (7.2, 5.6))
    every = [*x, *(value for values in series.values() for value in values)]
    wide = min(every) > 0 and max(every) > WIDE * min(every)
    ends = (min(every) / 1.5, max(every) * 1.6) if wide else (-0.06 * max(every), 1.12 * max(every))
    if wide:
        ax.set_xscale("log")
        ax.set_yscale("log")
    ax.plot(ends, ends, color=drawing.GREY, linewidth=1, linestyle=(0, (5, 3)), zorder=1, label="as much as the weight")
    for place, (name, y) in enumerate(series.items()):
        colour, marker = SERIES[place % len(SERIES)]
        # later ones are open and larger, so that all can be seen where they are the same
        face, size = (colour, 5.5) if place == 0 else ("none", 5.5 + 2 * place)
        ax.plot(
            x,
            y,
            color=colour,
            marker=marker,
            markersize=size,
            markerfacecolor=face,
            linestyle="none",
            label=name,
            zorder=3,
        )
    ax.set_xlim(ends)
    ax.set_ylim(ends)
    drawing.percent(ax.xaxis)
    drawing.percent(ax.yaxis)
    drawing.finish(ax, "Power against weight", _of(rule), "Share of the weight (%)", "Share of the power (%)")
    drawing.legend_above(ax)
    first = next(iter(series.values()))
    dots = [(a, b) for values in series.values() for a, b in zip(x, values, strict=True)]
    drawing.write_beside(ax, _member_places(drawing, [str(name) for name in table["name"]], x, first), dots)
    return ax


def plot_quota_curve(
    rule: Weighted,
    quotas: Sequence[int] | str | None = None,
    index: str = "banzhaf",
    members: Iterable[Member] | None = None,
    names: Sequence[str] | None = None,
    *,
    ax: Axes | None = None,
) -> Axes:
    """Plots an index of each member over the quota: a line for each, those with the same values as one.

    x: quota / total weight, in percent; y: the index (banzhaf: swings / 2^(n-1), the chance to be decisive where all
    toss fair coins). The quota of the rule is a dashed line across.
    quotas: see quota_curve; up to 201 from the simple majority to unanimity if not given. members: whose lines have
    colours and names, by number or name; the seven heaviest different ones if not given. The others are grey.
    names, ax: see plot_power. Returns the Matplotlib axes.
    Raises as quota_curve does, TypeError for a rule without weights, ValueError for an unknown member.
    """
    drawing = drawing_for("plot_quota_curve()")
    _check_weighted(rule)
    labels = _names(rule, names)
    total = sum(rule.weights)
    curve = _core.quota_curve(rule, _usual_quotas(total) if quotas is None else quotas, index)
    steps = "steps-pre" if curve.quotas == list(range(curve.quotas[0], curve.quotas[-1] + 1)) else "default"
    lines: dict[tuple[float, ...], list[int]] = {}
    for member in sorted(range(len(labels)), key=lambda member: -rule.weights[member]):
        lines.setdefault(tuple(curve.values[member].tolist()), []).append(member)
    chosen = None if members is None else {_member(rule, labels, member) for member in members}
    ax = drawing.axes_of(ax, (8.6, 5))
    x = [100 * quota / total for quota in curve.quotas]
    shown_lines = 0
    grey = None
    for y, holders in lines.items():
        has_colour = shown_lines < MOST_LINES if chosen is None else bool(chosen & set(holders))
        if not has_colour:
            (grey,) = ax.plot(x, y, color="0.8", linewidth=0.8, drawstyle=steps, zorder=1)
            continue
        colour, _ = SERIES[shown_lines % len(SERIES)]
        dash = DASHES[shown_lines % len(DASHES)]
        label = drawing.named([labels[member] for member in holders])
        ax.plot(x, y, color=colour, linestyle=dash, linewidth=1.8, drawstyle=steps, label=label, zorder=3)
        shown_lines += 1
    if grey is not None:
        grey.set_label("others")
    ax.set_xlim(min(x), max(x) if len(x) > 1 else min(x) + 1)
    ax.set_ylim(bottom=0)
    drawing.percent(ax.xaxis)
    drawing.finish(ax, f"{index} over the quota", _of(rule), "Quota (% of all weight)", f"{index} (no unit)")
    if rule.quota is not None and min(x) <= 100 * rule.quota / total <= max(x):
        ax.axvline(100 * rule.quota / total, color="0.4", linewidth=1.4, linestyle=(0, (2, 2)), zorder=2, label="quota")
    drawing.legend_beside(ax)
    return ax


def plot_yes_weight(
    rule: Weighted,
    model: Model = "ic",
    *,
    ax: Axes | None = None,
) -> Axes:
    """Plots how the weight of those who say yes is spread under a vote model, and which part of it passes a motion.

    A bar for each weight, or for each range of weights where there would be more than 60; it is P(a <= W < b) =
    P(W >= a) - P(W >= b), each exact. The quota is the edge of a bar: the coloured bars add up to the chance to pass.
    x: the weight, in the units of the board. y: the chance of a bar.
    rule: a board whose rule is one quota, or a WeightedRule. model: see pass_probability. ax: see plot_power. Cost:
    that of pass_probability for each bar.
    Returns the Matplotlib axes. Raises TypeError for a rule without weights, ValueError for one of several criteria,
    an unknown model, and one that exact methods do not carry.
    """
    drawing = drawing_for("plot_yes_weight()")
    _check_weighted(rule)
    if rule.quota is None:
        raise ValueError(f"rule: must be one quota on the weight, got {rule.quota_text}")
    edges = _bar_edges(sum(rule.weights), rule.quota)
    tails = [_chance_of(rule, model, edge) for edge in edges[:-1]] + [0.0]
    heights = [max(0.0, more - less) for more, less in pairwise(tails)]
    ax = drawing.axes_of(ax, (8, 4.6))
    unit = _written(rule, 1)
    passes = tails[edges.index(rule.quota)]
    parts = (
        (f"fails: {1 - passes:.4f}", "0.72", [place for place, edge in enumerate(edges[:-1]) if edge < rule.quota]),
        (f"passes: {passes:.4f}", SERIES[0][0], [p for p, edge in enumerate(edges[:-1]) if edge >= rule.quota]),
    )
    step = edges[1] - edges[0]
    for label, colour, places in parts:
        left = [(edges[place] - (0.5 if step == 1 else 0)) * unit for place in places]
        height = [heights[place] for place in places]
        ax.bar(
            left, height, width=step * unit, align="edge", color=colour, edgecolor="white", linewidth=0.4, label=label
        )
    line = (rule.quota - (0.5 if step == 1 else 0)) * unit
    ax.axvline(
        line, color="black", linewidth=1, linestyle=(0, (2, 2)), label=f"quota {_written(rule, rule.quota):,.10g}"
    )
    ax.set_xlim((edges[0] - 0.5) * unit, (sum(rule.weights) + 0.5) * unit)
    drawing.plain(ax.xaxis)
    name = f" ({rule.weight_column})" if isinstance(rule, _core.Board) and rule.weight_column != "weight" else ""
    bars = "for each weight" if step == 1 else f"in bars of {_written(rule, step):,.10g}"
    drawing.finish(
        ax, f"The weight for a motion under {_model_name(model)}", _of(rule), f"Weight of those who say yes{name}",
        f"Probability, {bars}",
    )  # fmt: skip
    drawing.legend_above(ax)
    return ax


def plot_coalitions(
    rule: LibraryRule,
    names: Sequence[str] | None = None,
    *,
    ax: Axes | None = None,
) -> Axes:
    """Plots who wins with whom: a column of joined dots for each kind of minimal winning coalition, a row for a member.

    Members who can stand in for each other share a row, and a dot then says how many of them are in. A coalition is
    minimal winning where it wins and no longer does without any one of its members. Above a column: how many coalitions
    are of that kind. Of more than 24 kinds those with the most coalitions are drawn, and the axis says so.
    names: of the members, where the rule has none. ax: see plot_power. Returns the Matplotlib axes.
    Raises ValueError where there are more than 200,000 minimal winning coalitions.
    """
    drawing = drawing_for("plot_coalitions()")
    count = _core.coalition_count(rule)
    if count > MOST_COALITIONS:
        raise ValueError(
            f"rule: must have at most {MOST_COALITIONS} minimal winning coalitions to be drawn, got {count}"
        )
    labels = _names(rule, names)
    alike, kinds = _coalition_kinds(rule)
    drawn = [kind for kind, _ in kinds.most_common(MOST_COLUMNS)]
    drawn.sort(key=lambda kind: (sum(kind), [-part for part in kind]))
    ax = drawing.axes_of(ax, (max(6.4, 2.6 + 0.36 * len(drawn)), 1.7 + 0.34 * len(alike)))
    for row in range(len(alike)):
        ax.axhline(row, color="0.92", linewidth=0.8, zorder=0)
    for column, kind in enumerate(drawn):
        inside = [row for row, part in enumerate(kind) if part]
        ax.plot([column] * len(inside), inside, color=SERIES[0][0], linewidth=1.6, zorder=1)
        outside = [row for row, part in enumerate(kind) if not part]
        ax.plot([column] * len(outside), outside, color="0.85", linestyle="none", marker="o", markersize=5, zorder=1)
        ax.scatter([column] * len(inside), inside, s=150, color=SERIES[0][0], zorder=2)
        for row in inside:
            text = str(kind[row]) if len(alike[row]) > 1 else ""
            ax.text(column, row, text, color="white", fontsize=8, fontweight="bold", ha="center", va="center")
        ax.text(column, -0.75, f"{kinds[kind]}", fontsize=8.5, ha="center", va="bottom")
    ax.set_yticks(range(len(alike)), [_row_label(drawing, [labels[member] for member in row]) for row in alike])
    ax.set_xticks([])
    ax.set_xlim(-0.7, max(8, len(drawn)) - 0.3)
    ax.set_ylim(len(alike) - 0.5, -1.2)
    outside = _core.rule_properties(rule).null_members
    none = f";\nin none: {drawing.named([labels[member] for member in outside])}" if outside else ""
    part = (
        f"the {len(drawn)} of {len(kinds)} with most coalitions" if len(drawn) < len(kinds) else f"{len(drawn)} in all"
    )
    numbers = f"above each the number of coalitions, {count:,} in all"
    kinds_shown = f"Kinds of minimal winning coalition, {part};\n{numbers}{none}"
    drawing.finish(ax, "Who wins with whom", _of(rule), kinds_shown, "")
    ax.grid(visible=False)
    ax.tick_params(length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    return ax


def plot_convergence(
    rule: Rule,
    position: Rule | int | str | None = None,
    model: Model = "ic",
    method: _core.MonteCarlo | Literal["monte_carlo"] = "monte_carlo",
    measure: str = "outvoted",
    *,
    exact: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Plots how a simulated chance settles as draws are added, with the band in which 95% of such values lie.

    x: draws, logarithmic: doubled up to those of the method, each a simulation of its own from its seed. y: the
    estimate, a chance per motion; the band is the estimate -+ 1.96 standard errors. A dashed line is the exact value
    where exact methods carry it; exact=False leaves it out, and spares its time.
    position, model: see outvoted; without a position it is the chance to pass. method: its samples (1,000,000 if not
    given), seed and threads. measure: of outvoted, such as "overruled". ax: see plot_power.
    Returns the Matplotlib axes. Raises TypeError for another method, ValueError for an unknown measure, and as outvoted
    and pass_probability do.
    """
    drawing = drawing_for("plot_convergence()")
    whole = _core.MonteCarlo() if method == "monte_carlo" else method
    if not isinstance(whole, _core.MonteCarlo):
        raise Misfit("method", "a MonteCarlo", shown(method)).error()
    if position is None:
        measure = "pass_probability"
    draws = _draws(whole.samples)
    found = [_estimate(rule, position, model, _first(whole, count), measure) for count in draws]
    values, errors = [value.value for value in found], [IN_95 * value.error for value in found]
    ax = drawing.axes_of(ax, (8, 4.4))
    low = [value - error for value, error in zip(values, errors, strict=True)]
    high = [value + error for value, error in zip(values, errors, strict=True)]
    colour, marker = SERIES[0]
    ax.fill_between(
        draws, low, high, color=colour, alpha=0.2, linewidth=0, label="estimate \N{PLUS-MINUS SIGN} 1.96 errors"
    )
    ax.plot(draws, values, color=colour, marker=marker, markersize=5, markeredgecolor="white", label="estimate")
    true = _exact(rule, position, model, measure) if exact else None
    if true is not None:
        ax.axhline(true, color="black", linewidth=1.1, linestyle=(0, (5, 3)), label=f"exact {true:.6f}")
    ax.set_xscale("log")
    what = "a motion passes" if position is None else measure.replace("_", " ")
    drawing.finish(
        ax, f"A simulation settles: {what} ({_model_name(model)})", _of(rule), "Draws (motions)",
        f"Probability, per motion: {what}",
    )  # fmt: skip
    drawing.legend_above(ax)
    return ax


def _check_weighted(rule: object) -> None:
    if not isinstance(rule, Weighted):
        raise Misfit("rule", "a board or a WeightedRule", shown(rule)).error()


def _of(rule: object) -> str:
    """Whose rule it is, for a title."""
    if not isinstance(rule, _core.Board):
        return ""
    return rule.title


def _float(value: object) -> float:
    assert isinstance(value, int | float)
    return float(value)


def _shares(values: list[float]) -> list[float]:
    """In percent of their sum."""
    total = sum(values)
    return [100 * value / total if total else 0.0 for value in values]


def _member_places(drawing: Any, names: Sequence[str], x: Sequence[float], y: Sequence[float]) -> list[Any]:
    """A text for each dot, the heaviest first; members on the same dot share one."""
    holders: dict[tuple[float, float], list[str]] = {}
    for member in sorted(range(len(names)), key=lambda member: -x[member]):
        holders.setdefault((x[member], y[member]), []).append(names[member])
    return [drawing.Place(a, b, drawing.named(together)) for (a, b), together in holders.items()]


def _usual_quotas(total: int) -> list[int]:
    least = total // 2 + 1
    count = min(MOST_QUOTAS, total - least + 1)
    return [least] if count == 1 else [least + place * (total - least) // (count - 1) for place in range(count)]


def _member(rule: Weighted, labels: Sequence[str], member: Member) -> int:
    if isinstance(member, str):
        if member not in labels:
            known = textwrap.shorten(", ".join(labels), 80, placeholder=" ..")
            raise ValueError(f'members: must be of {known}, got "{member}"')
        return labels.index(member)
    if not 0 <= member < len(labels):
        raise ValueError(f"members: must be of 0..{len(labels) - 1}, got {member}")
    return member


def _bar_edges(total: int, quota: int) -> list[int]:
    """Where bars begin, the quota among these, and where the last one ends."""
    step = -(-(total + 1) // MOST_BARS)
    first = quota - -(-quota // step) * step
    last = quota + -(-(total + 1 - quota) // step) * step
    return list(range(first, last + 1, step))


def _chance_of(rule: Weighted, model: Model, quota: int) -> float:
    """P(yes weight >= quota)."""
    if quota <= 0:
        return 1.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", _core.ImproperRuleWarning)  # no rule, a tail of the distribution
        if isinstance(rule, _core.Board) and isinstance(model, str) and model not in ("ic", "iac"):
            return _core.pass_probability(_with_quota(rule, quota), model)
        return _core.pass_probability(_core.WeightedRule(rule.weights, quota), model)


def _with_quota(board: _core.Board, quota: int) -> _core.Board:
    """Names, weights and groups of a board, by which a model may name them, under another quota."""
    lines = ['title = "tail"', f"quota = {quota}", 'weight = "the weight"']
    groups = {name: (grouping.labels, grouping.group_of) for name, grouping in board.groupings.items()}
    for member, (name, weight) in enumerate(zip(board.names, board.weights, strict=True)):
        lines += ["[[members]]", f"name = {json.dumps(name, ensure_ascii=False)}", f'"the weight" = {weight}']
        for title, (labels, places) in groups.items():
            lines.append(f"{json.dumps(title)} = {json.dumps(labels[places[member]], ensure_ascii=False)}")
    return _core.parse_board("\n".join(lines), board.id)


def _written(rule: Weighted, value: int) -> float:
    """A weight in the units that the board has it in."""
    if not isinstance(rule, _core.Board):
        return float(value)
    column = rule.weight_column
    return float(value / 10 ** rule.decimals[column] / rule.divisors.get(column, 1))


def _model_name(model: Model) -> str:
    return textwrap.shorten(model if isinstance(model, str) else type(model).__name__, 30, placeholder=" ..")


def _coalition_kinds(rule: LibraryRule) -> tuple[list[list[int]], Counter[tuple[int, ...]]]:
    """Members who can stand in for each other, and how many minimal winning coalitions have so many of each."""
    properties = _core.rule_properties(rule)
    ranks = getattr(rule, "weights", None)
    alike = [list(row) for row in properties.classes if not set(row) <= set(properties.null_members)]
    alike.sort(key=lambda row: (-max(ranks[member] for member in row) if ranks else 0, min(row)))
    row_of = {member: place for place, row in enumerate(alike) for member in row}
    bare = rule.rule if isinstance(rule, _core.Board) else rule
    kinds: Counter[tuple[int, ...]] = Counter()
    for coalition in _core.coalitions(bare):
        parts = [0] * len(alike)
        for member in coalition:
            parts[row_of[member]] += 1
        kinds[tuple(parts)] += 1
    return alike, kinds


def _row_label(drawing: Any, names: Sequence[str]) -> str:
    return drawing.short(names[0]) if len(names) == 1 else f"{drawing.named(names)} ({len(names)})"


def _draws(samples: int) -> list[int]:
    counts = [samples]
    while counts[0] // 2 >= LEAST_DRAWS:
        counts.insert(0, counts[0] // 2)
    return counts


def _first(method: _core.MonteCarlo, samples: int) -> _core.MonteCarlo:
    return _core.MonteCarlo(samples, seed=method.seed, threads=method.threads, antithetic=method.antithetic)


def _estimate(
    rule: Rule, position: Rule | int | str | None, model: Model, method: _core.MonteCarlo, measure: str
) -> _core.Estimate:
    if position is None:
        return _core.pass_probability(rule, model, method=method)
    found = getattr(_core.outvoted(rule, position, model, method=method), measure, None)
    if not isinstance(found, _core.Estimate):
        raise ValueError(f'measure: must be a chance of outvoted that has an estimate, got "{measure}"')
    return found


def _exact(rule: Rule, position: Rule | int | str | None, model: Model, measure: str) -> float | None:
    """The exact value, or None where exact methods do not carry it."""
    try:
        if position is None:
            return _core.pass_probability(rule, model)
        found = getattr(_core.outvoted(rule, position, model), measure, None)
    except ValueError:
        return None
    return float(found) if isinstance(found, int | float) else None
