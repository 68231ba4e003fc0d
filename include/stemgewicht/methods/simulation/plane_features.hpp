#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/simulation/plane_rule.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <cstddef>
#include <functional>
#include <span>

namespace stemgewicht::detail {

/// What a simulation sees of a decision and a position on each motion, in this order: the cells of a Standing but the
/// first, which is what they leave, and whether the motion would pass with all holders for, and with all against.
inline constexpr std::size_t standing_features = 7;
inline constexpr std::size_t standing_cells = 5;  ///< of these the cells, which exclude each other

/// From the votes, the features of one or more standings, one plane each.
using PlaneFeatures = std::function<void(std::span<const Plane> votes, std::span<Plane> features)>;

/// The features of a position under a decision.
PlaneFeatures standing_plane_features(const Rule& decision, const Rule& position);

/// Under a weighted rule all members take one sum: a member of weight w is decisive where the sum is within w of the
/// quota.
PlaneFeatures member_plane_features(const WeightedRule& rule);

/// The features of every member, whose position is its own vote.
PlaneFeatures member_plane_features(const Rule& rule);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/simulation/definitions/plane_features.hpp>
#endif
