#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/counting/cumulative_law.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace stemgewicht::detail {

/// A chance, and how far rounding may have moved it.
struct CheckedChance {
    double value = 0;
    double error = 0;
};

/// An answer for a smaller quota, which differs by a multiple of the weight.
struct SmallerQuota {
    std::size_t quota = 0;
    CheckedChance answer;
};

/// P(quota - weight <= weight of the yes-voters but for one member of `weight` < quota), from the law of all of them,
/// who say yes with one chance p <= 1/2.
///
/// With D the law of everyone and d that of the others, D(s) = (1 - p) d(s) + p d(s - weight). Solved for d from below,
/// d(s) = (D(s) - r D(s - weight) + r^2 D(s - 2 weight) - ...) / (1 - p) with r = p / (1 - p) <= 1, so the answer is an
/// alternating sum of windows of D, each a difference of two cumulative sums. It ends where the rest is negligible, or
/// where a smaller quota has been answered. What rounding has left in D before the last members were counted is
/// smoothed by them, and what these leave in each chance is independent of the others, so that it comes to a few units
/// of 1e-16 of their norm; eight are reckoned with: of the norm of all, or window by window with its factor, which is
/// less where p is small and the chances near the quota are few. At p = 1/2 halves are rounded to even all along a
/// stretch of D, and the terms do not fade, so that errors may add up in full: 1.2 units of D were measured, three are
/// reckoned with. Cost O(quota / weight).
inline CheckedChance leave_one_out(const CumulativeCount& count, double p, std::size_t weight, std::size_t quota,
                                   const SmallerQuota& known = {}) {
    constexpr double unit = std::numeric_limits<double>::epsilon() / 2, negligible = 1e-19;
    const double ratio = p / (1 - p);
    const double in_step = p == 0.5 ? 3 * unit * count.below(quota).high : 0.0;
    const double all = count.norm_below(quota);
    double factor = 1, first = 0, rest = 0, by_window = 0;
    DoubleSum sum;
    DoubleSum upper = count.below(quota);
    stop_point(quota / weight * 4);
    for (;;) {
        quota -= std::min(quota, weight);
        const DoubleSum lower = count.below(quota);
        const double window = upper - lower;
        sum.add(factor * window);
        if (by_window < all) by_window += std::abs(factor) * count.norm_within(quota, quota + weight);
        if (first == 0) first = window;
        factor *= -ratio;
        if (quota > 0 && quota == known.quota) {
            sum.add(factor * (1 - p) * known.answer.value);
            rest = std::abs(factor) * (1 - p) * known.answer.error;
            break;
        }
        rest = std::abs(factor) * lower.high;
        if (quota == 0 || rest <= negligible * first) break;
        upper = lower;
    }
    const double noise = std::max(in_step, 8 * unit * std::min(all, by_window));
    return {.value = sum.value() / (1 - p), .error = (noise + count.dropped() + rest) / (1 - p)};
}

/// P(weight of the yes-voters but for one member of `weight` < bound), in the same way: the alternating sum of P(weight
/// of all < bound), P(weight of all < bound - weight) and so on. Cost O(bound / weight).
inline CheckedChance others_below(const CumulativeCount& count, double p, std::size_t weight, std::size_t bound) {
    const double ratio = p / (1 - p), noise = 4 * std::numeric_limits<double>::epsilon() * count.norm_below(bound);
    DoubleSum sum;
    stop_point(bound / weight * 4);
    for (double factor = 1; bound > 0; factor *= -ratio) {
        const double term = factor * count.below(bound).value();
        if (std::abs(term) <= 1e-19 * std::abs(sum.high)) break;
        sum.add(term);
        bound -= std::min(bound, weight);
    }
    return {.value = sum.value() / (1 - p), .error = (noise + 2e-19 * std::abs(sum.high) + count.dropped()) / (1 - p)};
}

}  // namespace stemgewicht::detail
