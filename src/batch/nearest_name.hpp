#pragma once

#include <stemgewicht/core/nearest_name.hpp>

#include <string>
#include <string_view>

namespace stemgewicht::detail {

/// A list of names for a message, with the one that is nearest to what was given: `quota, model or method; quota is the
/// nearest`.
template <class Names>
std::string names_near(std::string_view given, const Names& known) {
    std::string list, nearest;
    for (const auto& name : known) {
        const std::string text(name);
        list += (list.empty() ? "" : ", ") + text;
        if (nearest.empty() || edit_distance(given, text) < edit_distance(given, nearest)) nearest = text;
    }
    return list + "; the nearest is " + nearest;
}

}  // namespace stemgewicht::detail
