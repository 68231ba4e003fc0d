#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/layers/block_law.hpp>
#include <stemgewicht/methods/layers/crossing_nodes.hpp>
#include <stemgewicht/methods/layers/layered_sums.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/position.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION BlockPlan plan_members(std::vector<std::size_t> members, std::span<const FactorRow> rows,
                                              const std::vector<const VoteFactor*>& crossing) {
    const auto own = [&](std::size_t member) {
        const VoteFactor* factor = rows[member].factor;
        return factor->node_count() > 1 && std::ranges::find(crossing, factor) == crossing.end() ? factor : nullptr;
    };
    std::ranges::stable_sort(members, std::less<const VoteFactor*>{}, own);
    BlockPlan plan;
    for (const std::size_t member : members) {
        if (plan.segments.empty() || plan.segments.back().mixture != own(member))
            plan.segments.push_back({plan.members.size(), plan.members.size(), own(member)});
        plan.members.push_back(member);
        plan.rows.push_back(rows[member]);
        plan.segments.back().last = plan.members.size();
    }
    return plan;
}

STEMGEWICHT_DEFINITION BlockPlan plan_block(const Block& block, std::span<const FactorRow> rows,
                                            const std::vector<const VoteFactor*>& crossing,
                                            std::span<const WeightedRule> positions, std::size_t limit) {
    std::vector<Weight> weights(rows.size(), 0);
    for (std::size_t k = 0; k < block.members.size(); ++k) weights[block.members[k]] = block.rule.weights[k];
    BlockPlan plan = plan_members(block.members, rows, crossing);
    std::vector<std::vector<Weight>> increments;
    for (const std::size_t member : plan.members) {
        increments.push_back({weights[member]});
        for (const WeightedRule& position : positions) increments.back().push_back(position.weights[member]);
    }
    std::vector<Weight> caps(positions.size() + 1, maximum_total_weight);
    caps[0] = block.rule.quota;
    LayeredSums sums = layered_sums(increments, caps, limit);
    plan.layers = std::move(sums.layers);
    plan.totals = std::move(sums.totals);
    for (const auto& total : plan.totals) plan.votes_yes.push_back(total[0] >= block.rule.quota);
    return plan;
}

STEMGEWICHT_DEFINITION LaneTable segment_forward(const BlockPlan& plan, const Segment& segment, const LaneTable& law,
                                                 const LaneTable& outer, const std::vector<Forced>* forced) {
    LaneTable mixed = LaneTable::Zero(lane_count, static_cast<Eigen::Index>(plan.layers.state_count(segment.last)));
    for (std::size_t node = 0; node < segment.node_count(); ++node) {
        LaneTable part = law;
        for (std::size_t i = segment.first; i < segment.last; ++i)
            part = step_forward(plan.layers, i, part, plan.chance(i, segment, node, outer, forced));
        mixed += segment.mass(node) * part;
    }
    return mixed;
}

STEMGEWICHT_DEFINITION LaneTable block_law(const BlockPlan& plan, const LaneTable& outer,
                                           const std::vector<Forced>* forced) {
    LaneTable law = LaneTable::Ones(lane_count, 1);
    for (const Segment& segment : plan.segments) law = segment_forward(plan, segment, law, outer, forced);
    return law;
}

STEMGEWICHT_DEFINITION VoteChances vote_chances(const BlockPlan& plan, const LaneTable& law) {
    VoteChances chances{Lanes::Zero(), Lanes::Zero()};
    for (std::size_t s = 0; s < plan.votes_yes.size(); ++s)
        (plan.votes_yes[s] ? chances.yes : chances.no) += law.col(static_cast<Eigen::Index>(s));
    return chances;
}

/// The decision as a function of a layer's state.
struct VoteChanceTable {
    LaneTable yes, no;

    [[nodiscard]] VoteChances at(std::uint32_t state) const { return {yes.col(state), no.col(state)}; }
};

