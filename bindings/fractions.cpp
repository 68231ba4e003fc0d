#include "fractions.hpp"

#include <stdexcept>

namespace stemgewicht::python {

namespace {

/// The way to count a decision, if it and the method can give fractions.
Exact way_to_count(const Decision& decision, const py::object& method) {
    if (decision.is_own())
        refuse("fractions", "left out for a rule of your own, which can only be enumerated, in doubles", "True");
    const Method how = method_of(method, false);
    if (!std::holds_alternative<Exact>(how)) refuse("method", "auto or exact with fractions", method_name(how));
    return std::get<Exact>(how);
}

/// Runs count(rule, way) without the GIL.
template <class Count>
py::list counted(const Decision& decision, const py::object& method, const Count& count) {
    const Exact way = way_to_count(decision, method);
    const Rule& rule = decision.known();
    const std::vector<Fraction> values = [&] {
        const py::gil_scoped_release release;
        return count(rule, way);
    }();
    return python_fractions(values);
}

}  // namespace

py::list index_fractions_of(const Decision& decision, const PowerIndex& index, const py::object& method) {
    return counted(decision, method,
                   [&](const Rule& rule, const Exact& way) { return index_fractions(index.name, rule, way); });
}

py::object collectivity_fraction_of(const Decision& decision, const py::object& method) {
    return counted(decision, method, [](const Rule& rule, const Exact& way) {
        return std::vector<Fraction>{coleman_collectivity_fraction(swing_totals(rule, way.memory, way.threads))};
    })[0];
}

py::list set_index_fractions_of(const Decision& decision, const SetIndex& index, const py::object& method) {
    return counted(decision, method, [&](const Rule& rule, const Exact&) { return set_index_fractions(index, rule); });
}

py::list union_index_fractions_of(const Decision& decision, const UnionIndex& index, const Grouping& unions,
                                  const py::object& method) {
    return counted(decision, method,
                   [&](const Rule& rule, const Exact&) { return union_index_fractions(index, rule, unions); });
}

py::list graph_index_fractions_of(const Decision& decision, bool by_order, const std::vector<Pair>& edges,
                                  const py::object& method) {
    return counted(decision, method,
                   [&](const Rule& rule, const Exact&) { return graph_index_fractions(by_order, rule, edges); });
}

}  // namespace stemgewicht::python
