#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Whom a comparison counts: those for, those for among all who vote, those present, or those against.
enum class Counted { yes, cast, present, against };

/// One comparison of the text of a rule, such as `cast weight > 1/2`.
struct Comparison {
    Counted counted = Counted::yes;
    std::string what;                 ///< the column, `members`, or the name of a member
    bool one_member = false;          ///< whether it is about one member
    std::optional<Grouping> blocs{};  ///< whose groups vote as one, where it is about these
    std::vector<Weight> weights;      ///< of each member, or of each group
    Scale scale{};
    Reach reach = Reach::at_least;  ///< of those against: what may not be reached
    std::string quota;              ///< as it was written
    Weight least = 1;               ///< the least weight that reaches it, of all but the votes cast
    Share share{};                  ///< of the votes cast
};

/// A comparison, or several joined by `and`, or by `or`.
struct RuleTree {
    bool any = false;
    std::vector<RuleTree> parts{};
    std::optional<Comparison> comparison{};
};

/// Reads the text of a rule, one function for each line of the grammar:
///
///     any        = all { "or" all }
///     all        = condition { "and" condition }
///     condition  = comparison | "(" any ")"
///     comparison = [ "yes" | "cast" | "present" ] numbers ( ">=" | ">" ) quota
///                | "against" numbers ( "<" | "<=" ) quota
///                | [ "present" ] member
///     numbers    = [ "members" | column | member | grouping | column "by" grouping ]
///     member     = a name in quotes
class RuleText {
public:
    RuleText(std::string_view text, const Board& board, std::string_view field)
        : text_(text), board_(board), field_(field) {
        advance();
    }

    RuleTree whole() {
        RuleTree tree = any();
        if (!token_.empty()) wrong("and, or, or the end of the text");
        return tree;
    }

private:
    static constexpr int maximum_depth = 100;
    static constexpr std::string_view blanks = " \t\r\n";
    static constexpr std::string_view signs = "<>=";

    static RuleTree joined(bool any, std::vector<RuleTree> parts) {
        if (parts.size() == 1) return std::move(parts.front());
        return {.any = any, .parts = std::move(parts)};
    }

    RuleTree any() {
        std::vector<RuleTree> parts;
        parts.push_back(all());
        while (taken("or")) parts.push_back(all());
        return joined(true, std::move(parts));
    }

    RuleTree all() {
        std::vector<RuleTree> parts;
        parts.push_back(condition());
        while (taken("and")) parts.push_back(condition());
        return joined(false, std::move(parts));
    }

    RuleTree condition() {
        if (token_ != "(") return {.comparison = comparison()};
        if (++depth_ > maximum_depth) wrong("at most " + std::to_string(maximum_depth) + " parentheses deep");
        advance();
        RuleTree tree = any();
        if (!taken(")")) wrong("and, or, or )");
        --depth_;
        return tree;
    }

    Comparison comparison() {
        Comparison result{.counted = counted(), .what = {}, .weights = {}, .quota = {}};
        read_numbers(result);
        const std::string field = std::string(field_) + "." + result.what;
        const Weight total = total_weight(result.weights, field);
        if (result.one_member && result.counted != Counted::against && !is_comparison()) return result;
        read_sign(result);
        if (token_.empty() || is_sign(token_.front()))
            wrong("a number, majority, or a share such as 2/3 or 70% behind " + result.what);
        result.quota = std::string(token_);
        if (result.counted == Counted::cast)
            result.share = share_of_votes(result, field);
        else
            result.least = parse_quota(token_, total, result.scale, field, result.reach);
        advance();
        return result;
    }

    /// Whom the comparison counts; a column of that name goes before the word.
    Counted counted() {
        constexpr std::array<std::pair<std::string_view, Counted>, 4> words{{{"yes", Counted::yes},
                                                                             {"cast", Counted::cast},
                                                                             {"present", Counted::present},
                                                                             {"against", Counted::against}}};
        const auto word = std::ranges::find(words, token_, &std::pair<std::string_view, Counted>::first);
        if (word == words.end()) return Counted::yes;
        const auto [token, end] = std::pair(token_, end_);
        advance();
        if (!is_comparison() || !board_.columns.contains(std::string(token))) return word->second;
        token_ = token;
        end_ = end;
        return Counted::yes;
    }

