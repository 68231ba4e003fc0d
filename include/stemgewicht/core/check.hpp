#pragma once

#include <stemgewicht/core/definition.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace stemgewicht {

/// A vote weight. Decimal weights are scaled to integers where they are read, so that every sum here is exact.
using Weight = std::int64_t;

/// Largest total weight of a rule: one bit below the range of Weight, so that a sum and a quota can be added safely.
inline constexpr Weight maximum_total_weight = (Weight{1} << 62) - 1;

/// A number with as many digits as tell it apart.
std::string shortest(double value);

/// Throws std::invalid_argument with the one line that every refused input gets:
/// `field: must be <expected>, got <value>`.
[[noreturn]] void refuse(std::string_view field, std::string_view expected, std::string_view value);
[[noreturn]] void refuse(std::string_view field, std::string_view expected, double value);
template <std::integral Number>
[[noreturn]] void refuse(std::string_view field, std::string_view expected, Number value) {
    refuse(field, expected, std::string_view(std::to_string(value)));
}

/// A path into the input, for messages: `element("weights", 2)` is `weights[2]`.
std::string element(std::string_view field, std::size_t index);

/// Throws unless `value` is a probability.
void check_probability(double value, std::string_view field);

/// A computed chance as it leaves the library, at least 0, or -1 where it is a difference of chances: put back where
/// rounding has carried it out of range. Throws std::domain_error for a number that is out by more, and for none.
double settled_chance(double value, double least = 0);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/definitions/check.hpp>
#endif
