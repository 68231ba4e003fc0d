#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/rules/rule.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION void check(const CompositeRule& rule, std::string_view field) {
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
