#pragma once

#include <stemgewicht/core/big_integer.hpp>
#include <stemgewicht/measures/outvoted.hpp>

#include <vector>

/// Chances as exact fractions, under models whose chances are rational: ic, independent, iac, beta, grouped, copy and
/// observed. The numbers of a model are taken as the decimals that they are written as. Not in the umbrella, since
/// Boost.Multiprecision takes a compiler seconds.
namespace stemgewicht {

// Of rules of the library, and your own to 25 members, on their decision diagrams. Cost: O(states x members) additions
// of whole numbers for each law of the model and each position. Throws std::invalid_argument for a model of moods, one
// that does not fit the members, and a position that can be both for and against; std::length_error where that is too
// large.

/// P(pass).
Fraction pass_fraction(const Rule& rule, const VotingModel& model);

/// How often the holders of a position are outvoted.
Outvoted<Fraction> outvoted_fractions(const Rule& decision, const Rule& position, const VotingModel& model,
                                      Ties ties = Ties::excluded);

/// How often each member is outvoted.
std::vector<Outvoted<Fraction>> outvoted_member_fractions(const Rule& decision, const VotingModel& model);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/definitions/outvoted_fractions.hpp>
#endif
