#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The decision diagram of any rule of the library, the members asked in `order`: see
/// methods/diagrams/rule_diagram.hpp.
Diagram rule_diagram(const Rule& rule, std::vector<std::size_t> order, std::size_t limit);

/// The diagram of a function of the set of yes-voters that is given by its table: bit n - 1 - i of the index is the
/// vote of order[i]. Cost O(2^n).
inline Diagram table_diagram(std::vector<std::size_t> order, const std::vector<bool>& table) {
    Diagram diagram{.order = std::move(order), .layers = {}, .outcomes = {0, 1}};
    std::vector<std::uint32_t> states(table.begin(), table.end());
    if (std::ranges::find(table, !table.front()) == table.end()) {  // constant: the other outcome is no state
        diagram.outcomes = {static_cast<std::uint8_t>(table.front())};
        std::ranges::fill(states, 0U);
    }
    diagram.layers.final_count = diagram.outcomes.size();
    diagram.layers.steps.resize(diagram.order.size());
    TurnCounter turns(50);
    for (std::size_t i = diagram.order.size(); i-- > 0;) {
        std::unordered_map<std::uint64_t, std::uint32_t> known;
        Layers::Step& step = diagram.layers.steps[i];
        for (std::size_t s = 0; s < states.size() / 2; ++s) {
            turns.turn();
            const std::uint32_t no = states[2 * s], yes = states[2 * s + 1];
            const auto [entry, is_new] =
                known.emplace(std::uint64_t{yes} << 32 | no, static_cast<std::uint32_t>(step.yes.size()));
            if (is_new) {
                step.yes.push_back(yes);
                step.no.push_back(no);
            }
            states[s] = entry->second;
        }
        states.resize(states.size() / 2);
    }
    return reduced(std::move(diagram));
}

inline constexpr std::size_t maximum_table_members = 25;

/// The diagram of any rule that can tell which sets win, by asking it about all of them, to 25 members.
template <SimpleGame R>
Diagram asked_diagram(const R& rule, std::vector<std::size_t> order) {
    const std::size_t n = rule.member_count();
    if (n > maximum_table_members)
        throw std::length_error(
            "decision_diagram: a rule that is neither weighted nor made of weighted ones is carried "
            "to 25 members, got " +
            std::to_string(n));
    std::vector<bool> table(std::size_t{1} << n);
    Coalition yes_voters(n);
    TurnCounter turns(5 * n + 20);
    for (std::size_t set = 0; set < table.size(); ++set) {
        turns.turn();
        for (std::size_t i = 0; i < n; ++i) yes_voters[order[i]] = (set >> (n - 1 - i)) & 1;
        table[set] = rule.wins(yes_voters);
    }
    return table_diagram(std::move(order), table);
}

/// The diagram of each kind of rule, in a namespace of its own, so that a kind without one does not compile: among the
/// functions that take any Rule it would become a Rule again, for ever.
namespace by_kind {

inline Diagram rule_diagram(const OwnRule& rule, std::vector<std::size_t> order, std::size_t) {
    return asked_diagram(rule, std::move(order));
}

/// How many states there are at least, for `rest[i]` the weight of the members asked from layer i on: the sums of the
/// first ones alone, with which neither outcome is settled.
inline double least_states(const WeightedRule& rule, const std::vector<Weight>& rest) {
    double states = 0;
    std::size_t first = 0, last = 0;  // the sums rest[0] - rest[k] of the first k members, from `first` to `last`
    for (std::size_t i = 0; i < rest.size(); ++i) {
        while (last < i && rest[0] - rest[last] < rule.quota) ++last;
        while (first < last && rest[0] - rest[first] + rest[i] < rule.quota) ++first;
        states += static_cast<double>(last - first);
    }
    return states;
}

inline Diagram rule_diagram(const WeightedRule& rule, std::vector<std::size_t> order, std::size_t limit) {
    std::vector<Weight> rest(order.size() + 1, 0);
    for (std::size_t i = order.size(); i-- > 0;) rest[i] = rest[i + 1] + rule.weights[order[i]];
    if (least_states(rule, rest) > static_cast<double>(maximum_total_states)) refuse_states();
    const auto step = [&, order](Weight sum, std::size_t i, bool vote) {
        return settled_sum(sum + (vote ? rule.weights[order[i]] : 0), rest[i + 1], rule.quota);
    };
    return build_diagram(std::move(order), Weight{0}, step, [&](Weight sum) { return sum >= rule.quota; }, limit);
}

/// The state is the set of listed coalitions that nobody has left; one bit more tells that one of them is complete.
inline Diagram rule_diagram(const CoalitionRule& rule, std::vector<std::size_t> order, std::size_t limit) {
    const std::size_t count = rule.minimal_winning.size();
    std::vector<std::size_t> place(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    std::vector<Coalition> with(order.size(), Coalition(count + 1)), complete = with;  // by layer
    for (std::size_t k = 0; k < count; ++k) {
        std::size_t last = 0;
        for (const std::size_t i : members_of(rule.minimal_winning[k])) {
            with[place[i]].set(k);
            last = std::max(last, place[i]);
        }
        complete[last].set(k);
    }
    const Coalition won = Coalition(count + 1).set(count);
    const auto step = [&](const Coalition& open, std::size_t i, bool vote) {
        if (open.test(count)) return open;
        const Coalition next = vote ? open : open - with[i];
        return next.intersects(complete[i]) ? won : next;
    };
    Coalition start(count + 1);
    start.set().reset(count);
    return build_diagram(std::move(order), start, step, [&](const Coalition& open) { return open.test(count); }, limit);
}

}  // namespace by_kind

}  // namespace stemgewicht::detail
