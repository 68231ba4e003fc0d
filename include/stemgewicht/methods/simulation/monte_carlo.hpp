#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/simulation/plane_features.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/latent_law.hpp>

#include <cstddef>

namespace stemgewicht::detail {

/// Features come in groups of one size; the first `exclusive` of a group never occur together.
struct FeatureShape {
    std::size_t groups = 1, size = 1, exclusive = 0;
};

/// Simulates features until `largest_error(groups)` is at most the target, if there is one. Every
/// round at least doubles the motions.
JointEstimates simulate_features(const LatentLaw& law, const MonteCarlo& method, const FeatureShape& shape,
                                 const PlaneFeatures& features, const LargestError& largest_error);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/simulation/definitions/monte_carlo.hpp>
#endif
