"""Weights that give members the power, or the risks, that are wanted, and what changes with a weight."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from stemgewicht import _core
from stemgewicht._arguments import numbers
from stemgewicht._board import case_of
from stemgewicht._case import DEFAULT_CASE, Case
from stemgewicht._progress import progress as shown
from stemgewicht._study import _texts
from stemgewicht._table import Table
from stemgewicht._values import Value

if TYPE_CHECKING:
    import os

    import numpy as np
    from numpy.typing import NDArray

    from stemgewicht._types import Progress, Seed, Ties

Norm: TypeAlias = Literal["absolute", "euclidean", "largest", "relative"]


class Inverse(Value):
    """The weighted rules that come nearest to a target, of all that keep to the constraints."""

    __slots__ = (
        "compared",
        "distance",
        "lower_bound",
        "measure",
        "proved",
        "rules",
        "target",
        "ties",
        "values",
    )

    rules: tuple[_core.WeightedRule, ...]
    """Those that are equally near, the lightest first, as many as were asked for."""
    values: NDArray[np.float64]
    """What they reach, of shape (rules, members)."""
    target: NDArray[np.float64]
    measure: str
    distance: float
    """From the target, of each of the rules."""
    lower_bound: float
    """No rule that keeps to the constraints is nearer."""
    proved: bool
    """Whether none is nearer than the rules given."""
    ties: int
    """How many rules are equally near, as far as known."""
    compared: int
    """How many games were compared, up to renaming their members, or how many rules were tried."""

    @property
    def rule(self) -> _core.WeightedRule:
        """The lightest of the rules."""
        return self.rules[0]

    @property
    def gap(self) -> float:
        """How much nearer another rule could be."""
        return self.distance - self.lower_bound

    def __repr__(self) -> str:
        rule = f"[{self.rule.quota}; {', '.join(map(str, self.rule.weights))}]"
        return f"Inverse({rule}, distance={self.distance:.6g}, gap={self.gap:.6g}, ties={self.ties})"


def inverse(
    target: Iterable[float],
    measure: str = "banzhaf_normalized",
    *,
    norm: Norm = "euclidean",
    constraints: str | Iterable[str] | None = None,
    listed: int = 16,
    board: Case | None = None,
    games: str | os.PathLike[str] | None = None,
    tolerance: float = 0.0,
    seed: int = 1,
    progress: Progress = None,
) -> Inverse:
    """The weights and quotas whose power, or risks, come nearest to a target: of all weighted rules of up to 8 members.

    Beyond, and for 8 under a model that does not treat all alike, rules are searched for, and `gap` tells how much
    nearer another could be.
    target: a number for each member. measure: an index with a value for each member, or decisive, outvoted, overruled
    or blocked, with a model behind a colon, "outvoted:iac"; ic where none stands. norm: what is least, the sum of the
    differences (absolute), the root of the sum of their squares (euclidean), the largest (largest), or the largest as
    a part of the target (relative).
    constraints: "proper", "no_dictator", "no_veto", "no_null", "quota=2/3" (majority, a share to be reached, or >2/3),
    "order=COLUMN" (who has more of it has no less weight), "order=A>B", "winning=A+B", "losing=A+B", or a bound on a
    member, "outvoted:ic(A)<=0.2". listed: how many of rules that are equally near are given. board: gives the members'
    names and columns; they are 1, 2, .. if not given. games: file in which the games are kept; for 8 members one in
    the user's cache directory if not given, else none. tolerance: a search ends with the first rule that is as near;
    seed: of the search. progress: as for options.
    Cost: a tenth of a second for 7 members, seconds for a model that does not treat all alike, and for 8 members, of
    whom the games take some ten seconds more the first time. Warns where that file cannot be used.
    Raises ValueError for a target that does not sum to one where the measure does, and for constraints that no rule
    keeps to, naming two that exclude each other.
    """
    import numpy as np

    wanted = numbers("target", target)
    given = _texts("constraints", constraints), listed, str(games or ""), tolerance, seed
    with shown(progress):
        answer = _core.inverse(wanted, measure, norm, *given, None if board is None else case_of(board))
    rules, values, distance, lower_bound, ties, proved, compared, remarks = answer
    _warn(remarks)
    result = Inverse()
    result.rules, result.values, result.target, result.measure = tuple(rules), values, np.array(wanted), measure
    result.distance, result.lower_bound, result.ties = distance, lower_bound, ties
    result.proved, result.compared = proved, compared
    return result


def design(
    case: Case = DEFAULT_CASE,
    target: str = "banzhaf_normalized=population",
    *,
    norm: Norm = "euclidean",
    constraints: str | Iterable[str] | None = None,
    listed: int = 5,
    games: str | os.PathLike[str] | None = None,
    tolerance: float = 0.0,
    seed: int = 1,
    progress: Progress = None,
) -> Table:
    """The same for a board or a case, as a table: a row for each rule and member.

    Of a case the members are its municipalities, and the columns are the schemes of its general board.
    target: MEASURE=VALUES, where the values are numbers separated by commas, "equal", a column of the board, or its
    root, "sqrt(population)"; a column is divided by its sum where the measure sums to one. The others: see inverse.
    """
    given = _texts("constraints", constraints), listed, str(games or ""), tolerance, seed
    with shown(progress):
        table, remarks = _core.design(case_of(case), target, norm, *given)
    _warn(remarks)
    return Table._wrap(table)


def tipping(
    case: Case = DEFAULT_CASE,
    member: str = "Dordrecht",
    measures: str | Iterable[str] | None = None,
    *,
    quota: str | None = None,
    reach: str | None = None,
) -> Table:
    """Every weight of a member at which anything changes, the others' fixed: a row for each measure and step.

    measures: of which the member's value is told, and the least and the largest of the others; "outvoted:ic" and
    "banzhaf" if not given. quota: the share of all weight that passes a motion; if not given that of the board, or
    "majority" where it is no share, as a note says. reach: "MEASURE<=NUMBER" or
    ">=NUMBER", for which a note of the table tells the smallest change of the weight that reaches it.
    Raises ValueError for an unknown member, measure or share.
    """
    chosen = _texts("measures", measures)
    return Table._wrap(_core.tipping(case_of(case), member, chosen, quota or "", reach or ""))


def robust_design(
    case: Case = DEFAULT_CASE,
    against: str | Iterable[str] | None = None,
    models: str | Iterable[str] | None = None,
    municipality: str | None = None,
    *,
    schemes: str | Iterable[str] | None = None,
    draws: int = 200,
    seed: Seed = 1,
    ties: Ties = "excluded",
    progress: Progress = None,
) -> Table:
    """The rules by which the worst-off municipality risks least in the worst case, and the schemes beside them.

    One row for the rule that was found against each set, of all rules there are, with by how much another could be
    better (gap), and one for each scheme.
    against: "models", the vote models: a municipality is outvoted where the board does not decide as its council does.
    "votes", all vote results that give the seats, and the models: it is outvoted where the board does not decide as the
    lists with more than half of its votes want, while its delegation votes as its council's seats decide. "bounds", all
    joint laws of the delegations' votes in which each is for, and each two agree, as often as under one of the models;
    a tied council is against. All three if not given, votes where the case estimates them from seats.
    models: see options; ic, iac and grouped by family if not given. municipality: whose worst risk is told beside; the
    centre if not given. draws, seed: of the vote results, see vote_ranges. ties: what a tied council is, see outvoted.
    progress: as for options.
    Cost: one or two seconds against models or bounds, some four against votes, for seven municipalities.
    Raises ValueError for an unknown set, model, scheme or municipality, for more than 7 municipalities, and for votes
    where the case does not estimate them.
    """
    sets = _texts("against", against), _texts("models", models), _texts("schemes", schemes)
    with shown(progress):
        return Table._wrap(_core.robust_design(case_of(case), *sets, municipality or "", draws, seed, ties))


def _warn(remarks: Sequence[str]) -> None:
    for remark in remarks:
        if " are kept in " not in remark:
            warnings.warn(remark, stacklevel=3)
