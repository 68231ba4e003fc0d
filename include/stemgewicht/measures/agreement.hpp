#pragma once

#include <stemgewicht/models/model.hpp>

#include <Eigen/Core>

#include <cstddef>

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
    for (Eigen::Index j = 0; j < yes.size(); ++j) both.col(j) += mass * mean[j] * mean;
    for (const VoteFactor& factor : law.factors) {
        if (factor.node_count() == 1) continue;
        for (std::size_t q = 0; q < factor.members.size(); ++q) {  // what the nodes have in common, over the means
            const auto j = static_cast<Eigen::Index>(factor.members[q]);
            const Eigen::ArrayXd weighted =
                factor.masses * (factor.yes.row(static_cast<Eigen::Index>(q)).transpose() - mean[j]);
            for (std::size_t r = 0; r < factor.members.size(); ++r)
                both(static_cast<Eigen::Index>(factor.members[r]), j) +=
                    mass * (factor.yes.row(static_cast<Eigen::Index>(r)).transpose() * weighted).sum();
        }
    }
}

}  // namespace detail

/// How often each two members vote alike: a symmetric table of P(both yes) + P(both no), 1 on its diagonal. Within a
/// factor of the model the chances of yes hang together, and are summed over its nodes; across factors the votes are
/// independent. Cost O(laws x members^2 x nodes). Throws as each_law does.
inline Eigen::ArrayXXd pairwise_agreement(const VotingModel& model, std::size_t member_count) {
    const auto size = static_cast<Eigen::Index>(member_count);
    Eigen::ArrayXXd both = Eigen::ArrayXXd::Zero(size, size);
    Eigen::ArrayXd yes = Eigen::ArrayXd::Zero(size);
    each_law(model, member_count, {},
             [&](double mass, const VoteLaw& law) { detail::add_pair_chances(law, mass, both, yes); });
    Eigen::ArrayXXd alike(size, size);
    for (Eigen::Index i = 0; i < size; ++i) {
        alike(i, i) = 1;
        for (Eigen::Index j = 0; j < i; ++j) alike(i, j) = alike(j, i) = 1 - yes[i] - yes[j] + both(i, j) + both(j, i);
    }
    return alike;
}

}  // namespace stemgewicht
