#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/blocks/two_tier_pass.hpp>
#include <stemgewicht/methods/counting/forward_backward.hpp>
#include <stemgewicht/rules/composite.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// The rule that passes unless the members against would win: S wins iff the rest of the members does not.
inline WeightedRule dual(const WeightedRule& rule) {
    return {.weights = rule.weights, .quota = total_weight(rule.weights) - rule.quota + 1};
}
inline CompositeRule dual(const CompositeRule& rule) {
    CompositeRule result{.top = dual(rule.top), .blocks = rule.blocks};
    for (Block& block : result.blocks) block.rule = dual(block.rule);
    return result;
}

/// The law in which some members vote yes, or no, whatever the others do.
inline VoteLaw with_fixed_votes(VoteLaw law, const std::vector<std::size_t>& members, double yes) {
    std::vector<bool> fixed(law.member_count);
    for (const std::size_t member : members) fixed[member] = true;
    for (VoteFactor& factor : law.factors)
        for (std::size_t r = 0; r < factor.members.size(); ++r)
            if (fixed[factor.members[r]]) factor.yes.row(static_cast<Eigen::Index>(r)).setConstant(yes);
    return law;
}

/// The standing of a two-tier position under a weighted decision, with the parts exchanged: the blocks of the position
/// are counted, and the decision is carried along as a sum. The position is no where its dual fails, tied in between.
inline Standing two_tier_position_standing(const WeightedRule& decision, const CompositeRule& position,
                                           const VoteLaw& law, std::size_t budget, std::size_t maximum_nodes) {
    const std::span<const WeightedRule> carried(&decision, 1);  // its side is yes where the motion passes
    const auto exchanged = [&](const CompositeRule& rule) {
        return CompositePass(rule, carried, law, maximum_nodes, maximum_layer_states).position_standings().front();
    };
    const Standing yes = exchanged(position);
    const Standing not_no = exchanged(dual(position));
    const VoteLaw all_for = with_fixed_votes(law, holders(position), 1);
    const VoteLaw all_against = with_fixed_votes(law, holders(position), 0);
    Standing result{.yes_pass = yes.yes_pass,
                    .yes_fail = yes.tied_pass + yes.no_pass,
                    .no_pass = not_no.yes_fail,
                    .no_fail = not_no.tied_fail + not_no.no_fail,
                    .decisive = WeightedPass(decision, all_for, budget).pass() -
                                WeightedPass(decision, all_against, budget).pass()};
    if (dual(position) != position) {
        result.tied_pass = std::max(0.0, not_no.yes_pass - yes.yes_pass);
        result.tied_fail = std::max(0.0, not_no.tied_pass + not_no.no_pass - result.yes_fail);
    }
    return result;
}

}  // namespace stemgewicht::detail
