#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/definition.hpp>

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// Two members: incompatible ones, or neighbours on a graph.
using Pair = std::pair<std::size_t, std::size_t>;

/// Throws std::invalid_argument unless both members of each pair exist and differ.
void check_pairs(const std::vector<Pair>& pairs, std::size_t member_count, std::string_view field);

/// The connected components of a set of members on a graph, by the disjoint sets of Boost.Graph. Cost O(members +
/// edges).
std::vector<Coalition> connected_components(const std::vector<Pair>& edges, const Coalition& set);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/definitions/member_pairs.hpp>
#endif
