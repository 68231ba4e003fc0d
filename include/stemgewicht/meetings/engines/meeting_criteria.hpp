#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/rules/position.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// What a member may do: be for a motion and present, for it and absent, against it and absent, against it and present.
enum class Conduct : unsigned char { yes_here, yes_away, no_away, no_here };
inline constexpr std::size_t conduct_count = 4;

/// A sum over all members that must be reached.
struct MeetingCriterion {
    std::vector<std::array<Weight, conduct_count>> steps;  ///< by member and Conduct
    Weight least = 1;
};

inline MeetingCriterion criterion_of(const Clause& clause) {
    MeetingCriterion criterion{.steps = {}, .least = clause.least};
    for (std::size_t i = 0; i < clause.yes.size(); ++i) criterion.steps.push_back({clause.yes[i], 0, 0, clause.no[i]});
    return criterion;
}

/// A meeting as criteria, and what comes of it by those that are reached. Sets of criteria are bits, the first the
/// lowest.
struct MeetingCriteria {
    using Set = std::uint64_t;

    std::vector<MeetingCriterion> criteria;
    std::size_t labels = all_outcomes.size();  ///< how many results there are
    /// The result where the criteria of one set are reached, those of another may be, and no more; empty where that is
    /// not known yet. Always known where none is open.
    std::function<std::optional<std::size_t>(Set reached, Set open)> label;
};

inline std::size_t label_of(Outcome outcome) { return static_cast<std::size_t>(outcome); }

/// A statute: its quorum first, then its clauses, on which the decision is monotone.
inline MeetingCriteria criteria_of(const Statute& statute) {
    MeetingCriteria result;
    for (const Clause& clause : statute.quorum) result.criteria.push_back(criterion_of(clause));
    for (const Clause& clause : statute.clauses) result.criteria.push_back(criterion_of(clause));
    const std::size_t first = statute.quorum.size(), count = statute.clauses.size();
    using Set = MeetingCriteria::Set;
    const auto wins = [decision = statute.decision, first, count](Set set) {
        Coalition reached(count);
        for (std::size_t k = 0; k < count; ++k) reached[k] = (set >> (first + k) & 1) != 0;
        return stemgewicht::wins(decision, reached);
    };
    result.label = [wins, quorum = (Set{1} << first) - 1, known = std::map<Set, bool>()](
                       Set reached, Set open) mutable -> std::optional<std::size_t> {
        const auto asked = [&](Set set) {
            const auto [place, is_new] = known.try_emplace(set & ~quorum, false);
            if (is_new) place->second = wins(set);
            return place->second;
        };
        if ((quorum & ~reached & ~open) != 0) return label_of(Outcome::no_quorum);
        if ((quorum & open) != 0) return std::nullopt;
        if (asked(reached)) return label_of(Outcome::passes);
        return asked(reached | open) ? std::nullopt : std::optional(label_of(Outcome::fails));
    };
    return result;
}

/// An attendance rule: the quorum, the weight of yes-voters that is needed, the share exceeded, the share reached, some
/// yes-voter, the chair's yes and its no, and everyone present.
inline MeetingCriteria criteria_of(const AttendanceRule& rule) {
    const std::size_t members = rule.member_count();
    const std::vector<Weight> heads(members, 1);
    const auto only_chair = [&] {
        std::vector<Weight> chair(members, 0);
        if (rule.chair) chair[*rule.chair] = 1;
        return chair;
    };
    Clause exceeded{.yes = rule.weights, .no = rule.weights, .least = 1};
    for (Weight& weight : exceeded.yes) weight *= rule.share.denominator - rule.share.numerator;
    for (Weight& weight : exceeded.no) weight *= -rule.share.numerator;
    Clause equalled = exceeded;
    equalled.least = 0;
    const std::vector<Weight> chair = only_chair(), none(members, 0);
    const std::array<Clause, 8> clauses{present_clause(heads, static_cast<Weight>(rule.quorum)),
                                        yes_clause(rule.weights, rule.quota),
                                        exceeded,
                                        equalled,
                                        yes_clause(rule.weights, 1),
                                        yes_clause(chair, 1),
                                        {.yes = none, .no = chair, .least = 1},
                                        present_clause(heads, static_cast<Weight>(members))};
    MeetingCriteria result;
    for (const Clause& clause : clauses) result.criteria.push_back(criterion_of(clause));
    using Set = MeetingCriteria::Set;
    const bool more_than = rule.more_than, has_ties = rule.has_ties();
    result.label = [more_than, has_ties, tie = rule.tie](Set reached, Set open) -> std::optional<std::size_t> {
        const auto is = [&](std::size_t k) { return (reached >> k & 1) != 0; };
        const auto may = [&](std::size_t k) { return (open >> k & 1) != 0; };
        if (may(0)) return std::nullopt;
        if (!is(0)) return label_of(Outcome::no_quorum);
        if (!may(1) && !is(1)) return label_of(Outcome::fails);
        if (!may(3) && !is(3)) return label_of(Outcome::fails);
        if (may(1)) return std::nullopt;
        if (is(2)) return label_of(Outcome::passes);
        if (open != 0) return std::nullopt;
        if (!more_than) return label_of(is(4) ? Outcome::passes : Outcome::fails);
        if (!has_ties || is(6)) return label_of(Outcome::fails);
        if (is(5)) return label_of(Outcome::passes);
        const bool put_off = tie == UnbrokenTie::deferred || (tie == UnbrokenTie::deferred_unless_full && !is(7));
        return label_of(put_off ? Outcome::tied : Outcome::fails);
    };
    return result;
}

/// The meeting together with the position of a group: the result is the outcome, and behind the four outcomes of a
/// position that is for, those of one that is tied, and of one against.
inline MeetingCriteria with_position(MeetingCriteria meeting, const WeightedRule& position, Holders holders) {
    MeetingCriterion in_favour, against;
    for (const Weight weight : position.weights)
        in_favour.steps.push_back(holders == Holders::present ? std::array<Weight, 4>{weight, 0, 0, -weight}
                                                              : std::array<Weight, 4>{weight, weight, 0, 0});
    against.steps = in_favour.steps;
    for (auto& steps : against.steps)
        for (Weight& step : steps) step = -step;
    if (holders == Holders::all) {
        in_favour.least = position.quota;
        against.least = position.quota - total_weight(position.weights);
    }
    const std::size_t first = meeting.criteria.size();
    meeting.criteria.push_back(std::move(in_favour));
    meeting.criteria.push_back(std::move(against));
    meeting.labels *= 3;
    using Set = MeetingCriteria::Set;
    meeting.label = [label = meeting.label, first](Set reached, Set open) -> std::optional<std::size_t> {
        const Set own = (Set{1} << first) - 1;
        const auto outcome = label(reached & own, open & own);
        if (!outcome) return std::nullopt;
        const bool yes = (reached >> first & 1) != 0, no = (reached >> (first + 1) & 1) != 0;
        if (yes) return *outcome;
        if ((open >> first) != 0) return std::nullopt;
        return *outcome + (no ? 2 : 1) * all_outcomes.size();
    };
    return meeting;
}

}  // namespace stemgewicht::detail
