#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>
#include <stemgewicht/methods/layers/layers.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// A number for each outcome of the decision and side of the position, at [3 x passes + side].
using CellWeights = std::array<double, 6>;

/// Members are asked one after the other, and the state tells what comes of it: the decision and the position together,
/// on their joint diagram. Nodes are worked side by side in lanes.
class DiagramSteps {
public:
    static constexpr int width = lane_count;
    using Table = LaneTable;  ///< one column per state
    using Chances = Lanes;

    explicit DiagramSteps(Diagram joint) : joint_(std::move(joint)) {}

    [[nodiscard]] std::size_t size() const { return joint_.size(); }
    [[nodiscard]] std::size_t state_count(std::size_t layer) const { return joint_.state_count(layer); }
    [[nodiscard]] Eigen::ArrayXd final_values(const CellWeights& weights) const {
        Eigen::ArrayXd values(static_cast<Eigen::Index>(joint_.outcomes.size()));
        for (Eigen::Index s = 0; s < values.size(); ++s)
            values[s] = weights[joint_.outcomes[static_cast<std::size_t>(s)]];
        return values;
    }
    [[nodiscard]] Table forward(std::size_t layer, const Table& law, const Chances& p) const {
        return step_forward(joint_.layers, layer, law, p);
    }
    [[nodiscard]] Table back(std::size_t layer, const Table& value, const Chances& p) const {
        return step_back(joint_.layers, layer, value, p);
    }
    /// What a yes adds to the mean over a no.
    [[nodiscard]] Chances difference(std::size_t layer, const Table& law, const Table& value) const {
        const auto& [yes, no] = joint_.layers.steps[layer];
        Chances sum = Chances::Zero();
        stop_point(8 * yes.size());
        for (std::size_t s = 0; s < yes.size(); ++s)
            sum += law.col(static_cast<Eigen::Index>(s)) * (value.col(yes[s]) - value.col(no[s]));
        return sum;
    }

private:
    Diagram joint_;
};

/// Of a weighted decision with many distinct sums: states are those of the position's diagram times the weight
/// of the yes-voters, counted densely up to the quota. One node at a time, on vectors along the weights.
class WeightedSteps {
public:
    static constexpr int width = 1;
    using Table = Eigen::Array<double, 1, Eigen::Dynamic>;  ///< for each state of the position, a run of weights
    using Chances = Eigen::Array<double, 1, 1>;

    /// `sides`: a diagram of the position, whose outcomes are its sides, modulo 3.
    WeightedSteps(const CountedRule& rule, Diagram sides) : sides_(std::move(sides)), quota_(rule.quota), columns_{1} {
        for (const std::size_t member : sides_.order) {
            weights_.push_back(rule.weights[member]);
            columns_.push_back(std::min(columns_.back() + weights_.back(), quota_ + 1));
        }
    }

    [[nodiscard]] std::size_t state_count(std::size_t layer) const {
        return sides_.state_count(layer) * columns_[layer];
    }
    [[nodiscard]] Eigen::ArrayXd final_values(const CellWeights& weights) const {
        Eigen::ArrayXd values(static_cast<Eigen::Index>(state_count(weights_.size())));
        for (std::size_t s = 0, place = 0; s < sides_.outcomes.size(); ++s)
            for (std::size_t t = 0; t < columns_.back(); ++t)
                values[static_cast<Eigen::Index>(place++)] = weights[sides_.outcomes[s] % 3U + (t == quota_ ? 3 : 0)];
        return values;
    }
    [[nodiscard]] Table forward(std::size_t layer, const Table& law, const Chances& p) const {
        Table next = Table::Zero(static_cast<Eigen::Index>(state_count(layer + 1)));
        each_state(layer, [&](const Place& at) {
            const auto here = law.segment(at.here, at.columns);
            next.segment(at.no, at.columns) += (1 - p[0]) * here;
            next.segment(at.yes, at.free) += p[0] * here.head(at.free);
            if (at.free < at.columns) next[at.passed] += p[0] * here.tail(at.columns - at.free).sum();
        });
        return next;
    }
    [[nodiscard]] Table back(std::size_t layer, const Table& value, const Chances& p) const {
        Table before(static_cast<Eigen::Index>(state_count(layer)));
        each_state(layer, [&](const Place& at) {
            auto here = before.segment(at.here, at.columns);
            here = (1 - p[0]) * value.segment(at.no, at.columns);
            here.head(at.free) += p[0] * value.segment(at.yes, at.free);
            if (at.free < at.columns) here.tail(at.columns - at.free) += p[0] * value[at.passed];
        });
        return before;
    }
    [[nodiscard]] Chances difference(std::size_t layer, const Table& law, const Table& value) const {
        Chances sum = Chances::Zero();
        each_state(layer, [&](const Place& at) {
            const auto here = law.segment(at.here, at.columns);
            const auto no = value.segment(at.no, at.columns);
            sum += (here.head(at.free) * (value.segment(at.yes, at.free) - no.head(at.free))).sum();
            if (at.free < at.columns)
                sum += (here.tail(at.columns - at.free) * (value[at.passed] - no.tail(at.columns - at.free))).sum();
        });
        return sum;
    }

private:
    /// Where the weights of a state stand, and where they go to: the first `free` of the `columns` move up on a yes,
    /// the others reach the quota.
    struct Place {
        Eigen::Index here, yes, no, passed, columns, free;
    };
    template <class Work>
    void each_state(std::size_t layer, const Work& work) const {
        const auto& [yes, no] = sides_.layers.steps[layer];
        const std::size_t columns = columns_[layer], next = columns_[layer + 1], weight = weights_[layer];
        const auto index = [](std::size_t value) { return static_cast<Eigen::Index>(value); };
        stop_point(3 * yes.size() * columns);
        for (std::size_t s = 0; s < yes.size(); ++s)
            work(Place{.here = index(s * columns),
                       .yes = index(yes[s] * next + weight),
                       .no = index(no[s] * next),
                       .passed = index(yes[s] * next + quota_),
                       .columns = index(columns),
                       .free = index(std::min(columns, quota_ - weight))});
    }

    Diagram sides_;
    std::size_t quota_;
    std::vector<std::size_t> weights_, columns_;  ///< by layer
};

}  // namespace stemgewicht::detail
