#include "boards/rule_columns.hpp"
#include "boards/table_reader.hpp"

#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/rules/incompatible.hpp>
#include <stemgewicht/study/large_weights.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace stemgewicht {

namespace {

using detail::TableReader;
using detail::TableText;

bool all_differ(const std::vector<std::string>& values) {
    return std::set<std::string>(values.begin(), values.end()).size() == values.size() &&
           std::ranges::find(values, "") == values.end();
}

/// The title of the column with the weights: the one that is told, the one column of numbers, or else the one that a
/// rule names first.
std::string weight_title(const TableReader& table, const TableColumns& columns, const std::string& id,
                         const std::string& rule) {
    if (!columns.weight.empty()) return columns.weight;
    table.check_titles();
    std::vector<std::string> numeric;
    for (std::size_t c = 0; c < table.titles().size(); ++c)
        if (!table.titles()[c].empty() && table.titles()[c] != columns.name && table.titles()[c] != columns.group &&
            (table.is_numeric(c) || table.large_numbers(c)))
            numeric.push_back(table.titles()[c]);
    if (numeric.size() > 1)
        std::erase_if(numeric, [&](const std::string& title) {
            return table.stands_once(title) && table.counts_lines(table.column(title, "weight"));
        });
    // A column with a gap may be the one that is meant: none is taken in its place.
    std::vector<std::pair<std::size_t, std::size_t>> odd;
    for (std::size_t c = 0; c < table.titles().size(); ++c)
        if (const auto line = table.titles()[c].empty() || table.is_numeric(c) || table.large_numbers(c) ||
                                      table.titles()[c] == columns.name || table.titles()[c] == columns.group
                                  ? std::nullopt
                                  : table.odd_line(c))
            odd.emplace_back(c, *line);
    if (numeric.empty() && odd.size() == 1) table.refuse_line(odd.front().first, odd.front().second);
    if (numeric.size() == 1 && odd.empty()) return numeric.front();
    if (const auto named = detail::column_of_rule(rule, numeric)) return *named;
    for (const auto& [c, line] : odd)
        numeric.push_back(fmt::format("{} but for {}", table.titles()[c], table.lines()[line].place));
    refuse("weight",
           fmt::format("the title of a column of numbers of {} ({})", id,
                       numeric.empty() ? "none" : fmt::format("{}", fmt::join(numeric, ", "))),
           "nothing");
}

/// The names of the members, and the column that they come from; its number of columns where none does.
std::pair<std::vector<std::string>, std::size_t> member_names(const TableReader& table, const TableColumns& columns,
                                                              std::size_t weight) {
    if (!columns.name.empty()) {
        const std::size_t column = table.column(columns.name, "name");
        std::vector<std::string> names = table.texts(column);
        std::set<std::string> before;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i].empty()) refuse(element("names", i), "filled in", "nothing in the column " + columns.name);
            if (!before.insert(names[i]).second)
                refuse(element("names", i), "a name that no other member has", "\"" + names[i] + "\"");
        }
        return {std::move(names), column};
    }
    for (std::size_t c = 0; c < table.titles().size(); ++c)
        if (c != weight && !table.is_numeric(c) && table.titles()[c] != columns.group && all_differ(table.texts(c)))
            return {table.texts(c), c};
    std::vector<std::string> numbers;
    for (std::size_t i = 0; i < table.lines().size(); ++i) numbers.push_back(std::to_string(i + 1));
    return {std::move(numbers), table.titles().size()};
}

void set_column(Board& board, const std::string& title, const ScaledWeights& values) {
    board.columns[title] = values.weights;
    board.decimals[title] = values.scale.decimals;
    if (values.scale.divisor > 1) board.divisors[title] = values.scale.divisor;
}

/// The columns besides the weight and the names that one way alone reads as numbers, and those of texts without gaps.
void add_columns(Board& board, const TableReader& table, const TableColumns& columns, std::size_t names) {
    const auto usable = [&](std::size_t c) {
        const std::string& title = table.titles()[c];
        return c != names && !title.empty() && title != "name" && title != "members" && title != board.weight_column &&
               std::ranges::count(table.titles(), title) == 1;
    };
    for (std::size_t c = 0; c < table.titles().size(); ++c) {
        if (!usable(c) || table.counts_lines(c)) continue;
        const std::string& title = table.titles()[c];
        const std::vector<std::string> texts = table.texts(c);
        if (!table.is_numeric(c)) {
            if (std::ranges::find(texts, "") == texts.end())
                board.groupings.emplace(title, make_grouping(title, texts));
            continue;
        }
        try {
            set_column(board, title, scale_weights(table.numbers(c).first, title));
        } catch (const std::invalid_argument& error) {  // read in two ways, or too large: of no use to a rule
            board.notes.push_back(
                {.mark = "unknown", .about = title, .text = std::string("left out of the board: ") + error.what()});
        }
    }
    if (columns.group.empty()) return;
    const bool one = std::ranges::find(table.titles(), columns.group) != table.titles().end();
    for (const std::string& title : one ? std::vector{columns.group} : quoted_list(columns.group, "group")) {
        const std::vector<std::string> labels = table.texts(table.column(title, "group"));
        for (std::size_t i = 0; i < labels.size(); ++i)
            if (labels[i].empty()) refuse(table.lines()[i].place + ", " + title, "filled in for a grouping", "nothing");
        board.columns.erase(title);
        board.decimals.erase(title);
        board.divisors.erase(title);
        board.groupings.insert_or_assign(title, make_grouping(title, labels));
    }
}

