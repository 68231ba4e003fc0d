#include <stemgewicht/boards/input_text.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/study/table_board.hpp>

#include <fmt/format.h>
#include <boost/tokenizer.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <set>
#include <utility>

namespace stemgewicht {

namespace {

/// One line of a table, and its number in the file.
struct TableLine {
    std::size_t number = 0;
    std::vector<std::string> fields;
};

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(blanks) + 1 - begin));
}

std::vector<TableLine> lines_of(std::string_view text, char separator) {
    std::vector<TableLine> lines;
    std::size_t number = 0;
    for (std::string_view part : split_text(text, '\n')) {
        ++number;
        if (part.ends_with('\r')) part.remove_suffix(1);
        if (part.find_first_not_of(" \t") == std::string_view::npos) continue;
        const std::string line(part);
        const boost::tokenizer fields(line, boost::escaped_list_separator<char>('\0', separator, '"'));
        TableLine& read = lines.emplace_back(TableLine{.number = number, .fields = {}});
        for (const std::string& field : fields) read.fields.push_back(trimmed(field));
    }
    return lines;
}

/// A table, cut by the separator that makes as many fields of every line as of the first; the most where several do.
std::vector<TableLine> table_lines(std::string_view text, const std::string& id) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.find('\0') != std::string_view::npos) refuse(id, "a table of text", "a zero byte");
    std::optional<std::vector<TableLine>> best;
    std::optional<std::pair<std::size_t, std::size_t>> uneven;  // the line, and its fields
    for (const char separator : {';', '\t', ','}) {
        std::vector<TableLine> lines = lines_of(text, separator);
        if (lines.size() < 2) refuse(id, "a table with a line of titles and a line for each member", "no members");
        const std::size_t width = lines.front().fields.size();
        const auto odd = std::ranges::find_if(lines, [&](const TableLine& l) { return l.fields.size() != width; });
        if (odd != lines.end()) {
            if (width > 1 && !uneven) uneven.emplace(odd->number, odd->fields.size());
            continue;
        }
        if (!best || width > best->front().fields.size()) best = std::move(lines);
    }
    if (uneven && (!best || best->front().fields.size() == 1))
        refuse(fmt::format("{}:{}", id, uneven->first), "a line of as many fields as there are titles", uneven->second);
    return *std::move(best);
}

/// A table by its columns.
class TableReader {
public:
    TableReader(std::string_view text, std::string id, const NumberForm& form)
        : id_(std::move(id)), form_(form), lines_(table_lines(text, id_)) {
        titles_ = std::move(lines_.front().fields);
        lines_.erase(lines_.begin());
        for (std::size_t c = 0; c < titles_.size(); ++c)
            if (std::ranges::count(titles_, titles_[c]) > 1 && !titles_[c].empty())
                refuse(id_, "a table in which every title stands once", "\"" + titles_[c] + "\" again");
    }

    [[nodiscard]] const std::vector<std::string>& titles() const { return titles_; }

    [[nodiscard]] std::size_t column(const std::string& title, const std::string& field) const {
        const auto found = std::ranges::find(titles_, title);
        if (found == titles_.end()) {
            std::string list;
            for (const std::string& known : titles_) list += (list.empty() ? "" : ", ") + known;
            refuse(field, "a column of " + id_ + " (" + list + ")", "\"" + title + "\"");
        }
        return static_cast<std::size_t>(found - titles_.begin());
    }

    [[nodiscard]] std::vector<std::string> texts(std::size_t column) const {
        std::vector<std::string> values;
        for (const TableLine& line : lines_) values.push_back(line.fields[column]);
        return values;
    }

    /// Whether some form of numbers reads all of a column.
    [[nodiscard]] bool is_numeric(std::size_t column) const {
        return std::ranges::any_of(forms(),
                                   [&](const NumberForm& form) { return numbers_in(column, form).has_value(); });
    }

    /// The numbers of a column; refuses one that is none, and a column that two forms read as different numbers.
    [[nodiscard]] std::vector<Decimal> numbers(std::size_t column) const {
        std::vector<std::vector<Decimal>> found;
        std::string readings;
        for (const NumberForm& form : forms()) {
            auto read = numbers_in(column, form);
            if (!read || std::ranges::find(found, *read) != found.end()) continue;
            readings += (found.empty() ? "" : ", ") + option_for(form) + " for " + *plain(column, 0, form);
            found.push_back(*std::move(read));
        }
        if (found.empty()) refuse_column(column);
        if (found.size() > 1)
            refuse(place(column, 0), "clear in its points and commas (" + readings + ")",
                   "\"" + lines_.front().fields[column] + "\"");
        return found.front();
    }

private:
    /// The forms that a column may have.
    [[nodiscard]] std::vector<NumberForm> forms() const {
        if (form_.decimal || form_.thousands) return {form_};
        return {{.decimal = '.', .thousands = false},
                {.decimal = ',', .thousands = false},
                {.decimal = std::nullopt, .thousands = true}};
    }

    static std::string option_for(const NumberForm& form) {
        if (form.thousands) return "--thousands";
        return form.decimal == ',' ? "--decimal comma" : "--decimal point";
    }

    [[nodiscard]] std::string place(std::size_t column, std::size_t line) const {
        return fmt::format("{}:{}, {}", id_, lines_[line].number, titles_[column]);
    }

