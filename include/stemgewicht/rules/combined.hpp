#pragma once

#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

/// Passes where at least `needed` of the rules, all over the same members, pass.
inline CombinedRule at_least(std::size_t needed, std::vector<Rule> rules) {
    if (rules.empty()) refuse("rules", "a list of at least one rule", "none");
    CombinedRule combined{.members = member_count(rules.front()),
                          .top = Rule(WeightedRule{.weights = std::vector<Weight>(rules.size(), 1),
                                                   .quota = static_cast<Weight>(needed)}),
                          .parts = {}};
    std::vector<std::size_t> everyone(combined.members);
    std::iota(everyone.begin(), everyone.end(), std::size_t{0});
    for (std::size_t j = 0; j < rules.size(); ++j) {
        if (member_count(rules[j]) != combined.members)
            refuse(element("rules", j), "a rule over the " + std::to_string(combined.members) + " members of the first",
                   std::to_string(member_count(rules[j])) + " members");
        combined.parts.push_back({.members = everyone, .rule = std::move(rules[j])});
    }
    return combined;
}

/// Passes where all of the rules pass: a double or triple majority.
inline CombinedRule all_of(std::vector<Rule> rules) {
    const std::size_t count = rules.size();
    return at_least(count, std::move(rules));
}

/// Passes where one of the rules passes.
inline CombinedRule any_of(std::vector<Rule> rules) { return at_least(1, std::move(rules)); }

}  // namespace stemgewicht
