#pragma once

#include <stemgewicht/core/definition.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

namespace stemgewicht {

/// The most bytes that are read of a file or another stream.
inline constexpr std::size_t maximum_input_bytes = std::size_t{64} << 20;

/// All that a stream holds; `name` stands for it in the message of the field. Throws std::invalid_argument where
/// reading fails, and for more than maximum_input_bytes, as a stream without end gives.
std::string read_text(std::istream& stream, std::string_view field, std::string_view name);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/input_text.hpp>
#endif
