// Simulated values with their errors.

#include "simulation.hpp"

#include <algorithm>
#include <cmath>

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

std::string text_of(const std::optional<Estimate>& estimate) { return estimate ? text_of(*estimate) : "None"; }

/// Calls work(name, estimate) for every estimate of the result.
template <class Work>
void each_field(const OutvotedEstimate& risk, const Work& work) {
    work("outvoted", risk.outvoted);
    work("overruled", risk.overruled);
    work("blocked", risk.blocked);
    work("success", risk.success);
    work("decisive", risk.decisive);
    work("luck", risk.luck);
    work("tied", risk.tied);
    work("pass_probability", risk.pass);
    work("outvoted_if_yes", risk.outvoted_if_yes);
    work("outvoted_if_no", risk.outvoted_if_no);
    work("outvoted_if_pass", risk.outvoted_if_pass);
    work("outvoted_if_fail", risk.outvoted_if_fail);
}

py::dict dict_of(const OutvotedEstimate& risk) {
    py::dict result;
    each_field(risk, [&](const std::string& name, const std::optional<Estimate>& estimate) {
        result[py::str(name)] = estimate ? py::cast(estimate->value) : py::none();
        result[py::str(name + "_error")] = estimate ? py::cast(estimate->error) : py::none();
    });
    result["draws"] = risk.outvoted.draws;
    return result;
}

std::string text_of(const OutvotedEstimate& risk) {
    std::string text;
    each_field(risk, [&](const std::string& name, const auto& estimate) {
        text += (text.empty() ? "" : ", ") + name + "=" + text_of(estimate);
    });
    return "OutvotedEstimate(" + text + (risk.reached ? ")" : ", reached=False)");
}

std::string html_of(const OutvotedEstimate& risk) {
    const std::string right = "<td style=\"text-align:right\">";
    std::string text =
        "<table><thead><tr><th>outvoted</th><th style=\"text-align:right\">probability ± standard error</th></tr>"
        "</thead><tbody>";
    each_field(risk, [&](const std::string& name, const std::optional<Estimate>& estimate) {
        text += "<tr><td>" + name + "</td>" + right + (estimate ? text_of(estimate) : "never occurred") + "</td></tr>";
    });
    return text + "</tbody></table>" + (risk.reached ? "" : "<p>The target error was not reached.</p>");
}

}  // namespace

void register_estimates(py::module_& module) {
    py::class_<Estimate>(module, "Estimate", "A simulated value, its standard error, and the draws behind both.")
        .def_readonly("value", &Estimate::value)
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
    py::class_<OutvotedEstimate>(
        module, "OutvotedEstimate",
        R"(How often a position and the decision part, simulated: an Estimate of each field of Outvoted.

What is given what never occurred on the motions drawn is None.)")
        .def_readonly("outvoted", &OutvotedEstimate::outvoted, "overruled + blocked")
        .def_readonly("overruled", &OutvotedEstimate::overruled, "P(passes, position no)")
        .def_readonly("blocked", &OutvotedEstimate::blocked, "P(fails, position yes)")
        .def_readonly("success", &OutvotedEstimate::success, "1 - outvoted")
        .def_readonly("decisive", &OutvotedEstimate::decisive,
                      "P(passes with all holders for) - P(passes with all holders against)")
        .def_readonly("luck", &OutvotedEstimate::luck, "success - decisive")
        .def_readonly("tied", &OutvotedEstimate::tied, "P(position tied), whatever the convention for ties")
        .def_readonly("pass_probability", &OutvotedEstimate::pass, "P(passes), whatever the convention for ties")
        .def_readonly("outvoted_if_yes", &OutvotedEstimate::outvoted_if_yes, "Given that the position is yes.")
        .def_readonly("outvoted_if_no", &OutvotedEstimate::outvoted_if_no, "Given that the position is no.")
        .def_readonly("outvoted_if_pass", &OutvotedEstimate::outvoted_if_pass, "Given that the motion passes.")
        .def_readonly("outvoted_if_fail", &OutvotedEstimate::outvoted_if_fail, "Given that the motion fails.")
        .def_readonly("reached", &OutvotedEstimate::reached, "Whether the target error was reached, if there was one.")
        .def("as_dict", &dict_of, "Values by name, their standard errors by name_error, and draws: a row of a table.")
        .def("__repr__", [](const OutvotedEstimate& risk) { return text_of(risk); })
        .def("_repr_html_", &html_of);
    py::class_<OutvotedComparison>(module, "OutvotedComparison",
                                   "How often a position is outvoted under two decisions, on the same motions.")
        .def_readonly("first", &OutvotedComparison::first)
        .def_readonly("second", &OutvotedComparison::second)
        .def_readonly("difference", &OutvotedComparison::difference,
                      "The chance to be outvoted under the second less that under the first, with an error of its own.")
        .def_readonly("reached", &OutvotedComparison::reached, "Whether the difference reached the target error.")
        .def("__repr__", [](const OutvotedComparison& c) {
            return "OutvotedComparison(first=" + text_of(c.first.outvoted) + ", second=" + text_of(c.second.outvoted) +
                   ", difference=" + text_of(c.difference) + (c.reached ? ")" : ", reached=False)");
        });
}

}  // namespace stemgewicht::python
