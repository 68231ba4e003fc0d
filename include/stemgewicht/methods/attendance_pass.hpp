#pragma once

#include <stemgewicht/core/ballot_sweep.hpp>
#include <stemgewicht/methods/attendance_standing.hpp>
#include <stemgewicht/methods/counted_attendance.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Exact passes over an attendance rule. The factors of the model are independent, so each is integrated over its own
/// nodes and all are counted together: the cost is (tallies of weight x heads) x sum over factors of members x nodes,
/// times the logarithm of the number of factors for members, and never a product over factors.
class AttendancePass {
public:
    /// `present`: one chance per member. `budget`: how many doubles the tables may hold. Throws std::length_error where
    /// they do not fit.
    AttendancePass(const AttendanceRule& rule, const VoteLaw& law, const std::vector<double>& present,
                   std::size_t budget)
        : rule_(rule), law_(law), present_(present), budget_(budget) {
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

    /// The standing of every member.
    [[nodiscard]] std::vector<AttendanceStanding> member_standings() const {
        std::vector<AttendanceStanding> standings(law_.member_count);
        for (const Outcome outcome : all_outcomes)
            if (rule_.can_be(outcome) && outcome != Outcome::no_quorum)
                sweep(0, factors_.size(), outcome_tail<double>(rule_, outcome, everyone_.within(rule_.limits())),
                      everyone_, outcome, standings);
        if (rule_.can_be(Outcome::no_quorum)) add_no_quorum(standings);
        return standings;
    }

private:
    struct OrderedFactor {
        const VoteFactor* factor;
        std::vector<std::size_t> order;  ///< its rows, by weight
    };
    using Table = BallotTable<double>;

    [[nodiscard]] Branches<double> branches(const VoteFactor& factor, std::size_t row, Eigen::Index node) const {
        const std::size_t member = factor.members[row];
        return ballots(rule_, member, present_[member], factor.yes(static_cast<Eigen::Index>(row), node));
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
                const Branches<double> member = branches(factor, ordered.order[k], node);
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
            std::vector<Branches<double>> members;
            for (const std::size_t row : ordered.order) members.push_back(branches(factor, row, node));
            const auto visit = [&](std::size_t k, const Table& law, const Table& tail) {
                const std::size_t member = factor.members[ordered.order[k]];
                const double yes = factor.yes(static_cast<Eigen::Index>(ordered.order[k]), node);
                add_member(member, yes, factor.masses[node], law, tail, outcome, standings[member]);
            };
            BallotSweep<double, decltype(visit)>(members, rule_.limits(), budget_ / 2, visit).run(after);
        }
    }

    /// Whether there is a quorum depends on heads alone, and so on nobody's opinion.
    void add_no_quorum(std::vector<AttendanceStanding>& standings) const {
        const Tally head{0, 1, 0}, away{}, cap{0, static_cast<Weight>(rule_.rule().quorum), 0};
        std::vector<Branches<double>> members;
        for (const double here : present_) members.push_back({{head, here}, {away, 1 - here}});
        Table without_quorum(Box{.low = {}, .high = cap});
        std::fill(without_quorum.values.begin(), without_quorum.values.end() - 1, 1.0);
        std::vector<double> wants(members.size());
        for (const VoteFactor& factor : law_.factors)
            for (std::size_t r = 0; r < factor.members.size(); ++r)
                wants[factor.members[r]] =
                    (factor.masses * factor.yes.row(static_cast<Eigen::Index>(r)).transpose()).sum();
        const auto visit = [&](std::size_t i, const Table& law, const Table& tail) {
            const double with = present_[i] * mean(law, tail, head, cap);
            const double without = (1 - present_[i]) * mean(law, tail, away, cap);
            standings[i].yes_present.no_quorum = wants[i] * with;
            standings[i].no_present.no_quorum = (1 - wants[i]) * with;
            standings[i].yes_absent.no_quorum = wants[i] * without;
            standings[i].no_absent.no_quorum = (1 - wants[i]) * without;
        };
        BallotSweep<double, decltype(visit)>(members, {.cap = cap}, budget_, visit).run(without_quorum);
    }

    void add_member(std::size_t member, double yes, double mass, const Table& law, const Table& tail, Outcome outcome,
                    AttendanceStanding& standing) const {
        const Tally& cap = rule_.cap();
        const Tally in_favour = rule_.yes(member), against = rule_.no(member), away{};
        const double here = mass * present_[member];
        const double elsewhere = mass * (1 - present_[member]) * mean(law, tail, away, cap);
        standing.yes_present.of(outcome) += here * yes * mean(law, tail, in_favour, cap);
        standing.no_present.of(outcome) += here * (1 - yes) * mean(law, tail, against, cap);
        standing.yes_absent.of(outcome) += elsewhere * yes;
        standing.no_absent.of(outcome) += elsewhere * (1 - yes);
        if (outcome != Outcome::passes) return;
        standing.decisive += mass * mean_gain(law, tail, in_favour, against, cap);
        standing.attending += mass * (yes * mean_gain(law, tail, in_favour, away, cap) +
                                      (1 - yes) * mean_gain(law, tail, away, against, cap));
    }

    CountedAttendance rule_;
    const VoteLaw& law_;
    const std::vector<double>& present_;
    std::size_t budget_;
    std::vector<OrderedFactor> factors_;
    Box everyone_;
};

}  // namespace stemgewicht::detail
