#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/simulation/conditional_standings.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/latent_law.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <span>

namespace stemgewicht::detail {

/// What a conditional simulation sees of each standing: its six cells and the decisive chance.
inline constexpr std::size_t conditional_features = 7;

inline Eigen::VectorXd feature_vector(std::span<const Standing> standings) {
    Eigen::VectorXd features(static_cast<Eigen::Index>(standings.size() * conditional_features));
    Eigen::Index k = 0;
    for (const Standing& s : standings)
        for (const double value : {s.yes_pass, s.yes_fail, s.tied_pass, s.tied_fail, s.no_pass, s.no_fail, s.decisive})
            features[k++] = value;
    return features;
}

/// Simulates `standings` standings, in groups of `size`, until `largest_error(groups)` is at most the target, if there
/// is one. Every round doubles the points.
JointEstimates simulate_given(const LatentLaw& law, const Conditional& method, const GivenChances& given,
                              std::size_t standings, std::size_t size, const LargestError& largest_error);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/simulation/definitions/conditional.hpp>
#endif
