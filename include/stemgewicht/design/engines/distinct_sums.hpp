#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace stemgewicht::detail {

/// The different weights that sets of members can have, ascending. Throws std::length_error beyond `limit`.
inline std::vector<Weight> distinct_sums(const std::vector<Weight>& weights, std::size_t limit) {
    std::vector<Weight> sums{0}, shifted, merged;
    for (const Weight weight : weights) {
        shifted.resize(sums.size());
        std::ranges::transform(sums, shifted.begin(), [weight](Weight sum) { return sum + weight; });
        merged.clear();
        stop_point(10 * sums.size());
        std::ranges::set_union(sums, shifted, std::back_inserter(merged));
        sums.swap(merged);
        if (sums.size() > limit)
            throw std::length_error("tipping points: sets of the others have more than " + std::to_string(limit) +
                                    " different weights; weights in larger units carry it");
    }
    return sums;
}

}  // namespace stemgewicht::detail
