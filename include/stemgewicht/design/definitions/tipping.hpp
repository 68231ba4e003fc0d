#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/engines/distinct_sums.hpp>
#include <stemgewicht/design/engines/quota_share.hpp>
#include <stemgewicht/design/tipping.hpp>
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

STEMGEWICHT_DEFINITION void check(const QuotaShare& share, std::string_view field) {
    const bool fits = share.exceeded ? share.numerator < share.denominator : share.numerator <= share.denominator;
    if (share.numerator < 1 || !fits || share.denominator > maximum_total_weight)
        refuse(field, "a share above 0 and below 1, or 1 where it must only be reached",
               std::to_string(share.numerator) + "/" + std::to_string(share.denominator));
}

STEMGEWICHT_DEFINITION Weight quota_of(const QuotaShare& share, Weight total) {
    check(share);
    return static_cast<Weight>(
        detail::least_beyond(detail::WideWeight{share.numerator} * total, share.denominator, share.exceeded));
}

STEMGEWICHT_DEFINITION std::vector<Weight> tipping_points(const std::vector<Weight>& others, const QuotaShare& share) {
    check(share);
    const Weight total = total_weight(others, "others");
    std::vector<Weight> points;
    detail::TurnCounter turns(5);
    const auto add = [&](detail::WideWeight weight) {
        if (weight >= 1 && weight <= maximum_total_weight - total) points.push_back(static_cast<Weight>(weight));
    };
    for (const Weight sum : detail::distinct_sums(others, maximum_distinct_sums)) {
        turns.turn();
        if (const auto joins = detail::joins_from(sum, total, share)) add(*joins);
        add(detail::misses_from(sum, total, share));
    }
    std::ranges::sort(points, [&](Weight a, Weight b) {
        turns.turn();
        return a < b;
    });
    const auto repeated = std::ranges::unique(points);
    points.erase(repeated.begin(), repeated.end());
    return points;
}

STEMGEWICHT_DEFINITION std::vector<WeightStep> weight_steps(const std::vector<Weight>& weights, std::size_t member,
                                                            const QuotaShare& share) {
    if (member >= weights.size()) refuse("member", "below " + std::to_string(weights.size()), member);
    std::vector<Weight> others = weights;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(member));
    std::vector<Weight> firsts{0};
    std::ranges::copy(tipping_points(others, share), std::back_inserter(firsts));
    const Weight total = total_weight(others, "others");
    constexpr std::size_t most_weights = std::size_t{1} << 27;  // of all steps, 1 GB
    if (firsts.size() > most_weights / weights.size())
        throw std::length_error("tipping points: " + std::to_string(firsts.size()) + " steps of " +
                                std::to_string(weights.size()) +
                                " members do not fit in a GB; weights in larger units carry it");
    std::vector<WeightStep> steps;
    for (std::size_t k = 0; k < firsts.size(); ++k) {
        detail::stop_point(weights.size() + 100);
        WeightStep step{.first = firsts[k],
                        .last = std::nullopt,
                        .rule = {.weights = weights, .quota = quota_of(share, total + firsts[k])}};
        step.rule.weights[member] = step.first;
        if (k + 1 < firsts.size()) step.last = firsts[k + 1] - 1;
        steps.push_back(std::move(step));
    }
    return steps;
}

STEMGEWICHT_DEFINITION std::optional<ChangedWeight> least_change(
    const std::vector<Weight>& weights, std::size_t member, const QuotaShare& share,
    const std::function<bool(const WeightedRule&)>& wanted) {
    std::vector<ChangedWeight> nearest;  // of each step
    const Weight now = member < weights.size() ? weights[member] : 0;
    const auto change = [&](const ChangedWeight& one) {
        return one.weight < now ? now - one.weight : one.weight - now;
    };
    for (WeightStep& step : weight_steps(weights, member, share)) {
        const Weight last = step.last.value_or(std::max(step.first, now));
        nearest.push_back({std::clamp(now, step.first, last), std::move(step.rule)});
    }
    std::ranges::stable_sort(nearest, {}, change);
    for (ChangedWeight& one : nearest) {
        const Weight total = total_weight(one.rule.weights) - one.rule.weights[member] + one.weight;
        one.rule.weights[member] = one.weight;
        one.rule.quota = quota_of(share, total);
        if (wanted(one.rule)) return std::move(one);
    }
    return std::nullopt;
}

}  // namespace stemgewicht
