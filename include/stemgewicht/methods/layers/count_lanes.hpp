#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/vector_targets.hpp>
#include <stemgewicht/methods/layers/layers.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace stemgewicht::detail {

/// Adds a vote of this weight to lane_count laws of a sum that lie side by side: to(t) = (1 - p) from(t) + p from(t -
/// weight) for t from `first` to `end`, exclusive. The values may be chances of a sum of t, or of t or less. `to` may
/// be `from`: sums are worked from the highest down.
STEMGEWICHT_WIDE_REAL inline void count_lanes(const double* from, double* to, std::size_t first, std::size_t end,
                                              std::size_t weight, const double* yes) {
    std::array<double, lane_count> p, q, value;
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
        p[lane] = yes[lane];
        q[lane] = 1 - yes[lane];
    }
    for (std::size_t t = end; t-- > std::max(first, weight);) {
        const double* here = from + t * lane_count;
        const double* below = here - weight * lane_count;
        for (std::size_t lane = 0; lane < lane_count; ++lane)
            value[lane] = q[lane] * here[lane] + p[lane] * below[lane];
        for (std::size_t lane = 0; lane < lane_count; ++lane) to[t * lane_count + lane] = value[lane];
    }
    for (std::size_t t = std::min(weight, end); t-- > first;)
        for (std::size_t lane = 0; lane < lane_count; ++lane)
            to[t * lane_count + lane] = q[lane] * from[t * lane_count + lane];
}

/// The same in place.
inline void count_lanes(double* values, std::size_t first, std::size_t end, std::size_t weight, const double* yes) {
    count_lanes(values, values, first, end, weight, yes);
}

}  // namespace stemgewicht::detail
