#include "common.hpp"

#include <stemgewicht/study/board_front.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <fmt/format.h>

#include <memory>

namespace stemgewicht::cli {

namespace {

struct FrontCommand {
    std::string name = "drechtsteden-2018";
    std::vector<std::string> models;
    std::string municipality, schemes;
    std::string others = "mean";
    std::vector<std::string> axes;
    std::string ties = "excluded";
    bool robust = false;
    Output output;
};

/// The axes with a risk of the others, or both.
std::vector<FrontAxes> parse_others(const std::string& text) {
    if (text == "mean") return {own_and_mean};
    if (text == "largest") return {own_and_largest};
    if (text != "both") refuse("others", "mean, largest or both", "\"" + text + "\"");
    return {own_and_mean, own_and_largest};
}

void run_front(const FrontCommand& command) {
    const Board board = load_board(command.name);
    BoardFrontRequest request{.models = command.models,
                              .schemes = {},
                              .municipality = command.municipality,
                              .ties = parse_ties(command.ties),
                              .robust = command.robust,
                              .axes = parse_others(command.others),
                              .progress = terminal_progress()};
    if (!command.axes.empty()) request.axes.clear();
    for (const std::string& axes : command.axes) request.axes.push_back(parse_axes(axes));
    if (!command.schemes.empty()) request.schemes = split(command.schemes, "scheme");
    const std::vector<BoardFront> fronts = board_fronts(board, request);
    const Table table = front_table(board, fronts);
    write(command.output, table, [&] {
        return case_answer(board, {{"ties", command.ties}, {"rules_compared", fronts.front().fronts.rules}}, table);
    });
}

}  // namespace

void add_front(CLI::App& app) {
    auto request = std::make_shared<FrontCommand>();
    CLI::App* command = app.add_subcommand(
        "front",
        "every rule that the general board may have, and those that no other betters for one municipality "
        "and the others");
    command->add_option("case", request->name, "a case file or the name of a shipped one, or - for standard input")
        ->capture_default_str();
    command->add_option("--municipality,--member", request->municipality,
                        "whose risk is weighed against the others'; the centre if not given");
    command->add_option("--scheme", request->schemes,
                        "schemes of the general board to place among all rules, separated by commas; all if not given");
    command
        ->add_option("--others", request->others,
                     "the risk of the others that is weighed: their mean, their largest, or both")
        ->capture_default_str();
    CLI::Option* others = command->get_option("--others");
    command
        ->add_option("--axes", request->axes,
                     "two of risk, mean, largest (of the others), penrose (distance of power from the roots of the "
                     "populations) and action (power of the board to act), as in risk,penrose; may be repeated")
        ->excludes(others);
    command->add_option(
        "--model", request->models,
        fmt::format("vote model, may be repeated; ic, iac and grouped by family if not given: {}", model_help));
    command->add_option("--ties", request->ties, "what a tied council is: excluded, against or coin")
        ->capture_default_str();
    command->add_flag("--robust", request->robust, "adds the front of the worst case over the models");
    add_output(*command, request->output);
    command->footer(
        "Weights and quota are free, as long as no two groups without a member in common can both carry a motion.\n"
        "Up to 7 municipalities, of which there are 33 million rules; models that are exact.\n"
        "Example:\n  stemgewicht front drechtsteden-2018 --model ic");
    command->callback([command, request] { run_checked(*command, [&] { run_front(*request); }); });
}

}  // namespace stemgewicht::cli