inline VoteChanceTable behind_block(const BlockPlan& plan, const VoteChances& if_yes, const VoteChances& if_no) {
    const auto states = static_cast<Eigen::Index>(plan.votes_yes.size());
    VoteChanceTable table{LaneTable(lane_count, states), LaneTable(lane_count, states)};
    for (Eigen::Index s = 0; s < states; ++s) {
        const VoteChances& outcome = plan.votes_yes[static_cast<std::size_t>(s)] ? if_yes : if_no;
        table.yes.col(s) = outcome.yes;
        table.no.col(s) = outcome.no;
    }
    return table;
}

/// Adds the standing of the member that a layer asks, who says yes with chance p: `law` is that of the layer's state,
/// `after` the decision as a function of the next layer's.
inline void add_member(const Layers::Step& step, const LaneTable& law, const VoteChanceTable& after, const Lanes& p,
                       const Lanes& mass, Standing& standing) {
    Lanes yes_pass = Lanes::Zero(), yes_fail = Lanes::Zero(), no_pass = Lanes::Zero(), no_fail = Lanes::Zero();
    Lanes more_pass = Lanes::Zero(), less_fail = Lanes::Zero();
    stop_point(40 * step.yes.size());
    for (std::size_t s = 0; s < step.yes.size(); ++s) {
        const Lanes here = law.col(static_cast<Eigen::Index>(s));
        const VoteChances with = after.at(step.yes[s]), without = after.at(step.no[s]);
        yes_pass += here * with.yes;
        yes_fail += here * with.no;
        no_pass += here * without.yes;
        no_fail += here * without.no;
        more_pass += here * (with.yes - without.yes);
        less_fail += here * (without.no - with.no);
    }
    standing.add({.yes_pass = (mass * p * yes_pass).sum(),
                  .yes_fail = (mass * p * yes_fail).sum(),
                  .no_pass = (mass * (1 - p) * no_pass).sum(),
                  .no_fail = (mass * (1 - p) * no_fail).sum(),
                  .decisive = (mass * (yes_pass < no_fail).select(more_pass, less_fail)).sum()},
                 1.0);
}

STEMGEWICHT_DEFINITION void add_member_standings(const BlockPlan& plan, const LaneTable& outer, const Lanes& mass,
                                                 const VoteChances& if_yes, const VoteChances& if_no,
                                                 std::vector<Standing>& standings) {
    std::vector<LaneTable> laws{LaneTable::Ones(lane_count, 1)};
    for (const Segment& segment : plan.segments)
        laws.push_back(segment_forward(plan, segment, laws.back(), outer, nullptr));
    VoteChanceTable behind = behind_block(plan, if_yes, if_no);

    for (std::size_t g = plan.segments.size(); g-- > 0;) {
        const Segment& segment = plan.segments[g];
        const LaneTable none =
            LaneTable::Zero(lane_count, static_cast<Eigen::Index>(plan.layers.state_count(segment.first)));
        VoteChanceTable before{none, none};
        for (std::size_t node = 0; node < segment.node_count(); ++node) {
            std::vector<LaneTable> law{laws[g]};
            for (std::size_t i = segment.first; i < segment.last; ++i)
                law.push_back(step_forward(plan.layers, i, law.back(), plan.chance(i, segment, node, outer, nullptr)));
            VoteChanceTable after = behind;
            for (std::size_t i = segment.last; i-- > segment.first;) {
                const Lanes p = plan.chance(i, segment, node, outer, nullptr);
                add_member(plan.layers.steps[i], law[i - segment.first], after, p, mass * segment.mass(node),
                           standings[plan.members[i]]);
                after = {step_back(plan.layers, i, after.yes, p), step_back(plan.layers, i, after.no, p)};
            }
            before.yes += segment.mass(node) * after.yes;
            before.no += segment.mass(node) * after.no;
        }
        behind = std::move(before);
    }
}

}  // namespace stemgewicht::detail
