#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/design/inverse_problem.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stemgewicht {

/// Below what distance no rule comes, and by which argument.
struct DistanceBound {
    double least = 0;
    std::string_view reason = "none is known";  ///< in words
};

/// A distance below which no weighted rule of so many members comes, whatever its weights; constraints other than the
/// quota can only add to it. It is the largest that these arguments give, and 0 where none says anything:
///
/// - A chance of all members together is least and greatest under a rule by heads, as the share of the coalitions of a
///   size that win grows with the size. For chances under a model by which all members vote alike; to 200 members.
/// - Under ic the squares of the chances to be decisive sum to 1 at most, and, where the quota is the majority of the
///   weights, to 1/2 at least [de_diakonikolas_servedio_2012].
/// - The Banzhaf indices are whole numbers, all odd or all even, over one and the same number; to 20 members.
///   The Shapley-Shubik indices are multiples of 1 over the least common multiple of 1..n; to 40 members.
/// - Where the targets of all but up to 6 members are small, these few have nearly the power of a rule of their own,
///   and of so few members there are few rules. For Banzhaf indices and what they determine.
///
/// For a target that is spread over many members it is next to 0: a mixture of rules meets any target, so that no
/// linear relaxation says more. Cost: n calls of measured_values, and a second at most of the rest.
DistanceBound distance_bound(const InverseProblem& problem);

/// How long a search goes on. A result depends on all of it but the progress.
struct SearchEffort {
    double tolerance = 0;            ///< it ends with the first rule that is as near
    std::uint64_t steps = 0;         ///< rules that are tried at random; 0: about as many as a second or two allow
    Weight largest_total = 1 << 20;  ///< of the weights
    std::uint64_t seed = 1;
    Progress progress{};  ///< told the rules that were tried
};

/// The most members of a search.
inline constexpr std::size_t maximum_searched_members = 1000;

/// Weights and quota whose values come near to the targets, by search: for 9 to some hundred members, where not all
/// rules can be compared (see `inverse`). The distance that is left is given beside a lower bound of it, of
/// distance_bound; `ties` is not known and 1.
///
/// The weights begin as the targets, and are multiplied by how far each member falls short, with larger and larger
/// totals, as in [kurz_napel_2014]; then single weights and, where it is free, the quota are changed at random, and
/// changes that lead away are kept ever more rarely. Cost: that of measured_values for each rule that is tried. Throws
/// std::invalid_argument where the problem is not valid or no rule is found that keeps to the constraints, and
/// std::length_error beyond maximum_searched_members.
InverseAnswer inverse_search(const InverseProblem& problem, const SearchEffort& effort = {});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/inverse_search.hpp>
#endif
