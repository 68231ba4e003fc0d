#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/engines/coalition_counts.hpp>
#include <stemgewicht/measures/engines/set_values.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/choice/followable.hpp>
#include <stemgewicht/methods/counting/critical_members.hpp>
#include <stemgewicht/methods/counting/minimal_winning.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

/// Refuses numbers of coalitions that a double cannot hold.
inline void check_count(double count, std::string_view name) {
    if (!std::isfinite(count)) throw std::length_error(std::string(name) + ": too large for a double; take fractions");
}

inline FamilyCounts<double> family_counts(const Rule& rule, SetFamily family, const DecisionDiagram& method) {
    return counts_on_diagram<double>(rule, family, rule_diagram(rule, method.maximum_states), method.maximum_states,
                                     [](const Diagram& sets) { return set_counts<double>(sets).containing; });
}

inline Eigen::ArrayXd set_values(const SetIndex& index, const Rule& rule, const DecisionDiagram& method) {
    return as_array(set_values<double>(family_counts(rule, index.family, method), index));
}

inline Eigen::ArrayXd set_values(const SetIndex& index, const Rule& rule, const Enumerate& method) {
    if (index.portion == SetPortion::by_weight)
        return as_array(values_by_weight<double>(weighted_for(index, rule), index));
    return as_array(set_values<double>(family_counts(rule, index.family, method), index));
}

/// The sums of a weighted rule over minimal or vulnerable sets, by one or a few passes over its weights.
inline UnitSums pass_sums(const SetIndex& index, const WeightedRule& rule, const Exact& method) {
    const std::size_t memory = method.memory;
    if (index.family == SetFamily::minimal) {
        if (index.portion == SetPortion::one) return minimal_winning_sums(rule, memory);
        return index.portion == SetPortion::equal ? minimal_winning_division(rule, memory, method.threads)
                                                  : minimal_winning_division_by_weight(rule, memory);
    }
    return index.portion == SetPortion::equal ? critical_division(rule, memory, method.threads)
                                              : critical_division_by_weight(rule, memory);
}

inline Eigen::ArrayXd set_values(const SetIndex& index, const WeightedRule& rule, const Exact& method) {
    const bool by_weight = index.portion == SetPortion::by_weight;
    if (by_weight && descending_members(rule).prefers_enumeration()) return set_values(index, rule, Enumerate{});
    if (index.family == SetFamily::minimal || index.family == SetFamily::vulnerable) {
        const UnitSums sums = pass_sums(index, rule, method);
        if (!index.raw) return sums.shares();
        const Eigen::ArrayXd numbers = sums.numbers();
        check_count(numbers.maxCoeff(), index.text.name);
        return numbers;
    }
    if (index.family == SetFamily::shift_minimal) return set_values(index, rule, DecisionDiagram{});
    const Eigen::ArrayXd values = double_values(exact_family_counts(rule, index.family, method), index);
    check_count(values.maxCoeff(), index.text.name);
    return values;
}

inline Eigen::ArrayXd set_values(const SetIndex& index, const Rule& rule, const Exact& method) {
    if (index.portion == SetPortion::by_weight) return set_values(index, weighted_for(index, rule), method);
    if (const auto* weighted = std::get_if<WeightedRule>(&rule)) return set_values(index, *weighted, method);
    if (std::holds_alternative<OwnRule>(rule)) return set_values(index, rule, Enumerate{});
    return set_values(index, rule, DecisionDiagram{});
}

inline SetFamily family_of(WholeQuantity quantity) {
    return quantity == WholeQuantity::minimal_winning ? SetFamily::minimal : SetFamily::least_size;
}

inline double number_in_family(const Rule& rule, SetFamily family, const Exact& method) {
    const auto* weighted = std::get_if<WeightedRule>(&rule);
    if (weighted && family == SetFamily::minimal) return minimal_winning(*weighted, method.memory).count;
    if (weighted) return number_of_sets(exact_family_counts(rule, family, method)).convert_to<double>();
    if (std::holds_alternative<OwnRule>(rule)) return number_of_sets(family_counts(rule, family, Enumerate{}));
    return number_of_sets(family_counts(rule, family, DecisionDiagram{}));
}

}  // namespace detail

STEMGEWICHT_DEFINITION Eigen::ArrayXd SetIndex::operator()(const Rule& rule, const Method& method) const {
    check(rule);
    const auto values = [&](const auto& how) {
        return advising(detail::followable(rule, method), [&] { return detail::set_values(*this, rule, how); });
    };
    if (const auto* exact = std::get_if<Exact>(&method)) return values(*exact);
    if (const auto* enumerate = std::get_if<Enumerate>(&method)) return values(*enumerate);
    const bool by_weight = portion == SetPortion::by_weight;
    const auto* diagram = std::get_if<DecisionDiagram>(&method);
    if (diagram && !by_weight) return values(*diagram);
    refuse_method(method,
                  (by_weight ? "auto, exact or enumerate for " : "auto, exact, decision_diagram or enumerate for ") +
                      std::string(text.name));
}

STEMGEWICHT_DEFINITION double WholeIndex::operator()(const Rule& rule, const Method& method) const {
    const auto in_family = [&] {
        check(rule);
        const SetFamily family = detail::family_of(quantity);
        if (const auto* exact = std::get_if<Exact>(&method)) return detail::number_in_family(rule, family, *exact);
        if (const auto* diagram = std::get_if<DecisionDiagram>(&method))
            return detail::number_of_sets(detail::family_counts(rule, family, *diagram));
        if (const auto* enumerate = std::get_if<Enumerate>(&method))
            return detail::number_of_sets(detail::family_counts(rule, family, *enumerate));
        refuse_method(method, "auto, exact, decision_diagram or enumerate for " + std::string(text.name));
    };
    double number = 0;
    switch (quantity) {
        case WholeQuantity::winning_share: return pass_probability(rule, ic(), method);
        case WholeQuantity::winning:
            number = pass_probability(rule, ic(), method) * detail::coalitions_of(member_count(rule), text.name);
            break;
        case WholeQuantity::minimal_winning:
        case WholeQuantity::least_size_winning: number = in_family(); break;
    }
    detail::check_count(number, text.name);
    return number;
}

}  // namespace stemgewicht
