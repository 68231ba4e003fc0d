#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/presence.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::vector<double> presence(const Attendance& attendance, std::size_t member_count,
                                                    std::string_view field) {
    const std::vector<double>& chances = attendance.present;
    if (chances.size() != 1 && chances.size() != member_count)
        refuse(field, "one probability for all or one for each of the " + std::to_string(member_count) + " members",
               std::to_string(chances.size()) + " probabilities");
    for (std::size_t i = 0; i < chances.size(); ++i) check_probability(chances[i], element(field, i));
    return chances.size() == 1 ? std::vector<double>(member_count, chances[0]) : chances;
}

}  // namespace stemgewicht
