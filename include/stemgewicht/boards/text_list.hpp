#pragma once

#include <stemgewicht/core/definition.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// The parts of a text between separators; they refer to it.
std::vector<std::string_view> split_text(std::string_view text, char separator);

/// The numbers of a text that are separated by commas, or by slashes. Throws std::invalid_argument for anything else.
std::vector<double> parse_numbers(std::string_view text, std::string_view field, char separator = ',');

/// The keys of a map for a message, separated by commas; `none` where there are none.
template <class Map>
std::string keys_of(const Map& map) {
    std::string list;
    for (const auto& [key, value] : map) list += (list.empty() ? "" : ", ") + key;
    return list.empty() ? "none" : list;
}

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/text_list.hpp>
#endif
