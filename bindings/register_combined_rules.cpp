#include "pickling.hpp"

#include <stemgewicht/rules/combined.hpp>
#include <stemgewicht/rules/transform.hpp>

#include <pybind11/operators.h>

#include <algorithm>

namespace stemgewicht::python {

namespace {

py::object rule_object(const Boxed<Rule>& rule) { return py::cast(*rule); }

std::vector<Rule> rules_of(const py::iterable& rules) {
    std::vector<Rule> result;
    for (const py::handle& rule : rules) result.push_back(inner_rule_of(rule, element("rules", result.size())).rule);
    return result;
}

template <class R>
R checked(R rule) {
    check(rule);
    return rule;
}

/// A number of members or votes. Throws std::invalid_argument below 1.
std::size_t positive(py::ssize_t count, std::string_view field) {
    if (count < 1) refuse(field, "1 or more", count);
    return static_cast<std::size_t>(count);
}

CombinedRule combined_from(const py::object& top, const py::iterable& parts, std::optional<py::ssize_t> members) {
    CombinedRule rule{
        .members = members ? positive(*members, "members") : 0, .top = inner_rule_of(top, "top").rule, .parts = {}};
    constexpr std::size_t any = std::size_t{1} << 48;  // what a part may name is checked with the whole
    for (const py::handle& part : parts) {
        const std::string field = element("rule.parts", rule.parts.size());
        if (!py::isinstance<py::sequence>(part) || py::isinstance<py::str>(part) || py::len(part) != 2)
            throw py::type_error(field + ": must be a pair of members and their rule, got " + shown(part));
        const py::object voters = part[py::int_(0)], inner = part[py::int_(1)];
        rule.parts.push_back({.members = members_of(voters, any, nullptr, field + ".members"),
                              .rule = inner_rule_of(inner, field + ".rule").rule});
        if (!members)
            for (const std::size_t member : rule.parts.back().members)
                rule.members = std::max(rule.members, member + 1);
    }
    return checked(std::move(rule));
}

py::list parts_of(const CombinedRule& rule) {
    py::list parts;
    for (const Part& part : rule.parts) parts.append(py::make_tuple(part.members, rule_object(part.rule)));
    return parts;
}

CoalitionRule listed_rule(py::ssize_t members, const py::iterable& coalitions) {
    const std::size_t count = positive(members, "members");
    std::vector<std::vector<std::size_t>> sets;
    for (const py::handle& coalition : coalitions)
        sets.push_back(members_of(coalition, count, nullptr, element("coalitions", sets.size())));
    CoalitionList list = coalition_rule(count, sets);
    if (list.dropped > 0) {
        const std::string text = "coalitions: " + std::to_string(list.dropped) + " of " + std::to_string(sets.size()) +
                                 " contain another one of the list and were left out";
        if (PyErr_WarnEx(PyExc_UserWarning, text.c_str(), 1) != 0) throw py::error_already_set();
    }
    return std::move(list.rule);
}

std::vector<std::vector<std::size_t>> lists_of(const CoalitionRule& rule) {
    std::vector<std::vector<std::size_t>> lists;
    for (const Coalition& set : rule.minimal_winning) lists.push_back(stemgewicht::members_of(set));
    return lists;
}

IncompatibleRule incompatible_from(const py::object& rule, const py::object& pairs) {
    InnerRule inner = inner_rule_of(rule);
    std::vector<Pair> checked_pairs = pairs_of(pairs, member_count(inner.rule), inner.board, "pairs");
    return checked(IncompatibleRule{.rule = std::move(inner.rule), .pairs = std::move(checked_pairs)});
}

RestrictedRule restricted_from(const py::object& rule, const py::object& edges) {
    InnerRule inner = inner_rule_of(rule);
    std::vector<Pair> checked_edges = pairs_of(edges, member_count(inner.rule), inner.board, "edges");
    return checked(RestrictedRule{.rule = std::move(inner.rule), .edges = std::move(checked_edges)});
}

/// What every rule of this file has; `content` gives the arguments that make it anew.
template <class R, class Content>
void define_common(py::class_<R>& type, const Content& content) {
    type.def_property_readonly("member_count", &R::member_count)
        .def("wins", &wins_for<R>, py::arg("yes_voters"),
             "Whether a motion passes if exactly these members, by number, say yes.")
        .def(py::self == py::self)
        .def("__reduce__", remade<R>(content))
        .def("__repr__", [content](const R& r) {
            const auto name = py::type::of<R>().attr("__name__").template cast<std::string>();
            std::string text;
            for (const py::handle& argument : content(r)) text += (text.empty() ? "" : ", ") + repr_of(argument);
            return name + "(" + text + ")";
        });
}

void register_rules_of_rules(py::module_& module) {
    using namespace py::literals;

    py::class_<CombinedRule> combined(module, "CombinedRule",
                                      R"(A rule over the outcomes of other rules, to any depth [shapley_1962].

top: a rule with one vote for each part, which is cast as the part decides.
parts: pairs of members and their rule; the members, by number, cast the votes of the rule in that order. Parts may share
    members (a double majority), share none (councils), and give one member several of their votes (a bloc).
members: how many there are in all; up to the last one that a part names if not given.
A board stands for its rule. Raises ValueError unless each part has one member for each of its votes, and all are valid.)");
    combined.def(py::init(&combined_from), "top"_a, "parts"_a, "members"_a = py::none())
        .def_property_readonly("top", [](const CombinedRule& r) { return rule_object(r.top); })
        .def_property_readonly("parts", &parts_of, "Pairs of members and their rule.");
    define_common(combined,
                  [](const CombinedRule& r) { return py::make_tuple(rule_object(r.top), parts_of(r), r.members); });

    py::class_<IncompatibleRule> incompatible(
        module, "IncompatibleRule",
        R"(Members who never vote together: a set passes a motion if some part of it without such a pair does
[bergantinos_carreras_garcia_jurado_1993].

rule: a rule or a board. pairs: of members by number, or by name where a board is given.
Raises ValueError for an unknown member, one paired with itself, and where no motion could pass.)");
    incompatible.def(py::init(&incompatible_from), "rule"_a, "pairs"_a)
        .def_property_readonly("rule", [](const IncompatibleRule& r) { return rule_object(r.rule); })
        .def_property_readonly("pairs", [](const IncompatibleRule& r) { return r.pairs; });
    define_common(incompatible, [](const IncompatibleRule& r) { return py::make_tuple(rule_object(r.rule), r.pairs); });

    py::class_<RestrictedRule> restricted(
        module, "RestrictedRule",
        R"(Who can talk with whom: a set passes a motion if one of its connected components on the graph does [myerson_1977].

rule: a rule or a board. edges: pairs of members by number, or by name where a board is given; or an object with `edges`, such
as a networkx graph. Raises ValueError for an unknown member, an edge to itself, and where no motion could pass.)");
    restricted.def(py::init(&restricted_from), "rule"_a, "edges"_a)
        .def_property_readonly("rule", [](const RestrictedRule& r) { return rule_object(r.rule); })
        .def_property_readonly("edges", [](const RestrictedRule& r) { return r.edges; });
    define_common(restricted, [](const RestrictedRule& r) { return py::make_tuple(rule_object(r.rule), r.edges); });
}

void register_functions(py::module_& module) {
    using namespace py::literals;

    module.def(
        "all_of", [](const py::iterable& rules) { return checked(all_of(rules_of(rules))); }, "rules"_a,
        "The rule by which a motion passes if it does under all of the rules, which have the same members: a double or "
        "triple majority. A CombinedRule. Raises ValueError where their members differ in number.");
    module.def(
        "any_of", [](const py::iterable& rules) { return checked(any_of(rules_of(rules))); }, "rules"_a,
        "The rule by which a motion passes if it does under one of the rules, which have the same members. A "
        "CombinedRule.");
    module.def(
        "at_least",
        [](py::ssize_t needed, const py::iterable& list) {
            std::vector<Rule> rules = rules_of(list);
            if (!rules.empty() && (needed < 1 || static_cast<std::size_t>(needed) > rules.size()))
                refuse("needed", "1.." + std::to_string(rules.size()), needed);
            return checked(at_least(static_cast<std::size_t>(needed), std::move(rules)));
        },
        "needed"_a, "rules"_a,
        "The rule by which a motion passes if it does under so many of the rules, which have the same members. A "
        "CombinedRule.");
    module.def(
        "merged",
        [](const py::object& rule, const py::object& bloc) {
            const InnerRule inner = inner_rule_of(rule);
            return merged(inner.rule, members_of(bloc, member_count(inner.rule), inner.board, "bloc"));
        },
        "rule"_a, "bloc"_a,
        R"(The rule when some members vote as one bloc, which takes the place of the first of them; those behind move up.

bloc: members by number, or by name where a board is given. A weighted rule stays one. Raises ValueError for an empty bloc and an
unknown or repeated member.)");
    module.def(
        "split",
        [](const py::object& rule, const py::object& member, const py::object& inner) {
            const InnerRule outer = inner_rule_of(rule);
            const std::size_t place = member_of(member, member_count(outer.rule), outer.board, "member");
            return split(outer.rule, place, inner_rule_of(inner, "inner").rule);
        },
        "rule"_a, "member"_a, "inner"_a,
        R"(The rule when one member is replaced by several, whose votes follow the rule `inner`.

They take its place, and the members behind it move back. Raises ValueError for an unknown member.)");
    module.def(
        "split_weight",
        [](const py::object& rule, const py::object& member, const py::object& weights) {
            const InnerRule outer = inner_rule_of(rule);
            const auto* weighted = std::get_if<WeightedRule>(&outer.rule);
            if (!weighted)
                throw py::type_error("rule: must be a WeightedRule, or a board with one, got " +
                                     shown(py::type::of(rule)));
            const ScaledWeights parts = weights_of(weights);
            if (!parts.scale.is_whole())
                refuse("weights", "whole numbers, as the weights of the rule are", shown(weights));
            return split_weight(*weighted, member_of(member, weighted->member_count(), outer.board, "member"),
                                parts.weights);
        },
        "rule"_a, "member"_a, "weights"_a,
        R"(A weighted rule when one member is replaced by several who vote freely, each with its own part of the weight.

weights: whole numbers with the weight of the member as their sum; ValueError otherwise.)");
    module.def(
        "unions_of",
        [](const py::object& rule, const py::object& unions) { return unions_of(unions, decision_of(rule)); }, "rule"_a,
        "unions"_a, "The Grouping that an argument `unions` stands for; see owen.");
    module.def(
        "quotient_rule",
        [](const py::object& rule, const py::object& unions) {
            const Decision decision = decision_of(rule);
            return quotient_rule(decision.known(), unions_of(unions, decision));
        },
        "rule"_a, "unions"_a,
        R"(The rule between a-priori unions, each voting as one: a rule over the unions, in their order.

unions: see owen. Any index of it is that of the unions. Raises ValueError unless the unions are a partition of the members.)");
}

}  // namespace

void register_combined_rules(py::module_& module) {
    using namespace py::literals;

    py::class_<CoalitionRule> listed(
        module, "CoalitionRule",
        R"(A rule given by its winning coalitions: a set passes a motion if it contains one of them.

members: how many there are. coalitions: lists of members by number. Those that contain another one of the list are left out, and
a UserWarning says how many. Raises ValueError where the list or one of its coalitions is empty, and for an unknown or
repeated member.)");
    listed.def(py::init(&listed_rule), "members"_a, "coalitions"_a)
        .def_property_readonly("minimal_winning", &lists_of,
                               "Lists of members, the smallest first; none contains another.");
    define_common(listed, [](const CoalitionRule& r) { return py::make_tuple(r.members, lists_of(r)); });
    register_rules_of_rules(module);
    register_functions(module);
}

}  // namespace stemgewicht::python
