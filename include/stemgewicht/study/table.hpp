#pragma once

#include <stemgewicht/boards/note.hpp>
#include <stemgewicht/boards/quota.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stemgewicht {

/// A tidy table: one fact a row, the same columns in text, CSV, JSON and Python.
struct Table {
    using Cell = std::variant<std::monostate, std::string, std::int64_t, double>;

    std::string title;
    std::vector<std::string> columns;
    std::vector<std::vector<Cell>> rows;
    std::vector<std::string> notes;       ///< what is proxy, derived, assumed or unknown; printed below the text form
    std::vector<Note> data_notes{};       ///< the same of the data that the table is made of; below the others
    std::vector<std::string> as_given{};  ///< columns of numbers that were given, which the text form shows in full
};

/// The notes and those on the data, a line each.
std::vector<std::string> all_notes(const Table& table);

/// A weight as it was written: scaled back where the weights are decimal, a text where they are fractions.
Table::Cell as_written(Weight weight, Scale scale);

/// Comma-separated values after RFC 4180, numbers with as many digits as tell them apart. A text that a spreadsheet
/// would take for a formula, one that begins with = + - @ or a tab, gets an apostrophe in front.
std::string to_csv(const Table& table);

/// A text as a terminal may show it: control characters, which could move its cursor or set its title, by their
/// numbers.
std::string printable(std::string_view text);

/// Aligned columns for reading: numbers to six decimals, those that were given in full, a line between groups of equal
/// leading cells, notes below; control characters by their numbers.
std::string to_text(const Table& table);

/// One JSON value per row, as an array of objects; an empty cell is null, and what is not UTF-8 gets U+FFFD.
std::string rows_to_json(const Table& table);

}  // namespace stemgewicht
