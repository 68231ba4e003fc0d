#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/engines/public_good_unions.hpp>
#include <stemgewicht/measures/engines/set_values.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/choice/exact.hpp>
#include <stemgewicht/methods/counting/union_power.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/diagrams/restricted_diagram.hpp>
#include <stemgewicht/methods/diagrams/union_diagram.hpp>
#include <stemgewicht/methods/enumeration/enumerate_unions.hpp>
#include <stemgewicht/rules/transform.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

/// Unions and graphs know three methods.
inline void check_plain(const Method& method, const IndexText& text) {
    if (method.index() > 2)
        refuse_method(method, "auto, exact, decision_diagram or enumerate for " + std::string(text.name));
}

}  // namespace detail

STEMGEWICHT_DEFINITION Eigen::ArrayXd UnionIndex::operator()(const Rule& rule, const Grouping& unions,
                                                             const Method& method) const {
    check(rule);
    check(unions, member_count(rule), "unions");
    detail::check_plain(method, text);
    if (between == BetweenUnions::public_good)
        return detail::as_array(detail::public_good_values<double>(rule, unions, inside, [&](const Rule& game) {
            const Eigen::ArrayXd values = public_good(game, method);
            return std::vector<double>(values.begin(), values.end());
        }));
    const bool order_between = between == BetweenUnions::orders, order_inside = inside == InsideUnion::orders;
    const auto* weighted = std::get_if<WeightedRule>(&rule);
    const auto* exact = std::get_if<Exact>(&method);
    if (weighted && exact && !detail::prefers_layers(*weighted))
        return detail::union_decisive(*weighted, unions, order_between, order_inside, exact->threads, exact->memory);
    std::vector<double> values;
    if (std::holds_alternative<Enumerate>(method) || (exact && std::holds_alternative<OwnRule>(rule)))
        values = detail::union_values(rule, unions, order_between, order_inside, Enumerate{});
    else
        values = detail::union_values<double>(rule, unions, order_between, order_inside);
    return detail::as_array(values);
}

STEMGEWICHT_DEFINITION Eigen::ArrayXd GraphIndex::operator()(const Rule& rule, const std::vector<Pair>& edges,
                                                             const Method& method) const {
    check(rule);
    const std::size_t n = member_count(rule);
    check_pairs(edges, n, "edges");
    detail::check_plain(method, text);
    const bool exact = std::holds_alternative<Exact>(method);
    if (std::holds_alternative<Enumerate>(method) || (exact && std::holds_alternative<OwnRule>(rule))) {
        const std::vector<double> values = detail::graph_values(rule, edges, by_order, Enumerate{});
        return Eigen::Map<const Eigen::ArrayXd>(values.data(), static_cast<Eigen::Index>(n));
    }
    const VoteLaw law = by_order ? vote_law(iac(), n) : vote_law(ic(), n);
    Eigen::ArrayXd values = Eigen::ArrayXd::Zero(static_cast<Eigen::Index>(n));
    detail::each_component_diagram(rule, edges, [&](detail::Diagram diagram) {
        const auto standings = detail::DiagramPass(std::move(diagram), law).member_standings();
        for (std::size_t i = 0; i < n; ++i) values[static_cast<Eigen::Index>(i)] += standings[i].decisive;
    });
    return values;
}

STEMGEWICHT_DEFINITION Eigen::ArrayXd power_of_unions(const VoteIndex& index, const Rule& rule, const Grouping& unions,
                                                      const Method& method) {
    check(rule);
    check(unions, member_count(rule), "unions");
    return index(quotient_rule(rule, unions), method);
}

}  // namespace stemgewicht
