#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/layers/block_law.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// How a position is read off the final states of the blocks in which its holders sit: one block after the other, the
/// cells (weight of its yes-voters so far, votes of the blocks so far) are joined with those of the next block.
class PositionCells {
public:
    PositionCells(const WeightedRule& position, std::size_t dimension, std::span<const Block> blocks,
                  std::span<const BlockPlan> plans, std::size_t limit)
        : forced_yes_(position.member_count(), Forced::free), forced_no_(forced_yes_) {
        for (const std::size_t member : holders(position)) {
            forced_yes_[member] = Forced::yes;
            forced_no_[member] = Forced::no;
        }
        using Cell = std::pair<Weight, std::size_t>;  // yes-weight of the position, bits of the blocks' votes
        std::vector<Cell> cells{{0, 0}};
        for (std::size_t j = 0; j < blocks.size(); ++j) {
            if (std::ranges::none_of(blocks[j].members, [&](std::size_t i) { return position.weights[i] > 0; }))
                continue;
            std::map<Cell, std::uint32_t> own;  // cells of this block alone
            Step step;
            step.block = j;
            for (std::size_t s = 0; s < plans[j].votes_yes.size(); ++s) {
                const Cell cell{plans[j].totals[s][dimension + 1], plans[j].votes_yes[s] ? 1 : 0};
                step.cell_of_state.push_back(own.emplace(cell, static_cast<std::uint32_t>(own.size())).first->second);
            }
            step.cell_count = own.size();
            std::map<Cell, std::uint32_t> joined;
            step.join.resize(cells.size() * own.size());
            for (std::size_t c = 0; c < cells.size(); ++c)
                for (const auto& [cell, o] : own) {
                    const Cell sum{cells[c].first + cell.first, cells[c].second | (cell.second << steps_.size())};
                    step.join[c * own.size() + o] =
                        joined.emplace(sum, static_cast<std::uint32_t>(joined.size())).first->second;
                }
            if (joined.size() > limit)
                throw std::length_error("exact: the position spans blocks with more than " + std::to_string(limit) +
                                        " joint states; enumerate carries any position up to 25 members");
            cells.assign(joined.size(), {});
            for (const auto& [cell, index] : joined) cells[index] = cell;
            step.joined_count = joined.size();
            steps_.push_back(std::move(step));
        }
        const Weight total = total_weight(position.weights);
        for (const auto& [yes_weight, votes] : cells) {
            sides_.push_back(side_of(position, total, yes_weight));
            votes_.push_back(votes);
        }
    }

    /// Adds this position's standing. `laws` and `yes` are those of the blocks, `top(yes)` gives the chance to pass
    /// from the chances that the blocks vote yes, `forced_chance(j, forced)` the chance of one block with its holders
    /// forced.
    template <class Top, class ForcedChance>
    void add(const std::vector<LaneTable>& laws, const LaneTable& yes, const Lanes& mass, const Top& top,
             const ForcedChance& forced_chance, Standing& standing) const {
        LaneTable cells = LaneTable::Ones(lane_count, 1);
        for (const Step& step : steps_) {
            LaneTable own = LaneTable::Zero(lane_count, static_cast<Eigen::Index>(step.cell_count));
            for (std::size_t s = 0; s < step.cell_of_state.size(); ++s)
                own.col(step.cell_of_state[s]) += laws[step.block].col(static_cast<Eigen::Index>(s));
            LaneTable joined = LaneTable::Zero(lane_count, static_cast<Eigen::Index>(step.joined_count));
            for (Eigen::Index c = 0; c < cells.cols(); ++c)
                for (Eigen::Index o = 0; o < own.cols(); ++o)
                    joined.col(step.join[static_cast<std::size_t>(c * own.cols() + o)]) += cells.col(c) * own.col(o);
            cells = std::move(joined);
        }
        std::map<std::size_t, Lanes> pass_given_votes;
        for (std::size_t c = 0; c < sides_.size(); ++c) {
            auto known = pass_given_votes.find(votes_[c]);
            if (known == pass_given_votes.end()) {
                LaneTable fixed = yes;
                for (std::size_t k = 0; k < steps_.size(); ++k)
                    fixed.col(static_cast<Eigen::Index>(steps_[k].block)).setConstant((votes_[c] >> k) & 1 ? 1.0 : 0.0);
                known = pass_given_votes.emplace(votes_[c], top(fixed)).first;
            }
            const Lanes weight = mass * cells.col(static_cast<Eigen::Index>(c));
            const double pass = (weight * known->second).sum();
            const double fail = (weight * (1 - known->second)).sum();
            standing.add_term(sides_[c], true, pass);
            standing.add_term(sides_[c], false, fail);
        }
        LaneTable all_for = yes;
        LaneTable all_against = yes;
        for (const Step& step : steps_) {
            all_for.col(static_cast<Eigen::Index>(step.block)) = forced_chance(step.block, forced_yes_);
            all_against.col(static_cast<Eigen::Index>(step.block)) = forced_chance(step.block, forced_no_);
        }
        standing.decisive += (mass * (top(all_for) - top(all_against))).sum();
    }

private:
    struct Step {
        std::size_t block = 0;
        std::vector<std::uint32_t> cell_of_state;
        std::size_t cell_count = 0;
        std::vector<std::uint32_t> join;  ///< next cell, by (cell so far, cell of this block)
        std::size_t joined_count = 0;
    };
    std::vector<Forced> forced_yes_, forced_no_;
    std::vector<Step> steps_;
    std::vector<Side> sides_;
    std::vector<std::size_t> votes_;
};

}  // namespace stemgewicht::detail
