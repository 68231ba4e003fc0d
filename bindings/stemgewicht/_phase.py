"""How the risks depend on what nobody knows: phase diagrams, sensitivity, estimated votes, and rules that could be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from stemgewicht import _core
from stemgewicht._arguments import numbers
from stemgewicht._board import case_of
from stemgewicht._case import DEFAULT_CASE, Case, Shares, share_text, threads_of
from stemgewicht._progress import progress as shown
from stemgewicht._study import _texts
from stemgewicht._table import Table
from stemgewicht._values import Value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from stemgewicht._types import Progress, Seed, Ties


class Phase(Value):
    """Which option is best at which cohesion of parties and municipalities, and where two are as good."""

    __slots__ = ("_board", "_diagram")

    def __init__(self, board: _core.Board, diagram: _core.PhaseDiagram) -> None:
        self._board = board
        self._diagram = diagram

    @property
    def family(self) -> list[float]:
        """Shares of the party families: the columns of the arrays."""
        return self._diagram.family

    @property
    def municipality(self) -> list[float]:
        """Shares of the municipalities: the rows of the arrays."""
        return self._diagram.municipality

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Options with the schemes of the bodies that decide."""
        return self._diagram.choices

    @property
    def who(self) -> list[str]:
        """The municipalities, then `sum` of all risks, and `worst_off`: the largest."""
        return self._diagram.who

    def best(self, who: str) -> NDArray[np.int64]:
        """The place in `choices` of the best for one of `who`, of shape (len(municipality), len(family)).

        -1 where that is undecided within three errors, -2 where the shares exceed 1 in sum.
        """
        return self._diagram.best(who)

    def risk(self, who: str, choice: int) -> NDArray[np.float64]:
        """The risk under a choice, of the same shape; NaN where the shares exceed 1 in sum."""
        return self._diagram.risk(who, choice)

    def lines(self, who: str) -> list[tuple[int, int, list[list[tuple[float, float]]]]]:
        """Where two choices are as good: both places, and polylines of (family, municipality)."""
        return self._diagram.lines(who)

    @property
    def table(self) -> Table:
        """One row per point, municipality (or all) and choice."""
        return Table._wrap(_core.phase_table(self._board, self._diagram))

    @property
    def lines_table(self) -> Table:
        """One row per corner of each break-even line, with the error of its place."""
        return Table._wrap(_core.break_even_lines_table(self._board, self._diagram))

    def summary(self, who: str | None = None) -> Table:
        """For reading: which choice is best for one of `who`, the first if not given."""
        return Table._wrap(_core.phase_summary(self._board, self._diagram, who if who is not None else self.who[0]))

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()

    def __repr__(self) -> str:
        return f"Phase({len(self.municipality)} x {len(self.family)} points, {len(self.choices)} choices)"


def phase(
    case: Case = DEFAULT_CASE,
    family: Iterable[float] | None = None,
    municipality: Iterable[float] | None = None,
    *,
    model: Literal["factor", "copy"] = "factor",
    region: float = 0.0,
    shares: Shares | None = None,
    options: str | Iterable[str] | None = None,
    schemes: str | Iterable[str] | None = None,
    method: _core.Conditional | Literal["conditional"] | None = None,
    ties: Ties = "excluded",
    threads: int | None = None,
    progress: Progress = None,
) -> Phase:
    """Which option is best by how strongly party families and municipalities each vote alike.

    family, municipality: the shares to look at, rising, from 0 to 1; 0, 0.1, .. 1 if not given. model: factor (moods in
    common) or copy (lines that are copied), see there. region: the share of the whole region at every point. shares:
    of the kinds of decisions, see portfolio; without them only options in which one body decides everything are
    compared. schemes: equal votes, seats and population if not given. method: of points that are not exact: motions are
    simulated until it is decided which choice is best, or maximum_points is reached. ties, threads, progress: as for
    options.
    Raises ValueError for shares that do not rise, an unknown option or scheme, and a case without families.
    """
    board = case_of(case)
    across = numbers("family", family) if family is not None else []
    up = numbers("municipality", municipality) if municipality is not None else []
    text = share_text(shares) if shares is not None else ""
    chosen = _texts("options", options), _texts("schemes", schemes)
    workers = threads_of(method, threads)
    with shown(progress):
        diagram = _core.phase(board, model, across, up, region, *chosen, text, method, ties, workers)
    return Phase(board, diagram)


