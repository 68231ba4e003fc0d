#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/engines/ballot_sweep.hpp>
#include <stemgewicht/meetings/engines/counted_attendance.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <type_traits>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Exact passes over an attendance rule. The factors of the model are independent, so each is integrated over its own
/// nodes and all are counted together: the cost is (tallies of weight x heads) x sum over factors of members x nodes,
/// times the logarithm of the number of factors for members, and never a product over factors.
template <class Number>
class StandingCount {
public:
    /// `budget`: how many numbers the tables may hold; std::length_error beyond. `mass`: what the chances are times,
    /// those of what a member does apart.
    StandingCount(const AttendanceRule& rule, const VoteLaw& law, const std::vector<Presence<Number>>& presence,
                  std::size_t budget, const Number& mass = Number(1))
        : rule_(rule), law_(law), presence_(presence), budget_(budget), mass_(mass) {
        for (const VoteFactor& factor : law.factors) {
            std::vector<std::size_t> order(factor.members.size());
            std::iota(order.begin(), order.end(), std::size_t{0});
            std::ranges::stable_sort(order, std::less<>{},
                                     [&](std::size_t r) { return rule_.weight(factor.members[r]); });
            factors_.push_back({&factor, std::move(order)});
            for (std::size_t r = 0; r < factor.members.size(); ++r) everyone_.grow(branches(factor, r, 0));
        }
        // The tail before the last factor is needed where nothing is counted only, so the largest factor goes first.
        std::ranges::stable_sort(factors_, std::greater<>{},
                                 [](const OrderedFactor& factor) { return factor.order.size(); });
        check_cells(everyone_.within({.cap = rule_.cap()}), 1, budget / 8, "the rule");
    }

    /// Adds to the standing of every member where there is a quorum.
    void add_to(std::vector<AttendanceStanding>& standings) const {
        for (const Outcome outcome : all_outcomes) {
            if (!rule_.can_be(outcome) || outcome == Outcome::no_quorum) continue;
            const Table tail = outcome_tail<Number>(rule_, outcome, everyone_.within(rule_.limits()));
            sweep(0, factors_.size(), tail, everyone_, outcome, standings);
        }
    }

private:
    struct OrderedFactor {
        const VoteFactor* factor;
        std::vector<std::size_t> order;  ///< its rows, by weight
    };
    using Table = BallotTable<Number>;

    [[nodiscard]] Branches<Number> branches(const VoteFactor& factor, std::size_t row, Eigen::Index node) const {
        const std::size_t member = factor.members[row];
        return ballots(rule_, member, presence_[member], factor.yes(static_cast<Eigen::Index>(row), node));
    }

    /// The tail before a factor, its nodes integrated; `reach` is what the factors up to it can come to.
    [[nodiscard]] Table before_factor(const OrderedFactor& ordered, const Table& after, Box& reach) const {
        const VoteFactor& factor = *ordered.factor;
        Table mixed;
        Box rest;
        for (Eigen::Index node = 0; node < factor.masses.size(); ++node) {
            rest = reach;
            Table tail = after;
            for (std::size_t k = ordered.order.size(); k-- > 0;) {  // heaviest first, so that boxes shrink at once
                const Branches<Number> member = branches(factor, ordered.order[k], node);
                rest.shrink(member);
                tail = count_back(tail, member, rule_.cap(), rest.within(rule_.limits()));
            }
            if (node == 0) mixed = Table(tail.box);
            for (std::size_t c = 0; c < tail.values.size(); ++c)
                mixed.values[c] += factor.masses[node] * tail.values[c];
        }
        reach = rest;
        return mixed;
    }

    /// Divide and conquer over factors: `after` is the tail when only the factors in [first, last) are still to come,
    /// which can come to `reach`.
    void sweep(std::size_t first, std::size_t last, const Table& after, const Box& reach, Outcome outcome,
               std::vector<AttendanceStanding>& standings) const {
        if (last - first == 1) {
            add_factor(factors_[first], after, outcome, standings);
            return;
        }
        const std::size_t middle = first + (last - first) / 2;
        Box left = reach;
        Table tail = before_factor(factors_[last - 1], after, left);
        for (std::size_t f = last - 1; f-- > middle;) tail = before_factor(factors_[f], tail, left);
        sweep(first, middle, tail, left, outcome, standings);
        Box right = reach;
        tail = before_factor(factors_[first], after, right);
        for (std::size_t f = first + 1; f < middle; ++f) tail = before_factor(factors_[f], tail, right);
        sweep(middle, last, tail, right, outcome, standings);
    }

