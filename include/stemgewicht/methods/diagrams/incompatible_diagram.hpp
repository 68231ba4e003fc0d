#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/weighted_diagram.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Follows all coalitions without an incompatible pair that the yes-voters so far contain. What is told apart: the
/// state of the rule, and which of the members to come can no longer join.
class IncompatibleMachine {
public:
    struct Branch {
        std::uint32_t state = 0;
        Coalition barred;
        friend auto operator<=>(const Branch& a, const Branch& b) {
            if (a.state != b.state) return a.state <=> b.state;
            return a.barred == b.barred  ? std::strong_ordering::equal
                   : a.barred < b.barred ? std::strong_ordering::less
                                         : std::strong_ordering::greater;
        }
        friend bool operator==(const Branch&, const Branch&) = default;
    };
    using State = std::vector<Branch>;

    IncompatibleMachine(const IncompatibleRule& rule, const std::vector<std::size_t>& order, std::size_t limit)
        : order_(order), rule_(rule_diagram(*rule.rule, order, limit)), settled_(settled(rule_)) {
        std::vector<std::size_t> place(order.size());
        for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
        bars_.assign(order.size(), Coalition(order.size()));
        for (const auto& [a, b] : rule.pairs) place[a] < place[b] ? bars_[a].set(b) : bars_[b].set(a);
    }

    [[nodiscard]] State start() const { return {{.state = 0, .barred = Coalition(order_.size())}}; }

    [[nodiscard]] State step(const State& state, std::size_t layer, bool vote) const {
        if (is_won(state)) return state;
        const std::size_t member = order_[layer];
        const auto& [yes, no] = rule_.layers.steps[layer];
        State next;
        for (const Branch& branch : state) {
            Coalition barred = branch.barred;
            barred.reset(member);
            const bool joins = vote && !branch.barred.test(member);
            if (joins) next.push_back({yes[branch.state], barred | bars_[member]});
            if (!joins || bars_[member].any()) next.push_back({no[branch.state], barred});
        }
        const std::vector<int>& outcome = settled_.value[layer + 1];
        if (std::ranges::any_of(next, [&](const Branch& branch) { return outcome[branch.state] == 1; })) return won();
        std::erase_if(next, [&](const Branch& branch) { return outcome[branch.state] == 0; });
        return undominated(std::move(next));
    }

    [[nodiscard]] static bool is_won(const State& state) {
        return !state.empty() && state.front().state == std::numeric_limits<std::uint32_t>::max();
    }

private:
    static State won() { return {{.state = std::numeric_limits<std::uint32_t>::max(), .barred = {}}}; }

    /// Of branches in one state, those that bar least.
    static State undominated(State branches) {
        std::ranges::sort(branches);
        const auto repeated = std::ranges::unique(branches);
        branches.erase(repeated.begin(), repeated.end());
        const auto is_dominated = [&](const Branch& branch) {
            return std::ranges::any_of(branches, [&](const Branch& other) {
                return other.state == branch.state && other.barred.is_proper_subset_of(branch.barred);
            });
        };
        State kept;
        for (const Branch& branch : branches)
            if (!is_dominated(branch)) kept.push_back(branch);
        return kept;
    }

    const std::vector<std::size_t>& order_;
    Diagram rule_;
    Settled settled_;
    std::vector<Coalition> bars_;  ///< [member]: who of those asked later cannot join it
};

namespace by_kind {

inline Diagram rule_diagram(const IncompatibleRule& rule, std::vector<std::size_t> order, std::size_t limit) {
    const IncompatibleMachine machine(rule, order, limit);
    const auto step = [&](const IncompatibleMachine::State& state, std::size_t layer, bool vote) {
        return machine.step(state, layer, vote);
    };
    return build_diagram(order, machine.start(), step, &IncompatibleMachine::is_won, limit);
}

}  // namespace by_kind

}  // namespace stemgewicht::detail
