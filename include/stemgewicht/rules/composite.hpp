#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// Members who decide together how their block votes one tier up.
struct Block {
    std::vector<std::size_t> members;  ///< of the whole electorate
    WeightedRule rule;                 ///< over `members`, in that order; where it does not pass, the block votes no

    friend bool operator==(const Block&, const Block&) = default;
};

/// Two tiers: each block (a council) decides by its own rule, and the blocks vote as units under `top` (the board).
/// Every member is in exactly one block; a member without a vote in its block has weight 0 there.
struct CompositeRule {
    WeightedRule top;
    std::vector<Block> blocks;

    [[nodiscard]] std::size_t member_count() const {
        std::size_t count = 0;
        for (const Block& block : blocks) count += block.members.size();
        return count;
    }

    [[nodiscard]] bool wins(const Coalition& yes_voters) const {
        Weight top_sum = 0;
        for (std::size_t j = 0; j < blocks.size(); ++j) {
            Weight sum = 0;
            for (std::size_t k = 0; k < blocks[j].members.size(); ++k)
                if (yes_voters.test(blocks[j].members[k])) sum += blocks[j].rule.weights[k];
            if (sum >= blocks[j].rule.quota) top_sum += top.weights[j];
        }
        return top_sum >= top.quota;
    }

    friend bool operator==(const CompositeRule&, const CompositeRule&) = default;
};
static_assert(SimpleGame<CompositeRule>);

/// Throws std::invalid_argument unless both tiers are valid and the blocks partition the members.
void check(const CompositeRule& rule, std::string_view field = "rule");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/rules/rule.hpp>
#endif
