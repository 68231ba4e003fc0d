#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/rules/coalition_list.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace stemgewicht {

/// Whether the member wins together with any one other.
bool wins_with_any_other(const Rule& rule, std::size_t member);

/// What a member is who wins with any one other.
enum class PairGame {
    apex,       ///< all others together win too
    apex_veto,  ///< nobody wins without it
    dictator,   ///< it wins alone, and nobody without it
};

/// Which of the three a rule is for a member; empty where it does not win with every other, or where the rest of some
/// winning set wins too. Cost: O(members) calls of the rule, which must be monotone.
std::optional<PairGame> pair_game(const Rule& rule, std::size_t member);

/// The weights of a member with which it wins together with any one other, under majority: those from `first` on. They
/// make it an apex up to veto - 1, an apex with veto at `veto`, and a dictator from `dictator` on.
struct PairWeights {
    Weight first = 0, veto = 0, dictator = 0;
};

/// With others of weight T in all, m the least of them: w + m > (w + T) / 2, so first = T - 2m + 1, but where m = 0
/// only a dictator does. Throws std::invalid_argument for weights without a positive one.
PairWeights pair_weights(const std::vector<Weight>& others);

/// The most members for whom games are listed, and the most games.
inline constexpr std::size_t maximum_listed_members = 14;
inline constexpr std::size_t maximum_listed_games = std::size_t{1} << 20;

/// All proper games (monotone, never a set and the rest both win, everyone together wins) in which these coalitions
/// win; none where two of them have no member in common. Cost: games x open coalitions x 2^members. Throws
/// std::invalid_argument for a coalition of other members, std::length_error beyond maximum_listed_members or
/// maximum_listed_games.
std::vector<CoalitionRule> proper_games(std::size_t member_count, std::span<const Coalition> winning);

/// All proper games in which the member wins with any one other: three of them, by closure. The pairs decide every set
/// with the member and another, and every set that leaves out two; open are the member alone and all others together,
/// of which one at most can win.
std::vector<CoalitionRule> pair_games(std::size_t member_count, std::size_t member = 0);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/pair_games.hpp>
#endif
