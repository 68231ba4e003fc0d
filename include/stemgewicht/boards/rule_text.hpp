#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <string_view>

namespace stemgewicht {

/// The rule that a text such as `(members >= 55% and population >= 65%) or members >= 24` gives over the members of a
/// board: `and` binds tighter than `or`. A comparison names a column of the board, or `members` for a count of heads,
/// and a quota as parse_quota reads it, that must be reached (>=) or exceeded (>); it is a WeightedRule. A chain of
/// `and` is one all_of, a chain of `or` one any_of. Throws std::invalid_argument for any other text, naming the place.
Rule parse_rule(std::string_view text, const Board& board, std::string_view field = "rule");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/rule_text.hpp>
#endif
