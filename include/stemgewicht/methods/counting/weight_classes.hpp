#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/counting/tail_bound.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace stemgewicht::detail {

/// Members grouped by weight, the common divisor removed.
struct WeightClasses {
    std::vector<WeightClass> classes;    ///< of positive weight, ascending
    std::vector<std::size_t> ascending;  ///< the positive weights of all members
    std::vector<std::size_t> class_of;   ///< of each member; classes.size() for weight 0
    Weight divisor = 1;
    std::size_t total = 0;

    [[nodiscard]] std::size_t counted(Weight quota) const {
        return static_cast<std::size_t>((quota + divisor - 1) / divisor);
    }
};

inline WeightClasses weight_classes(const std::vector<Weight>& weights) {
    WeightClasses result;
    result.divisor =
        std::accumulate(weights.begin(), weights.end(), Weight{0}, [](Weight a, Weight b) { return std::gcd(a, b); });
    for (const Weight weight : weights)
        if (weight > 0) result.ascending.push_back(static_cast<std::size_t>(weight / result.divisor));
    std::ranges::sort(result.ascending);
    for (const std::size_t weight : result.ascending) {
        if (result.classes.empty() || result.classes.back().weight != weight) result.classes.push_back({weight, 0});
        ++result.classes.back().members;
        result.total += weight;
    }
    for (const Weight weight : weights) {
        const auto own = std::ranges::lower_bound(result.classes, static_cast<std::size_t>(weight / result.divisor), {},
                                                  &WeightClass::weight);
        result.class_of.push_back(weight > 0 ? static_cast<std::size_t>(own - result.classes.begin())
                                             : result.classes.size());
    }
    return result;
}

}  // namespace stemgewicht::detail
