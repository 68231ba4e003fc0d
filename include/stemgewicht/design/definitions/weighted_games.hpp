#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/engines/least_weights.hpp>
#include <stemgewicht/design/engines/ordered_games.hpp>
#include <stemgewicht/design/weighted_games.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

/// The number of members of games to be listed, or told. Throws as weighted_games does.
inline std::size_t checked_game_members(std::size_t member_count, std::size_t most = maximum_weighted_game_members) {
    if (member_count < 1) refuse("members", "1 or more", member_count);
    if (member_count > most)
        throw std::length_error("weighted games: all are listed for up to " + std::to_string(most) + " members, got " +
                                std::to_string(member_count));
    return member_count;
}

/// The proper weighted games of 0, 1, .. members, for progress alone.
inline constexpr std::array<std::size_t, maximum_told_game_members + 1> proper_games_of{0,  1,   2,     5,      14,
                                                                                        62, 566, 14754, 1366317};

/// Calls work(game, its rule) for each proper weighted game.
template <class Work>
void each_proper_rule(const CoalitionOrder& order, const Progress& progress, const Work& work) {
    std::size_t done = 0;
    each_proper_weighted_game(order, [&](const CompleteGame& game) {
        const auto rule = heaviest_first(order, game);
        if (!rule) return;
        work(game, *rule);
        if (progress && (++done & 0xFFF) == 0) progress(done, proper_games_of[order.members()]);
    });
}

/// Of members with names, how many rules a game with these weights is. Members of one weight can stand in for each
/// other, and so may members of different weights.
inline std::uint64_t labelled_games(const CoalitionOrder& order, const CompleteGame& game) {
    std::uint64_t count = 1, alike = 1;
    for (std::size_t i = 1; i < order.members(); ++i) {
        const std::size_t pair = std::size_t{3} << (i - 1);
        bool same = true;
        for (std::size_t set = 0; set < order.count() && same; ++set)
            if ((set >> (i - 1) & 3) == 1) same = game.wins(set) == game.wins(set ^ pair);
        alike = same ? alike + 1 : 1;
        count = count * (i + 1) / alike;
    }
    return count;
}

}  // namespace detail

STEMGEWICHT_DEFINITION void each_weighted_game(std::size_t member_count,
                                               const std::function<void(const WeightedRule&)>& work,
                                               WeightedGames which, const Progress& progress) {
    const detail::CoalitionOrder order(detail::checked_game_members(member_count, maximum_told_game_members));
    detail::each_proper_rule(order, progress, [&](const detail::CompleteGame& game, const WeightedRule& rule) {
        work(rule);
        if (which == WeightedGames::all && !game.strong(order)) work(detail::dual_of(rule));
    });
}

STEMGEWICHT_DEFINITION std::vector<WeightedRule> weighted_games(std::size_t member_count, WeightedGames which) {
    std::vector<WeightedRule> rules;
    each_weighted_game(
        detail::checked_game_members(member_count), [&](const WeightedRule& rule) { rules.push_back(rule); }, which);
    std::ranges::sort(rules, {}, [](const WeightedRule& rule) {
        return std::tuple(total_weight(rule.weights), rule.weights, rule.quota);
    });
    return rules;
}

STEMGEWICHT_DEFINITION GameCounts count_games(std::size_t member_count, const Progress& progress) {
    const detail::CoalitionOrder order(detail::checked_game_members(member_count, maximum_told_game_members));
    GameCounts counts;
    detail::TurnCounter turns(100);
    detail::each_complete_game(order, [&](const detail::CompleteGame&) {
        turns.turn();
        ++counts.complete;
    });
    detail::each_proper_rule(order, progress, [&](const detail::CompleteGame& game, const WeightedRule& rule) {
        const std::uint64_t games = game.strong(order) ? 1 : 2;  // with its dual
        const Weight sum = total_weight(rule.weights);
        counts.weighted += games;
        counts.self_dual += games == 1 ? 1 : 0;
        counts.labelled += games * detail::labelled_games(order, game);
        counts.sums += static_cast<Weight>(games) * sum;
        counts.largest_sum = std::max(counts.largest_sum, sum);
        counts.largest_weight = std::max(counts.largest_weight, rule.weights.front());
    });
    return counts;
}

}  // namespace stemgewicht
