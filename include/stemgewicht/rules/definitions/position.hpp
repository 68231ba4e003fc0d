#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/rule.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::vector<std::size_t> holders(const WeightedRule& position) {
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < position.weights.size(); ++i)
        if (position.weights[i] > 0) members.push_back(i);
    return members;
}

STEMGEWICHT_DEFINITION std::vector<std::size_t> holders(const CompositeRule& position) {
    std::vector<std::size_t> members;
    for (std::size_t j = 0; j < position.blocks.size(); ++j)
        for (std::size_t k = 0; k < position.blocks[j].members.size(); ++k)
            if (position.top.weights[j] > 0 && position.blocks[j].rule.weights[k] > 0)
                members.push_back(position.blocks[j].members[k]);
    return members;
}

namespace detail {

STEMGEWICHT_DEFINITION std::optional<std::vector<std::size_t>> known_holders(const Rule& position) {
    if (const auto* weighted = std::get_if<WeightedRule>(&position)) return holders(*weighted);
    if (const auto* composite = std::get_if<CompositeRule>(&position)) return holders(*composite);
    return std::nullopt;
}

}  // namespace detail

STEMGEWICHT_DEFINITION void check_position(const WeightedRule& position, std::size_t member_count,
                                           std::string_view field) {
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

STEMGEWICHT_DEFINITION void check_position(const CompositeRule& position, std::size_t member_count,
                                           std::string_view field) {
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

STEMGEWICHT_DEFINITION void check_position(const Rule& position, std::size_t count, std::string_view field) {
    if (const auto* weighted = std::get_if<WeightedRule>(&position)) return check_position(*weighted, count, field);
    if (const auto* composite = std::get_if<CompositeRule>(&position)) return check_position(*composite, count, field);
    check(position, field);
    if (member_count(position) != count)
        refuse(field, "a rule over the " + std::to_string(count) + " members of the decision", member_count(position));
}

}  // namespace stemgewicht