def front(
    case: Case = DEFAULT_CASE,
    models: str | Iterable[str] | None = None,
    municipality: str | None = None,
    *,
    others: Literal["mean", "largest"] = "mean",
    schemes: str | Iterable[str] | None = None,
    ties: Ties = "excluded",
    robust: bool = False,
    axes: str | Iterable[str] | None = None,
    progress: Progress = None,
) -> Table:
    """Every rule that the general board may have, and those that no other betters, for one municipality and the others.

    Compared are all weights and quotas by which no two groups of municipalities without one in common can both carry a
    motion: 33 million rules for seven municipalities, in a second or two for each model. One row for each rule that no
    other betters in both the risk of the municipality and that of the others, by steps of 0.0025 of its risk, and one
    for each scheme, with the rule that betters it most and by how much; these are None where there is none.
    models: see options; ic, iac and grouped by family if not given. municipality: the centre if not given. others:
    whether their mean or their largest risk is weighed. schemes: to place among the rules; all if not given.
    ties: what a tied council is, see outvoted. robust: adds the front of the worst case over the models, model "worst".
    axes: what is weighed instead of the risk and that of the others: two of risk, mean, largest (of the others),
    penrose (how far shares of power are from those of the roots of the populations) and action (the power of the board
    to act), "risk,penrose", or several such pairs. progress: as for options.
    square_root: half of the sum of what shares of power differ from shares of the roots of the populations; action: the
    share of all coalitions that pass a motion.
    Raises ValueError for an unknown case, model, scheme or municipality, for more than 7 municipalities, and for a
    model that is not exact.
    """
    chosen, pairs = (_texts("models", models), _texts("schemes", schemes)), _texts("axes", axes)
    with shown(progress):
        return Table._wrap(_core.front(case_of(case), *chosen, municipality or "", others, ties, robust, pairs))


def vote_ranges(
    case: Case = DEFAULT_CASE,
    models: str | Iterable[str] | None = None,
    municipalities: str | Iterable[str] | None = None,
    *,
    schemes: str | Iterable[str] | None = None,
    draws: int = 200,
    seed: Seed = 1,
    ties: Ties = "excluded",
    threads: int = 1,
    verdicts: bool = False,
    progress: Progress = None,
) -> Table:
    """The risks in an assembly whose weights are votes estimated from seats, over all vote results that give these.

    One row per model and municipality: the chance to be outvoted at the votes in proportion to the seats (central), and
    over the draws their mean, least, most, and quantiles of 5% and 95%. With verdicts=True one row per scheme of the
    general board, model and municipality instead: in how many of the draws the risk is lower on that board. The columns
    and values of `stemgewicht votes`, each result counted exactly.
    case: one whose votes are estimated (governance.votes = "from seats"). models: see options; ic, iac and grouped by
    family if not given. municipalities, schemes: all if not given. draws, seed: of the vote results,
    the seed as MonteCarlo takes it. ties: what a tied council is, see outvoted. threads: 0 for all cores; results do
    not depend on it. progress: as for options.
    Raises ValueError for a case that estimates no votes or has no assembly that decides, for 0 draws, and for an
    unknown model, municipality or scheme.
    """
    chosen = _texts("models", models), _texts("municipalities", municipalities), _texts("schemes", schemes)
    with shown(progress):
        tables = _core.vote_ranges(case_of(case), *chosen, draws, seed, ties, threads)
    return Table._wrap(tables[1 if verdicts else 0])


def sensitivity(
    case: Case = DEFAULT_CASE,
    municipality: str | None = None,
    *,
    family: float = 0.3,
    municipal: float = 0.0,
    region: float = 0.0,
    model: Literal["factor", "copy"] = "factor",
    assembly_scheme: str | None = None,
    board_scheme: str | None = None,
    options: str | Iterable[str] | None = None,
    method: _core.Conditional | Literal["conditional"] | None = None,
    ties: Ties = "excluded",
    threads: int | None = None,
    settings: bool = False,
    progress: Progress = None,
) -> Table:
    """How far one change at a time moves the risk of a municipality: weights, local lists, absence, position, model.

    One row per option, kind of decision and factor, by swing = high - low, the largest first; with the settings that
    give low and high, and whether the factor is computed, a proxy, an assumption, or not given. With settings=True one
    row for every setting instead.
    municipality: whose risk; the centre if not given. family, municipal, region: shares of families, municipalities and
    the whole region in the base, under a factor or a copy model. assembly_scheme, board_scheme: weights of the base; by
    seats if not given. method: of what exact methods do not carry. Other arguments as for options.
    Raises ValueError for an unknown municipality, option or scheme, and shares that do not fit.
    """
    base = (family, municipal, region)
    schemes = assembly_scheme or "", board_scheme or ""
    chosen, workers = _texts("options", options), threads_of(method, threads)
    who = municipality or ""
    with shown(progress):
        tables = _core.sensitivity(case_of(case), who, model, base, *schemes, chosen, method, ties, workers)
    return Table._wrap(tables[1 if settings else 0])
