#include "common.hpp"

namespace stemgewicht::python {

Method method_of(const py::object& method, bool own_rule) {
    if (py::isinstance<DecisionDiagram>(method)) return method.cast<DecisionDiagram>();
    if (py::isinstance<Enumerate>(method)) return Enumerate{};
    if (is_simulation(method)) refuse("method", "auto, exact, decision_diagram or enumerate for this", repr_of(method));
    const bool exact = py::isinstance<Exact>(method);
    if (!exact && !py::isinstance<py::str>(method))
        throw py::type_error(
            "method: must be Exact(), DecisionDiagram(), Enumerate() or a text such as \"auto\", got " +
            shown(py::type::of(method)));
    const std::string text = exact ? "exact" : method.cast<std::string>();
    if (text == "decision_diagram") return DecisionDiagram{};
    if (text == "enumerate" || (own_rule && text == "auto")) return Enumerate{};
    if (own_rule && text == "exact")
        refuse("method", "auto, enumerate or decision_diagram for a rule of your own", "exact");
    if (exact) return method.cast<Exact>();
    if (text == "auto" || text == "exact") return Exact{};
    refuse("method", "auto, exact, decision_diagram or enumerate", "\"" + text + "\"");
}

double pass_probability_of(const Decision& decision, const VotingModel& model, const Method& method) {
    return with_rule(decision, method,
                     [&](const auto& rule, const auto& how) { return pass_probability(rule, model, how); });
}

std::vector<Standing> member_standings_of(const Decision& decision, const VotingModel& model, const Method& method) {
    return with_rule(decision, method,
                     [&](const auto& rule, const auto& how) { return member_standings(rule, model, how); });
}

std::vector<Standing> position_standings_of(const Decision& decision, const std::vector<WeightedRule>& positions,
                                            const VotingModel& model, const Method& method) {
    return with_rule(decision, method, [&](const auto& rule, const auto& how) {
        return position_standings(rule, std::span<const WeightedRule>(positions), model, how);
    });
}

void register_methods(py::module_& module) {
    using namespace py::literals;

    py::class_<Exact>(module, "Exact",
                      R"(Exact answers by the best way for each rule of the library, under every model.

Weighted and composite rules are counted, of any number of members as far as the tables fit; others go by their decision diagram.
memory: bytes that tables may take. maximum_nodes: combinations of nodes, where the groups of a model cross the blocks of a
rule. threads: None or 1 for one, 0 for all cores. every_node: under iac, the number of nodes that is exact, where fewer leave out
rounding alone. The only error is that of rounding. Measures raise ValueError where the tables exceed these limits.)")
        .def(py::init(
                 [](const py::object& memory, const py::object& nodes, std::optional<int> threads, bool every_node) {
                     if (threads.value_or(1) < 0)
                         refuse("threads", "0 for all cores, or the number of threads", *threads);
                     return Exact{.memory = count_of(memory, "memory", "0 or more bytes"),
                                  .maximum_nodes = count_of(nodes, "maximum_nodes", "0 or more"),
                                  .threads = threads.value_or(1),
                                  .every_node = every_node};
                 }),
             py::kw_only(), "memory"_a = Exact{}.memory, "maximum_nodes"_a = Exact{}.maximum_nodes, "threads"_a = 1,
             "every_node"_a = false)
        .def_readonly("memory", &Exact::memory)
        .def_readonly("maximum_nodes", &Exact::maximum_nodes)
        .def_readonly("threads", &Exact::threads)
        .def_readonly("every_node", &Exact::every_node)
        .def("__repr__", [](const Exact& m) {
            return "Exact(memory=" + std::to_string(m.memory) + ", maximum_nodes=" + std::to_string(m.maximum_nodes) +
                   ", threads=" + std::to_string(m.threads) + ", every_node=" + (m.every_node ? "True" : "False") + ")";
        });

    py::class_<DecisionDiagram>(module, "DecisionDiagram",
                                R"(Exact answers on the decision diagram of a rule [bolus_2011]: any rule, any model.

Of a rule of your own to 25 members. maximum_states: of a layer. The cost is that of the diagram, which is small where many ways of
voting come to the same. Measures raise ValueError where it exceeds the limit.)")
        .def(py::init([](std::size_t states) { return DecisionDiagram{.maximum_states = states}; }), py::kw_only(),
             "maximum_states"_a = DecisionDiagram{}.maximum_states)
        .def_readonly("maximum_states", &DecisionDiagram::maximum_states)
        .def("__repr__", [](const DecisionDiagram& m) {
            return "DecisionDiagram(maximum_states=" + std::to_string(m.maximum_states) + ")";
        });

    py::class_<Enumerate> enumerate(
        module, "Enumerate",
        "Exact answers by visiting all 2^n sets of yes-voters: any rule, any model, to 25 members.");
    enumerate.def(py::init<>()).def("__repr__", [](const Enumerate&) { return "Enumerate()"; });
    enumerate.attr("maximum_members") = Enumerate::maximum_members;

    py::class_<Standing>(module, "Standing",
                         R"(The joint law of a position (yes, tied, no) and the decision (pass, fail).

Six chances that sum to 1, and the chance that the holders of the position are decisive.)")
        .def_readonly("yes_pass", &Standing::yes_pass)
        .def_readonly("yes_fail", &Standing::yes_fail)
        .def_readonly("tied_pass", &Standing::tied_pass)
        .def_readonly("tied_fail", &Standing::tied_fail)
        .def_readonly("no_pass", &Standing::no_pass)
        .def_readonly("no_fail", &Standing::no_fail)
        .def_readonly("decisive", &Standing::decisive,
                      "P(passes with all holders for) - P(passes with all holders against).")
        .def_property_readonly("pass_probability", &Standing::pass)
        .def("__repr__", [](const Standing& s) {
            const auto number = [](double value) { return py::repr(py::float_(value)).cast<std::string>(); };
            return "Standing(yes_pass=" + number(s.yes_pass) + ", yes_fail=" + number(s.yes_fail) +
                   ", tied_pass=" + number(s.tied_pass) + ", tied_fail=" + number(s.tied_fail) +
                   ", no_pass=" + number(s.no_pass) + ", no_fail=" + number(s.no_fail) +
                   ", decisive=" + number(s.decisive) + ")";
        });

    module.def(
        "pass_probability",
        [](const py::object& rule, const py::object& model, const py::object& method) -> py::object {
            const Decision decision = measured(rule);
            const VotingModel votes = model_of(model, decision);
            if (is_simulation(method)) return simulated_pass_probability(decision, votes, method);
            return py::cast(pass_probability_of(decision, votes, method_of(method, decision.is_own())));
        },
        "rule"_a, "model"_a = "ic", "method"_a = "auto",
        R"(Chance that a motion passes under a model. One number in [0, 1]; an Estimate of it where the method simulates.

Raises ValueError where the model does not fit the members or the method cannot carry the size.)");
    module.def(
        "member_standings",
        [](const py::object& rule, const py::object& model, const py::object& method) {
            const Decision decision = measured(rule);
            return member_standings_of(decision, model_of(model, decision), method_of(method, decision.is_own()));
        },
        "rule"_a, "model"_a = "ic", "method"_a = "auto",
        "The standing of every member, its own vote against the decision: a list with one Standing per member. Raises "
        "ValueError as "
        "pass_probability does.");
    module.def(
        "position_standings",
        [](const py::object& rule, const std::vector<WeightedRule>& positions, const py::object& model,
           const py::object& method) {
            const Decision decision = measured(rule);
            return position_standings_of(decision, positions, model_of(model, decision),
                                         method_of(method, decision.is_own()));
        },
        "rule"_a, "positions"_a, "model"_a = "ic", "method"_a = "auto",
        "The standing of each of several positions, computed in one pass: a list with one Standing per position. "
        "Raises ValueError as "
        "pass_probability does, and for a position whose quota is not above half of its weight.");
}

}  // namespace stemgewicht::python
