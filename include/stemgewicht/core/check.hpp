#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace stemgewicht {

/// A vote weight. Decimal weights are scaled to integers where they are read, so that every sum here is exact.
using Weight = std::int64_t;

/// Largest total weight of a rule: one bit below the range of Weight, so that a sum and a quota can be added safely.
inline constexpr Weight maximum_total_weight = (Weight{1} << 62) - 1;

/// Throws std::invalid_argument with the one line that every refused input gets:
/// `field: must be <expected>, got <value>`.
template <class Value>
[[noreturn]] void refuse(std::string_view field, std::string_view expected, const Value& value) {
    std::ostringstream line;
    line.precision(17);
    line << field << ": must be " << expected << ", got " << value;
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
