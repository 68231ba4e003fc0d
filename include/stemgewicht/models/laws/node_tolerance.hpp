#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/laws/normal_nodes.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

namespace stemgewicht::detail {

// To what the nodes of a law have to integrate over moods. Chances are to be precise in themselves and not only beside
// 1, so that rare votes take more digits. Certain votes take none.

/// The tolerance for so rare an event.
inline double tolerance_for(double chance) { return std::max(1e-300, normal_tolerance * chance); }

/// How far from its even chance a member stands who alone is asked.
inline double distance(const LatentLaw::Member& member) {
    double square = 1;
    for (const auto& [latent, load] : member.loadings) square += load * load;
    return std::abs(member.base) / std::sqrt(square);
}

/// The least chance, twice, that one of some members casts the rarer of its votes.
inline double rarest_vote(const LatentLaw& law, std::span<const std::size_t> members) {
    double rarest = 0.5;
    for (const std::size_t i : members)
        if (const double chance = normal_cdf(-distance(law.members[i])); chance > 0) rarest = std::min(rarest, chance);
    return 2 * rarest;
}

/// For the rarer vote of each member.
inline double node_tolerance(const LatentLaw& law) {
    if (law.link == LatentLaw::Link::identity) return normal_tolerance;
    std::vector<std::size_t> everyone(law.member_count());
    std::iota(everyone.begin(), everyone.end(), std::size_t{0});
    return tolerance_for(rarest_vote(law, everyone));
}

/// For members who share a single mood and whose rarer votes are below 1 in 100: for these votes of all of them
/// together, whose chance is that of the stretch of the mood that makes the most of them.
inline double group_tolerance(const LatentLaw& law, std::span<const std::size_t> members) {
    const bool one_mood =
        std::ranges::all_of(members, [&](std::size_t i) { return law.members[i].loadings.size() == 1; });
    if (law.link == LatentLaw::Link::identity || !one_mood || rarest_vote(law, members) > 0.02) return normal_tolerance;
    double most = -std::numeric_limits<double>::infinity();
    for (double mood = 0; mood < 38; mood += 0.5) {
        double log_chance = std::log(normal_cdf(-mood));
        for (const std::size_t i : members) {
            const auto& [base, loadings] = law.members[i];
            if (std::isfinite(base))
                log_chance += std::log(normal_cdf(std::abs(loadings.front().load) * mood - std::abs(base)));
        }
        most = std::max(most, log_chance);
    }
    return tolerance_for(std::exp(most));
}

}  // namespace stemgewicht::detail
