#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/rule.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// Where a position stands on a motion.
enum class Side { no, tied, yes };

/// Where a weighted position stands when the weight of its yes-voters is `yes_weight`: yes if that reaches the quota,
/// no if the weight against reaches it, tied if neither does.
inline Side side_of(const WeightedRule& position, Weight total, Weight yes_weight) {
    if (yes_weight >= position.quota) return Side::yes;
    return total - yes_weight >= position.quota ? Side::no : Side::tied;
}

/// The members whose votes the position is made of: those with a positive weight.
std::vector<std::size_t> holders(const WeightedRule& position);

/// Of two tiers: those with a positive weight in a block that has one.
std::vector<std::size_t> holders(const CompositeRule& position);

namespace detail {

/// The holders of any rule from which they can be read off; empty for others, of which they show when it is asked.
std::optional<std::vector<std::size_t>> known_holders(const Rule& position);

}  // namespace detail

/// Throws std::invalid_argument unless the rule is valid, has `member_count` members, and cannot be both for and
/// against: its quota must exceed half of its weight.
void check_position(const WeightedRule& position, std::size_t member_count, std::string_view field = "position");

/// Checks a position of two tiers; every quota must exceed half of its weight.
void check_position(const CompositeRule& position, std::size_t member_count, std::string_view field = "position");

/// Checks any position; that a rule without weights is never both for and against shows when it is asked.
void check_position(const Rule& position, std::size_t count, std::string_view field = "position");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/rules/definitions/position.hpp>
#endif
