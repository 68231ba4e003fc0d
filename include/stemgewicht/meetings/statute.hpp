#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/meetings/ternary_game.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// A criterion on who is present, for and against, as a sum that must be reached: two thirds of all weight present,
/// more than half of the weight cast, at least nine members for, no permanent member against. Members who are absent,
/// or abstain, add nothing.
struct Clause {
    std::vector<Weight> yes, no;  ///< what each member adds that votes yes, and that votes no; may be negative
    Weight least = 1;             ///< the sum that must be reached

    [[nodiscard]] bool reached(const Coalition& yes_voters, const Coalition& no_voters) const;
    friend bool operator==(const Clause&, const Clause&) = default;
};

/// The clause of a motion that needs a weight of yes-voters, whoever comes.
Clause yes_clause(const std::vector<Weight>& weights, Weight least);

/// Of a meeting that needs a weight present.
Clause present_clause(const std::vector<Weight>& weights, Weight least);

/// Of a motion that more than so much weight against stops.
Clause against_clause(const std::vector<Weight>& weights, Weight most);

/// Of a motion that needs a share numerator / denominator of the weight cast, or more than that. Where nobody with
/// weight votes, a share that must be reached is: yes_clause of the least weight, 1, keeps that from passing.
Clause cast_clause(const std::vector<Weight>& weights, Weight numerator, Weight denominator, bool more_than);

/// Clauses under which a meeting decides: without its quorum nothing is decided; with it a motion passes where the
/// decision, a rule that has one vote for each clause, is won by those that are reached, and fails where it is not.
struct Statute {
    std::vector<Clause> quorum;
    std::vector<Clause> clauses;
    Rule decision;

    [[nodiscard]] std::size_t member_count() const { return clauses.empty() ? 0 : clauses.front().yes.size(); }
    [[nodiscard]] Outcome outcome(const Coalition& yes, const Coalition& no) const;
    friend bool operator==(const Statute&, const Statute&) = default;
};
static_assert(TernaryGame<Statute>);

/// The most clauses of a statute, those of the quorum counted.
inline constexpr std::size_t maximum_clauses = 60;

/// Throws std::invalid_argument unless there are 1 to maximum_clauses clauses, each has a number for each member, what
/// all members add together stays below 2^62, and the decision is a valid rule with a vote for each.
void check(const Statute& statute, std::string_view field = "statute");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/meetings/definitions/statute.hpp>
#endif
