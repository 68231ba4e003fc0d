#include "study/csv_field.hpp"

#include <stemgewicht/batch/sweep_table.hpp>

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace stemgewicht {

std::string_view kind_name(SweepKind kind) {
    return kind == SweepKind::integer ? "integer" : kind == SweepKind::real ? "real" : "text";
}

std::string sweep_csv(const SweepTable& table) {
    fmt::memory_buffer text;
    const auto out = std::back_inserter(text);
    const std::size_t columns = table.columns.size();
    std::vector<std::vector<std::string>> fields(columns);
    for (std::size_t c = 0; c < columns; ++c) {
        fmt::format_to(out, "{}{}", c ? "," : "", detail::csv_field(table.columns[c].heading.name));
        for (const std::string& one : table.columns[c].texts) fields[c].push_back(detail::csv_field(one));
    }
    text.push_back('\n');
    for (std::size_t r = 0; r < table.rows; ++r)
        for (std::size_t c = 0; c < columns; ++c) {
            const SweepColumn& column = table.columns[c];
            if (column.heading.kind == SweepKind::integer) {
                const fmt::format_int number(column.integers[r]);
                text.append(number.data(), number.data() + number.size());
            } else if (column.heading.kind == SweepKind::real) {
                if (const double value = column.reals[r]; !std::isnan(value))
                    fmt::format_to(out, "{}", value == 0 ? 0.0 : value);
            } else if (const std::int32_t code = column.codes[r]; code >= 0) {
                const std::string& field = fields[c][static_cast<std::size_t>(code)];
                text.append(field.data(), field.data() + field.size());
            }
            text.push_back(c + 1 < columns ? ',' : '\n');
        }
    return fmt::to_string(text);
}

}  // namespace stemgewicht
