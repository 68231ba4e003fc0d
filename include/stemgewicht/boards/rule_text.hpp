#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/meetings/statute.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <string>
#include <string_view>

namespace stemgewicht {

/// The rule that a text such as `(members >= 55% and population >= 65%) or members >= 24` gives over the members of a
/// board: `and` binds tighter than `or`. A comparison names a column of the board, or `members` for a count of heads,
/// and a quota as parse_quota reads it, that must be reached (>=) or exceeded (>); it is a WeightedRule. A chain of
/// `and` is one all_of, a chain of `or` one any_of.
///
/// Words before the column say who counts: `cast weight > 1/2` are the yes-voters among those who vote, `present weight
/// >= 2/3` those present, `against permanent < 1` those who vote no; without a word, and behind `yes`, it is the
/// yes-voters among all. A name in quotes is a member, that is for it, or is there: `"Mayor"`, `present "Mayor"`. A
/// grouping counts its groups, each voting as the majority of its weight decides, and `seats by municipality` their
/// seats. Here everyone votes, so that criteria on who is present hold. Throws std::invalid_argument for any other
/// text, naming the place.
Rule parse_rule(std::string_view text, const Board& board, std::string_view field = "rule");

/// The same where members may be absent, or abstain. What is `present` in the chain of `and` at the top is the quorum.
/// Groups vote as those of them who are there decide, and not for a motion where these are tied or nobody is. Throws
/// likewise, also where criteria and groups are more than the clauses of a statute.
Statute parse_statute(std::string_view text, const Board& board, std::string_view field = "rule");

/// What the text says, in plain sentences and with the numbers that its shares come to.
std::string rule_sentence(std::string_view text, const Board& board, std::string_view field = "rule");

/// What the rule of a board says: that of its text, or its quota.
std::string board_sentence(const Board& board);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/rule_text.hpp>
#endif
