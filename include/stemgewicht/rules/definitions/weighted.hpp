#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/rules/simple_game.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION Weight total_weight(const std::vector<Weight>& weights, std::string_view field) {
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

STEMGEWICHT_DEFINITION void check(const WeightedRule& rule, std::string_view field) {
    const Weight total = total_weight(rule.weights, std::string(field) + ".weights");
    if (rule.quota < 1 || rule.quota > total)
        refuse(std::string(field) + ".quota", "1.." + std::to_string(total), rule.quota);
}

STEMGEWICHT_DEFINITION WeightedRule majority_rule(std::vector<Weight> weights) {
    const Weight total = total_weight(weights);
    return {.weights = std::move(weights), .quota = majority_quota(total)};
}

STEMGEWICHT_DEFINITION WeightedRule member_position(std::size_t member, std::size_t member_count) {
    if (member >= member_count) refuse("member", "below " + std::to_string(member_count), member);
    WeightedRule position{.weights = std::vector<Weight>(member_count, 0), .quota = 1};
    position.weights[member] = 1;
    return position;
}

}  // namespace stemgewicht
