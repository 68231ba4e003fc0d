#pragma once

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// Who decides: under one governance option and one scheme of weights, for the decisions of the kinds named.
struct Arrangement {
    std::string option;            ///< drechtraad, ab, mandate or centre
    std::string scheme;            ///< column or board scheme; `council` where councils decide by their own majority
    std::string kind;              ///< all, base_package+operations, policy+plus_package, packages+operations or policy
    std::optional<Rule> decision;  ///< over the whole electorate; empty where each municipality decides for itself
};

/// The councils under a board: each municipality's groups decide by the majority of the position column how their
/// delegation votes (a tied council votes no), and the delegations vote as blocks under `top`.
inline CompositeRule councils_under(const Board& board, WeightedRule top) {
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

/// The position of each municipality, in their order: the majority of its own council, as a rule over the electorate.
inline std::vector<WeightedRule> council_positions(const Board& board) {
    const GovernanceData& data = governance_of(board);
    std::vector<WeightedRule> positions;
    for (const std::size_t group : council_groups(board))
        positions.push_back(group_position(grouping_of(board, data.grouping), group, column_of(board, data.position)));
    return positions;
}

/// The four governance options of a case, each under every scheme of weights that applies to it:
/// the assembly of all groups (`drechtraad`), the general board of delegations (`ab`), the mandate, where the board
/// decides on the base package and operations and each council on the rest, and the centre municipality, whose
/// council decides on packages and operations for all, while policy stays with each council.
inline std::vector<Arrangement> arrangements(const Board& board, const std::vector<std::string>& schemes) {
    const GovernanceData& data = governance_of(board);
    std::vector<Arrangement> result;
    for (const std::string& column : data.assembly_schemes)
        result.push_back({"drechtraad", column, "all", majority_rule(column_of(board, column))});
    for (const std::string& scheme : schemes)
        result.push_back({"ab", scheme, "all", councils_under(board, board_rule(board, scheme))});
    for (const std::string& scheme : schemes)
        result.push_back(
            {"mandate", scheme, "base_package+operations", councils_under(board, board_rule(board, scheme))});
    result.push_back({"mandate", "council", "policy+plus_package", std::nullopt});
    result.push_back({"centre", "council", "packages+operations", council_positions(board).front()});
    result.push_back({"centre", "council", "policy", std::nullopt});
    return result;
}

/// The standard board schemes and the custom ones of a case.
inline std::vector<std::string> all_schemes(const Board& board) {
    std::vector<std::string> schemes(board_schemes.begin(), board_schemes.end());
    for (const auto& [id, weights] : governance_of(board).custom_schemes) schemes.push_back(id);
    return schemes;
}

}  // namespace stemgewicht
