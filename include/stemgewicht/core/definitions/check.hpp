#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::string shortest(double value) {
    std::array<char, 32> text{};
    return std::string(text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr);
}

STEMGEWICHT_DEFINITION void refuse(std::string_view field, std::string_view expected, std::string_view value) {
    std::string text = std::string(field) + ": must be " + std::string(expected) + ", got " + std::string(value);
    std::ranges::replace(text, '\0', ' ');  // at which what() would end
    throw std::invalid_argument(text);
}

STEMGEWICHT_DEFINITION void refuse(std::string_view field, std::string_view expected, double value) {
    refuse(field, expected, std::string_view(shortest(value)));
}

STEMGEWICHT_DEFINITION std::string element(std::string_view field, std::size_t index) {
    return std::string(field) + "[" + std::to_string(index) + "]";
}

STEMGEWICHT_DEFINITION void check_probability(double value, std::string_view field) {
    if (!(value >= 0.0 && value <= 1.0)) refuse(field, "a probability in [0, 1]", value);
}

STEMGEWICHT_DEFINITION double settled_chance(double value, double least) {
    constexpr double rounding = 1e-9;
    if (!(value >= least - rounding && value <= 1 + rounding))
        throw std::domain_error("chance: must come out in [" + shortest(least) + ", 1], got " + shortest(value) +
                                "; another method may carry this model");
    return std::clamp(value, least, 1.0);
}

}  // namespace stemgewicht
