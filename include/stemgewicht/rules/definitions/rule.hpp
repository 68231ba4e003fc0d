#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/member_pairs.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::size_t member_count(const Rule& rule) {
    return std::visit([](const auto& r) { return r.member_count(); }, rule);
}

STEMGEWICHT_DEFINITION bool wins(const Rule& rule, const Coalition& yes_voters) {
    return std::visit([&](const auto& r) { return r.wins(yes_voters); }, rule);
}

STEMGEWICHT_DEFINITION bool operator==(const Part& a, const Part& b) {
    return a.members == b.members && a.rule == b.rule;
}
STEMGEWICHT_DEFINITION bool operator==(const CombinedRule& a, const CombinedRule& b) {
    return a.members == b.members && a.top == b.top && a.parts == b.parts;
}
STEMGEWICHT_DEFINITION bool operator==(const IncompatibleRule& a, const IncompatibleRule& b) {
    return a.rule == b.rule && a.pairs == b.pairs;
}
STEMGEWICHT_DEFINITION bool operator==(const RestrictedRule& a, const RestrictedRule& b) {
    return a.rule == b.rule && a.edges == b.edges;
}

STEMGEWICHT_DEFINITION bool CombinedRule::wins(const Coalition& yes_voters) const {
    Coalition decisions(parts.size());
    for (std::size_t j = 0; j < parts.size(); ++j) {
        Coalition own(parts[j].members.size());
        for (std::size_t k = 0; k < own.size(); ++k) own[k] = yes_voters.test(parts[j].members[k]);
        decisions[j] = stemgewicht::wins(*parts[j].rule, own);
    }
    return stemgewicht::wins(*top, decisions);
}

STEMGEWICHT_DEFINITION std::size_t IncompatibleRule::member_count() const { return stemgewicht::member_count(*rule); }

STEMGEWICHT_DEFINITION bool IncompatibleRule::wins(const Coalition& yes_voters) const {
    if (!stemgewicht::wins(*rule, yes_voters)) return false;
    for (const auto& [a, b] : pairs)
        if (yes_voters.test(a) && yes_voters.test(b)) {
            Coalition fewer = yes_voters;
            if (wins(fewer.reset(a))) return true;
            fewer.set(a);
            return wins(fewer.reset(b));
        }
    return true;
}

STEMGEWICHT_DEFINITION std::size_t RestrictedRule::member_count() const { return stemgewicht::member_count(*rule); }

STEMGEWICHT_DEFINITION bool RestrictedRule::wins(const Coalition& yes_voters) const {
    return std::ranges::any_of(connected_components(edges, yes_voters),
                               [&](const Coalition& part) { return stemgewicht::wins(*rule, part); });
}

namespace detail {

/// How many rules may stand inside each other.
inline constexpr std::size_t maximum_rule_depth = 100;

/// How many rules stand inside each other, the outermost counted.
inline std::size_t rule_depth(const Rule& rule) {
    std::size_t inside = 0;
    if (const auto* combined = std::get_if<CombinedRule>(&rule)) {
        inside = rule_depth(*combined->top);
        for (const Part& part : combined->parts) inside = std::max(inside, rule_depth(*part.rule));
    } else if (const auto* incompatible = std::get_if<IncompatibleRule>(&rule)) {
        inside = rule_depth(*incompatible->rule);
    } else if (const auto* restricted = std::get_if<RestrictedRule>(&rule)) {
        inside = rule_depth(*restricted->rule);
    }
    return inside + 1;
}

}  // namespace detail

STEMGEWICHT_DEFINITION void check(const CombinedRule& rule, std::string_view field) {
    const std::string prefix(field);
    if (rule.parts.empty()) refuse(prefix + ".parts", "a list of at least one part", "none");
    check(*rule.top, prefix + ".top");
    if (member_count(*rule.top) != rule.parts.size())
        refuse(prefix + ".parts",
               "one part for each of the " + std::to_string(member_count(*rule.top)) + " votes of the top",
               rule.parts.size());
    for (std::size_t j = 0; j < rule.parts.size(); ++j) {
        const Part& part = rule.parts[j];
        const std::string path = element(prefix + ".parts", j);
        check(*part.rule, path + ".rule");
        if (part.members.size() != member_count(*part.rule))
            refuse(path + ".members",
                   "one member for each of the " + std::to_string(member_count(*part.rule)) + " votes of its rule",
                   part.members.size());
        for (std::size_t k = 0; k < part.members.size(); ++k)
            if (part.members[k] >= rule.members)
                refuse(element(path + ".members", k),
                       "a member from 0 to " + std::to_string(rule.members) + " exclusive", part.members[k]);
    }
}

STEMGEWICHT_DEFINITION void check(const IncompatibleRule& rule, std::string_view field) {
    check(*rule.rule, std::string(field) + ".rule");
    check_pairs(rule.pairs, rule.member_count(), std::string(field) + ".pairs");
    if (!rule.wins(Coalition(rule.member_count()).set()))
        refuse(std::string(field) + ".pairs", "pairs that leave a winning coalition",
               "pairs by which no motion passes");
}

STEMGEWICHT_DEFINITION void check(const RestrictedRule& rule, std::string_view field) {
    check(*rule.rule, std::string(field) + ".rule");
    check_pairs(rule.edges, rule.member_count(), std::string(field) + ".edges");
    if (!rule.wins(Coalition(rule.member_count()).set()))
        refuse(std::string(field) + ".edges", "edges that connect a winning coalition",
               "edges by which no motion passes");
}

STEMGEWICHT_DEFINITION void check(const Rule& rule, std::string_view field) {
    if (const std::size_t depth = detail::rule_depth(rule); depth > detail::maximum_rule_depth)
        refuse(field, "rules nested at most " + std::to_string(detail::maximum_rule_depth) + " deep", depth);
    std::visit(
        [&]<class R>(const R& r) {
            if constexpr (!std::same_as<R, OwnRule>) check(r, field);
        },
        rule);
}

STEMGEWICHT_DEFINITION CombinedRule at_least(std::size_t needed, std::vector<Rule> rules) {
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

STEMGEWICHT_DEFINITION CombinedRule all_of(std::vector<Rule> rules) {
    const std::size_t count = rules.size();
    return at_least(count, std::move(rules));
}

STEMGEWICHT_DEFINITION CombinedRule any_of(std::vector<Rule> rules) { return at_least(1, std::move(rules)); }

}  // namespace stemgewicht
