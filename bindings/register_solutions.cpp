#include "fractions.hpp"
#include "pickling.hpp"

#include <stemgewicht/measures/solution.hpp>

#include <pybind11/eigen.h>

namespace pybind11::detail {

/// As the text of its bits.
template <>
struct type_caster<stemgewicht::Coalition> {
    PYBIND11_TYPE_CASTER(stemgewicht::Coalition, const_name("str"));

    bool load(handle source, bool) {
        if (!isinstance<str>(source)) return false;
        value = stemgewicht::Coalition(stemgewicht::python::escaped_text(source));
        return true;
    }

    static handle cast(const stemgewicht::Coalition& set, return_value_policy, handle) {
        std::string bits;
        to_string(set, bits);
        return str(bits).release();
    }
};

}  // namespace pybind11::detail

namespace stemgewicht::python {

namespace {

/// What solve(rule) gives, without the GIL.
template <class Solve>
auto solved(const Decision& decision, const Solve& solve) {
    const py::gil_scoped_release release;
    return solve(decision.rule);
}

void define_nucleolus(py::module_& module, const char* name, Nucleolus (*solve)(const Rule&),
                      const char* documentation) {
    using namespace py::literals;
    module.def(
        name,
        [solve](const py::object& rule, bool fractions) -> py::object {
            const Nucleolus result = solved(measured(rule), solve);
            if (fractions) return python_fractions(result.fractions);
            return array_of(result.values);
        },
        "rule"_a, py::kw_only(), "fractions"_a = false, documentation);
}

py::list sets_of(const std::vector<Coalition>& coalitions) {
    py::list sets;
    for (const Coalition& coalition : coalitions) sets.append(frozenset_of(coalition));
    return sets;
}

std::string text_of(const auto& value) { return repr_of(py::cast(value)); }

void register_representation(py::module_& module) {
    using namespace py::literals;

    using Least = MinimumSumRepresentation;
    py::class_<Least> least_class(module, "MinimumSumRepresentation",
                                  "The least whole weights of a rule; see minimum_sum_representation.");
    least_class.def_property_readonly("rule", [](const MinimumSumRepresentation& r) { return r.rule; })
        .def_readonly("sum", &MinimumSumRepresentation::sum, "Of the weights.")
        .def_readonly("unique", &MinimumSumRepresentation::unique,
                      "No other whole weights of this sum represent the rule.")
        .def_readonly("types_preserved", &MinimumSumRepresentation::types_preserved,
                      "Members who can stand in for each other have one weight.")
        .def_property_readonly(
            "fractions", [](const MinimumSumRepresentation& r) { return python_fractions(r.fractions); },
            "Weights / sum, one per member.")
        .def_property_readonly(
            "values", [](const MinimumSumRepresentation& r) { return array_of(r.values); },
            "The same as an array of doubles.")
        .def("__repr__", [](const MinimumSumRepresentation& r) {
            return "MinimumSumRepresentation(rule=" + text_of(r.rule) + ", sum=" + std::to_string(r.sum) +
                   ", unique=" + text_of(r.unique) + ", types_preserved=" + text_of(r.types_preserved) + ")";
        });
    define_pickling<&Least::rule, &Least::sum, &Least::types_preserved, &Least::unique, &Least::fractions,
                    &Least::values>(least_class);
    module.def(
        "minimum_sum_representation",
        [](const py::object& rule) { return solved(measured(rule), &minimum_sum_representation); }, "rule"_a,
        R"(The whole weights and quota of least total weight that represent a weighted rule: a MinimumSumRepresentation.

Its shares weights / sum serve as a power index. Members who can stand in for each other get one weight if that costs nothing. To
12 members; raises ValueError beyond, and where the rule is not weighted.)");
}

void register_weightedness(py::module_& module) {
    using namespace py::literals;

    py::class_<TradingTransform> trade_class(
        module, "TradingTransform",
        "Winning coalitions, and as many losing ones that are made of the same members by trading them.");
    trade_class.def_property_readonly("winning", [](const TradingTransform& t) { return sets_of(t.winning); })
        .def_property_readonly("losing", [](const TradingTransform& t) { return sets_of(t.losing); })
        .def("__repr__", [](const TradingTransform& t) {
            return "TradingTransform(winning=" + repr_of(sets_of(t.winning)) +
                   ", losing=" + repr_of(sets_of(t.losing)) + ")";
        });
    define_pickling<&TradingTransform::winning, &TradingTransform::losing>(trade_class);
    py::class_<Weightedness> weighted_class(module, "Weightedness",
                                            "Weights of a rule, or the proof that it has none; see weightedness.");
    weighted_class
        .def_property_readonly(
            "rule", [](const Weightedness& w) { return w.rule; }, "A WeightedRule; None where there is none.")
        .def_property_readonly(
            "trade", [](const Weightedness& w) { return w.trade; },
            "A TradingTransform, which no weights allow; None where there are weights.")
        .def("__repr__", [](const Weightedness& w) {
            return "Weightedness(rule=" + text_of(w.rule) + ", trade=" + text_of(w.trade) + ")";
        });
    define_pickling<&Weightedness::rule, &Weightedness::trade>(weighted_class);
    module.def(
        "weightedness", [](const py::object& rule) { return solved(decision_of(rule), &weightedness); }, "rule"_a,
        R"(Weights for a rule of any kind, or a trading transform where it has none [taylor_zwicker_1999]: a Weightedness.

The weights are whole numbers, but not the least ones: see minimum_sum_representation. To 12 members; raises ValueError beyond.)");
}

}  // namespace

void register_solutions(py::module_& module) {
    define_nucleolus(
        module, "nucleolus", &nucleolus,
        R"(The nucleolus: the division of one by which the worst-off coalition is best off, then the next [schmeidler_1969].

Array with one share per member; they sum to 1. By linear programs, proved in exact arithmetic. fractions: True for a list with one
fractions.Fraction per member. To 12 members; raises ValueError beyond, and where two members win alone, for whom prenucleolus is
what remains.)");
    define_nucleolus(
        module, "prenucleolus", &prenucleolus,
        R"(The nucleolus over all divisions of one, also those that give a member less than it could take alone.

It differs from nucleolus only where a member wins alone. Arguments and errors as for nucleolus.)");
    register_representation(module);
    register_weightedness(module);
}

}  // namespace stemgewicht::python
