#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// A quota as a share of whatever the weights add up to: the least weight that exceeds, or reaches, that share.
struct QuotaShare {
    Weight numerator = 1;
    Weight denominator = 2;
    bool exceeded = true;  ///< else the share itself is enough

    friend bool operator==(const QuotaShare&, const QuotaShare&) = default;
};

/// More than one half of the weight.
inline constexpr QuotaShare majority_share{};

/// Throws std::invalid_argument unless a motion can pass and can fail by the share: 0 < share < 1 where it must be
/// exceeded, 0 < share <= 1 where it must be reached.
inline void check(const QuotaShare& share, std::string_view field = "quota") {
    const bool fits = share.exceeded ? share.numerator < share.denominator : share.numerator <= share.denominator;
    if (share.numerator < 1 || !fits || share.denominator > maximum_total_weight)
        refuse(field, "a share above 0 and below 1, or 1 where it must only be reached",
               std::to_string(share.numerator) + "/" + std::to_string(share.denominator));
}

namespace detail {

__extension__ using WideWeight = __int128;

/// The greatest whole number at or below numerator / denominator; the denominator is positive.
constexpr WideWeight floor_ratio(WideWeight numerator, WideWeight denominator) {
    const WideWeight quotient = numerator / denominator;
    return quotient - (numerator % denominator < 0 ? 1 : 0);
}

/// The least whole number above the ratio, or at or above it.
constexpr WideWeight least_beyond(WideWeight numerator, WideWeight denominator, bool above) {
    return above ? floor_ratio(numerator, denominator) + 1 : -floor_ratio(-numerator, denominator);
}

/// The least weight of a member at which it wins together with others of weight `with`, when all others weigh `total`:
/// b (w + with) > a (w + total) for the share a/b, or >=. Empty where no weight does (a share of 1).
inline std::optional<WideWeight> joins_from(Weight with, Weight total, const QuotaShare& share) {
    const WideWeight a = share.numerator, b = share.denominator;
    if (a == b) return with == total ? std::optional<WideWeight>(0) : std::nullopt;
    return least_beyond(a * total - b * with, b - a, share.exceeded);
}

/// The least weight of a member at which others of weight `with` no longer win without it: b with <= a (w + total), or
/// <.
inline WideWeight misses_from(Weight with, Weight total, const QuotaShare& share) {
    const WideWeight a = share.numerator, b = share.denominator;
    return least_beyond(b * with - a * total, a, !share.exceeded);
}

/// The different weights that sets of members can have, ascending. Throws std::length_error beyond `limit`.
inline std::vector<Weight> distinct_sums(const std::vector<Weight>& weights, std::size_t limit) {
    std::vector<Weight> sums{0}, shifted, merged;
    for (const Weight weight : weights) {
        shifted.resize(sums.size());
        std::ranges::transform(sums, shifted.begin(), [weight](Weight sum) { return sum + weight; });
        merged.clear();
        std::ranges::set_union(sums, shifted, std::back_inserter(merged));
        sums.swap(merged);
        if (sums.size() > limit)
            throw std::length_error("tipping points: sets of the others have more than " + std::to_string(limit) +
                                    " different weights; weights in larger units carry it");
    }
    return sums;
}

}  // namespace detail

/// The quota when all weights add up to `total`. Throws std::invalid_argument for a share by which nothing can pass or
/// fail.
inline Weight quota_of(const QuotaShare& share, Weight total) {
    check(share);
    return static_cast<Weight>(
        detail::least_beyond(detail::WideWeight{share.numerator} * total, share.denominator, share.exceeded));
}

/// The most different weights of sets of others for which tipping points are looked for.
inline constexpr std::size_t maximum_distinct_sums = std::size_t{1} << 22;

/// Every weight of one member at which the game changes: at w it is another game than at w - 1, the other weights and
/// the share of the quota being fixed; ascending, from 1 on. A set S of others changes sides at two weights only: the
/// one from which the member wins with S, and the one from which S no longer wins without the member; so each set
/// weight gives two candidates, and every one of them is a tipping point. Under majority these are |total - 2 w(S)|
/// and the next, as far as positive. Cost O(different weights of sets). Throws std::invalid_argument for weights
/// without a positive one or a share that does not fit, std::length_error beyond maximum_distinct_sums.
inline std::vector<Weight> tipping_points(const std::vector<Weight>& others, const QuotaShare& share = majority_share) {
    check(share);
    const Weight total = total_weight(others, "others");
    std::vector<Weight> points;
    const auto add = [&](detail::WideWeight weight) {
        if (weight >= 1 && weight <= maximum_total_weight - total) points.push_back(static_cast<Weight>(weight));
    };
    for (const Weight sum : detail::distinct_sums(others, maximum_distinct_sums)) {
        if (const auto joins = detail::joins_from(sum, total, share)) add(*joins);
        add(detail::misses_from(sum, total, share));
    }
    std::ranges::sort(points);
    const auto repeated = std::ranges::unique(points);
    points.erase(repeated.begin(), repeated.end());
    return points;
}

/// Weights of a member between which nothing changes.
struct WeightStep {
    Weight first = 0;
    std::optional<Weight> last;  ///< empty: there is no end
    WeightedRule rule;           ///< the game, with the first of these weights
};

/// All steps of the staircase, from weight 0 on, where the member has no vote. `weights` are those of all members in
/// their order; that of `member` is not looked at. Any measure of the rules is then that of the member's weight, and
/// what it costs the others. Throws as tipping_points does.
inline std::vector<WeightStep> weight_steps(const std::vector<Weight>& weights, std::size_t member,
                                            const QuotaShare& share = majority_share) {
    if (member >= weights.size()) refuse("member", "below " + std::to_string(weights.size()), member);
    std::vector<Weight> others = weights;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(member));
    std::vector<Weight> firsts{0};
    std::ranges::copy(tipping_points(others, share), std::back_inserter(firsts));
    const Weight total = total_weight(others, "others");
    std::vector<WeightStep> steps;
    for (std::size_t k = 0; k < firsts.size(); ++k) {
        WeightStep step{.first = firsts[k],
                        .last = std::nullopt,
                        .rule = {.weights = weights, .quota = quota_of(share, total + firsts[k])}};
        step.rule.weights[member] = step.first;
        if (k + 1 < firsts.size()) step.last = firsts[k + 1] - 1;
        steps.push_back(std::move(step));
    }
    return steps;
}

}  // namespace stemgewicht
