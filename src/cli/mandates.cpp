#include "../study/kind_risks.hpp"
#include "common.hpp"
#include "method.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/design/equilibria.hpp>
#include <stemgewicht/design/mandates.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct MandatesCommand {
    std::string name = "drechtsteden-2018";
    std::vector<std::string> models;
    std::string scheme, municipality, ties = "excluded";
    MethodChoice method;
    bool all = false, equilibria = false;
    Output output;
};

std::string reply_name(Reply reply) {
    constexpr std::array<std::string_view, 4> names{"lowers", "same", "raises", "undecided"};
    return std::string(names[static_cast<std::size_t>(reply)]);
}

std::string stability_name(Stability::Verdict verdict) {
    constexpr std::array<std::string_view, 4> names{"equilibrium", "strict_equilibrium", "undecided", "none"};
    return std::string(names[static_cast<std::size_t>(verdict)]);
}

/// Whether a regime is listed: any equilibrium; more than that where nobody binds, one alone or all of them.
bool is_listed(const MandatesCommand& command, MandateRegime regime, std::size_t councils, const Stability& stability) {
    if (command.all || stability.verdict == Stability::Verdict::equilibrium ||
        stability.verdict == Stability::Verdict::strict_equilibrium)
        return true;
    const auto bound = static_cast<std::size_t>(std::popcount(regime));
    return !command.equilibria && (bound <= 1 || bound == councils);
}

/// What a table of regimes shows.
struct Regimes {
    const MandatesCommand& command;
    const Board& board;
    std::vector<std::size_t> places;  ///< of the municipalities to list
    bool simulated;
};

/// The names of those who bind, joined by +; empty where nobody does. To be read by people: none, or all.
Table::Cell bound_cell(const Regimes& shown, MandateRegime regime, std::size_t councils) {
    if (shown.command.output.format == "table" && regime == 0) return "none";
    if (shown.command.output.format == "table" && regime + 1 == MandateRegime{1} << councils) return "all";
    std::string names;
    for (std::size_t j = 0; j < councils; ++j)
        if ((regime >> j & 1) != 0)
            names += (names.empty() ? "" : "+") + shown.board.governance->municipalities[j].name;
    return names.empty() ? Table::Cell() : Table::Cell(names);
}

/// Adds the rows of one model: one for each regime that is listed and each municipality to list.
void add_regimes(Table& table, const Regimes& shown, const std::string& model, const MandateRisks& risks) {
    const std::vector<Stability> stability = mandate_stability(risks);
    for (MandateRegime regime = 0; regime < risks.regime_count(); ++regime) {
        if (!is_listed(shown.command, regime, risks.councils, stability[regime])) continue;
        for (const std::size_t j : shown.places) {
            const Estimate &risk = risks.risk_of(regime, j), &change = risks.change_of(regime, j);
            std::vector<Table::Cell> row{model, bound_cell(shown, regime, risks.councils),
                                         shown.board.governance->municipalities[j].name,
                                         static_cast<std::int64_t>(regime >> j & 1), risk.value};
            if (shown.simulated) row.emplace_back(risk.error);
            row.emplace_back(change.value);
            if (shown.simulated) row.emplace_back(change.error);
            row.emplace_back(reply_name(stability[regime].replies[j]));
            row.emplace_back(stability_name(stability[regime].verdict));
            table.rows.push_back(std::move(row));
        }
    }
}

/// The risks under all regimes of the assembly, by the method that was chosen.
MandateRisks regime_risks(const MandatesCommand& command, const Board& board, const WeightedRule& assembly,
                          const VotingModel& model) {
    const std::vector<Block> councils =
        councils_under(board, majority_rule(std::vector<Weight>(governance_of(board).municipalities.size(), 1))).blocks;
    Method method = parse_risk_method(command.method, terminal_progress());
    const Ties ties = parse_ties(command.ties);
    if (auto* exact = std::get_if<Exact>(&method))
        exact->threads = command.method.threads;
    else if (!std::holds_alternative<MonteCarlo>(method))
        refuse("method", "auto, exact or monte_carlo", "\"" + command.method.name + "\"");
    MandateRisks risks = mandate_risks(assembly, councils, model, method, ties);
    warn_if_not_reached(risks.reached, command.method, std::ranges::max(risks.change, {}, &Estimate::error).error);
    return risks;
}

