#include "boards/table_text.hpp"

#include <stemgewicht/boards/number_form.hpp>
#include <stemgewicht/core/check.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace stemgewicht::detail {

namespace {

using nlohmann::json;

enum class JsonKind { none, text, number, truth, list, object };

/// A value of JSON, whose numbers keep their digits; the keys of a list are empty.
struct JsonValue {
    JsonKind kind = JsonKind::none;
    std::string text{};
    std::vector<std::pair<std::string, JsonValue>> parts{};

    [[nodiscard]] bool is_single() const { return kind != JsonKind::list && kind != JsonKind::object; }
    [[nodiscard]] bool is_number() const { return kind == JsonKind::number; }
};

/// Makes a value of what the parser finds.
class JsonReader : public nlohmann::json_sax<json> {
public:
    bool null() override { return add({.kind = JsonKind::none}); }
    bool boolean(bool value) override { return add({.kind = JsonKind::truth, .text = value ? "true" : "false"}); }
    bool number_integer(number_integer_t value) override {
        return add({.kind = JsonKind::number, .text = std::to_string(value)});
    }
    bool number_unsigned(number_unsigned_t value) override {
        return add({.kind = JsonKind::number, .text = std::to_string(value)});
    }
    bool number_float(number_float_t, const string_t& digits) override {
        return add({.kind = JsonKind::number, .text = may_be_grouped(digits) ? digits + "0" : digits});  // a decimal
    }
    bool string(string_t& text) override { return add({.kind = JsonKind::text, .text = cell_text(text)}); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(JsonKind::object); }
    bool start_array(std::size_t) override { return open(JsonKind::list); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        key_ = cell_text(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
        wrong = position;
        return false;
    }

    JsonValue root;
    std::optional<std::size_t> wrong;  ///< the byte at which it is no JSON
    bool too_deep = false;

private:
    bool add(JsonValue value) {
        if (open_.empty())
            root = std::move(value);
        else
            open_.back().second.parts.emplace_back(std::move(key_), std::move(value));
        key_.clear();
        return true;
    }
    bool open(JsonKind kind) {
        constexpr std::size_t most = 100;
        too_deep = open_.size() == most;
        open_.emplace_back(std::move(key_), JsonValue{.kind = kind});
        key_.clear();
        return !too_deep;
    }
    bool close() {
        auto [key, value] = std::move(open_.back());
        open_.pop_back();
        key_ = std::move(key);
        return add(std::move(value));
    }

    std::vector<std::pair<std::string, JsonValue>> open_;
    std::string key_;
};

constexpr std::string_view json_forms =
    "JSON that lists members as objects, as lists with the titles first, or as numbers";

bool all_parts(const JsonValue& value, const auto& test) {
    return !value.parts.empty() &&
           std::ranges::all_of(value.parts, [&](const auto& part) { return test(part.second); });
}

/// A list of members in one of its forms.
bool is_member_list(const JsonValue& value) {
    return value.kind == JsonKind::list &&
           (all_parts(value, [](const JsonValue& v) { return v.kind == JsonKind::object; }) ||
            all_parts(value, [](const JsonValue& v) { return v.kind == JsonKind::list; }) ||
            all_parts(value, [](const JsonValue& v) { return v.is_number(); }));
}

/// Single values by name; `test` is what each must be.
bool is_flat_object(const JsonValue& value) {
    return value.kind == JsonKind::object && all_parts(value, [](const JsonValue& v) { return v.is_single(); });
}

const JsonValue* part_of(const JsonValue& object, std::string_view key) {
    const auto found = std::ranges::find_if(object.parts, [&](const auto& part) { return part.first == key; });
    return found == object.parts.end() ? nullptr : &found->second;
}

/// Rows of titles and cells from objects; a field that is missing, or holds more than a value, is an empty cell.
std::vector<TableRow> rows_of_objects(const std::string& id, const JsonValue& list) {
    std::vector<TableRow> rows(1);
    std::vector<std::string>& titles = rows.front().cells;
    rows.front().place = id;
    std::map<std::string_view, std::size_t> place;  // of a key among the titles
    for (const auto& [name, member] : list.parts)
        for (const auto& [key, value] : member.parts)
            if (place.emplace(key, titles.size()).second) titles.push_back(key);
    const std::size_t width = titles.size();
    for (std::size_t i = 0; i < list.parts.size(); ++i) {
        TableRow row{.place = element(id, i), .cells = std::vector<std::string>(width)};
        for (const auto& [key, value] : list.parts[i].second.parts) {
            const std::size_t c = place.at(key);
            if (!row.cells[c].empty())
                refuse(row.place, "an object in which every key stands once", "\"" + key + "\" again");
            if (value.is_single()) row.cells[c] = value.text;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<TableRow> rows_of_lists(const std::string& id, const JsonValue& list) {
    std::vector<TableRow> rows;
    for (std::size_t i = 0; i < list.parts.size(); ++i) {
        TableRow& row = rows.emplace_back(TableRow{.place = element(id, i), .cells = {}});
        for (const auto& [none, cell] : list.parts[i].second.parts)
            row.cells.push_back(cell.is_single() ? cell.text : "");
        if (row.cells.size() != rows.front().cells.size())
            refuse(row.place,
                   fmt::format("a list of as many values as there are titles, {}", rows.front().cells.size()),
                   row.cells.size());
    }
    return rows;
}

/// Columns by title, each a list, or an object by the number of the row.
std::vector<TableRow> rows_of_columns(const std::string& id, const JsonValue& columns) {
    std::vector<TableRow> rows(1 + columns.parts.front().second.parts.size());
    rows.front().place = id;
    for (std::size_t i = 1; i < rows.size(); ++i) rows[i].place = element(id, i - 1);
    for (const auto& [title, column] : columns.parts) {
        if (column.parts.size() + 1 != rows.size())
            refuse(id + "." + title, fmt::format("a list as long as the others, {}", rows.size() - 1),
                   column.parts.size());
        rows.front().cells.push_back(title);
        for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
            const JsonValue& cell = column.parts[i].second;
            rows[i + 1].cells.push_back(cell.is_single() ? cell.text : "");
        }
    }
    return rows;
}

/// Whether the keys of an object are the numbers of rows, "0", "1" and so on.
bool is_numbered(const JsonValue& object) {
    for (std::size_t i = 0; i < object.parts.size(); ++i)
        if (object.parts[i].first != std::to_string(i)) return false;
    return true;
}

std::vector<TableRow> rows_by_name(const std::string& id, const JsonValue& object) {
    std::vector<TableRow> rows;
    const bool deep = object.parts.front().second.kind == JsonKind::object;
    if (deep) {
        rows = rows_of_objects(id, object);
    } else {
        rows.push_back({.place = id, .cells = {"weight"}});
        for (const auto& [name, value] : object.parts)
            rows.push_back({.place = id + "." + name, .cells = {value.text}});
    }
    rows.front().cells.insert(rows.front().cells.begin(), "name");
    for (std::size_t i = 0; i < object.parts.size(); ++i)
        rows[i + 1].cells.insert(rows[i + 1].cells.begin(), object.parts[i].first);
    return rows;
}

TableText table_of_json(const std::string& id, const JsonValue& value, const BoardReading& reading);

/// The members that an object holds beside other fields.
TableText table_of_object(const std::string& id, const JsonValue& object, const BoardReading& reading) {
    std::vector<const std::pair<std::string, JsonValue>*> lists, objects;
    JsonValue columns{.kind = JsonKind::object}, rest{.kind = JsonKind::object};
    for (const auto& part : object.parts) {
        const JsonValue& value = part.second;
        if (is_member_list(value)) lists.push_back(&part);
        if (is_flat_object(value)) objects.push_back(&part);
        if (value.kind == JsonKind::list && all_parts(value, [](const JsonValue& v) { return v.is_single(); }))
            columns.parts.push_back(part);
    }
    if (object.parts.size() > 1 && objects.size() == object.parts.size()) {
        if (is_numbered(object.parts.front().second)) return titled_table(id, rows_of_columns(id, object));
        return titled_table(id, rows_by_name(id, object));
    }
    BoardReading inner = reading;
    const auto text_of = [&](std::string_view key) {
        const JsonValue* field = part_of(object, key);
        return field && (field->is_number() || field->kind == JsonKind::text) ? field->text : std::string();
    };
    const std::string quota = text_of("quota"), rule = part_of(object, "rule") ? text_of("rule") : std::string();
    std::string unread;
    for (const std::string_view key : {"quota", "rule"})
        if (const JsonValue* field = part_of(object, key); field && !field->is_single()) unread = key;
    if (inner.quota.empty() && inner.rule.empty()) {
        inner.quota = quota;
        if (quota.empty()) inner.rule = rule;
    }
    if (lists.empty() && objects.empty()) {
        for (const auto& part : object.parts)
            if (part.first != "quota" && part.first != "rule" && part.second.is_number()) rest.parts.push_back(part);
        if (rest.parts.empty()) refuse(id, json_forms, "none of these");
        TableText table = titled_table(id, rows_by_name(id, rest));
        table.quota = quota;
        table.rule = quota.empty() ? rule : "";
        return table;
    }
    const auto add_rule = [&](TableText table) {
        if (table.quota.empty()) table.quota = quota;
        if (table.quota.empty()) table.rule = rule;
        table.unread_rule = unread;
        return table;
    };
    if (columns.parts.size() > 1) return add_rule(titled_table(id, rows_of_columns(id, columns)));
    const auto& found = lists.empty() ? objects : lists;
    if (found.size() > 1)
        refuse(id, "JSON with one list of members", "\"" + found[0]->first + "\" and \"" + found[1]->first + "\"");
    const auto& [name, members] = *found.front();
    TableText table =
        add_rule(members.kind == JsonKind::list ? table_of_json(id + "." + name, members, inner)
                                                : titled_table(id, rows_by_name(id + "." + name, members)));
    for (const auto& part : object.parts)
        if (&part != found.front() &&
            (part.first == "quota"  ? quota
             : part.first == "rule" ? rule
                                    : "")
                .empty() &&
            !part.second.is_single())
            table.notes.push_back(
                {.mark = "assumption",
                 .about = part.first,
                 .text = fmt::format("{} holds \"{}\" beside the members, which is not read.", id, part.first)});
    return table;
}

TableText table_of_json(const std::string& id, const JsonValue& value, const BoardReading& reading) {
    if (value.kind == JsonKind::object && !value.parts.empty()) return table_of_object(id, value, reading);
    if (!is_member_list(value)) refuse(id, json_forms, "none of these");
    if (value.parts.front().second.kind == JsonKind::object) return titled_table(id, rows_of_objects(id, value));
    if (value.parts.front().second.kind == JsonKind::list) return titled_table(id, rows_of_lists(id, value));
    if (reading.quota.empty() && reading.rule.empty())
        refuse("quota", "given with a list of numbers: a number, majority, or a share such as 2/3 or 70%", "nothing");
    std::vector<std::vector<std::string>> lines;
    for (const auto& [none, number] : value.parts) lines.push_back({number.text});
    return number_table(id, lines, reading);
}

}  // namespace

bool is_json(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin != std::string_view::npos && (text[begin] == '{' || text[begin] == '[') && json::accept(text);
}

TableText read_json_table(std::string_view text, std::string id, const BoardReading& reading) {
    JsonReader reader;
    json::sax_parse(text, &reader);
    if (reader.too_deep) refuse(id, "JSON of at most 100 levels", "more");
    if (reader.wrong) {
        const auto line = 1 + std::ranges::count(text.substr(0, *reader.wrong), '\n');
        refuse(fmt::format("{}:{}", id, line), "JSON", "what is none");
    }
    TableText table = table_of_json(id, reader.root, reading);
    table.id = std::move(id);
    return table;
}

}  // namespace stemgewicht::detail
