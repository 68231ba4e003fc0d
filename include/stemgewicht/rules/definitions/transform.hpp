#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/rules/rule.hpp>
#include <stemgewicht/rules/transform.hpp>

#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

inline void check_member(std::size_t member, std::size_t member_count, std::string_view field) {
    if (member >= member_count)
        refuse(field, "a member from 0 to " + std::to_string(member_count) + " exclusive", member);
}

}  // namespace detail

STEMGEWICHT_DEFINITION Rule voted_by(const Rule& rule, std::vector<std::size_t> voter, std::size_t members) {
    if (const auto* weighted = std::get_if<WeightedRule>(&rule)) {
        WeightedRule result{.weights = std::vector<Weight>(members, 0), .quota = weighted->quota};
        for (std::size_t k = 0; k < voter.size(); ++k) result.weights[voter[k]] += weighted->weights[k];
        return result;
    }
    return CombinedRule{.members = members,
                        .top = Rule(WeightedRule{.weights = {1}, .quota = 1}),
                        .parts = {{.members = std::move(voter), .rule = rule}}};
}

STEMGEWICHT_DEFINITION Rule quotient_rule(const Rule& rule, const Grouping& unions) {
    return voted_by(rule, unions.group_of, unions.group_count());
}

STEMGEWICHT_DEFINITION Rule merged(const Rule& rule, const std::vector<std::size_t>& bloc) {
    if (bloc.empty()) refuse("bloc", "a list of at least one member", "none");
    const Coalition in_bloc = coalition_of(bloc, member_count(rule), "bloc");
    std::vector<std::size_t> voter;
    std::size_t count = 0, place = 0;
    for (std::size_t i = 0; i < in_bloc.size(); ++i) {
        const bool joins = in_bloc.test(i) && i != in_bloc.find_first();
        if (i == in_bloc.find_first()) place = count;
        voter.push_back(joins ? place : count++);
    }
    return voted_by(rule, std::move(voter), count);
}

STEMGEWICHT_DEFINITION Rule split(const Rule& rule, std::size_t member, const Rule& inner) {
    const std::size_t n = member_count(rule);
    detail::check_member(member, n, "member");
    const std::size_t added = member_count(inner);
    CombinedRule result{.members = n - 1 + added, .top = rule, .parts = {}};
    for (std::size_t i = 0, next = 0; i < n; ++i) {
        const std::size_t votes = i == member ? added : 1;
        std::vector<std::size_t> voters(votes);
        std::iota(voters.begin(), voters.end(), next);
        next += votes;
        result.parts.push_back({.members = std::move(voters),
                                .rule = i == member ? inner : Rule(WeightedRule{.weights = {1}, .quota = 1})});
    }
    return result;
}

STEMGEWICHT_DEFINITION WeightedRule split_weight(const WeightedRule& rule, std::size_t member,
                                                 const std::vector<Weight>& weights) {
    detail::check_member(member, rule.member_count(), "member");
    const Weight whole = rule.weights[member];
    Weight total = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        if (weights[k] < 0 || weights[k] > whole - total)
            refuse(element("weights", k), "0 to " + std::to_string(whole - total) + ", what is left", weights[k]);
        total += weights[k];
    }
    if (weights.empty() || total != whole) refuse("weights", "a list with the sum " + std::to_string(whole), total);
    WeightedRule result = rule;
    const auto place = result.weights.erase(result.weights.begin() + static_cast<std::ptrdiff_t>(member));
    result.weights.insert(place, weights.begin(), weights.end());
    return result;
}

}  // namespace stemgewicht
