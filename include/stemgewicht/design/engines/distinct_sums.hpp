#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

namespace stemgewicht::detail {

/// The different weights that sets of members can have, ascending. Throws std::length_error beyond `limit`, and where
/// it takes more than 2^31 steps to find them.
inline std::vector<Weight> distinct_sums(std::vector<Weight> weights, std::size_t limit) {
    constexpr std::size_t most_steps = std::size_t{1} << 31;
    const auto too_many = [&] {
        throw std::length_error("tipping points: sets of the " + std::to_string(weights.size()) +
                                " others have more than " + std::to_string(limit) +
                                " different weights, or take too long to tell; weights in larger units carry it");
    };
    std::ranges::sort(weights);
    Weight unit = 0;
    for (const Weight weight : weights) unit = std::gcd(unit, weight);
    // As long as the next weight is at most one unit beyond the sum of those before, sets have all weights to the sum.
    auto next = weights.begin();
    Weight all = 0;
    for (; next != weights.end() && *next <= all + unit; ++next) all += *next;
    if (unit > 0 && static_cast<std::size_t>(all / unit) >= limit) too_many();
    std::vector<Weight> sums{0}, shifted, merged;
    while (sums.back() < all) sums.push_back(sums.back() + unit);
    for (std::size_t steps = 0; next != weights.end(); ++next) {
        shifted.resize(sums.size());
        std::ranges::transform(sums, shifted.begin(), [weight = *next](Weight sum) { return sum + weight; });
        merged.clear();
        stop_point(10 * sums.size());
        std::ranges::set_union(sums, shifted, std::back_inserter(merged));
        sums.swap(merged);
        steps += sums.size();
        if (sums.size() > limit || steps > most_steps) too_many();
    }
    return sums;
}

}  // namespace stemgewicht::detail
