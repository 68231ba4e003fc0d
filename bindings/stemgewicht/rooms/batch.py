"""Many cases, on one machine or many."""

from stemgewicht import (
    RayExecutor,
    Results,
    Study,
    load_results,
    sweep,
)

__all__ = [
    "RayExecutor",
    "Results",
    "Study",
    "load_results",
    "sweep",
]