    /// What is counted: heads, a column, a member, or groups that vote as one; the weight of the board if not said.
    void read_numbers(Comparison& result) {
        const bool in_quotes = !token_.empty() && (token_.front() == '"' || token_.front() == '\'');
        if (in_quotes && (token_.size() < 2 || token_.back() != token_.front())) wrong("a name with a closing quote");
        result.what = std::string(in_quotes ? token_.substr(1, token_.size() - 2) : token_);
        const bool said = !is_comparison() && !token_.empty() && token_ != ")" && token_ != "and" && token_ != "or";
        if (!said && result.counted != Counted::yes) {
            result.what = board_.weight_column;
        } else if (result.what == "members" && !in_quotes) {
            if (board_.columns.contains(result.what))
                wrong("a column with another name than members, the count of heads");
            result.weights.assign(board_.names.size(), 1);
            advance();
            return;
        }
        const auto column = board_.columns.find(result.what);
        const auto grouping = board_.groupings.find(result.what);
        const auto member = std::ranges::find(board_.names, result.what);
        if (column != board_.columns.end()) {
            result.weights = column->second;
            result.scale = scale_of(board_, result.what);
            if (said) advance();
            if (taken("by")) read_blocs(result);
        } else if (grouping != board_.groupings.end()) {
            result.blocs = grouping->second;
            result.weights.assign(grouping->second.group_count(), 1);
            check_blocs(result);
            advance();
        } else if (in_quotes && member != board_.names.end()) {
            result.one_member = true;
            result.weights.assign(board_.names.size(), 0);
            result.weights[static_cast<std::size_t>(member - board_.names.begin())] = 1;
            advance();
        } else {
            const std::string groupings =
                board_.groupings.empty() ? "" : "a grouping (" + keys_of(board_.groupings) + "), ";
            wrong("members, a numeric column of the members (" + keys_of(board_.columns) + "), " + groupings +
                  "a member's name in quotes, or a parenthesis");
        }
    }

    /// The groups behind `by`: each has the sum of the numbers of its members.
    void read_blocs(Comparison& result) {
        const auto grouping = board_.groupings.find(std::string(token_));
        if (grouping == board_.groupings.end())
            wrong("a grouping of the members (" + keys_of(board_.groupings) + ") behind by");
        result.blocs = grouping->second;
        std::vector<Weight> sums(grouping->second.group_count(), 0);
        for (std::size_t i = 0; i < result.weights.size(); ++i) sums[grouping->second.group_of[i]] += result.weights[i];
        result.weights = std::move(sums);
        check_blocs(result);
        advance();
    }

    void check_blocs(const Comparison& result) const {
        if (result.counted != Counted::yes) wrong("members or a column where votes cast, present or against count");
        if (!board_.columns.contains(board_.weight_column))
            wrong("a board with a weight, by which groups decide how they vote");
    }

    void read_sign(Comparison& result) {
        const bool against = result.counted == Counted::against;
        const std::string_view strict = against ? "<=" : ">", other = against ? "<" : ">=";
        result.reach = token_ == strict ? Reach::more_than : Reach::at_least;
        if (!taken(strict) && !taken(other))
            wrong(against ? "< or <= behind against " + result.what : ">= or > behind " + result.what);
    }

    Share share_of_votes(Comparison& result, const std::string& field) const {
        if (token_ == "majority") {
            if (result.reach == Reach::more_than) refuse(field, "a share behind >, or >= majority", "> majority");
            result.reach = Reach::more_than;
            return {.numerator = 1, .denominator = 2};
        }
        const auto share = parse_share(token_);
        if (!share) refuse(field, "majority, or a share of the votes cast such as 1/2 or 70%", token_);
        const Weight beyond = share->numerator + (result.reach == Reach::more_than ? 1 : 0);
        if (share->numerator < 1 || beyond > share->denominator)
            refuse(field,
                   result.reach == Reach::more_than ? "a share above 0 and below 1" : "a share above 0 and at most 1",
                   token_);
        return *share;
    }

    static bool is_sign(char c) { return c == '(' || c == ')' || signs.find(c) != std::string_view::npos; }
    [[nodiscard]] bool is_comparison() const {
        return !token_.empty() && signs.find(token_.front()) != std::string_view::npos;
    }

    /// Goes to the next token: a parenthesis, a comparison, a name in quotes, or a word; empty at the end.
    void advance() {
        const std::size_t start = std::min(text_.find_first_not_of(blanks, end_), text_.size());
        end_ = start;
        if (end_ < text_.size() && (text_[end_] == '(' || text_[end_] == ')'))
            ++end_;
        else if (end_ < text_.size() && (text_[end_] == '"' || text_[end_] == '\''))
            end_ = std::min(text_.find(text_[end_], end_ + 1), text_.size() - 1) + 1;
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

}  // namespace stemgewicht::detail
