#pragma once

#include <stemgewicht/core/engine.hpp>

#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/threads.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/design/mandate_regime.hpp>
#include <stemgewicht/methods/blocks/all_blocks.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/layers/count_lanes.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The standings of all councils under all regimes, at one law of the votes. Given the nodes of the factors that cross
/// councils these are independent; so for each council the weight of the others is counted below the quota, once for
/// each of their regimes, on a tree: a free council adds member by member, a bound one as a whole. Of the sums only
/// those are counted from which the quota can still be reached or missed. Where the law is even, more than half of the
/// weight passes a motion, and no council can tie, nothing but yes and no is exchanged by taking every vote for its
/// opposite: half of the nodes then do, each counted for the other too. Cost for each lane_count nodes: councils x
/// 2^councils x (members / councils) x quota, on vectors.
class MandatePass {
public:
    MandatePass(const WeightedRule& assembly, std::span<const Block> councils, const VoteLaw& law, const Exact& method)
        : rule_(counted_rule(assembly)),
          blocks_(councils, carried(assembly, councils), law, method.maximum_nodes, maximum_layer_states) {
        if (rule_.quota > method.memory / (sizeof(Lanes) * (councils.size() + 2)))
            throw SizeRefusal(
                "mandates: a quota of " + std::to_string(assembly.quota) + " takes more memory than allowed",
                {.methods = {"monte_carlo"}});
        for (std::size_t j = 0; j < councils.size(); ++j) {
            Council& council = councils_.emplace_back();
            for (const std::size_t member : councils[j].members) council.weight += rule_.weights[member];
            std::map<Cell, Eigen::Index> known;
            const Weight total = total_weight(councils[j].rule.weights);
            for (const auto& sums : blocks_.plans()[j].totals) {
                const Cell cell{.side = side_of(councils[j].rule, total, sums[1]),
                                .weight = static_cast<std::size_t>(sums[2]),
                                .loose = static_cast<std::size_t>(sums[3])};
                const auto [place, is_new] = known.emplace(cell, council.cells.size());
                if (is_new) council.cells.push_back(cell);
                council.cell_of_state.push_back(place->second);
            }
            for (std::size_t k = 0; k < councils[j].members.size(); ++k)
                if (councils[j].rule.weights[k] > 0) council.held += rule_.weights[councils[j].members[k]];
        }
        mirror(law);
        order_.resize(councils.size());
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::ranges::stable_sort(order_, std::greater<>{}, [&](std::size_t j) { return councils[j].members.size(); });
    }

    /// By regime, then council. Each council is a task of its own, so that the sums do not depend on threads.
    [[nodiscard]] std::vector<Standing> standings(int threads) const {
        std::vector<Standing> result(councils_.size() << councils_.size());
        const std::size_t all = total();
        const auto all_of = [&](std::size_t j) {
            const LaneTable table(lane_count, static_cast<Eigen::Index>(rule_.quota));
            Walk walk{.council = j,
                      .result = &result,
                      .below = std::vector<LaneTable>(councils_.size() + 1, table),
                      .part = table,
                      .before = table};
            blocks_.each_chunk([&](const Lanes& mass, const LaneTable& outer, const std::vector<LaneTable>& laws) {
                walk.outer = &outer;
                walk.cells = cells_of(councils_[j], laws[j], mass);
                walk.yes.clear();
                for (std::size_t k = 0; k < laws.size(); ++k)
                    walk.yes.push_back(vote_chances(blocks_.plans()[k], laws[k]).yes);
                walk.below[0].setOnes();
                enter(walk, {.place = 0, .depth = 0, .rest = all}, 0);
            });
        };
        with_threads(threads, [&] { tbb::parallel_for(std::size_t{0}, councils_.size(), all_of); });
        return result;
    }

private:
    struct Cell {
        Side side;
        std::size_t weight;  ///< what the members for it add to the assembly when they are free
        std::size_t loose;   ///< that of members without a vote in the council
        friend auto operator<=>(const Cell&, const Cell&) = default;
    };
    struct Council {
        std::size_t weight = 0, held = 0;  ///< in the assembly, of all members and of those with a vote in the council
        std::vector<Cell> cells;
        std::vector<Eigen::Index> cell_of_state;
    };
    struct Walk {
        std::size_t council;
        std::vector<Standing>* result;
        std::vector<LaneTable> below;  ///< by depth: the chance that the others weigh t or less, for t below the quota;
                                       ///< left open where that does not matter
        const LaneTable* outer = nullptr;
        LaneTable cells = {};         ///< the chances of what the council itself does
        std::vector<Lanes> yes = {};  ///< by council: the chance that it decides yes
        LaneTable part = {}, before = {};
    };
    /// Where the walk is: the next council in order, how many have been counted, the weight that has not been.
    struct Stop {
        std::size_t place, depth, rest;
    };

