#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/layers/chance_ways.hpp>
#include <stemgewicht/methods/layers/count_lanes.hpp>
#include <stemgewicht/methods/simulation/held_law.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// Weighted positions without a holder in common, under a weighted decision, when all chances are given.
///
/// Each position asks for the law of everyone but its own holders. These laws are counted on a binary tree: whoever
/// holds no position at its root, then on the way to one half of the positions the holders of the other half, so that a
/// member is counted once for each level and nobody is ever taken out of a count again. Of the sums only those are
/// counted from which the quota can still be reached or missed by members yet to come: towards the leaves these are
/// few. Cost for each lane_count nodes: members x quota x log2(positions) at most, and the pairs of each position.
class PositionsApart {
public:
    PositionsApart(const WeightedRule& rule, std::span<const WeightedRule> positions) : rule_(counted_rule(rule)) {
        std::vector<bool> holds(rule.member_count());
        for (std::size_t j = 0; j < positions.size(); ++j) {
            groups_.push_back({.place = j, .law = HeldLaw(rule_, positions[j]), .voters = {}});
            for (const std::size_t i : groups_[j].law.members()) {
                if (rule_.weights[i] > 0) groups_[j].voters.push_back(i);
                holds[i] = true;
            }
            all_ += groups_[j].law.weight();
        }
        for (std::size_t i = 0; i < holds.size(); ++i)
            if (!holds[i] && rule_.weights[i] > 0) {
                others_.push_back(i);
                all_ += rule_.weights[i];
            }
        const auto weight = [&](std::size_t i) { return rule_.weights[i]; };
        std::ranges::stable_sort(others_, std::less<>{}, weight);
        for (Group& group : groups_) std::ranges::stable_sort(group.voters, std::less<>{}, weight);
        std::ranges::stable_sort(groups_, std::greater<>{}, [](const Group& group) { return group.law.weight(); });
    }

    void operator()(const LaneTable& yes, const Lanes& mass, std::span<Standing> sums) {
        const double whole = 1;
        (*this)(ChanceWays{.yes = std::span(&yes, 1), .shares = std::span(&whole, 1)}, mass, sums);
    }

    /// Where the holders of each position vote in one of several ways; whoever holds none votes in the first. The cost
    /// is that many times as much.
    void operator()(const ChanceWays& ways, const Lanes& mass, std::span<Standing> sums) {
        below_.resize(std::max<std::size_t>(below_.size(), 1));
        below_[0].setOnes(lane_count, static_cast<Eigen::Index>(rule_.quota));
        const Asked asked{ways, mass, sums};
        enter(asked, 0, groups_.size(), 0, count(ways.yes[0], others_, {.counted = 0, .rest = all_}, below_[0]));
    }

private:
    struct Group {
        std::size_t place;  ///< among the positions
        HeldLaw law;
        std::vector<std::size_t> voters;  ///< holders with a weight in the decision
    };
    struct Asked {
        const ChanceWays& ways;
        const Lanes& mass;
        std::span<Standing> sums;
    };
    /// The weight of the members that have been counted, and of those that have not.
    struct Reach {
        std::size_t counted, rest;
    };

    /// The least sum that still matters when `rest` may be added to it.
    [[nodiscard]] std::size_t least(std::size_t rest) const {
        return rule_.quota - 1 - std::min(rest, rule_.quota - 1);
    }

    /// Counts members on a table of the chance that those counted weigh t or less, for t below the quota. Where they
    /// cannot weigh more it is 1.
    Reach count(const LaneTable& yes, const std::vector<std::size_t>& members, Reach reach, LaneTable& below) const {
        for (const std::size_t i : members) {
            const std::size_t weight = rule_.weights[i];
            reach = {.counted = reach.counted + weight, .rest = reach.rest - weight};
            const std::size_t first = least(reach.rest), end = std::min(rule_.quota, reach.counted);
            stop_point(8 * (end - std::min(first, end)));
            count_lanes(below.data(), first, end, weight, yes.col(static_cast<Eigen::Index>(i)).data());
        }
        return reach;
    }

    /// The same of the holders of a position: the average over the ways in which they vote.
    Reach count_group(const Asked& asked, const Group& group, Reach reach, LaneTable& below) {
        const ChanceWays& ways = asked.ways;
        if (ways.yes.size() == 1) return count(ways.yes[0], group.voters, reach, below);
        const auto needed = static_cast<Eigen::Index>(rule_.quota - least(reach.rest));
        before_ = below;
        Reach after = reach;
        for (std::size_t w = 0; w < ways.yes.size(); ++w) {
            LaneTable& counted = w == 0 ? below : way_;
            if (w > 0) counted = before_;
            after = count(ways.yes[w], group.voters, reach, counted);
            if (w == 0)
                below.rightCols(needed) *= ways.shares[w];
            else
                below.rightCols(needed) += ways.shares[w] * way_.rightCols(needed);
        }
        return after;
    }

    /// Some positions, when all members but their holders have been counted in below_[depth].
    void enter(const Asked& asked, std::size_t first, std::size_t last, std::size_t depth, Reach reach) {
        if (last - first == 1) {
            settle(asked, groups_[first], below_[depth], reach);
            return;
        }
        const std::size_t middle = middle_of(first, last);
        if (below_.size() < depth + 2) below_.resize(depth + 2);
        const auto half = [&](std::size_t from, std::size_t to) {
            LaneTable& below = below_[depth + 1];
            below.resize(lane_count, static_cast<Eigen::Index>(rule_.quota));
            const auto needed = static_cast<Eigen::Index>(rule_.quota - least(reach.rest));
            below.rightCols(needed) = below_[depth].rightCols(needed);
            Reach here = reach;
            for (std::size_t g = first; g < last; ++g)
                if (g < from || g >= to) here = count_group(asked, groups_[g], here, below);
            enter(asked, from, to, depth + 1, here);
        };
        half(first, middle);
        half(middle, last);
    }

    /// Where the weights of the positions before and from there on are most alike.
    [[nodiscard]] std::size_t middle_of(std::size_t first, std::size_t last) const {
        std::size_t all = 0, before = 0, middle = first + 1;
        for (std::size_t g = first; g < last; ++g) all += groups_[g].law.weight();
        before = groups_[first].law.weight();
        while (middle + 1 < last && 2 * before + groups_[middle].law.weight() <= all)
            before += groups_[middle++].law.weight();
        return middle;
    }

    void settle(const Asked& asked, Group& group, const LaneTable& below, Reach reach) const {
        const auto failing = [&](std::size_t added) -> Lanes {
            if (added >= rule_.quota) return Lanes::Zero();
            if (reach.counted < rule_.quota - added) return Lanes::Ones();  // whatever the others do
            return below.col(static_cast<Eigen::Index>(rule_.quota - added) - 1);
        };
        for (std::size_t w = 0; w < asked.ways.yes.size(); ++w)
            group.law.add_standing(asked.ways.yes[w], asked.mass * asked.ways.shares[w], failing,
                                   asked.sums[group.place]);
    }

    CountedRule rule_;
    std::vector<Group> groups_;  ///< the heaviest first
    std::vector<std::size_t> others_;
    std::size_t all_ = 0;
    std::vector<LaneTable> below_;  ///< by depth
    LaneTable before_, way_;        ///< of one position
};

}  // namespace stemgewicht::detail
