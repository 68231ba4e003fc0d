#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/engines/ballot_table.hpp>
#include <stemgewicht/meetings/engines/counted_attendance.hpp>
#include <stemgewicht/models/vote_law.hpp>
#include <stemgewicht/rules/position.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// How a position is read off a sum over its holders: yes from `yes_from` up, no to `no_to` down, tied between.
struct PositionSum {
    const WeightedRule& position;
    Holders holders;
    Weight yes_from, no_to;

    PositionSum(const WeightedRule& rule, Holders who) : position(rule), holders(who), yes_from(1), no_to(-1) {
        if (holders == Holders::present) return;  // weight for less weight against
        yes_from = rule.quota;                    // weight for
        no_to = total_weight(rule.weights) - rule.quota;
    }

    /// Sums from which holders of the weight `behind` cannot move the position are one.
    [[nodiscard]] Weight merged(Weight sum, Weight behind) const {
        const Weight least = holders == Holders::present ? -behind : 0;
        if (sum + least >= yes_from) return yes_from - least;
        return sum + behind <= no_to ? no_to - behind : sum;
    }
    [[nodiscard]] Side side(Weight sum) const {
        return sum >= yes_from ? Side::yes : sum <= no_to ? Side::no : Side::tied;
    }
};

/// Forward counts over an attendance rule, one factor of the model after the other: the law of the outcome, and its
/// joint law with the position of a group, in one table for each sum that its holders can come to. Holders are counted
/// first where the model allows, and three tables are left when all of them have been. Cost: (tables x tallies of
/// weight x heads) x sum over factors of members x nodes.
template <class Number>
class OutcomeCount {
public:
    /// `budget`: how many numbers the tables may hold; std::length_error beyond. `mass`: what all counts are times.
    OutcomeCount(const AttendanceRule& rule, const VoteLaw& law, const std::vector<Presence<Number>>& presence,
                 std::size_t budget, const Number& mass = Number(1))
        : rule_(rule), law_(law), presence_(presence), budget_(budget), mass_(mass) {
        Box everyone;
        for (std::size_t i = 0; i < law.member_count; ++i) everyone.grow(ballots(rule_, i, presence[i], 1.0));
        check_cells(everyone.within({.cap = rule_.cap()}), 1, budget_ / 4, "the rule");  // at once, before any is made
    }

    [[nodiscard]] OutcomeChances<> outcomes() const { return by_outcome(rule_, count({}).at(0)); }

    [[nodiscard]] AttendancePosition position_standing(const WeightedRule& position, Holders holders) const {
        const PositionSum sum(position, holders);
        AttendancePosition standing;
        for (const auto& [held, law] : count({.sum = &sum, .vote = {}}))
            standing.of(sum.side(held)).add(by_outcome(rule_, law), 1);
        const auto all = [&](double vote) { return by_outcome(rule_, count({.sum = &sum, .vote = vote}).at(0)); };
        standing.decisive = all(1).passes - all(0).passes;
        return standing;
    }

private:
    using Table = BallotTable<Number>;
    using Rows = std::map<Weight, Table>;

    /// What is asked of the holders of a position: where they stand, or nothing, where their vote is given.
    struct Asked {
        const PositionSum* sum = nullptr;
        std::optional<double> vote;

        [[nodiscard]] Weight held(std::size_t member) const { return sum ? sum->position.weights[member] : 0; }
        [[nodiscard]] Weight counted(std::size_t member) const { return vote ? 0 : held(member); }
        [[nodiscard]] Weight counted(const VoteFactor& factor) const {
            Weight weight = 0;
            for (const std::size_t member : factor.members) weight += counted(member);
            return weight;
        }
    };
    /// What a member may do, and what it adds to the sum of the position.
    using HeldBranches = std::vector<std::pair<Weight, Branch<Number>>>;

    [[nodiscard]] HeldBranches branches(const Asked& asked, std::size_t member, double wants) const {
        const double yes = asked.held(member) > 0 ? asked.vote.value_or(wants) : wants;
        const Presence<Number>& presence = presence_[member];
        const Branches<Number> ballot = ballots(rule_, member, presence, yes);
        const Weight held = asked.counted(member);
        if (held == 0) return {{0, ballot[0]}, {0, ballot[1]}, {0, ballot[2]}};
        if (asked.sum->holders == Holders::present) return {{held, ballot[0]}, {0, ballot[1]}, {-held, ballot[2]}};
        return {{held, ballot[0]},
                {held, {Tally{}, presence.yes_away * yes}},
                {0, {Tally{}, presence.no_away * (1 - yes)}},
                {0, ballot[2]}};
    }

    /// The law of a whole meeting by the sum of the position; at 0 where none is asked.
    [[nodiscard]] Rows count(const Asked& asked) const {
        std::vector<const VoteFactor*> factors;
        Weight behind = 0;
        for (const VoteFactor& factor : law_.factors) {
            factors.push_back(&factor);
            behind += asked.counted(factor);
        }
        std::ranges::stable_sort(factors, {}, [&](const VoteFactor* factor) { return asked.counted(*factor) == 0; });
        Rows rows{{0, nothing_counted<Number>()}};
        rows.begin()->second.values[0] = mass_;
        for (const VoteFactor* factor : factors) {
            rows = after_factor(*factor, asked, rows, behind);
            behind -= asked.counted(*factor);
        }
        return rows;
    }

    /// The law after a factor, its nodes integrated; `behind` is the weight of the holders not counted before it.
    [[nodiscard]] Rows after_factor(const VoteFactor& factor, const Asked& asked, const Rows& before,
                                    Weight behind) const {
        std::vector<std::size_t> order(factor.members.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [&](std::size_t r) {
            const std::size_t member = factor.members[r];
            return std::tuple(asked.counted(member) == 0, rule_.weight(member));
        });
        Rows mixed;
        for (Eigen::Index node = 0; node < factor.masses.size(); ++node) {
            Rows rows = before;
            Weight left = behind;
            for (const std::size_t r : order) {
                const std::size_t member = factor.members[r];
                left -= asked.counted(member);
                rows = after_member(rows, asked,
                                    branches(asked, member, factor.yes(static_cast<Eigen::Index>(r), node)), left);
            }
            for (const auto& [held, law] : rows) {
                Table& sum = mixed.try_emplace(held, law.box).first->second;
                for (std::size_t c = 0; c < law.values.size(); ++c)
                    sum.values[c] += factor.masses[node] * law.values[c];
            }
        }
        return mixed;
    }

    [[nodiscard]] Rows after_member(const Rows& before, const Asked& asked, const HeldBranches& member,
                                    Weight behind) const {
        const auto target = [&](Weight sum) { return asked.sum && !asked.vote ? asked.sum->merged(sum, behind) : sum; };
        Branches<Number> ballots;
        for (const auto& [held, ballot] : member) ballots.push_back(ballot);
        Box box = before.begin()->second.box;
        box.grow(ballots);
        box = box.within({.cap = rule_.cap()});
        Rows after;
        for (const auto& [sum, law] : before)
            for (const auto& [held, ballot] : member) {
                const Weight place = target(sum + held);
                if (!after.contains(place))
                    check_cells(box, after.size() + 1, budget_ / 4,
                                asked.sum ? "position and rule together" : "the rule");
                add_stepped(after.try_emplace(place, box).first->second, law, ballot, rule_.cap());
            }
        return after;
    }

    CountedAttendance rule_;
    const VoteLaw& law_;
    const std::vector<Presence<Number>>& presence_;
    std::size_t budget_;
    Number mass_;
};

}  // namespace stemgewicht::detail
