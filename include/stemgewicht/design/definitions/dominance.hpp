#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/dominance.hpp>
#include <stemgewicht/design/engines/quota_share.hpp>
#include <stemgewicht/design/tipping.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION DominanceWeights dominance_weights(const std::vector<Weight>& others, const QuotaShare& share) {
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

STEMGEWICHT_DEFINITION Weight dictator_weight_within(Weight total, const QuotaShare& share) {
    if (total < 1 || total > maximum_total_weight) refuse("total", "from 1 to 2^62 - 1", total);
    const Weight quota = quota_of(share, total);
    return std::max(quota, total - quota + 1);
}

}  // namespace stemgewicht
