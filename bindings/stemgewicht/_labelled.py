"""Results of all members as a table with their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stemgewicht import _core
from stemgewicht._arguments import Misfit, shown
from stemgewicht._study import _names
from stemgewicht._table import Table

if TYPE_CHECKING:
    from stemgewicht._types import Cell, Rule


def labelled(rule: Rule, results: Any, column: str = "value", names: Sequence[str] | None = None) -> Table:
    """What a function tells of all members, as a table: one row per member, its name first.

    results: one for each member, as banzhaf (also of a simulation or with fractions), outvoted_members,
    member_standings and meeting_members give them. column: what to call a column of single numbers; a result of several
    has a column for each, by its name. A simulated number has its standard error beside it, in a column with _error; a
    fraction is a text such as "5/21". names: of the members, where the rule has none.
    Raises TypeError for results that are no list, and ValueError for another number of them than of members.
    """
    if isinstance(results, str | Mapping) or not hasattr(results, "__len__"):
        raise Misfit("results", "one for each member", shown(results)).error()
    members = _names(rule, names)
    if len(results) != len(members):
        raise ValueError(f"results: must be one for each of the {len(members)} members, got {len(results)}")
    rows: list[dict[str, Cell]] = [
        {"name": name, **dict(_cells(column, result))}
        for name, result in zip(members, _each(column, results), strict=True)
    ]
    columns = list(dict.fromkeys(title for row in rows for title in row))
    title = rule.title if isinstance(rule, _core.Board) else ""
    return Table(columns, [[row.get(title) for title in columns] for row in rows], title)


def _each(column: str, results: Any) -> Iterable[object]:
    if isinstance(results, _core.PowerEstimates):
        pairs = zip(results.values.tolist(), results.errors.tolist(), strict=True)
        return [{column: value, f"{column}_error": error} for value, error in pairs]
    values: Iterable[object] = results.tolist() if hasattr(results, "tolist") else results
    return values


def _cells(column: str, result: object) -> Iterator[tuple[str, Cell]]:
    """The columns of a result and what stands in them."""
    if isinstance(result, _core.Estimate):
        yield from ((column, result.value), (f"{column}_error", result.error))
    elif isinstance(result, Fraction):
        yield column, str(result)
    elif result is None or isinstance(result, str | int | float):
        yield column, result
    else:
        for name, part in _parts(result):
            own = isinstance(part, str | int | float | Fraction | _core.Estimate | None)
            yield from _cells(name, part) if own else ((f"{name}_{inner}", cell) for inner, cell in _cells(name, part))


def _parts(result: object) -> Iterable[tuple[str, object]]:
    if hasattr(result, "as_dict"):
        result = result.as_dict()
    if isinstance(result, Mapping):
        return result.items()
    kind = type(result)
    if not kind.__module__.startswith("stemgewicht"):
        raise Misfit("results", "numbers or results of this package", shown(result)).error()
    return [(name, getattr(result, name)) for name in dir(kind) if isinstance(getattr(kind, name), property)]
