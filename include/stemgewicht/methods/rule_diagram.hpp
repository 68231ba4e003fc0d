#pragma once

#include <stemgewicht/core/diagram.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <numeric>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht {

/// The decision diagram of a rule [bolus_2011]. Weighted: members in the order of the board.
inline Diagram rule_diagram(const WeightedRule& rule, std::size_t limit) {
    std::vector<std::size_t> order(rule.member_count());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<Weight> rest(order.size() + 1, 0);
    for (std::size_t i = order.size(); i-- > 0;) rest[i] = rest[i + 1] + rule.weights[i];
    const auto step = [&](Weight sum, std::size_t i, bool vote) {
        return settled_sum(sum + (vote ? rule.weights[i] : 0), rest[i + 1], rule.quota);
    };
    return build_diagram(std::move(order), Weight{0}, step, [&](Weight sum) { return sum >= rule.quota; }, limit);
}

/// Two tiers: members block by block; the state is the sum of the top and the sum of the block that is being asked.
inline Diagram rule_diagram(const CompositeRule& rule, std::size_t limit) {
    struct Place {
        std::size_t block, member;
        Weight rest_of_block;
    };
    std::vector<std::size_t> order;
    std::vector<Place> places;
    std::vector<Weight> rest_of_top(rule.blocks.size() + 1, 0);
    for (std::size_t j = rule.blocks.size(); j-- > 0;) rest_of_top[j] = rest_of_top[j + 1] + rule.top.weights[j];
    for (std::size_t j = 0; j < rule.blocks.size(); ++j) {
        const Block& block = rule.blocks[j];
        Weight rest = total_weight(block.rule.weights);
        for (std::size_t k = 0; k < block.members.size(); ++k) {
            rest -= block.rule.weights[k];
            order.push_back(block.members[k]);
            places.push_back({j, k, rest});
        }
    }
    using State = std::pair<Weight, Weight>;  // sums of the top and of the block
    const auto step = [&](State state, std::size_t i, bool vote) {
        const auto [j, k, rest] = places[i];
        const Block& block = rule.blocks[j];
        if (state.first >= rule.top.quota || state.first + rest_of_top[j] < rule.top.quota)
            return State{settled_sum(state.first, rest_of_top[j], rule.top.quota), 0};
        const Weight sum = settled_sum(state.second + (vote ? block.rule.weights[k] : 0), rest, block.rule.quota);
        if (k + 1 < block.members.size()) return State{state.first, sum};
        const Weight top = state.first + (sum >= block.rule.quota ? rule.top.weights[j] : 0);
        return State{settled_sum(top, rest_of_top[j + 1], rule.top.quota), 0};
    };
    return build_diagram(
        std::move(order), State{0, 0}, step, [&](State state) { return state.first >= rule.top.quota; }, limit);
}

/// The diagram of any rule of the library.
inline Diagram rule_diagram(const Rule& rule, std::size_t limit) {
    return std::visit([&](const auto& r) { return rule_diagram(r, limit); }, rule);
}

}  // namespace stemgewicht
