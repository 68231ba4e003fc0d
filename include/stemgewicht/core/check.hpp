#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace stemgewicht {

/// A vote weight. Decimal weights are scaled to integers where they are read, so that every sum here is exact.
using Weight = std::int64_t;

/// Largest total weight of a rule: one bit below the range of Weight, so that a sum and a quota can be added safely.
inline constexpr Weight maximum_total_weight = (Weight{1} << 62) - 1;

/// A number with as many digits as tell it apart.
inline std::string shortest(double value) {
    std::array<char, 32> text{};
    return std::string(text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr);
}

/// Throws std::invalid_argument with the one line that every refused input gets:
/// `field: must be <expected>, got <value>`.
template <class Value>
[[noreturn]] void refuse(std::string_view field, std::string_view expected, const Value& value) {
    std::ostringstream line;
    line << field << ": must be " << expected << ", got ";
    if constexpr (std::is_floating_point_v<Value>)
        line << shortest(value);
    else
        line << value;
    throw std::invalid_argument(line.str());
}

/// A path into the input, for messages: `element("weights", 2)` is `weights[2]`.
inline std::string element(std::string_view field, std::size_t index) {
    return std::string(field) + "[" + std::to_string(index) + "]";
}

/// Throws unless `value` is a probability.
inline void check_probability(double value, std::string_view field) {
    if (!(value >= 0.0 && value <= 1.0)) refuse(field, "a probability in [0, 1]", value);
}

}  // namespace stemgewicht
