#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht {

/// The most members for whom all weighted games are listed: there are 29,373 of 7, and 2,730,164 of 8.
inline constexpr std::size_t maximum_weighted_game_members = 7;

/// Which weighted games are listed.
enum class WeightedGames {
    all,
    proper,  ///< in which no two coalitions without a member in common both win: the quota is above half of the weight
};

/// Every weighted game of so many members, up to renaming them: in each everyone together wins and nobody does not.
/// Each is given by the whole weights of least sum, from the heaviest member to the lightest, and they stand by that
/// sum. Their numbers for 1 to 7 members are 1, 3, 8, 25, 117, 1,111 and 29,373 [freixas_kurz_2014].
///
/// Of all games in which each member can stand in for all lighter ones those are weighted in which no two losing
/// coalitions become two winning ones by trading members; that this is enough up to 7 members is proved by the weights,
/// which are found by trying all whole ones, sum by sum. Cost: a second or two for 7 members, milliseconds below.
/// Throws std::invalid_argument for 0 members, std::length_error beyond maximum_weighted_game_members.
std::vector<WeightedRule> weighted_games(std::size_t member_count, WeightedGames which = WeightedGames::all);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/weighted_games.hpp>
#endif
