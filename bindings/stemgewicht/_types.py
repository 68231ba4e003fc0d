"""Types of arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Literal

    from stemgewicht import _core

    Number: TypeAlias = int | float | Decimal | str
    Quota: TypeAlias = int | float | Decimal | str
    Model: TypeAlias = _core.IndependentVotes | _core.HomogeneousVotes | _core.GroupedVotes | str
    Method: TypeAlias = _core.Exact | _core.Enumerate | Literal["auto", "exact", "enumerate"]
    ExactMethod: TypeAlias = _core.Exact | Literal["auto", "exact"]
    Ties: TypeAlias = Literal["excluded", "against", "coin"]
    Cell: TypeAlias = str | int | float | None


class SimpleGame(Protocol):
    """A rule of your own: any object that can say how many members there are and which sets of them win.

    Measures enumerate all 2^n sets (to 25 members) and call `wins` once for each, with the numbers of the yes-voters.
    """

    @property
    def member_count(self) -> int:
        """Number of members."""

    def wins(self, yes_voters: frozenset[int], /) -> bool:
        """Whether a motion passes if exactly these members say yes."""


if TYPE_CHECKING:
    Rule: TypeAlias = SimpleGame | _core.Board
