#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/majority_deficit.hpp>
#include <stemgewicht/methods/simulation/check_simulated.hpp>
#include <stemgewicht/methods/simulation/monte_carlo.hpp>
#include <stemgewicht/methods/simulation/plane_rule.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION double majority_deficit(const Rule& rule, const VotingModel& model, const Method& method) {
    const auto outvoted_heads = [&](const Rule& decision) {
        double sum = 0;
        for (const Standing& standing : member_standings(decision, model, method))
            sum += standing.no_pass + standing.yes_fail;
        return sum;
    };
    const WeightedRule simple = majority_rule(std::vector<Weight>(member_count(rule), 1));
    return std::max(0.0, outvoted_heads(rule) - outvoted_heads(simple));
}

STEMGEWICHT_DEFINITION Estimate estimated_majority_deficit(const Rule& rule, const LatentLaw& law,
                                                           const MonteCarlo& method) {
    detail::check_simulated(rule, law);
    const std::size_t members = law.member_count();
    const auto heads = static_cast<Weight>(members);
    detail::PlaneSum count(detail::everyone(members), std::vector<Weight>(members, 1));
    const std::size_t digits = static_cast<std::size_t>(std::bit_width(members));

    // Where a motion passes against a majority the deficit is heads - 2 x yes, where it fails against one the opposite:
    // a sum over these features, namely each of the two cases and the digits of the count in it.
    Eigen::VectorXd weights(static_cast<Eigen::Index>(2 * (1 + digits)));
    for (std::size_t side = 0; side < 2; ++side) {
        const double sign = side == 0 ? 1 : -1;
        const auto first = static_cast<Eigen::Index>(side * (1 + digits));
        weights[first] = sign * static_cast<double>(heads);
        for (std::size_t d = 0; d < digits; ++d)
            weights[first + 1 + static_cast<Eigen::Index>(d)] = -sign * static_cast<double>(std::uint64_t{2} << d);
    }
    const detail::PlaneFeatures features = [=, decide = detail::plane_rule(rule)](
                                               std::span<const detail::Plane> votes,
                                               std::span<detail::Plane> out) mutable {
        detail::Plane passes;
        decide(votes, passes);
        const std::vector<detail::Plane>& yes = count(votes);
        out[0] = passes & ~detail::at_least(yes, (heads + 1) / 2);
        out[1 + digits] = ~passes & detail::at_least(yes, heads / 2 + 1);
        for (std::size_t d = 0; d < digits; ++d) {
            out[1 + d] = out[0] & yes[d];
            out[2 + digits + d] = out[1 + digits] & yes[d];
        }
    };
    const JointEstimates simulated = detail::simulate_features(
        law, method, {1, 2 * (1 + digits)}, features,
        [&](const std::vector<JointEstimate>& groups) { return groups[0].sum(weights).error; });
    return simulated.groups[0].sum(weights);
}

}  // namespace stemgewicht
