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

STEMGEWICHT_DEFINITION std::string shown_name(const std::string& name) {
    const bool plain =
        !name.empty() && !name.starts_with(' ') && !name.ends_with(' ') && name.find(',') == std::string::npos;
    return plain ? name : '"' + name + '"';
}

STEMGEWICHT_DEFINITION std::vector<std::string> quoted_list(std::string_view text, std::string_view field) {
    constexpr std::string_view blanks = " \t\n\r";
    std::vector<std::string> parts;
    std::string part;
    std::size_t kept = 0;  // characters of the part that stood in quotes
    bool open = false, filled = false;
    const auto finish = [&] {
        while (part.size() > kept && blanks.find(part.back()) != std::string_view::npos) part.pop_back();
        if (part.empty())
            refuse(element(field, parts.size()), "filled in", filled ? "\"\"" : "nothing between two commas");
        parts.push_back(std::move(part));
        part.clear();
        kept = 0;
        filled = false;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (open) {
            const bool doubled = c == '"' && text.substr(at + 1).starts_with('"');
            if (c == '"' && !doubled) {
                open = false;
            } else {
                part += c;
                kept = part.size();
                at += doubled ? 1U : 0U;
            }
        } else if (c == '"' && part.empty()) {
            open = filled = true;
        } else if (c == ',') {
            finish();
        } else if (!part.empty() || blanks.find(c) == std::string_view::npos) {
            part += c;
        }
    }
    if (open) refuse(element(field, parts.size()), "a text whose quotes are closed", "\"" + std::string(text) + "\"");
    finish();
    return parts;
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
