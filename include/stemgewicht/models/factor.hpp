#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/models/cohesion.hpp>
#include <stemgewicht/models/independent.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht {

/// Moods that are shared (a probit factor model): member i says yes where
/// sqrt(l_r) Z_region + sqrt(l_f) Z_family(i) + sqrt(l_m) Z_municipality(i) + sqrt(1 - l_r - l_f - l_m) e_i > tau_i,
/// with independent standard normal Z and e. The loadings l are shares of variance, so that two members of one family,
/// and of nothing else in common, have l_r + l_f as the correlation of their moods; tau_i is such that member i says
/// yes with its own chance. With a single loading of 1/2 and all chances 1/2 this is the model iac.
struct FactorVotes {
    double region = 0;               ///< the loading on the mood that is common to everyone
    std::vector<Cohesion> groups{};  ///< the loadings on the moods of one's family, municipality, ..
    std::vector<double> yes{0.5};    ///< the chance of yes: one for each member, or one for all

    friend bool operator==(const FactorVotes&, const FactorVotes&) = default;
};

/// The moods as latents, in units of what is left to each member alone. Members to whom nothing is left follow their
/// moods for certain. Throws std::invalid_argument where the loadings exceed 1 in sum, or do not fit the members.
LatentLaw latent_law(const FactorVotes& model, std::size_t member_count);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/definitions/factor.hpp>
#endif
