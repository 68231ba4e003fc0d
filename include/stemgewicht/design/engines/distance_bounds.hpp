#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/engines/banzhaf_target.hpp>
#include <stemgewicht/design/inverse_problem.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// The sum of a measure over all members is sum_s f_s c_s, f_s the share of the coalitions of s members that win. In a
/// monotone rule f_s does not fall with s, from 0 at none to 1 at all, so that the sum lies between the least and the
/// greatest at the steps, which are the rules by heads.
inline double sum_bound(const InverseProblem& problem) {
    bool linear = false;
    if (const auto* risk = std::get_if<RiskMeasure>(&problem.measure)) {
        linear = votes_alike(risk->model);
    } else if (const auto* index = std::get_if<VoteIndex>(&std::get<Index>(problem.measure))) {
        const bool formula = index->formula == IndexFormula::decisive ||
                             index->formula == IndexFormula::half_decisive || index->formula == IndexFormula::rae;
        linear = formula && index->scale == IndexScale::chance;
    }
    constexpr std::size_t most_members = 200;
    const std::size_t members = problem.target.size();
    if (!linear || members > most_members) return 0;
    double least = std::numeric_limits<double>::infinity(), greatest = -least;
    for (std::size_t heads = 1; heads <= members; ++heads) {
        const WeightedRule rule{std::vector<Weight>(members, 1), static_cast<Weight>(heads)};
        const std::vector<double> values = measured_values(problem.measure, rule);
        const double sum = std::accumulate(values.begin(), values.end(), 0.0);
        least = std::min(least, sum);
        greatest = std::max(greatest, sum);
    }
    const double wanted = std::accumulate(problem.target.begin(), problem.target.end(), 0.0);
    return norm_of_sum(std::max({0.0, wanted - greatest, least - wanted}), units_of(problem, 1), problem.norm);
}

/// The least distance from which on `reached` holds, for norms by the largest difference; from below.
template <class Reached>
double least_reach(const Reached& reached) {
    double none = 0, enough = 1;
    while (!reached(enough)) enough *= 2;
    for (int k = 0; k < 60; ++k) {
        const double middle = (none + enough) / 2;
        (reached(middle) ? enough : none) = middle;
    }
    return none;
}

/// By Parseval's identity the squares of the indices sum to 1 at most: they are coefficients of the rule as a function
/// of signs x, with values +-1. And the indices are not negative.
inline double square_bound(const InverseProblem& problem, const BanzhafTarget& target) {
    const std::vector<double> units = units_of(problem, target.factor);
    const bool by_largest = problem.norm == DistanceNorm::largest || problem.norm == DistanceNorm::relative;
    std::vector<double> below(units.size());
    double squares = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        below[i] = std::max(0.0, -target.values[i]);
        squares += std::pow(std::max(0.0, target.values[i]), 2);
    }
    double bound = norm_of(below, units, problem.norm);
    if (squares <= 1) return bound;
    if (!by_largest) return std::max(bound, units.front() * (std::sqrt(squares) - 1));
    const auto reached = [&](double distance) {
        double left = 0;
        for (std::size_t i = 0; i < units.size(); ++i)
            left += std::pow(std::max(0.0, target.values[i] - distance / units[i]), 2);
        return left <= 1;
    };
    return std::max(bound, least_reach(reached));
}

/// Under majority, with signs x of the votes and the sum w.x of the weights for less those against, the sum of w_i
/// times index i is E|w.x|, for a tie counts nothing by symmetry. By Khintchine's inequality with its best constant
/// that is |w| / sqrt(2) or more, and by Cauchy's it is |w| times the root of the sum of squares or less.
inline double majority_bound(const InverseProblem& problem, const BanzhafTarget& target) {
    if (!problem.constraints.quota || !(*problem.constraints.quota == majority_share)) return 0;
    const std::vector<double> units = units_of(problem, target.factor);
    double squares = 0;
    for (const double value : target.values) squares += std::pow(std::max(0.0, value), 2);
    if (squares >= 0.5) return 0;
    if (problem.norm == DistanceNorm::absolute || problem.norm == DistanceNorm::euclidean)
        return units.front() * (std::sqrt(0.5) - std::sqrt(squares));
    return least_reach([&](double distance) {
        double raised = 0;
        for (std::size_t i = 0; i < units.size(); ++i)
            raised += std::pow(std::max(0.0, target.values[i]) + distance / units[i], 2);
        return raised >= 0.5;
    });
}

/// The distance to the nearest of first, first + step, and so on both ways.
inline double to_multiple(double value, double step, double first) {
    return std::abs(value - first - step * std::round((value - first) / step));
}

/// Where all values are first + step x a whole number.
inline double grid_bound(const InverseProblem& problem, const std::vector<double>& values, double factor, double step,
                         double first) {
    std::vector<double> differences;
    for (const double value : values) differences.push_back(to_multiple(value, step, first));
    return norm_of(differences, units_of(problem, factor), problem.norm);
}

/// Swings are all odd or all even, as each is twice the winning coalitions with the member less all winning ones. Of
/// shares the sum of the swings is not known, but it is at most that of the rule by heads: every possible one is tried.
inline double swing_bound(const InverseProblem& problem, const BanzhafTarget& target) {
    constexpr std::size_t most_members = 20;
    const std::size_t members = target.values.size();
    double best = std::numeric_limits<double>::infinity();
    if (members > most_members) return 0;
    if (!target.shares) {
        const double step = std::ldexp(1.0, 2 - static_cast<int>(members));  // of two swings
        for (const double first : {0.0, step / 2})
            best = std::min(best, grid_bound(problem, target.values, target.factor, step, first));
        return best;
    }
    double heads = static_cast<double>(members);  // swings of the majority by heads
    for (std::size_t k = 1; k <= (members - 1) / 2; ++k)
        heads *= static_cast<double>(members - k) / static_cast<double>(k);
    const std::vector<double> units = units_of(problem, target.factor);
    TurnCounter turns(5 * members);
    for (double sum = 1; sum <= heads + 0.5; ++sum) {
        turns.turn();
        for (const double odd : {0.0, 1.0}) {
            if (std::fmod(sum + odd * static_cast<double>(members), 2) != 0) continue;
            double total = 0;
            for (std::size_t i = 0; i < members && total < best; ++i) {
                const double difference = to_multiple(target.values[i], 2 / sum, odd / sum) * units[i];
                if (problem.norm == DistanceNorm::euclidean)
                    total = std::hypot(total, difference);
                else if (problem.norm == DistanceNorm::absolute)
                    total += difference;
                else
                    total = std::max(total, difference);
            }
            best = std::min(best, total);
        }
    }
    return best;
}

/// A coalition of s - 1 others counts (s-1)! (n-s)! / n!, which is 1 / (n C(n-1, s-1)); the least common multiple of
/// those denominators is that of 1..n.
inline double shapley_bound(const InverseProblem& problem) {
    constexpr std::size_t most_members = 40;
    if (problem.target.size() > most_members) return 0;
    std::int64_t multiple = 1;
    for (std::size_t k = 2; k <= problem.target.size(); ++k)
        multiple = std::lcm(multiple, static_cast<std::int64_t>(k));
    return grid_bound(problem, problem.target, 1, 1 / static_cast<double>(multiple), 0);
}

}  // namespace stemgewicht::detail
