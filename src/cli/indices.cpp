#include "common.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/power_shares.hpp>

#include <algorithm>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct IndicesCommand {
    std::string name = "drechtsteden-2018";
    std::string schemes, levels;
    Output output;
};

std::vector<PowerShare> chosen_shares(const IndicesCommand& command, const Board& board) {
    PowerSharesRequest request;
    if (!command.levels.empty())
        for (const std::string& name : split(command.levels, "by")) request.levels.push_back(parse_level(name));
    if (!command.schemes.empty()) request.schemes = split(command.schemes, "scheme");
    return power_shares(board, request);
}

/// For reading: without columns that are empty in every row.
Table readable(Table table) {
    for (std::size_t c = table.columns.size(); c-- > 0;) {
        const auto is_empty = [c](const auto& row) { return std::holds_alternative<std::monostate>(row[c]); };
        if (!std::ranges::all_of(table.rows, is_empty)) continue;
        table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(c));
        for (auto& row : table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
    }
    return table;
}

void run(const IndicesCommand& command) {
    const Board board = load_board(command.name);
    Table table = power_shares_table(board, chosen_shares(command, board));
    table.data_notes = board.notes;
    if (command.output.format == "table") table = readable(std::move(table));
    write(command.output, table, [&] { return case_answer(board, Json::object(), table); });
}

}  // namespace

void add_indices(CLI::App& app) {
    auto request = std::make_shared<IndicesCommand>();
    CLI::App* command = app.add_subcommand(
        "indices", "shares of weight beside power indices, under every body and scheme of weights of a case");
    command->add_option("case", request->name, "a case file or the name of a shipped one, or - for standard input")
        ->capture_default_str();
    command->add_option("--scheme", request->schemes,
                        "weights of the general board and the assembly, separated by commas; all if not given");
    command->add_option("--by", request->levels,
                        "whose power: municipality, family or group, separated by commas; all if not given");
    add_output(*command, request->output);
    command->footer(
        "weight_share is what a voter brings, banzhaf_normalized and shapley_shubik are what that comes to. A council\n"
        "group bargains in its municipality or its family first under owen_.. and banzhaf_owen_...\n"
        "Example:\n  stemgewicht indices drechtsteden-2018 --by municipality --scheme votes_2018,seats");
    command->callback([command, request] { run_checked(*command, [&] { run(*request); }); });
}

}  // namespace stemgewicht::cli
