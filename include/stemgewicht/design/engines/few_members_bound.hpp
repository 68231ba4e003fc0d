#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/engines/banzhaf_target.hpp>
#include <stemgewicht/design/inverse_problem.hpp>
#include <stemgewicht/design/weighted_games.hpp>
#include <stemgewicht/measures/power.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numeric>
#include <vector>

namespace stemgewicht::detail {

/// The least of a convex function on [0, last], by thirds.
template <class Function>
double least_of_convex(const Function& function, double last) {
    double first = 0;
    for (int k = 0; k < 48; ++k) {
        const double low = first + (last - first) * 0.45, high = first + (last - first) * 0.55;
        if (function(low) <= function(high))
            last = high;
        else
            first = low;
    }
    return function((first + last) / 2);
}

/// A few members beside many small ones. For each set S of the few let p(S) be the chance that it wins with the others'
/// coins, m(S) the less of p and 1 - p, and u(S) = 1 where p(S) >= 1/2: a weighted rule of the few with the same
/// weights, or none. Given S, the others' indices sum to 4 p (1 - p) or more (Parseval), that is 2 m(S) or more; and an
/// index of one of the few differs from that of u by at most 2 E m(S). So it differs by at most the sum r of the
/// others' indices. As shares: with s one over the sum of all, each share is within r of s times the index of u, now
/// with the others' share r. What is left is convex in r and s, and least where both are sorted, as the norms are.
inline double few_bound_with(const std::vector<double>& few, const std::vector<double>& of_rule, double rest,
                             double small_members, bool shares, DistanceNorm norm) {
    const auto missed = [&](double r, double s) {
        double short_of = 0, beyond = std::max(0.0, r - rest), squares = beyond * beyond / small_members;
        double largest = beyond / small_members;
        for (std::size_t i = 0; i < few.size(); ++i) {
            const double low = std::max(0.0, few[i] - s * of_rule[i] - r);
            const double high = std::max(0.0, s * of_rule[i] - few[i] - r);
            short_of += low;
            beyond += high;
            squares += std::pow(low + high, 2);
            largest = std::max(largest, low + high);
        }
        switch (norm) {
            case DistanceNorm::absolute: return shares ? 2 * std::max(short_of, beyond) : short_of + beyond;
            case DistanceNorm::euclidean: return std::sqrt(squares);
            default: return largest;
        }
    };
    const auto least_for = [&](double s) { return least_of_convex([&](double r) { return missed(r, s); }, 1.0); };
    if (!shares) return least_for(1);
    const double top = *std::ranges::max_element(of_rule);
    return top > 0 ? least_of_convex(least_for, 2 / top) : least_for(0);
}

inline double few_bound(const InverseProblem& problem, const BanzhafTarget& target) {
    constexpr std::size_t most = 6;
    std::vector<double> sorted = target.values;
    std::ranges::sort(sorted, std::greater<>());
    double best = 0;
    for (std::size_t few = 1; few <= most && few < sorted.size(); ++few) {
        const auto border = sorted.begin() + static_cast<std::ptrdiff_t>(few);
        const double rest = std::max(0.0, std::accumulate(border, sorted.end(), 0.0));
        if (sorted.front() <= rest) continue;
        const std::vector<double> large(sorted.begin(), border);
        const auto with = [&](const std::vector<double>& of_rule) {
            return few_bound_with(large, of_rule, rest, static_cast<double>(sorted.size() - few), target.shares,
                                  problem.norm);
        };
        double least = with(std::vector<double>(few, 0.0));
        for (const WeightedRule& rule : weighted_games(few)) {
            stop_point(100'000);
            if (least <= best) break;
            const Eigen::ArrayXd indices = banzhaf(rule);
            least = std::min(least, with({indices.begin(), indices.end()}));
        }
        best = std::max(best, least);
    }
    best = std::max(0.0, best - 1e-9) * target.factor;  // the least is found to less than that
    if (problem.norm == DistanceNorm::relative) best /= *std::ranges::max_element(problem.target);
    return best;
}

}  // namespace stemgewicht::detail
