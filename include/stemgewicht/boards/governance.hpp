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
    std::string option;            ///< id of the option
    std::string scheme;            ///< column or board scheme; `council` where councils decide by their own majority
    std::string kind;              ///< `all`, or the names of the kinds joined by +
    std::optional<Rule> decision;  ///< over the whole electorate; empty where each municipality decides for itself
    Decider decider = Decider::council;
    std::vector<std::size_t> kinds{};  ///< places of the kinds that are decided so
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

namespace detail {

/// `all`, or the names of the kinds at these places joined by +.
inline std::string kind_text(const std::vector<std::string>& names, const std::vector<std::size_t>& kinds) {
    if (kinds.size() == names.size()) return "all";
    std::string text;
    for (const std::size_t kind : kinds) text += (text.empty() ? "" : "+") + names[kind];
    return text;
}

}  // namespace detail

/// The governance options of a case, each under every scheme of weights that applies to it: one arrangement for all
/// kinds of decisions that the same body decides. Within an option the assembly comes first, then the general board,
/// the centre municipality, and the councils.
inline std::vector<Arrangement> arrangements(const Board& board, const std::vector<std::string>& schemes) {
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
                                  .kind = detail::kind_text(data.kinds, kinds),
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

/// The ids of the governance options of a case.
inline std::vector<std::string> option_ids(const Board& board) {
    std::vector<std::string> ids;
    for (const GovernanceOption& option : governance_of(board).options) ids.push_back(option.id);
    return ids;
}

/// The standard board schemes for which the case has the numbers, and its custom ones.
inline std::vector<std::string> all_schemes(const Board& board) {
    const GovernanceData& data = governance_of(board);
    std::vector<std::string> schemes;
    for (const std::string_view scheme : board_schemes)
        if (detail::can_weigh(data, scheme)) schemes.emplace_back(scheme);
    for (const auto& [id, weights] : data.custom_schemes) schemes.push_back(id);
    return schemes;
}

}  // namespace stemgewicht