    [[nodiscard]] std::size_t total() const {
        std::size_t all = 0;
        for (const Council& council : councils_) all += council.weight;
        return all;
    }

    /// Takes half of the nodes where these do for all.
    void mirror(const VoteLaw& law) {
        const std::size_t all = total();
        const auto can_tie = [](const Council& council) {
            return std::ranges::count(council.cells, Side::tied, &Cell::side) > 0;
        };
        if (all == 0 || all / 2 + 1 != rule_.quota || !is_even(law) || std::ranges::any_of(councils_, can_tie)) return;
        blocking_ = all - rule_.quota + 1;
        blocks_.take_half();
    }

    /// Sums that are counted along in every council: its own, the weight in the assembly, and the part of that which
    /// belongs to members without a vote in the council.
    std::vector<WeightedRule> carried(const WeightedRule& assembly, std::span<const Block> councils) const {
        std::vector<WeightedRule> sums(3, {.weights = std::vector<Weight>(assembly.member_count(), 0), .quota = 1});
        for (const Block& council : councils)
            for (std::size_t k = 0; k < council.members.size(); ++k)
                sums[0].weights[council.members[k]] = council.rule.weights[k];
        for (std::size_t i = 0; i < assembly.member_count(); ++i)
            sums[sums[0].weights[i] > 0 ? 1 : 2].weights[i] = static_cast<Weight>(rule_.weights[i]);
        for (std::size_t i = 0; i < assembly.member_count(); ++i) sums[1].weights[i] += sums[2].weights[i];
        return sums;
    }

    /// The least sum that still matters when `rest` may be added to it.
    [[nodiscard]] std::size_t least(std::size_t rest) const {
        const std::size_t lowest = blocking_.value_or(rule_.quota) - 1;
        return lowest - std::min(rest, lowest);
    }

    void enter(Walk& walk, Stop stop, MandateRegime others) const {
        if (stop.place < order_.size() && order_[stop.place] == walk.council) ++stop.place;
        if (stop.place == order_.size()) {
            settle(walk, walk.below[stop.depth], others);
            return;
        }
        const std::size_t j = order_[stop.place];
        const Stop next{stop.place + 1, stop.depth + 1, stop.rest - councils_[j].weight};
        const LaneTable& before = walk.below[stop.depth];
        LaneTable& below = walk.below[next.depth];
        count_free(walk, j, stop.rest, before, below);
        enter(walk, next, others);
        count_lanes(before.data(), below.data(), least(next.rest), rule_.quota, councils_[j].weight,
                    walk.yes[j].data());
        enter(walk, next, others | MandateRegime{1} << j);
    }

    /// Counts a free council, from one table to another.
    void count_free(Walk& walk, std::size_t j, std::size_t rest, const LaneTable& from, LaneTable& to) const {
        const BlockPlan& plan = blocks_.plans()[j];
        const auto count = [&](const Segment& segment, std::size_t node, const LaneTable& source, LaneTable& counted) {
            std::size_t left = rest;
            const double* values = source.data();
            for (std::size_t i = segment.first; i < segment.last; ++i) {
                const std::size_t weight = rule_.weights[plan.members[i]];
                const Lanes yes = plan.chance(i, segment, node, *walk.outer, nullptr);
                stop_point(4 * rule_.quota);
                count_lanes(values, counted.data(), least(left -= weight), rule_.quota, weight, yes.data());
                values = counted.data();
            }
            return left;
        };
        const LaneTable* source = &from;
        for (const Segment& segment : plan.segments) {
            if (segment.first == segment.last) continue;
            if (segment.node_count() == 1) {
                rest = count(segment, 0, *source, to);
            } else {
                if (source == &to) {
                    walk.before.swap(to);
                    source = &walk.before;
                }
                std::size_t left = rest;
                for (std::size_t node = 0; node < segment.node_count(); ++node) {
                    left = count(segment, node, *source, walk.part);
                    const auto needed = static_cast<Eigen::Index>(rule_.quota - least(left));
                    const auto term = segment.mass(node) * walk.part.rightCols(needed);
                    if (node == 0)
                        to.rightCols(needed) = term;
                    else
                        to.rightCols(needed) += term;
                }
                rest = left;
            }
            source = &to;
        }
        if (source == &from) to = from;
    }

