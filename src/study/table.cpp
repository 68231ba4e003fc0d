#include "study/csv_field.hpp"

#include <stemgewicht/study/table.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>

namespace stemgewicht {

std::string printable(std::string_view text) {
    std::string result;
    for (std::size_t k = 0; k < text.size(); ++k) {
        const auto byte = static_cast<unsigned char>(text[k]);
        const auto next = k + 1 < text.size() ? static_cast<unsigned char>(text[k + 1]) : static_cast<unsigned char>(0);
        const bool two_bytes = byte == 0xC2 && next >= 0x80 && next < 0xA0;
        if (byte < 0x20 || byte == 0x7F || two_bytes)
            result += fmt::format("\\x{:02x}", two_bytes ? next : byte);
        else
            result += text[k];
        k += two_bytes ? 1U : 0U;
    }
    return result;
}

Table::Cell as_written(Weight weight, Scale scale) {
    if (scale.is_whole()) return weight;
    if (scale.divisor > 1) return decimal_text(weight, scale);
    return static_cast<double>(weight) / std::pow(10.0, scale.decimals);
}

namespace {

/// No table leaves the library with a cell that is not a number.
void check_numbers(const Table& table) {
    for (const auto& row : table.rows)
        for (std::size_t c = 0; c < row.size(); ++c)
            if (const auto* real = std::get_if<double>(&row[c]); real && !std::isfinite(*real))
                throw std::domain_error(fmt::format("{}: must come out as a number, got {}", table.columns[c], *real));
}

bool is_number(const Table::Cell& cell) {
    return std::holds_alternative<double>(cell) || std::holds_alternative<std::int64_t>(cell);
}

/// All the digits that tell a number apart.
std::string exact_text(const Table::Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return fmt::format("{}", *whole);
    if (const auto* real = std::get_if<double>(&cell)) return fmt::format("{}", *real == 0 ? 0.0 : *real);
    return {};
}

/// Six decimals, or more where a small number would not show in them.
std::string short_text(const Table::Cell& cell) {
    if (const auto* real = std::get_if<double>(&cell)) {
        const double size = std::abs(*real);
        if (size != 0 && size < 1e-4) return fmt::format("{:.3e}", *real);
        return fmt::format("{:.6f}", size == 0 ? 0.0 : *real);
    }
    if (std::holds_alternative<std::monostate>(cell)) return "-";
    return printable(exact_text(cell));
}

/// A number that was given as it was, others by six decimals.
std::string shown(const Table::Cell& cell, bool given) {
    return given && is_number(cell) ? exact_text(cell) : short_text(cell);
}

/// Whether a spreadsheet might take a text for a formula, and run it: one that begins as a formula does, and is no
/// number or fraction.
bool reads_as_formula(std::string_view text) {
    constexpr std::string_view beginnings = "=+-@\t\r", numbers = "0123456789+-./eE";
    return !text.empty() && beginnings.find(text.front()) != std::string_view::npos &&
           text.find_first_not_of(numbers) != std::string_view::npos;
}

/// Columns that a text fills on a terminal: UTF-8 continuation bytes take none.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::string blanks(width - std::min(width, width_of(text)), ' ');
    return right ? blanks + text : text + blanks;
}

/// Before which rows a blank line goes: where the first cell changes, or the second one between groups of several rows.
/// Tables in which no first cell repeats are left whole.
std::vector<bool> group_starts(const Table& table) {
    const auto& rows = table.rows;
    const auto alike = [&](std::size_t a, std::size_t b, std::size_t cells) {
        return b < rows.size() &&
               std::equal(rows[a].begin(), rows[a].begin() + static_cast<std::ptrdiff_t>(cells), rows[b].begin());
    };
    std::vector<bool> starts(rows.size(), false);
    if (table.columns.size() < 2) return starts;
    bool repeats = false;
    for (std::size_t r = 1; r < rows.size() && !repeats; ++r) repeats = alike(r - 1, r, 1);
    for (std::size_t r = 1; r < rows.size() && repeats; ++r)
        starts[r] =
            !alike(r - 1, r, 1) || (!alike(r - 1, r, 2) && (alike(r, r + 1, 2) || (r >= 2 && alike(r - 2, r - 1, 2))));
    return starts;
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
    std::string result;
    std::size_t column = 0;
    while (!text.empty()) {
        const std::size_t blank = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, blank);
        if (column > 0 && column + 1 + width_of(word) > width) {
            result += fmt::format("\n{}", indent);
            column = 0;
        }
        if (column > 0) result += ' ';
        result += word;
        column += width_of(word) + (column > 0 ? 1 : 0);
        text.remove_prefix(std::min(text.size(), blank + 1));
    }
    return result;
}

}  // namespace