    void add_factor(const OrderedFactor& ordered, const Table& after, Outcome outcome,
                    std::vector<AttendanceStanding>& standings) const {
        const VoteFactor& factor = *ordered.factor;
        for (Eigen::Index node = 0; node < factor.masses.size(); ++node) {
            std::vector<Branches<Number>> members;
            for (const std::size_t row : ordered.order) members.push_back(branches(factor, row, node));
            const auto visit = [&](std::size_t k, const Table& law, const Table& tail) {
                const std::size_t member = factor.members[ordered.order[k]];
                const double yes = factor.yes(static_cast<Eigen::Index>(ordered.order[k]), node);
                add_member(member, yes, factor.masses[node], law, tail, outcome, standings[member]);
            };
            BallotSweep<Number, decltype(visit)>(members, rule_.limits(), budget_ / 2, visit).run(after);
        }
    }

    void add_member(std::size_t member, double yes, double mass, const Table& law, const Table& tail, Outcome outcome,
                    AttendanceStanding& standing) const {
        const Presence<Number>& presence = presence_[member];
        const Tally& cap = rule_.cap();
        const Tally in_favour = rule_.yes(member), against = rule_.no(member), away{};
        const Number absent = mass_ * mean(law, tail, away, cap);
        const double no = 1 - yes;
        const Number with_yes = mass_ * mean(law, tail, in_favour, cap),
                     with_no = mass_ * mean(law, tail, against, cap);
        standing.yes_present.of(outcome) += mass * yes * total(presence.yes_here * with_yes);
        standing.no_present.of(outcome) += mass * no * total(presence.no_here * with_no);
        standing.yes_absent.of(outcome) += mass * yes * total(presence.yes_away * absent);
        standing.no_absent.of(outcome) += mass * no * total(presence.no_away * absent);
        if (outcome != Outcome::passes) return;
        const auto gain = [&](const Tally& step, const Number& before, const Tally& other, const Number& other_before) {
            if constexpr (std::is_same_v<Number, double>)  // no meeting was before
                return mean_gain(law, tail, step, other, cap);
            else
                return total(before * mean(law, tail, step, cap) - other_before * mean(law, tail, other, cap));
        };
        const Number& none = presence.stayed_away;
        standing.decisive += mass * gain(in_favour, presence.voted_yes, against, presence.voted_no);
        standing.attending += mass * (yes * gain(in_favour, presence.voted_yes, away, none) +
                                      no * gain(away, none, against, presence.voted_no));
    }

    CountedAttendance rule_;
    const VoteLaw& law_;
    const std::vector<Presence<Number>>& presence_;
    std::size_t budget_;
    Number mass_;
    std::vector<OrderedFactor> factors_;
    Box everyone_;
};

/// How likely there is no quorum, by member. That depends on heads alone, and so on nobody's opinion.
inline std::vector<NoQuorum> no_quorum_chances(const AttendanceRule& rule, const std::vector<double>& present,
                                               std::size_t budget) {
    std::vector<NoQuorum> chances(present.size());
    if (rule.quorum == 0) return chances;
    const Tally head{0, 1, 0}, away{}, cap{0, static_cast<Weight>(rule.quorum), 0};
    std::vector<Branches<double>> members;
    for (const double here : present) members.push_back({{head, here}, {away, 1 - here}});
    using Table = BallotTable<double>;
    Table without_quorum(Box{.low = {}, .high = cap});
    std::fill(without_quorum.values.begin(), without_quorum.values.end() - 1, 1.0);
    const auto visit = [&](std::size_t i, const Table& before, const Table& tail) {
        chances[i] = {.here = mean(before, tail, head, cap), .away = mean(before, tail, away, cap)};
    };
    BallotSweep<double, decltype(visit)>(members, {.cap = cap}, budget, visit).run(without_quorum);
    return chances;
}

/// Adds the meetings without a quorum.
inline void add_no_quorum(const AttendanceRule& rule, const VoteLaw& law, const std::vector<double>& present,
                          std::size_t budget, std::vector<AttendanceStanding>& standings) {
    if (rule.quorum == 0) return;
    const std::vector<NoQuorum> chances = no_quorum_chances(rule, present, budget);
    for (const VoteFactor& factor : law.factors)
        for (std::size_t r = 0; r < factor.members.size(); ++r) {
            const std::size_t i = factor.members[r];
            const double yes = (factor.masses * factor.yes.row(static_cast<Eigen::Index>(r)).transpose()).sum();
            const double with = present[i] * chances[i].here, without = (1 - present[i]) * chances[i].away;
            standings[i].yes_present.no_quorum = yes * with;
            standings[i].no_present.no_quorum = (1 - yes) * with;
            standings[i].yes_absent.no_quorum = yes * without;
            standings[i].no_absent.no_quorum = (1 - yes) * without;
        }
}

}  // namespace stemgewicht::detail
