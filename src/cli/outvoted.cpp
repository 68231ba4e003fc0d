#include "common.hpp"

#include <stemgewicht/boards/parse_model.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct Request {
    BoardChoice board;
    std::vector<std::string> members;
    std::string by, column, ties;
    std::string model = "ic";
    std::string method = "auto";
    Output output;
};

/// One position to report on: a member, or a group of members.
struct Holder {
    std::string name;
    WeightedRule position;
};

std::vector<Holder> holders_of(const Request& request, const Board& board) {
    std::vector<Holder> result;
    if (request.by.empty()) {
        if (!request.column.empty()) refuse("position", "given with --by GROUPING only", "\"" + request.column + "\"");
        const std::vector<std::string>& names = request.members.empty() ? board.names : request.members;
        for (const std::string& name : names)
            result.push_back({name, member_position(member_index(board, name), board.names.size())});
        return result;
    }
    const Grouping& grouping = grouping_of(board, request.by);
    const std::vector<Weight>& column = request.column.empty() ? weights(board) : column_of(board, request.column);
    for (const std::string& name : request.members.empty() ? grouping.labels : request.members) {
        const auto group = std::ranges::find(grouping.labels, name);
        if (group == grouping.labels.end()) {
            std::string known;
            for (const std::string& label : grouping.labels) known += (known.empty() ? "" : ", ") + label;
            refuse("member", fmt::format("a {} of {} ({})", request.by, board.id, known), "\"" + name + "\"");
        }
        const auto place = static_cast<std::size_t>(group - grouping.labels.begin());
        try {
            result.push_back({name, group_position(grouping, place, column)});
        } catch (const std::invalid_argument&) {
            refuse("position", fmt::format("a column in which some member of {} has a weight", name), "only zeros");
        }
    }
    return result;
}

Table::Cell cell(const std::optional<double>& value) {
    return value ? Table::Cell(*value) : Table::Cell(std::monostate{});
}

void add_row(Table& table, const std::string& name, const std::string& ties, const Outvoted& risk) {
    table.rows.push_back({name, ties, risk.outvoted, risk.overruled, risk.blocked, risk.success, risk.decisive,
                          risk.luck, cell(risk.outvoted_if_yes), cell(risk.outvoted_if_no), cell(risk.outvoted_if_pass),
                          cell(risk.outvoted_if_fail), risk.tied});
}

void run(const Request& request) {
    const Method method = parse_method(request.method);
    const Board board = resolve(request.board);
    const VotingModel model = parse_model(request.model, board);
    const std::vector<Holder> holders = holders_of(request, board);
    std::vector<std::pair<std::string, Ties>> conventions;
    for (const std::string& ties :
         request.ties.empty() ? std::vector<std::string>{"excluded", "against", "coin"} : std::vector{request.ties})
        conventions.emplace_back(ties, parse_ties(ties));
    warn_if_improper(board);

    std::vector<Standing> standings;
    if (request.by.empty() && request.members.empty()) {
        standings = member_standings(board.rule, model, method);
    } else {
        std::vector<WeightedRule> positions;
        for (const Holder& holder : holders) positions.push_back(holder.position);
        standings = position_standings(board.rule, std::span<const WeightedRule>(positions), model, method);
    }
    Table table{.title = fmt::format("{}: who is outvoted, model {}",
                                     board.title.empty() ? "Weighted board" : board.title, request.model),
                .columns = {request.by.empty() ? "name" : request.by, "ties", "outvoted", "overruled", "blocked",
                            "success", "decisive", "luck", "outvoted_if_yes", "outvoted_if_no", "outvoted_if_pass",
                            "outvoted_if_fail", "tied"},
                .rows = {},
                .notes = note_lines(board)};
    for (std::size_t i = 0; i < holders.size(); ++i) {
        if (standings[i].tied_pass + standings[i].tied_fail == 0)
            add_row(table, holders[i].name, "none", outvoted(standings[i]));
        else
            for (const auto& [text, ties] : conventions)
                add_row(table, holders[i].name, text, outvoted(standings[i], ties));
    }
    const auto json = [&] {
        Json answer;
        answer["board"] = board.id;
        answer["model"] = request.model;
        answer["method"] = method_name(method);
        answer["pass"] = standings.front().pass();
        answer["rows"] = Json::parse(rows_to_json(table));
        answer["notes"] = table.notes;
        return answer;
    };
    Table shown = table;
    shown.notes.insert(shown.notes.begin(), fmt::format("P(a motion passes): {:.6g}", standings.front().pass()));
    write(request.output, shown, json);
}

}  // namespace

void add_outvoted(CLI::App& app) {
    auto request = std::make_shared<Request>();
    CLI::App* command = app.add_subcommand("outvoted", "how likely members, or groups of them, are to be outvoted");
    add_board(*command, request->board);
    command->add_option("--member", request->members,
                        "report on this member only (or group, with --by); may be repeated");
    command->add_option(
        "--by", request->by,
        "report on the groups of this grouping, such as municipality; a group stands with its majority");
    command->add_option("--position", request->column,
                        "with --by: the numeric column that makes a group's majority; the weight if not given");
    command->add_option("--model", request->model, "ic, iac, beta:A,B, independent:P1,P2,.. or grouped:GROUPING")
        ->capture_default_str();
    command->add_option("--ties", request->ties,
                        "what a tied position is: excluded, against or coin; all three if not given");
    add_method(*command, request->method);
    add_output(*command, request->output);
    command->footer(
        "outvoted = overruled (passes, position no) + blocked (fails, position yes); success = 1 - outvoted.\n"
        "decisive: chance that the holders would settle it, if all of them voted alike; luck = success - decisive, "
        "which can\n"
        "be negative for a group, whose members do not vote alike. tied: chance that the position is tied; ties: what "
        "is\n"
        "made of it (none where it never is).\n"
        "Example:\n  stemgewicht outvoted drechtsteden-2018 --by municipality --position seats --model grouped:family");
    command->callback([request] { run(*request); });
}

}  // namespace stemgewicht::cli
