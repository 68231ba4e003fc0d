// Power beyond one exact count: many boards, many quotas, huge weights, and values with errors.

#include "power_methods.hpp"
#include "simulation.hpp"

#include <stemgewicht/measures/bounded_power.hpp>
#include <stemgewicht/measures/estimated_power.hpp>
#include <stemgewicht/measures/quota_curve.hpp>
#include <stemgewicht/measures/small_boards.hpp>

#include <pybind11/eigen.h>
#include <pybind11/numpy.h>

#include <algorithm>
#include <limits>
#include <span>

namespace stemgewicht::python {

namespace {

using WeightArray = py::array_t<Weight, py::array::c_style>;
using ValueArray = py::array_t<double, py::array::c_style>;

bool is_text(const py::object& method, const char* text) {
    return py::isinstance<py::str>(method) && method.cast<std::string>() == text;
}

/// An array of whole numbers: itself where it has 64-bit integers row by row, else a copy.
WeightArray whole_numbers(const py::object& values, const std::string& field, py::ssize_t dimensions) {
    const py::array array = py::array::ensure(values);
    if (!array) {
        PyErr_Clear();
        throw py::type_error(field + ": must be an array of whole numbers, got " + shown(py::type::of(values)));
    }
    const char kind = array.dtype().kind();
    if (kind != 'i' && kind != 'u' && array.size() > 0)
        throw py::type_error(field + ": must be an array of whole numbers, got one of " + shown(array.dtype()));
    if (array.ndim() != dimensions)
        refuse(field, dimensions == 2 ? "of shape (boards, members)" : "a list of whole numbers",
               std::to_string(array.ndim()) + " dimensions");
    if (kind == 'u' && array.size() > 0) {
        const auto largest = array.attr("max")();
        if (largest.cast<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<Weight>::max()))
            refuse(field, "whole numbers below 2^63", shown(largest));
    }
    return WeightArray::ensure(array.attr("astype")("int64", py::arg("copy") = false));
}

std::span<const Weight> span_of(const WeightArray& array) {
    return {array.data(), static_cast<std::size_t>(array.size())};
}

py::dict small_boards_of(const py::object& weights, const py::object& quotas, const py::object& values,
                         std::optional<int> threads) {
    const WeightArray board_weights = whole_numbers(weights, "weights", 2);
    const py::ssize_t boards = board_weights.shape(0), members = board_weights.shape(1);
    const WeightArray board_quotas = whole_numbers(quotas, "quotas", 1);
    if (board_quotas.size() != boards)
        refuse("quotas", "one for each of the " + std::to_string(boards) + " boards", board_quotas.size());
    SmallBoardValues asked;
    const std::vector<std::pair<std::string, std::span<double>*>> known{{"banzhaf", &asked.banzhaf},
                                                                        {"shapley_shubik", &asked.shapley_shubik},
                                                                        {"outvoted_ic", &asked.outvoted_ic},
                                                                        {"outvoted_iac", &asked.outvoted_iac}};
    std::vector<std::string> names;
    if (values.is_none())
        for (const auto& [name, place] : known) names.push_back(name);
    else if (py::isinstance<py::str>(values))
        names = {values.cast<std::string>()};
    else
        names = values.cast<std::vector<std::string>>();
    py::dict result;
    for (const std::string& name : names) {
        const auto found = std::ranges::find(known, name, [](const auto& one) { return one.first; });
        if (found == known.end())
            refuse("values", "of banzhaf, shapley_shubik, outvoted_ic and outvoted_iac", "\"" + name + "\"");
        ValueArray array({boards, members});
        *found->second = {array.mutable_data(), static_cast<std::size_t>(array.size())};
        result[py::str(name)] = array;
    }
    const py::gil_scoped_release release;
    small_boards(span_of(board_weights), span_of(board_quotas), asked, threads.value_or(1));
    return result;
}

/// Weights of a board, of a weighted rule, or as they are given.
std::vector<Weight> curve_weights(const py::object& rule, int& decimals) {
    if (py::isinstance<Board>(rule)) {
        const auto& board = rule.cast<const Board&>();
        decimals = board.decimals.at(board.weight_column);
        return weights(board);
    }
    if (py::isinstance<WeightedRule>(rule)) return rule.cast<const WeightedRule&>().weights;
    const ScaledWeights scaled_weights = weights_of(rule);
    decimals = scaled_weights.decimals;
    return scaled_weights.weights;
}

QuotaCurve quota_curve_of(const py::object& rule, const py::object& quotas, const std::string& index,
                          const py::object& method, std::optional<int> threads) {
    int decimals = 0;
    const std::vector<Weight> member_weights = curve_weights(rule, decimals);
    std::vector<Weight> asked;
    if (py::isinstance<py::str>(quotas)) {
        const Weight total = total_weight(member_weights);
        for (const QuotaPoint& point : parse_quota_range(quotas.cast<std::string>(), total, decimals, "quotas"))
            if (asked.empty() || asked.back() != point.quota) asked.push_back(point.quota);
    } else {
        const WeightArray array = whole_numbers(quotas, "quotas", 1);
        asked.assign(array.data(), array.data() + array.size());
    }
    const PowerMethod how = power_method_of(threaded(method, threads, false), false);
    if (!std::holds_alternative<Exact>(how)) refuse("method", "auto or exact for a curve", method_name(how));
    const py::gil_scoped_release release;
    return quota_curve(index, member_weights, asked, std::get<Exact>(how));
}

double largest(const std::vector<double>& errors) { return errors.empty() ? 0.0 : std::ranges::max(errors); }

PowerEstimates simulated_power(const Decision& decision, const PowerIndex& index, const MonteCarlo& method) {
    const std::vector<std::string> names{std::string(index.name)};
    const EstimatedPower power = [&] {
        const py::gil_scoped_release release;
        return std::visit([&](const auto& rule) { return estimated_power(names, rule, method); }, decision.rule);
    }();
    PowerEstimates result{.values = {}, .errors = {}, .draws = method.samples, .reached = power.reached};
    for (const Estimate& estimate : power.values[0]) {
        result.values.push_back(estimate.value);
        result.errors.push_back(estimate.error);
        result.draws = estimate.draws;
    }
    return result;
}

const WeightedRule& weighted_of(const Decision& decision, const std::string& method) {
    const auto* known = std::get_if<Rule>(&decision.rule);
    const auto* weighted = known ? std::get_if<WeightedRule>(known) : nullptr;
    if (!weighted) refuse("method", "another for a rule that is not weighted", method);
    return *weighted;
}

py::array array_of(const std::vector<double>& values) {
    return ValueArray(static_cast<py::ssize_t>(values.size()), values.data());
}

std::string text_of(const PowerEstimates& power) {
    return "PowerEstimates(values=" + repr_of(array_of(power.values)) + ", errors=" + repr_of(array_of(power.errors)) +
           ", draws=" + std::to_string(power.draws) + (power.reached ? ")" : ", reached=False)");
}

void register_methods_of_power(py::module_& module) {
    using namespace py::literals;
    const MeetInTheMiddle halves;
    py::class_<MeetInTheMiddle>(
        module, "MeetInTheMiddle",
        R"(Exact power of weighted rules with weights of any size, to about 50 members [klinz_woeginger_2005].

The sums of all sets of each half of the members, sorted, are matched with each other. Time and memory go with 2^(members / 2),
whatever the weights: at 40 members 24 MB, at 50 members 0.8 GB. memory: bytes that they may take. threads: None or 1 for one,
0 for all cores.)")
        .def(py::init([](const py::object& memory, std::optional<int> threads) {
                 if (threads.value_or(1) < 0) refuse("threads", "0 for all cores, or the number of threads", *threads);
                 return MeetInTheMiddle{.memory = count_of(memory, "memory", "0 or more bytes"),
                                        .threads = threads.value_or(1)};
             }),
             py::kw_only(), "memory"_a = halves.memory, "threads"_a = halves.threads)
        .def_readonly("memory", &MeetInTheMiddle::memory)
        .def_readonly("threads", &MeetInTheMiddle::threads)
        .def("__repr__", [](const MeetInTheMiddle& m) {
            return "MeetInTheMiddle(memory=" + std::to_string(m.memory) + ", threads=" + std::to_string(m.threads) +
                   ")";
        });
    py::class_<Normal>(module, "Normal",
                       R"(Power of weighted rules by the normal law, any number of members and any weights.

Each value comes with a bound on its error that holds for certain [tyurin_2009], and is coarse: it tells chances to pass on boards
of many members, and little of the power of a small member. panels: into which the range of a common chance is cut, 16 or more.)")
        .def(py::init([](std::size_t panels) {
                 if (panels < 16) refuse("panels", "16 or more", panels);
                 return Normal{.panels = panels};
             }),
             py::kw_only(), "panels"_a = Normal{}.panels)
        .def_readonly("panels", &Normal::panels)
        .def("__repr__", [](const Normal& m) { return "Normal(panels=" + std::to_string(m.panels) + ")"; });
    py::class_<Bounded>(module, "Bounded", "A value that is within `bound` of the true one, for certain.")
        .def_readonly("value", &Bounded::value)
        .def_readonly("bound", &Bounded::bound)
        .def("__float__", [](const Bounded& b) { return b.value; })
        .def("__repr__", [](const Bounded& b) {
            return "Bounded(value=" + repr_of(py::float_(b.value)) + ", bound=" + repr_of(py::float_(b.bound)) + ")";
        });
    py::class_<PowerEstimates>(module, "PowerEstimates", "Values of an index with their errors, one per member.")
        .def_property_readonly("values", [](const PowerEstimates& p) { return array_of(p.values); })
        .def_property_readonly(
            "errors", [](const PowerEstimates& p) { return array_of(p.errors); },
            "Standard errors where the values are simulated; by the normal law bounds that hold for certain.")
        .def_readonly("draws", &PowerEstimates::draws, "Motions behind each value; 0 by the normal law.")
        .def_readonly("reached", &PowerEstimates::reached, "Whether the target error was reached, if there was one.")
        .def("__len__", [](const PowerEstimates& p) { return p.values.size(); })
        .def("__repr__", [](const PowerEstimates& p) { return text_of(p); });
}

}  // namespace

