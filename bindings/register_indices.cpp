#include "common.hpp"

#include <stemgewicht/measures/coalitional.hpp>
#include <stemgewicht/measures/graph.hpp>
#include <stemgewicht/measures/index.hpp>
#include <stemgewicht/measures/minimal_winning.hpp>

#include <pybind11/eigen.h>

#include <array>
#include <utility>

namespace stemgewicht::python {

namespace {

Eigen::ArrayXd array_of(const std::vector<double>& values) {
    return Eigen::Map<const Eigen::ArrayXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// Refuses the decision diagram for a rule of Python, of which only plain enumeration knows unions and graphs.
void check_enumerated(const Method& method) {
    if (!std::holds_alternative<Enumerate>(method))
        refuse("method", "auto or enumerate for unions or a graph and a rule of your own", method_name(method));
}

Eigen::ArrayXd union_values_of(const Decision& decision, const UnionIndex& index, const Grouping& unions,
                               const Method& method) {
    const py::gil_scoped_release release;
    if (const auto* known = std::get_if<Rule>(&decision.rule)) return union_index_values(index, *known, unions, method);
    check_enumerated(method);
    return array_of(
        union_values(std::get<AskedRule>(decision.rule), unions, index.order_between, index.order_inside, Enumerate{}));
}

Eigen::ArrayXd graph_values_of(const Decision& decision, bool by_order, const std::vector<Pair>& edges,
                               const Method& method) {
    const py::gil_scoped_release release;
    if (const auto* known = std::get_if<Rule>(&decision.rule))
        return graph_index_values(by_order, *known, edges, method);
    check_enumerated(method);
    return array_of(graph_values(std::get<AskedRule>(decision.rule), edges, by_order, Enumerate{}));
}

/// Defines the index of that name as a function (rule, method, *, fractions) -> array or list of fractions.
void define_set_index(py::module_& module, const char* name, const char* documentation) {
    using namespace py::literals;
    module.def(
        name,
        [&index = *find_set_index(name)](const py::object& rule, const py::object& method,
                                         bool fractions) -> py::object {
            const Decision decision = measured(rule);
            if (fractions) return set_index_fractions_of(decision, index, method);
            return py::cast(with_rule(decision, method_of(method, decision.is_own()),
                                      [&](const auto& r, const auto& m) { return set_index_values(index, r, m); }));
        },
        "rule"_a, "method"_a = "auto", py::kw_only(), "fractions"_a = false, documentation);
}

/// The same with (rule, unions, method, *, fractions).
void define_union_index(py::module_& module, const char* name, const char* documentation) {
    using namespace py::literals;
    module.def(
        name,
        [&index = *find_union_index(name)](const py::object& rule, const py::object& unions, const py::object& method,
                                           bool fractions) -> py::object {
            const Decision decision = measured(rule);
            const Grouping grouping = unions_of(unions, decision);
            if (fractions) return union_index_fractions_of(decision, index, grouping, method);
            return py::cast(union_values_of(decision, index, grouping, method_of(method, decision.is_own())));
        },
        "rule"_a, "unions"_a, "method"_a = "auto", py::kw_only(), "fractions"_a = false, documentation);
}

/// The same with (rule, edges, method, *, fractions).
void define_graph_index(py::module_& module, const char* name, bool by_order, const char* documentation) {
    using namespace py::literals;
    module.def(
        name,
        [by_order](const py::object& rule, const py::object& edges, const py::object& method,
                   bool fractions) -> py::object {
            const Decision decision = measured(rule);
            const std::vector<Pair> pairs = pairs_of(edges, decision.member_count(), decision.board, "edges");
            if (fractions) return graph_index_fractions_of(decision, by_order, pairs, method);
            return py::cast(graph_values_of(decision, by_order, pairs, method_of(method, decision.is_own())));
        },
        "rule"_a, "edges"_a, "method"_a = "auto", py::kw_only(), "fractions"_a = false, documentation);
}

void register_set_indices(py::module_& module) {
    define_set_index(
        module, "deegan_packel",
        R"(Deegan-Packel index: the mean over the minimal winning coalitions of 1/size [deegan_packel_1978].

Array with one share per member; they sum to 1. Not monotone in the weights: read it beside others. Exact costs
O(members^2 x quota) for a weighted rule, and goes by the decision diagram for others. Arguments and errors as for banzhaf.)");
    define_set_index(
        module, "public_good",
        R"(Public good index: minimal winning coalitions with i, over their sum for all members [holler_packel_1983].

Array with one share per member; they sum to 1. Not monotone in the weights. Exact costs O(members x quota) for a weighted rule.
Arguments and errors as for banzhaf.)");
    define_set_index(module, "johnston",
                     R"(Johnston index: each winning coalition divides one among its critical members [johnston_1978].

Array with one share per member; they sum to 1, also where one member wins alone. Exact costs
O(members^2 x (quota + largest weight)) for a weighted rule, and visits all sets, to 28 members, for another and with fractions.
Arguments and errors as for banzhaf.)");
    define_set_index(module, "shift",
                     R"(Shift index: public_good on the shift-minimal coalitions [alonso_meijide_freixas_2010].

These are the minimal winning ones that lose when a member gives way to a strictly less desirable one. Array with one share per
member; they sum to 1. Arguments and errors as for banzhaf.)");
    define_set_index(
        module, "shift_deegan_packel",
        R"(Shift Deegan-Packel index: deegan_packel on the shift-minimal coalitions [alonso_meijide_freixas_2010].

Array with one share per member; they sum to 1. Arguments and errors as for banzhaf.)");
}

void register_union_indices(py::module_& module) {
    define_union_index(module, "owen",
                       R"(Owen value: Shapley between a-priori unions and inside them [owen_1977].

The double integral of the chance to be decisive when the other unions say yes with one common chance and the members of the own
one with another. Array with one share per member; they sum to 1. With every member a union of its own, or all in one, it is
shapley_shubik.
unions: a list with the label of each member's union; a list of lists of members, by number, or by name where a board is given;
the name of a grouping where a board is given; or a Grouping. Other arguments as for banzhaf.
Raises ValueError, naming the member, unless the unions are a partition of the members, and as banzhaf does.)");
    define_union_index(module, "banzhaf_owen",
                       R"(Banzhaf-Owen value: Banzhaf between a-priori unions and inside them [owen_1982].

Array with one chance per member. With every member a union of its own it is banzhaf. Arguments and errors as for owen.)");
    define_union_index(
        module, "symmetric_coalitional_banzhaf",
        R"(Symmetric coalitional Banzhaf value: Banzhaf between unions, Shapley inside [alonso_meijide_fiestras_2002].

Array with one chance per member; those of a union sum to its banzhaf in quotient_rule. Arguments and errors as for owen.)");
    define_union_index(
        module, "amer_carreras_gimenez",
        R"(Amer-Carreras-Gimenez value: Shapley between unions, Banzhaf inside [amer_carreras_gimenez_2002].

Array with one chance per member. Arguments and errors as for owen.)");
}

}  // namespace

void register_indices(py::module_& module) {
    register_set_indices(module);
    register_union_indices(module);
    define_graph_index(module, "myerson", true,
                       R"(Myerson value: Shapley value of the game on a graph of who can talk with whom [myerson_1977].

In that game a set is worth what its connected components are worth together. Array with one value per member; those of each
component of the graph sum to what it is worth. On the complete graph it is shapley_shubik.
edges: pairs of members, by number, or by name where a board is given; or an object with `edges`, such as a networkx graph. Other
arguments as for banzhaf. Cheap where few of the members asked have neighbours to come.
Raises ValueError for an edge to an unknown member or to itself, and as banzhaf does.)");
    define_graph_index(module, "graph_banzhaf", false,
                       R"(Banzhaf value of the game on a graph [owen_1986]. On the complete graph it is banzhaf.

Array with one value per member. Arguments and errors as for myerson.)");
    constexpr std::array<const char*, 6> kinds{"votes", "whole", "sets", "unions", "graph", "solution"};
    py::dict index_kinds;
    for (const IndexName& index : index_names)
        index_kinds[py::str(std::string(index.name))] = kinds.at(static_cast<std::size_t>(index.kind));
    module.attr("index_kinds") = index_kinds;
}

}  // namespace stemgewicht::python
