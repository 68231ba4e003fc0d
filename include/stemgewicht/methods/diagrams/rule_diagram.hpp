#pragma once

#include <stemgewicht/core/engine.hpp>
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

/// The decision diagram of any rule, the members asked in `order` [bolus_2011]; your own is asked about all sets, to 25
/// members. Throws std::length_error
/// where a layer needs more than `limit` states.
inline Diagram rule_diagram(const Rule& rule, std::vector<std::size_t> order, std::size_t limit) {
    return std::visit([&](const auto& r) { return detail::rule_diagram(r, std::move(order), limit); }, rule);
}

/// The same in the order that asking_order finds.
inline Diagram rule_diagram(const Rule& rule, std::size_t limit = maximum_layer_states) {
    return rule_diagram(rule, asking_order(rule), limit);
}

}  // namespace stemgewicht
