#include "boards/table_text.hpp"

#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>

#include <csv.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <set>
#include <utility>

namespace stemgewicht::detail {

namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";

bool is_blank(std::string_view text) { return text.find_first_not_of(blanks) == std::string_view::npos; }

bool is_empty(const TableRow& row) {
    return std::ranges::all_of(row.cells, [](const std::string& cell) { return cell.empty(); });
}

/// Rows of fields between separators, read by libcsv.
class DelimitedReader {
public:
    DelimitedReader(std::string_view text, const std::string& id, char separator) : id_(id) {
        if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
        csv_set_delim(&parser_, static_cast<unsigned char>(separator));
        TurnCounter turns(20);
        for (const std::string_view line : split_text(text, '\n')) {
            turns.turn();
            ++line_;
            if (begin_ == 0) begin_ = line_;
            for (const std::string_view part : {line, std::string_view("\n")})
                if (csv_parse(&parser_, part.data(), part.size(), &add_cell, &add_row, this) != part.size()) {
                    wrong_ = begin_;
                    return;
                }
        }
        if (csv_fini(&parser_, &add_cell, &add_row, this) != 0) wrong_ = begin_;
    }
    ~DelimitedReader() { csv_free(&parser_); }
    DelimitedReader(const DelimitedReader&) = delete;
    DelimitedReader& operator=(const DelimitedReader&) = delete;

    std::vector<TableRow> rows;
    /// The line from which on quotes do not close; 0 where they all do.
    [[nodiscard]] std::size_t wrong() const { return wrong_; }

private:
    static void add_cell(void* text, std::size_t size, void* reader) {
        static_cast<DelimitedReader*>(reader)->cells_.push_back(
            cell_text(std::string_view(static_cast<const char*>(text), size)));
    }
    static void add_row(int, void* data) {
        auto& reader = *static_cast<DelimitedReader*>(data);
        TableRow row{.place = fmt::format("{}:{}", reader.id_, reader.begin_), .cells = std::move(reader.cells_)};
        reader.cells_.clear();
        reader.begin_ = 0;
        if (!is_empty(row)) reader.rows.push_back(std::move(row));
    }

