#pragma once

#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/simulation/monte_carlo.hpp>
#include <stemgewicht/methods/simulation/simulated_standing.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stemgewicht {

/// By how many heads the losing side outnumbers the winning one, on average over all motions, 0 where it does not: the
/// mean majority deficit of a rule [felsenthal_machover_1998]. A target error is asked of it.
template <AnyRule R>
Estimate simulate_majority_deficit(const R& rule, const LatentLaw& law, const MonteCarlo& method = {}) {
    detail::check_simulated(rule, law);
    const std::size_t members = law.member_count();
    const auto heads = static_cast<Weight>(members);
    PlaneSum count(detail::everyone(members), std::vector<Weight>(members, 1));
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
    const PlaneFeatures features = [=, decide = plane_rule(rule)](std::span<const Plane> votes,
                                                                  std::span<Plane> out) mutable {
        Plane passes;
        decide(votes, passes);
        const std::vector<Plane>& yes = count(votes);
        out[0] = passes & ~at_least(yes, (heads + 1) / 2);
        out[1 + digits] = ~passes & at_least(yes, heads / 2 + 1);
        for (std::size_t d = 0; d < digits; ++d) {
            out[1 + d] = out[0] & yes[d];
            out[2 + digits + d] = out[1 + digits] & yes[d];
        }
    };
    const Simulated simulated = detail::simulate_features(
        law, method, {1, 2 * (1 + digits)}, features,
        [&](const std::vector<JointEstimate>& groups) { return groups[0].sum(weights).error; });
    return simulated.groups[0].sum(weights);
}

/// How often each two members vote alike: a symmetric table, 1 on its diagonal.
struct SimulatedAgreement {
    Eigen::ArrayXXd value, error;
    std::uint64_t draws = 0;
};

/// Pairwise agreement, simulated. A target error is asked of all pairs. Cost for each motion: the square of the
/// members.
inline SimulatedAgreement simulate_agreement(const LatentLaw& law, const MonteCarlo& method = {}) {
    const std::size_t members = law.member_count();
    const auto size = static_cast<Eigen::Index>(members);
    SimulatedAgreement result{.value = Eigen::ArrayXXd::Ones(size, size), .error = Eigen::ArrayXXd::Zero(size, size)};
    const PlaneFeatures features = [members](std::span<const Plane> votes, std::span<Plane> out) {
        std::size_t pair = 0;
        for (std::size_t i = 0; i < members; ++i)
            for (std::size_t j = 0; j < i; ++j) out[pair++] = ~(votes[i] ^ votes[j]);
    };
    const Eigen::VectorXd whole = Eigen::VectorXd::Ones(1);
    const Simulated simulated = detail::simulate_features(law, method, {members * (members - 1) / 2}, features,
                                                          [&](const std::vector<JointEstimate>& groups) {
                                                              double largest = 0;
                                                              for (const JointEstimate& group : groups)
                                                                  largest = std::max(largest, group.sum(whole).error);
                                                              return largest;
                                                          });
    std::size_t pair = 0;
    for (Eigen::Index i = 0; i < size; ++i)
        for (Eigen::Index j = 0; j < i; ++j) {
            const Estimate together = simulated.groups[pair++].sum(whole);
            result.value(i, j) = result.value(j, i) = together.value;
            result.error(i, j) = result.error(j, i) = together.error;
            result.draws = together.draws;
        }
    return result;
}

}  // namespace stemgewicht
