#pragma once

#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// The most members whose weights may remain larger than 2^62 once divided by their common divisor.
inline constexpr std::size_t maximum_large_members = 40;

/// A weighted rule that decides as weights of any size do.
struct ReducedRule {
    WeightedRule rule;
    bool proportional = true;  ///< whether its weights are the given ones, divided by their common divisor
};

/// The note of a board whose weights were replaced so; where members may be absent its rule is another.
inline constexpr std::string_view replaced_weights =
    "replaced, and the quota with them, by smaller ones under which the same coalitions win, checked in whole numbers; "
    "where members may be absent that is another rule";

/// Whether all texts are numbers of 0 or more, but too large, or of too many decimals, for weights that add up to less
/// than 2^62.
bool are_large_numbers(const std::vector<std::string>& texts);

/// The rule of weights of up to 60 digits, decimals counted, such as those of tokens: "12345678901234567890". They are
/// divided by their common divisor; where the sum still reaches 2^62, to maximum_large_members, they are rounded to
/// such weights as have the same winning coalitions, which is checked on all pairs of half coalitions in whole numbers;
/// and where no rounding has, to 12 members, replaced by weights from the linear program of weightedness. `quota` as
/// parse_quota reads it. Throws std::invalid_argument for what is no number or quota, std::length_error beyond that.
ReducedRule reduced_rule(const std::vector<std::string>& weights, std::string_view quota);

}  // namespace stemgewicht