PowerMethod power_method_of(const py::object& method, bool own_rule) {
    if (py::isinstance<MonteCarlo>(method)) return method.cast<MonteCarlo>();
    if (is_text(method, "monte_carlo")) return MonteCarlo{};
    const bool halves = py::isinstance<MeetInTheMiddle>(method) || is_text(method, "meet_in_the_middle");
    const bool normal = py::isinstance<Normal>(method) || is_text(method, "normal");
    if (own_rule && (halves || normal))
        refuse("method", "auto, enumerate, decision_diagram or monte_carlo for a rule of your own",
               halves ? "meet_in_the_middle" : "normal");
    if (halves) return py::isinstance<py::str>(method) ? MeetInTheMiddle{} : method.cast<MeetInTheMiddle>();
    if (normal) return py::isinstance<py::str>(method) ? Normal{} : method.cast<Normal>();
    return std::visit([](const auto& plain) -> PowerMethod { return plain; }, method_of(method, own_rule));
}

py::object threaded(const py::object& method, std::optional<int> threads, bool own_rule) {
    if (!threads) return method;
    if (*threads < 0) refuse("threads", "0 for all cores, or the number of threads", *threads);
    PowerMethod how = power_method_of(method, own_rule);
    const auto set = [&]<class M>(M& m) {
        if constexpr (requires { m.threads; }) {
            m.threads = *threads;
            return py::cast(m);
        } else {
            return method;
        }
    };
    return std::visit(set, how);
}

