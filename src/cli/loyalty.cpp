#include "common.hpp"
#include "holders.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/study/loyalty_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct LoyaltyCommand {
    BoardChoice board;
    HolderChoice holder;
    std::string model = "ic", ties = "excluded";
    Output output;
};

/// For reading: without columns in which nothing moves, and a note that says so.
Table without_still(Table table) {
    constexpr double still = 1e-12;
    std::string names;
    for (std::size_t c = table.columns.size(); c-- > 3;) {
        const auto rests = [c](const auto& row) { return std::abs(std::get<double>(row[c])) <= still; };
        if (!std::ranges::all_of(table.rows, rests)) continue;
        names = table.columns[c] + (names.empty() ? "" : ", ") + names;
        table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(c));
        for (auto& row : table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
    }
    const std::string why =
        names == "outvoted, outvoted_evidence"
            ? "; under this model nothing tells yes from no, so that overruled falls by what blocked rises"
            : "";
    if (!names.empty()) table.notes.insert(table.notes.begin(), "left out, 0 for every member: " + names + why);
    return table;
}

void run(const LoyaltyCommand& request) {
    const Board board = resolve(request.board);
    const VotingModel model = parse_model(request.model, board);
    const Ties ties = parse_ties(request.ties);
    const std::vector<Holder> holders = holders_of(request.holder, board);
    if (request.holder.members.size() != 1)
        refuse("member", "given once: the member, or with --by the group, whose risk is asked about",
               fmt::format("{} times", request.holder.members.size()));
    warn_if_improper(board);
    Table table = loyalty_table(board, holders.front().name, holders.front().position, model, ties);
    if (const auto line = weight_line(board)) table.notes.push_back(*line);
    write(request.output, request.output.format == "table" ? without_still(table) : table, [&] {
        Json answer;
        answer["board"] = board.id;
        answer["model"] = request.model;
        answer["position"] = holders.front().name;
        answer["rows"] = Json::parse(rows_to_json(table));
        answer["notes"] = all_notes(table);
        return answer;
    });
}

}  // namespace

void add_loyalty(CLI::App& app) {
    auto request = std::make_shared<LoyaltyCommand>();
    CLI::App* command =
        app.add_subcommand("loyalty", "whose vote moves the risk of a member, or a group of them, and by how much");
    add_board(*command, request->board);
    add_holder(*command, request->holder);
    command->add_option("--model", request->model, model_help)->capture_default_str();
    command->add_option("--ties", request->ties, "what a tied position is: excluded, against or coin")
        ->capture_default_str();
    add_output(*command, request->output);
    command->footer(
        "outvoted, overruled, blocked: by how much that chance rises for each unit of the member's chance of yes, at "
        "first;\n"
        "..._evidence: the same for each unit of its log odds. holder: whether the member is one of the group. Where "
        "nothing\n"
        "tells yes from no, as under ic, a member who says yes more often is overruled as much less as it is blocked "
        "more:\n"
        "outvoted then does not move, the other two do; a table for reading leaves out what does not move at all.\n"
        "Example:\n  stemgewicht loyalty drechtsteden-2018 --by municipality --member Dordrecht --position seats "
        "--model beta:4,2");
    command->callback([command, request] { run_checked(*command, [&] { run(*request); }); });
}

}  // namespace stemgewicht::cli
