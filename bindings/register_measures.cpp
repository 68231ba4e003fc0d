#include "power_methods.hpp"

#include <pybind11/eigen.h>

#include <type_traits>

namespace stemgewicht::python {

namespace {

/// Defines the index of that name as a function (rule, method, *, fractions, threads) -> array, list of fractions, or
/// PowerEstimates.
void define_index(py::module_& module, const char* name, const char* documentation) {
    using namespace py::literals;
    module.def(
        name,
        [&index = power_index(name)](const py::object& rule, const py::object& method, bool fractions,
                                     std::optional<int> threads) -> py::object {
            const Decision decision = measured(rule);
            const py::object how = threaded(method, threads, decision.is_own());
            if (fractions) return index_fractions_of(decision, index, how);
            return power_values_of(decision, index, how);
        },
        "rule"_a, "method"_a = "auto", py::kw_only(), "fractions"_a = false, "threads"_a = py::none(), documentation);
}

/// Calls work(name, value) for every number of the result.
template <class Work>
void each_field(const Outvoted& risk, const Work& work) {
    work("outvoted", py::cast(risk.outvoted));
    work("overruled", py::cast(risk.overruled));
    work("blocked", py::cast(risk.blocked));
    work("success", py::cast(risk.success));
    work("decisive", py::cast(risk.decisive));
    work("luck", py::cast(risk.luck));
    work("tied", py::cast(risk.tied));
    work("outvoted_if_yes", py::cast(risk.outvoted_if_yes));
    work("outvoted_if_no", py::cast(risk.outvoted_if_no));
    work("outvoted_if_pass", py::cast(risk.outvoted_if_pass));
    work("outvoted_if_fail", py::cast(risk.outvoted_if_fail));
}

template <class R>
inline constexpr bool is_known = std::is_same_v<std::remove_cvref_t<R>, Rule>;

py::object outvoted_of(const py::object& rule, const py::object& position_rule, const py::object& model,
                       const py::object& method, const std::string& ties) {
    const Ties convention = ties_of(ties);
    const Decision decision = measured(rule, "decision");
    const Decision position = decision_of(position_rule, "position");
    const VotingModel votes = model_of(model, decision);
    if (is_simulation(method)) return simulated_outvoted(decision, position, votes, method, convention);
    return py::cast(outvoted(standing_of(decision, position, votes, method), convention));
}

py::object outvoted_members_of(const py::object& rule, const py::object& model, const py::object& method) {
    const Decision decision = measured(rule, "decision");
    const VotingModel votes = model_of(model, decision);
    if (is_simulation(method)) return simulated_outvoted_members(decision, votes, method);
    std::vector<Outvoted> result;
    for (const Standing& standing : member_standings_of(decision, votes, method_of(method, decision.is_own())))
        result.push_back(outvoted(standing));
    return py::cast(result);
}

std::string outvoted_text(const Outvoted& risk) {
    std::string text;
    each_field(risk, [&](const char* name, const py::object& value) {
        text += (text.empty() ? "" : ", ") + std::string(name) + "=" + py::repr(value).cast<std::string>();
    });
    return "Outvoted(" + text + ")";
}

std::string outvoted_html(const Outvoted& risk) {
    std::string text =
        "<table><thead><tr><th>outvoted</th><th style=\"text-align:right\">probability</th></tr></thead><tbody>";
    each_field(risk, [&](const char* name, const py::object& value) {
        const auto shown_value =
            value.is_none() ? std::string("never occurs") : py::str("{:.6g}").format(value).cast<std::string>();
        text += "<tr><td>" + std::string(name) + "</td><td style=\"text-align:right\">" + shown_value + "</td></tr>";
    });
    return text + "</tbody></table>";
}

py::dict outvoted_dict(const Outvoted& risk) {
    py::dict result;
    each_field(risk, [&](const char* name, const py::object& value) { result[name] = value; });
    return result;
}

void register_outvoted(py::module_& module) {
    using namespace py::literals;

    py::class_<Outvoted>(module, "Outvoted",
                         R"(How often a position and the decision part: chances in [0, 1] over motions.

To be outvoted is to disagree with the decision: to be overruled by one that passes, or blocked by one that fails.)")
        .def_readonly("outvoted", &Outvoted::outvoted, "overruled + blocked")
        .def_readonly("overruled", &Outvoted::overruled, "P(passes, position no)")
        .def_readonly("blocked", &Outvoted::blocked, "P(fails, position yes)")
        .def_readonly("success", &Outvoted::success, "1 - outvoted")
        .def_readonly("decisive", &Outvoted::decisive,
                      "P(passes with all holders for) - P(passes with all holders against)")
        .def_readonly("luck", &Outvoted::luck, "success - decisive")
        .def_readonly("tied", &Outvoted::tied, "P(position tied), whatever the convention for ties")
        .def_readonly("outvoted_if_yes", &Outvoted::outvoted_if_yes,
                      "Given that the position is yes; None where it never is.")
        .def_readonly("outvoted_if_no", &Outvoted::outvoted_if_no,
                      "Given that the position is no; None where it never is.")
        .def_readonly("outvoted_if_pass", &Outvoted::outvoted_if_pass,
                      "Given that the motion passes; None where none does.")
        .def_readonly("outvoted_if_fail", &Outvoted::outvoted_if_fail,
                      "Given that the motion fails; None where none does.")
        .def_readonly("standing", &Outvoted::standing, "The joint law that all of this is computed from.")
        .def("as_dict", &outvoted_dict, "The numbers by name, for a row of a table.")
        .def("__repr__", &outvoted_text)
        .def("_repr_html_", &outvoted_html);

    module.def(
        "outvoted", &outvoted_of, "decision"_a, "position"_a, "model"_a = "ic", "method"_a = "auto",
        "ties"_a = "excluded",
        R"(How often the holders of a position are outvoted: the chance that two rules on one electorate disagree.

decision: a rule, or a board for its rule. position: any rule over the same members, such as member_position(i, n) or
group_position(board, ...); it is yes where it wins, no where the members against would win, else tied. Exact carries
weighted positions under any decision and two-tier positions under a weighted one.
method: of the exact ones gives an Outvoted; "monte_carlo", "conditional", MonteCarlo() and Conditional() simulate, and give an
OutvotedEstimate. Conditional takes a weighted position. A rule of your own is simulated by MonteCarlo.
ties: "excluded" leaves tied motions out, "against" takes a tie for a no, "coin" for either with equal chance.
Raises ValueError where the position has other members or can be both for and against, and as pass_probability does.)");
    module.def(
        "outvoted_members", &outvoted_members_of, "decision"_a, "model"_a = "ic", "method"_a = "auto",
        R"(How often each member is outvoted, its position being its own vote: a list with one Outvoted per member.

Where the method simulates: a list with one OutvotedEstimate per member, all on the same draws; a target error is asked of the
chance to be outvoted of every member. Raises ValueError as pass_probability does.)");
}

}  // namespace

Standing standing_of(const Decision& decision, const Decision& position, const VotingModel& model,
                     const py::object& method) {
    const Method how = method_of(method, decision.is_own() || position.is_own());
    const py::gil_scoped_release release;
    const auto compare = [&](const auto& d, const auto& p) {
        if constexpr (is_known<decltype(d)> && is_known<decltype(p)>)
            return outvoted(d, p, model, how, Ties::against).standing;
        else if (const auto* diagram = std::get_if<DecisionDiagram>(&how))
            return outvoted(d, p, model, *diagram, Ties::against).standing;
        else
            return outvoted(d, p, model, Enumerate{}, Ties::against).standing;
    };
    return std::visit(compare, decision.rule, position.rule);
}

Ties ties_of(std::string_view ties) {
    if (ties == "excluded") return Ties::excluded;
    if (ties == "against") return Ties::against;
    if (ties == "coin") return Ties::coin;
    refuse("ties", "excluded, against or coin", "\"" + std::string(ties) + "\"");
}

void register_measures(py::module_& module) {
    using namespace py::literals;

    define_index(module, "banzhaf",
                 R"(Absolute Banzhaf (Penrose) index: swings of i / 2^(n-1) [penrose_1946; banzhaf_1965].

Array with one chance in [0, 1] per member; they do not sum to 1. Exact costs O(members x quota) for a weighted rule, and what
the decision diagram costs for one that is neither weighted nor of two tiers. rule: a rule or a board. method: "auto", "exact",
"decision_diagram", "enumerate", "meet_in_the_middle", Exact(), DecisionDiagram(), Enumerate() or MeetInTheMiddle(); "monte_carlo",
"normal", MonteCarlo() and Normal() give PowerEstimates, which have errors. threads: None for those of the method, 1 for one, 0 for
all cores; results do not depend on it. fractions: True for exact values, a list with one
fractions.Fraction per member, from the swings by size of the coalition; that costs more, and nothing is rounded.
Warns by an ImproperRuleWarning where a set of members and the rest may both win.
Raises ValueError where the method cannot carry the size, and with fractions for a rule of your own, a method other than auto
and exact, and a rule whose counts would be too large.)");
    define_index(module, "banzhaf_normalized",
                 R"(Banzhaf index divided by its sum over the members: a share of the swings.

Array with one share per member; they sum to 1. Arguments, cost and errors as for banzhaf.)");
    define_index(module, "shapley_shubik", R"(Shapley-Shubik index [shapley_shubik_1954; owen_1972].

The integral over p in (0, 1) of the chance that i is decisive when everyone says yes with chance p. Array with one share per
member; they sum to 1. Exact costs O(members^2 x quota). Arguments and errors as for banzhaf.)");
    define_index(module, "coleman_prevent",
                 R"(Power to prevent action: swings of i / number of winning sets [coleman_1971].

Array with one chance in [0, 1] per member. Arguments, cost and errors as for banzhaf.)");
    define_index(module, "coleman_initiate",
                 R"(Power to initiate action: swings of i / number of losing sets [coleman_1971].

Array with one chance in [0, 1] per member. Arguments, cost and errors as for banzhaf.)");
    define_index(
        module, "rae",
        R"(Rae index: chance that the decision agrees with i's vote; 1/2 + banzhaf/2 [rae_1969; dubey_shapley_1979].

Array with one chance in [1/2, 1] per member. Arguments, cost and errors as for banzhaf.)");
    define_index(module, "nevison",
                 R"(Nevison index: chance to pass given that i says yes; winning sets with i / 2^(n-1) [nevison_1979].

Array with one chance in [0, 1] per member; a null member has the chance of any motion. Arguments, cost and errors as for banzhaf.)");
    define_index(module, "koenig_braeuninger",
                 R"(Koenig-Braeuninger inclusiveness: share of the winning sets that i is in [koenig_braeuninger_1998].

Array with one chance in [1/2, 1] per member, 1 for a veto player. Arguments, cost and errors as for banzhaf.)");
    define_index(
        module, "public_help",
        R"(Public help index: winning sets with i, over their sum for all members [bertini_gambarelli_stach_2008].

Array with one share per member; they sum to 1, and null members have a share. Arguments, cost and errors as for banzhaf.)");
    module.def(
        "decisive",
        [](const py::object& rule, const py::object& model, const py::object& method) -> Eigen::ArrayXd {
            const Decision decision = measured(rule);
            const Method how = method_of(method, decision.is_own());
            return index_values(power_index("banzhaf"), member_standings_of(decision, model_of(model, decision), how));
        },
        "rule"_a, "model"_a = "ic", "method"_a = "auto",
        R"(Chance that each member decides: P(pass if i says yes) - P(pass if i says no), the others voting by the model.

Array with one chance per member: banzhaf under "ic", shapley_shubik under "iac". Errors as for pass_probability.)");
    module.def(
        "coleman_collectivity",
        [](const py::object& rule, const py::object& method, bool fractions, std::optional<int> threads) -> py::object {
            const Decision decision = measured(rule);
            const py::object how = is_simulation(method) ? method : threaded(method, threads, decision.is_own());
            if (fractions) return collectivity_fraction_of(decision, how);
            return collectivity_of(decision, how);
        },
        "rule"_a, "method"_a = "auto", py::kw_only(), "fractions"_a = false, "threads"_a = py::none(),
        R"(Power of a collectivity to act: the share of all sets of members that win [coleman_1971].

One number in [0, 1], with fractions=True a fractions.Fraction, with MonteCarlo() an Estimate and with Normal() a Bounded. Arguments, cost and errors as for banzhaf.)");
    py::list names;
    for (const PowerIndex& index : power_index_table) names.append(py::str(std::string(index.name)));
    module.attr("power_index_names") = py::tuple(names);
    register_outvoted(module);
}

}  // namespace stemgewicht::python
