#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

/// A layered, reduced decision diagram: members are asked one after the other, and ways of answering after which the
/// same sets of the others win share one state. Of every rule and order of the members there is exactly one.
struct Diagram {
    struct Layer {
        std::vector<std::uint32_t> yes, no;  ///< successor of each state in the next layer
        friend bool operator==(const Layer&, const Layer&) = default;
    };
    std::vector<std::size_t> order;  ///< the member whom each layer asks
    std::vector<Layer> layers;       ///< the first has one state
    std::vector<bool> wins;          ///< final states

    [[nodiscard]] std::size_t member_count() const { return order.size(); }
    [[nodiscard]] std::size_t state_count(std::size_t layer) const {
        return layer < layers.size() ? layers[layer].yes.size() : wins.size();
    }
    /// States of all layers.
    [[nodiscard]] std::size_t size() const {
        std::size_t sum = wins.size();
        for (const Layer& layer : layers) sum += layer.yes.size();
        return sum;
    }
    [[nodiscard]] bool wins_with(const Coalition& yes_voters) const {
        std::uint32_t state = 0;
        for (std::size_t i = 0; i < layers.size(); ++i)
            state = yes_voters.test(order[i]) ? layers[i].yes[state] : layers[i].no[state];
        return wins[state];
    }
    friend bool operator==(const Diagram&, const Diagram&) = default;
};

namespace detail {

[[noreturn]] inline void refuse_diagram(std::size_t limit) {
    throw std::length_error(
        "decision_diagram: the rule needs more than " + std::to_string(limit) +
        " states in a layer; exact carries weighted rules of any size, enumerate any rule to 25 members");
}

/// Merges the states of each layer that have the same successors, from the last layer to the first.
inline Diagram reduced(Diagram diagram) {
    std::vector<std::uint32_t> name;  // of the states of the layer behind
    {
        std::map<bool, std::uint32_t> known;
        std::vector<bool> wins;
        for (const bool win : diagram.wins) {
            const auto [entry, is_new] = known.emplace(win, static_cast<std::uint32_t>(wins.size()));
            if (is_new) wins.push_back(win);
            name.push_back(entry->second);
        }
        diagram.wins = std::move(wins);
    }
    for (std::size_t i = diagram.layers.size(); i-- > 0;) {
        Diagram::Layer& layer = diagram.layers[i];
        std::vector<std::pair<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t>> keyed;
        for (std::uint32_t s = 0; s < layer.yes.size(); ++s)
            keyed.push_back({{name[layer.yes[s]], name[layer.no[s]]}, s});
        std::ranges::sort(keyed);
        Diagram::Layer merged;
        std::vector<std::uint32_t> renamed(layer.yes.size());
        for (std::size_t k = 0; k < keyed.size(); ++k) {
            if (k == 0 || keyed[k].first != keyed[k - 1].first) {
                merged.yes.push_back(keyed[k].first.first);
                merged.no.push_back(keyed[k].first.second);
            }
            renamed[keyed[k].second] = static_cast<std::uint32_t>(merged.yes.size() - 1);
        }
        layer = std::move(merged);
        name = std::move(renamed);
    }
    return diagram;
}

}  // namespace detail

/// Builds a diagram from a machine that reads the votes in `order`: `step(state, layer, vote)` gives the next state and
/// `wins(state)` the outcome. States are values that can be sorted; equal ones are one state.
/// Throws std::length_error where a layer exceeds `limit` states. Cost O(states log states).
template <class State, class Step, class Wins>
Diagram build_diagram(std::vector<std::size_t> order, State start, const Step& step, const Wins& wins,
                      std::size_t limit) {
    Diagram diagram{.order = std::move(order), .layers = {}, .wins = {}};
    std::vector<State> states{std::move(start)};
    for (std::size_t i = 0; i < diagram.order.size(); ++i) {
        std::vector<State> next;
        for (const State& state : states) {
            next.push_back(step(state, i, true));
            next.push_back(step(state, i, false));
        }
        std::ranges::sort(next);
        const auto repeated = std::ranges::unique(next);
        next.erase(repeated.begin(), repeated.end());
        if (next.size() > limit) detail::refuse_diagram(limit);
        const auto index = [&](const State& state) {
            return static_cast<std::uint32_t>(std::ranges::lower_bound(next, state) - next.begin());
        };
        Diagram::Layer layer;
        for (const State& state : states) {
            layer.yes.push_back(index(step(state, i, true)));
            layer.no.push_back(index(step(state, i, false)));
        }
        diagram.layers.push_back(std::move(layer));
        states = std::move(next);
    }
    for (const State& state : states) diagram.wins.push_back(wins(state));
    return detail::reduced(std::move(diagram));
}

/// A sum of weights on its way to a quota: `quota` where that is reached, 0 where the `rest` cannot reach it any more.
inline constexpr Weight settled_sum(Weight sum, Weight rest, Weight quota) {
    return sum >= quota ? quota : sum + rest < quota ? Weight{0} : sum;
}

}  // namespace stemgewicht
