#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/layers/layers.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Exact standings when all chances are given: from the chances of yes by member, lane_count nodes side by side, each
/// with a mass, adds the standings to `sums`. It has working memory of its own, so every thread takes a copy.
using GivenChances = std::function<void(const LaneTable& yes, const Lanes& mass, std::span<Standing> sums)>;

/// Several sources of standings at the same points.
inline GivenChances side_by_side(std::vector<GivenChances> sources) {
    return [sources = std::move(sources)](const LaneTable& yes, const Lanes& mass, std::span<Standing> sums) mutable {
        for (std::size_t k = 0; k < sources.size(); ++k) sources[k](yes, mass, sums.subspan(k, 1));
    };
}

/// Any position under any decision. Throws std::length_error where the distinct sums are too many.
GivenChances given_chances(const Rule& rule, const Rule& position);

/// Several positions, each a standing. Weighted ones of which no two have a holder in common are counted together under
/// a weighted decision, others one by one.
GivenChances given_chances_of_all(const Rule& rule, std::span<const Rule> positions);

/// Every member, whose position is its own vote.
GivenChances members_given_chances(const Rule& rule);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/simulation/definitions/conditional_standings.hpp>
#endif
