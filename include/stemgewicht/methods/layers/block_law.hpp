#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/layers/crossing_nodes.hpp>
#include <stemgewicht/methods/layers/layered_sums.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/position.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// The chances of yes and no, of a block or of the decision. Each is counted by itself: what is left of 1 without the
/// other would have lost the digits of a small one.
struct VoteChances {
    Lanes yes, no;
};

inline VoteChances surely(bool yes) { return {Lanes::Constant(yes ? 1 : 0), Lanes::Constant(yes ? 0 : 1)}; }

/// The chance of yes under the one less that under the other, by whichever outcome is the less likely.
inline Lanes gain(const VoteChances& with, const VoteChances& without) {
    return (with.yes < without.no).select(with.yes - without.yes, without.no - with.no);
}

/// Members whose vote is decided beforehand, one entry a member.
enum class Forced : signed char { no, free, yes };

/// A run of members of one block: independent given the outer node, or sharing a factor of the block's own.
struct Segment {
    std::size_t first = 0, last = 0;      ///< layers of the block's sums
    const VoteFactor* mixture = nullptr;  ///< null: chances stand in the outer node

    [[nodiscard]] std::size_t node_count() const { return mixture ? mixture->node_count() : 1; }
    [[nodiscard]] double mass(std::size_t node) const {
        return mixture ? mixture->masses[static_cast<Eigen::Index>(node)] : 1.0;
    }
};

/// One block made ready for counting: its states by layer, and its members in counting order. Sum 0 is capped at the
/// quota.
struct BlockPlan {
    std::vector<std::size_t> members;
    std::vector<FactorRow> rows;
    std::vector<Segment> segments;
    Layers layers;
    std::vector<std::vector<Weight>> totals;  ///< per final state: sum 0 decides the block, then the positions'
    std::vector<bool> votes_yes;              ///< per final state

    [[nodiscard]] Lanes chance(std::size_t layer, const Segment& segment, std::size_t node, const LaneTable& outer,
                               const std::vector<Forced>* forced) const {
        if (forced && (*forced)[members[layer]] != Forced::free)
            return Lanes::Constant((*forced)[members[layer]] == Forced::yes ? 1 : 0);
        if (!segment.mixture) return outer.col(static_cast<Eigen::Index>(members[layer]));
        return Lanes::Constant(segment.mixture->yes(rows[layer].row, static_cast<Eigen::Index>(node)));
    }
};

/// Members in counting order: those who share a factor of their own stand together. `crossing` are the factors that the
/// outer nodes fix.
BlockPlan plan_members(std::vector<std::size_t> members, std::span<const FactorRow> rows,
                       const std::vector<const VoteFactor*>& crossing);

/// A block's plan. Positions are the rules whose sums are counted along.
BlockPlan plan_block(const Block& block, std::span<const FactorRow> rows,
                     const std::vector<const VoteFactor*>& crossing, std::span<const WeightedRule> positions,
                     std::size_t limit);

/// Law of the layer behind a segment, from the law before it. Cost O(states x nodes).
LaneTable segment_forward(const BlockPlan& plan, const Segment& segment, const LaneTable& law, const LaneTable& outer,
                          const std::vector<Forced>* forced);

/// Law of the block's final state in each lane.
LaneTable block_law(const BlockPlan& plan, const LaneTable& outer, const std::vector<Forced>* forced = nullptr);

/// How the block votes, from the law of its final state.
VoteChances vote_chances(const BlockPlan& plan, const LaneTable& law);

/// Adds the standings of the block's members, when a motion passes by `if_yes` where the block votes yes and by `if_no`
/// where it votes no. Forward-backward through the layers: cost O(states x nodes).
void add_member_standings(const BlockPlan& plan, const LaneTable& outer, const Lanes& mass, const VoteChances& if_yes,
                          const VoteChances& if_no, std::vector<Standing>& standings);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/layers/definitions/block_law.hpp>
#endif
