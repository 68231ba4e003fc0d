"""What the sources of a case claim about its governance options, tested."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Literal, TypeAlias

from stemgewicht import _core
from stemgewicht._board import case_of
from stemgewicht._case import DEFAULT_CASE, Case, Language, threads_of
from stemgewicht._progress import progress as shown
from stemgewicht._study import _texts
from stemgewicht._table import Table
from stemgewicht._values import Value

if TYPE_CHECKING:
    from stemgewicht._types import Progress, Ties

Verdict: TypeAlias = Literal["always", "nearly_always", "only_if", "nearly_never", "never", "not_computable"]


class Claim(Value):
    """A claim about the governance options of a case, tested: its texts are made from the figures of the case."""

    __slots__ = ("_claim", "_dutch")

    def __init__(self, claim: _core.Claim, language: Language = "en") -> None:
        if language not in ("en", "nl"):
            raise ValueError(f'language: must be en or nl, got "{language}"')
        self._claim = claim
        self._dutch = language == "nl"

    def _text(self, wording: _core.Wording) -> str:
        return wording.dutch if self._dutch else wording.english

    @property
    def id(self) -> str:
        """One of claim_ids."""
        return self._claim.id

    @property
    def quotation(self) -> str:
        """The words of the sources, in their language; empty where the case quotes none."""
        return " / ".join(quotation.text for quotation in self._claim.quotations)

    @property
    def source(self) -> str:
        """Where these words stand."""
        return " / ".join(dict.fromkeys(quotation.source for quotation in self._claim.quotations))

    @property
    def statement(self) -> str:
        """What is claimed, of the centre of this case."""
        return self._text(self._claim.statement)

    @property
    def measured(self) -> str:
        """How it is tested."""
        return self._text(self._claim.measured)

    @property
    def verdict(self) -> Verdict:
        """In how many of the settings it holds in which its condition does: `always`, `nearly_always` (90% or more),
        `only_if` (see `conditions`), `nearly_never` (10% or less) or `never`; else `not_computable`."""
        return self._claim.verdict

    @property
    def holding(self) -> int:
        """In how many of the settings tried it holds."""
        return self._claim.holding

    @property
    def settings(self) -> int:
        """How many settings were tried; 0 where the verdict does not rest on a count of them."""
        return self._claim.settings

    @property
    def left_out(self) -> int:
        """How many further settings there are in which nothing is to be tested, as where there is no risk to lower."""
        return self._claim.left_out

    @property
    def finding(self) -> str:
        """What came out; where nothing is computable, what is missing."""
        return self._text(self._claim.finding)

    @property
    def conditions(self) -> str:
        """Under which it holds; empty unless there are such."""
        return self._text(self._claim.conditions)

    @property
    def counterexample(self) -> str:
        """Where it fails most clearly; empty where it never does."""
        return self._text(self._claim.counterexample)

    @property
    def assumptions(self) -> list[str]:
        """What it rests on."""
        return [self._text(assumption) for assumption in self._claim.assumptions]

    @property
    def figures(self) -> dict[str, Table]:
        """The numbers behind the verdict, by name."""
        return {figure.id: Table._wrap(figure.table) for figure in self._claim.figures}

    def __repr__(self) -> str:
        return f"Claim({self.id!r}: {self.verdict}; {self.statement})"

    def __str__(self) -> str:
        return "\n".join([f"{self._text(self._claim.verdict_wording)}: {self.statement}", *self._lines()])

    def _lines(self) -> list[str]:
        return [text for text in (self.finding, self.conditions, self.counterexample) if text]

    def _repr_html_(self) -> str:
        verdict = escape(self._text(self._claim.verdict_wording))
        parts = [f"<h4>{escape(self.statement)} <em>{verdict}</em></h4>"]
        if self.quotation:
            parts.append(f"<blockquote>{escape(self.quotation)}<br><small>{escape(self.source)}</small></blockquote>")
        parts += [f"<p>{escape(line)}</p>" for line in self._lines()]
        remarks = "".join(f"<li>{escape(text)}</li>" for text in (self.measured, *self.assumptions) if text)
        return "".join(parts) + (f"<ul>{remarks}</ul>" if remarks else "")


def claims(
    case: Case = DEFAULT_CASE,
    claims: str | Iterable[str] | None = None,
    models: str | Iterable[str] | None = None,
    schemes: str | Iterable[str] | None = None,
    ties: Ties = "excluded",
    threads: int | None = None,
    *,
    language: Language = "en",
    progress: Progress = None,
) -> list[Claim]:
    """Tests what the sources of a case claim about its governance options; all of it exactly.

    claims: of claim_ids; all if not given. models, schemes, ties, threads, progress: as for options. language: of the
    texts, "en" or "nl". Differences of 1e-12 or less count as none.
    Raises ValueError for an unknown claim, model or scheme, a board without governance data, and a model that exact
    methods do not carry.
    """
    chosen = _texts("claims", claims), _texts("models", models), _texts("schemes", schemes)
    with shown(progress):
        tested = _core.claims(case_of(case), *chosen, ties, threads_of(None, threads))
    return [Claim(claim, language) for claim in tested]


def claims_table(case: Case, claims: Iterable[Claim], language: Language = "en") -> Table:
    """One row a claim: verdict, texts, and the words of the sources; as `stemgewicht claims --format csv` has them."""
    return Table._wrap(_core.claims_table(case_of(case), [claim._claim for claim in claims], language))
