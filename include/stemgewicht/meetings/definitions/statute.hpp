#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/statute.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION bool Clause::reached(const Coalition& yes_voters, const Coalition& no_voters) const {
    Weight sum = 0;
    for (auto i = yes_voters.find_first(); i != Coalition::npos; i = yes_voters.find_next(i)) sum += yes[i];
    for (auto i = no_voters.find_first(); i != Coalition::npos; i = no_voters.find_next(i)) sum += no[i];
    return sum >= least;
}

STEMGEWICHT_DEFINITION Clause yes_clause(const std::vector<Weight>& weights, Weight least) {
    return {.yes = weights, .no = std::vector<Weight>(weights.size(), 0), .least = least};
}

STEMGEWICHT_DEFINITION Clause present_clause(const std::vector<Weight>& weights, Weight least) {
    return {.yes = weights, .no = weights, .least = least};
}

STEMGEWICHT_DEFINITION Clause against_clause(const std::vector<Weight>& weights, Weight most) {
    Clause clause{.yes = std::vector<Weight>(weights.size(), 0), .no = weights, .least = -most};
    for (Weight& weight : clause.no) weight = -weight;
    return clause;
}

STEMGEWICHT_DEFINITION Clause cast_clause(const std::vector<Weight>& weights, Weight numerator, Weight denominator,
                                          bool more_than) {
    const Weight total = total_weight(weights);
    if (denominator < 1 || denominator > maximum_total_weight / total)
        refuse("share.denominator", "1.." + std::to_string(maximum_total_weight / total), denominator);
    if (numerator < 1 || numerator > denominator - (more_than ? 1 : 0))
        refuse("share", more_than ? "above 0 and below 1" : "above 0 and at most 1",
               std::to_string(numerator) + "/" + std::to_string(denominator));
    Clause clause{.yes = weights, .no = weights, .least = more_than ? 1 : 0};
    for (Weight& weight : clause.yes) weight *= denominator - numerator;
    for (Weight& weight : clause.no) weight *= -numerator;
    return clause;
}

STEMGEWICHT_DEFINITION Outcome Statute::outcome(const Coalition& yes, const Coalition& no) const {
    for (const Clause& clause : quorum)
        if (!clause.reached(yes, no)) return Outcome::no_quorum;
    Coalition reached(clauses.size());
    for (std::size_t k = 0; k < clauses.size(); ++k) reached[k] = clauses[k].reached(yes, no);
    return wins(decision, reached) ? Outcome::passes : Outcome::fails;
}

namespace detail {

inline void check_clause(const Clause& clause, std::size_t members, const std::string& field) {
    if (clause.yes.size() != members || clause.no.size() != members)
        refuse(field, "a number for the yes and for the no of each of the " + std::to_string(members) + " members",
               std::to_string(clause.yes.size()) + " and " + std::to_string(clause.no.size()));
    Weight left = maximum_total_weight;
    const auto take = [&](Weight weight, const char* side, std::size_t i) {
        if (weight < -left || weight > left)
            refuse(field, "numbers that together stay below 2^62",
                   "more at " + std::string(side) + " of member " + std::to_string(i));
        left -= std::abs(weight);
    };
    take(clause.least, "least, before those", 0);
    left = maximum_total_weight;
    for (std::size_t i = 0; i < members; ++i) {
        take(clause.yes[i], "the yes", i);
        take(clause.no[i], "the no", i);
    }
}

}  // namespace detail

STEMGEWICHT_DEFINITION void check(const Statute& statute, std::string_view field) {
    const std::string prefix(field);
    const std::size_t count = statute.clauses.size() + statute.quorum.size();
    if (statute.clauses.empty() || count > maximum_clauses)
        refuse(prefix + ".clauses", "1 to " + std::to_string(maximum_clauses) + " clauses", count);
    const std::size_t members = statute.member_count();
    if (members == 0) refuse(prefix + ".clauses", "clauses over at least one member", "none");
    for (std::size_t k = 0; k < statute.clauses.size(); ++k)
        detail::check_clause(statute.clauses[k], members, element(prefix + ".clauses", k));
    for (std::size_t k = 0; k < statute.quorum.size(); ++k)
        detail::check_clause(statute.quorum[k], members, element(prefix + ".quorum", k));
    check(statute.decision, prefix + ".decision");
    if (member_count(statute.decision) != statute.clauses.size())
        refuse(prefix + ".decision", "a rule with " + std::to_string(statute.clauses.size()) + " votes",
               member_count(statute.decision));
}

}  // namespace stemgewicht
