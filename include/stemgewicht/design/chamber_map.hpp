#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/design/tipping.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace stemgewicht {

/// The most pairs of weights of a chamber map.
inline constexpr std::size_t maximum_chamber_cells = std::size_t{1} << 22;

/// Which game a board is at every pair of whole weights of two members, from 0 on.
struct ChamberMap {
    Weight first_largest = 0, second_largest = 0;
    std::vector<std::size_t> chamber;  ///< by weight of the first, then of the second: the place of its game
    std::vector<WeightedRule> rules;   ///< the games, each by the least weights, of the first, then of the second

    [[nodiscard]] std::size_t chamber_at(Weight first, Weight second) const {
        return chamber.at(static_cast<std::size_t>(first * (second_largest + 1) + second));
    }
};

/// The map of two members' weights up to the largest of each, the other weights and the share of the quota being fixed.
/// A game is told by how many of the sums that sets of the others can have win without the two, with each and with
/// both, so that a pair costs four searches among the sums. Throws as tipping_points does, and std::invalid_argument
/// for members that are not two of several, std::length_error beyond maximum_chamber_cells
/// and 2^25 weights in the rules of all games.
ChamberMap chamber_map(const std::vector<Weight>& weights, std::pair<std::size_t, std::size_t> members,
                       std::pair<Weight, Weight> largest, const QuotaShare& share = majority_share);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/chamber_map.hpp>
#endif
