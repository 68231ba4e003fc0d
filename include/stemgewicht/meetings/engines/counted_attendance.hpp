#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/attendance_rule.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/engines/ballot_table.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

namespace stemgewicht::detail {

/// An attendance rule made ready for counting. With a share a/b a yes adds (b - a) times the weight to the sum and a no
/// takes off a times the weight, so that the share is reached from 0 up. The chair's ballot adds or takes off another
/// half: it decides where all others cancel out, and nowhere else.
class CountedAttendance {
public:
    explicit CountedAttendance(const AttendanceRule& rule) : rule_(rule) {
        Weight divisor = 0;
        for (const Weight weight : rule.weights) divisor = std::gcd(divisor, weight);
        for (const Weight weight : rule.weights) weights_.push_back(weight / divisor);
        const Weight common = std::gcd(rule.share.numerator, rule.share.denominator);
        against_ = rule.share.numerator / common * (rule.chair ? 2 : 1);
        favour_ = rule.share.denominator / common * (rule.chair ? 2 : 1) - against_;
        limits_.cap.yes = (rule.quota + divisor - 1) / divisor;
        if (!rule.more_than)
            limits_.cap.yes = std::max<Weight>(limits_.cap.yes, 1);  // where nobody votes, nothing passes
        limits_.cap.heads = static_cast<Weight>(counts_full_meetings() ? rule.member_count() : rule.quorum);
        limits_.spare = static_cast<Weight>(rule.member_count() - rule.quorum);
    }

    [[nodiscard]] const AttendanceRule& rule() const { return rule_; }
    /// Divisions without a quorum are given up.
    [[nodiscard]] const Limits& limits() const { return limits_; }
    [[nodiscard]] const Tally& cap() const { return limits_.cap; }
    [[nodiscard]] Weight weight(std::size_t member) const { return weights_[member]; }
    [[nodiscard]] Tally yes(std::size_t member) const {
        return {weights_[member], 1, favour_ * weights_[member] + casting(member)};
    }
    [[nodiscard]] Tally no(std::size_t member) const { return {0, 1, -against_ * weights_[member] - casting(member)}; }

    /// Whether an outcome can occur at all.
    [[nodiscard]] bool can_be(Outcome outcome) const {
        if (outcome == Outcome::tied) return rule_.has_ties() && rule_.tie != UnbrokenTie::rejected;
        return outcome != Outcome::no_quorum || rule_.quorum > 0;
    }
    [[nodiscard]] Outcome outcome(const Tally& tally) const {
        if (tally.heads < static_cast<Weight>(rule_.quorum)) return Outcome::no_quorum;
        if (tally.yes < limits_.cap.yes || tally.sum < 0) return Outcome::fails;
        if (tally.sum > 0 || !rule_.more_than) return Outcome::passes;
        const bool full = counts_full_meetings() && tally.heads == limits_.cap.heads;
        return can_be(Outcome::tied) && !full ? Outcome::tied : Outcome::fails;
    }

private:
    [[nodiscard]] bool counts_full_meetings() const {
        return rule_.has_ties() && rule_.tie == UnbrokenTie::deferred_unless_full;
    }
    [[nodiscard]] Weight casting(std::size_t member) const { return rule_.chair == member ? 1 : 0; }

    const AttendanceRule& rule_;
    std::vector<Weight> weights_;
    Weight favour_ = 1, against_ = 1;
    Limits limits_;
};

/// How likely a member is to be here or away, given what it wants. Where meetings were before this one, that is times a
/// number for what the member did in them. `voted_yes`, `voted_no` and `stayed_away` are what the chances of this one
/// are times where the member did so in all of them.
template <class Number>
struct Presence {
    Number yes_here, yes_away, no_here, no_away;
    Number voted_yes{1}, voted_no{1}, stayed_away{1};
};

/// How likely a meeting has no quorum where a member comes to it, and where it stays away.
struct NoQuorum {
    double here = 0, away = 0;

    [[nodiscard]] double chance(double present) const { return present * here + (1 - present) * away; }
};

/// The presence in a meeting by itself.
inline std::vector<Presence<double>> single_meeting(const std::vector<double>& present) {
    std::vector<Presence<double>> members;
    for (const double here : present)
        members.push_back({.yes_here = here, .yes_away = 1 - here, .no_here = here, .no_away = 1 - here});
    return members;
}

/// The chance that a number stands for.
inline double total(double chance) { return chance; }

/// Adds up a law by outcome.
template <class Number>
OutcomeChances<> by_outcome(const CountedAttendance& rule, const BallotTable<Number>& law) {
    OutcomeChances<> chances;
    each_row(law.box, [&](Tally tally) {
        const Number* row = law.at(tally);
        for (; tally.sum <= law.box.high.sum; ++tally.sum) chances.of(rule.outcome(tally)) += total(*row++);
    });
    return chances;
}

/// 1 where a division has the outcome, 0 elsewhere: the tail when everyone has been counted.
template <class Number>
BallotTable<Number> outcome_tail(const CountedAttendance& rule, Outcome outcome, const Box& box) {
    BallotTable<Number> tail(box);
    each_row(box, [&](Tally tally) {
        Number* row = tail.at(tally);
        for (; tally.sum <= box.high.sum; ++tally.sum) *row++ = Number(rule.outcome(tally) == outcome ? 1 : 0);
    });
    return tail;
}

/// How many tallies a box has.
inline double cell_count(const Box& box) {
    const auto count = [](Weight low, Weight high) { return static_cast<double>(high) - static_cast<double>(low) + 1; };
    return count(0, box.high.yes) * count(0, box.high.heads) * count(box.low.sum, box.high.sum);
}

/// Throws std::length_error where tables of that box, one for each of `rows` positions, have more cells than allowed.
inline void check_cells(const Box& box, std::size_t rows, std::size_t allowed, const std::string& what) {
    const double cells = static_cast<double>(rows) * cell_count(box);
    if (cells > static_cast<double>(allowed))
        throw std::length_error(
            "exact: " + what + " has " + std::to_string(static_cast<long long>(cells)) +
            " tallies of weight and heads, allowed are " + std::to_string(allowed) +
            "; allow more memory, or simulate it: meeting_outcomes, meeting_members, meeting_positions");
}

/// What a member may do who is for the motion with a chance.
template <class Number>
Branches<Number> ballots(const CountedAttendance& rule, std::size_t member, const Presence<Number>& presence,
                         double yes) {
    return {{rule.yes(member), presence.yes_here * yes},
            {Tally{}, presence.yes_away * yes + presence.no_away * (1 - yes)},
            {rule.no(member), presence.no_here * (1 - yes)}};
}

}  // namespace stemgewicht::detail
