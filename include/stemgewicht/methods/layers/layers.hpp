#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/vector_targets.hpp>
#include <stemgewicht/methods/method.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Members are asked one after the other; ways of answering between which nothing differs any more share a state.
struct Layers {
    struct Step {
        std::vector<std::uint32_t> yes, no;  ///< successor of each state in the next layer
        friend bool operator==(const Step&, const Step&) = default;
    };
    std::vector<Step> steps;      ///< one per member; the first has one state
    std::size_t final_count = 1;  ///< states when everyone has been asked

    [[nodiscard]] std::size_t state_count(std::size_t layer) const {
        return layer < steps.size() ? steps[layer].yes.size() : final_count;
    }
    friend bool operator==(const Layers&, const Layers&) = default;
};

/// States of all layers together, which take 8 bytes each.
inline constexpr std::size_t maximum_total_states = std::size_t{1} << 27;

[[noreturn]] inline void refuse_states() {
    throw std::length_error("decision_diagram: the rule needs more than " + std::to_string(maximum_total_states) +
                            " states; few members, or few different weights, take less");
}

/// The layers of a machine that reads `count` votes: `step(state, layer, vote)` gives the next state. States are values
/// that can be sorted; equal ones are one state. Returns the layers and the final states; calls `too_many()`, which
/// must throw, where a layer exceeds `limit` states; throws std::length_error where all of them exceed
/// maximum_total_states. Cost O(states log states).
template <class State, class Next, class TooMany>
std::pair<Layers, std::vector<State>> build_layers(std::size_t count, State start, const Next& step, std::size_t limit,
                                                   const TooMany& too_many) {
    Layers layers;
    std::vector<State> states{std::move(start)};
    std::size_t all = 1;
    TurnCounter turns(200);
    const auto before = [&](const State& a, const State& b) {
        turns.turn();
        return a < b;
    };
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<State> reached;  // by yes and by no, in turn
        reached.reserve(2 * states.size());
        for (const State& state : states) {
            turns.turn();
            reached.push_back(step(state, i, true));
            reached.push_back(step(state, i, false));
        }
        std::vector<State> next = reached;
        std::ranges::sort(next, before);
        const auto repeated = std::ranges::unique(next);
        next.erase(repeated.begin(), repeated.end());
        all += next.size();
        if (next.size() > limit) too_many();
        if (all > maximum_total_states) refuse_states();
        const auto index = [&](const State& state) {
            return static_cast<std::uint32_t>(std::ranges::lower_bound(next, state) - next.begin());
        };
        Layers::Step& layer = layers.steps.emplace_back();
        for (std::size_t s = 0; s < states.size(); ++s) {
            turns.turn();
            layer.yes.push_back(index(reached[2 * s]));
            layer.no.push_back(index(reached[2 * s + 1]));
        }
        states = std::move(next);
    }
    layers.final_count = states.size();
    return {std::move(layers), std::move(states)};
}

/// Nodes of a model are worked in lanes of this width, side by side in vector registers.
inline constexpr int lane_count = 8;
using Lanes = Eigen::Array<double, lane_count, 1>;
using LaneTable = Eigen::Array<double, lane_count, Eigen::Dynamic>;  ///< one column per state or member

/// next[yes[s]] += p law[s] and next[no[s]] += q law[s], lane by lane, for all states s.
STEMGEWICHT_WIDE_REAL inline void push_lanes(const Layers::Step& step, const double* law, const double* yes_chance,
                                             const double* no_chance, double* next) {
    std::array<double, lane_count> p, q, here;
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
        p[lane] = yes_chance[lane];
        q[lane] = no_chance[lane];
    }
    for (std::size_t s = 0; s < step.yes.size(); ++s) {
        double* yes = next + lane_count * step.yes[s];
        double* no = next + lane_count * step.no[s];
        for (std::size_t lane = 0; lane < lane_count; ++lane) here[lane] = law[lane_count * s + lane];
        for (std::size_t lane = 0; lane < lane_count; ++lane) yes[lane] += p[lane] * here[lane];
        for (std::size_t lane = 0; lane < lane_count; ++lane) no[lane] += q[lane] * here[lane];
    }
}

/// previous[s] = p after[yes[s]] + (1 - p) after[no[s]], lane by lane, for all states s.
STEMGEWICHT_WIDE_REAL inline void pull_lanes(const Layers::Step& step, const double* after, const double* chance,
                                             double* previous) {
    std::array<double, lane_count> p, q;
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
        p[lane] = chance[lane];
        q[lane] = 1 - chance[lane];
    }
    for (std::size_t s = 0; s < step.yes.size(); ++s) {
        const double* yes = after + lane_count * step.yes[s];
        const double* no = after + lane_count * step.no[s];
        for (std::size_t lane = 0; lane < lane_count; ++lane)
            previous[lane_count * s + lane] = p[lane] * yes[lane] + q[lane] * no[lane];
    }
}

/// Law of the next layer's state from this layer's, when who is asked says yes with chance p and no with chance q (one
/// per lane).
inline LaneTable step_forward(const Layers& layers, std::size_t layer, const LaneTable& law, const Lanes& p,
                              const Lanes& q) {
    LaneTable next = LaneTable::Zero(lane_count, static_cast<Eigen::Index>(layers.state_count(layer + 1)));
    stop_point(8 * layers.state_count(layer));
    push_lanes(layers.steps[layer], law.data(), p.data(), q.data(), next.data());
    return next;
}
inline LaneTable step_forward(const Layers& layers, std::size_t layer, const LaneTable& law, const Lanes& p) {
    return step_forward(layers, layer, law, p, 1 - p);
}

/// Chance of an event as a function of this layer's state, from that of the next layer's.
inline LaneTable step_back(const Layers& layers, std::size_t layer, const LaneTable& chance, const Lanes& p) {
    LaneTable previous(lane_count, static_cast<Eigen::Index>(layers.state_count(layer)));
    stop_point(8 * layers.state_count(layer));
    pull_lanes(layers.steps[layer], chance.data(), p.data(), previous.data());
    return previous;
}

}  // namespace stemgewicht::detail
