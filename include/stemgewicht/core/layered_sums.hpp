#pragma once

#include <stemgewicht/core/check.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

/// The most states that a layer may have.
inline constexpr std::size_t maximum_layer_states = std::size_t{1} << 20;

/// Nodes of a model are worked in lanes of this width, side by side in vector registers.
inline constexpr int lane_count = 8;
using Lanes = Eigen::Array<double, lane_count, 1>;
using LaneTable = Eigen::Array<double, lane_count, Eigen::Dynamic>;  ///< one column per state or member

/// The distinct sums that are reachable as members are counted one by one, for several weights at once: a layered
/// diagram with merged states. Small where there are few members or few distinct sums, however large the weights are.
struct LayeredSums {
    struct Layer {
        std::vector<std::uint32_t> yes, no;  ///< successor of each state in the next layer
    };
    std::vector<Layer> layers;                ///< one per member
    std::vector<std::vector<Weight>> totals;  ///< final states: one sum per kind of weight

    [[nodiscard]] Eigen::Index state_count(std::size_t layer) const {
        return static_cast<Eigen::Index>(layer < layers.size() ? layers[layer].yes.size() : totals.size());
    }
};

/// Builds the layers. `increments[i][d]` is what a yes of member i adds to sum d; sums stop at `caps[d]`.
/// Throws std::length_error when a layer exceeds `limit` states. Cost O(states log states).
inline LayeredSums layered_sums(const std::vector<std::vector<Weight>>& increments, const std::vector<Weight>& caps,
                                std::size_t limit) {
    using Sums = std::vector<Weight>;
    LayeredSums result;
    std::vector<Sums> states{Sums(caps.size(), 0)};
    for (const Sums& increment : increments) {
        std::vector<Sums> moved = states;
        for (Sums& sums : moved)
            for (std::size_t d = 0; d < caps.size(); ++d) sums[d] = std::min(caps[d], sums[d] + increment[d]);
        std::vector<Sums> next = states;
        next.insert(next.end(), moved.begin(), moved.end());
        std::ranges::sort(next);
        const auto repeated = std::ranges::unique(next);
        next.erase(repeated.begin(), repeated.end());
        if (next.size() > limit)
            throw std::length_error("exact: the weights have more than " + std::to_string(limit) +
                                    " distinct sums; enumerate carries any weights up to 25 members");
        const auto index = [&](const Sums& sums) {
            return static_cast<std::uint32_t>(std::ranges::lower_bound(next, sums) - next.begin());
        };
        LayeredSums::Layer layer;
        for (std::size_t s = 0; s < states.size(); ++s) {
            layer.no.push_back(index(states[s]));
            layer.yes.push_back(index(moved[s]));
        }
        result.layers.push_back(std::move(layer));
        states = std::move(next);
    }
    result.totals = std::move(states);
    return result;
}

/// Law of the next layer's state from this layer's, when the counted member says yes with chance p (one per lane).
inline LaneTable step_forward(const LayeredSums& sums, std::size_t layer, const LaneTable& law, const Lanes& p) {
    LaneTable next = LaneTable::Zero(lane_count, sums.state_count(layer + 1));
    const auto& [yes, no] = sums.layers[layer];
    for (std::size_t s = 0; s < yes.size(); ++s) {
        const auto column = law.col(static_cast<Eigen::Index>(s));
        next.col(yes[s]) += p * column;
        next.col(no[s]) += (1 - p) * column;
    }
    return next;
}

/// Chance of an event as a function of this layer's state, from that of the next layer's.
inline LaneTable step_back(const LayeredSums& sums, std::size_t layer, const LaneTable& chance, const Lanes& p) {
    LaneTable previous(lane_count, sums.state_count(layer));
    const auto& [yes, no] = sums.layers[layer];
    for (std::size_t s = 0; s < yes.size(); ++s)
        previous.col(static_cast<Eigen::Index>(s)) = p * chance.col(yes[s]) + (1 - p) * chance.col(no[s]);
    return previous;
}

}  // namespace stemgewicht