/// A quota as it is written where the weights have a form: with a decimal comma where they have one.
std::string plain_quota(const std::string& quota, const NumberForm& given, const NumberForm& form) {
    if (given.decimal || given.thousands) return plain_number(quota, given).value_or(quota);
    if (quota.find(',') != std::string::npos) return plain_number(quota, form).value_or(quota);
    if (form.decimal == ',' && may_be_grouped(quota))
        refuse("quota", "clear in its points (--decimal comma for " + *plain_number(quota, form) + ")",
               "\"" + quota + "\"");
    return quota;
}

/// The members of one side of an incompatible pair: by name, or by the label of a group.
std::vector<std::size_t> members_of(const Board& board, const std::string& text) {
    if (const auto name = std::ranges::find(board.names, text); name != board.names.end())
        return {static_cast<std::size_t>(name - board.names.begin())};
    for (const auto& [title, grouping] : board.groupings) {
        const auto label = std::ranges::find(grouping.labels, text);
        if (label == grouping.labels.end()) continue;
        std::vector<std::size_t> members;
        for (std::size_t i = 0; i < grouping.group_of.size(); ++i)
            if (grouping.labels[grouping.group_of[i]] == text) members.push_back(i);
        return members;
    }
    return {};
}

/// What stands between some characters; nothing between two of them is left out.
std::vector<std::string> words_between(std::string_view text, std::string_view separators) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; (begin = text.find_first_not_of(separators, begin)) != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
        std::string word = detail::cell_text(text.substr(begin, end - begin));
        if (!word.empty()) words.push_back(std::move(word));
        begin = end;
    }
    return words;
}

void add_pair(std::set<Pair>& pairs, std::size_t a, std::size_t b) {
    if (a != b) pairs.emplace(std::min(a, b), std::max(a, b));
}

/// Pairs of names or labels that are joined by -, in a text that may itself hold -.
std::vector<Pair> named_pairs(const Board& board, const std::string& text) {
    std::set<Pair> pairs;
    const std::vector<std::string> parts = quoted_list(text, "incompatible");
    for (std::size_t k = 0; k < parts.size(); ++k) {
        const std::string& part = parts[k];
        bool found = false;
        for (std::size_t dash = part.find('-'); dash != std::string::npos && !found; dash = part.find('-', dash + 1)) {
            const auto one = members_of(board, detail::cell_text(part.substr(0, dash)));
            const auto other = members_of(board, detail::cell_text(part.substr(dash + 1)));
            found = !one.empty() && !other.empty() && one != other;
            if (!found) continue;
            for (const std::size_t a : one)
                for (const std::size_t b : other) add_pair(pairs, a, b);
        }
        if (!found)
            refuse(element("incompatible", k),
                   "two members or groups joined by -, such as " + board.names.front() + "-" + board.names.back(),
                   "\"" + part + "\"");
    }
    return {pairs.begin(), pairs.end()};
}

/// Pairs from a column in which each line names the members that its own never votes together with.
std::vector<Pair> column_pairs(const Board& board, const TableReader& table, std::size_t column) {
    std::set<Pair> pairs;
    const std::vector<std::string> texts = table.texts(column);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        std::vector<std::string> names{texts[i]};
        if (texts[i].empty()) continue;
        if (members_of(board, texts[i]).empty()) names = words_between(texts[i], ",;/|");
        for (const std::string& name : names) {
            const std::vector<std::size_t> others = members_of(board, name);
            if (others.empty() || others == std::vector{i})
                refuse(fmt::format("{}, {}", table.lines()[i].place, table.titles()[column]),
                       "the names of other members, separated by commas or semicolons", "\"" + name + "\"");
            for (const std::size_t j : others) add_pair(pairs, i, j);
        }
    }
    return {pairs.begin(), pairs.end()};
}

