#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/model.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>

namespace stemgewicht {
/// How often each two members vote alike: a symmetric table of P(both yes) + P(both no), 1 on its diagonal. Within a
/// factor of the model the chances of yes are correlated, and are summed over its nodes; across factors the votes are
/// independent. Cost O(laws x members^2 x nodes). Throws as each_law does.
Eigen::ArrayXXd pairwise_agreement(const VotingModel& model, std::size_t member_count);

/// How often each two members vote alike: a symmetric table, 1 on its diagonal.
struct PairwiseAgreement {
    Eigen::ArrayXXd value, error;
    std::uint64_t draws = 0;
};

/// Pairwise agreement by simulation; a target error applies to all pairs. Cost for each motion: the square of the
/// members.
PairwiseAgreement estimated_pairwise_agreement(const LatentLaw& law, const MonteCarlo& method = {});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/definitions/pairwise_agreement.hpp>
#endif