Table regimes_table(const MandatesCommand& command, const Board& board, const std::string& scheme) {
    std::vector<std::string> asked;
    if (!command.municipality.empty() && command.municipality != "all") asked.push_back(command.municipality);
    const Regimes shown{.command = command,
                        .board = board,
                        .places = detail::places_of(board, asked),
                        .simulated = is_simulation(parse_risk_method(command.method))};
    Table table{.title = fmt::format("{}: who binds its delegates in the assembly, weights {}", board.title, scheme),
                .columns = {"model", "bound", "municipality", "binds", "outvoted"},
                .rows = {},
                .notes = {},
                .data_notes = board.notes};
    if (shown.simulated) table.columns.emplace_back("error");
    table.columns.emplace_back("change");
    if (shown.simulated) table.columns.emplace_back("change_error");
    table.columns.insert(table.columns.end(), {"reply", "stability"});
    const WeightedRule assembly = majority_rule(board.columns.at(scheme));
    for (const std::string& model : command.models.empty() ? default_models(board) : command.models)
        add_regimes(table, shown, model, regime_risks(command, board, assembly, parse_model(model, board)));
    return table;
}

/// Refuses a case in which no delegates of a council sit in an assembly.
void check_councils(const Board& board) {
    if (!governance_of(board).councils)
        refuse(
            "governance.grouping",
            fmt::format("given for mandates ({} has no council groups, so no assembly whose delegates could be bound)",
                        board.id),
            "nothing");
}

void run_mandates(const MandatesCommand& command) {
    const Board board = load_board(command.name);
    check_councils(board);
    const std::string scheme = command.scheme.empty() ? governance_of(board).assembly_schemes.front() : command.scheme;
    if (!board.columns.contains(scheme))
        refuse("scheme", fmt::format("a column of {} ({})", board.id, keys_of(board.columns)), "\"" + scheme + "\"");
    const Table table = regimes_table(command, board, scheme);
    write(command.output, table, [&] {
        return case_answer(
            board,
            {{"scheme", scheme}, {"method", method_name(parse_risk_method(command.method))}, {"ties", command.ties}},
            table);
    });
}

void add_mandate_method(CLI::App& command, MethodChoice& method) {
    add_risk_method(command, method);
    command.get_option("--method")->description("auto (exact), exact, or monte_carlo (simulated motions)");
    command.get_option("--error")->description("simulate until every change of a risk has this standard error");
    command.get_option("--draws")->description(
        "draws of a simulation, or of its first round where an --error is given; 1,000,000 motions if not given");
}

}  // namespace

void add_mandates(CLI::App& app) {
    auto request = std::make_shared<MandatesCommand>();
    CLI::App* command = app.add_subcommand(
        "mandates", "who gains when municipalities bind their delegates in the assembly, and when none would change");
    command->add_option("case", request->name, "a case file or the name of a shipped one, or - for standard input")
        ->capture_default_str();
    command->add_option(
        "--model", request->models,
        fmt::format("vote model, may be repeated; ic, iac and grouped by family if not given: {}", model_help));
    command->add_option("--scheme", request->scheme,
                        "column that weighs the assembly; the first of the case if not given");
    command->add_option("--municipality", request->municipality, "report on this municipality; every one if not given");
    command->add_option("--ties", request->ties, "what a tied council is: excluded, against or coin")
        ->capture_default_str();
    CLI::Option* all = command->add_flag("--all", request->all,
                                         "list every regime; if not given: nobody binds, each alone, all, and the "
                                         "equilibria");
    command->add_flag("--equilibria", request->equilibria, "list the equilibria alone")->excludes(all);
    add_mandate_method(*command, request->method);
    add_output(*command, request->output);
    command->footer(
        "bound: who binds its delegates; change: how much more the municipality is outvoted if it alone changes its "
        "mind,\n"
        "which lowers or raises its risk, leaves it the same, or is undecided within three errors (reply). stability:\n"
        "strict_equilibrium where each would lose by it, equilibrium where none gains, undecided, or none.\n"
        "Example:\n  stemgewicht mandates drechtsteden-2018 --model ic --municipality Dordrecht");
    command->callback([command, request] { run_checked(*command, [&] { run_mandates(*request); }); });
}

}  // namespace stemgewicht::cli
