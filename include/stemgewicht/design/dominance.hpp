#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/design/tipping.hpp>

#include <optional>
#include <vector>

namespace stemgewicht {

/// From which weight on a member has the say, the other weights and the share of the quota being fixed. Below the first
/// tipping point it has none.
struct DominanceWeights {
    Weight veto = 0;                 ///< nothing passes without it
    std::optional<Weight> passer;    ///< it wins alone; empty where no weight does, as under unanimity
    std::optional<Weight> dictator;  ///< both
};

/// The least weights that give a member a veto, the power to pass a motion alone, and both. Under majority, with others
/// of weight T: a veto at T, a dictator at T + 1. Throws std::invalid_argument for weights without a positive one or a
/// share that does not fit.
DominanceWeights dominance_weights(const std::vector<Weight>& others, const QuotaShare& share = majority_share);

/// The least weight of a dictator where all weights add up to `total`, as shares of a contribution do: it reaches the
/// quota, and the rest does not. Under majority that is the least weight above one half. Throws std::invalid_argument
/// for a share that does not fit.
Weight dictator_weight_within(Weight total, const QuotaShare& share = majority_share);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/dominance.hpp>
#endif