Board board_of(TableText text, const BoardReading& reading) {
    const TableReader table(text, reading.form);
    TableColumns columns = reading.columns;
    if (columns.group.empty()) columns.group = text.group;
    Board board;
    board.id = text.id;
    board.notes = text.notes;
    board.weight_column = weight_title(table, columns, text.id, reading.rule.empty() ? text.rule : reading.rule);
    const std::size_t weight_column = table.column(board.weight_column, "weight");
    const auto large = table.large_numbers(weight_column);
    std::size_t name_column = 0;
    std::tie(board.names, name_column) = member_names(table, columns, weight_column);
    BoardReading rule = reading;
    NumberForm form{.decimal = '.', .thousands = false};
    if (!large) {
        std::vector<Decimal> numbers;
        std::tie(numbers, form) = table.numbers(weight_column);
        table.check_no_sum(numbers, board.names);
        set_column(board, board.weight_column, scale_weights(numbers, "weight"));
    }
    add_columns(board, table, columns, name_column);
    if (rule.quota.empty() && rule.rule.empty()) {
        rule.quota = text.quota;
        rule.rule = text.rule;
    } else {
        rule.quota = plain_quota(rule.quota, reading.form, form);
    }
    rule.form = {.decimal = '.', .thousands = false};
    const bool given = !rule.quota.empty() || !rule.rule.empty();
    if (!given && !text.unread_rule.empty())
        refuse(text.unread_rule, "a text such as \"regions >= 4 and population >= 65%\", in the table or beside it",
               "an object or list");
    if (!given) refuse("quota", "given with a table: a number, majority, or a share such as 2/3 or 70%", "nothing");
    if (large) {
        set_large_weights(board, *large, rule);
        return board;
    }
    const auto title = std::ranges::find(table.titles(), rule.incompatible);
    if (rule.incompatible.empty() || title == table.titles().end()) {
        set_rule(board, rule);
        return board;
    }
    rule.incompatible.clear();
    set_rule(board, rule);
    const std::vector<Pair> pairs = column_pairs(board, table, table.column(reading.incompatible, "incompatible"));
    if (pairs.empty())
        refuse("incompatible", "a column in which some members are named", "nothing in \"" + *title + "\"");
    board.groupings.erase(*title);
    add_incompatible(board, pairs);
    return board;
}

}  // namespace

void set_rule(Board& board, const BoardReading& reading) {
    if (!reading.quota.empty() && !reading.rule.empty()) refuse("rule", "left out where a quota is given", "both");
    const Weight total = total_weight(weights(board));
    if (!reading.rule.empty()) {
        board.quota_text = board.rule_text = reading.rule;
        board.rule = parse_rule(reading.rule, board);
    } else if (!reading.quota.empty()) {
        board.rule_text.clear();
        board.quota_text = plain_number(reading.quota, reading.form).value_or(reading.quota);
        board.rule = WeightedRule{.weights = weights(board),
                                  .quota = parse_quota(board.quota_text, total, scale_of(board, board.weight_column))};
    } else {
        refuse("quota", "given: a number, majority, or a share such as 2/3 or 70%", "nothing");
    }
    board.incompatible.clear();
    if (!reading.incompatible.empty()) add_incompatible(board, named_pairs(board, reading.incompatible));
}

void set_large_weights(Board& board, const std::vector<std::string>& texts, const BoardReading& reading) {
    if (!reading.rule.empty()) refuse("rule", "left out for weights of 2^62 and more", "\"" + reading.rule + "\"");
    if (reading.quota.empty()) refuse("quota", "given: a number, majority, or a share such as 2/3 or 70%", "nothing");
    const std::string quota = plain_number(reading.quota, reading.form).value_or(reading.quota);
    const ReducedRule reduced = reduced_rule(texts, quota);
    const bool share = quota.ends_with("majority") || quota.find_first_of("/%") != std::string::npos;
    board.columns[board.weight_column] = reduced.rule.weights;
    board.decimals[board.weight_column] = 0;
    board.divisors.erase(board.weight_column);
    board.given_weights = texts;
    board.other_weights = !reduced.proportional;
    board.rule = reduced.rule;
    board.quota_text = reduced.proportional && share ? quota : std::to_string(reduced.rule.quota);
    board.notes.push_back({.mark = "derived",
                           .about = "weights",
                           .text = reduced.proportional ? "divided by their common divisor, as the quota is"
                                                        : std::string(replaced_weights)});
    if (!reading.incompatible.empty()) add_incompatible(board, named_pairs(board, reading.incompatible));
}

Board parse_table_board(std::string_view text, std::string id, const BoardReading& reading) {
    return board_of(detail::read_table_text(text, std::move(id), reading), reading);
}

Board table_board(const TableCells& cells, std::string id, const BoardReading& reading) {
    return board_of(detail::table_text(cells, std::move(id)), reading);
}

}  // namespace stemgewicht
