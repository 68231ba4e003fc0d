// The only file of the bindings that includes Boost.Multiprecision, which is heavy to compile.

#include "common.hpp"

#include <stemgewicht/measures/fractions.hpp>

#include <ios>
#include <map>

namespace stemgewicht::python {

namespace {

/// The rule to count, of a decision and a method that can give fractions.
const Rule& rule_to_count(const Decision& decision, const py::object& method) {
    if (decision.is_own())
        refuse("fractions", "left out for a rule of your own, which can only be enumerated, in doubles", "True");
    if (std::holds_alternative<Enumerate>(method_of(method, false)))
        refuse("method", "auto or exact with fractions", "enumerate");
    return std::get<Rule>(decision.rule);
}

/// In hexadecimal: linear in the digits, and Python puts no limit on them as it does on decimal ones.
py::object python_integer(const BigInteger& value) {
    return py::module_::import("builtins").attr("int")(value.str(0, std::ios_base::hex), 16);
}

py::object python_fraction(const Fraction& value) {
    return py::module_::import("fractions")
        .attr("Fraction")(python_integer(numerator(value)), python_integer(denominator(value)));
}

/// Several indices and coleman_collectivity as texts such as "5/21", the swings counted once.
py::tuple power_fractions(const py::object& rule, const std::vector<std::string>& names, const py::object& method) {
    const Decision decision = decision_of(rule);
    const Rule& known = rule_to_count(decision, method);
    for (const std::string& name : names) static_cast<void>(power_index(name));  // refuses an unknown name at once
    std::map<std::string, std::vector<std::string>> texts;
    std::string collectivity;
    {
        const py::gil_scoped_release release;
        const SwingCounts counts = swing_counts(known);
        for (const std::string& name : names) {
            std::vector<std::string>& column = texts[name];
            column.clear();
            for (const Fraction& value : index_fractions(name, counts)) column.push_back(value.str());
        }
        collectivity = coleman_collectivity_fraction(counts).str();
    }
    return py::make_tuple(texts, collectivity);
}

}  // namespace

py::list index_fractions_of(const Decision& decision, const PowerIndex& index, const py::object& method) {
    const Rule& rule = rule_to_count(decision, method);
    std::vector<Fraction> values;
    {
        const py::gil_scoped_release release;
        values = index_fractions(index.name, swing_counts(rule));
    }
    py::list result;
    for (const Fraction& value : values) result.append(python_fraction(value));
    return result;
}

py::object collectivity_fraction_of(const Decision& decision, const py::object& method) {
    const Rule& rule = rule_to_count(decision, method);
    Fraction value;
    {
        const py::gil_scoped_release release;
        value = coleman_collectivity_fraction(swing_counts(rule));
    }
    return python_fraction(value);
}

void register_fractions(py::module_& module) {
    using namespace py::literals;
    module.def("power_fractions", &power_fractions, "rule"_a, "indices"_a, "method"_a = "auto",
               "Texts such as \"5/21\" by name of index, counted together, and coleman_collectivity.");
}

}  // namespace stemgewicht::python
