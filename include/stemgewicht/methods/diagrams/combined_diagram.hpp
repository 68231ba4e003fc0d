#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/weighted_diagram.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The diagram of one part over the members of the electorate who vote in it, asked in `order`: votes that one member
/// casts together become one layer.
inline Diagram part_diagram(const Part& part, const std::vector<std::size_t>& order, std::size_t limit) {
    std::vector<std::vector<std::size_t>> votes(order.size());
    for (std::size_t k = 0; k < part.members.size(); ++k) votes[part.members[k]].push_back(k);
    std::vector<std::size_t> voters, inner_order;
    for (const std::size_t member : order) {
        if (votes[member].empty()) continue;
        voters.push_back(member);
        inner_order.insert(inner_order.end(), votes[member].begin(), votes[member].end());
    }
    const Diagram inner = rule_diagram(*part.rule, inner_order, limit);
    Diagram result{.order = voters, .layers = {}, .outcomes = inner.outcomes};
    result.layers.final_count = inner.layers.final_count;
    std::size_t layer = 0;
    for (const std::size_t member : voters) {
        Layers::Step step = inner.layers.steps[layer++];
        for (std::size_t k = 1; k < votes[member].size(); ++k, ++layer) {
            for (std::uint32_t& state : step.yes) state = inner.layers.steps[layer].yes[state];
            for (std::uint32_t& state : step.no) state = inner.layers.steps[layer].no[state];
        }
        result.layers.steps.push_back(std::move(step));
    }
    return reduced(std::move(result));
}

/// Reads the votes of the electorate and moves through the diagrams of the parts side by side; a part whose outcome is
/// settled votes in the top, in the order in which the parts end.
class CombinedMachine {
public:
    /// How many parts have voted, the state of the top, and the states of the parts that have not voted yet.
    using State = std::vector<std::uint32_t>;

    CombinedMachine(const CombinedRule& rule, const std::vector<std::size_t>& order, std::size_t limit) {
        std::vector<Diagram> diagrams;
        std::vector<std::vector<std::uint32_t>> progress;
        for (const Part& part : rule.parts) {
            diagrams.push_back(part_diagram(part, order, limit));
            std::vector<std::uint32_t>& asked = progress.emplace_back(1, 0);
            for (const std::size_t member : order) {
                const auto& voters = diagrams.back().order;
                asked.push_back(asked.back() + (asked.back() < voters.size() && voters[asked.back()] == member));
            }
        }
        std::vector<std::size_t> ends(rule.parts.size()), by_end(rule.parts.size());
        for (std::size_t j = 0; j < ends.size(); ++j)
            ends[j] =
                static_cast<std::size_t>(std::ranges::find(progress[j], progress[j].back()) - progress[j].begin());
        std::iota(by_end.begin(), by_end.end(), std::size_t{0});
        std::ranges::stable_sort(by_end, std::less<>{}, [&](std::size_t j) { return ends[j]; });
        for (const std::size_t j : by_end) {
            settled_.push_back(settled(diagrams[j]));
            parts_.push_back(std::move(diagrams[j]));
            progress_.push_back(std::move(progress[j]));
        }
        top_ = rule_diagram(*rule.top, by_end, limit);
    }

    [[nodiscard]] State start() const {
        State state(2 + parts_.size(), 0);
        return settle(std::move(state), 0);
    }

    [[nodiscard]] State step(const State& state, std::size_t layer, bool vote) const {
        if (state[0] == decided) return state;
        State next = state;
        for (std::size_t j = next[0], k = 2; k < next.size(); ++j, ++k) {
            const std::uint32_t before = progress_[j][layer];
            if (progress_[j][layer + 1] == before) continue;
            const Layers::Step& step = parts_[j].layers.steps[before];
            next[k] = vote ? step.yes[next[k]] : step.no[next[k]];
        }
        return settle(std::move(next), layer + 1);
    }

    [[nodiscard]] bool wins(const State& state) const { return state[1] != 0; }

private:
    static constexpr std::uint32_t decided = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] std::uint32_t top_step(std::size_t part, std::uint32_t state, bool vote) const {
        return vote ? top_.layers.steps[part].yes[state] : top_.layers.steps[part].no[state];
    }

    [[nodiscard]] int outcome_of(std::size_t part, std::uint32_t state, std::size_t layer) const {
        return settled_[part].value[progress_[part][layer]][state];
    }

    /// Lets the parts vote that are settled, first come first served, and ends where the rest cannot change the
    /// outcome.
    [[nodiscard]] State settle(State state, std::size_t layer) const {
        std::size_t voted = 0;
        while (state[0] + voted < parts_.size()) {
            const int outcome = outcome_of(state[0] + voted, state[2 + voted], layer);
            if (outcome == Settled::open) break;
            state[1] = top_step(state[0] + voted, state[1], outcome != 0);
            ++voted;
        }
        state[0] += static_cast<std::uint32_t>(voted);
        state.erase(state.begin() + 2, state.begin() + 2 + static_cast<std::ptrdiff_t>(voted));
        std::uint32_t low = state[1], high = state[1];
        for (std::size_t j = state[0], k = 2; k < state.size(); ++j, ++k) {
            const int outcome = outcome_of(j, state[k], layer);
            low = top_step(j, low, outcome == 1);
            high = top_step(j, high, outcome != 0);
        }
        const bool low_wins = top_.outcomes[low] != 0, high_wins = top_.outcomes[high] != 0;
        if (low_wins == high_wins) return {decided, low_wins ? 1U : 0U};
        return state;
    }

    std::vector<Diagram> parts_;  ///< in the order in which they end
    std::vector<Settled> settled_;
    std::vector<std::vector<std::uint32_t>> progress_;  ///< [part][layer]: its own layers asked before
    Diagram top_;
};

namespace by_kind {

inline Diagram rule_diagram(const CombinedRule& rule, std::vector<std::size_t> order, std::size_t limit) {
    const CombinedMachine machine(rule, order, limit);
    const auto step = [&](const CombinedMachine::State& state, std::size_t layer, bool vote) {
        return machine.step(state, layer, vote);
    };
    return build_diagram(
        std::move(order), machine.start(), step,
        [&](const CombinedMachine::State& state) { return machine.wins(state); }, limit);
}

inline Diagram rule_diagram(const CompositeRule& rule, std::vector<std::size_t> order, std::size_t limit) {
    CombinedRule combined{.members = rule.member_count(), .top = Rule(rule.top), .parts = {}};
    for (const Block& block : rule.blocks)
        combined.parts.push_back({.members = block.members, .rule = Rule(block.rule)});
    return rule_diagram(combined, std::move(order), limit);
}

}  // namespace by_kind

}  // namespace stemgewicht::detail
