"""Tables of power and of governance options."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, SupportsIndex

from stemgewicht import _core
from stemgewicht._arguments import check_list
from stemgewicht._board import as_written, case_of
from stemgewicht._progress import progress as shown
from stemgewicht._table import Table

if TYPE_CHECKING:
    from stemgewicht._types import (
        Cell,
        EstimateMethod,
        LibraryRule,
        Method,
        Model,
        Number,
        Pairs,
        PowerMethod,
        Progress,
        Rule,
        SimulationMethod,
        Ties,
        Unions,
    )

LIBRARY = (
    _core.Board,
    _core.WeightedRule,
    _core.CompositeRule,
    _core.CoalitionRule,
    _core.CombinedRule,
    _core.IncompatibleRule,
    _core.RestrictedRule,
)

COLLECTIVITY = "coleman_collectivity"


def power(
    rule: Rule,
    index: str | Iterable[str] = "all",
    method: PowerMethod | EstimateMethod = "auto",
    names: Sequence[str] | None = None,
    *,
    fractions: bool = False,
    unions: Unions | None = None,
    edges: Pairs | None = None,
) -> Table:
    """Power indices of every member, by name: one row per member, one column per index.

    rule: a board or a rule. index: "all" that apply, a name such as "banzhaf", or a list of names. Of "all", an index
    that cannot carry the rule is left out with a note. names: of the members, where the rule has none.
    coleman_collectivity is one number for the whole rule: it is told in the notes, always, and has no column, so that
    asking for it alone gives names and weights only.
    method: as for banzhaf. A simulation and the normal law have an error for each value, in a column of its name and
    _error, and know the indices of power_index_names alone.
    fractions: True for exact values as texts such as "5/21", as `stemgewicht power --fractions` gives them;
    fractions.Fraction reads them.
    unions: for owen and the like, see there; power_of_unions tells the power of the unions themselves. edges: for
    myerson and graph_banzhaf, see there.
    Raises ValueError for an unknown index, other names than members, and a method that cannot carry the size; with
    fractions also as banzhaf does. Warns by an ImproperRuleWarning where a set of members and the rest may both win.
    """
    asked = rule if isinstance(rule, LIBRARY) and not _core.has_own_methods(rule) else _core.AskedRule(rule)
    _core.warn_if_improper(asked, 2)
    request = _Request(_wanted(index), method, fractions, unions, edges)
    columns, notes = _power_columns(asked, request, {"name": _names(rule, names), **_weights(rule)})
    if not isinstance(rule, _core.Board):
        return _table("Power", columns, notes)
    return _table(rule.title, columns, [*notes, *map(str, rule.notes)])


def power_of_unions(
    rule: LibraryRule,
    unions: Unions,
    index: str | Iterable[str] = "all",
    method: PowerMethod | EstimateMethod = "auto",
    *,
    fractions: bool = False,
) -> Table:
    """Power indices of a-priori unions, each voting as one: one row per union, one column per index.

    unions: see owen. Other arguments and errors as for power. The unions are the members of quotient_rule.
    """
    _core.warn_if_improper(rule, 2)
    grouping = _core.unions_of(rule, unions)
    quotient = _core.quotient_rule(rule, grouping)
    members: dict[str, Sequence[Cell]] = {"name": grouping.labels}
    if isinstance(quotient, _core.WeightedRule) and not (isinstance(rule, _core.Board) and rule.quota is None):
        members |= _weight_column(rule, quotient.weights)
    request = _Request(_wanted(index), method, fractions, None, None)
    columns, notes = _power_columns(quotient, request, members)
    return _table("The game between the unions, each voting as one", columns, notes)


def options(
    case: str | os.PathLike[str] | _core.Board = "drechtsteden-2018",
    models: str | Iterable[str] | None = None,
    schemes: str | Iterable[str] | None = None,
    custom: Mapping[str, Number] | Iterable[Number] | None = None,
    method: Method | SimulationMethod = "auto",
    ties: Ties = "excluded",
    threads: int | None = None,
    *,
    options: str | Iterable[str] | None = None,
    baseline: str | None = None,
    progress: Progress = None,
) -> Table:
    """Compares the governance options of a case: how often each municipality is outvoted under each.

    One row per option, scheme, model, municipality and kind of decision, with the chances outvoted, overruled, blocked
    and decisive; the columns and values of `stemgewicht options`.
    case: the name of a shipped case, a file, or a board with governance data.
    models: texts such as "ic", "beta:2,2", "grouped:family", "copy:region=0.1,family=0.3", "factor:family=0.4,p=0.6",
    "observed:FILE" or "fitted:FILE"; ic, iac and grouped by family if not given.
    schemes: weights of the general board (AB); all if not given.
    custom: weights of the scheme "custom", by municipality or in their order, the centre first.
    method: a simulation draws the same motions for all options, and adds the columns error (the standard error of
    outvoted) and draws; it warns by a TargetNotReached where its target error was not reached.
    ties: what a tied council is, see outvoted.
    threads: 1 for one, 0 for all cores; None for those of a simulation, else one. Results do not depend on it.
    options: of drechtraad, ab, mandate and centre; all if not given.
    baseline: an option such as "drechtraad" or "ab:seats". Adds the column difference: how much more each municipality
    is outvoted than under that, taken motion by motion; and difference_error where simulated.
    progress: True shows how far it is; see stemgewicht.progress.
    Raises ValueError for an unknown case, model, option, scheme or baseline, and a board without governance data.
    """
    board = case_of(case)
    if baseline is not None and not isinstance(baseline, str):
        raise TypeError(f"baseline: must be the name of an option or None, got {baseline!r}")
    if threads is not None and not isinstance(threads, SupportsIndex):
        raise TypeError(f"threads: must be a whole number or None, got {threads!r}")
    weights = dict(custom) if isinstance(custom, Mapping) else custom
    chosen = (_texts("models", models), _texts("options", options), _texts("schemes", schemes))
    with shown(progress):
        return Table._wrap(_core.options(board, *chosen, weights, method, ties, threads, baseline))


def power_shares(
    case: str | os.PathLike[str] | _core.Board = "drechtsteden-2018",
    schemes: str | Iterable[str] | None = None,
    by: str | Iterable[str] | None = None,
) -> Table:
    """What each voter brings in weight, and what that comes to in power, under every body and scheme of a case.

    One row per body, scheme of weights and voter: its share of the weight, banzhaf_normalized and shapley_shubik. A
    municipality or a family is one voter there, and under free_.. the sum over its council groups; a council group
    bargains in its municipality or its family first under owen_.. and banzhaf_owen_... Cells are None where a row is
    not asked such a thing. The columns and values of `stemgewicht indices`; all are exact.
    case: the name of a shipped case, a file, or a board with governance data. schemes: weights of the general board and
    the assembly; all if not given. by: whose power, of municipality, family and group; all if not given.
    Raises ValueError for an unknown case, scheme or level, and a board without governance data.
    """
    return Table._wrap(_core.power_shares(case_of(case), _texts("schemes", schemes), _texts("by", by)))


def loyalty(
    board: _core.Board,
    position: _core.WeightedRule,
    model: Model = "ic",
    ties: Ties = "excluded",
    *,
    who: str = "the position",
) -> Table:
    """Whose vote moves the risk of the holders of a position: one row per member, those that move it most first.

    position: such as group_position(board, ...) or member_position(i, n). who: its name, for the title and the notes.
    outvoted, overruled and blocked: by how much that chance rises for each unit of the member's chance of yes, at
    first; under _evidence, for each unit of its log odds. holder: whether the member is one of the group. The notes
    tell the chances themselves. Under ic a member who says yes more often is overruled as much less as it is blocked
    more, so that outvoted does not move while the other two do.
    Cost and errors as for fate_gradient.
    """
    return Table._wrap(_core.loyalty_table(board, position, model, ties, who))


class _Request(NamedTuple):
    indices: list[str]
    method: PowerMethod | EstimateMethod
    fractions: bool
    unions: Unions | None
    edges: Pairs | None


def _wanted(index: str | Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(_texts("index", index)))
    return wanted if wanted == ["all"] or COLLECTIVITY in wanted else [*wanted, COLLECTIVITY]


def _power_columns(
    rule: LibraryRule | _core.AskedRule,
    request: _Request,
    members: dict[str, Sequence[Cell]],
) -> tuple[dict[str, Sequence[Cell]], list[str]]:
    """The columns of a power table, and its notes."""
    if isinstance(rule, _core.AskedRule):
        values, notes = _own_columns(rule, request)
    else:
        values, notes = _core.power_columns(rule, *request)
    return members | values, notes


def _table(title: str, columns: Mapping[str, Sequence[Cell]], notes: Iterable[str]) -> Table:
    return Table(columns, zip(*columns.values(), strict=True), title, notes)


def _own_columns(rule: _core.AskedRule, asked: _Request) -> tuple[dict[str, Sequence[Cell]], list[str]]:
    """What _core.power_columns tells of a rule of the library."""
    every = asked.indices == ["all"]
    left_out = {kind for kind, given in (("unions", asked.unions), ("graph", asked.edges)) if given is None}
    names = [name for name, kind in _core.index_kinds.items() if kind not in left_out] if every else asked.indices
    values: dict[str, Sequence[Cell]] = {}
    whole: list[str] = []
    notes: list[str] = []
    for name in names:
        try:
            found = _own_values(rule, name, asked)
        except ValueError as reason:
            if not every or _core.index_kinds[name] == "votes" or name == COLLECTIVITY:
                raise
            notes.append(f"left out, {name}: {reason}")
            continue
        if isinstance(found, _core.PowerEstimates):
            values[name], values[f"{name}_error"] = found.values.tolist(), found.errors.tolist()
        elif _core.index_kinds[name] == "whole":
            whole.append(_whole_note(name, found))
        else:
            values[name] = found
    return values, [*whole, *notes]


def _whole_note(name: str, found: list[Cell]) -> str:
    """How a note tells a value, and its error where it has one."""
    error = found[1] if len(found) > 1 else None
    return _core.whole_note(name, found[0], error if isinstance(error, float) else None)


def _own_values(rule: _core.AskedRule, name: str, asked: _Request) -> list[Cell] | _core.PowerEstimates:
    kinds = _core.index_kinds
    if name not in kinds:
        raise ValueError(f'index: must be one of {", ".join(kinds)}, got "{name}"')
    function = getattr(_core, name)
    arguments: list[object] = [rule]
    for kind, field in (("unions", "unions"), ("graph", "edges")):
        if kinds[name] == kind:
            given = getattr(asked, field)
            if given is None:
                raise ValueError(f"{field}: must be given with {name}, got none")
            arguments.append(given)
    if name == "minimum_sum_representation":
        least = function(rule)
        found = least.fractions if asked.fractions else least.values
    elif kinds[name] == "solution":
        found = function(rule, fractions=asked.fractions)
    else:
        found = function(*arguments, asked.method, fractions=asked.fractions)
    if isinstance(found, _core.PowerEstimates):
        return found
    if kinds[name] == "whole":
        found = [found.value, found.error] if isinstance(found, _core.Estimate) else [found]
    return [str(value) if asked.fractions else float(value) for value in found]


def _texts(field: str, value: str | Iterable[str] | None) -> list[str]:
    if value is None or isinstance(value, str):
        return [] if value is None else [value]
    try:
        texts = list(value)
    except TypeError:
        raise TypeError(f"{field}: must be a text or a list of texts, got {value!r}") from None
    for place, text in enumerate(texts):
        if not isinstance(text, str):
            raise TypeError(f"{field}[{place}]: must be a text, got {text!r}")
    return texts


def _names(rule: Rule, names: Sequence[str] | None) -> list[str]:
    if isinstance(rule, _core.Board):
        if names is not None:
            raise ValueError("names: must be left out where a board is given, which has names")
        return rule.names
    if names is None:
        return [str(place + 1) for place in range(rule.member_count)]
    check_list("names", names)
    if len(names) != rule.member_count or isinstance(names, str):
        raise ValueError(f"names: must be one name for each of the {rule.member_count} members, got {len(names)} names")
    return list(names)


def _weights(rule: Rule) -> dict[str, Sequence[Cell]]:
    return _weight_column(rule, rule.weights) if isinstance(rule, _core.Board | _core.WeightedRule) else {}


def _weight_column(rule: Rule, weights: Sequence[int]) -> dict[str, Sequence[Cell]]:
    """Weights as the file has them, under the name that the board gives them."""
    if not isinstance(rule, _core.Board):
        return {"weight": weights}
    column = rule.weight_column
    return {column: [as_written(rule, column, weight) for weight in weights]}
