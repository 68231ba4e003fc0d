#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/distributions.hpp>
#include <stemgewicht/models/cohesion.hpp>
#include <stemgewicht/models/factor.hpp>
#include <stemgewicht/models/independent.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION LatentLaw latent_law(const FactorVotes& model, std::size_t member_count) {
    const std::vector<double> yes = yes_chances(model.yes, member_count, "factor.p");
    auto [law, rest] =
        shared_latents("factor", model.region, model.groups, {.kind = Latent::Kind::normal}, member_count);
    law.link = LatentLaw::Link::probit;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < member_count; ++i) {
        const double noise = std::sqrt(std::max(rest[i], 1e-100));
        const double quantile = yes[i] == 0 ? -infinity : yes[i] == 1 ? infinity : detail::normal_quantile(yes[i]);
        law.members[i].base = quantile / noise;
        for (auto& loading : law.members[i].loadings) loading.load = std::sqrt(loading.load) / noise;
    }
    return without_private_latents(std::move(law));
}

}  // namespace stemgewicht
