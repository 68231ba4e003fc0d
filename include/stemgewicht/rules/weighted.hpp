#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/rules/simple_game.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
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
inline Weight total_weight(const std::vector<Weight>& weights, std::string_view field = "weights") {
    if (weights.empty()) refuse(field, "a list of at least one weight", "none");
    Weight total = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] < 0) refuse(element(field, i), "0 or more", weights[i]);
        if (weights[i] > maximum_total_weight - total)
            refuse(field, "a list whose sum stays below 2^62", "a larger sum at member " + std::to_string(i));
        total += weights[i];
    }
    if (total == 0) refuse(field, "a list with a positive weight", "only zeros");
    return total;
}

/// Throws std::invalid_argument unless the weights are valid and the quota lies in 1..total weight.
inline void check(const WeightedRule& rule, std::string_view field = "rule") {
    const Weight total = total_weight(rule.weights, std::string(field) + ".weights");
    if (rule.quota < 1 || rule.quota > total)
        refuse(std::string(field) + ".quota", "1.." + std::to_string(total), rule.quota);
}

/// Absolute majority: floor(total / 2) + 1, the least weight above one half.
constexpr Weight majority_quota(Weight total) { return total / 2 + 1; }

/// The rule that passes on an absolute majority of the weights.
inline WeightedRule majority_rule(std::vector<Weight> weights) {
    const Weight total = total_weight(weights);
    return {.weights = std::move(weights), .quota = majority_quota(total)};
}

/// The position of one member: its own vote, as a rule over all members.
inline WeightedRule member_position(std::size_t member, std::size_t member_count) {
    if (member >= member_count) refuse("member", "below " + std::to_string(member_count), member);
    WeightedRule position{.weights = std::vector<Weight>(member_count, 0), .quota = 1};
    position.weights[member] = 1;
    return position;
}

}  // namespace stemgewicht
