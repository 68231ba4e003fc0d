#pragma once

#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/definition.hpp>

#include <cstddef>
#include <string_view>
#include <variant>

namespace stemgewicht {

struct WeightedRule;
struct CompositeRule;
struct CoalitionRule;
struct CombinedRule;
struct IncompatibleRule;
struct RestrictedRule;
class OwnRule;

/// Any rule: those of the library, some of which are made of others, and your own. rules/rule.hpp completes it.
using Rule =
    std::variant<WeightedRule, CompositeRule, CoalitionRule, CombinedRule, IncompatibleRule, RestrictedRule, OwnRule>;

std::size_t member_count(const Rule& rule);
bool wins(const Rule& rule, const Coalition& yes_voters);

/// Checks the rule that is held; throws std::invalid_argument, also where over 100 rules stand inside each other.
void check(const Rule& rule, std::string_view field = "rule");

}  // namespace stemgewicht
