#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/blocks/all_blocks.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/rules/composite.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The joint law of what blocks do: how each votes, and where the position of its members stands. Once it is there, any
/// board over the blocks is a sum over profiles, so that many weights of the board cost one count of the blocks.
struct BlockProfiles {
    struct Cell {
        bool vote;
        Side side;
    };
    std::vector<std::vector<Cell>> cells;  ///< per block: what it can do
    std::vector<double> law;               ///< per profile; the cell of block 0 runs fastest
};

inline constexpr std::size_t maximum_profiles = std::size_t{1} << 14;

/// The cell of each final state of a block.
struct BlockCells {
    std::vector<BlockProfiles::Cell> cells;
    std::vector<Eigen::Index> cell_of_state;
};

inline BlockCells block_cells(const BlockPlan& plan, std::size_t dimension, const WeightedRule& position) {
    BlockCells result;
    std::map<std::pair<bool, Side>, Eigen::Index> known;
    const Weight total = total_weight(position.weights);
    for (std::size_t s = 0; s < plan.votes_yes.size(); ++s) {
        const Side side = side_of(position, total, plan.totals[s][dimension + 1]);
        const auto [cell, is_new] =
            known.emplace(std::pair{plan.votes_yes[s], side}, static_cast<Eigen::Index>(known.size()));
        if (is_new) result.cells.push_back({.vote = plan.votes_yes[s], .side = side});
        result.cell_of_state.push_back(cell->second);
    }
    return result;
}

/// Whether the holders of the position are the members who have a vote in the block, all of them and nobody else.
inline bool stands_for(const WeightedRule& position, const Block& block) {
    std::vector<bool> votes(position.member_count());
    for (std::size_t k = 0; k < block.members.size(); ++k) votes[block.members[k]] = block.rule.weights[k] > 0;
    for (std::size_t i = 0; i < votes.size(); ++i)
        if (votes[i] != (position.weights[i] > 0)) return false;
    return true;
}

/// The profiles of blocks where position j is held by the voters of block j, for every block. Empty where the positions
/// are others, or where there are too many profiles. Cost: nodes x (sums of the blocks + profiles).
inline std::optional<BlockProfiles> block_profiles(std::span<const Block> blocks,
                                                   std::span<const WeightedRule> positions, const VoteLaw& law,
                                                   std::size_t maximum_nodes, std::size_t maximum_states) {
    if (positions.size() != blocks.size()) return std::nullopt;
    for (std::size_t j = 0; j < blocks.size(); ++j)
        if (!stands_for(positions[j], blocks[j])) return std::nullopt;
    const BlocksPass pass(blocks, positions, law, maximum_nodes, maximum_states);
    BlockProfiles profiles;
    std::vector<BlockCells> cells;
    std::size_t count = 1;
    for (std::size_t j = 0; j < blocks.size(); ++j) {
        cells.push_back(block_cells(pass.plans()[j], j, positions[j]));
        profiles.cells.push_back(cells[j].cells);
        count *= cells[j].cells.size();
        if (count > maximum_profiles) return std::nullopt;
    }
    LaneTable sum = LaneTable::Zero(lane_count, static_cast<Eigen::Index>(count));
    LaneTable table(lane_count, static_cast<Eigen::Index>(count));
    pass.each_chunk([&](const Lanes& mass, const LaneTable&, const std::vector<LaneTable>& laws) {
        table.col(0) = mass;
        Eigen::Index size = 1;
        for (std::size_t j = 0; j < cells.size(); ++j) {
            const auto width = static_cast<Eigen::Index>(cells[j].cells.size());
            LaneTable own = LaneTable::Zero(lane_count, width);
            for (std::size_t s = 0; s < cells[j].cell_of_state.size(); ++s)
                own.col(cells[j].cell_of_state[s]) += laws[j].col(static_cast<Eigen::Index>(s));
            for (Eigen::Index c = width; c-- > 0;)
                for (Eigen::Index k = 0; k < size; ++k) table.col(c * size + k) = table.col(k) * own.col(c);
            size *= width;
        }
        sum += table;
    });
    for (Eigen::Index k = 0; k < sum.cols(); ++k) profiles.law.push_back(sum.col(k).sum());
    return profiles;
}

/// The standing of each block's position under a board over the blocks. Cost: profiles x blocks.
inline std::vector<Standing> profile_standings(const BlockProfiles& profiles, const WeightedRule& top) {
    std::vector<Standing> standings(profiles.cells.size());
    std::vector<std::size_t> cell(profiles.cells.size(), 0);
    for (const double chance : profiles.law) {
        Weight sum = 0;
        for (std::size_t j = 0; j < cell.size(); ++j) sum += profiles.cells[j][cell[j]].vote ? top.weights[j] : 0;
        const bool passes = sum >= top.quota;
        for (std::size_t j = 0; j < cell.size(); ++j) {
            const auto [vote, side] = profiles.cells[j][cell[j]];
            standings[j].add_term(side, passes, chance);
            const Weight others = sum - (vote ? top.weights[j] : 0);
            if (others < top.quota && others + top.weights[j] >= top.quota) standings[j].decisive += chance;
        }
        for (std::size_t j = 0; j < cell.size() && ++cell[j] == profiles.cells[j].size(); ++j) cell[j] = 0;
    }
    return standings;
}

}  // namespace stemgewicht::detail
