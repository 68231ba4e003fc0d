#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/engines/set_shares.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/counting/critical_members.hpp>
#include <stemgewicht/methods/counting/minimal_winning.hpp>
#include <stemgewicht/methods/diagrams/minimal_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>
#include <stemgewicht/methods/diagrams/shift_diagram.hpp>
#include <stemgewicht/methods/enumeration/critical_counts.hpp>
#include <stemgewicht/methods/enumeration/enumerate_sets.hpp>

#include <cstddef>
#include <numeric>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

inline Eigen::ArrayXd as_array(const std::vector<double>& values) {
    return Eigen::Map<const Eigen::ArrayXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

inline Eigen::ArrayXd set_values(const SetIndex& index, const Rule& rule, const DecisionDiagram& method) {
    const Diagram family = family_diagram(rule, index.family, method.maximum_states);
    if (index.family == SetFamily::vulnerable)
        return as_array(set_shares<double>(critical_counts(family), index.divided));
    return as_array(set_shares<double>(set_counts<double>(family).containing, index.divided));
}

inline Eigen::ArrayXd set_values(const SetIndex& index, const Rule& rule, const Enumerate& method) {
    return as_array(set_shares<double>(family_counts(rule, index.family, method), index.divided));
}

inline Eigen::ArrayXd set_values(const SetIndex& index, const Rule& rule, const Exact& method) {
    if (const auto* weighted = std::get_if<WeightedRule>(&rule)) {
        if (index.family == SetFamily::vulnerable) return critical_division(*weighted, method.memory);
        if (index.family == SetFamily::minimal && index.divided)
            return minimal_winning_division(*weighted, method.memory);
        if (index.family == SetFamily::minimal) {
            const MinimalWinning minimal = minimal_winning(*weighted, method.memory);
            return minimal.containing / minimal.containing.sum();
        }
    }
    if (std::holds_alternative<OwnRule>(rule)) return set_values(index, rule, Enumerate{});
    return set_values(index, rule, DecisionDiagram{});
}

}  // namespace detail

STEMGEWICHT_DEFINITION Eigen::ArrayXd SetIndex::operator()(const Rule& rule, const Method& method) const {
    check(rule);
    if (const auto* exact = std::get_if<Exact>(&method)) return detail::set_values(*this, rule, *exact);
    if (const auto* diagram = std::get_if<DecisionDiagram>(&method)) return detail::set_values(*this, rule, *diagram);
    if (const auto* enumerate = std::get_if<Enumerate>(&method)) return detail::set_values(*this, rule, *enumerate);
    refuse_method(method, "auto, exact, decision_diagram or enumerate for " + std::string(text.name));
}

}  // namespace stemgewicht
