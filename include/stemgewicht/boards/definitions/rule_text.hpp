#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/engines/rule_tree.hpp>
#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/rules/combined.hpp>
#include <stemgewicht/rules/transform.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

/// Groups that vote as one, each as the majority of the weight of its members decides.
inline Rule bloc_rule(const Comparison& comparison, const Board& board) {
    const Grouping& grouping = *comparison.blocs;
    CombinedRule rule{.members = board.names.size(),
                      .top = Rule(WeightedRule{.weights = comparison.weights, .quota = comparison.least}),
                      .parts = {}};
    for (std::size_t group = 0; group < grouping.group_count(); ++group) {
        Part part{.members = {}, .rule = Rule(WeightedRule{})};
        std::vector<Weight> own;
        for (std::size_t i = 0; i < board.names.size(); ++i)
            if (grouping.group_of[i] == group) {
                part.members.push_back(i);
                own.push_back(weights(board)[i]);
            }
        total_weight(own, "rule: " + board.weight_column + " of " + grouping.labels[group]);
        part.rule = Rule(majority_rule(std::move(own)));
        rule.parts.push_back(std::move(part));
    }
    return rule;
}

/// What a comparison asks of the yes-voters where everyone votes; empty where it always holds.
inline std::optional<Rule> rule_of(const Comparison& comparison, const Board& board) {
    if (comparison.counted == Counted::present) return std::nullopt;
    if (comparison.blocs) return bloc_rule(comparison, board);
    const Weight total = total_weight(comparison.weights);
    WeightedRule rule{.weights = comparison.weights, .quota = comparison.least};
    if (comparison.counted == Counted::against) rule.quota = total - comparison.least + 1;
    if (comparison.counted == Counted::cast)
        rule.quota = share_of(total, comparison.share.numerator, comparison.share.denominator, comparison.reach);
    return rule;
}

inline std::optional<Rule> rule_of(const RuleTree& tree, const Board& board) {
    if (tree.comparison) return rule_of(*tree.comparison, board);
    std::vector<Rule> rules;
    for (const RuleTree& part : tree.parts) {
        std::optional<Rule> rule = rule_of(part, board);
        if (rule)
            rules.push_back(*std::move(rule));
        else if (tree.any)
            return std::nullopt;
    }
    if (rules.empty()) return std::nullopt;
    if (rules.size() == 1) return std::move(rules.front());
    return tree.any ? any_of(std::move(rules)) : all_of(std::move(rules));
}

/// The clauses of a statute, collected from a tree; formulas over them are made once their number is known.
class StatuteClauses {
public:
    StatuteClauses(const RuleTree& tree, const Board& board) : board_(board) {
        const bool chain = !tree.comparison && !tree.any;
        for (const RuleTree& part : chain ? tree.parts : std::vector<RuleTree>{tree})
            if (part.comparison && part.comparison->counted == Counted::present)
                statute_.quorum.push_back(clause_of(*part.comparison));
            else
                decision_.parts.push_back(part);
    }

    Statute made(std::string_view field) {
        if (decision_.parts.empty()) refuse(field, "a rule with a criterion on votes", "only such on who is present");
        number(decision_);
        statute_.decision = formula(decision_);
        check(statute_, field);
        return std::move(statute_);
    }

private:
    static Clause clause_of(const Comparison& comparison) {
        switch (comparison.counted) {
            case Counted::yes: break;
            case Counted::present: return present_clause(comparison.weights, comparison.least);
            case Counted::against: return against_clause(comparison.weights, comparison.least - 1);
            case Counted::cast:
                return cast_clause(comparison.weights, comparison.share.numerator, comparison.share.denominator,
                                   comparison.reach == Reach::more_than);
        }
        return yes_clause(comparison.weights, comparison.least);
    }

    /// Adds the clauses of a tree in the order in which `formula` comes to them.
    void number(const RuleTree& tree) {
        for (const RuleTree& part : tree.parts) number(part);
        if (!tree.comparison) return;
        if (tree.comparison->blocs) return number_blocs(*tree.comparison->blocs);
        statute_.clauses.push_back(clause_of(*tree.comparison));
        if (needs_yes(*tree.comparison)) statute_.clauses.push_back(yes_clause(tree.comparison->weights, 1));
    }

    /// Each group decides how it votes by more than half of the weight of its members that is cast.
    void number_blocs(const Grouping& grouping) {
        for (std::size_t group = 0; group < grouping.group_count(); ++group)
            statute_.clauses.push_back(
                cast_clause(group_position(grouping, group, weights(board_)).weights, 1, 2, true));
    }

    /// A share that must be reached takes some yes: of no votes cast it is no share.
    static bool needs_yes(const Comparison& comparison) {
        return comparison.counted == Counted::cast && comparison.reach == Reach::at_least;
    }

