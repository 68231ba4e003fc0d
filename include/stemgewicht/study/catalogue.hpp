#pragma once

#include <stemgewicht/boards/board.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// Names of the boards that come with the library, in alphabetical order.
std::vector<std::string> shipped_boards();

/// Reads a board: the name of a shipped one, a file, or `-` for standard input.
/// Throws std::invalid_argument with the path of the field (`members[2].weight`), its line, and what was expected.
Board load_board(const std::string& name_or_file);

/// Reads a board from TOML text; `id` names it in messages and outputs.
Board parse_board(std::string_view toml, std::string id);

}  // namespace stemgewicht
