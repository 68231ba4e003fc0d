#include "common.hpp"

#include <stemgewicht/boards/number_form.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/measures/properties.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/large_weights.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <stdexcept>

namespace stemgewicht::cli {

void add_output(CLI::App& command, Output& output) {
    command.add_option("--format", output.format, "table, json or csv")
        ->check(CLI::IsMember({"table", "json", "csv"}))
        ->capture_default_str();
    add_output_file(command, output.file);
}

void add_output_file(CLI::App& command, std::string& file) {
    command.add_option("--output", file, "file to write to; standard output if not given")
        ->check([](const std::string& name) {
            check_output(name);
            return std::string();
        });
}

void write_text(const std::string& file, std::string_view text) {
    clear_progress();
    write_output(file, text);
}

void write(const Output& output, const Table& table, const std::function<Json()>& json, std::string_view more) {
    if (output.format == "json")
        write_text(output.file, json().dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    else if (output.format == "csv")
        write_text(output.file, to_csv(table));
    else
        write_text(output.file, shown_text(table) + std::string(more));
}

void add_number_form(CLI::App& command, std::string& decimal, bool& thousands) {
    command
        .add_option("--decimal", decimal,
                    "how numbers are written: with a decimal point, as in 5150.88,4849.12, or comma, as in "
                    "\"5.150,88 4.849,12\", where blanks or ; separate the numbers of a list")
        ->check(CLI::IsMember({"point", "comma"}));
    command.add_flag("--thousands", thousands,
                     "commas stand between groups of three digits, as in \"1,352,449 581,507\", where blanks or ; "
                     "separate the numbers of a list");
}

NumberForm number_form(const std::string& decimal, bool thousands) {
    NumberForm form{.decimal = std::nullopt, .thousands = thousands};
    if (!decimal.empty()) form.decimal = decimal == "comma" ? ',' : '.';
    return form;
}

void add_reading(CLI::App& command, BoardReading& reading) {
    command.add_option("--quota", reading.quota,
                       "least winning weight: a number, majority (more than half), or a share that must be reached "
                       "such as 2/3 or 70%, or exceeded, \">2/3\"");
    command.add_option("--rule", reading.rule,
                       "a statute instead of a quota, as in a board file: \"members >= 4 and population >= 65%\", or "
                       "\"present weight >= 2/3 and cast weight > 1/2\"");
    command.add_option(
        "--incompatible", reading.incompatible,
        "who never votes together: pairs of names or of groups, A-B,left-right, or the column of a table "
        "that names them");
    command.add_option("--weight", reading.columns.weight,
                       "the column that holds the weights; of a table the only one of numbers if not given");
    command.add_option("--name", reading.columns.name,
                       "the column of a table that holds the names; the first of different texts if not given");
    command.add_option("--group", reading.columns.group,
                       "a column of a table that groups the members; those of texts do in any case");
}

void add_board(CLI::App& command, BoardChoice& choice) {
    command.add_option("board", choice.name,
                       "a board file, a table of members (CSV, JSON, or a number a line), the name of a shipped board "
                       "(see `stemgewicht boards`), or - for standard input");
    command.add_option(
        "--weights", choice.weights,
        "weights instead of a board, separated by commas or white space; or the whole rule as papers write it, "
        "\"[12; 4,4,4,2,2,1]\", the quota first");
    command.add_option("--names", choice.names,
                       "names of the members, separated by commas, in quotes where they hold any: \"\\\"A, B\\\",C\"");
    add_reading(command, choice.reading);
    add_number_form(command, choice.decimal, choice.thousands);
}

Json case_answer(const Board& board, const Json& particular, const Table& table) {
    Json answer{{"case", board.id}, {"title", board.title}};
    answer.update(particular);
    answer["rows"] = Json::parse(rows_to_json(table));
    answer["notes"] = all_notes(table);
    return answer;
}

namespace {

/// A board of the weights that are written out.
Board board_of_weights(const BoardChoice& choice, const BoardReading& reading) {
    std::vector<Decimal> numbers;
    const std::vector<std::string> parts = parse_number_list(choice.weights, "weights", reading.form);
    const bool large = are_large_numbers(parts);
    for (const std::string& part : large ? std::vector<std::string>(parts.size(), "1") : parts) {
        const auto number = parse_weight(part);
        if (!number)
            refuse(element("weights", numbers.size()), "a number of 0 or more, below 2^62", "\"" + part + "\"");
        numbers.push_back(*number);
    }
    Board board;
    board.id = "the given weights";
    board.weight_column = "weight";
    const ScaledWeights scaled_weights = scale_weights(numbers);
    board.columns["weight"] = scaled_weights.weights;
    board.decimals["weight"] = scaled_weights.scale.decimals;
    if (scaled_weights.scale.divisor > 1) board.divisors["weight"] = scaled_weights.scale.divisor;
    if (choice.names.empty())
        for (std::size_t i = 0; i < numbers.size(); ++i) board.names.push_back(std::to_string(i + 1));
    else
        board.names = quoted_list(choice.names, "names");
    if (board.names.size() != numbers.size())
        refuse("names", fmt::format("one name for each of the {} weights", numbers.size()),
               fmt::format("{} names", board.names.size()));
    std::set<std::string> seen;
    for (std::size_t i = 0; i < board.names.size(); ++i)
        if (!seen.insert(board.names[i]).second)
            refuse(element("names", i), "a name that no other member has", "\"" + board.names[i] + "\"");
    if (reading.quota.empty() && reading.rule.empty())
        refuse("quota", "given with --weights: a number, majority, or a share such as 2/3 or 70%", "nothing");
    if (large)
        set_large_weights(board, parts, reading);
    else
        set_rule(board, reading);
    return board;
}

/// Splits a rule in the notation [quota; weight, weight, ..] into the two; leaves other weights as they are.
void split_rule(BoardChoice& choice) {
    std::string_view text = choice.weights;
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    if (!text.starts_with('[')) return;
    const std::size_t mark = text.find(';');
    if (!text.ends_with(']') || mark == std::string_view::npos || text.find(';', mark + 1) != std::string_view::npos)
        refuse("weights", "numbers, or a rule written as [quota; weight, weight, ..]", "\"" + choice.weights + "\"");
    if (!choice.reading.quota.empty() || !choice.reading.rule.empty())
        refuse(choice.reading.rule.empty() ? "quota" : "rule", "left out where the weights begin with a quota",
               "\"" + (choice.reading.rule.empty() ? choice.reading.quota : choice.reading.rule) + "\"");
    std::string quota(text.substr(1, mark - 1)), weights(text.substr(mark + 1, text.size() - mark - 2));
    std::erase(quota, ' ');
    if (quota.empty()) refuse("quota", "given before the ; of the weights", "nothing");
    choice.reading.quota = std::move(quota);
    choice.weights = std::move(weights);
}

}  // namespace

Board resolve(const BoardChoice& given) {
    BoardChoice choice = given;
    split_rule(choice);
    if (choice.weights.empty() == choice.name.empty())
        throw std::invalid_argument(choice.name.empty()
                                        ? "board: must be given, or --weights with --quota, got neither"
                                        : "board: must be left out where --weights are given, got both");
    BoardReading reading = choice.reading;
    reading.form = number_form(choice.decimal, choice.thousands);
    if (choice.name.empty()) {
        if (reading.columns != TableColumns{})
            refuse("board", "a table where --weight, --name or --group are given", "--weights");
        return board_of_weights(choice, reading);
    }
    if (!choice.names.empty()) refuse("names", "given with --weights only", "\"" + choice.names + "\"");
    return load_board(choice.name, reading);
}

std::optional<Grouping> parse_unions(const Board& board, const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (const auto known = board.groupings.find(text); known != board.groupings.end()) return known->second;
    const std::vector<std::string> labels =
        text.find('"') == std::string::npos ? split(text, "unions", true) : quoted_list(text, "unions");
    if (labels.size() != board.names.size())
        refuse("unions",
               fmt::format("a grouping of the board ({}) or one label for each of the {} members",
                           keys_of(board.groupings), board.names.size()),
               fmt::format("{} labels in \"{}\"", labels.size(), text));
    return make_grouping("unions", labels);
}

std::optional<std::vector<Pair>> parse_pairs(const Board& board, const std::string& text, std::string_view field) {
    if (text.empty()) return std::nullopt;
    std::vector<Pair> pairs;
    for (const std::string& part : quoted_list(text, field)) {
        std::optional<Pair> found;
        for (std::size_t dash = part.find('-'); dash != std::string::npos && !found; dash = part.find('-', dash + 1)) {
            const auto a = std::ranges::find(board.names, part.substr(0, dash));
            const auto b = std::ranges::find(board.names, part.substr(dash + 1));
            if (a != board.names.end() && b != board.names.end())
                found = Pair{static_cast<std::size_t>(a - board.names.begin()),
                             static_cast<std::size_t>(b - board.names.begin())};
        }
        if (!found)
            refuse(element(field, pairs.size()),
                   "two names of members joined by -, such as " + board.names.front() + "-" + board.names.back(),
                   "\"" + part + "\"");
        if (found->first == found->second)
            refuse(element(field, pairs.size()), "a pair of two different members",
                   board.names[found->first] + " twice");
        pairs.push_back(*found);
    }
    return pairs;
}

Ties parse_ties(const std::string& text) {
    if (text == "excluded") return Ties::excluded;
    if (text == "against") return Ties::against;
    if (text == "coin") return Ties::coin;
    refuse("ties", "excluded, against or coin", "\"" + text + "\"");
}

std::vector<std::string> split(std::string_view text, std::string_view field, bool blanks) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    std::vector<std::string> parts;
    std::string part;
    bool comma = true;  // a comma, or the start, wants a part behind it
    const auto finish = [&] {
        while (!part.empty() && is_blank(part.back())) part.pop_back();
        if (part.empty()) refuse(element(field, parts.size()), "filled in", "nothing between two commas");
        parts.push_back(std::move(part));
        part.clear();
    };
    for (const char c : text) {
        if (c == ',') {
            if (!part.empty() || comma) finish();
            comma = true;
        } else if (is_blank(c) && (blanks || part.empty())) {
            if (!part.empty()) finish(), comma = false;
        } else {
            part += c;
            comma = false;
        }
    }
    if (!part.empty() || comma) finish();
    return parts;
}

void warn(std::string_view text) {
    clear_progress();
    std::cerr << "stemgewicht: warning: " << printable(text) << '\n';
}

void warn_if_improper(const Board& board) {
    if (is_weighted(board)) {
        const WeightedRule& rule = weighted_rule(board);
        const Weight total = total_weight(rule.weights);
        const Scale scale = scale_of(board, board.weight_column);
        if (rule.quota < majority_quota(total))
            warn(fmt::format(
                "quota {} is not above half of the total weight {}: a motion and its opposite may both pass",
                decimal_text(rule.quota, scale), decimal_text(total, scale)));
        return;
    }
    try {
        if (!is_proper(board.rule))
            warn(fmt::format("under the rule {} a motion and its opposite may both pass", board.quota_text));
    } catch (const std::length_error&) {  // whether that can be is not known
    }
}

Table::Cell quota_cell(const Board& board) {
    if (!is_weighted(board)) return board.quota_text;
    return as_written(weighted_rule(board).quota, scale_of(board, board.weight_column));
}

std::string quota_text(const Board& board) {
    if (!is_weighted(board)) return board.quota_text;
    return decimal_text(weighted_rule(board).quota, scale_of(board, board.weight_column));
}

std::optional<std::string> weight_line(const Board& board) {
    if (!board.governance || board.governance->assembly_schemes.empty()) return std::nullopt;
    const std::string& first = board.governance->assembly_schemes.front();
    if (std::ranges::count(board.governance->assembly_schemes, board.weight_column) == 0 ||
        first == board.weight_column)
        return std::nullopt;
    return fmt::format(
        "weight: {}, the case's own; the governance study weighs the assembly by {} first, which --weight {} takes "
        "here",
        board.weight_column, first, first);
}

std::string shown_text(const Table& table) {
    constexpr std::size_t most_in_full = 5;
    if (table.data_notes.size() <= most_in_full) return to_text(table);
    Table brief = table;
    brief.data_notes.clear();
    std::vector<std::string> marks;
    std::map<std::string, std::vector<std::string>> subjects;
    for (const Note& note : table.data_notes) {
        if (std::ranges::count(marks, note.mark) == 0) marks.push_back(note.mark);
        subjects[note.mark].push_back(note.about);
    }
    for (const std::string& mark : marks)
        brief.notes.push_back(fmt::format("{}: {}", mark, fmt::join(subjects[mark], "; ")));
    brief.notes.emplace_back("what these say of the data is under `notes` with --format json");
    return to_text(brief);
}

void add_board_notes(Table& table, const Board& board) {
    if (auto line = weight_line(board)) table.notes.push_back(std::move(*line));
    table.data_notes = board.notes;
}

}  // namespace stemgewicht::cli
