#pragma once

#include <stemgewicht/core/engine.hpp>

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace stemgewicht::detail {

/// 2^members: how many coalitions of so many members there are, which makes a count of a share of them. Throws
/// std::length_error where a double cannot hold the count, or the share that belongs to it.
inline double coalitions_of(std::size_t members, std::string_view name) {
    constexpr std::size_t most_members = 1023;
    if (members > most_members)
        throw std::length_error(std::string(name) + ": counts of the coalitions of " + std::to_string(members) +
                                " members are too large for doubles, which carry " + std::to_string(most_members) +
                                "; take fractions");
    return std::ldexp(1.0, static_cast<int>(members));
}

}  // namespace stemgewicht::detail
