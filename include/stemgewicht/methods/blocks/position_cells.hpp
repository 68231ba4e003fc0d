#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/blocks/joined_blocks.hpp>
#include <stemgewicht/methods/layers/block_law.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/position.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// How a position is read off the final states of the blocks in which its holders sit: these are joined, by the weight
/// of the position's yes-voters and by how each block votes.
class PositionCells {
    using Joined = JoinedBlocks<2>;  // weight of the position's yes-voters, bits of the blocks' votes

public:
    PositionCells(const WeightedRule& position, std::size_t dimension, std::span<const Block> blocks,
                  std::span<const BlockPlan> plans, std::size_t limit)
        : forced_yes_(position.member_count(), Forced::free), forced_no_(forced_yes_), joined_(limit) {
        for (const std::size_t member : holders(position)) {
            forced_yes_[member] = Forced::yes;
            forced_no_[member] = Forced::no;
        }
        for (std::size_t j = 0; j < blocks.size(); ++j) {
            if (std::ranges::none_of(blocks[j].members, [&](std::size_t i) { return position.weights[i] > 0; }))
                continue;
            const Weight vote = Weight{1} << joined_.block_count();  // a bit of the votes
            std::vector<Joined::Sums> by_state;
            for (std::size_t s = 0; s < plans[j].votes_yes.size(); ++s)
                by_state.push_back({plans[j].totals[s][dimension + 1], plans[j].votes_yes[s] ? vote : 0});
            joined_.join(j, by_state, std::identity{});
        }
        const Weight total = total_weight(position.weights);
        for (const Joined::Sums& cell : joined_.cells()) sides_.push_back(side_of(position, total, cell[0]));
    }

    /// Adds this position's standing. `laws` and `votes` are those of the blocks, `top(votes)` gives the decision from
    /// how the blocks vote, `forced_votes(j, forced)` how one block votes with its holders forced.
    template <class Top, class ForcedVotes>
    void add(const std::vector<LaneTable>& laws, const std::vector<VoteChances>& votes, const Lanes& mass,
             const Top& top, const ForcedVotes& forced_votes, Standing& standing) const {
        const LaneTable law = joined_.law(laws);
        std::map<Weight, VoteChances> decided;  // by the votes of the blocks
        for (std::size_t c = 0; c < sides_.size(); ++c) {
            const Weight given = joined_.cells()[c][1];
            auto known = decided.find(given);
            if (known == decided.end()) known = decided.emplace(given, top(with_votes(votes, given))).first;
            const Lanes weight = mass * law.col(static_cast<Eigen::Index>(c));
            standing.add_term(sides_[c], true, (weight * known->second.yes).sum());
            standing.add_term(sides_[c], false, (weight * known->second.no).sum());
        }
        std::vector<VoteChances> all_for = votes, all_against = votes;
        for (std::size_t k = 0; k < joined_.block_count(); ++k) {
            const std::size_t block = joined_.block(k);
            all_for[block] = forced_votes(block, forced_yes_);
            all_against[block] = forced_votes(block, forced_no_);
        }
        standing.decisive += (mass * gain(top(all_for), top(all_against))).sum();
    }

private:
    /// The blocks of the position vote as given, the others as ever.
    [[nodiscard]] std::vector<VoteChances> with_votes(std::vector<VoteChances> votes, Weight given) const {
        for (std::size_t k = 0; k < joined_.block_count(); ++k) votes[joined_.block(k)] = surely((given >> k & 1) != 0);
        return votes;
    }

    std::vector<Forced> forced_yes_, forced_no_;
    Joined joined_;
    std::vector<Side> sides_;
};

}  // namespace stemgewicht::detail
