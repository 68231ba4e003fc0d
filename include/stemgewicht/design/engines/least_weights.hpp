#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/engines/ordered_games.hpp>
#include <stemgewicht/design/engines/whole_program.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Looks for the whole weights and quota of least sum that represent a game. Their program is in the steps from each
/// member's weight to the next, none of which is negative, and in the quota: every shift-minimal winning coalition
/// reaches the quota, every shift-maximal losing one is 1 below it, and the sum of the weights is least. Its vertex is
/// whole for nearly all games of 8 members; else it is branched on a weight that is not.
class LeastWeights {
public:
    LeastWeights(const CoalitionOrder& order, const CompleteGame& game) : order_(order), game_(game) {}

    /// From the lightest member to the heaviest; empty where the game is not weighted.
    std::optional<WeightedRule> find() && {
        std::vector<Limit> limits;
        branch(limits);
        return std::move(best_);
    }

private:
    using Program = WholeProgram<double>;

    /// A weight that is to be at least, or at most, so much.
    struct Limit {
        std::size_t member;
        double bound;
        bool least;
    };

    [[nodiscard]] Program program(const std::vector<Limit>& limits) const {
        const std::size_t members = order_.members();
        std::vector<double> row(members + 1, 0.0);
        for (std::size_t i = 0; i < members; ++i) row[i] = static_cast<double>(members - i);
        Program program(row);
        const auto demand = [&](std::size_t set, double sign, double bound) {
            for (std::size_t i = 0; i < members; ++i) row[i] = sign * order_.heavier(set, i);
            row[members] = -sign;
            program.demand(row, bound);
        };
        for (const std::size_t set : game_.minimal) demand(set, 1, 0);
        for (const std::size_t set : game_.maximal) demand(set, -1, 1);
        for (const Limit& limit : limits) {
            for (std::size_t i = 0; i < members; ++i) row[i] = i > limit.member ? 0 : limit.least ? 1 : -1;
            row[members] = 0;
            program.demand(row, limit.least ? limit.bound : -limit.bound);
        }
        return program;
    }

    void branch(std::vector<Limit>& limits) {
        const auto point = program(limits).solve();
        if (!point) return;
        double weight = 0, sum = 0;  // numerators
        std::optional<Limit> broken;
        std::vector<Weight> weights;
        for (std::size_t i = 0; i < order_.members(); ++i) {
            sum += weight += point->numerators[i];
            const double whole = std::floor(weight / point->divisor);
            weights.push_back(static_cast<Weight>(whole));
            if (!broken && whole * point->divisor != weight) broken = {i, whole, false};
        }
        if (best_ && std::ceil(sum / point->divisor) >= static_cast<double>(total_weight(best_->weights))) return;
        if (!broken) {
            best_ = {std::move(weights), maximum_total_weight};
            for (const std::size_t set : game_.minimal) best_->quota = std::min(best_->quota, weight_of(set));
            return;
        }
        limits.push_back(*broken);
        branch(limits);
        limits.back() = {broken->member, broken->bound + 1, true};
        branch(limits);
        limits.pop_back();
    }

    [[nodiscard]] Weight weight_of(std::size_t set) const {
        Weight weight = 0;
        for (std::size_t i = 0; i < order_.members(); ++i) weight += (set >> i & 1) != 0 ? best_->weights[i] : 0;
        return weight;
    }

    const CoalitionOrder& order_;
    const CompleteGame& game_;
    std::optional<WeightedRule> best_;
};

/// The least weights of a game, from the heaviest member. Nothing else than weights proves a game weighted.
inline std::optional<WeightedRule> heaviest_first(const CoalitionOrder& order, const CompleteGame& game) {
    std::optional<WeightedRule> rule = LeastWeights(order, game).find();
    if (rule) std::ranges::reverse(rule->weights);
    return rule;
}

/// Which has the same weights, and is the game itself where one of a coalition and the rest always wins.
inline WeightedRule dual_of(const WeightedRule& rule) {
    return {rule.weights, total_weight(rule.weights) - rule.quota + 1};
}

}  // namespace stemgewicht::detail
