#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/layers/block_law.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// The blocks of a two-tier rule, counted at every node of the factors that cross them. Given such a node the blocks
/// are independent. Cost of a visit: nodes x sums of the blocks.
class BlocksPass {
public:
    BlocksPass(std::span<const Block> blocks, std::span<const WeightedRule> positions, const VoteLaw& law,
               std::size_t maximum_nodes, std::size_t maximum_states)
        : crossing_(crossing_factors(blocks, law)), outer_(law, crossing_, maximum_nodes) {
        const auto rows = factor_rows(law);
        for (const Block& block : blocks)
            plans_.push_back(plan_block(block, rows, crossing_, positions, maximum_states));
    }

    /// See OuterNodes.
    void take_half() { outer_.take_half(); }

    [[nodiscard]] const std::vector<BlockPlan>& plans() const { return plans_; }

    /// Calls work(mass, chances of yes by member, laws of the blocks' final states) for each lane_count nodes.
    template <class Work>
    void each_chunk(const Work& work) const {
        Lanes mass;
        LaneTable outer;
        std::vector<LaneTable> laws(plans_.size());
        for (std::size_t chunk = 0; chunk < outer_.chunk_count(); ++chunk) {
            outer_.load(chunk, mass, outer);
            for (std::size_t j = 0; j < plans_.size(); ++j) laws[j] = block_law(plans_[j], outer);
            work(mass, outer, laws);
        }
    }

private:
    static std::vector<const VoteFactor*> crossing_factors(std::span<const Block> blocks, const VoteLaw& law) {
        std::vector<std::size_t> block_of(law.member_count);
        for (std::size_t j = 0; j < blocks.size(); ++j)
            for (const std::size_t member : blocks[j].members) block_of[member] = j;
        std::vector<const VoteFactor*> crossing;
        for (const VoteFactor& factor : law.factors) {
            const auto elsewhere = [&](std::size_t i) { return block_of[i] != block_of[factor.members.front()]; };
            if (factor.node_count() > 1 && std::ranges::any_of(factor.members, elsewhere)) crossing.push_back(&factor);
        }
        return crossing;
    }

    std::vector<const VoteFactor*> crossing_;
    OuterNodes outer_;
    std::vector<BlockPlan> plans_;
};

}  // namespace stemgewicht::detail
