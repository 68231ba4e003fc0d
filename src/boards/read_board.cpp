#include "boards/rule_columns.hpp"
#include "boards/toml_reader.hpp"

#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <istream>
#include <set>
#include <stdexcept>
#include <streambuf>

namespace stemgewicht {

namespace {

constexpr std::array<std::string_view, 5> note_marks{"source", "derived", "proxy", "assumption", "unknown"};

using detail::TomlReader;

void read_notes(const TomlReader& reader, const toml::table& file, Board& board) {
    if (!file.contains("notes")) return;
    const toml::array& list = reader.tables(file, "notes");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const toml::table& note = *list[i].as_table();
        const std::string path = element("notes", i) + ".";
        const std::string mark = reader.text(note, "mark", path, true);
        if (std::ranges::find(note_marks, mark) == note_marks.end())
            reader.wrong(path + "mark", "source, derived, proxy, assumption or unknown", note.get("mark"));
        board.notes.push_back({.mark = mark,
                               .about = reader.text(note, "about", path, true),
                               .text = reader.text(note, "text", path, true),
                               .about_dutch = reader.text(note, "about_nl", path, false),
                               .text_dutch = reader.text(note, "text_nl", path, false)});
    }
}

/// Whether a value is a text that is no number.
bool is_text(const toml::node& node) {
    return node.is_string() && !TomlReader::is_exact_number(*node.value<std::string>());
}

/// Which fields of the members are texts: those that more members give as a text than not, or as many and the first.
/// Refuses a field of which half is a text and half is not, by both lines.
std::set<std::string> text_fields(const TomlReader& reader, const toml::array& members) {
    std::set<std::string> result;
    for (const auto& [key, first] : *members[0].as_table()) {
        const std::string name(key.str());
        std::ptrdiff_t texts = 0, others = 0;
        std::size_t odd = 0;
        for (std::size_t i = 0; i < members.size(); ++i) {
            detail::stop_point(200);
            const toml::node* node = members[i].as_table()->get(name);
            if (!node) continue;
            ++(is_text(*node) ? texts : others);
            if (odd == 0 && is_text(*node) != is_text(first)) odd = i;
        }
        if (texts == others && members[odd].as_table()->get(name)->is_number() != first.is_number())
            reader.wrong(element("members", odd) + "." + name,
                         fmt::format("a number or a text for every member (in line {} it is {})",
                                     first.source().begin.line, detail::shown(&first)),
                         members[odd].as_table()->get(name));
        if (texts > others || (texts == others && is_text(first))) result.insert(name);
    }
    return result;
}

/// Refuses a number whose point may stand between thousands: beside whole numbers, or in a column that counts.
void check_points(const TomlReader& reader, const toml::array& members, const std::string& name) {
    constexpr std::array<std::string_view, 6> counts{"population", "inhabitants", "people", "votes", "voters", "seats"};
    std::vector<std::string> column;
    for (const toml::node& member : members) column.push_back(reader.written(*member.as_table()->get(name)));
    auto odd = grouped_beside_whole(column);
    if (!odd && std::ranges::find(counts, name) != counts.end() && std::ranges::all_of(column, may_be_grouped)) odd = 0;
    if (!odd) return;
    reader.at(members[*odd].as_table()->get(name), [&] {
        check_not_grouped(column[*odd], element("members", *odd) + "." + name);
        return 0;
    });
}

/// Refuses a field that the first member has and the i-th lacks, where most have it there, and at the first else.
[[noreturn]] void refuse_lone_field(const TomlReader& reader, const toml::array& members, std::size_t i,
                                    const std::string& key) {
    std::size_t having = 0;
    for (const toml::node& member : members) having += member.as_table()->contains(key) ? 1U : 0U;
    if (members.size() > 2 && having == 1)
        reader.wrong(element("members", 0) + "." + key, "left out, or given for every member",
                     members[0].as_table()->get(key));
    reader.wrong(element("members", i) + "." + key, "given, as for the first member", nullptr, members[i].as_table());
}

void read_members(const TomlReader& reader, const toml::table& file, Board& board) {
    const toml::array& list = reader.tables(file, "members");
    std::set<std::string> names;
    std::map<std::string, std::vector<Decimal>> numbers;
    std::map<std::string, std::vector<std::string>> labels;
    const toml::table& first = *list[0].as_table();
    const std::set<std::string> texts = text_fields(reader, list);
    for (std::size_t i = 0; i < list.size(); ++i) {
        detail::stop_point(2000 * first.size());
        const toml::table& member = *list[i].as_table();
        const std::string path = element("members", i) + ".";
        board.names.push_back(reader.text(member, "name", path, true));
        if (!names.insert(board.names.back()).second)
            reader.wrong(path + "name", "a name that no other member has", member.get("name"));
        for (const auto& [key, node] : first)
            if (!member.contains(key.str())) refuse_lone_field(reader, list, i, std::string(key.str()));
        for (const auto& [key, node] : member) {
            const std::string name(key.str());
            if (name == "name") continue;
            if (!first.contains(name)) reader.wrong(path + name, "left out, or given for every member", &node);
            if (texts.contains(name))
                labels[name].push_back(reader.text(member, name, path, true));
            else
                numbers[name].push_back(reader.decimal(&node, path + name, member));
        }
    }
    for (const auto& [name, values] : labels) board.groupings.emplace(name, make_grouping(name, values));
    for (const auto& [name, values] : numbers) {
        check_points(reader, list, name);
        const auto scale = common_scale(values);
        if (!scale)
            reader.wrong_at(list[0].as_table()->get(name), "members." + name,
                            "fractions with a common denominator below 2^62", "a larger one");
        board.decimals[name] = scale->decimals;
        if (scale->divisor > 1) board.divisors[name] = scale->divisor;
        std::vector<Weight>& column = board.columns[name];
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto weight = scaled(values[i], *scale);
            if (!weight)
                reader.wrong(element("members", i) + "." + name, "a weight below 2^62 when scaled to whole numbers",
                             list[i].as_table()->get(name));
            column.push_back(*weight);
        }
    }
}

