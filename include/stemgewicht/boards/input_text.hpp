#pragma once

#include <stemgewicht/core/definition.hpp>

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace stemgewicht {

/// The most bytes that are read of a file or another stream.
inline constexpr std::size_t maximum_input_bytes = std::size_t{64} << 20;

/// All that a stream holds; `name` stands for it in the message of the field. Throws std::invalid_argument where
/// reading fails, and for more than maximum_input_bytes, as a stream without end gives.
std::string read_text(std::istream& stream, std::string_view field, std::string_view name);

/// The text of a file, read as read_text does; nothing where it is not there, or a folder, or a pipe with a name, for
/// which nobody may ever write.
std::optional<std::string> text_of_file(const std::string& file, std::string_view field);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/input_text.hpp>
#endif
