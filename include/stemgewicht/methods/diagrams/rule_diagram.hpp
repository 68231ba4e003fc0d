#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht::detail {

/// An order of asking the members by which the decision diagram of a rule tends to be small: heavy members first,
/// councils one after the other, neighbours on a graph close together. No answer follows from it, only the cost.
std::vector<std::size_t> member_order(const Rule& rule);

/// The decision diagram of any rule, the members asked in `order` [bolus_2011]; your own is asked about all sets, to 25
/// members. Throws std::length_error
/// where a layer needs more than `limit` states.
Diagram rule_diagram(const Rule& rule, std::vector<std::size_t> order, std::size_t limit);

/// The diagram in the order of member_order.
Diagram rule_diagram(const Rule& rule, std::size_t limit = maximum_layer_states);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/diagrams/definitions/rule_diagram.hpp>
#endif
