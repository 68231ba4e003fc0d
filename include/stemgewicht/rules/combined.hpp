#pragma once

#include <stemgewicht/core/boxed.hpp>
#include <stemgewicht/rules/rule_types.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// One of the rules that a combined rule is made of, and who votes in it.
struct Part {
    std::vector<std::size_t> members;  ///< the electorate's member who casts each vote of the rule
    Boxed<Rule> rule;

    friend bool operator==(const Part& a, const Part& b);
};
bool operator==(const Part& a, const Part& b);

/// A rule over the outcomes of other rules, to any depth: `top` has one vote for each part, which is cast as the part
/// decides. Parts may share members (a double majority: votes and municipalities), be councils that share none (tiers),
/// and give one member several of their votes (a bloc). This is the compound simple game of [shapley_1962], with
/// members who may sit in more than one part.
struct CombinedRule {
    std::size_t members = 0;
    Boxed<Rule> top;
    std::vector<Part> parts;

    [[nodiscard]] std::size_t member_count() const { return members; }
    [[nodiscard]] bool wins(const Coalition& yes_voters) const;
    friend bool operator==(const CombinedRule& a, const CombinedRule& b);
};
bool operator==(const CombinedRule& a, const CombinedRule& b);

/// Throws std::invalid_argument unless the top has one vote for each part, each part one member for each of its votes,
/// and all of them are valid.
void check(const CombinedRule& rule, std::string_view field = "rule");

/// Passes where at least `needed` of the rules, all over the same members, pass.
CombinedRule at_least(std::size_t needed, std::vector<Rule> rules);

/// Passes where all of the rules pass: a double or triple majority.
CombinedRule all_of(std::vector<Rule> rules);

/// Passes where one of the rules passes.
CombinedRule any_of(std::vector<Rule> rules);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/rules/rule.hpp>
#endif
