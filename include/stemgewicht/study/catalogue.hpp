#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/study/table_board.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// Names of the boards that come with the library, in alphabetical order.
std::vector<std::string> shipped_boards();

/// Reads a board: the name of a shipped one, a file, or `-` for standard input. A file is a board in TOML, or a table:
/// of lists with their municipalities and seats, which is a case (see case_from_table), or of members with a quota.
/// Throws std::invalid_argument with the path of the field (`members[2].weight`), its line, and what was expected.
Board load_board(const std::string& name_or_file);

/// The same with what is said beside it: the columns, the rule and the numbers of a table (see parse_table_board), or
/// another weight column or rule of a board file.
Board load_board(const std::string& name_or_file, const BoardReading& reading);

/// A file or standard input, `-`: what to call it in messages, and its text.
std::pair<std::string, std::string> read_file(const std::string& file, std::string_view field = "board");

/// Reads a board from TOML text; `id` names it in messages and outputs.
Board parse_board(std::string_view toml, std::string id);

}  // namespace stemgewicht
