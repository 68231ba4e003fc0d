#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/combined_diagram.hpp>
#include <stemgewicht/methods/diagrams/incompatible_diagram.hpp>
#include <stemgewicht/methods/diagrams/member_order.hpp>
#include <stemgewicht/methods/diagrams/restricted_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/diagrams/weighted_diagram.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <concepts>
#include <cstddef>
#include <numeric>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION Diagram rule_diagram(const Rule& rule, std::vector<std::size_t> order, std::size_t limit) {
    return std::visit([&](const auto& r) { return by_kind::rule_diagram(r, std::move(order), limit); }, rule);
}

STEMGEWICHT_DEFINITION Diagram rule_diagram(const Rule& rule, std::size_t limit) {
    return rule_diagram(rule, member_order(rule), limit);
}

STEMGEWICHT_DEFINITION std::vector<std::size_t> member_order(const Rule& rule) {
    return std::visit([](const auto& r) { return by_kind::member_order(r); }, rule);
}

}  // namespace stemgewicht::detail