py::object power_values_of(const Decision& decision, const PowerIndex& index, const py::object& method) {
    const PowerMethod how = power_method_of(method, decision.is_own());
    if (const auto* motions = std::get_if<MonteCarlo>(&how)) {
        const PowerEstimates power = simulated_power(decision, index, *motions);
        warn_of_power(power.reached, how, largest(power.errors));
        return py::cast(power);
    }
    if (const auto* normal = std::get_if<Normal>(&how)) {
        const WeightedRule& rule = weighted_of(decision, "normal");
        PowerEstimates power;
        {
            const py::gil_scoped_release release;
            for (const Bounded& value : bounded_power(index.name, rule, *normal)) {
                power.values.push_back(value.value);
                power.errors.push_back(value.bound);
            }
        }
        return py::cast(power);
    }
    if (const auto* halves = std::get_if<MeetInTheMiddle>(&how)) {
        const WeightedRule& rule = weighted_of(decision, "meet_in_the_middle");
        const Eigen::ArrayXd values = [&] {
            const py::gil_scoped_release release;
            return index_values(index, member_standings(rule, vote_law(model_of(index), rule.member_count()), *halves));
        }();
        return py::cast(values);
    }
    const Method plain = method_of(method, decision.is_own());
    return py::cast(index_values(index, member_standings_of(decision, model_of(index), plain)));
}

