#include "common.hpp"

#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/vote_range.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct VotesCommand {
    std::string name = "drechtsteden-2018";
    std::vector<std::string> models;
    std::string schemes, municipality, ties = "excluded";
    std::uint64_t draws = VoteRangeRequest{}.draws, seed = VoteRangeRequest{}.seed;
    int threads = 1;
    bool verdicts = false;
    Output output;
};

void run_votes(const VotesCommand& command) {
    const Board board = load_board(command.name);
    VoteRangeRequest request{.models = command.models,
                             .draws = command.draws,
                             .seed = command.seed,
                             .ties = parse_ties(command.ties),
                             .threads = command.threads,
                             .progress = terminal_progress()};
    if (!command.schemes.empty()) request.schemes = split(command.schemes, "scheme");
    if (command.municipality.empty())
        request.municipalities = {governance_of(board).municipalities.front().name};
    else if (command.municipality != "all")
        request.municipalities = {command.municipality};
    const VoteRanges ranges = vote_ranges(board, request);
    const Table risks = vote_range_table(board, request, ranges), verdicts = vote_verdict_table(board, request, ranges);
    if (command.output.format == "table") {
        Table first = risks;
        first.notes.clear();  // the notes once
        first.data_notes.clear();
        write_output(command.output.file, shown_text(first) + "\n" + shown_text(verdicts));
        return;
    }
    const Table& table = command.verdicts ? verdicts : risks;
    write(command.output, table, [&] {
        return case_answer(board, {{"draws", request.draws}, {"seed", request.seed}, {"ties", command.ties}}, table);
    });
}

}  // namespace

void add_votes(CLI::App& app) {
    auto request = std::make_shared<VotesCommand>();
    CLI::App* command = app.add_subcommand(
        "votes", "weights that are estimated from seats: the risks over all vote results that give these seats");
    command->add_option("case", request->name, "a case file or the name of a shipped one, or - for standard input")
        ->capture_default_str();
    command->add_option("--model", request->models,
                        "vote model, may be repeated; ic, iac and grouped by family if not given");
    command->add_option("--scheme", request->schemes,
                        "weights of the general board that are compared, separated by commas; all if not given");
    command->add_option("--municipality", request->municipality,
                        "report on this municipality; the centre if not given, `all` for every one");
    command->add_option("--draws", request->draws, "how many vote results are drawn")
        ->capture_default_str()
        ->transform(whole_number("draws", 1, 1'000'000));
    command->add_option("--seed", request->seed, "of the draws")
        ->capture_default_str()
        ->transform(whole_number("seed"));
    command->add_option("--ties", request->ties, "what a tied council is: excluded, against or coin")
        ->capture_default_str();
    command->add_option("--threads", request->threads, "threads; 0: all cores. The results do not depend on it")
        ->transform(thread_count())
        ->capture_default_str();
    command->add_flag("--verdicts", request->verdicts,
                      "with --format csv or json: in how many results the risk is lower on a general board");
    add_output(*command, request->output);
    command->footer(
        "central: at the votes in proportion to the seats; low_5, high_95: quantiles of the draws.\n"
        "lower: in how many of the draws the municipality risks less on the general board.\n"
        "Example:\n  stemgewicht votes drechtsteden-2018 --scheme seats --draws 1000");
    command->callback([command, request] { run_checked(*command, [&] { run_votes(*request); }); });
}

}  // namespace stemgewicht::cli
