#pragma once

#include <stemgewicht/boards/board.hpp>

#include <string>
#include <string_view>

namespace stemgewicht::detail {

/// A text as TOML writes it, in double quotes.
std::string toml_text(std::string_view text);

/// A key as TOML writes it: in quotes unless it is a plain word.
std::string toml_key(std::string_view key);

/// A number of a column so that it reads back exactly: fractions, and more digits than TOML's numbers keep, in quotes.
std::string toml_number(Weight value, Scale scale);

/// `key = value` and the end of the line.
std::string toml_line(std::string_view key, std::string_view value);

/// [[notes]] of a file.
std::string toml_notes(const std::vector<Note>& notes);

}  // namespace stemgewicht::detail