py::object collectivity_of(const Decision& decision, const py::object& method) {
    if (is_simulation(method)) return simulated_pass_probability(decision, ic(), method);
    const PowerMethod how = power_method_of(method, decision.is_own());
    if (const auto* normal = std::get_if<Normal>(&how))
        return py::cast(normal_pass_probability(weighted_of(decision, "normal"), ic(), *normal));
    if (const auto* halves = std::get_if<MeetInTheMiddle>(&how)) {
        const WeightedRule& rule = weighted_of(decision, "meet_in_the_middle");
        const py::gil_scoped_release release;
        const double pass = pass_probability(rule, vote_law(ic(), rule.member_count()), *halves);
        const py::gil_scoped_acquire acquire;
        return py::float_(pass);
    }
    return py::float_(pass_probability_of(decision, ic(), method_of(method, decision.is_own())));
}

void warn_of_power(bool reached, const PowerMethod& method, double largest_error, int stack_level) {
    if (!reached) warn_unless_reached(false, std::get<MonteCarlo>(method), largest_error, stack_level);
}

void register_bulk(py::module_& module) {
    using namespace py::literals;
    register_methods_of_power(module);
    module.def(
        "small_boards", &small_boards_of, "weights"_a, "quotas"_a, py::kw_only(), "values"_a = py::none(),
        "threads"_a = py::none(),
        R"(Power and chances to be outvoted on many weighted boards of up to 16 members: arrays of shape (boards, members), by name.

weights: whole numbers of shape (boards, members); int64 in row-major order is not copied. Boards of fewer members take part with
weights of 0, which change nothing for the others. quotas: the least winning weight of each board. values: of "banzhaf",
"shapley_shubik", "outvoted_ic" and "outvoted_iac" (chances to be outvoted under either model); all if not given. threads: None or 1
for one, 0 for all cores. A million boards of 7 members take a fraction of a second.
Raises ValueError for the first board that is no rule, as boards[12].quota: must be 1..57, got 60.)");
    py::class_<QuotaCurve>(module, "QuotaCurve", "An index of all members at many quotas.")
        .def_readonly("quotas", &QuotaCurve::quotas)
        .def_readonly("values", &QuotaCurve::values, "Array of shape (members, quotas).")
        .def_readonly("pass_probability", &QuotaCurve::pass,
                      "Chance that a motion passes at each quota, under the model that the index presumes.")
        .def("__repr__", [](const QuotaCurve& c) {
            return "<QuotaCurve of " + std::to_string(c.values.rows()) + " members at " +
                   std::to_string(c.quotas.size()) + " quotas>";
        });
    module.def("quota_curve", &quota_curve_of, "rule"_a, "quotas"_a, "index"_a = "banzhaf", py::kw_only(),
               "method"_a = "auto", "threads"_a = py::none(),
               R"(The curve of an index against the quota for all members: many quotas from few counts.

rule: a board, a WeightedRule (whose own quota does not matter) or a list of weights. quotas: whole numbers in 1..total, or a text
start..end:step, such as "50%..87%:0.1%". index: one of power_index_names. method: "auto", "exact" or Exact(). threads: None or
1 for one, 0 for all cores. Raises ValueError for a quota that no weight is, and where the tables exceed the memory.)");
}

}  // namespace stemgewicht::python
