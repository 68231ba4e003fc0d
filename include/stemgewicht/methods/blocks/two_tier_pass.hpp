#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/blocks/all_blocks.hpp>
#include <stemgewicht/methods/blocks/position_cells.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// Exact passes over a two-tier rule: the blocks count their members, the top tier counts the blocks.
/// Cost: nodes x (sums of the blocks + sums of the top).
class CompositePass {
public:
    CompositePass(const CompositeRule& rule, std::span<const WeightedRule> positions, const VoteLaw& law,
                  std::size_t maximum_nodes, std::size_t maximum_states)
        : blocks_(rule.blocks, positions, law, maximum_nodes, maximum_states) {
        std::vector<std::vector<Weight>> increments;
        for (const Weight weight : rule.top.weights) increments.push_back({weight});
        top_ = layered_sums(increments, {rule.top.quota}, maximum_states);
        for (const auto& total : top_.totals) top_wins_.push_back(total[0] >= rule.top.quota);
        for (std::size_t d = 0; d < positions.size(); ++d)
            positions_.emplace_back(positions[d], d, rule.blocks, blocks_.plans(), maximum_states);
    }

    [[nodiscard]] std::vector<Standing> position_standings() const {
        std::vector<Standing> standings(positions_.size());
        blocks_.each_chunk([&](const Lanes& mass, const LaneTable& outer, const std::vector<LaneTable>& laws) {
            const auto top = [&](const std::vector<VoteChances>& votes) { return decision(votes); };
            const auto forced = [&](std::size_t j, const std::vector<Forced>& by) {
                return vote_chances(blocks_.plans()[j], block_law(blocks_.plans()[j], outer, &by));
            };
            const std::vector<VoteChances> votes = block_votes(laws);
            for (std::size_t d = 0; d < positions_.size(); ++d)
                positions_[d].add(laws, votes, mass, top, forced, standings[d]);
        });
        return standings;
    }

    [[nodiscard]] std::vector<Standing> member_standings(std::size_t member_count) const {
        std::vector<Standing> standings(member_count);
        blocks_.each_chunk([&](const Lanes& mass, const LaneTable& outer, const std::vector<LaneTable>& laws) {
            std::vector<VoteChances> votes = block_votes(laws);
            for (std::size_t j = 0; j < laws.size(); ++j) {
                const VoteChances own = votes[j];
                votes[j] = surely(true);
                const VoteChances if_yes = decision(votes);
                votes[j] = surely(false);
                const VoteChances if_no = decision(votes);
                votes[j] = own;
                add_member_standings(blocks_.plans()[j], outer, mass, if_yes, if_no, standings);
            }
        });
        return standings;
    }

    [[nodiscard]] double pass() const {
        double sum = 0;
        blocks_.each_chunk([&](const Lanes& mass, const LaneTable&, const std::vector<LaneTable>& laws) {
            sum += (mass * decision(block_votes(laws)).yes).sum();
        });
        return sum;
    }

private:
    [[nodiscard]] std::vector<VoteChances> block_votes(const std::vector<LaneTable>& laws) const {
        std::vector<VoteChances> votes;
        for (std::size_t j = 0; j < laws.size(); ++j) votes.push_back(vote_chances(blocks_.plans()[j], laws[j]));
        return votes;
    }

    /// The decision of the top, from how the blocks vote.
    [[nodiscard]] VoteChances decision(const std::vector<VoteChances>& votes) const {
        LaneTable law = LaneTable::Ones(lane_count, 1);
        for (std::size_t j = 0; j < votes.size(); ++j)
            law = step_forward(top_.layers, j, law, votes[j].yes, votes[j].no);
        VoteChances outcome{Lanes::Zero(), Lanes::Zero()};
        for (std::size_t s = 0; s < top_wins_.size(); ++s)
            (top_wins_[s] ? outcome.yes : outcome.no) += law.col(static_cast<Eigen::Index>(s));
        return outcome;
    }

    BlocksPass blocks_;
    LayeredSums top_;
    std::vector<bool> top_wins_;
    std::vector<PositionCells> positions_;
};

}  // namespace stemgewicht::detail
