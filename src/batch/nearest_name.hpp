#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht::detail {

/// How many letters must be put in, left out or replaced to make one text of the other.
inline std::size_t edit_distance(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < one.size(); ++i) {
        std::size_t corner = row[0]++;
        for (std::size_t j = 0; j < other.size(); ++j) {
            const std::size_t kept = corner + (one[i] == other[j] ? 0 : 1);
            corner = row[j + 1];
            row[j + 1] = std::min({kept, corner + 1, row[j] + 1});
        }
    }
    return row.back();
}

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
