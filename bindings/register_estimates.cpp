// Chances to be outvoted, exact and simulated, and other values with their errors.

#include "fractions.hpp"
#include "pickling.hpp"
#include "simulation.hpp"

#include <pybind11/numpy.h>

#include <algorithm>
#include <cmath>
#include <concepts>

namespace stemgewicht::python {

namespace {

/// The value to the second digit of its error, 0.3352 ± 0.0012 say.
std::string text_of(const Estimate& estimate) {
    const auto format = [](const std::string& how, double value) {
        return py::str("{:" + how + "}").format(value).cast<std::string>();
    };
    if (estimate.draws == 0) return format(".6g", estimate.value) + " (exact)";
    const int digits = estimate.error > 0 ? 1 - static_cast<int>(std::floor(std::log10(estimate.error))) : 6;
    const std::string value = format("." + std::to_string(std::clamp(digits, 0, 16)) + "f", estimate.value);
    return value + " ± " + format(".2g", estimate.error) + " (" + std::to_string(estimate.draws) + " draws)";
}

std::string text_of(const Fraction& value) { return value.str(); }

/// With as many digits as tell it apart.
std::string text_of(double value) { return repr_of(py::float_(value)); }

template <class Number>
std::string text_of(const std::optional<Number>& number) {
    return number ? text_of(*number) : "None";
}

/// What Python shows of an Outvoted of doubles and of one of estimates.
template <class Number>
struct Shown;

template <>
struct Shown<double> {
    static constexpr const char* name = "Outvoted";
    static constexpr const char* documentation =
        R"(How often a position and the decision disagree: chances in [0, 1] over motions.

To be outvoted is to disagree with the decision: to be overruled by one that passes, or blocked by one that fails.)";
    static constexpr const char* row = "The numbers by name, for a row of a table.";
    static constexpr const char* heading = "probability";
    static constexpr const char* never = "never occurs";

    static std::string cell(double value) { return py::str("{:.6g}").format(value).cast<std::string>(); }
    static void add(py::dict& result, const std::string& key, const std::optional<double>& number) {
        result[py::str(key)] = number;
    }
};

template <>
struct Shown<Estimate> {
    static constexpr const char* name = "OutvotedEstimate";
    static constexpr const char* documentation =
        R"(How often a position and the decision disagree, simulated: an Estimate of each field of Outvoted.

What is given what never occurred on the motions drawn is None.)";
    static constexpr const char* row =
        "Values by name, their standard errors by name_error, and draws: a row of a table.";
    static constexpr const char* heading = "probability ± standard error";
    static constexpr const char* never = "never occurred";

    static std::string cell(const Estimate& estimate) { return text_of(estimate); }
    static void add(py::dict& result, const std::string& key, const std::optional<Estimate>& estimate) {
        result[py::str(key)] = estimate ? py::cast(estimate->value) : py::none();
        result[py::str(key + "_error")] = estimate ? py::cast(estimate->error) : py::none();
    }
};

template <>
struct Shown<Fraction> {
    static constexpr const char* name = "OutvotedFractions";
    static constexpr const char* documentation =
        R"(How often a position and the decision disagree, exactly: a fractions.Fraction for each field of Outvoted.

What is given what never occurs is None.)";
    static constexpr const char* row = "The fractions by name, for a row of a table.";
    static constexpr const char* heading = "probability";
    static constexpr const char* never = "never occurs";

    static std::string cell(const Fraction& value) { return value.str(); }
    static void add(py::dict& result, const std::string& key, const std::optional<Fraction>& number) {
        result[py::str(key)] = number;
    }
};

template <class Number>
inline constexpr bool simulated = std::same_as<Number, Estimate>;

/// Calls work(name, field, documentation) for every number of a result.
template <class Number, class Work>
void each_field(const Work& work) {
    using Risk = Outvoted<Number>;
    work("outvoted", &Risk::outvoted, "overruled + blocked");
    work("overruled", &Risk::overruled, "P(passes, position no)");
    work("blocked", &Risk::blocked, "P(fails, position yes)");
    work("success", &Risk::success, "1 - outvoted");
    work("decisive", &Risk::decisive, "P(passes with all holders for) - P(passes with all holders against)");
    work("luck", &Risk::luck, "success - decisive");
    work("tied", &Risk::tied, "P(position tied), whatever the convention for ties");
    if constexpr (!std::same_as<Number, double>)
        work("pass_probability", &Risk::pass, "P(passes), whatever the convention for ties");
    work("outvoted_if_yes", &Risk::outvoted_if_yes, "Given that the position is yes; None where it never is.");
    work("outvoted_if_no", &Risk::outvoted_if_no, "Given that the position is no; None where it never is.");
    work("outvoted_if_pass", &Risk::outvoted_if_pass, "Given that the motion passes; None where none does.");
    work("outvoted_if_fail", &Risk::outvoted_if_fail, "Given that the motion fails; None where none does.");
}

template <class Number>
py::dict dict_of(const Outvoted<Number>& risk) {
    py::dict result;
    each_field<Number>(
        [&](const char* name, auto field, const char*) { Shown<Number>::add(result, name, risk.*field); });
    if constexpr (simulated<Number>) result["draws"] = risk.outvoted.draws;
    return result;
}

template <class Number>
std::string text_of(const Outvoted<Number>& risk) {
    std::string text;
    each_field<Number>([&](const char* name, auto field, const char*) {
        text += (text.empty() ? "" : ", ") + std::string(name) + "=" + text_of(risk.*field);
    });
    return std::string(Shown<Number>::name) + "(" + text + (risk.reached ? ")" : ", reached=False)");
}