    Rule formula(const RuleTree& tree) {
        const std::size_t count = statute_.clauses.size();
        if (tree.comparison) {
            const std::size_t first = next_;
            next_ += tree.comparison->blocs ? tree.comparison->weights.size() : 1;
            if (tree.comparison->blocs) {
                WeightedRule groups{.weights = std::vector<Weight>(count, 0), .quota = tree.comparison->least};
                std::ranges::copy(tree.comparison->weights,
                                  groups.weights.begin() + static_cast<std::ptrdiff_t>(first));
                return groups;
            }
            if (!needs_yes(*tree.comparison)) return member_position(first, count);
            WeightedRule both{.weights = std::vector<Weight>(count, 0), .quota = 2};
            both.weights[first] = both.weights[next_++] = 1;
            return both;
        }
        std::vector<Rule> parts;
        for (const RuleTree& part : tree.parts) parts.push_back(formula(part));
        if (parts.size() == 1) return std::move(parts.front());
        return tree.any ? any_of(std::move(parts)) : all_of(std::move(parts));
    }

    const Board& board_;
    Statute statute_;
    RuleTree decision_;
    std::size_t next_ = 0;  ///< clause of the formula
};

inline std::string reached_text(const Comparison& comparison) {
    const bool below = comparison.counted == Counted::against;
    const std::string total = decimal_text(total_weight(comparison.weights), comparison.scale);
    const std::string number = decimal_text(comparison.least - (below ? 1 : 0), comparison.scale);
    const std::string of = (below ? "at most " : "at least ") + number + " of " + total + " ";
    return comparison.what == "members" ? of + "members" : of + comparison.what;
}

/// A comparison in words.
inline std::string words_of(const Comparison& comparison, const Board& board) {
    const bool members = comparison.what == "members";
    if (comparison.one_member) switch (comparison.counted) {
            case Counted::against: return comparison.what + " does not vote no";
            case Counted::present: return comparison.what + " is present";
            default: return comparison.what + " votes yes";
        }
    if (comparison.blocs) {
        const std::string what = comparison.blocs->name == comparison.what ? "groups" : comparison.what;
        return "groups of " + comparison.blocs->name + " with at least " +
               decimal_text(comparison.least, comparison.scale) + " of " +
               decimal_text(total_weight(comparison.weights), comparison.scale) + " " + what +
               " are for it, each as more than half of its " + board.weight_column + " cast decides";
    }
    switch (comparison.counted) {
        case Counted::yes:
            return reached_text(comparison) + (members ? " vote" : " is") + (members ? " yes" : " for it");
        case Counted::against: return reached_text(comparison) + (members ? " vote no" : " is against it");
        case Counted::present: return reached_text(comparison) + (members ? " are" : " is") + " present";
        case Counted::cast: break;
    }
    const std::string share = comparison.quota == "majority" ? "1/2" : comparison.quota;
    return (comparison.reach == Reach::more_than ? "more than " : "at least ") + share + " of the " +
           (members ? "members who vote are" : comparison.what + " cast is") + " for it";
}

inline std::string words_of(const RuleTree& tree, const Board& board, bool inside = false) {
    if (tree.comparison) return words_of(*tree.comparison, board);
    std::string text;
    for (const RuleTree& part : tree.parts)
        text += (text.empty() ? "" : tree.any ? ", or " : ", and ") + words_of(part, board, true);
    return inside ? "(" + text + ")" : text;
}

}  // namespace detail

STEMGEWICHT_DEFINITION Rule parse_rule(std::string_view text, const Board& board, std::string_view field) {
    std::optional<Rule> rule = detail::rule_of(detail::RuleText(text, board, field).whole(), board);
    if (!rule) refuse(field, "a rule with a criterion on votes", "only such on who is present");
    return *std::move(rule);
}

STEMGEWICHT_DEFINITION Statute parse_statute(std::string_view text, const Board& board, std::string_view field) {
    const detail::RuleTree tree = detail::RuleText(text, board, field).whole();
    if (!detail::rule_of(tree, board)) refuse(field, "a rule with a criterion on votes", "only such on who is present");
    return detail::StatuteClauses(tree, board).made(field);
}

STEMGEWICHT_DEFINITION std::string rule_sentence(std::string_view text, const Board& board, std::string_view field) {
    const detail::RuleTree tree = detail::RuleText(text, board, field).whole();
    const bool chain = !tree.comparison && !tree.any;
    std::string quorum, decision;
    for (const detail::RuleTree& part : chain ? tree.parts : std::vector<detail::RuleTree>{tree}) {
        const bool presence = part.comparison && part.comparison->counted == detail::Counted::present;
        std::string& sentence = presence ? quorum : decision;
        sentence += (sentence.empty() ? "" : ", and ") + detail::words_of(part, board, chain);
    }
    return (quorum.empty() ? "" : "A meeting decides where " + quorum + ". ") + "A motion passes where " + decision +
           ".";
}

STEMGEWICHT_DEFINITION std::string board_sentence(const Board& board) {
    std::string apart;
    for (const auto& [a, b] : board.incompatible)
        apart += " " + board.names[a] + " and " + board.names[b] + " never vote together.";
    if (!board.rule_text.empty()) return rule_sentence(board.rule_text, board) + apart;
    const auto* inner = std::get_if<IncompatibleRule>(&board.rule);
    const auto& rule = std::get<WeightedRule>(inner ? *inner->rule : board.rule);
    const Scale scale = scale_of(board, board.weight_column);
    return "A motion passes where at least " + decimal_text(rule.quota, scale) + " of " +
           decimal_text(total_weight(rule.weights), scale) + " " + board.weight_column + " is for it." + apart;
}

}  // namespace stemgewicht
