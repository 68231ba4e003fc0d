#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht::detail {

/// A comparison of two sums, such as `quota > total / 2`, which says whether a case is kept: numbers and names of
/// numbers with + - * / and round brackets, and one of < <= > >= == !=. A name with other characters stands in single
/// quotes.
class Condition {
public:
    /// Where the number of that name is found.
    using PlaceOf = std::function<std::size_t(std::string_view name)>;

    /// Throws std::invalid_argument for what is no comparison.
    Condition(std::string_view text, std::string_view field, const PlaceOf& place_of);

    /// Whether it holds, with these numbers by their places. False where a number is none.
    [[nodiscard]] bool holds(const std::vector<double>& numbers) const;

private:
    /// One step of the calculation, which works on a stack.
    struct Step {
        enum class Kind { number, name, negate, add, subtract, multiply, divide } kind;
        double number = 0;
        std::size_t place = 0;
    };
    using Steps = std::vector<Step>;
    class Reader;

    static double value(const Steps& steps, const std::vector<double>& numbers);

    Steps left_, right_;
    std::string comparison_;
};

}  // namespace stemgewicht::detail
