#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/rules/incompatible.hpp>

#include <algorithm>
#include <cstddef>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::size_t member_index(const Board& board, std::string_view name) {
    const auto found = std::ranges::find(board.names, name);
    if (found != board.names.end()) return static_cast<std::size_t>(found - board.names.begin());
    std::string some;
    for (std::size_t i = 0; i < std::min<std::size_t>(board.names.size(), 5); ++i)
        some += (i ? ", " : "") + shown_name(board.names[i]);
    refuse("member", "a member of " + board.id + " (" + some + (board.names.size() > 5 ? ", ..)" : ")"),
           unknown_name(name, names_of(board.names)));
}

STEMGEWICHT_DEFINITION const Grouping& grouping_of(const Board& board, const std::string& name) {
    const auto found = board.groupings.find(name);
    if (found == board.groupings.end())
        refuse("grouping", "a grouping of " + board.id + " (" + keys_of(board.groupings) + ")",
               unknown_name(name, names_of(std::views::keys(board.groupings))));
    return found->second;
}

STEMGEWICHT_DEFINITION const std::vector<Weight>& column_of(const Board& board, const std::string& name) {
    const auto found = board.columns.find(name);
    if (found == board.columns.end())
        refuse("column", "a numeric column of " + board.id + " (" + keys_of(board.columns) + ")",
               unknown_name(name, names_of(std::views::keys(board.columns))));
    return found->second;
}

STEMGEWICHT_DEFINITION Scale scale_of(const Board& board, const std::string& column) {
    const auto decimals = board.decimals.find(column);
    const auto divisor = board.divisors.find(column);
    return {decimals == board.decimals.end() ? 0 : decimals->second,
            divisor == board.divisors.end() ? 1 : divisor->second};
}

STEMGEWICHT_DEFINITION const std::vector<Weight>& weights(const Board& board) {
    return column_of(board, board.weight_column);
}

STEMGEWICHT_DEFINITION bool is_weighted(const Board& board) {
    const auto* rule = std::get_if<WeightedRule>(&board.rule);
    return rule && rule->weights == weights(board);
}

STEMGEWICHT_DEFINITION const WeightedRule& weighted_rule(const Board& board) {
    if (!is_weighted(board))
        refuse("rule", "one quota on the column " + board.weight_column + " for this",
               board.quota_text + " of " + board.id);
    return std::get<WeightedRule>(board.rule);
}

STEMGEWICHT_DEFINITION void add_incompatible(Board& board, std::vector<Pair> pairs) {
    if (pairs.empty()) return;
    IncompatibleRule rule{.rule = board.rule, .pairs = pairs};
    check_pairs(pairs, board.names.size(), "incompatible");
    check(rule, "incompatible");
    board.plain_quota = board.quota_text;
    for (std::size_t k = 0; k < pairs.size(); ++k)
        board.quota_text +=
            (k > 0 ? ", " : " without ") + board.names[pairs[k].first] + " beside " + board.names[pairs[k].second];
    board.rule = std::move(rule);
    board.incompatible = std::move(pairs);
}

STEMGEWICHT_DEFINITION Board without_incompatible(Board board) {
    if (board.incompatible.empty()) return board;
    board.incompatible.clear();
    board.quota_text = std::move(board.plain_quota);
    board.plain_quota.clear();
    Rule inner = *std::get<IncompatibleRule>(board.rule).rule;
    board.rule = std::move(inner);
    return board;
}

STEMGEWICHT_DEFINITION WeightedRule group_position(const Grouping& grouping, std::size_t group,
                                                   const std::vector<Weight>& weights) {
    std::vector<Weight> own(grouping.member_count(), 0);
    for (std::size_t i = 0; i < own.size(); ++i)
        if (grouping.group_of[i] == group) own[i] = weights[i];
    return majority_rule(std::move(own));
}

}  // namespace stemgewicht
