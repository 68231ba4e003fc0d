#include "common.hpp"
#include "study_request.hpp"

#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/sensitivity.hpp>

#include <memory>

namespace stemgewicht::cli {

namespace {

struct SensitivityCommand {
    std::string name = "drechtsteden-2018";
    std::string model = "factor", options, municipality, assembly, board;
    Cohesions base = SensitivityRequest{}.base;
    std::string ties = "excluded";
    int threads = 1;
    bool settings = false;
    Output output;
};

void run_sensitivity(const SensitivityCommand& command) {
    const Board board = load_board(command.name);
    SensitivityRequest request{.municipality = command.municipality,
                               .base = command.base,
                               .assembly_scheme = command.assembly,
                               .board_scheme = command.board,
                               .ties = parse_ties(command.ties),
                               .threads = command.threads,
                               .progress = terminal_progress()};
    if (command.model != "factor" && command.model != "copy")
        refuse("model", "factor or copy", "\"" + command.model + "\"");
    if (command.model == "copy") request.base.model = Cohesions::Model::copy;
    if (!command.options.empty()) request.options = split(command.options, "option");
    const std::vector<SensitivityRow> rows = sensitivity(board, request);
    const Table table =
        command.settings ? sensitivity_settings_table(board, request, rows) : sensitivity_table(board, request, rows);
    write(command.output, table, [&] { return case_answer(board, {{"ties", command.ties}}, table); });
}

}  // namespace

void add_sensitivity(CLI::App& app) {
    auto request = std::make_shared<SensitivityCommand>();
    CLI::App* command = app.add_subcommand(
        "sensitivity", "how far each assumption alone moves the risk of a municipality, under each option");
    command->add_option("case", request->name, "a case file or the name of a shipped one, or - for standard input")
        ->capture_default_str();
    command->add_option("--municipality", request->municipality, "whose risk; the centre if not given");
    command->add_option("--option", request->options,
                        "governance options of the case, separated by commas; all if not given");
    command->add_option("--model", request->model, "of the base: factor or copy")->capture_default_str();
    command->add_option("--family", request->base.family, "share of the party families in the base")
        ->capture_default_str();
    command->add_option("--municipality-share", request->base.municipality, "share of the municipalities in the base")
        ->capture_default_str();
    command->add_option("--region", request->base.region, "share of the whole region in the base")
        ->capture_default_str();
    command->add_option("--assembly-scheme", request->assembly,
                        "weights of the assembly in the base; the first of the case if not given");
    command->add_option("--board-scheme", request->board,
                        "weights of the general board in the base; seats if not given, or one_vote without seats");
    command->add_option("--ties", request->ties, "what a tied council is: excluded, against or coin")
        ->capture_default_str();
    command->add_option("--threads", request->threads, "threads; 0: all cores. The results do not depend on it")
        ->capture_default_str();
    command->add_flag("--settings", request->settings, "every setting of every factor");
    add_output(*command, request->output);
    command->footer(
        "swing = high - low: the risk where one factor has the setting named, all others as in the base.\n"
        "Example:\n  stemgewicht sensitivity drechtsteden-2018 --option drechtraad,ab --board-scheme one_vote");
    command->callback([request] { run_sensitivity(*request); });
}

}  // namespace stemgewicht::cli
