#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/engines/least_weights.hpp>
#include <stemgewicht/design/engines/ordered_games.hpp>
#include <stemgewicht/design/weighted_games.hpp>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace stemgewicht {

namespace detail {

/// The number of members of games to be listed. Throws as weighted_games does.
inline std::size_t checked_game_members(std::size_t member_count) {
    if (member_count < 1) refuse("members", "1 or more", member_count);
    if (member_count > maximum_weighted_game_members)
        throw std::length_error("weighted games: all are listed for up to " +
                                std::to_string(maximum_weighted_game_members) + " members, got " +
                                std::to_string(member_count));
    return member_count;
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::vector<WeightedRule> weighted_games(std::size_t member_count, WeightedGames which) {
    const detail::CoalitionOrder order(detail::checked_game_members(member_count));
    const std::vector<detail::OrderedGame> games = detail::proper_weighted_games(order);
    std::vector<WeightedRule> rules = detail::LeastWeights(order, games).find();
    for (WeightedRule& rule : rules) std::ranges::reverse(rule.weights);
    // A game that is not proper is the dual of one that is, and has the same weights.
    for (std::size_t g = 0; which == WeightedGames::all && g < games.size(); ++g)
        if (games[g].depth > 0)
            rules.push_back({rules[g].weights, total_weight(rules[g].weights) - rules[g].quota + 1});
    std::ranges::sort(rules, {}, [](const WeightedRule& rule) {
        return std::tuple(total_weight(rule.weights), rule.weights, rule.quota);
    });
    return rules;
}

}  // namespace stemgewicht