    /// The chances of what the council itself does, with the mass of the nodes.
    [[nodiscard]] LaneTable cells_of(const Council& council, const LaneTable& states, const Lanes& mass) const {
        LaneTable cells = LaneTable::Zero(lane_count, static_cast<Eigen::Index>(council.cells.size()));
        for (std::size_t s = 0; s < council.cell_of_state.size(); ++s)
            cells.col(council.cell_of_state[s]) += mass * states.col(static_cast<Eigen::Index>(s));
        return cells;
    }

    /// The council itself, free and bound, when the law of the others' weight is known.
    void settle(Walk& walk, const LaneTable& below, MandateRegime others) const {
        settle(walk, below, others, rule_.quota, false);
        if (blocking_) settle(walk, below, others, *blocking_, true);
    }

    /// The same, where a motion fails below `least_weight`; or with every vote taken for its opposite, where it passes.
    void settle(Walk& walk, const LaneTable& below, MandateRegime others, std::size_t least_weight,
                bool opposite) const {
        const auto fails = [&](std::size_t added) -> Lanes {
            if (added >= least_weight) return Lanes::Zero();
            return below.col(static_cast<Eigen::Index>(least_weight - added) - 1);
        };
        const Council& council = councils_[walk.council];
        const Lanes none = fails(0), whole = fails(council.weight);
        LaneStanding free{.is_opposite = opposite}, bound{.is_opposite = opposite};
        for (std::size_t c = 0; c < council.cells.size(); ++c) {
            const auto& [side, weight, loose] = council.cells[c];
            const Lanes chance = walk.cells.col(static_cast<Eigen::Index>(c));
            free.add(side, chance, fails(weight));
            bound.add(side, chance, side == Side::yes ? whole : none);
            free.decisive += chance * (fails(loose) - fails(loose + council.held));
            bound.decisive += chance * (none - whole);
        }
        const std::size_t place = others * councils_.size() + walk.council;
        free.add_to((*walk.result)[place]);
        bound.add_to((*walk.result)[place + (councils_.size() << walk.council)]);
    }

    /// A standing at lane_count nodes side by side.
    struct LaneStanding {
        bool is_opposite = false;
        std::array<Lanes, 3> passes{Lanes::Zero(), Lanes::Zero(), Lanes::Zero()}, failing = passes;  ///< by side
        Lanes decisive = Lanes::Zero();

        void add(Side side, const Lanes& chance, const Lanes& fails) {
            const auto k = static_cast<std::size_t>(side);
            failing[k] += chance * fails;
            passes[k] += chance * (1 - fails);
        }
        void add_to(Standing& standing) const {
            for (const Side side : {Side::no, Side::tied, Side::yes}) {
                const Side stands = !is_opposite        ? side
                                    : side == Side::yes ? Side::no
                                    : side == Side::no  ? Side::yes
                                                        : Side::tied;
                standing.add_term(stands, is_opposite, failing[static_cast<std::size_t>(side)].sum());
                standing.add_term(stands, !is_opposite, passes[static_cast<std::size_t>(side)].sum());
            }
            standing.decisive += decisive.sum();
        }
    };

    CountedRule rule_;
    BlocksPass blocks_;
    std::vector<Council> councils_;
    std::optional<std::size_t> blocking_;  ///< the weight against that blocks a motion, where half of the nodes do
    std::vector<std::size_t> order_;
};

}  // namespace stemgewicht::detail
