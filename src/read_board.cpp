#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <stdexcept>

namespace stemgewicht {

namespace {

constexpr std::array<std::string_view, 5> note_marks{"source", "derived", "proxy", "assumption", "unknown"};

/// What a TOML node holds, as the reader of a message knows it.
std::string shown(const toml::node* node) {
    if (!node) return "nothing";
    if (const auto text = node->value<std::string>(); text && node->is_string()) return '"' + *text + '"';
    if (const auto whole = node->as_integer()) return fmt::format("{}", whole->get());
    if (const auto real = node->as_floating_point()) return fmt::format("{}", real->get());
    if (const auto truth = node->as_boolean()) return truth->get() ? "true" : "false";
    if (node->is_array()) return "a list";
    if (node->is_table()) return "a table";
    return "a date or time";
}

/// Reads the parts of one file; every refusal names the field path, the line and the file.
class Reader {
public:
    explicit Reader(std::string id) : id_(std::move(id)) {}

    [[noreturn]] void wrong(const std::string& field, const std::string& expected, const toml::node* got,
                            const toml::node* nearest = nullptr) const {
        const toml::node* place = got ? got : nearest;
        std::string where = id_;
        if (place && place->source().begin.line > 0)
            where = fmt::format("line {} of {}", place->source().begin.line, id_);
        throw std::invalid_argument(fmt::format("{}: must be {}, got {} ({})", field, expected, shown(got), where));
    }

    std::string text(const toml::table& table, const std::string& key, const std::string& path, bool required) const {
        const toml::node* node = table.get(key);
        if (!node && !required) return {};
        if (!node || !node->is_string() || (required && node->value<std::string>()->empty()))
            wrong(path + key, "a text", node, &table);
        return *node->value<std::string>();
    }

    std::vector<std::string> texts(const toml::table& table, const std::string& key, const std::string& path) const {
        std::vector<std::string> result;
        const toml::node* node = table.get(key);
        if (!node) return result;
        const toml::array* list = node->as_array();
        if (!list) wrong(path + key, "a list of texts", node);
        for (std::size_t i = 0; i < list->size(); ++i) {
            const toml::node& item = (*list)[i];
            if (!item.is_string()) wrong(element(path + key, i), "a text", &item);
            result.push_back(*item.value<std::string>());
        }
        return result;
    }

    const toml::array& tables(const toml::table& table, const std::string& key) const {
        const toml::node* node = table.get(key);
        const toml::array* list = node ? node->as_array() : nullptr;
        if (!list || list->empty() || !list->is_array_of_tables())
            wrong(key, fmt::format("a list of tables, [[{}]]", key), node, &table);
        return *list;
    }

    Decimal decimal(const toml::node* node, const std::string& field, const toml::node& nearest) const {
        std::string digits;
        if (node && node->is_integer())
            digits = fmt::format("{}", *node->value<std::int64_t>());
        else if (node && node->is_floating_point() && std::isfinite(*node->value<double>()))
            digits = fmt::format("{}", *node->value<double>());
        const auto number = parse_decimal(digits);
        if (!number || digits.starts_with('-')) wrong(field, "a number of 0 or more, below 2^62", node, &nearest);
        return *number;
    }

    void check_keys(const toml::table& table, const std::set<std::string_view>& known, const std::string& path) const {
        for (const auto& [key, node] : table)
            if (!known.contains(key.str())) {
                std::string list;
                for (const std::string_view name : known) list += fmt::format("{}{}", list.empty() ? "" : ", ", name);
                wrong(path + std::string(key.str()), "left out, or one of the fields " + list, &node);
            }
    }

    /// Runs a check of the library and adds the place to its message.
    template <class Work>
    auto at(const toml::node* place, const Work& work) const {
        try {
            return work();
        } catch (const std::invalid_argument& error) {
            std::string where = id_;
            if (place && place->source().begin.line > 0)
                where = fmt::format("line {} of {}", place->source().begin.line, id_);
            throw std::invalid_argument(fmt::format("{} ({})", error.what(), where));
        }
    }

    void notes(const toml::table& file, Board& board) const;
    void members(const toml::table& file, Board& board) const;
    void rule(const toml::table& file, Board& board) const;
    void governance(const toml::table& file, Board& board) const;

private:
    GovernanceData governance_fields(const toml::table& table, const Board& board) const;
    void municipalities(const toml::table& file, const Board& board, GovernanceData& data) const;
    void custom_schemes(const toml::table& table, GovernanceData& data) const;

