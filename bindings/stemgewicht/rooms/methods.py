"""How an answer is computed, and what it is uncertain by."""

from stemgewicht import (
    Bounded,
    Conditional,
    DecisionDiagram,
    Enumerate,
    Estimate,
    Exact,
    Fourier,
    MeetInTheMiddle,
    MonteCarlo,
    Normal,
    SizeLimitError,
    Standing,
    TargetNotReached,
    member_standings,
    position_standings,
    progress,
)

__all__ = [
    "Bounded",
    "Conditional",
    "DecisionDiagram",
    "Enumerate",
    "Estimate",
    "Exact",
    "Fourier",
    "MeetInTheMiddle",
    "MonteCarlo",
    "Normal",
    "SizeLimitError",
    "Standing",
    "TargetNotReached",
    "member_standings",
    "position_standings",
    "progress",
]
