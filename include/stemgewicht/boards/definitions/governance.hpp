#pragma once

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION CompositeRule councils_under(const Board& board, WeightedRule top) {
    const GovernanceData& data = governance_of(board);
    const auto members = members_by_group(grouping_of(board, data.grouping));
    const std::vector<Weight>& seats = column_of(board, data.position);
    CompositeRule rule{.top = std::move(top), .blocks = {}};
    for (const std::size_t group : council_groups(board)) {
        Block block{.members = members[group], .rule = {}};
        for (const std::size_t member : block.members) block.rule.weights.push_back(seats[member]);
        block.rule = majority_rule(std::move(block.rule.weights));
        rule.blocks.push_back(std::move(block));
    }
    return rule;
}

STEMGEWICHT_DEFINITION std::vector<WeightedRule> council_positions(const Board& board) {
    const GovernanceData& data = governance_of(board);
    std::vector<WeightedRule> positions;
    for (const std::size_t group : council_groups(board))
        positions.push_back(group_position(grouping_of(board, data.grouping), group, column_of(board, data.position)));
    return positions;
}

STEMGEWICHT_DEFINITION std::vector<Arrangement> arrangements(const Board& board,
                                                             const std::vector<std::string>& schemes) {
    const GovernanceData& data = governance_of(board);
    std::vector<Arrangement> result;
    for (const GovernanceOption& option : data.options)
        for (const Decider decider : {Decider::assembly, Decider::board, Decider::centre, Decider::council}) {
            std::vector<std::size_t> kinds;
            for (std::size_t k = 0; k < option.decides.size(); ++k)
                if (option.decides[k] == decider) kinds.push_back(k);
            if (kinds.empty()) continue;
            const auto add = [&](const std::string& scheme, std::optional<Rule> decision) {
                result.push_back({.option = option.id,
                                  .scheme = scheme,
                                  .kind = kind_text(data.kinds, kinds),
                                  .decision = std::move(decision),
                                  .decider = decider,
                                  .kinds = kinds});
            };
            if (decider == Decider::assembly)
                for (const std::string& column : data.assembly_schemes)
                    add(column, majority_rule(column_of(board, column)));
            else if (decider == Decider::board)
                for (const std::string& scheme : schemes) add(scheme, councils_under(board, board_rule(board, scheme)));
            else if (decider == Decider::centre)
                add("council", council_positions(board).front());
            else
                add("council", std::nullopt);
        }
    return result;
}

STEMGEWICHT_DEFINITION std::vector<std::string> option_ids(const Board& board) {
    std::vector<std::string> ids;
    for (const GovernanceOption& option : governance_of(board).options) ids.push_back(option.id);
    return ids;
}

}  // namespace stemgewicht
