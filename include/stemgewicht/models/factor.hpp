#pragma once

#include <stemgewicht/models/cohesion.hpp>
#include <stemgewicht/models/independent.hpp>

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
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
inline LatentLaw latent_law(const FactorVotes& model, std::size_t member_count) {
    const std::vector<double> yes = yes_chances(model.yes, member_count, "factor.p");
    auto [law, rest] =
        shared_latents("factor", model.region, model.groups, {.kind = Latent::Kind::normal}, member_count);
    law.link = LatentLaw::Link::probit;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < member_count; ++i) {
        const double noise = std::sqrt(std::max(rest[i], 1e-100));
        const double quantile = yes[i] == 0   ? -infinity
                                : yes[i] == 1 ? infinity
                                              : boost::math::quantile(boost::math::normal(), yes[i]);
        law.members[i].base = quantile / noise;
        for (auto& loading : law.members[i].loadings) loading.load = std::sqrt(loading.load) / noise;
    }
    return without_private_latents(std::move(law));
}

}  // namespace stemgewicht
