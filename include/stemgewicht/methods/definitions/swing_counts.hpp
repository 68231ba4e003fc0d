#pragma once

#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/methods/swing_counts.hpp>

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/choice/swing_counts.hpp>
#include <stemgewicht/methods/counting/costs.hpp>
#include <stemgewicht/methods/counting/meet_in_the_middle_swings.hpp>
#include <stemgewicht/methods/counting/residue_counts.hpp>
#include <stemgewicht/methods/counting/swings.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

/// Seconds that a modular count takes.
inline double modular_seconds(const SwingPlan& plan) {
    const SumShape& shape = plan.shape;
    double additions = 0, least = 0;
    std::size_t rows = 0;  // that some set of the members counted so far has its size and sum in
    for (std::size_t j = 1; j <= plan.member_count(); ++j) {
        const std::uint64_t bound = std::min(shape.range, shape.reached[j]);
        for (; rows < shape.row_count() && shape.reached[rows] < bound; ++rows)
            least += static_cast<double>(shape.reached[rows]);
        additions += static_cast<double>(rows) * static_cast<double>(bound) - least;
    }
    const auto passes = static_cast<double>(plan.fits_word() ? 1 : plan.member_count() / 31 + 1);
    return seconds_by_residues(passes, additions, shape.word_count());
}

/// Seconds that the decision diagram of a weighted rule takes, roughly: when the heaviest members have been asked, each
/// set of them that the rest can still decide on may be a state, at most one for each sum, with a count for each size.
inline double diagram_seconds(const SwingPlan& plan) {
    const auto n = static_cast<double>(plan.member_count());
    const std::vector<std::uint64_t>& reached = plan.shape.reached;
    double states = 0, sets = 1;
    for (std::size_t j = 0; j < plan.member_count(); ++j, sets *= 2) {
        const auto rest = static_cast<double>(reached[plan.member_count() - j]);
        const auto asked = static_cast<double>(reached.back()) - rest;
        const double open = asked > rest ? sets * rest / asked : sets;
        states += std::min({open, rest, static_cast<double>(plan.quota)});
    }
    return seconds_by_diagram(states, n * n, plan.fits_word());
}

inline SwingCounts diagram_swing_counts(const Rule& rule) {
    Diagram diagram;
    try {
        diagram = rule_diagram(rule, maximum_layer_states);
    } catch (const std::length_error&) {
        throw SizeRefusal("fractions: the rule has too many different sums to count exactly (over " +
                              std::to_string(maximum_layer_states) + " at one member)",
                          {.methods = {"exact", "monte_carlo"}, .how = " without fractions"});
    }
    return detail::swing_counts(diagram);
}

/// Whether weights are so large that a table of their sums does not fit, but the sums of half the members do.
inline bool only_halves_fit(const SwingPlan& plan, std::size_t memory) {
    return plan.bytes() > static_cast<double>(memory) && fits_halves(plan.member_count(), memory);
}

/// Counts a weighted rule in the way that promises to be quicker, and where its diagram is too large by modular()
/// after all, which says how much memory that needs.
template <class Modular, class ByDiagram>
auto quicker_counts(const SwingPlan& plan, std::size_t memory, const Modular& modular, const ByDiagram& by_diagram) {
    if (plan.bytes() <= static_cast<double>(memory) && modular_seconds(plan) <= diagram_seconds(plan)) return modular();
    try {
        return by_diagram();
    } catch (const std::length_error&) {
        return modular();
    }
}

}  // namespace detail

STEMGEWICHT_DEFINITION SwingCounts swing_counts(const Rule& rule, const Exact& method) {
    const std::size_t memory = method.memory;
    const int threads = method.threads;
    check(rule);
    const auto by_diagram = [&] { return detail::diagram_swing_counts(rule); };
    const auto* weighted = std::get_if<WeightedRule>(&rule);
    if (!weighted) return by_diagram();
    const detail::SwingPlan plan = detail::sizes_plan(*weighted);
    if (detail::only_halves_fit(plan, memory))
        return detail::halved_swing_counts(*weighted, {.memory = memory, .threads = threads});
    return detail::quicker_counts(
        plan, memory, [&] { return detail::swing_counts(plan, memory, threads); }, by_diagram);
}

STEMGEWICHT_DEFINITION SwingTotals swing_totals(const Rule& rule, const Exact& method) {
    const std::size_t memory = method.memory;
    const int threads = method.threads;
    check(rule);
    const auto by_diagram = [&] { return detail::totals_of(detail::diagram_swing_counts(rule)); };
    const auto* weighted = std::get_if<WeightedRule>(&rule);
    if (!weighted) return by_diagram();
    const detail::SwingPlan plan = detail::totals_plan(*weighted);
    if (detail::only_halves_fit(plan, memory))
        return detail::halved_swing_totals(*weighted, {.memory = memory, .threads = threads});
    return detail::quicker_counts(
        plan, memory, [&] { return detail::swing_totals(plan, memory, threads); }, by_diagram);
}

}  // namespace stemgewicht
