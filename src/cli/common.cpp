#include "common.hpp"

#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <set>

namespace stemgewicht::cli {

void add_output(CLI::App& command, Output& output) {
    command.add_option("--format", output.format, "table, json or csv")
        ->check(CLI::IsMember({"table", "json", "csv"}))
        ->capture_default_str();
    command.add_option("--output", output.file, "file to write to; standard output if not given");
}

void write(const Output& output, const Table& table, const std::function<Json()>& json) {
    if (output.format == "json")
        write_output(output.file, json().dump(2) + "\n");
    else
        write_output(output.file, output.format == "csv" ? to_csv(table) : to_text(table));
}

void add_board(CLI::App& command, BoardChoice& choice) {
    command.add_option("board", choice.name,
                       "a board file, the name of a shipped board (see `stemgewicht boards`), or - for standard input");
    command.add_option("--weights", choice.weights, "weights instead of a board, separated by commas or white space");
    command.add_option("--quota", choice.quota,
                       "least winning weight: a number, majority (more than half), or a share that must be reached "
                       "such as 2/3 or 70%");
    command.add_option("--names", choice.names, "names of the members, separated by commas");
}

Board resolve(const BoardChoice& choice) {
    if (choice.weights.empty() == choice.name.empty())
        throw std::invalid_argument(choice.name.empty()
                                        ? "board: must be given, or --weights with --quota, got neither"
                                        : "board: must be left out where --weights are given, got both");
    if (!choice.name.empty()) {
        Board board = load_board(choice.name);
        if (!choice.names.empty()) refuse("names", "given with --weights only", "\"" + choice.names + "\"");
        if (!choice.quota.empty())
            board.rule.quota =
                parse_quota(choice.quota, total_weight(board.rule.weights), board.decimals.at(board.weight_column));
        return board;
    }
    std::vector<Decimal> numbers;
    for (const std::string& part : split(choice.weights, "weights", true)) {
        const auto number = parse_decimal(part);
        if (!number)
            refuse(element("weights", numbers.size()), "a number of 0 or more, below 2^62", "\"" + part + "\"");
        numbers.push_back(*number);
    }
    Board board;
    board.id = "the given weights";
    board.weight_column = "weight";
    const ScaledWeights scaled_weights = scale_weights(numbers);
    board.rule.weights = scaled_weights.weights;
    board.decimals["weight"] = scaled_weights.decimals;
    const Weight total = total_weight(board.rule.weights);
    if (choice.quota.empty())
        refuse("quota", "given with --weights: a number, majority, or a share such as 2/3 or 70%", "nothing");
    board.rule.quota = parse_quota(choice.quota, total, scaled_weights.decimals);
    if (choice.names.empty())
        for (std::size_t i = 0; i < numbers.size(); ++i) board.names.push_back(std::to_string(i + 1));
    else
        board.names = split(choice.names, "names");
    if (board.names.size() != numbers.size())
        refuse("names", fmt::format("one name for each of the {} weights", numbers.size()),
               fmt::format("{} names", board.names.size()));
    std::set<std::string> seen;
    for (std::size_t i = 0; i < board.names.size(); ++i)
        if (!seen.insert(board.names[i]).second)
            refuse(element("names", i), "a name that no other member has", "\"" + board.names[i] + "\"");
    return board;
}

void add_method(CLI::App& command, std::string& method) {
    command.add_option("--method", method, "auto, exact, or enumerate (all sets of members, up to 25)")
        ->capture_default_str();
}

Method parse_method(const std::string& text) {
    if (text == "auto" || text == "exact") return Exact{};
    if (text == "enumerate") return Enumerate{};
    refuse("method", "auto, exact or enumerate", "\"" + text + "\"");
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

Table::Cell as_written(Weight weight, int decimals) {
    if (decimals == 0) return weight;
    return static_cast<double>(weight) / std::pow(10.0, decimals);
}

void warn(std::string_view text) { std::cerr << "stemgewicht: warning: " << text << '\n'; }

void warn_if_improper(const Board& board) {
    const Weight total = total_weight(board.rule.weights);
    const int decimals = board.decimals.at(board.weight_column);
    if (board.rule.quota < majority_quota(total))
        warn(fmt::format("quota {} is not above half of the total weight {}: a motion and its opposite may both pass",
                         decimal_text(board.rule.quota, decimals), decimal_text(total, decimals)));
}

std::vector<std::string> note_lines(const Board& board) {
    std::vector<std::string> lines;
    for (const Note& note : board.notes) lines.push_back(fmt::format("{}, {}: {}", note.mark, note.about, note.text));
    return lines;
}

}  // namespace stemgewicht::cli