    /// A field with a decimal point, without marks and the sign of a percentage.
    [[nodiscard]] std::optional<std::string> plain(std::size_t column, std::size_t line, const NumberForm& form) const {
        std::string_view text = lines_[line].fields[column];
        if (text.ends_with('%')) text.remove_suffix(1);
        while (text.ends_with(' ')) text.remove_suffix(1);
        return plain_number(text, form);
    }

    [[nodiscard]] bool is_percentage(std::size_t column, std::size_t line) const {
        return lines_[line].fields[column].ends_with('%');
    }

    [[nodiscard]] std::optional<Decimal> number(std::size_t column, std::size_t line, const NumberForm& form) const {
        if (is_percentage(column, line) != is_percentage(column, 0)) return std::nullopt;
        const auto text = plain(column, line, form);
        return text ? parse_weight(*text) : std::nullopt;
    }

    [[nodiscard]] std::optional<std::vector<Decimal>> numbers_in(std::size_t column, const NumberForm& form) const {
        std::vector<Decimal> values;
        for (std::size_t line = 0; line < lines_.size(); ++line) {
            const auto value = number(column, line, form);
            if (!value) return std::nullopt;
            values.push_back(*value);
        }
        return values;
    }

    /// Names the line at which the form that reads most of a column stops.
    [[noreturn]] void refuse_column(std::size_t column) const {
        std::size_t furthest = 0;
        for (const NumberForm& form : forms()) {
            std::size_t line = 0;
            while (line < lines_.size() && number(column, line, form)) ++line;
            furthest = std::max(furthest, line);
        }
        refuse(place(column, furthest), "a number of 0 or more, below 2^62, written as those above it",
               "\"" + lines_[furthest].fields[column] + "\"");
    }

    std::string id_;
    NumberForm form_;
    std::vector<TableLine> lines_;
    std::vector<std::string> titles_;
};

bool all_differ(const std::vector<std::string>& values) {
    return std::set<std::string>(values.begin(), values.end()).size() == values.size() &&
           std::ranges::find(values, "") == values.end();
}

std::string weight_title(const TableReader& table, const TableColumns& columns, const std::string& id) {
    if (!columns.weight.empty()) return columns.weight;
    std::vector<std::string> numeric;
    for (std::size_t c = 0; c < table.titles().size(); ++c)
        if (table.titles()[c] != columns.name && table.titles()[c] != columns.group && table.is_numeric(c))
            numeric.push_back(table.titles()[c]);
    if (numeric.size() == 1) return numeric.front();
    std::string list;
    for (const std::string& title : numeric) list += (list.empty() ? "" : ", ") + title;
    refuse("weight", "the title of a column of numbers of " + id + " (" + (list.empty() ? "none" : list) + ")",
           "nothing");
}

std::vector<std::string> member_names(const TableReader& table, const TableColumns& columns, std::size_t members) {
    if (!columns.name.empty()) {
        std::vector<std::string> names = table.texts(table.column(columns.name, "name"));
        std::set<std::string> before;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i].empty()) refuse(element("names", i), "filled in", "nothing in the column " + columns.name);
            if (!before.insert(names[i]).second)
                refuse(element("names", i), "a name that no other member has", "\"" + names[i] + "\"");
        }
        return names;
    }
    for (std::size_t c = 0; c < table.titles().size(); ++c)
        if (!table.is_numeric(c) && table.titles()[c] != columns.group && all_differ(table.texts(c)))
            return table.texts(c);
    std::vector<std::string> numbers;
    for (std::size_t i = 0; i < members; ++i) numbers.push_back(std::to_string(i + 1));
    return numbers;
}

void set_column(Board& board, const std::string& title, const ScaledWeights& values) {
    board.columns[title] = values.weights;
    board.decimals[title] = values.scale.decimals;
    if (values.scale.divisor > 1) board.divisors[title] = values.scale.divisor;
}

}  // namespace

Board parse_table_board(std::string_view text, std::string id, const TableColumns& columns, const std::string& quota,
                        const NumberForm& form) {
    const TableReader table(text, id, form);
    Board board;
    board.weight_column = weight_title(table, columns, id);
    const ScaledWeights weights = scale_weights(table.numbers(table.column(board.weight_column, "weight")), "weight");
    set_column(board, board.weight_column, weights);
    board.names = member_names(table, columns, weights.weights.size());
    if (!columns.group.empty())
        board.groupings.emplace(columns.group,
                                make_grouping(columns.group, table.texts(table.column(columns.group, "group"))));
    const Weight total = total_weight(weights.weights, "weight");
    board.quota_text = plain_number(quota, form).value_or(quota);
    board.rule = WeightedRule{.weights = weights.weights, .quota = parse_quota(board.quota_text, total, weights.scale)};
    board.id = std::move(id);
    return board;
}

Board load_table_board(const std::string& file, const TableColumns& columns, const std::string& quota,
                       const NumberForm& form) {
    if (file == "-")
        return parse_table_board(read_text(std::cin, "board", file), "standard input", columns, quota, form);
    std::error_code error;
    const bool directory = std::filesystem::is_directory(file, error);
    std::ifstream stream(file, std::ios::binary);
    if (!stream || directory) refuse("board", "a file that can be read", "\"" + file + "\"");
    return parse_table_board(read_text(stream, "board", file), file, columns, quota, form);
}

}  // namespace stemgewicht
