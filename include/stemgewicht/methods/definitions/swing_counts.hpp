#pragma once

#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/methods/swing_counts.hpp>

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/choice/swing_counts.hpp>

#include <cstddef>
#include <variant>

namespace stemgewicht {

STEMGEWICHT_DEFINITION SwingCounts swing_counts(const Rule& rule, const Exact& method) {
    const std::size_t memory = method.memory;
    const int threads = method.threads;
    check(rule);
    const auto by_diagram = [&] { return detail::diagram_swing_counts(rule); };
    const auto* weighted = std::get_if<WeightedRule>(&rule);
    if (!weighted) return by_diagram();
    const detail::SwingPlan plan = detail::sizes_plan(*weighted);
    if (detail::only_halves_fit(plan, memory))
        return halved_swing_counts(*weighted, {.memory = memory, .threads = threads});
    return detail::quicker_counts(
        plan, memory, [&] { return detail::swing_counts(plan, memory, threads); }, by_diagram);
}

STEMGEWICHT_DEFINITION SwingTotals swing_totals(const Rule& rule, const Exact& method) {
    const std::size_t memory = method.memory;
    const int threads = method.threads;
    check(rule);
    const auto by_diagram = [&] { return totals_of(detail::diagram_swing_counts(rule)); };
    const auto* weighted = std::get_if<WeightedRule>(&rule);
    if (!weighted) return by_diagram();
    const detail::SwingPlan plan = detail::totals_plan(*weighted);
    if (detail::only_halves_fit(plan, memory))
        return halved_swing_totals(*weighted, {.memory = memory, .threads = threads});
    return detail::quicker_counts(
        plan, memory, [&] { return detail::swing_totals(plan, memory, threads); }, by_diagram);
}

}  // namespace stemgewicht
