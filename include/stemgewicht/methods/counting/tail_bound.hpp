#pragma once

#include <stemgewicht/core/engine.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace stemgewicht::detail {

/// Members of one weight.
struct WeightClass {
    std::size_t weight = 0;
    std::size_t members = 0;
};

/// Bounds log P(yes-weight >= quota) where the mean lies below the quota, else log P(yes-weight < quota), of members
/// who say yes independently with chance p: Chernoff's bound, the least over t of log E exp(t weight) - t quota, by
/// Newton's steps, each of which gives a valid bound. Ends when the bound is below `wanted`. Cost O(classes) a step.
inline double log_tail_bound(std::span<const WeightClass> classes, double p, std::size_t quota, double wanted) {
    double mean = 0, spread = 0;
    for (const auto& [weight, members] : classes) {
        const double w = static_cast<double>(weight), m = static_cast<double>(members);
        mean += m * p * w;
        spread += m * p * (1 - p) * w * w;
    }
    const bool below = mean < static_cast<double>(quota);
    const double mark = below ? static_cast<double>(quota) : static_cast<double>(quota) - 1;
    double best = 0;
    if (!(spread > 0)) return below ? -std::numeric_limits<double>::infinity() : best;
    double t = (mark - mean) / spread, least = 0;
    for (int step = 0; step < 12 && best > wanted; ++step) {
        double value = -t * mark, slope = -mark, curve = 0;
        for (const auto& [weight, members] : classes) {
            const double w = static_cast<double>(weight), m = static_cast<double>(members);
            const double shift = std::max(0.0, t * w);  // exp(t w) may overflow
            const double yes = p * std::exp(t * w - shift), no = (1 - p) * std::exp(-shift);
            const double tilted = yes / (yes + no);
            value += m * (std::log(yes + no) + shift);
            slope += m * tilted * w;
            curve += m * tilted * (1 - tilted) * w * w;
        }
        if ((t > 0) == below) best = std::min(best, value);
        if (value > 0) {  // beyond the other zero of a convex function: halfway back to the best point so far
            t = (t + least) / 2;
            continue;
        }
        least = t;
        if (!(curve > 0) || std::abs(slope) <= 1e-3 * mark) break;
        t -= slope / curve;
    }
    return best;
}

}  // namespace stemgewicht::detail