    const std::string& id_;
    csv_parser parser_{};
    std::vector<std::string> cells_;
    std::size_t line_ = 0, begin_ = 0, wrong_ = 0;
};

/// Cuts a text by the separator that makes as many fields of every line as of the first; the most where several do.
std::vector<TableRow> delimited_rows(std::string_view text, const std::string& id) {
    std::vector<TableRow> best;
    std::string odd = id;  // where the separator with the most titles stops
    std::size_t most = 0, fields = 0;
    for (const char separator : {';', '\t', ',', '|'}) {
        DelimitedReader reader(text, id, separator);
        const std::size_t width = reader.rows.empty() ? 0 : reader.rows.front().cells.size();
        const auto other = std::ranges::find_if(reader.rows, [&](const auto& r) { return r.cells.size() != width; });
        if (reader.wrong() == 0 && other == reader.rows.end()) {
            if (best.empty() || width > best.front().cells.size()) best = std::move(reader.rows);
        } else if (width > most && (width > 1 || reader.wrong() > 0)) {
            most = width;
            const bool quotes = other == reader.rows.end();
            odd = quotes ? fmt::format("{}:{}", id, reader.wrong()) : other->place;
            fields = quotes ? 0 : other->cells.size();
        }
    }
    if (most > 0 && (best.empty() || best.front().cells.size() == 1)) {
        if (fields == 0)
            refuse(odd, "a line whose quotes are closed, and doubled within a text", "one that is left open");
        refuse(odd, fmt::format("a line of as many fields as there are titles, {}", most), fields);
    }
    return best;
}

/// Whether a text holds nothing but numbers and what stands between them.
bool is_number_text(std::string_view text) {
    return text.find_first_not_of("0123456789.,;/% \t\r\n\v\f") == std::string_view::npos &&
           text.find_first_of("0123456789") != std::string_view::npos;
}

/// The lines of a text of numbers. Refuses one that holds a number a line with a comma or several numbers, either.
std::vector<std::vector<std::string>> number_lines(std::string_view text, const std::string& id,
                                                   const NumberForm& form) {
    std::vector<std::string_view> lines;
    std::vector<std::size_t> numbers;
    std::size_t number = 0;
    for (std::string_view line : split_text(text, '\n')) {
        ++number;
        const std::size_t end = line.find_last_not_of(" \t\r,;");
        if (end == std::string_view::npos) continue;
        lines.push_back(line.substr(0, end + 1));
        numbers.push_back(number);
    }
    std::vector<std::vector<std::string>> result;
    for (std::size_t k = 0; k < lines.size(); ++k)
        result.push_back(parse_number_list(lines[k], fmt::format("{}:{}", id, numbers[k]), form));
    if (form.decimal || form.thousands) return result;
    const auto several = std::ranges::find_if(result, [](const auto& line) { return line.size() > 1; });
    if (several == result.end()) return result;
    const std::size_t place = static_cast<std::size_t>(several - result.begin());
    for (const NumberForm& other :
         {NumberForm{.decimal = ',', .thousands = false}, NumberForm{.decimal = std::nullopt, .thousands = true}})
        if (std::ranges::all_of(lines, [&](std::string_view line) {
                const auto one = plain_number(line, other);
                return one && parse_weight(*one);
            }))
            refuse(fmt::format("{}:{}", id, numbers[place]),
                   fmt::format("clear in its commas ({} for {}, --decimal point for {})",
                               other.thousands ? "--thousands" : "--decimal comma", *plain_number(lines[place], other),
                               fmt::format("{} numbers", several->size())),
                   "\"" + std::string(lines[place]) + "\"");
    return result;
}

/// A text without what marks its encoding or separator; refuses what is no text.
std::string_view bare_text(std::string_view text, const std::string& id) {
    if (text.starts_with("PK\x03\x04"))
        refuse(id, "a table of text (a spreadsheet is read by read_table in Python, or saved as CSV)", "a spreadsheet");
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        refuse(id, "text in UTF-8 (save the table as CSV in UTF-8)", "text in UTF-16");
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.find('\0') != std::string_view::npos) refuse(id, "a table of text", "a zero byte");
    if (!is_utf8(text)) refuse(id, "text in UTF-8 (save the table as CSV in UTF-8)", "text in another encoding");
    if (text.starts_with("sep=")) text.remove_prefix(std::min(text.find('\n'), text.size()));
    return text;
}

/// A text without the lines above its titles that begin with # and have other separators than the line below them.
/// Blank lines stay, so that lines keep their numbers.
std::string without_comments(std::string_view text) {
    std::string result;
    while (text.starts_with('#')) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos || is_blank(text.substr(1, end - 1))) break;  // a title
        const std::string_view line = text.substr(0, end), rest = text.substr(end + 1);
        const std::string_view next = rest.substr(0, rest.find('\n'));
        if (!next.starts_with('#') && !is_blank(next) && std::ranges::any_of(std::string_view(";\t,|"), [&](char mark) {
                return std::ranges::count(next, mark) > 0 &&
                       std::ranges::count(line, mark) == std::ranges::count(next, mark);
            }))
            break;
        result += '\n';
        text = rest;
        while (text.starts_with('\n') || text.starts_with("\r\n")) {
            result += '\n';
            text.remove_prefix(text.find('\n') + 1);
        }
    }
    return result.append(text);
}

}  // namespace

bool is_utf8(std::string_view text) {
    try {
        static_cast<void>(nlohmann::json(text).dump());
        return true;
    } catch (const nlohmann::json::type_error&) {
        return false;
    }
}

std::string cell_text(std::string_view text) {
    std::string result;
    bool gap = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool hard = text.substr(at).starts_with("\xC2\xA0");
        if (hard || blanks.find(text[at]) != std::string_view::npos) {
            gap = !result.empty();
            if (hard) ++at;
            continue;
        }
        if (gap) result += ' ';
        gap = false;
        result += text[at];
    }
    return result;
}

TableText titled_table(std::string id, std::vector<TableRow> rows) {
    TableText table{.id = std::move(id)};
    if (rows.size() < 2) refuse(table.id, "a table with a line of titles and a line for each member", "no members");
    for (std::size_t c = rows.front().cells.size(); c-- > 0;) {
        if (!std::ranges::all_of(rows, [&](const TableRow& row) { return row.cells[c].empty(); })) continue;
        for (TableRow& row : rows) row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(c));
    }
    table.titles = std::move(rows.front().cells);
    rows.erase(rows.begin());
    table.rows = std::move(rows);
    return table;
}