void read_rule(const TomlReader& reader, const toml::table& file, Board& board) {
    board.weight_column = file.contains("weight") ? reader.text(file, "weight", "", true) : "weight";
    if (!file.contains("weight") && !board.columns.contains("weight")) {
        std::vector<std::string> titles;
        for (const auto& [title, numbers] : board.columns) titles.push_back(title);
        const std::string rule = reader.text(file, "rule", "", false);
        if (const auto named = detail::column_of_rule(rule, titles)) board.weight_column = *named;
    }
    if (!board.columns.contains(board.weight_column))
        reader.wrong("weight", "a numeric column of the members (" + keys_of(board.columns) + ")", file.get("weight"),
                     file.get("members"));
    const Weight total =
        reader.at(file.get("members"), [&] { return total_weight(weights(board), "members." + board.weight_column); });
    const toml::node* quota = file.get("quota");
    if (const toml::node* criteria = file.get("rule")) {
        if (quota) reader.wrong("rule", "left out where a quota is given", criteria);
        board.quota_text = board.rule_text = reader.text(file, "rule", "", true);
        board.rule = reader.at(criteria, [&] { return parse_rule(board.quota_text, board); });
        return;
    }
    if (!quota || (quota->is_floating_point() && !std::isfinite(*quota->value<double>())))
        reader.wrong("quota", "a number, majority, or a share such as 2/3 or 70%", quota, &file);
    board.quota_text = quota->is_string() ? *quota->value<std::string>() : detail::shown(quota);
    const Scale scale = scale_of(board, board.weight_column);
    if (quota->is_floating_point() && scale.is_whole())
        reader.at(quota, [&] {
            check_not_grouped(reader.written(*quota), "quota");
            return 0;
        });
    board.rule = WeightedRule{.weights = weights(board),
                              .quota = reader.at(quota, [&] { return parse_quota(board.quota_text, total, scale); })};
}

/// Pairs of members by name, who never vote together.
void read_incompatible(const TomlReader& reader, const toml::table& file, Board& board) {
    const toml::node* given = file.get("incompatible");
    if (!given) return;
    constexpr std::string_view expected = "a list of pairs of names, such as [[\"A\", \"B\"]]";
    const toml::array* list = given->as_array();
    if (!list || list->empty()) reader.wrong("incompatible", std::string(expected), given);
    std::vector<Pair> pairs;
    for (std::size_t k = 0; k < list->size(); ++k) {
        const toml::array* pair = (*list)[k].as_array();
        if (!pair || pair->size() != 2 || !(*pair)[0].is_string() || !(*pair)[1].is_string())
            reader.wrong(element("incompatible", k), std::string(expected), list->get(k));
        const auto member = [&](std::size_t side) {
            return reader.at(list->get(k), [&] { return member_index(board, *(*pair)[side].value<std::string>()); });
        };
        pairs.emplace_back(member(0), member(1));
    }
    reader.at(given, [&] {
        add_incompatible(board, pairs);
        return 0;
    });
}

/// Behind the string that begins at a place, or at the end of a line that lacks its end.
std::size_t behind_string(std::string_view text, std::size_t begin) {
    const char quote = text[begin];
    const bool many_lines = text.substr(begin).starts_with(std::string(3, quote));
    const std::string mark(many_lines ? 3 : 1, quote);
    std::size_t at = begin + mark.size();
    while (at < text.size() && !text.substr(at).starts_with(mark)) {
        if (!many_lines && text[at] == '\n') return at;
        at += quote == '"' && text[at] == '\\' ? 2U : 1U;
    }
    return std::min(at + mark.size(), text.size());
}

