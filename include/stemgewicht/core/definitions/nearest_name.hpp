#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/nearest_name.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::size_t edit_distance(std::string_view one, std::string_view other) {
    const auto small = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    };
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (const char letter : one) {
        std::size_t corner = row[0]++;
        for (std::size_t j = 0; j < other.size(); ++j) {
            const std::size_t kept = corner + (small(letter) == small(other[j]) ? 0 : 1);
            corner = row[j + 1];
            row[j + 1] = std::min({kept, corner + 1, row[j] + 1});
        }
    }
    return row.back();
}

STEMGEWICHT_DEFINITION std::string unknown_name(std::string_view given, std::span<const std::string_view> known) {
    constexpr std::size_t letters_of_mistake = 3,
                          longest = 200;  // one wrong letter in three; what is longer is no name
    const std::string shown = "\"" + std::string(given) + "\"";
    if (given.size() > longest) return shown;
    std::string_view nearest;
    std::size_t least = given.size() / letters_of_mistake + 1;
    for (const std::string_view name : known) {
        if (name.size() >= given.size() + least || given.size() >= name.size() + least) continue;
        const std::size_t distance = edit_distance(given, name);
        if (distance >= least) continue;
        least = distance;
        nearest = name;
    }
    return nearest.empty() ? shown : shown + "; did you mean \"" + std::string(nearest) + "\"?";
}

STEMGEWICHT_DEFINITION void refuse_unknown(std::string_view field, std::span<const std::string_view> known,
                                           std::string_view given) {
    std::string list;
    for (const std::string_view name : known) list += (list.empty() ? "" : ", ") + std::string(name);
    refuse(field, "one of " + list, unknown_name(given, known));
}

}  // namespace stemgewicht
