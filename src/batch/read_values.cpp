#include "study_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace stemgewicht::detail {

namespace {

constexpr std::uint64_t most_values = 10'000'000;  ///< of an axis

/// A number without the digits that adding steps leaves behind its twelfth.
double rounded(double value) { return std::stod(fmt::format("{:.12g}", value)); }

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
    const auto number = [](const SweepValue& value) {
        const auto* whole = std::get_if<std::int64_t>(&value);
        return whole ? static_cast<double>(*whole) : std::get<double>(value);
    };
    if (!(number(step) > 0)) fields.reader.wrong(path + "step", "above 0", table.get("step"));
    if (number(last) < number(first)) fields.reader.wrong(path + "to", "from or above", table.get("to"));
    const bool whole = std::holds_alternative<std::int64_t>(first) && std::holds_alternative<std::int64_t>(step);
    constexpr double rounding = 1e-9;
    double steps = std::floor((number(last) - number(first)) / number(step) + rounding);
    if (!(steps < static_cast<double>(most_values)))
        fields.reader.wrong_at(&table, path.substr(0, path.size() - 1),
                               fmt::format("of at most {} values", most_values), "more");
    if (whole && std::holds_alternative<std::int64_t>(last))  // beyond 2^53 doubles would lose values
        steps = static_cast<double>((std::get<std::int64_t>(last) - std::get<std::int64_t>(first)) /
                                    std::get<std::int64_t>(step));
    std::vector<SweepValue> values;
    for (std::int64_t k = 0; k <= static_cast<std::int64_t>(steps); ++k)
        if (percent)
            values.emplace_back(fmt::format("{}%", rounded(number(first) + static_cast<double>(k) * number(step))));
        else if (whole)
            values.emplace_back(std::get<std::int64_t>(first) + k * std::get<std::int64_t>(step));
        else
            values.emplace_back(rounded(number(first) + static_cast<double>(k) * number(step)));
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

/// Makes the values of a key of one kind: whole numbers among others real, numbers among texts texts.
void unite(SweepKey& key) {
    const auto any = [&]<class T>(std::type_identity<T>) {
        return std::ranges::any_of(key.values,
                                   [](const SweepValue& value) { return std::holds_alternative<T>(value); });
    };
    key.kind = any(std::type_identity<std::string>{}) ? SweepKind::text
               : any(std::type_identity<double>{})    ? SweepKind::real
                                                      : SweepKind::integer;
    for (SweepValue& value : key.values) {
        const auto* whole = std::get_if<std::int64_t>(&value);
        if (key.kind == SweepKind::text)
            value = text_of(value);
        else if (key.kind == SweepKind::real && whole)
            value = static_cast<double>(*whole);
    }
}

}  // namespace

SweepKey read_values(const StudyFields& fields, const SweepPlan& plan, const std::string& name, const toml::node& node,
                     const std::string& field) {
    SweepKey key{.name = name, .values = list_of_values(fields, plan, node, field)};
    unite(key);
    return key;
}

}  // namespace stemgewicht::detail
