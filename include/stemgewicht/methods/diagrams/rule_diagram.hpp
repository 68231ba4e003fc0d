#pragma once

#include <stemgewicht/methods/diagrams/member_order.hpp>
#include <stemgewicht/methods/diagrams/combined_diagram.hpp>
#include <stemgewicht/methods/diagrams/incompatible_diagram.hpp>
#include <stemgewicht/methods/diagrams/restricted_diagram.hpp>
#include <stemgewicht/methods/diagrams/weighted_diagram.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <concepts>
#include <cstddef>
#include <numeric>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht {

/// The decision diagram of any rule of the library, the members asked in `order` [bolus_2011]. Throws std::length_error
/// where a layer needs more than `limit` states.
inline Diagram rule_diagram(const Rule& rule, std::vector<std::size_t> order, std::size_t limit) {
    return std::visit([&](const auto& r) { return detail::rule_diagram(r, std::move(order), limit); }, rule);
}

/// The same in the order that asking_order finds.
inline Diagram rule_diagram(const Rule& rule, std::size_t limit = maximum_layer_states) {
    return rule_diagram(rule, asking_order(rule), limit);
}

namespace detail {

/// The diagram of a rule of the library, or of your own by asking it about all sets.
template <AnyRule R>
Diagram diagram_of(const R& rule, std::vector<std::size_t> order, std::size_t limit) {
    if constexpr (std::constructible_from<Rule, const R&>)
        return stemgewicht::rule_diagram(Rule(rule), std::move(order), limit);
    else
        return asked_diagram(rule, std::move(order));
}

template <AnyRule R>
std::vector<std::size_t> order_of(const R& rule) {
    if constexpr (std::constructible_from<Rule, const R&>) return stemgewicht::asking_order(Rule(rule));
    std::vector<std::size_t> order(member_count(rule));
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

}  // namespace detail

}  // namespace stemgewicht
