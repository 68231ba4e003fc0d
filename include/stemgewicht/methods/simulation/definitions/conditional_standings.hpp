#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/choice/exact.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/simulation/conditional_standings.hpp>
#include <stemgewicht/methods/simulation/plane_rule.hpp>
#include <stemgewicht/methods/simulation/positions_apart.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// Independent votes whose chances stand elsewhere: the form in which plans and orders are asked for.
inline VoteLaw one_node_law(std::size_t member_count) {
    return {.member_count = member_count,
            .factors = {{.members = everyone(member_count),
                         .masses = Eigen::ArrayXd::Ones(1),
                         .yes = Eigen::ArrayXXd::Constant(static_cast<Eigen::Index>(member_count), 1, 0.5)}}};
}

inline BlockPlan diagram_plan(const Diagram& diagram, const VoteLaw& law) {
    BlockPlan plan = plan_members(diagram.order, factor_rows(law), {});
    plan.layers = diagram.layers;
    for (const std::uint8_t outcome : diagram.outcomes) plan.votes_yes.push_back(outcome != 0);
    return plan;
}

/// The masses and chances of some nodes as a law of one factor, for methods that take whole laws.
inline VoteLaw law_of_nodes(const LaneTable& yes, const Lanes& mass) {
    const auto members = static_cast<std::size_t>(yes.cols());
    return {.member_count = members,
            .factors = {{.members = everyone(members), .masses = mass, .yes = yes.transpose()}}};
}

/// On decision diagrams.
inline GivenChances diagram_given_chances(const Rule& rule, const Rule& position) {
    const VoteLaw law = one_node_law(member_count(rule));
    const Diagram decision = detail::rule_diagram(rule, maximum_layer_states);
    const Diagram own = detail::rule_diagram(position, decision.order, maximum_layer_states);
    const Diagram joint = joint_diagram(decision, own, maximum_layer_states);
    std::vector<Forced> all_for(law.member_count, Forced::free), all_against = all_for;
    for (const std::size_t member : position_holders(position)) {
        all_for[member] = Forced::yes;
        all_against[member] = Forced::no;
    }
    return [both = diagram_plan(joint, law), alone = diagram_plan(decision, law), outcomes = joint.outcomes, all_for,
            all_against](const LaneTable& yes, const Lanes& mass, std::span<Standing> sums) {
        const LaneTable states = block_law(both, yes);
        for (std::size_t s = 0; s < outcomes.size(); ++s)
            sums[0].add_term(static_cast<Side>(outcomes[s] % 3), outcomes[s] >= 3,
                             (mass * states.col(static_cast<Eigen::Index>(s))).sum());
        const auto outcome = [&](const std::vector<Forced>& forced) {
            return vote_chances(alone, block_law(alone, yes, &forced));
        };
        sums[0].decisive += (mass * gain(outcome(all_for), outcome(all_against))).sum();
    };
}

/// Quotas from here on are left to the diagrams, which count distinct sums.
inline constexpr std::size_t maximum_dense_quota = std::size_t{1} << 22;

STEMGEWICHT_DEFINITION GivenChances given_chances(const Rule& rule, const Rule& position) {
    const auto* decision = std::get_if<WeightedRule>(&rule);
    const auto* own = std::get_if<WeightedRule>(&position);
    if (decision && own && counted_rule(*decision).quota <= maximum_dense_quota)
        return PositionsApart(*decision, std::span(own, 1));
    return diagram_given_chances(rule, position);
}

/// Weighted positions, where all are and no two have a holder in common; empty otherwise.
inline std::vector<WeightedRule> positions_apart(std::span<const Rule> positions) {
    std::vector<WeightedRule> result;
    std::vector<bool> holds;
    for (const Rule& position : positions) {
        const auto* weighted = std::get_if<WeightedRule>(&position);
        if (!weighted) return {};
        holds.resize(weighted->weights.size());
        for (const std::size_t i : stemgewicht::holders(*weighted)) {
            if (holds[i]) return {};
            holds[i] = true;
        }
        result.push_back(*weighted);
    }
    return result;
}

STEMGEWICHT_DEFINITION GivenChances given_chances_of_all(const Rule& rule, std::span<const Rule> positions) {
    constexpr std::size_t largest_shared_quota = std::size_t{1} << 18;  // several tables of it are kept
    if (const auto* decision = std::get_if<WeightedRule>(&rule);
        decision && counted_rule(*decision).quota <= largest_shared_quota)
        if (const std::vector<WeightedRule> apart = positions_apart(positions); !apart.empty())
            return PositionsApart(*decision, apart);
    std::vector<GivenChances> sources;
    for (const Rule& position : positions) sources.push_back(given_chances(rule, position));
    return side_by_side(std::move(sources));
}

STEMGEWICHT_DEFINITION GivenChances members_given_chances(const Rule& rule) {
    if (const auto* weighted = std::get_if<WeightedRule>(&rule))
        return [rule = *weighted](const LaneTable& yes, const Lanes& mass, std::span<Standing> sums) {
            const std::vector<Standing> all = detail::member_standings(rule, law_of_nodes(yes, mass), Exact{});
            for (std::size_t i = 0; i < all.size(); ++i) sums[i].add(all[i], 1);
        };
    const VoteLaw law = one_node_law(member_count(rule));
    return [plan = diagram_plan(rule_diagram(rule, maximum_layer_states), law),
            all = std::vector<Standing>(law.member_count)](const LaneTable& yes, const Lanes& mass,
                                                           std::span<Standing> sums) mutable {
        std::ranges::fill(all, Standing{});
        add_member_standings(plan, yes, mass, surely(true), surely(false), all);
        for (std::size_t i = 0; i < all.size(); ++i) sums[i].add(all[i], 1);
    };
}

}  // namespace stemgewicht::detail
