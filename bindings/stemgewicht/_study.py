"""Tables of power and of governance options."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, SupportsIndex

from stemgewicht import _core
from stemgewicht._board import as_written, load_board
from stemgewicht._table import Table

if TYPE_CHECKING:
    from stemgewicht._types import Cell, Method, Number, Rule, Ties

COLLECTIVITY = "coleman_collectivity"


def power(
    rule: Rule,
    index: str | Iterable[str] = "all",
    method: Method = "auto",
    names: Sequence[str] | None = None,
    *,
    fractions: bool = False,
) -> Table:
    """Power indices of every member, by name: one row per member, one column per index.

    rule: a board or a rule. index: "all", a name such as "banzhaf", or a list of names. names: of the members, where
    the rule has none. coleman_collectivity is one number for the whole rule: it is told in the notes, always, and has
    no column, so that asking for it alone gives names and weights only.
    fractions: True for exact values as texts such as "5/21", as `stemgewicht power --fractions` gives them;
    fractions.Fraction reads them.
    Raises ValueError for an unknown index, other names than members, and a method that cannot carry the size; with
    fractions also as banzhaf does.
    """
    wanted = (
        [*_core.power_index_names, COLLECTIVITY] if index == "all" else [index] if isinstance(index, str) else [*index]
    )
    shown = list(dict.fromkeys(name for name in wanted if name != COLLECTIVITY))
    values: Mapping[str, Sequence[Cell]]
    if fractions:
        values, collectivity = _core.power_fractions(rule, shown, method)
    else:
        arrays, share = _core.power_indices(rule, shown, method)
        values, collectivity = {name: array.tolist() for name, array in arrays.items()}, f"{share:.6g}"
    columns: dict[str, Sequence[Cell]] = {"name": _names(rule, names)}
    weights = _weights(rule)
    if weights is not None:
        columns["weight"] = weights
    columns |= {name: values[name] for name in shown}
    title = rule.title if isinstance(rule, _core.Board) else "Power"
    notes = [str(note) for note in rule.notes] if isinstance(rule, _core.Board) else []
    told = f"{COLLECTIVITY}, the share of all coalitions that win: {collectivity}"
    return Table(columns, zip(*columns.values(), strict=True), title, [told, *notes])


def options(
    case: str | os.PathLike[str] | _core.Board = "drechtsteden-2018",
    models: str | Iterable[str] | None = None,
    schemes: str | Iterable[str] | None = None,
    custom: Mapping[str, Number] | Iterable[Number] | None = None,
    method: Method = "auto",
    ties: Ties = "excluded",
    threads: int | None = None,
    *,
    options: str | Iterable[str] | None = None,
) -> Table:
    """Compares the governance options of a case: how often each municipality is outvoted under each.

    One row per option, scheme, model, municipality and kind of decision, with the chances outvoted, overruled, blocked
    and decisive; the columns and values of `stemgewicht options`.
    case: the name of a shipped case, a file, or a board with governance data.
    models: texts such as "ic", "beta:2,2" or "grouped:family"; ic, iac and grouped by family if not given.
    schemes: weights of the general board (AB); all if not given.
    custom: weights of the scheme "custom", by municipality or in their order, the centre first.
    ties: what a tied council is, see outvoted.
    threads: None or 1 for one, 0 for all cores; results do not depend on it.
    options: of drechtraad, ab, mandate and centre; all if not given.
    Raises ValueError for an unknown case, model, option or scheme, and a board without governance data.
    """
    board = case if isinstance(case, _core.Board) else load_board(case)
    if threads is not None and not isinstance(threads, SupportsIndex):
        raise TypeError(f"threads: must be a whole number or None, got {threads!r}")
    weights = dict(custom) if isinstance(custom, Mapping) else custom
    chosen = (_texts("models", models), _texts("options", options), _texts("schemes", schemes))
    return Table._wrap(_core.options(board, *chosen, weights, method, ties, threads))


def _texts(field: str, value: str | Iterable[str] | None) -> list[str]:
    if value is None or isinstance(value, str):
        return [] if value is None else [value]
    try:
        texts = list(value)
    except TypeError:
        raise TypeError(f"{field}: must be a text or a list of texts, got {value!r}") from None
    return texts


def _names(rule: Rule, names: Sequence[str] | None) -> list[str]:
    if isinstance(rule, _core.Board):
        if names is not None:
            raise ValueError("names: must be left out where a board is given, which has names")
        return rule.names
    if names is None:
        return [str(place + 1) for place in range(rule.member_count)]
    if len(names) != rule.member_count or isinstance(names, str):
        raise ValueError(f"names: must be one name for each of the {rule.member_count} members, got {len(names)} names")
    return list(names)


def _weights(rule: Rule) -> Sequence[Cell] | None:
    if isinstance(rule, _core.Board):
        scale = rule.decimals[rule.weight_column]
        return [as_written(weight, scale) for weight in rule.weights]
    return rule.weights if isinstance(rule, _core.WeightedRule) else None
