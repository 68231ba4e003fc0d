#pragma once

#include <stemgewicht/core/boxed.hpp>
#include <stemgewicht/core/member_pairs.hpp>
#include <stemgewicht/rules/rule_types.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// Who can talk with whom: a set passes a motion if one of its connected components on the graph does [myerson_1977].
struct RestrictedRule {
    Boxed<Rule> rule;
    std::vector<Pair> edges;

    [[nodiscard]] std::size_t member_count() const;
    [[nodiscard]] bool wins(const Coalition& yes_voters) const;
    friend bool operator==(const RestrictedRule& a, const RestrictedRule& b);
};
bool operator==(const RestrictedRule& a, const RestrictedRule& b);

/// Throws std::invalid_argument unless the rule is valid, the edges join two of its members each, and some connected
/// coalition wins.
void check(const RestrictedRule& rule, std::string_view field = "rule");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/rules/rule.hpp>
#endif
