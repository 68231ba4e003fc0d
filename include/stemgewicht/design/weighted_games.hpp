#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace stemgewicht {

/// The most members for whom all weighted games are listed, of 7 there are 29,373; and for whom they are told one by
/// one, of 8 there are 2,730,164.
inline constexpr std::size_t maximum_weighted_game_members = 7;
inline constexpr std::size_t maximum_told_game_members = 8;

/// Which weighted games are listed.
enum class WeightedGames {
    all,
    proper,  ///< in which no two coalitions without a member in common both win: the quota is above half of the weight
};

/// Every weighted game of so many members, up to renaming them: in each everyone together wins and nobody does not.
/// Each is given by the whole weights of least sum, from the heaviest member to the lightest, and they stand by that
/// sum. Their numbers for 1 to 8 members are 1, 3, 8, 25, 117, 1,111, 29,373 and 2,730,164 [freixas_kurz_2014].
///
/// Of all games in which each member can stand in for all lighter ones those are left out in which two losing
/// coalitions, or heavier ones, become two winning ones by trading members. The weights are the vertex of a program in
/// exact numbers, which proves that they are least. Cost: a tenth of a second for 7 members, milliseconds below.
/// Throws std::invalid_argument for 0 members, std::length_error beyond maximum_weighted_game_members.
std::vector<WeightedRule> weighted_games(std::size_t member_count, WeightedGames which = WeightedGames::all);

/// Calls work(game) for each of them, in no particular order and without holding them: some ten seconds for 8 members.
/// `progress` is told of the proper ones. Throws std::length_error beyond maximum_told_game_members.
void each_weighted_game(std::size_t member_count, const std::function<void(const WeightedRule&)>& work,
                        WeightedGames which = WeightedGames::all, const Progress& progress = {});

/// How many games there are of so many members, and how heavy their least weights are.
struct GameCounts {
    std::uint64_t complete = 0;   ///< games in which any two members can be compared, up to renaming
    std::uint64_t weighted = 0;   ///< of these the weighted ones
    std::uint64_t self_dual = 0;  ///< of these those in which one of a coalition and the rest wins, never both
    std::uint64_t labelled = 0;   ///< weighted games of members with names, which differ as rules
    Weight sums = 0;              ///< the sum over the weighted games of the least sums of their weights
    Weight largest_sum = 0, largest_weight = 0;
};

/// The counts of all games. Cost and errors are those of each_weighted_game.
GameCounts count_games(std::size_t member_count, const Progress& progress = {});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/weighted_games.hpp>
#endif
