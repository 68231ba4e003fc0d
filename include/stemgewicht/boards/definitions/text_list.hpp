#pragma once

#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::vector<std::string_view> split_text(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

STEMGEWICHT_DEFINITION std::vector<double> parse_numbers(std::string_view text, std::string_view field,
                                                         char separator) {
    std::vector<double> numbers;
    for (const std::string_view part : split_text(text, separator)) {
        double value = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        if (error != std::errc{} || end != part.data() + part.size())
            refuse(field, separator == ',' ? "numbers separated by commas" : "numbers separated by slashes",
                   "\"" + std::string(part) + "\"");
        numbers.push_back(value);
    }
    return numbers;
}

}  // namespace stemgewicht
