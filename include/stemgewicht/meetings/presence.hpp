#pragma once

#include <stemgewicht/core/definition.hpp>

#include <cstddef>
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
std::vector<double> presence(const Attendance& attendance, std::size_t member_count,
                             std::string_view field = "attendance");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/meetings/definitions/presence.hpp>
#endif
