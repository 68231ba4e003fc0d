// Power indices: a function of Python for each row of index_table.

#include "simulation.hpp"

#include <pybind11/eigen.h>

#include <algorithm>
#include <type_traits>

namespace stemgewicht::python {

namespace {

using namespace py::literals;

// What the indices of a kind have in common: their arguments and errors.

constexpr std::string_view about_votes =
    R"(rule: a rule or a board. method: "auto", "exact", "decision_diagram", "enumerate", "meet_in_the_middle", Exact(),
DecisionDiagram(), Enumerate() or MeetInTheMiddle(); "monte_carlo", "normal", "fourier", MonteCarlo(), Normal() and Fourier() give
PowerEstimates, which have errors. Unless told otherwise exact costs O(members x quota) for a weighted rule, and what the decision diagram
costs for one that is neither weighted nor of two tiers. threads: None for those of the method, 1 for one, 0 for all cores;
results do not depend on it. fractions: True for exact values, a list with one fractions.Fraction per member, from the swings
by size of the coalition; that costs more, and nothing is rounded. Else an array with one double per member.
Warns by an ImproperRuleWarning where a set of members and the rest may both win.
Raises ValueError where the method cannot carry the size, and with fractions for a rule of your own, a method other than auto
and exact, and a rule whose counts would be too large.)";

constexpr std::string_view about_whole =
    R"(With fractions=True a fractions.Fraction; "monte_carlo", "conditional", MonteCarlo() and Conditional() give an Estimate,
"normal", "fourier", Normal() and Fourier() a Bounded. Other arguments, cost and errors as for banzhaf.)";

constexpr std::string_view about_sets =
    R"(Array with one share per member, with fractions=True a list of fractions.Fraction. method: "auto", "exact",
"decision_diagram" or "enumerate", or one of these as an object. Other arguments and errors as for banzhaf.)";

constexpr std::string_view about_unions =
    R"(Array with one value per member, with fractions=True a list of fractions.Fraction.
unions: a list with the label of each member's union; a list of lists of members, by number, or by name where a board is given;
the name of a grouping where a board is given; or a Grouping. Other arguments as for deegan_packel.
Raises ValueError, naming the member, unless the unions are a partition of the members, and as banzhaf does.)";

constexpr std::string_view about_graphs =
    R"(Array with one value per member, with fractions=True a list of fractions.Fraction. In the game on a graph a set is worth
what its connected components are worth together. Cheap where few of the members asked have neighbours to come.
edges: pairs of members, by number, or by name where a board is given; or an object with `edges`, such as a networkx graph. Other
arguments as for deegan_packel.
Raises ValueError for an edge to an unknown member or to itself, and as banzhaf does.)";

/// A text with its words in lines of 120 characters.
std::string in_lines(std::string_view text) {
    constexpr std::size_t width = 120;
    std::string lines;
    while (text.size() > width) {
        const std::size_t space = text.rfind(' ', width);
        if (space == std::string_view::npos) break;
        lines += std::string(text.substr(0, space)) + "\n";
        text.remove_prefix(space + 1);
    }
    return lines + std::string(text);
}

std::string documentation(const IndexText& text, std::string_view about_kind) {
    return in_lines(std::string(text.details) + " [" + std::string(text.sources) + "]") + "\n\n" +
           std::string(about_kind);
}

py::object simulated_values(const VoteIndex& index, const Rule& rule, const MonteCarlo& method) {
    const std::string name(index.text.name);
    const EstimatedPower power = [&] {
        const py::gil_scoped_release release;
        return estimated_power(std::span(&name, 1), rule, method);
    }();
    PowerEstimates result{.values = {}, .errors = {}, .draws = method.samples, .reached = power.reached};
    for (const Estimate& estimate : power.values.front()) {
        result.values.push_back(estimate.value);
        result.errors.push_back(estimate.error);
        result.draws = estimate.draws;
    }
    if (!power.reached) warn_unless_reached(false, method, std::ranges::max(result.errors));
    return py::cast(std::move(result));
}

template <class M>
py::object bounded_values(const VoteIndex& index, const Rule& rule, const M& method) {
    const std::vector<Bounded> values = [&] {
        const py::gil_scoped_release release;
        return index(rule, method);
    }();
    PowerEstimates result;
    for (const Bounded& value : values) {
        result.values.push_back(value.value);
        result.errors.push_back(value.bound);
    }
    return py::cast(std::move(result));
}

/// The values of an index of any kind, with what else it takes.
template <class Index, class... Given>
py::object plain_values(const Index& index, const Rule& rule, const Given&... given) {
    const Eigen::ArrayXd values = [&] {
        const py::gil_scoped_release release;
        const auto work = [&]() -> Eigen::ArrayXd { return index(rule, given...); };
        return std::is_same_v<Index, VoteIndex> ? work() : advising_exact(work);
    }();
    return py::cast(values);
}

// The functions of Python, one overload for each kind of index.

void define(py::module_& module, const VoteIndex& index, const char* name) {
    module.def(
        name,
        [&index](const py::object& rule, const py::object& method, bool fractions,
                 std::optional<int> threads) -> py::object {
            const Decision decision = measured(rule);
            if (fractions) return fractions_of(index, decision, method, threads);
            const Method how = threaded(method_of(method, decision.is_own()), threads);
            if (const auto* motions = std::get_if<MonteCarlo>(&how))
                return simulated_values(index, decision.rule, *motions);
            if (const auto* normal = std::get_if<Normal>(&how)) return bounded_values(index, decision.rule, *normal);
            if (const auto* waves = std::get_if<Fourier>(&how)) return bounded_values(index, decision.rule, *waves);
            return plain_values(index, decision.rule, how);
        },
        "rule"_a, "method"_a = "auto", py::kw_only(), "fractions"_a = false, "threads"_a = py::none(),
        documentation(index.text, about_votes).c_str());
}

