#pragma once

#include <stemgewicht/boards/input_text.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>

#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

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

}  // namespace stemgewicht