template <class Number>
std::string html_of(const Outvoted<Number>& risk) {
    const std::string right = "<td style=\"text-align:right\">";
    std::string text = "<table><thead><tr><th>outvoted</th><th style=\"text-align:right\">" +
                       std::string(Shown<Number>::heading) + "</th></tr></thead><tbody>";
    each_field<Number>([&](const char* name, auto field, const char*) {
        const std::optional<Number> number = risk.*field;
        text += "<tr><td>" + std::string(name) + "</td>" + right +
                (number ? Shown<Number>::cell(*number) : Shown<Number>::never) + "</td></tr>";
    });
    return text + "</tbody></table>" + (risk.reached ? "" : "<p>The target error was not reached.</p>");
}

template <class Number>
void register_outvoted(py::module_& module) {
    using Risk = Outvoted<Number>;
    py::class_<Risk> risk(module, Shown<Number>::name, Shown<Number>::documentation);
    each_field<Number>([&](const char* name, auto field, const char* documentation) {
        risk.def_readonly(name, field, documentation);
    });
    if constexpr (simulated<Number>)
        risk.def_readonly("reached", &Risk::reached, "Whether the target error was reached, if there was one.");
    if constexpr (std::same_as<Number, double>)
        risk.def_readonly("standing", &Risk::standing, "The joint law that all of this is computed from.");
    define_pickling<&Risk::outvoted, &Risk::overruled, &Risk::blocked, &Risk::success, &Risk::decisive, &Risk::luck,
                    &Risk::tied, &Risk::pass, &Risk::outvoted_if_yes, &Risk::outvoted_if_no, &Risk::outvoted_if_pass,
                    &Risk::outvoted_if_fail, &Risk::standing, &Risk::reached>(risk);
    risk.def("as_dict", &dict_of<Number>, Shown<Number>::row)
        .def("__repr__", [](const Risk& shown) { return text_of(shown); })
        .def("_repr_html_", &html_of<Number>);
}

std::string text_of(const PowerEstimates& power) {
    return "PowerEstimates(values=" + repr_of(array_of(power.values)) + ", errors=" + repr_of(array_of(power.errors)) +
           ", draws=" + std::to_string(power.draws) + (power.reached ? ")" : ", reached=False)");
}

void register_values(py::module_& module) {
    py::class_<Estimate> estimate_class(module, "Estimate",
                                        "A simulated value, its standard error, and the draws behind both.");
    estimate_class.def_readonly("value", &Estimate::value)
        .def_readonly("error", &Estimate::error, "Standard error; 0 where exact.")
        .def_readonly("draws", &Estimate::draws, "0 where exact.")
        .def("__float__", [](const Estimate& e) { return e.value; })
        .def("__eq__",
             [](const Estimate& a, const py::object& other) {
                 if (!py::isinstance<Estimate>(other)) return false;
                 const auto& b = other.cast<const Estimate&>();
                 return a.value == b.value && a.error == b.error && a.draws == b.draws;
             })
        .def("__repr__", [](const Estimate& e) { return text_of(e); });
    define_pickling<&Estimate::value, &Estimate::error, &Estimate::draws>(estimate_class);
    py::class_<Bounded> bounded_class(module, "Bounded",
                                      "A value that is within `bound` of the true one, for certain.");
    bounded_class.def_readonly("value", &Bounded::value)
        .def_readonly("bound", &Bounded::bound)
        .def("__float__", [](const Bounded& b) { return b.value; })
        .def("__repr__", [](const Bounded& b) {
            return "Bounded(value=" + repr_of(py::float_(b.value)) + ", bound=" + repr_of(py::float_(b.bound)) + ")";
        });
    define_pickling<&Bounded::value, &Bounded::bound>(bounded_class);
    py::class_<PowerEstimates> power_class(module, "PowerEstimates",
                                           "Values of an index with their errors, one per member.");
    power_class.def_property_readonly("values", [](const PowerEstimates& p) { return array_of(p.values); })
        .def_property_readonly(
            "errors", [](const PowerEstimates& p) { return array_of(p.errors); },
            "Standard errors where the values are simulated; by the normal law bounds that hold for certain.")
        .def_readonly("draws", &PowerEstimates::draws, "Motions behind each value; 0 by the normal law.")
        .def_readonly("reached", &PowerEstimates::reached, "Whether the target error was reached, if there was one.")
        .def("__len__", [](const PowerEstimates& p) { return p.values.size(); })
        .def("__repr__", [](const PowerEstimates& p) { return text_of(p); });
    define_pickling<&PowerEstimates::values, &PowerEstimates::errors, &PowerEstimates::draws, &PowerEstimates::reached>(
        power_class);
}

}  // namespace

void register_estimates(py::module_& module) {
    register_values(module);
    register_outvoted<double>(module);
    register_outvoted<Estimate>(module);
    register_outvoted<Fraction>(module);
    py::class_<OutvotedComparison> comparison_class(
        module, "OutvotedComparison", "How often a position is outvoted under two decisions, on the same motions.");
    comparison_class.def_readonly("first", &OutvotedComparison::first)
        .def_readonly("second", &OutvotedComparison::second)
        .def_readonly("difference", &OutvotedComparison::difference,
                      "The chance to be outvoted under the second less that under the first, with an error of its own.")
        .def_readonly("reached", &OutvotedComparison::reached, "Whether the difference reached the target error.")
        .def("__repr__", [](const OutvotedComparison& c) {
            return "OutvotedComparison(first=" + text_of(c.first.outvoted) + ", second=" + text_of(c.second.outvoted) +
                   ", difference=" + text_of(c.difference) + (c.reached ? ")" : ", reached=False)");
        });
    define_pickling<&OutvotedComparison::first, &OutvotedComparison::second, &OutvotedComparison::difference,
                    &OutvotedComparison::reached>(comparison_class);
}

}  // namespace stemgewicht::python
