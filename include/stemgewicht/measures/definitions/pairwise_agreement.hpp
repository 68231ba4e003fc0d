#pragma once

#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/measures/pairwise_agreement.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/simulation/monte_carlo.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>
#include <stemgewicht/models/model.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace stemgewicht {

namespace detail {

/// both(i, j) += mass * P(i and j both say yes), and yes(i) += mass * P(i says yes), under one law.
inline void add_pair_chances(const VoteLaw& law, double mass, Eigen::ArrayXXd& both, Eigen::ArrayXd& yes) {
    Eigen::ArrayXd mean(yes.size());
    for (const VoteFactor& factor : law.factors)
        for (std::size_t r = 0; r < factor.members.size(); ++r)
            mean[static_cast<Eigen::Index>(factor.members[r])] =
                (factor.yes.row(static_cast<Eigen::Index>(r)).transpose() * factor.masses).sum();
    yes += mass * mean;
    for (Eigen::Index j = 0; j < yes.size(); ++j) {
        stop_point(static_cast<std::size_t>(yes.size()));
        both.col(j) += mass * mean[j] * mean;
    }
    for (const VoteFactor& factor : law.factors) {
        if (factor.node_count() == 1) continue;
        for (std::size_t q = 0; q < factor.members.size(); ++q) {  // what the nodes have in common, over the means
            const auto j = static_cast<Eigen::Index>(factor.members[q]);
            const Eigen::ArrayXd weighted =
                factor.masses * (factor.yes.row(static_cast<Eigen::Index>(q)).transpose() - mean[j]);
            stop_point(factor.members.size() * static_cast<std::size_t>(weighted.size() + 5));
            for (std::size_t r = 0; r < factor.members.size(); ++r)
                both(static_cast<Eigen::Index>(factor.members[r]), j) +=
                    mass * (factor.yes.row(static_cast<Eigen::Index>(r)).transpose() * weighted).sum();
        }
    }
}

}  // namespace detail

STEMGEWICHT_DEFINITION Eigen::ArrayXXd pairwise_agreement(const VotingModel& model, std::size_t member_count) {
    const auto size = static_cast<Eigen::Index>(member_count);
    Eigen::ArrayXXd both = Eigen::ArrayXXd::Zero(size, size);
    Eigen::ArrayXd yes = Eigen::ArrayXd::Zero(size);
    advising([](std::string_view) { return false; },
             [&] {
                 detail::each_law(model, member_count, {}, [&](double mass, const VoteLaw& law) {
                     detail::add_pair_chances(law, mass, both, yes);
                 });
             });
    Eigen::ArrayXXd alike(size, size);
    for (Eigen::Index i = 0; i < size; ++i) {
        alike(i, i) = 1;
        detail::stop_point(10 * static_cast<std::size_t>(i));
        for (Eigen::Index j = 0; j < i; ++j) alike(i, j) = alike(j, i) = 1 - yes[i] - yes[j] + both(i, j) + both(j, i);
    }
    return alike;
}

STEMGEWICHT_DEFINITION PairwiseAgreement estimated_pairwise_agreement(const LatentLaw& law, const MonteCarlo& method) {
    const std::size_t members = law.member_count();
    const auto size = static_cast<Eigen::Index>(members);
    PairwiseAgreement result{.value = Eigen::ArrayXXd::Ones(size, size), .error = Eigen::ArrayXXd::Zero(size, size)};
    const detail::PlaneFeatures features = [members](std::span<const detail::Plane> votes,
                                                     std::span<detail::Plane> out) {
        std::size_t pair = 0;
        for (std::size_t i = 0; i < members; ++i)
            for (std::size_t j = 0; j < i; ++j) out[pair++] = ~(votes[i] ^ votes[j]);
    };
    const Eigen::VectorXd whole = Eigen::VectorXd::Ones(1);
    const JointEstimates simulated = detail::simulate_features(
        law, method, {members * (members - 1) / 2}, features, [&](const std::vector<JointEstimate>& groups) {
            double largest = 0;
            for (const JointEstimate& group : groups) largest = std::max(largest, group.sum(whole).error);
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
