#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/study/table_board.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht::detail {

/// A line of a table, and where it stands.
struct TableRow {
    std::string place;
    std::vector<std::string> cells;
};

/// A table of texts, and what was read beside it.
struct TableText {
    std::string id;
    std::vector<std::string> titles{};
    std::vector<TableRow> rows{};
    std::string quota{}, rule{};  ///< that stand beside the members; empty where they do not
    std::string unread_rule{};    ///< the field that holds a rule in a form that is not read; empty where none does
    std::string group{};          ///< the column that the text itself says is a grouping
    std::optional<NumberForm> form{};  ///< of the cells, where it is known
    std::vector<Note> notes{};         ///< how it was read
};

/// Reads any of the forms of parse_table_board.
TableText read_table_text(std::string_view text, std::string id, const BoardReading& reading);

/// A table of cells.
TableText table_text(const TableCells& cells, std::string id);

/// Whether a text is JSON.
bool is_json(std::string_view text);

/// Reads a table that is JSON. Numbers keep their digits.
TableText read_json_table(std::string_view text, std::string id, const BoardReading& reading);

/// Numbers without titles: the quota first where none is given. `lines` are those of a text, where each of several is a
/// union.
TableText number_table(std::string id, const std::vector<std::vector<std::string>>& lines, const BoardReading& reading);

/// Takes a first row for the titles, and leaves out columns and rows that are empty.
TableText titled_table(std::string id, std::vector<TableRow> rows);

/// Whether a text is a table rather than a board file in TOML, by the ending of its name or what it holds.
bool is_table(std::string_view name, std::string_view text);

/// Whether the titles of a table are those of a case: lists with their municipalities and seats.
bool has_seats_of_councils(const TableText& table);

bool is_utf8(std::string_view text);

/// A text in one line without blanks around it.
std::string cell_text(std::string_view text);

}  // namespace stemgewicht::detail
