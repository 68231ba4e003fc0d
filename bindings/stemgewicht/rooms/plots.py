"""Pictures, each of which returns Matplotlib axes."""

from stemgewicht import (
    plot_break_even,
    plot_chambers,
    plot_coalitions,
    plot_convergence,
    plot_front,
    plot_inverse,
    plot_options,
    plot_phase,
    plot_power,
    plot_quota_curve,
    plot_staircase,
    plot_sweep,
    plot_tornado,
    plot_yes_weight,
)

__all__ = [
    "plot_break_even",
    "plot_chambers",
    "plot_coalitions",
    "plot_convergence",
    "plot_front",
    "plot_inverse",
    "plot_options",
    "plot_phase",
    "plot_power",
    "plot_quota_curve",
    "plot_staircase",
    "plot_sweep",
    "plot_tornado",
    "plot_yes_weight",
]
