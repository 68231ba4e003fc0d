#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/choice/exact.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/layers/layered_sums.hpp>
#include <stemgewicht/methods/simulation/conditional_standings.hpp>
#include <stemgewicht/methods/simulation/plane_rule.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <numeric>
#include <span>
#include <type_traits>
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

/// A weighted position under a weighted decision. The weight of the others is counted densely up to the quota, the
/// holders in the distinct pairs of their weight in the position and in the decision; given the chances the two are
/// independent. Cost for each lane_count nodes: members x quota + pairs, on vectors.
class WeightedGivenChances {
public:
    WeightedGivenChances(const WeightedRule& rule, const WeightedRule& position) : rule_(counted_rule(rule)) {
        std::vector<std::vector<Weight>> increments;
        for (const std::size_t i : stemgewicht::holders(position)) {
            increments.push_back({position.weights[i], static_cast<Weight>(rule_.weights[i])});
            held_.push_back(i);
            held_weight_ += rule_.weights[i];
        }
        for (std::size_t i = 0; i < rule_.weights.size(); ++i)
            if (position.weights[i] == 0 && rule_.weights[i] > 0) {
                others_.push_back(i);
                others_weight_ += rule_.weights[i];
            }
        std::ranges::stable_sort(others_, std::less<>{}, [&](std::size_t i) { return rule_.weights[i]; });
        sums_ =
            layered_sums(increments, {maximum_total_weight, static_cast<Weight>(rule_.quota)}, maximum_layer_states);
        const Weight total = total_weight(position.weights);
        for (const auto& sum : sums_.totals)
            held_sums_.push_back({side_of(position, total, sum[0]), static_cast<std::size_t>(sum[1])});
        count_held_densely(position, total);
    }

    void operator()(const LaneTable& yes, const Lanes& mass, std::span<Standing> sums) {
        count_others(yes);
        count_held(yes);
        std::array<std::array<Lanes, 2>, 3> cells;  // by side, and whether the motion passes
        for (auto& side : cells) side.fill(Lanes::Zero());
        for (std::size_t s = 0; s < held_sums_.size(); ++s) {
            const auto law = held_law_.col(static_cast<Eigen::Index>(s));
            const Lanes fails = law * failing(held_sums_[s].added);
            auto& cell = cells[static_cast<std::size_t>(held_sums_[s].side)];
            cell[0] += fails;
            cell[1] += law - fails;
        }
        for (const Side side : {Side::no, Side::tied, Side::yes})
            for (const bool passes : {false, true})
                sums[0].add_term(side, passes, (mass * cells[static_cast<std::size_t>(side)][passes ? 1 : 0]).sum());
        sums[0].decisive += (mass * (failing(0) - failing(held_weight_))).sum();
    }

private:
    struct HeldSum {
        Side side;
        std::size_t added;  ///< to the weight in the decision
    };

    /// Where the holders' weights in the position and in the decision are in proportion, and small, one dense count
    /// does for both.
    void count_held_densely(const WeightedRule& position, Weight total) {
        if (held_.empty() || held_weight_ >= 2 * held_sums_.size()) return;
        const Weight own = position.weights[held_[0]], added = static_cast<Weight>(rule_.weights[held_[0]]);
        if (added == 0) return;
        for (const std::size_t i : held_)
            if (position.weights[i] * added != own * static_cast<Weight>(rule_.weights[i])) return;
        is_dense_ = true;
        held_sums_.clear();
        for (std::size_t t = 0; t <= held_weight_; ++t)
            held_sums_.push_back({side_of(position, total, static_cast<Weight>(t) * own / added), t});
    }

    void count_held(const LaneTable& yes) {
        if (is_dense_) {
            count_dense(held_law_, held_, held_weight_ + 1, yes);
            return;
        }
        held_law_.setOnes(lane_count, 1);
        for (std::size_t k = 0; k < held_.size(); ++k) {
            next_.setZero(lane_count, static_cast<Eigen::Index>(sums_.layers.state_count(k + 1)));
            const Lanes p = yes.col(static_cast<Eigen::Index>(held_[k])), q = 1 - p;
            push_lanes(sums_.layers.steps[k], held_law_.data(), p.data(), q.data(), next_.data());
            held_law_.swap(next_);
        }
    }

    /// The law of the sum of some members below a limit. Returns how many sums there are.
    std::size_t count_dense(LaneTable& law, const std::vector<std::size_t>& members, std::size_t limit,
                            const LaneTable& yes) const {
        law.resize(lane_count, static_cast<Eigen::Index>(limit));
        law.col(0).setOnes();
        std::size_t columns = 1;
        for (const std::size_t i : members) {
            const std::size_t after = std::min(limit, columns + rule_.weights[i]);
            stop_point(8 * after);
            count_lanes(law.data(), columns, after, rule_.weights[i], yes.col(static_cast<Eigen::Index>(i)).data());
            columns = after;
        }
        return columns;
    }

    /// below_(t): the chance that the others weigh t or less, for t below the quota.
    void count_others(const LaneTable& yes) {
        columns_ = count_dense(below_, others_, rule_.quota, yes);
        for (std::size_t t = 1; t < columns_; ++t)
            below_.col(static_cast<Eigen::Index>(t)) += below_.col(static_cast<Eigen::Index>(t - 1));
    }

    /// Counts a member of this weight in place, from the highest count down, on lane_count laws that lie side by side.
    STEMGEWICHT_WIDE_REAL static void count_lanes(double* law, std::size_t before, std::size_t after,
                                                  std::size_t weight, const double* yes) {
        std::array<double, lane_count> p, q, value;
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
            p[lane] = yes[lane];
            q[lane] = 1 - yes[lane];
        }
        std::fill(law + before * lane_count, law + after * lane_count, 0.0);
        for (std::size_t t = after; t-- > weight;) {
            double* here = law + t * lane_count;
            const double* from = here - weight * lane_count;
            for (std::size_t lane = 0; lane < lane_count; ++lane)
                value[lane] = q[lane] * here[lane] + p[lane] * from[lane];
            for (std::size_t lane = 0; lane < lane_count; ++lane) here[lane] = value[lane];
        }
        for (std::size_t t = std::min(weight, before); t-- > 0;)
            for (std::size_t lane = 0; lane < lane_count; ++lane) law[t * lane_count + lane] *= q[lane];
    }

    /// The chance that a motion fails when the holders add this weight.
    [[nodiscard]] Lanes failing(std::size_t added) const {
        if (added >= rule_.quota) return Lanes::Zero();
        if (others_weight_ < rule_.quota - added) return Lanes::Ones();  // whatever the others do
        return below_.col(static_cast<Eigen::Index>(std::min(columns_, rule_.quota - added)) - 1);
    }

    CountedRule rule_;
    std::vector<std::size_t> held_, others_;
    std::size_t held_weight_ = 0, others_weight_ = 0;
    LayeredSums sums_;
    std::vector<HeldSum> held_sums_;
    bool is_dense_ = false;
    LaneTable below_, held_law_, next_;
    std::size_t columns_ = 1;
};

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
        return WeightedGivenChances(*decision, *own);
    return diagram_given_chances(rule, position);
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
