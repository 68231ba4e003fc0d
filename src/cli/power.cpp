#include "common.hpp"

#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/measures/index.hpp>
#include <stemgewicht/study/power_columns.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct PowerCommand {
    BoardChoice board;
    std::string indices = "banzhaf,banzhaf_normalized,shapley_shubik";
    std::string method = "auto";
    std::string unions, edges;
    bool fractions = false;
    Output output;
};

Json cell_json(const Table::Cell& cell) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return *whole;
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* number = std::get_if<double>(&cell)) return *number;
    return nullptr;
}

std::string cell_text(const Table::Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    return fmt::format("{:.6g}", std::get<double>(cell));
}

/// Says on a terminal what takes long, and what does not: counting costs quota x members x nodes.
void announce_long_work(const Board& board, const std::vector<std::string>& names) {
    const auto* rule = std::get_if<WeightedRule>(&board.rule);
    if (!rule || isatty(STDERR_FILENO) == 0) return;
    const auto members = static_cast<double>(board.names.size());
    const double work = static_cast<double>(rule->quota) * members * members / 2;
    const auto is_slow = [](const std::string& name) {
        return name == "shapley_shubik" || name == "deegan_packel" || name == "johnston" || name == "all";
    };
    const auto slow = std::ranges::find_if(names, is_slow);
    if (slow != names.end() && work > 1e10)
        std::cerr << "stemgewicht: " << *slow << " of " << board.names.size() << " members with a quota of "
                  << rule->quota << " takes a while; --index banzhaf,banzhaf_normalized takes seconds\n";
}

std::string heading(const Board& board, const std::string& quota) {
    const std::string title = board.title.empty() ? "Weighted board" : board.title;
    if (!is_weighted(board)) return fmt::format("{}: {}", title, quota);
    const int decimals = board.decimals.at(board.weight_column);
    return fmt::format("{}: quota {} of {}", title, quota, decimal_text(total_weight(weights(board)), decimals));
}

/// A row for each name, a column for each index.
Table table_of(const std::vector<std::string>& names, const std::vector<PowerColumn>& columns) {
    Table table{.title = "", .columns = {"name"}, .rows = {}, .notes = {}};
    for (const std::string& name : names) table.rows.push_back({name});
    for (const PowerColumn& column : columns) {
        table.columns.push_back(column.index);
        for (std::size_t i = 0; i < names.size(); ++i) table.rows[i].push_back(column.values[i]);
    }
    return table;
}

void run(const PowerCommand& request) {
    const Board board = resolve(request.board);
    PowerRequest asked{
        .indices = request.indices == "all" ? std::vector<std::string>{"all"} : split(request.indices, "index"),
        .method = parse_method(request.method),
        .fractions = request.fractions,
        .unions = parse_unions(board, request.unions),
        .edges = parse_pairs(board, request.edges, "edges")};
    if (asked.indices.front() != "all" &&
        std::ranges::find(asked.indices, "coleman_collectivity") == asked.indices.end())
        asked.indices.emplace_back("coleman_collectivity");
    if (std::holds_alternative<Exact>(asked.method) && !request.fractions) announce_long_work(board, asked.indices);
    const PowerColumns values = power_columns(board.rule, asked);
    warn_if_improper(board);

    Table table = table_of(board.names, values.members);
    const int decimals = board.decimals.at(board.weight_column);
    table.title = heading(board, quota_text(board));
    table.columns.insert(table.columns.begin() + 1, board.weight_column);
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        table.rows[i].insert(table.rows[i].begin() + 1, as_written(weights(board)[i], decimals));
    table.notes = values.notes;
    std::ranges::copy(note_lines(board), std::back_inserter(table.notes));
    Table unions = table_of(asked.unions ? asked.unions->labels : std::vector<std::string>{}, values.unions);
    unions.title = "The game between the unions, each voting as one";

    const auto json = [&] {
        Json answer;
        answer["quota"] = cell_json(quota_cell(board));
        answer["total_weight"] = cell_json(as_written(total_weight(weights(board)), decimals));
        answer["method"] = method_name(asked.method);
        answer["members"] = Json::parse(rows_to_json(table));
        if (asked.unions) answer["unions"] = Json::parse(rows_to_json(unions));
        answer["coleman_collectivity"] = cell_json(values.coleman_collectivity);
        answer["notes"] = table.notes;
        return answer;
    };
    Table shown = table;
    shown.notes.insert(shown.notes.begin(), "coleman_collectivity, the share of all coalitions that win: " +
                                                cell_text(values.coleman_collectivity));
    const bool two = asked.unions && unions.columns.size() > 1 && request.output.format == "table";
    write(request.output, shown, json, two ? "\n" + to_text(unions) : "");
}

}  // namespace

void add_power(CLI::App& app) {
    auto request = std::make_shared<PowerCommand>();
    CLI::App* command = app.add_subcommand("power", "power indices of every member of a board");
    add_board(*command, request->board);
    std::string names;
    for (const IndexName& index : index_names) names += (names.empty() ? "" : ", ") + std::string(index.name);
    command->add_option("--index", request->indices, "indices separated by commas, or all that apply: " + names)
        ->capture_default_str();
    command->add_flag("--fractions", request->fractions, "exact fractions such as 5/21 instead of decimals");
    command->add_option("--unions", request->unions,
                        "a-priori unions: a grouping of the board, or one label for each member, separated by commas");
    command->add_option("--edges", request->edges,
                        "who can talk with whom, for myerson and graph_banzhaf: pairs of names, A-B,B-C");
    add_method(*command, request->method);
    add_output(*command, request->output);
    std::string footer;
    for (const IndexName& index : index_names) footer += fmt::format("{:<30} {}\n", index.name, index.meaning);
    command->footer(footer +
                    "Examples:\n  stemgewicht power --weights 4,4,4,2,2,1 --quota 12 --names "
                    "France,Germany,Italy,Belgium,Netherlands,Luxembourg\n"
                    "  stemgewicht power madrid-assembly-2015 --index owen,banzhaf_owen --unions union --fractions");
    command->callback([request] { run(*request); });
}

}  // namespace stemgewicht::cli
