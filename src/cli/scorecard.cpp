#include "common.hpp"
#include "study_request.hpp"

#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/portfolio.hpp>
#include <stemgewicht/study/scorecard.hpp>

#include <memory>

namespace stemgewicht::cli {

namespace {

struct ScorecardCommand {
    StudyChoice study;
    std::string portfolio;
    Output output;
};

void run_scorecard(const ScorecardCommand& command) {
    const Board board = load_board(command.study.name);
    ScorecardRequest request{.options = options_request(command.study),
                             .portfolio = std::nullopt,
                             .municipalities = chosen_municipalities(command.study, board)};
    if (!command.portfolio.empty()) request.portfolio = parse_portfolio(command.portfolio, board);
    const std::vector<Score> scores = scorecard(board, request);
    const Table table = scorecard_table(board, request, scores);
    if (command.output.format == "table") {
        std::string text;
        std::vector<std::string> names = request.municipalities;
        for (const Municipality& municipality : board.governance->municipalities)
            if (request.municipalities.empty()) names.push_back(municipality.name);
        for (const std::string& name : names) {
            Table summary = scorecard_summary(board, scores, name);
            if (name != names.back()) {
                summary.notes.clear();
            } else {
                summary.notes.insert(summary.notes.end(), table.notes.begin(), table.notes.end());
                summary.data_notes = table.data_notes;
            }
            text += (text.empty() ? "" : "\n") + shown_text(summary);
        }
        write_text(command.output.file, text);
        return;
    }
    write(command.output, table, [&] {
        return case_answer(board,
                           {{"method", method_name(request.options.method)},
                            {"ties", command.study.ties},
                            {"criteria", Json::parse(rows_to_json(criteria_table(board)))}},
                           table);
    });
}

}  // namespace

void add_scorecard(CLI::App& app) {
    auto request = std::make_shared<ScorecardCommand>();
    CLI::App* command = app.add_subcommand(
        "scorecard", "the governance options of a case by the criteria of its sources, as ranges over what is unknown");
    add_study(*command, request->study);
    command->add_option("--portfolio", request->portfolio,
                        "assumed shares of the kinds of decisions, such as policy=0.4,base_package=0.6; ranges go over "
                        "all shares if not given");
    add_output(*command, request->output);
    command->footer(
        "Each range goes over the vote models, the schemes of weights and the kinds of decisions.\n"
        "Example:\n  stemgewicht scorecard drechtsteden-2018 --municipality Sliedrecht");
    command->callback([command, request] { run_checked(*command, [&] { run_scorecard(*request); }); });
}

}  // namespace stemgewicht::cli
