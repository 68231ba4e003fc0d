#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/rules/combined.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

/// Reads the text of a rule, one function for each line of the grammar:
///
///     any        = all { "or" all }
///     all        = condition { "and" condition }
///     condition  = comparison | "(" any ")"
///     comparison = column ( ">=" | ">" ) quota
class RuleText {
public:
    RuleText(std::string_view text, const Board& board, std::string_view field)
        : text_(text), board_(board), field_(field) {
        advance();
    }

    Rule whole() {
        Rule rule = any();
        if (!token_.empty()) wrong("and, or, or the end of the text");
        return rule;
    }

private:
    static constexpr int maximum_depth = 100;
    static constexpr std::string_view blanks = " \t\r\n";
    static constexpr std::string_view signs = "<>=";

    Rule any() {
        std::vector<Rule> rules{all()};
        while (taken("or")) rules.push_back(all());
        return rules.size() == 1 ? std::move(rules.front()) : any_of(std::move(rules));
    }

    Rule all() {
        std::vector<Rule> rules{condition()};
        while (taken("and")) rules.push_back(condition());
        return rules.size() == 1 ? std::move(rules.front()) : all_of(std::move(rules));
    }

    Rule condition() {
        if (token_ != "(") return comparison();
        if (++depth_ > maximum_depth) wrong("at most " + std::to_string(maximum_depth) + " parentheses deep");
        advance();
        Rule rule = any();
        if (!taken(")")) wrong("and, or, or )");
        --depth_;
        return rule;
    }

    WeightedRule comparison() {
        const std::string column(token_);
        WeightedRule rule{.weights = column_weights(column)};
        const std::string field = std::string(field_) + "." + column;
        const Weight total = total_weight(rule.weights, field);
        advance();
        const Reach reach = token_ == ">" ? Reach::more_than : Reach::at_least;
        if (!taken(">=") && !taken(">")) wrong(">= or > behind " + column);
        if (token_.empty() || is_sign(token_.front()))
            wrong("a number, majority, or a share such as 2/3 or 70% behind " + column);
        rule.quota = parse_quota(token_, total, scale_of(board_, column), field, reach);
        advance();
        return rule;
    }

    /// One vote each for `members`, else a column of the board.
    std::vector<Weight> column_weights(const std::string& column) const {
        const auto found = board_.columns.find(column);
        if (column == "members") {
            if (found != board_.columns.end()) wrong("a column with another name than members, the count of heads");
            return std::vector<Weight>(board_.names.size(), 1);
        }
        if (found == board_.columns.end())
            wrong("members, a numeric column of the members (" + keys_of(board_.columns) + "), or a parenthesis");
        return found->second;
    }

    static bool is_sign(char c) { return c == '(' || c == ')' || signs.find(c) != std::string_view::npos; }

    /// Goes to the next token: a parenthesis, a comparison, or a word; empty at the end.
    void advance() {
        const std::size_t start = std::min(text_.find_first_not_of(blanks, end_), text_.size());
        end_ = start;
        if (end_ < text_.size() && (text_[end_] == '(' || text_[end_] == ')'))
            ++end_;
        else if (end_ < text_.size() && is_sign(text_[end_]))
            end_ = text_.find_first_not_of(signs, end_);
        else
            while (end_ < text_.size() && blanks.find(text_[end_]) == std::string_view::npos && !is_sign(text_[end_]))
                ++end_;
        end_ = std::min(end_, text_.size());
        token_ = text_.substr(start, end_ - start);
    }

    bool taken(std::string_view token) {
        if (token_ != token) return false;
        advance();
        return true;
    }

    [[noreturn]] void wrong(const std::string& expected) const {
        if (token_.empty()) refuse(field_, expected, "the end of the text");
        const auto before = text_.substr(0, end_ - token_.size());
        const auto characters =
            std::ranges::count_if(before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
        refuse(field_, expected,
               "\"" + std::string(token_) + "\" at character " + std::to_string(characters + 1) + " of the text");
    }

    std::string_view text_;
    const Board& board_;
    std::string_view field_;
    std::string_view token_;
    std::size_t end_ = 0;  ///< behind the token
    int depth_ = 0;
};

}  // namespace detail

STEMGEWICHT_DEFINITION Rule parse_rule(std::string_view text, const Board& board, std::string_view field) {
    return detail::RuleText(text, board, field).whole();
}

}  // namespace stemgewicht