void define(py::module_& module, const WholeIndex& index, const char* name) {
    module.def(
        name,
        [&index](const py::object& rule, const py::object& method, bool fractions,
                 std::optional<int> threads) -> py::object {
            const Decision decision = measured(rule);
            if (fractions) return fraction_of(index, decision, method, threads);
            const bool of_a_share =
                index.quantity == WholeQuantity::winning_share || index.quantity == WholeQuantity::winning;
            const Method how =
                threaded(of_a_share ? method_of(method, decision.is_own()) : exact_method_of(method, decision.is_own()),
                         threads);
            const auto value_by = [&](const auto& way) {
                const auto value = [&] {
                    const py::gil_scoped_release release;
                    const auto work = [&] { return index(decision.rule, way); };
                    return of_a_share ? work() : advising_exact(work);
                }();
                return py::cast(value);
            };
            if (const auto* normal = std::get_if<Normal>(&how)) return value_by(*normal);
            if (const auto* waves = std::get_if<Fourier>(&how)) return value_by(*waves);
            if (index.quantity == WholeQuantity::winning_share) return pass_probability_of(decision, ic(), how);
            if (const auto* motions = std::get_if<MonteCarlo>(&how)) return value_by(*motions);
            return value_by(how);
        },
        "rule"_a, "method"_a = "auto", py::kw_only(), "fractions"_a = false, "threads"_a = py::none(),
        documentation(index.text, about_whole).c_str());
}

void define(py::module_& module, const SetIndex& index, const char* name) {
    module.def(
        name,
        [&index](const py::object& rule, const py::object& method, bool fractions) -> py::object {
            const Decision decision = measured(rule);
            if (fractions) return fractions_of(index, decision, method);
            if (index.portion == SetPortion::by_weight && decision.is_own())  // the rule is what is refused
                return plain_values(index, decision.rule, Method(Exact{}));
            if (index.portion == SetPortion::by_weight && is_simulation(method_of(method)))
                refuse("method", "auto, exact or enumerate for this", repr_of(method));
            return plain_values(index, decision.rule, exact_method_of(method, decision.is_own()));
        },
        "rule"_a, "method"_a = "auto", py::kw_only(), "fractions"_a = false,
        documentation(index.text, about_sets).c_str());
}

/// The method of an index of unions or on a graph: a rule of Python is only enumerated for these.
Method method_of_parts(const py::object& method, const Decision& decision) {
    const bool automatic = py::isinstance<py::str>(method) && unicode_text(method, "method") == "auto";
    if (!decision.is_own() || automatic) return exact_method_of(method, decision.is_own());
    const Method how = method_of(method);
    if (!std::holds_alternative<Enumerate>(how))
        refuse_method(how, "auto or enumerate for unions or a graph and a rule of your own");
    return how;
}

void define(py::module_& module, const UnionIndex& index, const char* name) {
    module.def(
        name,
        [&index](const py::object& rule, const py::object& unions, const py::object& method,
                 bool fractions) -> py::object {
            const Decision decision = measured(rule);
            const Grouping grouping = unions_of(unions, decision);
            if (fractions) return fractions_of(index, decision, grouping, method);
            return plain_values(index, decision.rule, grouping, method_of_parts(method, decision));
        },
        "rule"_a, "unions"_a, "method"_a = "auto", py::kw_only(), "fractions"_a = false,
        documentation(index.text, about_unions).c_str());
}

void define(py::module_& module, const GraphIndex& index, const char* name) {
    module.def(
        name,
        [&index](const py::object& rule, const py::object& edges, const py::object& method,
                 bool fractions) -> py::object {
            const Decision decision = measured(rule);
            const std::vector<Pair> pairs = pairs_of(edges, decision.member_count(), decision.board, "edges");
            if (fractions) return fractions_of(index, decision, pairs, method);
            return plain_values(index, decision.rule, pairs, method_of_parts(method, decision));
        },
        "rule"_a, "edges"_a, "method"_a = "auto", py::kw_only(), "fractions"_a = false,
        documentation(index.text, about_graphs).c_str());
}

/// These are functions of their own, with answers of their own: register_solutions.
void define(py::module_&, const SolutionIndex&, const char*) {}

}  // namespace

void register_indices(py::module_& module) {
    py::list names, names_of_votes;
    py::dict kinds;
    for (const Index& index : index_table) {
        const std::string name(text_of(index).name);
        std::visit([&](const auto& one) { define(module, one, name.c_str()); }, index);
        names.append(name);
        if (std::holds_alternative<VoteIndex>(index)) names_of_votes.append(name);
        kinds[py::str(name)] = std::string(index_kind(index));
    }
    module.attr("index_names") = py::tuple(names);
    module.attr("power_index_names") = py::tuple(names_of_votes);
    module.attr("index_kinds") = kinds;
    module.def(
        "decisive",
        [](const py::object& rule, const py::object& model, const py::object& method) {
            const Decision decision = measured(rule);
            const Method how = exact_method_of(method, decision.is_own());
            const VotingModel votes = model_of(model, decision);
            const py::gil_scoped_release release;
            return advising_exact([&] { return decisive(decision.rule, votes, how); });
        },
        "rule"_a, "model"_a = "ic", "method"_a = "auto",
        R"(Chance that each member decides: P(pass if i says yes) - P(pass if i says no), the others voting by the model.

Array with one chance per member: banzhaf under "ic", shapley_shubik under "iac". Errors as for pass_probability.)");
}

}  // namespace stemgewicht::python