/// Refuses a key such as a.b.c of more parts than anybody writes, whose tables within tables would fill the stack.
/// Outside strings and comments, points stand in keys and numbers alone.
void check_keys(std::string_view text, const std::string& id) {
    constexpr std::size_t most_parts = 100;
    std::size_t points = 0;
    detail::TurnCounter turns(5);
    for (std::size_t at = 0; at < text.size();) {
        turns.turn();
        const char c = text[at];
        if (c == '"' || c == '\'')
            at = behind_string(text, at);
        else if (c == '#')
            at = std::min(text.find('\n', at), text.size());
        else
            ++at;
        if (c == '\n' || c == '=' || c == ',' || c == '{') points = 0;
        if (c == '.' && ++points == most_parts)
            refuse(id, fmt::format("a TOML file with keys of at most {} parts", most_parts),
                   fmt::format("more in line {}", 1 + std::ranges::count(text.substr(0, at), '\n')));
    }
}

/// A text read part by part, so that the parser, which takes seconds for a large one, may be interrupted.
class TextInParts : public std::streambuf {
public:
    explicit TextInParts(std::string_view text) : text_(text) {}
    void rethrow() const {
        if (interruption_) std::rethrow_exception(interruption_);
    }

private:
    int_type underflow() override {
        constexpr std::size_t part = std::size_t{1} << 14;
        if (behind_ == text_.size()) return traits_type::eof();
        try {
            detail::stop_point(100 * part);
        } catch (...) {
            interruption_ = std::current_exception();  // of which the parser would make an error of its own
            return traits_type::eof();
        }
        char* const begin = const_cast<char*>(text_.data()) + behind_;  // which nobody writes to
        behind_ = std::min(behind_ + part, text_.size());
        setg(begin, begin, const_cast<char*>(text_.data()) + behind_);
        return traits_type::to_int_type(*begin);
    }

    /// The parser goes back to the start once it has looked for a byte order mark.
    pos_type seekpos(pos_type place, std::ios::openmode) override {
        const auto wanted = static_cast<std::size_t>(std::streamoff(place));
        if (std::streamoff(place) < 0 || wanted > text_.size()) return pos_type(off_type(-1));
        behind_ = wanted;
        setg(nullptr, nullptr, nullptr);
        return place;
    }
    pos_type seekoff(off_type offset, std::ios::seekdir from, std::ios::openmode which) override {
        const auto here = static_cast<off_type>(behind_) - (egptr() - gptr());
        const off_type base = from == std::ios::beg   ? 0
                              : from == std::ios::cur ? here
                                                      : static_cast<off_type>(text_.size());
        if (offset == 0 && from == std::ios::cur) return pos_type(here);
        return seekpos(pos_type(base + offset), which);
    }

    std::string_view text_;
    std::size_t behind_ = 0;  ///< the parts that have been read
    std::exception_ptr interruption_;
};

toml::table parse_toml(std::string_view text, const std::string& id) {
    TextInParts parts(text);
    std::istream stream(&parts);
    try {
        toml::table file = toml::parse(stream, id);
        parts.rethrow();
        return file;
    } catch (const toml::parse_error&) {
        parts.rethrow();  // in the middle of something
        throw;
    }
}

Board board_from(const toml::table& file, const std::string& id, std::string_view text) {
    const TomlReader reader(id, text);
    reader.check_keys(
        file,
        {"title", "title_nl", "date", "source", "source_nl", "references", "quota", "rule", "weight", "notes",
         "members", "incompatible", "governance", "municipalities", "options", "portfolios", "criteria", "claims"},
        "");
    Board board;
    board.id = id;
    board.title = reader.text(file, "title", "", true);
    board.date = reader.text(file, "date", "", false);
    board.source = reader.text(file, "source", "", false);
    board.title_dutch = reader.text(file, "title_nl", "", false);
    board.source_dutch = reader.text(file, "source_nl", "", false);
    board.references = reader.texts(file, "references", "");
    read_notes(reader, file, board);
    read_members(reader, file, board);
    read_rule(reader, file, board);
    read_incompatible(reader, file, board);
    detail::read_governance(reader, file, board);
    return board;
}

}  // namespace

toml::table detail::parse_toml_file(std::string_view text, const std::string& id) {
    check_keys(text, id);
    try {
        return parse_toml(text, id);
    } catch (const toml::parse_error& error) {
        const std::string_view what = error.description();  // may end with the name of a setting of the parser
        throw std::invalid_argument(
            fmt::format("{}: must be a TOML file in UTF-8, got an error at line {}, column {}: {}", id,
                        error.source().begin.line, error.source().begin.column, what.substr(0, what.find(" (TOML_"))));
    }
}

Board parse_board(std::string_view toml_text, std::string id) {
    return board_from(detail::parse_toml_file(toml_text, id), id, toml_text);
}

}  // namespace stemgewicht
