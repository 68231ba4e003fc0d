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
            const auto top = [&](const LaneTable& chances) { return pass_chance(chances); };
            const auto forced = [&](std::size_t j, const std::vector<Forced>& votes) {
                return yes_chance(blocks_.plans()[j], block_law(blocks_.plans()[j], outer, &votes));
            };
            const LaneTable yes = yes_chances(laws);
            for (std::size_t d = 0; d < positions_.size(); ++d)
                positions_[d].add(laws, yes, mass, top, forced, standings[d]);
        });
        return standings;
    }

    [[nodiscard]] std::vector<Standing> member_standings(std::size_t member_count) const {
        std::vector<Standing> standings(member_count);
        blocks_.each_chunk([&](const Lanes& mass, const LaneTable& outer, const std::vector<LaneTable>& laws) {
            LaneTable yes = yes_chances(laws);
            for (std::size_t j = 0; j < laws.size(); ++j) {
                const auto column = static_cast<Eigen::Index>(j);
                const Lanes own = yes.col(column);
                yes.col(column).setOnes();
                const Lanes if_yes = pass_chance(yes);
                yes.col(column).setZero();
                const Lanes if_no = pass_chance(yes);
                yes.col(column) = own;
                add_member_standings(blocks_.plans()[j], outer, mass, if_yes, if_no, standings);
            }
        });
        return standings;
    }

    [[nodiscard]] double pass() const {
        double sum = 0;
        blocks_.each_chunk([&](const Lanes& mass, const LaneTable&, const std::vector<LaneTable>& laws) {
            sum += (mass * pass_chance(yes_chances(laws))).sum();
        });
        return sum;
    }

private:
    /// Chance that each block votes yes, one column a block.
    [[nodiscard]] LaneTable yes_chances(const std::vector<LaneTable>& laws) const {
        LaneTable yes(lane_count, static_cast<Eigen::Index>(laws.size()));
        for (std::size_t j = 0; j < laws.size(); ++j)
            yes.col(static_cast<Eigen::Index>(j)) = yes_chance(blocks_.plans()[j], laws[j]);
        return yes;
    }

    [[nodiscard]] Lanes pass_chance(const LaneTable& yes) const {
        LaneTable chance(lane_count, static_cast<Eigen::Index>(top_.totals.size()));
        for (std::size_t s = 0; s < top_wins_.size(); ++s)
            chance.col(static_cast<Eigen::Index>(s)).setConstant(top_wins_[s] ? 1 : 0);
        for (std::size_t j = top_.layers.steps.size(); j-- > 0;)
            chance = step_back(top_.layers, j, chance, yes.col(static_cast<Eigen::Index>(j)));
        return chance.col(0);
    }

    BlocksPass blocks_;
    LayeredSums top_;
    std::vector<bool> top_wins_;
    std::vector<PositionCells> positions_;
};

}  // namespace stemgewicht::detail
