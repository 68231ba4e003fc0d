"""Which weights and rules there could be."""

from stemgewicht import (
    DominanceWeights,
    MandateRisks,
    PairWeights,
    WeightStep,
    dominance_weights,
    front,
    mandate_risks,
    pair_game,
    pair_games,
    pair_weights,
    tipping_points,
    weight_steps,
    weighted_games,
)

__all__ = [
    "DominanceWeights",
    "MandateRisks",
    "PairWeights",
    "WeightStep",
    "dominance_weights",
    "front",
    "mandate_risks",
    "pair_game",
    "pair_games",
    "pair_weights",
    "tipping_points",
    "weight_steps",
    "weighted_games",
]
