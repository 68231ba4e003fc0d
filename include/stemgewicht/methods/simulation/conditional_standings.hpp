#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/layers/layers.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <functional>
#include <span>

namespace stemgewicht::detail {

/// Exact standings when all chances are given: from the chances of yes by member, lane_count nodes side by side, each
/// with a mass, adds the standings to `sums`. It has working memory of its own, so every thread takes a copy.
using GivenChances = std::function<void(const LaneTable& yes, const Lanes& mass, std::span<Standing> sums)>;

/// Any position under any decision. Throws std::length_error where the distinct sums are too many.
GivenChances given_chances(const Rule& rule, const Rule& position);

/// Every member, whose position is its own vote.
GivenChances members_given_chances(const Rule& rule);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/simulation/definitions/conditional_standings.hpp>
#endif
