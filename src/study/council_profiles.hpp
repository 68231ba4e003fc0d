#pragma once

#include <stemgewicht/methods/blocks/block_profiles.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The profiles of the blocks of a board under a model: summed over its laws.
inline std::optional<BlockProfiles> council_profiles(const CompositeRule& board,
                                                     const std::vector<WeightedRule>& positions,
                                                     const VotingModel& model, const Exact& exact) {
    std::optional<BlockProfiles> sum;
    std::vector<std::size_t> block_of(board.member_count());
    for (std::size_t j = 0; j < board.blocks.size(); ++j)
        for (const std::size_t member : board.blocks[j].members) block_of[member] = j;
    each_law(model, board.member_count(), block_of, [&](double mass, const VoteLaw& law) {
        std::optional<BlockProfiles> part =
            block_profiles(board.blocks, positions, law, exact.maximum_nodes, maximum_layer_states);
        if (!part) return;
        for (double& chance : part->law) chance *= mass;
        if (sum)
            for (std::size_t k = 0; k < part->law.size(); ++k) sum->law[k] += part->law[k];
        else
            sum = std::move(part);
    });
    return sum;
}

}  // namespace stemgewicht::detail
