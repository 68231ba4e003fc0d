#include "fractions.hpp"

#include <stemgewicht/measures/outvoted_fractions.hpp>

namespace stemgewicht::python {

Exact method_for_fractions(const py::object& method, std::optional<int> threads) {
    const Method how = threaded(method_of(method), threads);
    if (!std::holds_alternative<Exact>(how)) refuse_method(how, "auto or exact with fractions");
    return std::get<Exact>(how);
}

namespace {

/// The way to count a decision, if it and the method can give fractions.
Exact way_to_count(const Decision& decision, const py::object& method, std::optional<int> threads = std::nullopt) {
    if (decision.is_own())
        refuse("fractions", "left out for a rule of your own, which can only be enumerated, in doubles", "True");
    return method_for_fractions(method, threads);
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

/// The same for what is not simulated without fractions either: no method that simulates is advised.
template <class Count>
py::list counted_exactly(const Count& count) {
    return advising_exact([&] { return counted(count); });
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
    return counted_exactly([&] { return index_fractions(index, decision.rule); });
}

py::list fractions_of(const UnionIndex& index, const Decision& decision, const Grouping& unions,
                      const py::object& method) {
    static_cast<void>(way_to_count(decision, method));
    return counted_exactly([&] { return index_fractions(index, decision.rule, unions); });
}

py::list fractions_of(const GraphIndex& index, const Decision& decision, const std::vector<Pair>& edges,
                      const py::object& method) {
    static_cast<void>(way_to_count(decision, method));
    return counted_exactly([&] { return index_fractions(index, decision.rule, edges); });
}

py::object pass_fraction_of(const Decision& decision, const VotingModel& model, const py::object& method) {
    static_cast<void>(method_for_fractions(method));
    return counted([&] { return std::vector{pass_fraction(decision.rule, model)}; })[0];
}

py::object outvoted_fractions_of(const Decision& decision, const Rule& position, const VotingModel& model,
                                 const py::object& method, Ties ties) {
    static_cast<void>(method_for_fractions(method));
    const Outvoted<Fraction> risk = [&] {
        const py::gil_scoped_release release;
        return outvoted_fractions(decision.rule, position, model, ties);
    }();
    return py::cast(risk);
}

py::object outvoted_member_fractions_of(const Decision& decision, const VotingModel& model, const py::object& method) {
    static_cast<void>(method_for_fractions(method));
    const std::vector<Outvoted<Fraction>> risks = [&] {
        const py::gil_scoped_release release;
        return outvoted_member_fractions(decision.rule, model);
    }();
    return py::cast(risks);
}

}  // namespace stemgewicht::python
