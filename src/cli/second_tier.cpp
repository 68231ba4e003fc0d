#include "common.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/design/second_tier.hpp>
#include <stemgewicht/measures/power.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <numeric>

namespace stemgewicht::cli {

namespace {

struct SecondTierCommand {
    BoardChoice board;
    std::string goals, citizens;
    double correlation = 0;
    Weight total = 10'000;
    Output output;
};

/// Who is represented, and by how many each.
struct Represented {
    std::string who = "constituency";
    std::vector<std::string> names;
    Constituencies constituencies;
};

/// The municipalities of a case with their populations, or the members of a board with a column of it.
Represented represented_of(const SecondTierCommand& command, const Board& board) {
    Represented result{.names = board.names, .constituencies = {.citizens = {}, .correlation = command.correlation}};
    if (board.governance && command.citizens.empty()) {
        result.who = "municipality";
        result.names.clear();
        for (const Municipality& municipality : governance_of(board).municipalities) {
            if (municipality.population < 1)
                refuse("citizens", "a column of the board where a population of the case is not known",
                       "none for " + municipality.name);
            result.names.push_back(municipality.name);
            result.constituencies.citizens.push_back(municipality.population);
        }
        return result;
    }
    const std::string column = command.citizens.empty() ? board.weight_column : command.citizens;
    if (!scale_of(board, column).is_whole()) refuse("citizens", "a column of whole numbers", "\"" + column + "\"");
    result.constituencies.citizens = column_of(board, column);
    return result;
}

void add_rows(Table& table, const Represented& all, const SecondTierText& text, Weight total) {
    const WeightedRule rule = second_tier_rule(all.constituencies, text.goal, total);
    const SecondTierOutcome outcome = second_tier_outcome(all.constituencies, rule);
    const Eigen::ArrayXd power = banzhaf_normalized(rule);
    const std::vector<double> shares = second_tier_shares(all.constituencies, text.goal);
    for (std::size_t i = 0; i < all.names.size(); ++i)
        table.rows.push_back({std::string(text.name), all.names[i], all.constituencies.citizens[i], rule.weights[i],
                              shares[i], power[static_cast<Eigen::Index>(i)], outcome.decides[i], outcome.outvoted[i]});
    const Weight sum = std::accumulate(rule.weights.begin(), rule.weights.end(), Weight{0});
    table.notes.push_back(fmt::format(
        "{}: {}; quota {} of {} ({:.2f}%), the largest chance to decide over the least {:.4g}, a citizen is outvoted "
        "with a chance of {:.6g} on average{}.",
        text.name, text.meaning, rule.quota, sum, 100 * static_cast<double>(rule.quota) / static_cast<double>(sum),
        outcome.decides_ratio, outcome.mean_outvoted,
        outcome.deficit ? fmt::format(", mean majority deficit {:.6g}", *outcome.deficit) : std::string()));
}

/// The board, where a table or weights written out need no quota, as the numbers are citizens.
Board board_of(BoardChoice choice) {
    const bool written = !choice.weights.empty() && !choice.weights.starts_with('[');
    const bool table =
        choice.name == "-" || (choice.name.find('.') != std::string::npos && !choice.name.ends_with(".toml"));
    if ((written || table) && choice.reading.quota.empty() && choice.reading.rule.empty())
        choice.reading.quota = "majority";
    return resolve(choice);
}

void run(const SecondTierCommand& command) {
    const Board board = board_of(command.board);
    const Represented all = represented_of(command, board);
    Table table{
        .title = "Boards of delegates for " + board.title,
        .columns = {"goal", all.who, "citizens", "weight", "share_wanted", "banzhaf_normalized", "decides", "outvoted"},
        .rows = {},
        .notes = {},
        .as_given = {"citizens"}};
    const std::vector<std::string> goals =
        command.goals.empty() ? std::vector<std::string>() : split(command.goals, "goal");
    for (const std::string& goal : goals) second_tier_goal(goal);
    for (const SecondTierText& text : second_tier_goals)
        if (goals.empty() || std::ranges::count(goals, text.name) > 0) add_rows(table, all, text, command.total);
    table.notes.emplace_back(
        "share_wanted: of the power for equal_chance, of the weight for the others. decides, outvoted: chances of a "
        "citizen to decide what the board decides, and to disagree with it.");
    write(command.output, table, [&] { return case_answer(board, {{"correlation", command.correlation}}, table); });
}

}  // namespace

void add_second_tier(CLI::App& app) {
    auto request = std::make_shared<SecondTierCommand>();
    CLI::App* command = app.add_subcommand(
        "second-tier", "weights of delegates who vote as their constituencies do, and what they give the citizens");
    add_board(*command, request->board);
    command->add_option("--goal", request->goals,
                        "equal_chance, least_deficit, utilitarian, separated by commas; all if not given");
    command->add_option(
        "--citizens", request->citizens,
        "column with the numbers of citizens; the populations of a case, else the weights, if not given");
    command
        ->add_option("--correlation", request->correlation,
                     "of the votes of two citizens of one constituency, from 0 to 1; 1/3 is a uniform chance of yes")
        ->capture_default_str();
    command->add_option("--total", request->total, "what the weights add up to, about")->capture_default_str();
    add_output(*command, request->output);
    command->footer(
        "equal_chance: every citizen is equally likely to decide (roots of the citizens, and the quota by which power\n"
        "follows weight). least_deficit and utilitarian: citizens agree with the board as often as can be.\n"
        "Example:\n  stemgewicht second-tier drechtsteden-2018 --goal equal_chance");
    command->callback([command, request] { run_checked(*command, [&] { run(*request); }); });
}

}  // namespace stemgewicht::cli