TableText table_text(const TableCells& cells, std::string id) {
    std::vector<TableRow> rows{{.place = id, .cells = {}}};
    for (const std::string& title : cells.titles) rows.front().cells.push_back(cell_text(title));
    for (std::size_t i = 0; i < cells.rows.size(); ++i) {
        TableRow row{.place = element(id, i), .cells = {}};
        if (cells.rows[i].size() != cells.titles.size())
            refuse(row.place, fmt::format("a row of as many cells as there are titles, {}", cells.titles.size()),
                   cells.rows[i].size());
        for (const std::string& cell : cells.rows[i]) row.cells.push_back(cell_text(cell));
        if (!is_empty(row)) rows.push_back(std::move(row));
    }
    return titled_table(std::move(id), std::move(rows));
}

TableText number_table(std::string id, const std::vector<std::vector<std::string>>& lines,
                       const BoardReading& reading) {
    const bool quota_given = !reading.quota.empty() || !reading.rule.empty();
    TableText table{.id = std::move(id)};
    table.form = NumberForm{.decimal = '.', .thousands = false};
    const bool lists = std::ranges::any_of(lines, [](const auto& line) { return line.size() > 1; });
    const std::size_t width = lines.front().size();
    if (lists && lines.size() > 1 && width > 1 &&
        std::ranges::all_of(lines, [&](const auto& line) { return line.size() == width; }))
        refuse(table.id, "a table with a line of titles, where all lines hold equally many numbers",
               "numbers without titles");
    if (!quota_given && width > 1)
        refuse("quota", "given, or a number alone in the first line of " + table.id, "nothing");
    const std::size_t first = quota_given ? 0 : 1;
    if (!quota_given) table.quota = lines.front().front();
    const bool unions = lists && lines.size() > 1;
    table.titles = {"weight"};
    if (unions) {
        table.titles.emplace_back("union");
        table.group = "union";
    }
    for (std::size_t k = first; k < lines.size(); ++k)
        for (const std::string& number : lines[k]) {
            TableRow& row = table.rows.emplace_back(TableRow{.place = table.id, .cells = {number}});
            if (unions) row.cells.push_back(std::to_string(k + 1 - first));
        }
    if (table.rows.empty()) refuse(table.id, "numbers, the quota first, then a weight for each member", "no members");
    table.notes.push_back({.mark = "assumption",
                           .about = "quota",
                           .text = quota_given
                                       ? fmt::format("All {} numbers of {} are weights, the quota being given.",
                                                     table.rows.size(), table.id)
                                       : fmt::format("The first number of {} is the quota, {}; --quota would make "
                                                     "it a weight.",
                                                     table.id, table.quota)});
    return table;
}

TableText read_table_text(std::string_view text, std::string id, const BoardReading& reading) {
    text = bare_text(text, id);
    if (is_blank(text)) refuse(id, "a table with a line of titles and a line for each member", "an empty one");
    if (is_json(text)) return read_json_table(text, std::move(id), reading);
    const std::size_t begin = text.find_first_not_of(blanks);
    if (text[begin] == '[' || text[begin] == '{') return read_json_table(text, std::move(id), reading);  // refuses
    const std::string plain = without_comments(text);
    if (is_number_text(plain)) {
        const auto lines = number_lines(plain, id, reading.form);
        return number_table(std::move(id), lines, reading);
    }
    std::vector<TableRow> rows = delimited_rows(plain, id);
    return titled_table(std::move(id), std::move(rows));
}

bool is_table(std::string_view name, std::string_view text) {
    std::string ending(name.substr(std::min(name.rfind('.'), name.size())));
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    constexpr std::array<std::string_view, 8> endings{".csv", ".tsv", ".tab", ".txt", ".dat", ".json", ".xlsx", ".ods"};
    if (ending == ".toml") return false;
    if (std::ranges::find(endings, ending) != endings.end()) return true;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    for (const std::string_view line : split_text(text, '\n')) {
        const std::size_t begin = line.find_first_not_of(blanks);
        if (begin == std::string_view::npos || line[begin] == '#') continue;
        if (line[begin] == '{') return true;
        if (line[begin] == '[') return is_json(text);
        return line.find('=') == std::string_view::npos;
    }
    return false;
}

}  // namespace stemgewicht::detail
