#pragma once

#include <stemgewicht/core/big_integer.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <optional>
#include <vector>

/// Solutions of a rule as a cooperative game, by linear and integer programs. Compiled into stemgewicht::study, which
/// needs the solvers Clp and Cbc of COIN-OR. The solvers only propose: every answer is proved in exact arithmetic.
///
/// All functions take any rule, to 12 members. They throw std::length_error beyond (there is no other method), and
/// std::invalid_argument unless the rule is valid and monotone, passes with everyone and fails with no one.
namespace stemgewicht {

/// The most members that a solution carries.
inline constexpr std::size_t maximum_solution_members = 12;

/// Coalitions with one excess: 1 - x(S) where S wins, -x(S) where it loses.
struct NucleolusLevel {
    Fraction excess;
    std::vector<Coalition> coalitions;
};

struct Nucleolus {
    std::vector<Fraction> fractions;  ///< one per member; they sum to 1
    std::vector<double> values;       ///< nearest to the fractions
    /// From the largest excess downward, as far as needed for the coalitions to span all members.
    std::vector<NucleolusLevel> levels;
};

/// Winning coalitions and as many losing ones, with repetitions, in which every member occurs equally often: members
/// traded among the winning ones make the losing ones. No weights do that, so the rule is not weighted.
struct TradingTransform {
    std::vector<Coalition> winning, losing;
};

/// Either weights or the proof that there are none.
struct Weightedness {
    std::optional<WeightedRule> rule;
    std::optional<TradingTransform> trade;
};

struct MinimumSumRepresentation {
    WeightedRule rule;
    Weight sum = 0;                   ///< of the weights
    bool types_preserved = false;     ///< members who can stand in for each other have one weight
    bool unique = false;              ///< no other integer weights of this sum represent the rule
    std::vector<Fraction> fractions;  ///< weights / sum, one per member
    std::vector<double> values;       ///< nearest to the fractions
};

/// The nucleolus [schmeidler_1969]: of all x with x(N) = 1 and x_i at least 1 for a member who passes motions alone and
/// at least 0 for the others, the one whose excesses v(S) - x(S), sorted from the largest, are lexicographically least.
/// By a linear program for each level; its optimality is proved by its multipliers in exact arithmetic.
/// Cost at most n programs with 2^n rows. Throws std::invalid_argument where two members pass motions alone: there is
/// no such x then, and prenucleolus is what remains.
Nucleolus nucleolus(const Rule& rule);

/// The nucleolus over all x with x(N) = 1. It differs from the nucleolus only where a member passes motions alone.
Nucleolus prenucleolus(const Rule& rule);

/// Weights for a rule of any kind, or a trading transform where it has none [taylor_zwicker_1999]. By the linear
/// program for the largest margin t: w(S) >= q + t for minimal winning S, w(T) <= q - t for maximal losing T, w >= 0,
/// w(N) = 1. The rule is weighted where t > 0; where it is not, the multipliers are the trade, which is given as one of
/// two coalitions if such a trade exists, at a cost of 4^n steps. The weights are whole numbers, but not the least
/// ones: see minimum_sum_representation. Both are checked in integers. A weighted rule of more members than that is
/// returned as it is.
Weightedness weightedness(const Rule& rule);

/// The whole weights and quota of least total weight that represent a weighted rule, with one weight for members who
/// can stand in for each other if that costs nothing. weights / sum serve as a power index. Found by Cbc; that no
/// lighter ones exist, and whether others are as light, is settled by branching on exact linear programs. Throws
/// std::invalid_argument where the rule is not weighted.
MinimumSumRepresentation minimum_sum_representation(const Rule& rule);

}  // namespace stemgewicht
