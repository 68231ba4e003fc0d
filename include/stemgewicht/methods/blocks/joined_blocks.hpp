#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/layers/layers.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Sums of several kinds over independent blocks, joined one block after the other: each way that they can come out is
/// a cell, whose chance is a sum of products of what the blocks do.
template <std::size_t kinds>
class JoinedBlocks {
public:
    using Sums = std::array<Weight, kinds>;

    explicit JoinedBlocks(std::size_t limit) : limit_(limit), cells_(1, Sums{}) {}

    /// Joins a block, of which each final state adds `by_state`; sums that `settled(sums)` takes for the same are one
    /// cell. Throws std::length_error where there are more cells than allowed.
    template <class Settled>
    void join(std::size_t block, const std::vector<Sums>& by_state, const Settled& settled) {
        Step step;
        step.block = block;
        std::map<Sums, std::uint32_t> own, joined;
        for (const Sums& added : by_state) step.own_of_state.push_back(number(own, added));
        step.own_count = own.size();
        step.next.resize(cells_.size() * own.size());
        for (std::size_t c = 0; c < cells_.size(); ++c) {
            stop_point(200 * own.size());
            for (const auto& [added, o] : own) {
                Sums sums = cells_[c];
                for (std::size_t k = 0; k < kinds; ++k) sums[k] += added[k];
                step.next[c * own.size() + o] = number(joined, settled(sums));
            }
        }
        if (joined.size() > limit_)
            throw SizeRefusal(
                "exact: the position spans blocks with more than " + std::to_string(limit_) + " joint states",
                {.methods = {"enumerate", "monte_carlo"}});
        cells_.resize(joined.size());
        for (const auto& [sums, cell] : joined) cells_[cell] = sums;
        step.cell_count = cells_.size();
        steps_.push_back(std::move(step));
    }

    [[nodiscard]] const std::vector<Sums>& cells() const { return cells_; }
    [[nodiscard]] std::size_t block_count() const { return steps_.size(); }
    /// The block that was joined in that place.
    [[nodiscard]] std::size_t block(std::size_t place) const { return steps_[place].block; }

    /// The law of the cells, one column each, from the laws of the final states of all blocks.
    [[nodiscard]] LaneTable law(const std::vector<LaneTable>& laws) const {
        LaneTable cells = LaneTable::Ones(lane_count, 1);
        for (const Step& step : steps_) {
            LaneTable own = LaneTable::Zero(lane_count, static_cast<Eigen::Index>(step.own_count));
            for (std::size_t s = 0; s < step.own_of_state.size(); ++s)
                own.col(step.own_of_state[s]) += laws[step.block].col(static_cast<Eigen::Index>(s));
            LaneTable joined = LaneTable::Zero(lane_count, static_cast<Eigen::Index>(step.cell_count));
            stop_point(8 * static_cast<std::size_t>(cells.cols() * own.cols()));
            for (Eigen::Index c = 0; c < cells.cols(); ++c)
                for (Eigen::Index o = 0; o < own.cols(); ++o)
                    joined.col(step.next[static_cast<std::size_t>(c * own.cols() + o)]) += cells.col(c) * own.col(o);
            cells = std::move(joined);
        }
        return cells;
    }

private:
    struct Step {
        std::size_t block = 0;
        std::vector<std::uint32_t> own_of_state;
        std::size_t own_count = 0;
        std::vector<std::uint32_t> next;  ///< by (cell so far, what this block adds)
        std::size_t cell_count = 0;
    };

    static std::uint32_t number(std::map<Sums, std::uint32_t>& known, const Sums& sums) {
        return known.emplace(sums, static_cast<std::uint32_t>(known.size())).first->second;
    }

    std::size_t limit_;
    std::vector<Sums> cells_;
    std::vector<Step> steps_;
};

}  // namespace stemgewicht::detail
