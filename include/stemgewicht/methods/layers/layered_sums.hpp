#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/layers/layers.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The distinct sums that are reachable as members are counted one by one, for several weights at once. Few where there
/// are few members or few distinct sums, however large the weights are.
struct LayeredSums {
    Layers layers;
    std::vector<std::vector<Weight>> totals;  ///< final states: one sum per kind of weight
};

/// Builds the layers. `increments[i][d]` is what a yes of member i adds to sum d; sums stop at `caps[d]`.
/// Throws std::length_error when a layer exceeds `limit` states. Cost O(states log states).
inline LayeredSums layered_sums(const std::vector<std::vector<Weight>>& increments, const std::vector<Weight>& caps,
                                std::size_t limit) {
    using Sums = std::vector<Weight>;
    const auto step = [&](const Sums& sums, std::size_t i, bool vote) {
        Sums next = sums;
        if (vote)
            for (std::size_t d = 0; d < caps.size(); ++d) next[d] = std::min(caps[d], sums[d] + increments[i][d]);
        return next;
    };
    const auto too_many = [&] {
        throw SizeRefusal("exact: the weights have more than " + std::to_string(limit) + " distinct sums",
                          {.methods = {"enumerate", "monte_carlo"}});
    };
    auto [layers, totals] = build_layers(increments.size(), Sums(caps.size(), 0), step, limit, too_many);
    return {.layers = std::move(layers), .totals = std::move(totals)};
}

}  // namespace stemgewicht::detail
