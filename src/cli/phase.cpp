#include "../study/kind_risks.hpp"
#include "common.hpp"
#include "study_request.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/phase.hpp>
#include <stemgewicht/study/portfolio.hpp>

#include <cmath>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct PhaseCommand {
    std::string name = "drechtsteden-2018";
    std::string model = "factor", family = "0..1:0.1", municipality = "0..1:0.1";
    std::string options, schemes, portfolio, who;
    double region = 0;
    std::string ties = "excluded";
    MethodChoice method;
    bool lines = false;
    Output output;
};

/// Shares from a list such as 0,0.3,1, or start..end:step.
std::vector<double> shares_of_text(const std::string& text, std::string_view field) {
    const std::size_t dots = text.find(".."), colon = text.find(':');
    if (dots == std::string::npos) return parse_numbers(text, field);
    if (colon == std::string::npos || colon < dots)
        refuse(field, "numbers separated by commas, or start..end:step such as 0..1:0.1", "\"" + text + "\"");
    const auto number = [&](std::size_t first, std::size_t last) {
        return parse_numbers(std::string_view(text).substr(first, last - first), field).front();
    };
    const double start = number(0, dots), end = number(dots + 2, colon), step = number(colon + 1, text.size());
    const double steps = std::floor((end - start) / step + 1e-9);
    if (!(step > 0) || !(steps >= 0) || steps > 1000)
        refuse(field, "a range that rises from start to end by a step above 0, in 1,000 steps at most",
               "\"" + text + "\"");
    std::vector<double> shares;
    for (double k = 0; k <= steps; ++k) shares.push_back(std::round((start + k * step) * 1e9) / 1e9);
    return shares;
}

PhaseRequest phase_request(const PhaseCommand& command, const Board& board) {
    PhaseRequest request{.family = shares_of_text(command.family, "family"),
                         .municipality = shares_of_text(command.municipality, "municipality-share"),
                         .region = command.region,
                         .ties = parse_ties(command.ties),
                         .threads = command.method.threads,
                         .progress = terminal_progress()};
    if (command.model != "factor" && command.model != "copy")
        refuse("model", "factor or copy", "\"" + command.model + "\"");
    if (command.model == "copy") request.model = Cohesions::Model::copy;
    if (!command.options.empty()) request.options = split(command.options, "option");
    if (!command.schemes.empty()) request.schemes = split(command.schemes, "scheme");
    if (!command.portfolio.empty()) request.portfolio = parse_portfolio(command.portfolio, board);
    const MethodChoice& method = command.method;
    if (method.seed) request.simulation.seed = *method.seed;
    if (method.error) request.simulation.error = *method.error;
    const auto points = [&](std::uint64_t draws) {
        const std::uint64_t share = request.simulation.randomizations;
        return draws / share + (draws % share > 0);
    };
    if (method.draws) request.simulation.points = points(*method.draws);
    check_maximum_draws(method, request.simulation.points * request.simulation.randomizations);
    request.simulation.maximum_points = method.maximum_draws
                                            ? points(*method.maximum_draws)
                                            : std::max(request.simulation.maximum_points, request.simulation.points);
    return request;
}

/// Refuses one whose risks no diagram tells.
void check_who(const std::string& who, const Board& board) {
    if (who != "all" && who != "sum" && who != "worst_off" && !who.empty()) detail::places_of(board, {who});
}

void run_phase(const PhaseCommand& command) {
    const Board board = load_board(command.name);
    check_who(command.who, board);
    const PhaseDiagram diagram = phase_diagram(board, phase_request(command, board));
    if (command.output.format == "table") {
        std::vector<std::string> who{command.who.empty() ? diagram.who.front() : command.who};
        if (command.who == "all") who = diagram.who;
        std::string text;
        for (const std::string& name : who) text += shown_text(phase_summary(board, diagram, name)) + "\n";
        Table lines = break_even_lines_table(board, diagram);
        if (command.who != "all")
            std::erase_if(lines.rows, [&](const std::vector<Table::Cell>& row) {
                return std::get<std::string>(row.front()) != who.front();
            });
        write_text(command.output.file, text + shown_text(lines));
        return;
    }
    const Table table = command.lines ? break_even_lines_table(board, diagram) : phase_table(board, diagram);
    write(command.output, table, [&] {
        return case_answer(board,
                           {{"model", command.model},
                            {"ties", command.ties},
                            {"lines", Json::parse(rows_to_json(break_even_lines_table(board, diagram)))}},
                           table);
    });
}

void add_phase_simulation(CLI::App& command, MethodChoice& method) {
    command
        .add_option("--error", method.error,
                    "simulated points go on until the best option is known, or its lead has this standard error; "
                    "0.0001 if not given")
        ->check(real_number("error"));
    command.add_option("--draws", method.draws, "draws of a simulated point in its first round; 16,384 if not given")
        ->transform(whole_number("draws", 1, maximum_draws));
    command
        .add_option("--maximum-draws", method.maximum_draws,
                    "draws at which a simulated point ends; 32,768 if not given")
        ->transform(whole_number("maximum-draws", 1, maximum_draws));
    command.add_option("--seed", method.seed, "of every simulated point; 1 if not given")
        ->transform(whole_number("seed"));
    command.add_option("--threads", method.threads, "threads; 0: all cores. The results do not depend on it")
        ->transform(thread_count())
        ->capture_default_str();
}

}  // namespace

void add_phase(CLI::App& app) {
    auto request = std::make_shared<PhaseCommand>();
    CLI::App* command = app.add_subcommand(
        "phase", "which governance option is best, by how strongly parties and municipalities vote alike");
    command->add_option("case", request->name, "a case file or the name of a shipped one, or - for standard input")
        ->capture_default_str();
    command->add_option("--model", request->model, "factor (moods in common) or copy (lines that are copied)")
        ->capture_default_str();
    command->add_option("--family", request->family, "shares of the party families: start..end:step, or a list")
        ->capture_default_str();
    command
        ->add_option("--municipality-share", request->municipality,
                     "shares of the municipalities: start..end:step, or a list")
        ->capture_default_str();
    command->add_option("--region", request->region, "share of the whole region, at every point")
        ->check(real_number("region"))
        ->capture_default_str();
    command->add_option("--option", request->options,
                        "governance options of the case, separated by commas; all if not given");
    command->add_option("--scheme", request->schemes,
                        "weights of the general board and of the assembly, separated by commas; if not given one_vote, "
                        "seats and population on the board, and the first of the assembly");
    command->add_option("--portfolio", request->portfolio,
                        "assumed shares of the kinds of decisions, such as policy=0.4,base_package=0.6; without, only "
                        "options in which one body decides everything are compared");
    command->add_option("--municipality", request->who,
                        "for whom, in the table form: a municipality, sum, worst_off or all; the centre if not given");
    command->add_option("--ties", request->ties, "what a tied council is: excluded, against or coin")
        ->capture_default_str();
    command->add_flag("--lines", request->lines, "with --format csv or json: the break-even lines");
    add_phase_simulation(*command, request->method);
    add_output(*command, request->output);
    command->footer(
        "A point is exact where one grouping coheres or lines are copied, else simulated with the same seed.\n"
        "?: no option is best by three standard errors. Lines: where two options are as good.\n"
        "Example:\n  stemgewicht phase drechtsteden-2018 --scheme seats --municipality Alblasserdam");
    command->callback([command, request] { run_checked(*command, [&] { run_phase(*request); }); });
}

}  // namespace stemgewicht::cli
