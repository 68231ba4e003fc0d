#pragma once

#include <stemgewicht/design/tipping.hpp>

#include <algorithm>
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
inline DominanceWeights dominance_weights(const std::vector<Weight>& others, const QuotaShare& share = majority_share) {
    check(share);
    const Weight total = total_weight(others, "others");
    const auto weight = [&](detail::WideWeight least) -> std::optional<Weight> {
        if (least > maximum_total_weight - total) return std::nullopt;
        return static_cast<Weight>(std::max<detail::WideWeight>(least, 0));
    };
    const auto veto = weight(detail::misses_from(total, total, share));
    if (!veto) refuse("quota", "a share by which a weight below 2^62 is a veto", "a smaller one");
    DominanceWeights result{.veto = *veto, .passer = std::nullopt, .dictator = std::nullopt};
    if (const auto alone = detail::joins_from(0, total, share)) result.passer = weight(*alone);
    if (result.passer) result.dictator = std::max(result.veto, *result.passer);
    return result;
}

/// The least weight of a dictator where all weights add up to `total`, as shares of a contribution do: it reaches the
/// quota, and the rest does not. Under majority that is the least weight above one half. Throws std::invalid_argument
/// for a share that does not fit.
inline Weight dictator_weight_within(Weight total, const QuotaShare& share = majority_share) {
    if (total < 1 || total > maximum_total_weight) refuse("total", "from 1 to 2^62 - 1", total);
    const Weight quota = quota_of(share, total);
    return std::max(quota, total - quota + 1);
}

}  // namespace stemgewicht
