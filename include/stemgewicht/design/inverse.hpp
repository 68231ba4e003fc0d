#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/design/inverse_problem.hpp>
#include <stemgewicht/design/kept_games.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace stemgewicht {

/// The most members for whom all rules are compared.
inline constexpr std::size_t maximum_inverse_members = 8;

/// How the exact answer is found, and how much of it is told.
struct InverseOptions {
    std::size_t listed = 16;           ///< of rules that are equally near, the lightest so many
    std::string games{};               ///< where the games of 8 members are kept; empty: game_file(8)
    Remark note{};                     ///< told of that file
    std::vector<std::string> names{};  ///< what refusals call the members; empty: their numbers
    Progress progress{};
};

/// The weighted rules nearest to a target, of all that keep to the constraints: every weighted game (see
/// weighted_games) with every assignment of the members to it, and where the quota is a share of the weights, those
/// games that have weights for it. Weights are whole and of least sum; with a share of the quota, whole ones that it
/// fits. The answer is proved; its ties are all rules that are as near.
///
/// Where the measure treats all members alike, the nearest assignment of a game gives the largest value to the largest
/// target and so on, so that only games are compared: 0.2 s for 7 members, and some seconds for 8 once these are kept.
/// A law that does not, such as grouped votes, is counted for every assignment, in seconds for 7 members. Throws
/// std::invalid_argument as check does, and where no rule keeps to the constraints, naming two that exclude each other
/// where there are such; std::length_error beyond maximum_inverse_members, and beyond 7 for such a law; inverse_search
/// carries these.
InverseAnswer inverse(const InverseProblem& problem, const InverseOptions& options = {});

/// Whether all rules can be compared, so that `inverse` carries a problem: up to maximum_inverse_members, and one fewer
/// where the measure has a law that does not treat all members alike.
bool compares_all_rules(const InverseProblem& problem);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/inverse.hpp>
#endif
