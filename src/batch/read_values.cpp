#include "study_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <type_traits>

namespace stemgewicht::detail {

namespace {

constexpr std::uint64_t most_values = 10'000'000;  ///< of an axis

/// A number without the digits that adding steps leaves behind its fifteenth, or about zero.
double rounded(double value, double step) {
    constexpr double rounding = 1e-9;
    return std::abs(value) < rounding * step ? 0.0 : std::stod(fmt::format("{:.15g}", value));
}

double as_real(const SweepValue& value) {
    const auto* whole = std::get_if<std::int64_t>(&value);
    return whole ? static_cast<double>(*whole) : std::get<double>(value);
}

/// How many steps lead from one number to the last that is not above `to`; empty where none does. At most 2^63.
std::optional<std::uint64_t> real_steps(double from, double to, double step) {
    constexpr double rounding = 1e-9;
    if (to < from) return std::nullopt;
    return static_cast<std::uint64_t>(std::min(std::floor((to - from) / step + rounding), 0x1p63));
}

/// The same of whole numbers, of which doubles would lose those beyond 2^53.
std::optional<std::uint64_t> whole_steps(std::int64_t from, const SweepValue& to, std::int64_t step) {
    const auto* whole = std::get_if<std::int64_t>(&to);
    const double real = as_real(to);
    if (!whole && std::abs(real) < 0x1p53)
        return real_steps(static_cast<double>(from), real, static_cast<double>(step));
    const std::int64_t last = whole           ? *whole
                              : real < 0      ? std::numeric_limits<std::int64_t>::min()
                              : real < 0x1p63 ? static_cast<std::int64_t>(real)
                                              : std::numeric_limits<std::int64_t>::max();
    if (last < from) return std::nullopt;
    return (static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(from)) / static_cast<std::uint64_t>(step);
}

/// One end of a range, in percent where `percent` is set.
SweepValue end_of_range(const StudyFields& fields, const SweepPlan& plan, const toml::table& table,
                        const std::string& key, const std::string& path, bool percent) {
    const toml::node* node = table.get(key);
    if (!node) fields.reader.wrong(path + key, "a number", nullptr, &table);
    if (node->is_string() && *node->value<std::string>() == "total" && plan.is_weighted && !plan.weights) {
        const Scale scale = scale_of(plan.board, plan.board.weight_column);
        const Weight total = total_weight(weights(plan.board));
        if (scale.is_whole()) return total;
        return number_of(total, scale);
    }
    if (percent) {
        const std::string text = node->is_string() ? *node->value<std::string>() : std::string();
        const auto number =
            text.ends_with('%') ? parse_decimal(std::string_view(text).substr(0, text.size() - 1)) : std::nullopt;
        if (!number) fields.reader.wrong(path + key, "a percentage such as \"55%\", as the others of the range", node);
        return static_cast<double>(number->digits) / std::pow(10.0, number->decimals);
    }
    if (!node->is_number() || !std::isfinite(*node->value<double>())) fields.reader.wrong(path + key, "a number", node);
    return fields.value_of(*node, path + key);
}

std::vector<SweepValue> values_of_range(const StudyFields& fields, const SweepPlan& plan, const toml::table& table,
                                        const std::string& path) {
    fields.known(table, {"from", "to", "step"}, path);
    const toml::node* from = table.get("from");
    const bool percent = from && from->is_string() && from->value<std::string>()->ends_with('%');
    const SweepValue first = end_of_range(fields, plan, table, "from", path, percent),
                     last = end_of_range(fields, plan, table, "to", path, percent);
    const SweepValue step =
        table.contains("step") ? end_of_range(fields, plan, table, "step", path, percent) : SweepValue(std::int64_t{1});
    if (!(as_real(step) > 0)) fields.reader.wrong(path + "step", "above 0", table.get("step"));
    const auto *whole_first = std::get_if<std::int64_t>(&first), *whole_step = std::get_if<std::int64_t>(&step);
    const std::optional<std::uint64_t> steps = whole_first && whole_step
                                                   ? whole_steps(*whole_first, last, *whole_step)
                                                   : real_steps(as_real(first), as_real(last), as_real(step));
    if (!steps) fields.reader.wrong(path + "to", "from or above", table.get("to"));
    const auto refuse_range = [&](const std::string& expected, const std::string& got) {
        fields.reader.wrong_at(&table, path.substr(0, path.size() - 1), expected, got);
    };
    if (*steps >= most_values) refuse_range(fmt::format("of at most {} values", most_values), "more");
    std::vector<SweepValue> values;
    for (std::uint64_t k = 0; k <= *steps; ++k) {
        const double real = as_real(first) + static_cast<double>(k) * as_real(step);
        if (percent)
            values.emplace_back(fmt::format("{}%", rounded(real, as_real(step))));
        else if (whole_first && whole_step)
            values.emplace_back(*whole_first + static_cast<std::int64_t>(k) * *whole_step);
        else
            values.emplace_back(rounded(real, as_real(step)));
        if (k > 0 && values[values.size() - 2] == values.back())
            refuse_range("of steps that change its numbers", fmt::format("{} twice", text_of(values.back())));
    }
    return values;
}

std::vector<SweepValue> list_of_values(const StudyFields& fields, const SweepPlan& plan, const toml::node& node,
                                       const std::string& field) {
    if (const toml::table* table = node.as_table()) return values_of_range(fields, plan, *table, field + ".");
    const toml::array* list = node.as_array();
    if (!list) return {fields.value_of(node, field)};
    if (list->empty()) fields.reader.wrong(field, "a list of one or more values", &node);
    std::vector<SweepValue> result;
    for (std::size_t k = 0; k < list->size(); ++k) result.push_back(fields.value_of((*list)[k], element(field, k)));
    return result;
}

/// Makes the values of a key of one kind: whole numbers among others real, numbers among texts texts. False where a
/// whole number is too large to be a real one.
bool unite(SweepKey& key) {
    const auto any = [&]<class T>(std::type_identity<T>) {
        return std::ranges::any_of(key.values,
                                   [](const SweepValue& value) { return std::holds_alternative<T>(value); });
    };
    key.kind = any(std::type_identity<std::string>{}) ? SweepKind::text
               : any(std::type_identity<double>{})    ? SweepKind::real
                                                      : SweepKind::integer;
    constexpr std::int64_t most_exact = std::int64_t{1} << 53;
    for (SweepValue& value : key.values) {
        const auto* whole = std::get_if<std::int64_t>(&value);
        if (key.kind == SweepKind::text) {
            value = text_of(value);
        } else if (key.kind == SweepKind::real && whole) {
            if (*whole < -most_exact || *whole > most_exact) return false;
            value = static_cast<double>(*whole);
        }
    }
    return true;
}

}  // namespace

SweepKey read_values(const StudyFields& fields, const SweepPlan& plan, const std::string& name, const toml::node& node,
                     const std::string& field) {
    SweepKey key{.name = name, .values = list_of_values(fields, plan, node, field)};
    if (!unite(key))
        fields.reader.wrong_at(&node, field, "whole numbers of at most 2^53 where others are not whole", "larger ones");
    return key;
}

}  // namespace stemgewicht::detail
