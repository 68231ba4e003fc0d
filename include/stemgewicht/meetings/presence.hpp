#pragma once

#include <stemgewicht/core/check.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// How likely each member is to be present, independently of the others and of all opinions: one chance per member, or
/// one for all.
struct Attendance {
    std::vector<double> present{1.0};

    friend bool operator==(const Attendance&, const Attendance&) = default;
};

/// Every member is present with the same chance.
inline Attendance attendance(double chance) { return {.present = {chance}}; }

/// Each member has its own chance to be present.
inline Attendance attendance(std::vector<double> chances) { return {.present = std::move(chances)}; }

/// One chance per member. Throws std::invalid_argument if one is outside [0, 1] or their number does not fit.
inline std::vector<double> presence(const Attendance& attendance, std::size_t member_count,
                                    std::string_view field = "attendance") {
    const std::vector<double>& chances = attendance.present;
    if (chances.size() != 1 && chances.size() != member_count)
        refuse(field, "one probability for all or one for each of the " + std::to_string(member_count) + " members",
               std::to_string(chances.size()) + " probabilities");
    for (std::size_t i = 0; i < chances.size(); ++i) check_probability(chances[i], element(field, i));
    return chances.size() == 1 ? std::vector<double>(member_count, chances[0]) : chances;
}

}  // namespace stemgewicht
