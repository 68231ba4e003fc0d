#include "boards/embedded_boards.hpp"
#include "boards/table_text.hpp"

#include <stemgewicht/boards/input_text.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <system_error>
#include <utility>

namespace stemgewicht {

namespace {

bool looks_like_a_file(const std::string& name) {
    return name.ends_with(".toml") || name.find('/') != std::string::npos;
}

}  // namespace

std::vector<std::string> shipped_boards() {
    std::vector<std::string> names;
    for (const auto& board : detail::embedded_boards()) names.emplace_back(board.name);
    return names;
}

namespace {

/// A board in TOML with what is said beside it.
Board board_with(Board board, const BoardReading& reading) {
    if (!reading.columns.name.empty() || !reading.columns.group.empty())
        refuse(reading.columns.name.empty() ? "group" : "name", "left out for a board file",
               "\"" + reading.columns.name + reading.columns.group + "\"");
    if (reading == BoardReading{.form = reading.form}) return board;
    const std::vector<Pair> pairs = board.incompatible;
    if (!reading.incompatible.empty() && !pairs.empty())
        refuse("incompatible", "left out for " + board.id + ", which has its own", "\"" + reading.incompatible + "\"");
    const std::string given = without_incompatible(board).quota_text;
    BoardReading rule = reading;
    const bool same = rule.quota.empty() && rule.rule.empty();
    if (!reading.columns.weight.empty()) {
        const std::string shown = "\"" + reading.columns.weight + "\"";
        if (!board.rule_text.empty())
            refuse("weight", "left out for " + board.id + ", whose rule is " + board.quota_text, shown);
        if (!board.columns.contains(reading.columns.weight))
            refuse("weight", "a numeric column of " + board.id + " (" + keys_of(board.columns) + ")", shown);
        const bool share = given == "majority" || given.find_first_of("/%") != std::string::npos;
        if (same && board.rule_text.empty() && !share)
            refuse("quota", "given for another weight than that of " + board.id, "nothing");
        board.weight_column = reading.columns.weight;
    }
    if (same)
        (board.rule_text.empty() ? rule.quota : rule.rule) = board.rule_text.empty() ? given : board.rule_text;
    else if (!rule.quota.empty() && !board.rule_text.empty())
        refuse("quota", "left out for " + board.id + ", whose rule is " + board.quota_text, "\"" + rule.quota + "\"");
    set_rule(board, rule);
    if (rule.incompatible.empty()) add_incompatible(board, pairs);
    return board;
}

Board board_of_text(const std::string& text, const std::string& file, const std::string& id,
                    const BoardReading& reading) {
    if (!detail::is_table(file, text)) return board_with(parse_board(text, id), reading);
    if (reading == BoardReading{.form = reading.form}) {
        BoardReading any = reading;
        any.quota = "majority";
        if (detail::has_seats_of_councils(detail::read_table_text(text, id, any)))
            return parse_board(case_from_table(text, id, {}, {}, reading.form), id);
    }
    return parse_table_board(text, id, reading);
}

}  // namespace

Board load_board(const std::string& name_or_file) { return load_board(name_or_file, BoardReading{}); }

Board load_board(const std::string& name_or_file, const BoardReading& reading) {
    const auto boards = detail::embedded_boards();
    const auto known = std::ranges::find(boards, name_or_file, &detail::EmbeddedBoard::name);
    if (known != boards.end()) return board_with(parse_board(known->text, name_or_file), reading);
    std::error_code error;
    if (name_or_file != "-" && !looks_like_a_file(name_or_file) && !std::filesystem::exists(name_or_file, error)) {
        std::string expected = "a board that comes with the library (";
        for (std::size_t i = 0; i < boards.size(); ++i) expected += (i ? ", " : "") + std::string(boards[i].name);
        refuse("board", expected + ") or a file that can be read",
               unknown_name(name_or_file, names_of(boards, &detail::EmbeddedBoard::name)));
    }
    const auto [id, text] = read_file(name_or_file);
    return board_of_text(text, name_or_file, id, reading);
}

std::pair<std::string, std::string> read_file(const std::string& file, std::string_view field) {
    if (file == "-") return {"standard input", read_text(std::cin, field, file)};
    if (std::optional<std::string> text = text_of_file(file, field)) return {file, *std::move(text)};
    refuse(field, "a file that can be read", "\"" + file + "\"");
}

}  // namespace stemgewicht
