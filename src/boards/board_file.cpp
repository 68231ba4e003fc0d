#include "boards/toml_reader.hpp"
#include "boards/toml_text.hpp"

#include <stemgewicht/boards/number_form.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/rules/incompatible.hpp>
#include <stemgewicht/study/table_board.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace stemgewicht {

namespace detail {

std::string toml_text(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            result += {'\\', c};
        else if (code < ' ' || code == 0x7F)
            result += fmt::format("\\u{:04X}", code);
        else
            result += c;
    }
    return result + '"';
}

std::string toml_key(std::string_view key) {
    const bool plain = !key.empty() && std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
    return plain ? std::string(key) : toml_text(key);
}

std::string toml_number(Weight value, Scale scale) {
    const std::string text = decimal_text(value, scale);
    if (text.find('/') != std::string::npos) return toml_text(text);
    if (may_be_grouped(text)) return text + "0";
    return TomlReader::is_exact_number(text) ? toml_text(text) : text;
}

std::string toml_line(std::string_view key, std::string_view value) { return fmt::format("{} = {}\n", key, value); }

std::string toml_notes(const std::vector<Note>& notes) {
    std::string text;
    for (const Note& note : notes)
        text += "\n[[notes]]\n" + toml_line("mark", toml_text(note.mark)) + toml_line("about", toml_text(note.about)) +
                toml_line("text", toml_text(note.text));
    return text;
}

}  // namespace detail

namespace {

using detail::toml_key;
using detail::toml_line;
using detail::toml_text;

std::string rule_lines(const Board& board) {
    const std::string& quota = board.incompatible.empty() ? board.quota_text : board.plain_quota;
    std::string text;
    if (!board.rule_text.empty())
        text = toml_line("rule", toml_text(board.rule_text));
    else if (!quota.empty() && quota.find_first_not_of("0123456789") == std::string::npos)
        text = toml_line("quota", quota);
    else
        text = toml_line("quota", toml_text(quota));
    if (board.incompatible.empty()) return text;
    std::string pairs;
    for (const auto& [a, b] : board.incompatible)
        pairs +=
            fmt::format("{}[{}, {}]", pairs.empty() ? "" : ", ", toml_text(board.names[a]), toml_text(board.names[b]));
    return text + toml_line("incompatible", "[" + pairs + "]");
}

}  // namespace

std::string board_file(const Board& board) {
    if (board.governance)
        refuse("board", "one without [governance] (boards --show gives the file of a shipped case)",
               "the case " + board.id);
    if (board.weight_column == "name")
        refuse("weight", "a column with another title than name, which the members' names have", "\"name\"");
    std::string text = toml_line("title", toml_text(board.title.empty() ? board.id : board.title));
    if (!board.date.empty()) text += toml_line("date", toml_text(board.date));
    text += toml_line("source", toml_text(board.source.empty() ? board.id : board.source));
    if (!board.references.empty()) {
        std::string keys;
        for (const std::string& key : board.references) keys += (keys.empty() ? "" : ", ") + toml_text(key);
        text += toml_line("references", "[" + keys + "]");
    }
    text += rule_lines(board);
    if (board.weight_column != "weight") text += toml_line("weight", toml_text(board.weight_column));
    text += detail::toml_notes(board.notes);
    std::vector<std::string> columns{board.weight_column};
    for (const auto& [title, values] : board.columns)
        if (title != board.weight_column && title != "name") columns.push_back(title);
    for (std::size_t i = 0; i < board.names.size(); ++i) {
        text += "\n[[members]]\n" + toml_line("name", toml_text(board.names[i]));
        for (const std::string& title : columns)
            text += toml_line(toml_key(title), detail::toml_number(board.columns.at(title)[i], scale_of(board, title)));
        for (const auto& [title, grouping] : board.groupings)
            if (title != "name") text += toml_line(toml_key(title), toml_text(grouping.labels[grouping.group_of[i]]));
    }
    return text;
}

}  // namespace stemgewicht
