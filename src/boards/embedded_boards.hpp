#pragma once

#include <span>
#include <string_view>

namespace stemgewicht::detail {

/// A board file that comes with the library: its name (file name without `.toml`) and its TOML text.
struct EmbeddedBoard {
    std::string_view name;
    std::string_view text;
};

/// The files of examples/boards, in alphabetical order of name. Defined in a source that the build generates.
std::span<const EmbeddedBoard> embedded_boards();

}  // namespace stemgewicht::detail
