#pragma once

#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/rule.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// Where a position stands on a motion.
enum class Side { no, tied, yes };

/// Where a weighted position stands when the weight of its yes-voters is `yes_weight`: yes if that reaches the quota,
/// no if the weight against reaches it, tied if neither does.
inline Side side_of(const WeightedRule& position, Weight total, Weight yes_weight) {
    if (yes_weight >= position.quota) return Side::yes;
    return total - yes_weight >= position.quota ? Side::no : Side::tied;
}

/// The members whose votes the position is made of: those with a positive weight.
inline std::vector<std::size_t> holders(const WeightedRule& position) {
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < position.weights.size(); ++i)
        if (position.weights[i] > 0) members.push_back(i);
    return members;
}

/// The same for two tiers: those with a positive weight in a block that has one.
inline std::vector<std::size_t> holders(const CompositeRule& position) {
    std::vector<std::size_t> members;
    for (std::size_t j = 0; j < position.blocks.size(); ++j)
        for (std::size_t k = 0; k < position.blocks[j].members.size(); ++k)
            if (position.top.weights[j] > 0 && position.blocks[j].rule.weights[k] > 0)
                members.push_back(position.blocks[j].members[k]);
    return members;
}

/// Throws std::invalid_argument unless the rule is valid, has `member_count` members, and cannot be both for and
/// against: its quota must exceed half of its weight.
inline void check_position(const WeightedRule& position, std::size_t member_count,
                           std::string_view field = "position") {
    const std::string prefix(field);
    check(position, prefix);
    if (position.member_count() != member_count)
        refuse(prefix + ".weights",
               "one weight for each of the " + std::to_string(member_count) + " members of the decision",
               position.member_count());
    const Weight total = total_weight(position.weights);
    if (position.quota < majority_quota(total))
        refuse(prefix + ".quota",
               "above half of its weight " + std::to_string(total) + ", so that it is never both for and against",
               position.quota);
}

/// The same for a position of two tiers; every quota must exceed half of its weight.
inline void check_position(const CompositeRule& position, std::size_t member_count,
                           std::string_view field = "position") {
    const std::string prefix(field);
    check(position, prefix);
    if (position.member_count() != member_count)
        refuse(prefix + ".blocks", "blocks of the " + std::to_string(member_count) + " members of the decision",
               position.member_count());
    check_position(position.top, position.blocks.size(), prefix + ".top");
    for (std::size_t j = 0; j < position.blocks.size(); ++j)
        check_position(position.blocks[j].rule, position.blocks[j].members.size(),
                       element(prefix + ".blocks", j) + ".rule");
}

/// The same for the other rules of the library; that it is never both for and against shows when it is asked.
inline void check_position(const Rule& position, std::size_t count, std::string_view field = "position") {
    check(position, field);
    if (member_count(position) != count)
        refuse(field, "a rule over the " + std::to_string(count) + " members of the decision", member_count(position));
}

}  // namespace stemgewicht
