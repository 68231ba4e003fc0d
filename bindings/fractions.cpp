#include "fractions.hpp"

namespace stemgewicht::python {

namespace {

/// The way to count a decision, if it and the method can give fractions.
Exact way_to_count(const Decision& decision, const py::object& method, std::optional<int> threads = std::nullopt) {
    if (decision.is_own())
        refuse("fractions", "left out for a rule of your own, which can only be enumerated, in doubles", "True");
    const Method how = threaded(method_of(method), threads);
    if (!std::holds_alternative<Exact>(how)) refuse_method(how, "auto or exact with fractions");
    return std::get<Exact>(how);
}

/// Runs count() without the GIL.
template <class Count>
py::list counted(const Count& count) {
    const std::vector<Fraction> values = [&] {
        const py::gil_scoped_release release;
        return count();
    }();
    return python_fractions(values);
}

}  // namespace

py::list fractions_of(const VoteIndex& index, const Decision& decision, const py::object& method,
                      std::optional<int> threads) {
    const Exact way = way_to_count(decision, method, threads);
    return counted([&] { return index_fractions(index, decision.rule, way); });
}

py::object fraction_of(const WholeIndex& index, const Decision& decision, const py::object& method,
                       std::optional<int> threads) {
    const Exact way = way_to_count(decision, method, threads);
    return counted([&] { return std::vector{index_fraction(index, decision.rule, way)}; })[0];
}

py::list fractions_of(const SetIndex& index, const Decision& decision, const py::object& method) {
    static_cast<void>(way_to_count(decision, method));
    return counted([&] { return index_fractions(index, decision.rule); });
}

py::list fractions_of(const UnionIndex& index, const Decision& decision, const Grouping& unions,
                      const py::object& method) {
    static_cast<void>(way_to_count(decision, method));
    return counted([&] { return index_fractions(index, decision.rule, unions); });
}

py::list fractions_of(const GraphIndex& index, const Decision& decision, const std::vector<Pair>& edges,
                      const py::object& method) {
    static_cast<void>(way_to_count(decision, method));
    return counted([&] { return index_fractions(index, decision.rule, edges); });
}

}  // namespace stemgewicht::python
