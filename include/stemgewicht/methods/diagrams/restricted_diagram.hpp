#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/diagrams/weighted_diagram.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// Reads the votes of a graph's members and keeps, of the yes-voters who still have a neighbour to come, who is
/// connected with whom and what each connected component weighs. Passes where `needed` components reach the quota.
class ComponentMachine {
public:
    /// Components that won; for each open member its component (0: voted no); the weight of each component, capped at
    /// the quota.
    using State = std::vector<Weight>;

    ComponentMachine(const WeightedRule& rule, const std::vector<Pair>& edges, const std::vector<std::size_t>& order,
                     std::size_t needed)
        : rule_(rule),
          order_(order),
          needed_(static_cast<Weight>(needed)),
          place_(order.size()),
          earlier_(order.size()) {
        std::vector<std::size_t> last(order.size());  // layer of a member's last neighbour
        for (std::size_t i = 0; i < order.size(); ++i) place_[order[i]] = last[i] = i;
        for (const auto& [a, b] : edges) {
            const auto [low, high] = std::minmax(place_[a], place_[b]);
            earlier_[high].push_back(low);
            last[low] = std::max(last[low], high);
        }
        open_.resize(order.size() + 1);
        for (std::size_t i = 0; i < order.size(); ++i)
            for (std::size_t layer = i + 1; layer <= last[i]; ++layer) open_[layer].push_back(i);
    }

    [[nodiscard]] State step(const State& state, std::size_t layer, bool vote) const {
        if (state[0] >= needed_) return state;
        const std::vector<std::size_t>& open = open_[layer];
        std::vector<Weight> label(state.begin() + 1, state.begin() + 1 + static_cast<std::ptrdiff_t>(open.size()));
        std::vector<Weight> weight{0};  // by label
        weight.insert(weight.end(), state.begin() + 1 + static_cast<std::ptrdiff_t>(open.size()), state.end());
        const Weight own = vote ? static_cast<Weight>(weight.size()) : 0;
        if (vote) {
            weight.push_back(std::min(rule_.quota, rule_.weights[order_[layer]]));
            for (const std::size_t neighbour : earlier_[layer])
                join(label, weight, label[static_cast<std::size_t>(std::ranges::find(open, neighbour) - open.begin())],
                     own);
        }
        std::map<std::size_t, Weight> labelled;  // by place
        for (std::size_t k = 0; k < open.size(); ++k) labelled[open[k]] = label[k];
        labelled[layer] = own;
        return close(state[0], labelled, weight, open_[layer + 1]);
    }

    [[nodiscard]] bool wins(const State& state) const { return state[0] >= needed_; }

private:
    void join(std::vector<Weight>& label, std::vector<Weight>& weight, Weight other, Weight own) const {
        if (other == 0 || other == own) return;
        for (Weight& l : label)
            if (l == other) l = own;
        Weight& sum = weight[static_cast<std::size_t>(own)];
        sum = std::min(rule_.quota, sum + weight[static_cast<std::size_t>(other)]);
        weight[static_cast<std::size_t>(other)] = 0;
    }

    /// The next state: components without an open member are closed, and the others named in order of appearance.
    [[nodiscard]] State close(Weight won, const std::map<std::size_t, Weight>& labelled,
                              const std::vector<Weight>& weight, const std::vector<std::size_t>& open) const {
        std::vector<Weight> name(weight.size(), 0);
        State labels, sums;
        for (const std::size_t place : open) {
            const auto label = static_cast<std::size_t>(labelled.at(place));
            if (label != 0 && name[label] == 0) {
                sums.push_back(weight[label]);
                name[label] = static_cast<Weight>(sums.size());
            }
            labels.push_back(name[label]);
        }
        for (std::size_t label = 1; label < weight.size(); ++label)
            if (weight[label] >= rule_.quota && (name[label] == 0 || needed_ == 1)) ++won;
        if (won >= needed_) return {needed_};
        State state{won};
        state.insert(state.end(), labels.begin(), labels.end());
        state.insert(state.end(), sums.begin(), sums.end());
        return state;
    }

    const WeightedRule& rule_;
    const std::vector<std::size_t>& order_;
    Weight needed_;
    std::vector<std::size_t> place_;
    std::vector<std::vector<std::size_t>> earlier_;  ///< [layer]: neighbours asked before
    std::vector<std::vector<std::size_t>> open_;     ///< [layer]: members asked before it with a neighbour from it on
};

/// The sets of which at least `needed` connected components win. Other than a rule, it may lose when a member joins.
inline Diagram component_diagram(const RestrictedRule& rule, std::vector<std::size_t> order, std::size_t needed,
                                 std::size_t limit) {
    const auto* weighted = std::get_if<WeightedRule>(&*rule.rule);
    if (!weighted) {
        struct Asked {
            const RestrictedRule& rule;
            std::size_t needed;
            [[nodiscard]] std::size_t member_count() const { return rule.member_count(); }
            [[nodiscard]] bool wins(const Coalition& yes_voters) const {
                const auto components = connected_components(rule.edges, yes_voters);
                const auto winning = std::ranges::count_if(
                    components, [&](const Coalition& part) { return stemgewicht::wins(*rule.rule, part); });
                return static_cast<std::size_t>(winning) >= needed;
            }
        };
        return asked_diagram(Asked{rule, needed}, std::move(order));
    }
    const ComponentMachine machine(*weighted, rule.edges, order, needed);
    const auto step = [&](const ComponentMachine::State& state, std::size_t layer, bool vote) {
        return machine.step(state, layer, vote);
    };
    return build_diagram(
        order, ComponentMachine::State{0}, step,
        [&](const ComponentMachine::State& state) { return machine.wins(state); }, limit);
}

namespace by_kind {

inline Diagram rule_diagram(const RestrictedRule& rule, std::vector<std::size_t> order, std::size_t limit) {
    return component_diagram(rule, std::move(order), 1, limit);
}

}  // namespace by_kind

/// Calls work(diagram) for the sets with at least 1, 2, .. winning components, until there are none. The sum over these
/// is the game on the graph: of a proper rule it has one term.
template <class Work>
void each_component_diagram(const Rule& rule, const std::vector<Pair>& edges, const Work& work) {
    const RestrictedRule restricted{.rule = rule, .edges = edges};
    const std::vector<std::size_t> order = member_order(restricted);
    for (std::size_t needed = 1;; ++needed) {
        Diagram diagram = component_diagram(restricted, order, needed, maximum_layer_states);
        if (std::ranges::find(diagram.outcomes, 1) == diagram.outcomes.end()) return;
        work(std::move(diagram));
    }
}

}  // namespace stemgewicht::detail
