"""What can be said of the risks without a model of the votes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import isnan
from operator import index
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, TypeGuard

from stemgewicht import _core
from stemgewicht._arguments import check_list, number, numbers
from stemgewicht._table import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from stemgewicht._types import Cell, Rule

    Agreements: TypeAlias = NDArray[np.floating] | Mapping[tuple[int | str, int | str], float] | None
    Law: TypeAlias = Sequence[float] | NDArray[np.floating] | None


def risk_bounds(
    rule: Rule,
    yes: float | Iterable[float] = 0.5,
    agreements: Agreements = None,
    *,
    law: Law = None,
    risk: Literal["outvoted", "overruled", "blocked"] = "outvoted",
    names: Sequence[str] | None = None,
) -> Table:
    """The sharp range of a risk of each member without a model of the votes, from what is known of them.

    One row per member: every value from least to greatest is that of some joint law of the votes; no law goes beyond
    them by more than gap (proved by linear programming).
    rule: a board or a rule of up to 12 members. yes: chance of yes, one for all or one per member. agreements: how
    often two members vote alike: an array of shape (members, members) with NaN where it is not known, the diagonal not
    looked at, or {(member, member): chance}. law: instead of both, the chance of each set of yes-voters, 2^members in
    all, the set of member i at index 2^i; chances and agreements are then those of the law. names: of the members.
    Raises ValueError for chances that no law has, naming the first agreement that cannot hold and the range that it
    could have, and beyond 12 members.
    """
    known = _known_votes(rule, yes, agreements, law)
    with _own_fields(known[1]):
        found = _core.risk_bounds(rule, *known, risk)
    given = names if names is not None else rule.names if isinstance(rule, _core.Board) else None
    if given is not None:
        check_list("names", given)
    if given is not None and len(given) != len(found):
        raise ValueError(f"names: must be one name for each of the {len(found)} members, got {len(given)} names")
    labels = list(given) if given is not None else [str(place + 1) for place in range(len(found))]
    rows: list[tuple[Cell, ...]] = [(name, *bounds) for name, bounds in zip(labels, found, strict=True)]
    return Table(("name", "least", "greatest", "gap"), rows, f"Range of the chance to be {risk}")


class Bounds(NamedTuple):
    """The least and the greatest value that a chance can have, proved up to gap."""

    least: float
    greatest: float
    gap: float


def pass_bounds(
    rule: Rule,
    yes: float | Iterable[float] = 0.5,
    agreements: Agreements = None,
    *,
    law: Law = None,
) -> Bounds:
    """The sharp range of P(pass) without a model of the votes. Arguments and errors as for risk_bounds."""
    known = _known_votes(rule, yes, agreements, law)
    with _own_fields(known[1]):
        return Bounds(*_core.pass_bounds(rule, *known))


def _known_votes(
    rule: Rule,
    yes: float | Iterable[float],
    agreements: Agreements,
    law: Law,
) -> tuple[list[float], list[tuple[int, int, float]], list[float] | None]:
    chances = numbers("yes", yes) if _is_list(yes) else [number("yes", yes)]
    if law is not None:
        if agreements is not None or chances != [0.5]:
            raise ValueError("law: must be given alone, since yes and agreements follow from it")
        if len(law) != 1 << rule.member_count:
            raise ValueError(f"law: must be 2^{rule.member_count} chances, one for each set of members, got {len(law)}")
        return [], [], numbers("law", law)
    return chances, _agreements(rule, agreements), None


@contextmanager
def _own_fields(agreements: list[tuple[int, int, float]]) -> Iterator[None]:
    """Names the arguments in an error as the caller gave them: agreements by their pair."""
    try:
        yield
    except ValueError as error:
        text = str(error).removeprefix("known.")
        place = re.match(r"agreements\[(\d+)\](\.chance)?", text)
        if place:
            first, second, _ = agreements[int(place[1])]
            text = f"agreements[{first}, {second}]{text[place.end() :]}"
        raise ValueError(text) from None


def _agreements(rule: Rule, agreements: Agreements) -> list[tuple[int, int, float]]:
    if agreements is None:
        return []
    members = rule.member_count
    if isinstance(agreements, Mapping):
        return [
            (_place(rule, a), _place(rule, b), number(f"agreements[{a}, {b}]", chance))
            for (a, b), chance in agreements.items()
        ]
    rows = [numbers(f"agreements[{place}]", row) for place, row in enumerate(agreements)]
    if len(rows) != members or any(len(row) != members for row in rows):
        raise ValueError(f"agreements: must be of shape ({members}, {members}), got {len(rows)} rows")
    known = [(i, j, rows[i][j]) for i in range(members) for j in range(i + 1, members) if not isnan(rows[i][j])]
    for i, j, chance in known:
        if not isnan(rows[j][i]) and rows[j][i] != chance:
            raise ValueError(f"agreements[{j}][{i}]: must be that of [{i}][{j}], {chance}, got {rows[j][i]}")
    return known


def _place(rule: Rule, member: int | str) -> int:
    if isinstance(member, str):
        if not isinstance(rule, _core.Board):
            raise ValueError(f'agreements: must be of members by number where no board is given, got "{member}"')
        return rule.member_index(member)
    try:
        place = index(member)
    except TypeError:
        raise TypeError(f"agreements: must be of members by number or by name, got {member}") from None
    if not 0 <= place < rule.member_count:
        raise ValueError(f"agreements: must be of members 0..{rule.member_count - 1}, got {member}")
    return place


def _is_list(value: object) -> TypeGuard[Iterable[float]]:
    return isinstance(value, Iterable) and not isinstance(value, str)
