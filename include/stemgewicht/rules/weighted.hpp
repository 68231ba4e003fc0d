#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/rules/simple_game.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// A weighted voting game [quota; weights]: a motion passes if the weight of the yes-voters reaches the quota.
/// The quota is always the least winning weight.
struct WeightedRule {
    std::vector<Weight> weights;
    Weight quota = 1;

    [[nodiscard]] std::size_t member_count() const { return weights.size(); }

    [[nodiscard]] bool wins(const Coalition& yes_voters) const {
        Weight sum = 0;
        for (auto i = yes_voters.find_first(); i != Coalition::npos; i = yes_voters.find_next(i)) sum += weights[i];
        return sum >= quota;
    }

    friend bool operator==(const WeightedRule&, const WeightedRule&) = default;
};
static_assert(SimpleGame<WeightedRule>);

/// Sum of the weights. Throws std::invalid_argument if there are none, one is negative, all are 0, or the sum exceeds
/// maximum_total_weight.
Weight total_weight(const std::vector<Weight>& weights, std::string_view field = "weights");

/// Throws std::invalid_argument unless the weights are valid and the quota lies in 1..total weight.
void check(const WeightedRule& rule, std::string_view field = "rule");

/// Absolute majority: floor(total / 2) + 1, the least weight above one half.
constexpr Weight majority_quota(Weight total) { return total / 2 + 1; }

/// The rule that passes on an absolute majority of the weights.
WeightedRule majority_rule(std::vector<Weight> weights);

/// The position of one member: its own vote, as a rule over all members.
WeightedRule member_position(std::size_t member, std::size_t member_count);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/rules/definitions/weighted.hpp>
#endif
