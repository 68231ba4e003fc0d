#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Which states of a monotone diagram win wherever others do. Answers are remembered, each in some 40 bytes. Throws
/// std::length_error where they are more than `maximum_pairs`.
class Implication {
public:
    explicit Implication(const Diagram& diagram, std::size_t maximum_pairs = std::size_t{1} << 24)
        : diagram_(diagram),
          settled_(settled(diagram)),
          maximum_pairs_(maximum_pairs),
          known_(diagram.member_count()) {}

    /// Whether every way on that wins from state a wins from state b.
    bool implies(std::size_t layer, std::uint32_t a, std::uint32_t b) {
        if (a == b || settled_.value[layer][a] == 0 || settled_.value[layer][b] == 1) return true;
        if (settled_.value[layer][a] == 1 || settled_.value[layer][b] == 0) return false;
        turns_.turn();
        const auto known = known_[layer].find(std::uint64_t{a} << 32 | b);
        if (known != known_[layer].end()) return known->second;
        const auto& [yes, no] = diagram_.layers.steps[layer];
        const bool answer = implies(layer + 1, yes[a], yes[b]) && implies(layer + 1, no[a], no[b]);
        known_[layer].emplace(std::uint64_t{a} << 32 | b, answer);
        if (++pairs_ > maximum_pairs_) refuse_pairs();
        return answer;
    }

    [[nodiscard]] int outcome(std::size_t layer, std::uint32_t state) const { return settled_.value[layer][state]; }

private:
    [[noreturn]] void refuse_pairs() const {
        throw std::length_error("decision_diagram: to find the minimal sets needs more than " +
                                std::to_string(maximum_pairs_) +
                                " pairs of states; few members, or few different weights, take less");
    }

    const Diagram& diagram_;
    Settled settled_;
    std::size_t maximum_pairs_, pairs_ = 0;
    std::vector<std::unordered_map<std::uint64_t, bool>> known_;
    TurnCounter turns_{100};
};

/// The state of a set, followed by the states of what has to lose if it is to count: the largest of them alone.
using Watched = std::vector<std::uint32_t>;

/// Brings a state into its one form: watched states that lose anyway are dropped, as are those that imply another;
/// empty where the set cannot count any more.
inline Watched simplified(Watched state, std::size_t layer, Implication& implication) {
    if (implication.outcome(layer, state[0]) == 0) return {};
    Watched kept{state[0]};
    for (std::size_t k = 1; k < state.size(); ++k) {
        const int outcome = implication.outcome(layer, state[k]);
        if (outcome == 1) return {};
        if (outcome == 0) continue;
        const auto covered = [&](std::uint32_t other) { return implication.implies(layer, state[k], other); };
        if (std::any_of(kept.begin() + 1, kept.end(), covered)) continue;
        kept.erase(std::remove_if(kept.begin() + 1, kept.end(),
                                  [&](std::uint32_t other) { return implication.implies(layer, other, state[k]); }),
                   kept.end());
        kept.push_back(state[k]);
    }
    std::sort(kept.begin() + 1, kept.end());
    return kept;
}

/// The minimal winning coalitions of a monotone rule, as the diagram whose outcome is 1 for exactly these sets: a
/// winning set is followed together with the sets that lack one of its members, all of which must lose. Cost: small
/// where the members are asked by descending desirability, since only the last member to join can then be the one to
/// spare.
inline Diagram minimal_sets(const Diagram& rule, std::size_t limit = maximum_layer_states) {
    Implication implication(rule);
    const auto step = [&](const Watched& state, std::size_t i, bool vote) -> Watched {
        if (state.empty()) return state;
        const auto& [yes, no] = rule.layers.steps[i];
        Watched next;
        for (const std::uint32_t s : state) next.push_back(vote ? yes[s] : no[s]);
        if (vote) next.push_back(no[state[0]]);
        return simplified(std::move(next), i + 1, implication);
    };
    return build_diagram(rule.order, Watched{0}, step, [](const Watched& state) { return !state.empty(); }, limit);
}

}  // namespace stemgewicht::detail
