#pragma once

#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/measures/properties.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/methods/swing_counts.hpp>

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/choice/swing_counts.hpp>
#include <stemgewicht/methods/diagrams/coalition_listing.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/diagrams/desirability.hpp>
#include <stemgewicht/methods/diagrams/minimal_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/diagrams/shift_diagram.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION CoalitionKind coalition_kind(std::string_view name) {
    std::string known;
    for (const auto& [text, kind] : coalition_kinds) {
        if (text == name) return kind;
        known += (known.empty() ? "" : ", ") + std::string(text);
    }
    refuse("kind", "one of " + known, "\"" + std::string(name) + "\"");
}

namespace detail {

/// Whether the first of two diagrams with one order, neither of them constant, loses wherever the second does.
inline bool wins_only_where(const Diagram& first, const Diagram& second) {
    using States = std::pair<std::uint32_t, std::uint32_t>;
    const Settled a = settled(first), b = settled(second);
    std::vector<States> states{{0, 0}};
    for (std::size_t i = 0; i < first.member_count(); ++i) {
        std::vector<States> next;
        stop_point(200 * states.size());
        for (const auto& [s, t] : states) {
            next.emplace_back(first.layers.steps[i].yes[s], second.layers.steps[i].yes[t]);
            next.emplace_back(first.layers.steps[i].no[s], second.layers.steps[i].no[t]);
        }
        std::ranges::sort(next);
        const auto repeated = std::ranges::unique(next);
        next.erase(repeated.begin(), repeated.end());
        std::erase_if(next, [&](const States& pair) {
            return a.value[i + 1][pair.first] == 0 || b.value[i + 1][pair.second] == 1;
        });
        if (std::ranges::any_of(next, [&](const States& pair) {
                return a.value[i + 1][pair.first] == 1 && b.value[i + 1][pair.second] == 0;
            }))
            return false;
        states = std::move(next);
    }
    return true;
}

}  // namespace detail

STEMGEWICHT_DEFINITION bool is_proper(const Rule& rule) {
    if (const auto* weighted = std::get_if<WeightedRule>(&rule))
        if (weighted->quota >= majority_quota(total_weight(weighted->weights))) return true;
    const detail::Diagram diagram = detail::rule_diagram(rule);
    return detail::wins_only_where(diagram, detail::dual(diagram));
}

STEMGEWICHT_DEFINITION RuleProperties rule_properties(const Rule& rule) {
    check(rule);
    const detail::Diagram diagram = detail::rule_diagram(rule);
    const detail::Diagram opposite = detail::dual(diagram);
    const std::size_t n = diagram.member_count();
    detail::Desirability desirable = detail::desirability(diagram);
    RuleProperties result;
    result.proper = detail::wins_only_where(diagram, opposite);
    result.strong = detail::wins_only_where(opposite, diagram);
    result.complete = desirable.complete;
    result.classes = std::move(desirable.classes);
    for (auto& members : result.classes) std::ranges::sort(members);
    std::vector<std::size_t> effective = detail::effective_members(diagram);
    std::ranges::sort(effective);
    for (std::size_t i = 0; i < n; ++i) {
        Coalition alone(n);
        alone.set(i);
        if (!std::ranges::binary_search(effective, i)) result.null_members.push_back(i);
        if (diagram.wins(alone)) result.passers.push_back(i);
        if (!diagram.wins(~alone)) result.veto_members.push_back(i);
    }
    if (result.passers.size() == 1 && result.veto_members == result.passers) result.dictator = result.passers.front();
    return result;
}

namespace detail {

/// The coalitions of a kind, as a diagram whose outcome is 1 for exactly these.
inline Diagram coalition_diagram(const Rule& rule, CoalitionKind kind) {
    check(rule);
    switch (kind) {
        case CoalitionKind::winning: break;
        case CoalitionKind::minimal_winning: return minimal_sets(rule_diagram(rule));
        case CoalitionKind::shift_minimal: return shift_minimal_sets(rule, rule_diagram(rule));
        case CoalitionKind::blocking: return dual(rule_diagram(rule));
        case CoalitionKind::minimal_blocking: return minimal_sets(dual(rule_diagram(rule)));
    }
    return rule_diagram(rule);
}

}  // namespace detail

struct CoalitionListing::State {
    detail::Diagram family;
    detail::SetListing sets;

    explicit State(detail::Diagram diagram) : family(diagram), sets(std::move(diagram)) {}
};

STEMGEWICHT_DEFINITION CoalitionListing::CoalitionListing(const Rule& rule, CoalitionKind kind)
    : state_(std::make_unique<State>(detail::coalition_diagram(rule, kind))) {}
STEMGEWICHT_DEFINITION CoalitionListing::CoalitionListing(CoalitionListing&&) noexcept = default;
STEMGEWICHT_DEFINITION CoalitionListing& CoalitionListing::operator=(CoalitionListing&&) noexcept = default;
STEMGEWICHT_DEFINITION CoalitionListing::~CoalitionListing() = default;

STEMGEWICHT_DEFINITION std::optional<Coalition> CoalitionListing::next() { return state_->sets.next(); }

STEMGEWICHT_DEFINITION std::string CoalitionListing::count() const {
    return detail::sum_of(detail::ways_on<BigInteger>(state_->family)[0][0]).str();
}

}  // namespace stemgewicht
