#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/blocks/all_blocks.hpp>
#include <stemgewicht/methods/blocks/joined_blocks.hpp>
#include <stemgewicht/methods/counting/forward_backward.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/position.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// The blocks of a position joined, by the weight for the decision and by the weights of the blocks that are for the
/// position, and against it. Each sum is settled once it has reached its quota, or cannot any more.
inline JoinedBlocks<3> joined_position(const WeightedRule& decision, const CompositeRule& position,
                                       std::span<const BlockPlan> plans) {
    using Sums = JoinedBlocks<3>::Sums;
    const Weight votes = total_weight(position.top.weights);
    Sums rest{total_weight(decision.weights), votes, votes};
    const auto settled = [&](const Sums& sums) -> Sums {
        return {settled_sum(sums[0], rest[0], decision.quota), settled_sum(sums[1], rest[1], position.top.quota),
                settled_sum(sums[2], rest[2], position.top.quota)};
    };
    JoinedBlocks<3> joined(maximum_layer_states);
    for (std::size_t j = 0; j < position.blocks.size(); ++j) {
        const auto& [members, rule] = position.blocks[j];
        const Weight total = total_weight(rule.weights), weight = position.top.weights[j];
        for (const std::size_t member : members) rest[0] -= decision.weights[member];
        rest[1] = rest[2] -= weight;
        std::vector<Sums> by_state;
        for (const std::vector<Weight>& sums : plans[j].totals) {
            const Side side = side_of(rule, total, sums[0]);
            by_state.push_back({sums[1], side == Side::yes ? weight : 0, side == Side::no ? weight : 0});
        }
        joined.join(j, by_state, settled);
    }
    return joined;
}

/// The standing of a two-tier position under a weighted decision: the blocks of the position are counted, and what
/// the decision makes of their members is carried along as a sum.
inline Standing two_tier_position_standing(const WeightedRule& decision, const CompositeRule& position,
                                           const VoteLaw& law, std::size_t budget, std::size_t maximum_nodes) {
    const BlocksPass blocks(position.blocks, std::span(&decision, 1), law, maximum_nodes, maximum_layer_states);
    const JoinedBlocks<3> joined = joined_position(decision, position, blocks.plans());
    Standing standing{.decisive = WeightedPass(decision, law, budget).decisive(holders(position))};
    blocks.each_chunk([&](const Lanes& mass, const LaneTable&, const std::vector<LaneTable>& laws) {
        const LaneTable cells = joined.law(laws);
        for (std::size_t c = 0; c < joined.cells().size(); ++c) {
            const JoinedBlocks<3>::Sums& sums = joined.cells()[c];
            const Side side = sums[1] >= position.top.quota   ? Side::yes
                              : sums[2] >= position.top.quota ? Side::no
                                                              : Side::tied;
            standing.add_term(side, sums[0] >= decision.quota, (mass * cells.col(static_cast<Eigen::Index>(c))).sum());
        }
    });
    return standing;
}

}  // namespace stemgewicht::detail
