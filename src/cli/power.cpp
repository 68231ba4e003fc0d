#include "common.hpp"

#include <stemgewicht/measures/power.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct Request {
    BoardChoice board;
    std::string indices = "banzhaf,banzhaf_normalized,shapley_shubik";
    std::string method = "auto";
    Output output;
};

/// A weight as it was written: scaled back where the weights are decimal.
Table::Cell weight_cell(Weight weight, int decimals) {
    if (decimals == 0) return weight;
    return static_cast<double>(weight) / std::pow(10.0, decimals);
}

Json cell_json(const Table::Cell& cell) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return *whole;
    return std::get<double>(cell);
}

std::vector<std::string> chosen_indices(const std::string& text) {
    std::vector<std::string> names;
    if (text == "all") {
        for (const PowerIndex& index : power_index_table) names.emplace_back(index.name);
        names.emplace_back("coleman_collectivity");
        return names;
    }
    names = split(text, "index");
    for (const std::string& name : names)
        if (name != "coleman_collectivity") static_cast<void>(power_index(name));
    return names;
}

/// Says on a terminal what takes long, and what does not: counting costs quota x members x nodes.
void announce_long_work(const Board& board, const std::vector<std::string>& names) {
    const auto members = static_cast<double>(board.names.size());
    const double work = static_cast<double>(board.rule.quota) * members * members / 2;
    const bool common_chance = std::ranges::any_of(names, [](const std::string& name) {
        return name != "coleman_collectivity" && power_index(name).common_chance;
    });
    if (common_chance && work > 1e10 && isatty(STDERR_FILENO) != 0)
        std::cerr << "stemgewicht: shapley_shubik of " << board.names.size() << " members with a quota of "
                  << board.rule.quota << " takes a while; --index banzhaf,banzhaf_normalized takes seconds\n";
}

void run(const Request& request) {
    const std::vector<std::string> names = chosen_indices(request.indices);
    const Method method = parse_method(request.method);
    const Board board = resolve(request.board);
    warn_if_improper(board.rule);
    if (std::holds_alternative<Exact>(method)) announce_long_work(board, names);
    const int decimals = board.decimals.at(board.weight_column);

    // Each model is worked once, whatever the number of indices that presume it.
    std::map<bool, std::vector<Standing>> standings;
    const auto under = [&](bool common_chance) -> const std::vector<Standing>& {
        auto& known = standings[common_chance];
        if (known.empty())
            known = member_standings(board.rule, common_chance ? VotingModel(iac()) : VotingModel(ic()), method);
        return known;
    };
    const double collectivity = under(false).front().pass();

    Table table{.title = fmt::format("{}: quota {} of {}", board.title.empty() ? "Weighted board" : board.title,
                                     static_cast<double>(board.rule.quota) / std::pow(10.0, decimals),
                                     static_cast<double>(total_weight(board.rule.weights)) / std::pow(10.0, decimals)),
                .columns = {"name", "weight"},
                .rows = {},
                .notes = note_lines(board)};
    for (std::size_t i = 0; i < board.names.size(); ++i)
        table.rows.push_back({board.names[i], weight_cell(board.rule.weights[i], decimals)});
    for (const std::string& name : names) {
        if (name == "coleman_collectivity") continue;
        const PowerIndex& index = power_index(name);
        const Eigen::ArrayXd values = index_values(index, under(index.common_chance));
        table.columns.push_back(name);
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            table.rows[i].push_back(values[static_cast<Eigen::Index>(i)]);
    }
    const auto json = [&] {
        Json answer;
        answer["quota"] = cell_json(weight_cell(board.rule.quota, decimals));
        answer["total_weight"] = cell_json(weight_cell(total_weight(board.rule.weights), decimals));
        answer["method"] = method_name(method);
        answer["members"] = Json::parse(rows_to_json(table));
        answer["coleman_collectivity"] = collectivity;
        answer["notes"] = table.notes;
        return answer;
    };
    Table shown = table;
    shown.notes.insert(shown.notes.begin(),
                       fmt::format("coleman_collectivity, the share of all coalitions that win: {:.6g}", collectivity));
    write(request.output, shown, json);
}

}  // namespace

void add_power(CLI::App& app) {
    auto request = std::make_shared<Request>();
    CLI::App* command = app.add_subcommand("power", "power indices of every member of a board");
    add_board(*command, request->board);
    command
        ->add_option(
            "--index", request->indices,
            "indices separated by commas, or all: banzhaf, banzhaf_normalized, shapley_shubik, coleman_prevent, "
            "coleman_initiate, coleman_collectivity, rae")
        ->capture_default_str();
    add_method(*command, request->method);
    add_output(*command, request->output);
    command->footer(
        "Example:\n  stemgewicht power --weights 4,4,4,2,2,1 --quota 12 --names "
        "France,Germany,Italy,Belgium,Netherlands,Luxembourg");
    command->callback([request] { run(*request); });
}

}  // namespace stemgewicht::cli
