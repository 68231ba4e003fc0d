#pragma once

#include <stemgewicht/boards/input_text.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>

#include <filesystem>
#include <fstream>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace stemgewicht {

namespace detail {

/// Whether a file is a pipe with a name. Those of a shell, as /dev/fd/63, have none.
inline bool is_named_pipe(const std::string& file) {
    std::error_code error;
    return std::filesystem::is_fifo(file, error) && !std::filesystem::canonical(file, error).empty();
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::string read_text(std::istream& stream, std::string_view field, std::string_view name) {
    const std::string shown = "\"" + std::string(name) + "\"";
    std::string text;
    std::vector<char> part(std::size_t{1} << 16);
    while (stream.read(part.data(), static_cast<std::streamsize>(part.size())), stream.gcount() > 0) {
        text.append(part.data(), static_cast<std::size_t>(stream.gcount()));
        if (text.size() > maximum_input_bytes)
            refuse(field, "a file of at most " + std::to_string(maximum_input_bytes >> 20) + " MB", shown);
    }
    if (stream.bad()) refuse(field, "a file that can be read", shown);
    return text;
}

STEMGEWICHT_DEFINITION std::optional<std::string> text_of_file(const std::string& file, std::string_view field) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error) || detail::is_named_pipe(file)) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    return read_text(stream, field, file);
}

}  // namespace stemgewicht
