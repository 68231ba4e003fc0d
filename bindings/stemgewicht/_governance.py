"""The governance options in a portfolio, on a scorecard, by weight, and in a report."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from stemgewicht import _core
from stemgewicht._board import case_of
from stemgewicht._case import (
    DEFAULT_CASE,
    Case,
    Language,
    Shares,
    share_text,
    share_texts,
    study_of,
    threads_of,
)
from stemgewicht._progress import progress as shown
from stemgewicht._study import _texts
from stemgewicht._table import Table

if TYPE_CHECKING:
    from stemgewicht._types import Method, Progress, SimulationMethod, Ties


def portfolio(
    case: Case = DEFAULT_CASE,
    shares: Shares | Iterable[Shares] | None = None,
    *,
    municipalities: str | Iterable[str] | None = None,
    models: str | Iterable[str] | None = None,
    options: str | Iterable[str] | None = None,
    schemes: str | Iterable[str] | None = None,
    method: Method | SimulationMethod = "auto",
    ties: Ties = "excluded",
    threads: int | None = None,
    progress: Progress = None,
) -> Table:
    """How often each municipality is outvoted if the issues divide so over the kinds of decisions.

    risk = sum over the kinds of share x chance to be outvoted. One row per portfolio, option, scheme, model and
    municipality; exposed_share is the share of issues on which somebody else can decide against the council; least and
    most are the risks under the portfolios that suit and hurt it most, of all there are.
    shares: {"policy": 0.4, "base_package": 0.6}, or the same as a text, "policy=0.4,base_package=0.6", or a list of
    these; kinds left out have no issues. Not given: the portfolios of the case, or if it has none one for each kind:
    the risk is linear in the shares, and these are its coefficients. Nobody has counted them: they are assumptions.
    municipalities: all if not given. Other arguments as for options.
    Raises ValueError for an unknown kind and shares that do not sum to 1, and as options does.
    """
    study = study_of(municipalities, models, options, schemes, method, ties, threads)
    with shown(progress):
        return Table._wrap(_core.portfolio(case_of(case), share_texts(shares), *study))


def break_even(
    case: Case = DEFAULT_CASE,
    baseline: str | None = None,
    *,
    municipalities: str | Iterable[str] | None = None,
    models: str | Iterable[str] | None = None,
    options: str | Iterable[str] | None = None,
    schemes: str | Iterable[str] | None = None,
    method: Method | SimulationMethod = "auto",
    ties: Ties = "excluded",
    threads: int | None = None,
    progress: Progress = None,
) -> Table:
    """Up to which share of issues decided by others a mixed option is better than one body deciding everything.

    With a share b of issues that the councils do not decide themselves the risk is b x risk: below baseline_risk as
    long as b < break_even = baseline_risk / risk. Above 1 it always is; None where the municipality is never outvoted.
    baseline: an option in which one body decides everything; the first of the case if not given. Other arguments as for
    portfolio. Raises ValueError for an unknown baseline, or one in which several bodies decide.
    """
    study = study_of(municipalities, models, options, schemes, method, ties, threads)
    with shown(progress):
        return Table._wrap(_core.break_even(case_of(case), baseline or "", *study))


def scorecard(
    case: Case = DEFAULT_CASE,
    shares: Shares | None = None,
    *,
    municipalities: str | Iterable[str] | None = None,
    models: str | Iterable[str] | None = None,
    options: str | Iterable[str] | None = None,
    schemes: str | Iterable[str] | None = None,
    method: Method | SimulationMethod = "auto",
    ties: Ties = "excluded",
    threads: int | None = None,
    progress: Progress = None,
) -> Table:
    """The options by the criteria of the sources: the range of each measure over models, schemes and kinds.

    One row per option, measure and municipality, with least and most, the scheme, model and kind that give them, and
    whether the measure is computed, a proxy, or not computed and why. shares: see portfolio; without them the ranges go
    over all shares. Other arguments and errors as for portfolio. scorecard_summary is for reading.
    """
    study = study_of(municipalities, models, options, schemes, method, ties, threads)
    with shown(progress):
        table, _ = _core.scorecard(case_of(case), share_text(shares) if shares is not None else "", *study)
    return Table._wrap(table)


def scorecard_summary(
    case: Case = DEFAULT_CASE,
    municipality: str | None = None,
    shares: Shares | None = None,
    *,
    models: str | Iterable[str] | None = None,
    options: str | Iterable[str] | None = None,
    schemes: str | Iterable[str] | None = None,
    method: Method | SimulationMethod = "auto",
    ties: Ties = "excluded",
    threads: int | None = None,
    progress: Progress = None,
) -> Table:
    """The scorecard of one municipality for reading: a row a measure, a column an option, ranges as texts.

    municipality: the centre if not given. Other arguments and errors as for scorecard.
    """
    board = case_of(case)
    name = municipality or (board.governance.centre if board.governance else "")
    study = study_of(name or None, models, options, schemes, method, ties, threads)
    with shown(progress):
        _, summaries = _core.scorecard(board, share_text(shares) if shares is not None else "", *study)
    return Table._wrap(summaries[name])


def criteria(case: Case = DEFAULT_CASE) -> Table:
    """The criteria that the sources of a case name, in their words, and what is computed of each and what is not."""
    return Table._wrap(_core.criteria(case_of(case)))


def staircase(
    case: Case = DEFAULT_CASE,
    scheme: str = "one_vote",
    municipality: str | None = None,
    models: str | Iterable[str] | None = None,
    method: Method | SimulationMethod = "auto",
    ties: Ties = "excluded",
    threads: int | None = None,
    *,
    progress: Progress = None,
) -> Table:
    """What happens on the general board (AB) as the weight of one municipality grows, the others keeping theirs.

    One row per step, model and municipality: from the weight `first` to `last` nothing changes (None: without end),
    and so often each is outvoted and decisive. The steps are those of weight_steps, under majority.
    scheme: the weights of the others. municipality: whose weight changes; the centre if not given. Other arguments as
    for options. Cost: that of the option of a general board for each step, of which there are at most 2^municipalities.
    """
    chosen, workers = _texts("models", models), threads_of(method, threads)
    with shown(progress):
        return Table._wrap(_core.staircase(case_of(case), scheme, municipality, chosen, method, ties, workers))


def report(
    case: Case = DEFAULT_CASE,
    output: str | os.PathLike[str] = ".",
    language: Language = "en",
    threads: int | None = None,
    *,
    progress: Progress = None,
) -> list[Path]:
    """Writes the governance study of a case to a directory: one HTML page, and the numbers behind each figure as CSV.

    Beside it stands a page with sliders, which computes in the browser; see what_if_risks.
    output: the directory, made if missing. language: "en", or "nl" for Dutch. Returns the files written, the pages
    (report.html and what-if.html, or rapport.html and wat-als.html) among them. What the case has no data for is left
    out, and the page says so.
    progress: as for options, by sections.
    Raises ValueError for a board without governance data and where a file cannot be written.
    """
    folder = Path(output)
    _core.check_output_directory(str(folder))
    with shown(progress):
        files = _core.report(case_of(case), language, threads_of(None, threads))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files:
        _core.write_output(str(folder / name), text)
    return [folder / name for name, _ in files]
