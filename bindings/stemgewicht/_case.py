"""What the functions of the governance study take in common."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from stemgewicht import _core
from stemgewicht._arguments import number
from stemgewicht._study import _texts

if TYPE_CHECKING:
    from stemgewicht._types import Method, SimulationMethod, Ties

Case: TypeAlias = str | os.PathLike[str] | _core.Board
Shares: TypeAlias = str | Mapping[str, float]
Language: TypeAlias = Literal["en", "nl"]

DEFAULT_CASE = "drechtsteden-2018"


def governance_of(board: _core.Board) -> _core.GovernanceData:
    if board.governance is None:
        raise ValueError(
            "case: must be a board with [governance] and [[municipalities]], such as drechtsteden-2018, "
            f'got "{board.id}"'
        )
    return board.governance


def threads_of(method: object, threads: int | None) -> int:
    """Those asked for, or else those of a simulation, or else one."""
    return threads if threads is not None else getattr(method, "threads", 1)


def study_of(
    municipalities: str | Iterable[str] | None,
    models: str | Iterable[str] | None,
    options: str | Iterable[str] | None,
    schemes: str | Iterable[str] | None,
    method: Method | SimulationMethod,
    ties: Ties,
    threads: int | None,
) -> tuple[list[str], list[str], list[str], list[str], Method | SimulationMethod, Ties, int]:
    return (
        _texts("municipalities", municipalities),
        _texts("models", models),
        _texts("options", options),
        _texts("schemes", schemes),
        method,
        ties,
        threads_of(method, threads),
    )


def share_text(shares: Shares) -> str:
    if isinstance(shares, str):
        return shares
    return ",".join(f"{kind}={number(f'shares.{kind}', share)!r}" for kind, share in shares.items())


def share_texts(shares: Shares | Iterable[Shares] | None) -> list[str]:
    if shares is None:
        return []
    if isinstance(shares, str | Mapping):
        return [share_text(shares)]
    return [share_text(portfolio) for portfolio in shares]
