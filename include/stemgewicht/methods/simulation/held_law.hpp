#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/layers/count_lanes.hpp>
#include <stemgewicht/methods/layers/layered_sums.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/rules/position.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace stemgewicht::detail {

/// The holders of a weighted position under a weighted decision, counted in the distinct pairs of their weight in the
/// one and in the other, lane_count nodes side by side.
class HeldLaw {
public:
    HeldLaw(const CountedRule& rule, const WeightedRule& position) : quota_(rule.quota) {
        std::vector<std::vector<Weight>> increments;
        for (const std::size_t i : stemgewicht::holders(position)) {
            increments.push_back({position.weights[i], static_cast<Weight>(rule.weights[i])});
            members_.push_back(i);
            weights_.push_back(rule.weights[i]);
            weight_ += rule.weights[i];
        }
        sums_ = layered_sums(increments, {maximum_total_weight, static_cast<Weight>(quota_)}, maximum_layer_states);
        const Weight total = total_weight(position.weights);
        for (const auto& sum : sums_.totals)
            held_.push_back({side_of(position, total, sum[0]), static_cast<std::size_t>(sum[1])});
        count_densely(position, total);
    }

    [[nodiscard]] const std::vector<std::size_t>& members() const { return members_; }
    [[nodiscard]] std::size_t weight() const { return weight_; }  ///< in the decision, of all holders

    /// Adds the standing of the position, where failing(added) is the chance that a motion fails when the holders add
    /// this weight to the decision.
    template <class Failing>
    void add_standing(const LaneTable& yes, const Lanes& mass, const Failing& failing, Standing& standing) {
        count(yes);
        std::array<std::array<Lanes, 2>, 3> cells;  // by side, and whether the motion passes
        for (auto& side : cells) side.fill(Lanes::Zero());
        for (std::size_t s = 0; s < held_.size(); ++s) {
            const auto law = law_.col(static_cast<Eigen::Index>(s));
            const Lanes fails = law * failing(held_[s].added);
            auto& cell = cells[static_cast<std::size_t>(held_[s].side)];
            cell[0] += fails;
            cell[1] += law - fails;
        }
        for (const Side side : {Side::no, Side::tied, Side::yes})
            for (const bool passes : {false, true})
                standing.add_term(side, passes, (mass * cells[static_cast<std::size_t>(side)][passes ? 1 : 0]).sum());
        standing.decisive += (mass * (failing(0) - failing(weight_))).sum();
    }

private:
    struct HeldSum {
        Side side;
        std::size_t added;  ///< to the weight in the decision
    };

    /// Where the holders' weights in the position and in the decision are in proportion, and small, one dense count
    /// does for both.
    void count_densely(const WeightedRule& position, Weight total) {
        if (members_.empty() || weight_ >= 2 * held_.size()) return;
        const Weight own = position.weights[members_[0]], added = static_cast<Weight>(weights_[0]);
        if (added == 0) return;
        for (std::size_t k = 0; k < members_.size(); ++k)
            if (position.weights[members_[k]] * added != own * static_cast<Weight>(weights_[k])) return;
        is_dense_ = true;
        held_.clear();
        for (std::size_t t = 0; t <= weight_; ++t)
            held_.push_back({side_of(position, total, static_cast<Weight>(t) * own / added), t});
    }

    void count(const LaneTable& yes) {
        law_.setOnes(lane_count, 1);
        if (is_dense_) law_.setZero(lane_count, static_cast<Eigen::Index>(weight_) + 1).col(0).setOnes();
        std::size_t end = 1;
        for (std::size_t k = 0; k < members_.size(); ++k) {
            const Lanes p = yes.col(static_cast<Eigen::Index>(members_[k])), q = 1 - p;
            if (is_dense_) {
                end += weights_[k];
                stop_point(8 * end);
                count_lanes(law_.data(), 0, end, weights_[k], p.data());
                continue;
            }
            next_.setZero(lane_count, static_cast<Eigen::Index>(sums_.layers.state_count(k + 1)));
            push_lanes(sums_.layers.steps[k], law_.data(), p.data(), q.data(), next_.data());
            law_.swap(next_);
        }
    }

    std::size_t quota_, weight_ = 0;
    std::vector<std::size_t> members_, weights_;
    LayeredSums sums_;
    std::vector<HeldSum> held_;
    bool is_dense_ = false;
    LaneTable law_, next_;
};

}  // namespace stemgewicht::detail
