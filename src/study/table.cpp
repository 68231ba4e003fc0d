#include <stemgewicht/core/check.hpp>
#include <stemgewicht/study/table.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

namespace stemgewicht {

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
    return exact_text(cell);
}

std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
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

/// Whether a blank line goes before row r: the first cell changes, or the second one between groups of several rows.
/// Tables in which no first cell repeats are left whole.
bool starts_group(const Table& table, std::size_t r) {
    const auto& rows = table.rows;
    const auto alike = [&](std::size_t a, std::size_t b, std::size_t cells) {
        return b < rows.size() &&
               std::equal(rows[a].begin(), rows[a].begin() + static_cast<std::ptrdiff_t>(cells), rows[b].begin());
    };
    if (r == 0 || table.columns.size() < 2) return false;
    if (!alike(r - 1, r, 1)) {
        for (std::size_t i = 1; i < rows.size(); ++i)
            if (alike(i - 1, i, 1)) return true;
        return false;
    }
    return !alike(r - 1, r, 2) && (alike(r, r + 1, 2) || (r >= 2 && alike(r - 2, r - 1, 2)));
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

std::string to_csv(const Table& table) {
    check_numbers(table);
    std::string text;
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        fmt::format_to(std::back_inserter(text), "{}{}", c ? "," : "", csv_field(table.columns[c]));
    text += '\n';
    for (const auto& row : table.rows) {
        for (std::size_t c = 0; c < row.size(); ++c)
            fmt::format_to(std::back_inserter(text), "{}{}", c ? "," : "", csv_field(exact_text(row[c])));
        text += '\n';
    }
    return text;
}

std::string to_text(const Table& table) {
    check_numbers(table);
    std::vector<std::size_t> widths;
    std::vector<bool> right;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        widths.push_back(width_of(table.columns[c]));
        right.push_back(std::ranges::any_of(table.rows, [&](const auto& row) { return is_number(row[c]); }));
        for (const auto& row : table.rows) widths[c] = std::max(widths[c], width_of(short_text(row[c])));
    }
    constexpr std::size_t widest_text = 90;  // of the last column, which is wrapped beyond
    if (!widths.empty() && !right.back()) widths.back() = std::min(widths.back(), widest_text);
    std::string text = table.title.empty() ? "" : table.title + "\n\n";
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
    line([&](std::size_t c) { return table.columns[c]; });
    line([&](std::size_t c) { return std::string(widths[c], '-'); });
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        if (starts_group(table, r)) text += '\n';
        line([&](std::size_t c) { return short_text(table.rows[r][c]); });
    }
    if (!table.notes.empty()) text += '\n';
    for (const std::string& note : table.notes) text += "* " + wrapped(note, 110, "  ") + '\n';
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
    return rows.dump();
}

void write_output(const std::string& file, std::string_view text) {
    if (file.empty()) {
        std::cout << text << std::flush;
        if (!std::cout) throw std::invalid_argument("output: must be written whole, but standard output was closed");
        return;
    }
    namespace fs = std::filesystem;
    const fs::path target(file);
    std::error_code error;
    if (fs::exists(target, error) &&
        !fs::is_regular_file(target, error)) {  // a pipe or /dev/stdout cannot be swapped in
        std::ofstream stream(target, std::ios::binary);
        stream << text << std::flush;
        if (!stream) refuse("output", "a file that can be written", "\"" + file + "\"");
        return;
    }
    const fs::path temporary(file + ".part");
    {
        std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
        stream << text << std::flush;
        if (!stream) {
            stream.close();
            fs::remove(temporary, error);
            refuse("output", "a file that can be written", "\"" + file + "\"");
        }
    }
    fs::rename(temporary, target, error);
    if (error) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
        refuse("output", "a file that can be written", "\"" + file + "\" (" + error.message() + ")");
    }
}

}  // namespace stemgewicht
