#pragma once

#include "support/reference_games.hpp"

#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/rules/combined.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace support {

/// Whether a row is of a rule in which members can be absent.
inline bool is_ternary(const ReferenceRow& row) { return row.rule.contains("attendance"); }

/// The graph of a rule or a setting.
inline std::vector<stemgewicht::Pair> edges_of(const nlohmann::json& json) {
    return json.at("edges").get<std::vector<stemgewicht::Pair>>();
}

/// The a-priori unions of a setting, in the order of their numbers.
inline stemgewicht::Grouping unions_of(const nlohmann::json& setting) {
    stemgewicht::Grouping grouping{
        .name = "unions", .labels = {}, .group_of = setting.at("unions").get<std::vector<std::size_t>>()};
    for (std::size_t u = 0; u <= std::ranges::max(grouping.group_of); ++u) grouping.labels.push_back(std::to_string(u));
    return grouping;
}

/// The rule that the table writes so. Throws std::runtime_error for one with absence, or of no known form.
inline stemgewicht::Rule rule_of(const nlohmann::json& json) {
    using stemgewicht::Rule;
    const auto rules_of = [](const nlohmann::json& list) {
        std::vector<Rule> rules;
        for (const nlohmann::json& rule : list) rules.push_back(rule_of(rule));
        return rules;
    };
    if (json.contains("weights"))
        return stemgewicht::WeightedRule{.weights = json.at("weights").get<std::vector<stemgewicht::Weight>>(),
                                         .quota = json.at("quota").get<stemgewicht::Weight>()};
    if (json.contains("all")) return stemgewicht::all_of(rules_of(json.at("all")));
    if (json.contains("any")) return stemgewicht::any_of(rules_of(json.at("any")));
    if (json.contains("parts")) {
        stemgewicht::CombinedRule rule{
            .members = json.at("members").get<std::size_t>(), .top = rule_of(json.at("top")), .parts = {}};
        for (const nlohmann::json& part : json.at("parts"))
            rule.parts.push_back(
                {.members = part.at("members").get<std::vector<std::size_t>>(), .rule = rule_of(part.at("rule"))});
        return rule;
    }
    if (json.contains("minimal_winning"))
        return stemgewicht::coalition_rule(json.at("members").get<std::size_t>(),
                                           json.at("minimal_winning").get<std::vector<std::vector<std::size_t>>>())
            .rule;
    if (json.contains("incompatible"))
        return stemgewicht::IncompatibleRule{rule_of(json.at("rule")),
                                             json.at("incompatible").get<std::vector<stemgewicht::Pair>>()};
    if (json.contains("edges")) return stemgewicht::RestrictedRule{rule_of(json.at("rule")), edges_of(json)};
    throw std::runtime_error("reference_games.tsv: no rule of two votes: " + json.dump());
}

inline stemgewicht::Rule rule_of(const ReferenceRow& row) { return rule_of(row.rule); }

}  // namespace support
