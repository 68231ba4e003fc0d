#pragma once

#include <stemgewicht/core/definition.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// The parts of a text between separators; they refer to it.
std::vector<std::string_view> split_text(std::string_view text, char separator);

/// The parts of a text between commas, without blanks around them; one with commas stands in double quotes, which are
/// doubled within it: `"Farmers (north, east)",Green`. Throws std::invalid_argument for an empty part and open quotes.
std::vector<std::string> quoted_list(std::string_view text, std::string_view field);

/// The numbers of a text that are separated by commas, or by slashes. Throws std::invalid_argument for anything else.
std::vector<double> parse_numbers(std::string_view text, std::string_view field, char separator = ',');

/// A name for a list in a message: in quotes where it begins or ends with a blank, or holds a comma.
std::string shown_name(const std::string& name);

/// The keys of a map for a message, separated by commas; `none` where there are none.
template <class Map>
std::string keys_of(const Map& map) {
    std::string list;
    for (const auto& [key, value] : map) list += (list.empty() ? "" : ", ") + shown_name(key);
    return list.empty() ? "none" : list;
}

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/text_list.hpp>
#endif
