#include "fractions.hpp"

#include <stdexcept>

namespace stemgewicht::python {

namespace {

/// The rule to count, of a decision and a method that can give fractions.
const Rule& rule_to_count(const Decision& decision, const py::object& method) {
    if (decision.is_own())
        refuse("fractions", "left out for a rule of your own, which can only be enumerated, in doubles", "True");
    if (const Method how = method_of(method, false); !std::holds_alternative<Exact>(how))
        refuse("method", "auto or exact with fractions", method_name(how));
    return decision.known();
}

/// Runs count(rule) without the GIL.
template <class Count>
py::list counted(const Decision& decision, const py::object& method, const Count& count) {
    const Rule& rule = rule_to_count(decision, method);
    const std::vector<Fraction> values = [&] {
        const py::gil_scoped_release release;
        return count(rule);
    }();
    return python_fractions(values);
}

}  // namespace

py::list index_fractions_of(const Decision& decision, const PowerIndex& index, const py::object& method) {
    return counted(decision, method, [&](const Rule& rule) { return index_fractions(index.name, swing_counts(rule)); });
}

py::object collectivity_fraction_of(const Decision& decision, const py::object& method) {
    return counted(decision, method, [](const Rule& rule) {
        return std::vector<Fraction>{coleman_collectivity_fraction(swing_counts(rule))};
    })[0];
}

py::list set_index_fractions_of(const Decision& decision, const SetIndex& index, const py::object& method) {
    return counted(decision, method, [&](const Rule& rule) { return set_index_fractions(index, rule); });
}

py::list union_index_fractions_of(const Decision& decision, const UnionIndex& index, const Grouping& unions,
                                  const py::object& method) {
    return counted(decision, method, [&](const Rule& rule) { return union_index_fractions(index, rule, unions); });
}

py::list graph_index_fractions_of(const Decision& decision, bool by_order, const std::vector<Pair>& edges,
                                  const py::object& method) {
    return counted(decision, method, [&](const Rule& rule) { return graph_index_fractions(by_order, rule, edges); });
}

}  // namespace stemgewicht::python
