#include "pickling.hpp"
#include "simulation.hpp"

namespace stemgewicht::python {

namespace {

/// The method that a text names. Throws std::invalid_argument for another.
Method named_method(const std::string& text) {
    if (text == "auto" || text == "exact") return Exact{};
    if (text == "decision_diagram") return DecisionDiagram{};
    if (text == "enumerate") return Enumerate{};
    if (text == "meet_in_the_middle") return MeetInTheMiddle{};
    if (text == "monte_carlo") return MonteCarlo{};
    if (text == "conditional") return Conditional{};
    if (text == "normal") return Normal{};
    if (text == "fourier") return Fourier{};
    refuse("method",
           "auto, exact, decision_diagram, enumerate, meet_in_the_middle, monte_carlo, conditional, normal or fourier",
           "\"" + text + "\"");
}

void check_own_rule(const Method& method, bool automatic, bool simulates) {
    if (std::holds_alternative<Exact>(method) && !automatic)
        refuse_method(method, "auto, enumerate or decision_diagram for a rule of your own");
    if (std::holds_alternative<Conditional>(method))
        refuse_method(method, "monte_carlo or an exact method for a rule of your own");
    if (std::holds_alternative<MeetInTheMiddle>(method) || std::holds_alternative<Normal>(method) ||
        std::holds_alternative<Fourier>(method))
        refuse_method(method, simulates ? "auto, enumerate, decision_diagram or monte_carlo for a rule of your own"
                                        : "auto, enumerate or decision_diagram for a rule of your own");
}

int checked_threads(std::optional<int> threads) {
    if (threads.value_or(1) < 0) refuse("threads", "0 for all cores, or the number of threads", *threads);
    return threads.value_or(1);
}

Method checked_method(const py::object& method, bool own_rule, bool simulates) {
    py::detail::make_caster<Method> object;
    const bool is_text = py::isinstance<py::str>(method);
    if (!is_text && (method.is_none() || !object.load(method, false)))
        throw py::type_error(
            "method: must be Exact(), DecisionDiagram(), Enumerate() or a text such as \"auto\", got " +
            shown(py::type::of(method)));
    const std::string text = is_text ? unicode_text(method, "method") : "";
    Method result = is_text ? named_method(text) : py::detail::cast_op<Method>(std::move(object));
    if (own_rule) check_own_rule(result, text == "auto", simulates);
    return result;
}

}  // namespace

Method method_of(const py::object& method, bool own_rule) { return checked_method(method, own_rule, true); }

Method exact_method_of(const py::object& method, bool own_rule) {
    if (is_simulation(method_of(method)))
        refuse("method",
               own_rule ? "auto, decision_diagram or enumerate for this"
                        : "auto, exact, decision_diagram or enumerate for this",
               repr_of(method));
    return checked_method(method, own_rule, false);
}

Method threaded(Method method, std::optional<int> threads) {
    if (!threads) return method;
    const int count = checked_threads(threads);
    std::visit(
        [&]<class M>([[maybe_unused]] M& m) {
            if constexpr (requires { m.threads; }) m.threads = count;
        },
        method);
    return method;
}

py::object pass_probability_of(const Decision& decision, const VotingModel& model, const Method& method) {
    const Estimate estimate = [&] {
        const py::gil_scoped_release release;
        return advising_risk([&] { return estimated_pass_probability(decision.rule, model, method); });
    }();
    if (!is_simulation(method)) return py::cast(estimate.value);
    const double target = target_of(method);
    warn_unless_reached(target == 0 || estimate.error <= target, method, estimate.error);
    return py::cast(estimate);
}

namespace {

void register_exact_methods(py::module_& module) {
    using namespace py::literals;

    py::class_<Exact> exact_class(module, "Exact",
                                  R"(Exact answers by the best way for each rule of the library, under every model.

Weighted and composite rules are counted, of any number of members as far as the tables fit; others go by their decision diagram.
memory: bytes that tables may take. maximum_nodes: combinations of nodes, where the groups of a model cross the blocks of a
rule. threads: None or 1 for one, 0 for all cores. every_node: under iac, the number of nodes that is exact, where fewer leave out
rounding alone. The only error is that of rounding. Measures raise ValueError where the tables exceed these limits.)");
    exact_class
        .def(py::init(
                 [](const py::object& memory, const py::object& nodes, std::optional<int> threads, bool every_node) {
                     return Exact{.memory = count_of(memory, "memory", "0 or more bytes"),
                                  .maximum_nodes = count_of(nodes, "maximum_nodes", "0 or more"),
                                  .threads = checked_threads(threads),
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
    define_pickling<&Exact::memory, &Exact::maximum_nodes, &Exact::threads, &Exact::every_node>(exact_class);

    py::class_<DecisionDiagram> diagram_class(
        module, "DecisionDiagram",
        R"(Exact answers on the decision diagram of a rule [bolus_2011]: any rule, any model.

Of a rule of your own to 25 members. maximum_states: of a layer. The cost is that of the diagram, which is small where many ways of
voting come to the same. Measures raise ValueError where it exceeds the limit.)");
    diagram_class
        .def(py::init([](std::size_t states) { return DecisionDiagram{.maximum_states = states}; }), py::kw_only(),
             "maximum_states"_a = DecisionDiagram{}.maximum_states)
        .def_readonly("maximum_states", &DecisionDiagram::maximum_states)
        .def("__repr__", [](const DecisionDiagram& m) {
            return "DecisionDiagram(maximum_states=" + std::to_string(m.maximum_states) + ")";
        });
    define_pickling<&DecisionDiagram::maximum_states>(diagram_class);

    py::class_<Enumerate> enumerate(
        module, "Enumerate",
        "Exact answers by visiting all 2^n sets of yes-voters: any rule, any model, to 25 members.");
    define_pickling<>(enumerate);
    enumerate.def(py::init<>()).def("__repr__", [](const Enumerate&) { return "Enumerate()"; });
    enumerate.attr("maximum_members") = Enumerate::maximum_members;
}

void register_methods_for_weights(py::module_& module) {
    using namespace py::literals;

    const MeetInTheMiddle halves;
    py::class_<MeetInTheMiddle> meet_class(
        module, "MeetInTheMiddle",
        R"(Exact power of weighted rules with weights of any size, to about 50 members [klinz_woeginger_2005].

The sums of all sets of each half of the members, sorted, are matched with each other. Time and memory go with 2^(members / 2),
whatever the weights: at 40 members 24 MB, at 50 members 0.8 GB. memory: bytes that they may take. threads: None or 1 for one,
0 for all cores.)");
    meet_class
        .def(py::init([](const py::object& memory, std::optional<int> threads) {
                 return MeetInTheMiddle{.memory = count_of(memory, "memory", "0 or more bytes"),
                                        .threads = checked_threads(threads)};
             }),
             py::kw_only(), "memory"_a = halves.memory, "threads"_a = halves.threads)
        .def_readonly("memory", &MeetInTheMiddle::memory)
        .def_readonly("threads", &MeetInTheMiddle::threads)
        .def("__repr__", [](const MeetInTheMiddle& m) {
            return "MeetInTheMiddle(memory=" + std::to_string(m.memory) + ", threads=" + std::to_string(m.threads) +
                   ")";
        });
    define_pickling<&MeetInTheMiddle::memory, &MeetInTheMiddle::threads>(meet_class);
    py::class_<Normal> normal_class(module, "Normal",
                                    R"(Power of weighted rules by the normal law, any number of members and any weights.

Each value comes with a bound on its error that holds for certain [tyurin_2009], and is coarse: it tells chances to pass on boards
of many members, and little of the power of a small member. panels: into which the range of a common chance is cut, 16 or more.)");
    normal_class
        .def(py::init([](std::size_t panels) {
                 if (panels < 16) refuse("panels", "16 or more", panels);
                 return Normal{.panels = panels};
             }),
             py::kw_only(), "panels"_a = Normal{}.panels)
        .def_readonly("panels", &Normal::panels)
        .def("__repr__", [](const Normal& m) { return "Normal(panels=" + std::to_string(m.panels) + ")"; });
    define_pickling<&Normal::panels>(normal_class);
    py::class_<Fourier> fourier_class(
        module, "Fourier",
        R"(Sums over the few frequencies that matter, each answer within a certified error.

Weighted rules of about 60 members and more, whatever their weights, under votes that are independent, and mixtures of these.
error: of every chance; where the motion or its failure is rare, in part of that chance, under models without a latent. seconds: that
it may take, about and on one core; raises ValueError at once where it would take more. threads: None or 1 for one, 0 for all cores;
they share the standings of members, and change no digit.)");
    fourier_class
        .def(py::init([](double error, double seconds, std::optional<int> threads) {
                 if (!(error > 0 && error < 1)) refuse("error", "above 0 and below 1", error);
                 if (!(seconds > 0)) refuse("seconds", "above 0", seconds);
                 return Fourier{.error = error, .seconds = seconds, .threads = checked_threads(threads)};
             }),
             py::kw_only(), "error"_a = Fourier{}.error, "seconds"_a = Fourier{}.seconds, "threads"_a = 1)
        .def_readonly("error", &Fourier::error)
        .def_readonly("seconds", &Fourier::seconds)
        .def_readonly("threads", &Fourier::threads)
        .def("__repr__", [](const Fourier& m) {
            const auto number = [](double value) { return py::repr(py::float_(value)).cast<std::string>(); };
            return "Fourier(error=" + number(m.error) + ", seconds=" + number(m.seconds) +
                   ", threads=" + std::to_string(m.threads) + ")";
        });
    define_pickling<&Fourier::error, &Fourier::seconds, &Fourier::threads>(fourier_class, {}, 2);
}

void register_standing(py::module_& module) {
    py::class_<Standing> standing_class(module, "Standing",
                                        R"(The joint law of a position (yes, tied, no) and the decision (pass, fail).

Six chances that sum to 1, and the chance that the holders of the position are decisive.)");
    standing_class.def_readonly("yes_pass", &Standing::yes_pass)
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
    define_pickling<&Standing::yes_pass, &Standing::yes_fail, &Standing::tied_pass, &Standing::tied_fail,
                    &Standing::no_pass, &Standing::no_fail, &Standing::decisive>(standing_class);
}

}  // namespace

void register_methods(py::module_& module) {
    using namespace py::literals;

    register_exact_methods(module);
    register_methods_for_weights(module);
    register_standing(module);
    module.def(
        "pass_probability",
        [](const py::object& rule, const py::object& model, const py::object& method, bool fractions) -> py::object {
            const Decision decision = measured(rule);
            const VotingModel votes = model_of(model, decision);
            if (fractions) return pass_fraction_of(decision, votes, method);
            return pass_probability_of(decision, votes, method_of(method, decision.is_own()));
        },
        "rule"_a, "model"_a = "ic", "method"_a = "auto", py::kw_only(), "fractions"_a = false,
        R"(Chance that a motion passes under a model. One number in [0, 1]; an Estimate of it where the method simulates.

fractions: True for an exact fractions.Fraction, under ic, independent, iac, beta, grouped, copy and observed, whose numbers are
taken as the decimals that they are written as; moods have no rational chances.
Raises ValueError where the model does not fit the members or the method cannot carry the size.)");
    module.def(
        "member_standings",
        [](const py::object& rule, const py::object& model, const py::object& method) {
            const Decision decision = measured(rule);
            const VotingModel votes = model_of(model, decision);
            const Method how = exact_method_of(method, decision.is_own());
            const py::gil_scoped_release release;
            return advising_exact([&] { return member_standings(decision.rule, votes, how); });
        },
        "rule"_a, "model"_a = "ic", "method"_a = "auto",
        "The standing of every member, its own vote against the decision: a list with one Standing per member. Raises "
        "ValueError as "
        "pass_probability does.");
    module.def(
        "position_standings",
        [](const py::object& rule, const std::vector<Unaltered<WeightedRule>>& positions, const py::object& model,
           const py::object& method) {
            const Decision decision = measured(rule);
            const VotingModel votes = model_of(model, decision);
            const Method how = exact_method_of(method, decision.is_own());
            const py::gil_scoped_release release;
            return advising_exact(
                [&] { return position_standings(decision.rule, plain_rules(positions), votes, how); });
        },
        "rule"_a, "positions"_a, "model"_a = "ic", "method"_a = "auto",
        "The standing of each of several positions, computed in one pass: a list with one Standing per position. "
        "Raises ValueError as "
        "pass_probability does, and for a position whose quota is not above half of its weight.");
}

}  // namespace stemgewicht::python
