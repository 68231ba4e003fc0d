"""Types of arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal
    from fractions import Fraction
    from typing import Literal

    import numpy as np
    import pandas
    from numpy.typing import NDArray

    from stemgewicht import _core

    Number: TypeAlias = int | float | Decimal | Fraction | str
    Quota: TypeAlias = int | float | Decimal | Fraction | str
    Model: TypeAlias = (
        _core.IndependentVotes
        | _core.HomogeneousVotes
        | _core.GroupedVotes
        | _core.CopyVotes
        | _core.FactorVotes
        | _core.ObservedVotes
        | str
    )
    Method: TypeAlias = (
        _core.Exact
        | _core.DecisionDiagram
        | _core.Enumerate
        | Literal["auto", "exact", "decision_diagram", "enumerate"]
    )
    Seed: TypeAlias = int | np.random.SeedSequence | np.random.Generator
    SimulationMethod: TypeAlias = _core.MonteCarlo | _core.Conditional | Literal["monte_carlo", "conditional"]
    PowerMethod: TypeAlias = Method | _core.MeetInTheMiddle | Literal["meet_in_the_middle"]
    BoundedMethod: TypeAlias = _core.Normal | _core.Fourier | Literal["normal", "fourier"]
    EstimateMethod: TypeAlias = _core.MonteCarlo | BoundedMethod | Literal["monte_carlo"]
    SecondTierGoal: TypeAlias = Literal["equal_chance", "least_deficit", "utilitarian"]
    SmallBoardValue: TypeAlias = Literal["banzhaf", "shapley_shubik", "outvoted_ic", "outvoted_iac"]
    ExactMethod: TypeAlias = _core.Exact | Literal["auto", "exact"]
    TernaryMethod: TypeAlias = Method
    Cohesions: TypeAlias = Iterable[_core.Cohesion | tuple[_core.Grouping | Iterable[object], float]]
    Vote: TypeAlias = bool | float | np.bool_ | np.number | None
    Votes: TypeAlias = Iterable[Iterable[Vote]] | NDArray[np.generic] | pandas.DataFrame
    Chances: TypeAlias = float | Sequence[float] | NDArray[np.floating]
    Tie: TypeAlias = Literal["deferred", "rejected", "deferred_unless_full"]
    Outcome: TypeAlias = Literal["passes", "fails", "tied", "no_quorum"]
    Ties: TypeAlias = Literal["excluded", "against", "coin"]
    CoalitionKind: TypeAlias = Literal["winning", "minimal_winning", "shift_minimal", "blocking", "minimal_blocking"]
    Cell: TypeAlias = str | int | float | None
    Progress: TypeAlias = bool | Callable[[int, int], object] | None


class SimpleGame(Protocol):
    """A rule of your own: any object that can say how many members there are and which sets of them win.

    Measures enumerate all 2^n sets (to 25 members) and call `wins` once for each, with the numbers of the yes-voters.
    Whoever joins a winning set must leave it winning: all sets are looked at, and a rule that is not monotone is a
    ValueError that names two of them. A class that derives from one of the library's and has a `wins` or a
    `member_count` of its own is a rule of your own too.
    """

    @property
    def member_count(self) -> int:
        """Number of members."""

    def wins(self, yes_voters: frozenset[int], /) -> bool:
        """Whether a motion passes if exactly these members say yes."""


class TernaryGame(Protocol):
    """A rule with abstention of your own: any object that can say what comes of each division.

    Exact and Enumerate ask for all 3^n divisions (to 15 members), a simulation for those that it draws, of any number
    of members (meeting_outcomes, meeting_members, meeting_positions).
    """

    @property
    def member_count(self) -> int:
        """Number of members."""

    def outcome(
        self, yes: frozenset[int], no: frozenset[int], absent: frozenset[int], /
    ) -> Literal["passes", "fails", "tied", "no_quorum"] | bool:
        """What comes of a motion for which and against which these members vote, the others being absent."""


class Graph(Protocol):
    """A graph of any kind that has edges, such as that of networkx."""

    @property
    def edges(self) -> Iterable[tuple[int | str, int | str]]:
        """Pairs of members."""


if TYPE_CHECKING:
    Rule: TypeAlias = SimpleGame | _core.Board
    MeetingRule: TypeAlias = _core.AttendanceRule | _core.Statute | _core.Board | TernaryGame
    LibraryRule: TypeAlias = (
        _core.WeightedRule
        | _core.CompositeRule
        | _core.CoalitionRule
        | _core.CombinedRule
        | _core.IncompatibleRule
        | _core.RestrictedRule
        | _core.Board
    )
    Member: TypeAlias = int | str
    Pairs: TypeAlias = Iterable[tuple[Member, Member]] | Graph
    Unions: TypeAlias = _core.Grouping | str | Iterable[object]
