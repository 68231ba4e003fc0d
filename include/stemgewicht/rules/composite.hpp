#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <string>
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
inline void check(const CompositeRule& rule, std::string_view field = "rule") {
    const std::string prefix(field);
    check(rule.top, prefix + ".top");
    if (rule.blocks.size() != rule.top.member_count())
        refuse(prefix + ".blocks",
               "one block for each of the " + std::to_string(rule.top.member_count()) + " votes of the top",
               rule.blocks.size());
    std::vector<bool> seen(rule.member_count());
    for (std::size_t j = 0; j < rule.blocks.size(); ++j) {
        const Block& block = rule.blocks[j];
        const std::string path = element(prefix + ".blocks", j);
        if (block.members.empty()) refuse(path + ".members", "a list of at least one member", "none");
        check(block.rule, path + ".rule");
        if (block.rule.member_count() != block.members.size())
            refuse(path + ".rule.weights",
                   "one weight for each of the " + std::to_string(block.members.size()) + " members",
                   block.rule.member_count());
        for (std::size_t k = 0; k < block.members.size(); ++k) {
            const std::size_t member = block.members[k];
            if (member >= seen.size() || seen[member])
                refuse(element(path + ".members", k),
                       "a member from 0 to " + std::to_string(seen.size()) + " exclusive that no other block names",
                       member);
            seen[member] = true;
        }
    }
}

}  // namespace stemgewicht
