"""Who binds the delegates of which council."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from stemgewicht import _core
from stemgewicht._board import case_of
from stemgewicht._case import DEFAULT_CASE, Case, governance_of, threads_of
from stemgewicht._table import Table
from stemgewicht._values import Value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from stemgewicht._types import Cell, Method, Model, SimulationMethod, Ties


class MandateRisks(Value):
    """What each council risks in each of the 2^councils regimes, in which some councils bind their delegates.

    A regime is a number: bit j is set where council j binds, so that its members vote as one, as it decided.
    """

    __slots__ = ("_risks", "names")

    def __init__(self, risks: _core.MandateRisks, names: Sequence[str]) -> None:
        self._risks = risks
        self.names = tuple(names)
        """The councils, in the order of the columns of the arrays."""

    @property
    def risk(self) -> NDArray[np.float64]:
        """Chances to be outvoted, of shape (regimes, councils)."""
        return self._risks.risk

    @property
    def risk_error(self) -> NDArray[np.float64]:
        """Standard errors of risk; 0 where exact."""
        return self._risks.risk_error

    @property
    def change(self) -> NDArray[np.float64]:
        """By how much each council's own risk rises if it alone changes its mind, of shape (regimes, councils)."""
        return self._risks.change

    @property
    def change_error(self) -> NDArray[np.float64]:
        """Standard errors of change, from the same motions; 0 where exact."""
        return self._risks.change_error

    @property
    def reached(self) -> bool:
        """Whether a target error was reached for all changes."""
        return self._risks.reached

    def regime(self, bound: Iterable[str]) -> int:
        """The number of the regime in which these councils bind. Raises ValueError for an unknown one."""
        regime = 0
        for name in [bound] if isinstance(bound, str) else bound:
            if name not in self.names:
                raise ValueError(f'bound: must be of {", ".join(self.names)}, got "{name}"')
            regime |= 1 << self.names.index(name)
        return regime

    def bound(self, regime: int) -> tuple[str, ...]:
        """The councils that bind in a regime."""
        return tuple(name for place, name in enumerate(self.names) if regime >> place & 1)

    def stability(self, difference: float = 1e-12, errors: float = 3.0) -> list[str]:
        """Of each regime whether all stay as they are: a pure Nash equilibrium of councils that want a low risk.

        strict_equilibrium: each would lose by changing its mind alone; equilibrium: none gains by it; undecided: none
        is shown to gain; none: some council gains. difference: of exact risks, smaller ones are a tie. errors: of
        simulated risks, a difference within so many of its errors is undecided.
        """
        return [verdict for verdict, _ in self._risks.stability(difference, errors)]

    def equilibria(
        self, *, strict: bool = False, difference: float = 1e-12, errors: float = 3.0
    ) -> list[tuple[str, ...]]:
        """The councils that bind in each equilibrium; strict: in those only where each would lose by a change."""
        wanted = ("strict_equilibrium",) if strict else ("strict_equilibrium", "equilibrium")
        stability = self.stability(difference, errors)
        return [self.bound(regime) for regime, verdict in enumerate(stability) if verdict in wanted]

    def binding_effects(self, difference: float = 1e-12, errors: float = 3.0) -> Table:
        """What binding does to a council's own risk: in how many regimes of the others it lowers or raises it."""
        counts = [dict.fromkeys(("lowers", "same", "raises", "undecided"), 0) for _ in self.names]
        for regime, (_, replies) in enumerate(self._risks.stability(difference, errors)):
            for place, reply in enumerate(replies):
                if not regime >> place & 1:
                    counts[place][reply] += 1
        rows: list[tuple[Cell, ...]] = [(name, *count.values()) for name, count in zip(self.names, counts, strict=True)]
        columns = ("municipality", "lowers", "same", "raises", "undecided")
        return Table(columns, rows, "What binding does to one's own risk")

    @property
    def table(self) -> Table:
        """One row per regime and council: who binds, the risk, and the change if the council changed its mind."""
        columns = ["bound", "municipality", "binds", "outvoted", "change", "stability"]
        risk, change, stability = self.risk.tolist(), self.change.tolist(), self.stability()
        rows: list[list[Cell]] = [
            ["+".join(self.bound(regime)), name, regime >> j & 1, risk[regime][j], change[regime][j], stability[regime]]
            for regime in range(len(risk))
            for j, name in enumerate(self.names)
        ]
        error, change_error = self.risk_error, self.change_error
        if change_error.any():
            columns += ["error", "change_error"]
            for row, pair in zip(rows, zip(error.flat, change_error.flat, strict=True), strict=True):
                row += [float(value) for value in pair]
        return Table(columns, rows, "Who binds its delegates")

    def _repr_html_(self) -> str:
        return self.table._repr_html_()

    def __repr__(self) -> str:
        return f"MandateRisks({len(self.names)} councils, {1 << len(self.names)} regimes)"


def mandate_risks(
    assembly: Case | _core.WeightedRule = DEFAULT_CASE,
    councils: Sequence[_core.Block] | None = None,
    model: Model = "ic",
    method: Method | SimulationMethod = "auto",
    ties: Ties = "excluded",
    threads: int | None = None,
    *,
    scheme: str | None = None,
    names: Sequence[str] | None = None,
) -> MandateRisks:
    """What each council risks under all 2^councils ways in which councils bind their delegates in the assembly.

    assembly: a case, whose assembly (Drechtraad) and councils are taken, or a WeightedRule over all members.
    councils: with a rule, a Block for each council: its members, and the rule by which it decides; each member in one.
    scheme: with a case, the column that weighs the assembly; the first of the case if not given. names: of the
    councils, with a rule. method: exact, or monte_carlo, which looks at all regimes on the same motions.
    Whatever the others do, a council never raises its own risk by binding, so that all bound is an equilibrium.
    Cost, exact: councils x 2^councils counts of sums. Raises ValueError beyond 12 councils, for members in no council,
    and where an exact method cannot carry the model.
    """
    board: _core.Board | None = None
    if not isinstance(assembly, _core.WeightedRule):
        board = case_of(assembly)
        data = governance_of(board)
        if councils is not None or names is not None:
            raise ValueError("councils: must be left out where a case is given, which has councils")
        if not data.assembly_schemes:
            raise ValueError(
                f"governance.grouping: must be given for mandates ({board.id} has no council groups, so no assembly "
                "whose delegates could be bound), got nothing"
            )
        column = scheme if scheme is not None else data.assembly_schemes[0]
        if column not in board.columns:
            known = ", ".join(data.assembly_schemes)
            raise ValueError(f'scheme: must be a column of {board.id} ({known}), got "{column}"')
        names = [municipality.name for municipality in data.municipalities]
        councils = _core.councils_under(board, _core.majority_rule([1] * len(names))).blocks
        assembly = _core.majority_rule(board.columns[column])
    elif councils is None or scheme is not None:
        raise ValueError("councils: must be given with a rule, and no scheme")
    risks = _core.mandate_risks(assembly, councils, model, method, ties, threads_of(method, threads), board)
    return MandateRisks(risks, names if names is not None else [str(place + 1) for place in range(len(councils))])
