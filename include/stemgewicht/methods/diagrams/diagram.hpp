#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/layers/layers.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// A layered, reduced decision diagram: members are asked one after the other, and ways of answering after which the
/// same sets of the others lead to the same outcome share one state. For every function of the set of yes-voters and
/// every order of the members there is exactly one, so that equal functions are equal diagrams.
struct Diagram {
    std::vector<std::size_t> order;  ///< the member whom each layer asks
    Layers layers;
    std::vector<std::uint8_t> outcomes;  ///< of the final states; of a rule 1 where the set wins, else 0

    [[nodiscard]] std::size_t member_count() const { return order.size(); }
    [[nodiscard]] std::size_t state_count(std::size_t layer) const { return layers.state_count(layer); }
    /// States of all layers.
    [[nodiscard]] std::size_t size() const {
        std::size_t sum = outcomes.size();
        for (const Layers::Step& step : layers.steps) sum += step.yes.size();
        return sum;
    }
    /// The outcome when exactly these members say yes. Cost O(members).
    [[nodiscard]] std::uint8_t outcome(const Coalition& yes_voters) const {
        std::uint32_t state = 0;
        for (std::size_t i = 0; i < order.size(); ++i)
            state = yes_voters.test(order[i]) ? layers.steps[i].yes[state] : layers.steps[i].no[state];
        return outcomes[state];
    }
    [[nodiscard]] bool wins(const Coalition& yes_voters) const { return outcome(yes_voters) != 0; }
    friend bool operator==(const Diagram&, const Diagram&) = default;
};

[[noreturn]] inline void refuse_diagram(std::size_t limit) {
    throw std::length_error("decision_diagram: the rule needs more than " + std::to_string(limit) +
                            " states in a layer; few members, or few different weights, take less");
}

/// Merges the states of each layer that have the same successors, from the last layer to the first.
inline Diagram reduced(Diagram diagram) {
    std::vector<std::uint32_t> name;  // of the states of the layer behind
    {
        std::map<std::uint8_t, std::uint32_t> known;
        for (const std::uint8_t outcome : diagram.outcomes) known.emplace(outcome, 0);
        std::uint32_t count = 0;
        for (auto& [outcome, place] : known) place = count++;
        for (const std::uint8_t outcome : diagram.outcomes) name.push_back(known.at(outcome));
        diagram.outcomes.clear();
        for (const auto& [outcome, place] : known) diagram.outcomes.push_back(outcome);
        diagram.layers.final_count = diagram.outcomes.size();
    }
    for (std::size_t i = diagram.layers.steps.size(); i-- > 0;) {
        Layers::Step& step = diagram.layers.steps[i];
        std::vector<std::pair<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t>> keyed;
        keyed.reserve(step.yes.size());
        stop_point(100 * step.yes.size());
        for (std::uint32_t s = 0; s < step.yes.size(); ++s) keyed.push_back({{name[step.yes[s]], name[step.no[s]]}, s});
        std::ranges::sort(keyed);
        Layers::Step merged;
        std::vector<std::uint32_t> renamed(step.yes.size());
        for (std::size_t k = 0; k < keyed.size(); ++k) {
            if (k == 0 || keyed[k].first != keyed[k - 1].first) {
                merged.yes.push_back(keyed[k].first.first);
                merged.no.push_back(keyed[k].first.second);
            }
            renamed[keyed[k].second] = static_cast<std::uint32_t>(merged.yes.size() - 1);
        }
        step = std::move(merged);
        name = std::move(renamed);
    }
    return diagram;
}

/// Builds a diagram from a machine that reads the votes in `order`: `step(state, layer, vote)` gives the next state and
/// `outcome(state)` what the final state means. States are values that can be sorted; equal ones are one state.
/// Throws std::length_error where a layer exceeds `limit` states. Cost O(states log states).
template <class State, class Next, class Outcome>
Diagram build_diagram(std::vector<std::size_t> order, State start, const Next& step, const Outcome& outcome,
                      std::size_t limit) {
    auto [layers, states] = build_layers(order.size(), std::move(start), step, limit, [&] { refuse_diagram(limit); });
    Diagram diagram{.order = std::move(order), .layers = std::move(layers), .outcomes = {}};
    for (const State& state : states) diagram.outcomes.push_back(static_cast<std::uint8_t>(outcome(state)));
    return reduced(std::move(diagram));
}

/// A sum of weights on its way to a quota: `quota` where that is reached, 0 where the `rest` cannot reach it any more.
inline constexpr Weight settled_sum(Weight sum, Weight rest, Weight quota) {
    return sum >= quota ? quota : sum + rest < quota ? Weight{0} : sum;
}

/// The rule that a member set passes exactly where its complement fails here: the dual. Its winning coalitions are the
/// blocking ones of this rule.
inline Diagram dual(Diagram rule) {
    for (Layers::Step& step : rule.layers.steps) std::swap(step.yes, step.no);
    for (std::uint8_t& outcome : rule.outcomes) outcome = outcome == 0 ? 1 : 0;
    return reduced(std::move(rule));
}

/// For each layer and state what is settled there: the outcome, where all ways on lead to the same, else `open`.
struct Settled {
    static constexpr int open = -1;
    std::vector<std::vector<int>> value;
};

inline Settled settled(const Diagram& diagram) {
    const std::size_t n = diagram.member_count();
    Settled result;
    result.value.resize(n + 1);
    result.value[n].assign(diagram.outcomes.begin(), diagram.outcomes.end());
    for (std::size_t i = n; i-- > 0;) {
        const auto& [yes, no] = diagram.layers.steps[i];
        stop_point(5 * yes.size());
        for (std::size_t s = 0; s < yes.size(); ++s) {
            const int with = result.value[i + 1][yes[s]];
            result.value[i].push_back(with == result.value[i + 1][no[s]] ? with : Settled::open);
        }
    }
    return result;
}

}  // namespace stemgewicht::detail
