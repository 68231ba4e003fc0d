// Power beyond one count: many boards, and many quotas.

#include "pickling.hpp"

#include <stemgewicht/measures/quota_curve.hpp>
#include <stemgewicht/measures/small_boards.hpp>
#include <stemgewicht/study/board_design.hpp>

#include <pybind11/eigen.h>
#include <pybind11/numpy.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace stemgewicht::python {

namespace {

using WeightArray = py::array_t<Weight, py::array::c_style>;
using ValueArray = py::array_t<double, py::array::c_style>;

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

bool is_real(const py::object& values) {
    const py::array array = py::array::ensure(values);
    if (!array) PyErr_Clear();
    return array && array.dtype().kind() == 'f' && array.size() > 0;
}

/// How many decimals the numbers of an array have: each is the double next to a decimal number. 0 for whole numbers.
int decimals_of(const py::object& values, const std::string& field) {
    if (!is_real(values)) return 0;
    constexpr int most = 9;
    constexpr double largest = 9007199254740992.0;  // 2^53
    const auto reals = ValueArray::ensure(values);
    int decimals = 0;
    double power = 1;
    for (py::ssize_t i = 0; i < reals.size(); ++i)
        for (const double value = reals.data()[i]; !(std::round(value * power) / power == value); power *= 10)
            if (++decimals > most || !(std::abs(value) * power < largest / 10))
                refuse(field, "numbers of at most 9 decimals, and 15 digits in all", value);
    return decimals;
}

/// Numbers in units of their last decimal.
WeightArray in_units(const py::object& values, const std::string& field, py::ssize_t dimensions, int decimals) {
    if (!is_real(values) && decimals == 0) return whole_numbers(values, field, dimensions);
    const auto reals = ValueArray::ensure(is_real(values) ? values : whole_numbers(values, field, dimensions));
    const double power = std::pow(10.0, decimals);
    WeightArray whole(std::vector<py::ssize_t>(reals.shape(), reals.shape() + reals.ndim()));
    for (py::ssize_t i = 0; i < reals.size(); ++i) {
        const double unit = std::round(reals.data()[i] * power);
        if (!(std::abs(unit) < 9007199254740992.0))  // 2^53
            refuse(field, "numbers of 15 digits at most with " + std::to_string(decimals) + " decimals",
                   reals.data()[i]);
        whole.mutable_data()[i] = static_cast<Weight>(unit);
    }
    return whole_numbers(whole, field, dimensions);
}

/// The least winning weight of each board by a share of its weights.
WeightArray shares_of(const WeightArray& weights, const QuotaShare& share) {
    const py::ssize_t boards = weights.shape(0), members = weights.shape(1);
    WeightArray quotas(boards);
    for (py::ssize_t k = 0; k < boards; ++k) {
        const Weight* const first = weights.data() + k * members;  // of no member too
        const std::vector<Weight> board(first, first + members);
        quotas.mutable_data()[k] =
            quota_of(share, total_weight(board, element("boards", static_cast<std::size_t>(k)) + ".weights"));
    }
    return quotas;
}

py::dict small_boards_of(const py::object& weights, const py::object& quotas, const py::object& values,
                         std::optional<int> threads) {
    const bool by_share = py::isinstance<py::str>(quotas);
    const int decimals = std::max(decimals_of(weights, "weights"), by_share ? 0 : decimals_of(quotas, "quotas"));
    const WeightArray board_weights = in_units(weights, "weights", 2, decimals);
    const py::ssize_t boards = board_weights.shape(0), members = board_weights.shape(1);
    const WeightArray board_quotas = by_share
                                         ? shares_of(board_weights, parse_quota_share(escaped_text(quotas), "quotas"))
                                         : in_units(quotas, "quotas", 1, decimals);
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
        names = {escaped_text(values)};
    else if (py::isinstance<py::iterable>(values))
        for (const py::handle& name : values) names.push_back(escaped_text(name));
    else
        throw py::type_error("values: must be a text or a list of texts, got " + shown(values));
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
std::vector<Weight> curve_weights(const py::object& rule, Scale& scale) {
    if (py::isinstance<Board>(rule)) {
        const auto& board = rule.cast<const Board&>();
        scale = scale_of(board, board.weight_column);
        return weights(board);
    }
    if (py::isinstance<WeightedRule>(rule) && !has_own_methods(rule)) return rule.cast<const WeightedRule&>().weights;
    const ScaledWeights scaled_weights = weights_of(rule);
    scale = scaled_weights.scale;
    return scaled_weights.weights;
}

QuotaCurve quota_curve_of(const py::object& rule, const py::object& quotas, const std::string& index,
                          const py::object& method, std::optional<int> threads) {
    Scale scale;
    const std::vector<Weight> member_weights = curve_weights(rule, scale);
    std::vector<Weight> asked;
    if (py::isinstance<py::str>(quotas)) {
        const Weight total = total_weight(member_weights);
        for (const QuotaPoint& point : parse_quota_range(escaped_text(quotas), total, scale, "quotas"))
            if (asked.empty() || asked.back() != point.quota) asked.push_back(point.quota);
    } else {
        const WeightArray array = whole_numbers(quotas, "quotas", 1);
        asked.assign(array.data(), array.data() + array.size());
    }
    const Method how = threaded(method_of(method), threads);
    const auto* waves = std::get_if<Fourier>(&how);
    if (!waves && !std::holds_alternative<Exact>(how)) refuse_method(how, "auto, exact or fourier for a curve");
    const py::gil_scoped_release release;
    if (waves) return quota_curve(index, member_weights, asked, *waves);
    return quota_curve(index, member_weights, asked, std::get<Exact>(how));
}

}  // namespace

void register_bulk(py::module_& module) {
    using namespace py::literals;
    module.def(
        "small_boards", &small_boards_of, "weights"_a, "quotas"_a, py::kw_only(), "values"_a = py::none(),
        "threads"_a = py::none(),
        R"(Power and chances to be outvoted on many weighted boards of up to 16 members: arrays of shape (boards, members), by name.

weights: numbers of shape (boards, members), with at most 9 decimals; int64 in row-major order is not copied. Boards of fewer
members take part with weights of 0, which change nothing for the others. quotas: the least winning weight of each board, or a
share of its weights for all of them: "majority", "2/3" or "70%" (reached), "> 2/3" (exceeded). values: of "banzhaf",
"shapley_shubik", "outvoted_ic" and "outvoted_iac" (chances to be outvoted under either model); all if not given. threads: None or 1
for one, 0 for all cores. A million boards of 7 members take a fraction of a second.
Raises ValueError for the first board that is no rule, as boards[12].quota: must be 1..57, got 60.)");
    py::class_<QuotaCurve> curve_class(module, "QuotaCurve", "An index of all members at many quotas.");
    curve_class.def_readonly("quotas", &QuotaCurve::quotas)
        .def_readonly("values", &QuotaCurve::values, "Array of shape (members, quotas).")
        .def_readonly("pass_probability", &QuotaCurve::pass,
                      "Chance that a motion passes at each quota, under the model that the index presumes.")
        .def("__repr__", [](const QuotaCurve& c) {
            return "<QuotaCurve of " + std::to_string(c.values.rows()) + " members at " +
                   std::to_string(c.quotas.size()) + " quotas>";
        });
    define_pickling<&QuotaCurve::quotas, &QuotaCurve::values, &QuotaCurve::pass>(curve_class);
    module.def("quota_curve", &quota_curve_of, "rule"_a, "quotas"_a, "index"_a = "banzhaf", py::kw_only(),
               "method"_a = "auto", "threads"_a = py::none(),
               R"(The curve of an index against the quota for all members: many quotas from few counts.

rule: a board, a WeightedRule (whose own quota does not matter) or a list of weights. quotas: whole numbers in 1..total, or a text
start..end:step, such as "50%..87%:0.1%". index: one of power_index_names. method: "auto", "exact" or Exact(); "fourier" or
Fourier() for an index that presumes coins, of which each chance is within its error. threads: None or
1 for one, 0 for all cores. Raises ValueError for a quota that no weight is, and where the tables exceed the memory.)");
}

}  // namespace stemgewicht::python
