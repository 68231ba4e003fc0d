#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/engines/ordered_games.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Looks for the whole weights of least sum that represent proper games, by trying all weights, sum by sum. Members of
/// the rules are as those of the games, from the lightest to the heaviest.
///
/// Only weights are tried in which the heaviest member has half of the sum at most. Where it has more than the others
/// together, and these lose without it as in every proper game, it and the quota can both be one less, unless the quota
/// is the sum of the others and 1; then the heaviest alone is a dictator, whose weights are 1 and 0.
class LeastWeights {
public:
    LeastWeights(const CoalitionOrder& order, std::span<const OrderedGame> games)
        : order_(order), games_(games), rules_(games.size()), left_(games.size()) {
        std::mt19937_64 random(20180321);
        for (std::size_t set = 0; set < order.count(); ++set) keys_[set] = random();
        for (std::size_t g = 0; g < games.size(); ++g) places_.emplace(key_of(games[g].winning), g);
    }

    /// Every game must have weights, or this does not end.
    std::vector<WeightedRule> find() && {
        weights_.assign(order_.members(), 0);
        sums_[0] = {0};
        for (sum_ = 1; left_ > 0; ++sum_) {
            marks_.assign(sum_ + 1, 0);
            choose(0, sum_, sum_ == 1 ? 1 : sum_ / 2);
        }
        return std::move(rules_);
    }

private:
    [[nodiscard]] std::uint64_t key_of(const Family& family) const {
        std::uint64_t key = 0;
        for (std::size_t set = 0; set < order_.count(); ++set)
            if (family.test(set)) key ^= keys_[set];
        return key;
    }

    /// Weighs the heaviest member that has no weight yet, after `chosen` others; `rest` is to be given out, and nobody
    /// gets more than `most`.
    void choose(std::size_t chosen, std::size_t rest, std::size_t most) {
        const std::size_t open = order_.members() - chosen;
        if (open == 1) {
            if (rest <= most) try_weights(rest);
            return;
        }
        auto& next = sums_[chosen + 1];
        next.resize(std::size_t{2} << chosen);
        for (std::size_t weight = (rest + open - 1) / open; weight <= std::min(most, rest); ++weight) {
            weights_[open - 1] = weight;
            for (std::size_t set = 0; set < sums_[chosen].size(); ++set) {
                next[2 * set] = sums_[chosen][set];
                next[2 * set + 1] = sums_[chosen][set] + weight;
            }
            choose(chosen + 1, rest - weight, weight);
        }
    }

    /// Looks up the games of all quotas above half, from the highest down: each lets those coalitions win that weigh as
    /// much, and all that won before.
    void try_weights(std::size_t lightest) {
        weights_[0] = lightest;
        turns_.turn();
        const std::vector<std::size_t>& others = sums_[order_.members() - 1];
        for (std::size_t set = 0; set < others.size(); ++set)
            for (const std::size_t with : {std::size_t{0}, std::size_t{1}})
                if (const std::size_t weight = others[set] + with * lightest; 2 * weight > sum_)
                    marks_[weight] ^= keys_[2 * set + with];
        std::uint64_t key = 0;
        for (std::size_t quota = sum_; 2 * quota > sum_; --quota) {
            if (marks_[quota] == 0) continue;
            key ^= std::exchange(marks_[quota], 0);
            if (const auto found = places_.find(key); found != places_.end()) settle(found->second, quota);
        }
    }

    void settle(std::size_t game, std::size_t quota) {
        WeightedRule& rule = rules_[game];
        if (!rule.weights.empty()) return;
        Family winning;
        for (std::size_t set = 0; set < order_.count(); ++set) {
            std::size_t weight = 0;
            for (std::size_t i = 0; i < weights_.size(); ++i) weight += (set >> i & 1) * weights_[i];
            if (weight >= quota) winning.set(set);
        }
        if (winning != games_[game].winning) return;  // another of the same key
        rule.quota = static_cast<Weight>(quota);
        for (const std::size_t weight : weights_) rule.weights.push_back(static_cast<Weight>(weight));
        --left_;
    }

    const CoalitionOrder& order_;
    std::span<const OrderedGame> games_;
    std::vector<WeightedRule> rules_;
    std::size_t left_, sum_ = 0;
    std::array<std::uint64_t, maximum_coalitions> keys_{};  ///< that of a family is the exclusive or of its coalitions'
    std::unordered_map<std::uint64_t, std::size_t> places_;
    std::vector<std::size_t> weights_;
    std::array<std::vector<std::size_t>, maximum_ordered_members> sums_;  ///< of the coalitions of the heaviest members
    std::vector<std::uint64_t> marks_;                                    ///< by weight
    TurnCounter turns_{500};
};

}  // namespace stemgewicht::detail
