#include "common.hpp"
#include "study_request.hpp"

#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/portfolio.hpp>

#include <memory>

namespace stemgewicht::cli {

namespace {

struct PortfolioCommand {
    StudyChoice study;
    std::vector<std::string> portfolios;
    std::string baseline;
    bool break_even = false;
    Output output;
};

void run_portfolio(const PortfolioCommand& command) {
    const Board board = load_board(command.study.name);
    PortfolioRequest request{.options = options_request(command.study),
                             .portfolios = {},
                             .municipalities = chosen_municipalities(command.study, board)};
    for (const std::string& text : command.portfolios) request.portfolios.push_back(parse_portfolio(text, board));
    const auto shares = [&] { return break_even_table(board, break_even_shares(board, request, command.baseline)); };
    const auto risks = [&] { return portfolio_table(board, request, portfolio_risks(board, request)); };
    if (command.output.format == "table") {
        Table table = shares();
        if (!command.break_even) {  // the notes of the case once
            const Table by_portfolio = risks();
            table.data_notes.clear();
            write_text(command.output.file, shown_text(table) + "\n" + shown_text(by_portfolio));
            return;
        }
        write_text(command.output.file, shown_text(table));
        return;
    }
    const Table table = command.break_even ? shares() : risks();
    write(command.output, table, [&] {
        return case_answer(board, {{"method", method_name(request.options.method)}, {"ties", command.study.ties}},
                           table);
    });
}

}  // namespace

void add_portfolio(CLI::App& app) {
    auto request = std::make_shared<PortfolioCommand>();
    CLI::App* command = app.add_subcommand(
        "portfolio", "the risks of a case by how its issues divide over kinds of decisions, and the break-even shares");
    add_study(*command, request->study);
    command->add_option("--portfolio", request->portfolios,
                        "assumed shares of the kinds, such as policy=0.4,base_package=0.6; may be repeated; those of "
                        "the case if not given, or all issues of one kind each");
    command->add_flag("--break-even", request->break_even, "the break-even shares only");
    command->add_option("--baseline", request->baseline,
                        "option that a mixed one breaks even with; the first of the case if not given");
    add_output(*command, request->output);
    command->footer(
        "risk = sum over the kinds of share x chance to be outvoted; least and most: under any shares.\n"
        "break_even: the share of issues left to others up to which a mixed option is better than the baseline.\n"
        "With --format csv or json: the risks, or with --break-even the break-even shares.\n"
        "Example:\n  stemgewicht portfolio drechtsteden-2018 --portfolio policy=0.5,base_package=0.5");
    command->callback([command, request] { run_checked(*command, [&] { run_portfolio(*request); }); });
}

}  // namespace stemgewicht::cli