std::string detail::csv_field(std::string text) {
    if (reads_as_formula(text)) text.insert(0, "'");
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
}

std::string to_csv(const Table& table) {
    check_numbers(table);
    std::string text;
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        fmt::format_to(std::back_inserter(text), "{}{}", c ? "," : "", detail::csv_field(table.columns[c]));
    text += '\n';
    for (const auto& row : table.rows) {
        for (std::size_t c = 0; c < row.size(); ++c)
            fmt::format_to(std::back_inserter(text), "{}{}", c ? "," : "", detail::csv_field(exact_text(row[c])));
        text += '\n';
    }
    return text;
}

std::vector<std::string> all_notes(const Table& table) {
    std::vector<std::string> lines = table.notes;
    for (const Note& note : table.data_notes)
        lines.push_back(fmt::format("{}, {}: {}", note.mark, note.about, note.text));
    return lines;
}

std::string to_text(const Table& table) {
    check_numbers(table);
    std::vector<std::size_t> widths;
    std::vector<bool> right, given;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        widths.push_back(width_of(printable(table.columns[c])));
        right.push_back(std::ranges::any_of(table.rows, [&](const auto& row) { return is_number(row[c]); }));
        given.push_back(std::ranges::find(table.as_given, table.columns[c]) != table.as_given.end());
        for (const auto& row : table.rows) widths[c] = std::max(widths[c], width_of(shown(row[c], given[c])));
    }
    constexpr std::size_t widest_text = 90;  // of the last column, which is wrapped beyond
    if (!widths.empty() && !right.back()) widths.back() = std::min(widths.back(), widest_text);
    std::string text = table.title.empty() ? "" : printable(table.title) + "\n\n";
    const auto line = [&](const auto& cell) {
        std::string result;
        for (std::size_t c = 0; c < widths.size(); ++c) {
            const bool last = c + 1 == widths.size() && !right[c];
            if (c > 0) result += "  ";
            const std::string indent(last ? width_of(result) : 0, ' ');
            result += padded(last ? wrapped(cell(c), widest_text, indent) : cell(c), widths[c], right[c]);
        }
        while (result.ends_with(' ')) result.pop_back();
        text += result + '\n';
    };
    line([&](std::size_t c) { return printable(table.columns[c]); });
    line([&](std::size_t c) { return std::string(widths[c], '-'); });
    const std::vector<bool> starts = group_starts(table);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        if (starts[r]) text += '\n';
        line([&](std::size_t c) { return shown(table.rows[r][c], given[c]); });
    }
    const std::vector<std::string> notes = all_notes(table);
    if (!notes.empty()) text += '\n';
    for (const std::string& note : notes) text += "* " + wrapped(printable(note), 110, "  ") + '\n';
    return text;
}

std::string rows_to_json(const Table& table) {
    check_numbers(table);
    auto rows = nlohmann::ordered_json::array();
    for (const auto& row : table.rows) {
        nlohmann::ordered_json object;
        for (std::size_t c = 0; c < row.size(); ++c)
            std::visit(
                [&](const auto& value) {
                    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>)
                        object[table.columns[c]] = nullptr;
                    else
                        object[table.columns[c]] = value;
                },
                row[c]);
        rows.push_back(std::move(object));
    }
    return rows.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace stemgewicht
