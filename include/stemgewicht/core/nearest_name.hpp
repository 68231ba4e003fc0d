#pragma once

#include <stemgewicht/core/definition.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// How many letters must be put in, left out or replaced to make one text of the other, capitals being small letters.
/// Cost O(length x length).
std::size_t edit_distance(std::string_view one, std::string_view other);

/// A name that is none of those known, as a message shows it: in quotation marks, and behind it the known one that it
/// is like, if there is one: `"texas"; did you mean "Texas"?`.
std::string unknown_name(std::string_view given, std::span<const std::string_view> known);

/// Refuses a name that is none of those known: `field: must be one of a, b, c, got "d"`, with the one that it is like.
[[noreturn]] void refuse_unknown(std::string_view field, std::span<const std::string_view> known,
                                 std::string_view given);

/// The names of a list that outlives them: of its elements, or a member of each.
template <class List, class NameOf = std::identity>
std::vector<std::string_view> names_of(const List& list, NameOf name_of = {}) {
    std::vector<std::string_view> names;
    for (const auto& one : list) names.emplace_back(std::invoke(name_of, one));
    return names;
}

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/definitions/nearest_name.hpp>
#endif