    std::string id_;
};

void Reader::notes(const toml::table& file, Board& board) const {
    if (!file.contains("notes")) return;
    const toml::array& list = tables(file, "notes");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const toml::table& note = *list[i].as_table();
        const std::string path = element("notes", i) + ".";
        const std::string mark = text(note, "mark", path, true);
        if (std::ranges::find(note_marks, mark) == note_marks.end())
            wrong(path + "mark", "source, derived, proxy, assumption or unknown", note.get("mark"));
        board.notes.push_back(
            {.mark = mark, .about = text(note, "about", path, true), .text = text(note, "text", path, true)});
    }
}

void Reader::members(const toml::table& file, Board& board) const {
    const toml::array& list = tables(file, "members");
    std::set<std::string> names;
    std::map<std::string, std::vector<Decimal>> numbers;
    std::map<std::string, std::vector<std::string>> labels;
    const toml::table& first = *list[0].as_table();
    for (std::size_t i = 0; i < list.size(); ++i) {
        const toml::table& member = *list[i].as_table();
        const std::string path = element("members", i) + ".";
        board.names.push_back(text(member, "name", path, true));
        if (!names.insert(board.names.back()).second)
            wrong(path + "name", "a name that no other member has", member.get("name"));
        for (const auto& [key, node] : first)
            if (!member.contains(key.str()))
                wrong(path + std::string(key.str()), "given, as for the first member", nullptr, &member);
        for (const auto& [key, node] : member) {
            const std::string name(key.str());
            if (name == "name") continue;
            const toml::node* model = first.get(name);
            if (!model) wrong(path + name, "left out, or given for every member", &node);
            if (model->is_string())
                labels[name].push_back(text(member, name, path, true));
            else
                numbers[name].push_back(decimal(&node, path + name, member));
        }
    }
    for (const auto& [name, values] : labels) board.groupings.emplace(name, make_grouping(name, values));
    for (const auto& [name, values] : numbers) {
        int& decimals = board.decimals[name];
        for (const Decimal& value : values) decimals = std::max(decimals, value.decimals);
        std::vector<Weight>& column = board.columns[name];
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto weight = scaled(values[i], decimals);
            if (!weight)
                wrong(element("members", i) + "." + name, "a weight below 2^62 when scaled to whole numbers",
                      list[i].as_table()->get(name));
            column.push_back(*weight);
        }
    }
}

void Reader::rule(const toml::table& file, Board& board) const {
    board.weight_column = file.contains("weight") ? text(file, "weight", "", true) : "weight";
    if (!board.columns.contains(board.weight_column))
        wrong("weight", "a numeric column of the members (" + detail::keys_of(board.columns) + ")", file.get("weight"),
              file.get("members"));
    const Weight total =
        at(file.get("members"), [&] { return total_weight(weights(board), "members." + board.weight_column); });
    const toml::node* quota = file.get("quota");
    if (const toml::node* criteria = file.get("rule")) {
        if (quota) wrong("rule", "left out where a quota is given", criteria);
        board.quota_text = text(file, "rule", "", true);
        board.rule = at(criteria, [&] { return parse_rule(board.quota_text, board); });
        return;
    }
    if (!quota || (quota->is_floating_point() && !std::isfinite(*quota->value<double>())))
        wrong("quota", "a number, majority, or a share such as 2/3 or 70%", quota, &file);
    board.quota_text = quota->is_string() ? *quota->value<std::string>() : shown(quota);
    const int decimals = board.decimals.at(board.weight_column);
    board.rule = WeightedRule{.weights = weights(board),
                              .quota = at(quota, [&] { return parse_quota(board.quota_text, total, decimals); })};
}

GovernanceData Reader::governance_fields(const toml::table& table, const Board& board) const {
    check_keys(table, {"grouping", "centre", "position", "family", "assembly_schemes", "schemes"}, "governance.");
    GovernanceData data;
    data.grouping = text(table, "grouping", "governance.", true);
    data.centre = text(table, "centre", "governance.", true);
    data.position = text(table, "position", "governance.", true);
    data.family = text(table, "family", "governance.", false);
    data.assembly_schemes = texts(table, "assembly_schemes", "governance.");
    if (data.assembly_schemes.empty()) data.assembly_schemes.push_back(board.weight_column);
    if (!board.groupings.contains(data.grouping))
        wrong("governance.grouping", "a grouping of the members (" + detail::keys_of(board.groupings) + ")",
              table.get("grouping"));
    if (!data.family.empty() && !board.groupings.contains(data.family))
        wrong("governance.family", "a grouping of the members (" + detail::keys_of(board.groupings) + ")",
              table.get("family"));
    if (!board.columns.contains(data.position))
        wrong("governance.position", "a numeric column of the members (" + detail::keys_of(board.columns) + ")",
              table.get("position"));
    for (std::size_t i = 0; i < data.assembly_schemes.size(); ++i) {
        if (board.columns.contains(data.assembly_schemes[i]))
            at(table.get("assembly_schemes"),
               [&] { return total_weight(board.columns.at(data.assembly_schemes[i]), data.assembly_schemes[i]); });
        else
            wrong(element("governance.assembly_schemes", i),
                  "a numeric column of the members (" + detail::keys_of(board.columns) + ")",
                  &(*table.get("assembly_schemes")->as_array())[i]);
    }
    return data;
}

void Reader::municipalities(const toml::table& file, const Board& board, GovernanceData& data) const {
    const toml::array& list = tables(file, "municipalities");
    const Grouping& councils = board.groupings.at(data.grouping);
    std::set<std::string> names;
    for (std::size_t j = 0; j < list.size(); ++j) {
        const toml::table& table = *list[j].as_table();
        const std::string path = element("municipalities", j) + ".";
        check_keys(table, {"name", "population", "money_share"}, path);
        Municipality municipality{
            .name = text(table, "name", path, true), .population = 0, .money_share = std::nullopt};
        if (!names.insert(municipality.name).second)
            wrong(path + "name", "a name that no other municipality has", table.get("name"));
        const auto group = std::ranges::find(councils.labels, municipality.name);
        if (group == councils.labels.end())
            wrong(path + "name", "a municipality in which some member sits", table.get("name"));
        const auto place = static_cast<std::size_t>(group - councils.labels.begin());
        std::vector<Weight> seats = board.columns.at(data.position);
        for (std::size_t i = 0; i < seats.size(); ++i)
            if (councils.group_of[i] != place) seats[i] = 0;
        at(&table, [&] { return total_weight(seats, data.position + " of " + municipality.name); });
        const Decimal population = decimal(table.get("population"), path + "population", table);
        if (population.decimals != 0 || population.digits == 0)
            wrong(path + "population", "a whole number of 1 or more", table.get("population"));
        municipality.population = population.digits;
        if (table.contains("money_share")) {
            municipality.money_share = text(table, "money_share", path, true);
            at(table.get("money_share"),
               [&] { return detail::money_share(*municipality.money_share, path + "money_share"); });
        }
        data.municipalities.push_back(std::move(municipality));
    }
    for (const std::string& label : councils.labels)
        if (!names.contains(label))
            wrong("municipalities", fmt::format("a list with {}, where members sit", label), &list);
    const auto centre = std::ranges::find(data.municipalities, data.centre, &Municipality::name);
    if (centre == data.municipalities.end())
        wrong("governance.centre", "one of the municipalities", file.get("governance")->as_table()->get("centre"));
    std::rotate(data.municipalities.begin(), centre, centre + 1);
}

void Reader::custom_schemes(const toml::table& table, GovernanceData& data) const {
    const toml::node* schemes = table.get("schemes");
    if (!schemes) return;
    if (!schemes->is_table())
        wrong("governance.schemes", "tables of weights by municipality, [governance.schemes.NAME]", schemes);
    for (const auto& [key, node] : *schemes->as_table()) {
        const std::string path = "governance.schemes." + std::string(key.str());
        if (!node.is_table()) wrong(path, "a table of weights by municipality", &node);
        if (std::ranges::find(board_schemes, key.str()) != board_schemes.end())
            wrong(path, "a name of your own, which no standard scheme has", &node);
        const toml::table& given = *node.as_table();
        std::vector<Decimal> weights;
        std::set<std::string_view> names;
        for (const Municipality& municipality : data.municipalities) {
            names.insert(municipality.name);
            weights.push_back(decimal(given.get(municipality.name), path + "." + municipality.name, given));
        }
        check_keys(given, names, path + ".");
        at(&node, [&] {
            ScaledWeights custom = scale_weights(weights, path);
            total_weight(custom.weights, path);
            data.custom_schemes.emplace(key.str(), std::move(custom.weights));
            return 0;
        });
    }
}

void Reader::governance(const toml::table& file, Board& board) const {
    const toml::node* node = file.get("governance");
    if (!node && !file.contains("municipalities")) return;
    if (!node || !node->is_table())
        wrong("governance", "a table beside [[municipalities]]", node, file.get("municipalities"));
    if (!is_weighted(board)) wrong("rule", "a quota on the weight, given as quota, in a case", file.get("rule"));
    GovernanceData data = governance_fields(*node->as_table(), board);
    municipalities(file, board, data);
    custom_schemes(*node->as_table(), data);
    board.governance = std::move(data);
    at(node, [&] { return detail::money_weights(*board.governance); });
}

Board board_from(const toml::table& file, const std::string& id) {
    const Reader reader(id);
    reader.check_keys(file,
                      {"title", "date", "source", "references", "quota", "rule", "weight", "notes", "members",
                       "governance", "municipalities"},
                      "");
    Board board;
    board.id = id;
    board.title = reader.text(file, "title", "", true);
    board.date = reader.text(file, "date", "", false);
    board.source = reader.text(file, "source", "", false);
    board.references = reader.texts(file, "references", "");
    reader.notes(file, board);
    reader.members(file, board);
    reader.rule(file, board);
    reader.governance(file, board);
    return board;
}

}  // namespace

Board parse_board(std::string_view toml_text, std::string id) {
    try {
        return board_from(toml::parse(toml_text, id), id);
    } catch (const toml::parse_error& error) {
        throw std::invalid_argument(
            fmt::format("{}: must be a TOML file in UTF-8, got an error at line {}, column {}: {}", id,
                        error.source().begin.line, error.source().begin.column, error.description()));
    }
}

}  // namespace stemgewicht
