#include "second_tier.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/design/optimal_quota.hpp>
#include <stemgewicht/design/second_tier.hpp>
#include <stemgewicht/measures/power.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stemgewicht::cli {

namespace {

/// Who is represented, and by how many each.
struct Represented {
    std::string who = "constituency";
    std::vector<std::string> names;
    Constituencies constituencies;
};

/// The municipalities of a case with their populations, or the members of a board with a column of it.
Represented represented_of(const SecondTierChoice& choice, const Board& board) {
    Represented result{.names = board.names, .constituencies = {.citizens = {}, .correlation = choice.correlation}};
    if (board.governance && choice.citizens.empty()) {
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
    const std::string column = choice.citizens.empty() ? board.weight_column : choice.citizens;
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
        "{}: {}; quota {} of {} ({:.2f}%), {}, a citizen is outvoted "
        "with a chance of {:.6g} on average{}.",
        text.name, text.meaning, rule.quota, sum, 100 * static_cast<double>(rule.quota) / static_cast<double>(sum),
        std::isfinite(outcome.decides_ratio)
            ? fmt::format("the largest chance to decide over the least {:.4g}", outcome.decides_ratio)
            : std::string("some citizens decide nothing"),
        outcome.mean_outvoted,
        outcome.deficit ? fmt::format(", mean majority deficit {:.6g}", *outcome.deficit) : std::string()));
}

}  // namespace

Board board_of_citizens(BoardChoice choice) {
    const bool written = !choice.weights.empty() && !choice.weights.starts_with('[');
    const bool table =
        choice.name == "-" || (choice.name.find('.') != std::string::npos && !choice.name.ends_with(".toml"));
    if ((written || table) && choice.reading.quota.empty() && choice.reading.rule.empty())
        choice.reading.quota = "majority";
    return resolve(choice);
}

void write_second_tier(const Board& board, const SecondTierChoice& choice, const Output& output) {
    const Represented all = represented_of(choice, board);
    Table table{
        .title = "Boards of delegates for " + board.title,
        .columns = {"goal", all.who, "citizens", "weight", "share_wanted", "banzhaf_normalized", "decides", "outvoted"},
        .rows = {},
        .notes = {},
        .as_given = {"citizens"}};
    const bool every = choice.goals == "all";
    const std::vector<std::string> goals = every ? std::vector<std::string>() : split(choice.goals, "second-tier");
    for (const std::string& goal : goals) second_tier_goal(goal);
    for (const SecondTierText& text : second_tier_goals)
        if (every || std::ranges::count(goals, text.name) > 0) add_rows(table, all, text, choice.total);
    table.notes.emplace_back(
        "share_wanted: of the power for equal_chance, of the weight for the others. decides, outvoted: chances of a "
        "citizen to decide what the board decides, and to disagree with it.");
    write(output, table, [&] { return case_answer(board, {{"correlation", choice.correlation}}, table); });
}

void write_optimal_quota(const Board& board, const Output& output) {
    const std::vector<Weight>& member_weights = weights(board);
    const OptimalQuota best = optimal_quota(member_weights);
    const Eigen::ArrayXd power = banzhaf_normalized(WeightedRule{member_weights, best.quota});
    const auto total = static_cast<double>(total_weight(member_weights));
    const Scale scale = scale_of(board, board.weight_column);
    Table table{.title = "The quota of " + board.title + " by which power is nearest to weight",
                .columns = {"quota", "member", "weight", "weight_share", "banzhaf_normalized"},
                .rows = {},
                .notes = {},
                .as_given = {"quota", "weight"}};
    for (std::size_t i = 0; i < board.names.size(); ++i)
        table.rows.push_back({as_written(best.quota, scale), board.names[i], as_written(member_weights[i], scale),
                              static_cast<double>(member_weights[i]) / total, power[static_cast<Eigen::Index>(i)]});
    table.notes.push_back(fmt::format(
        "quota: {:.2f}% of the weight. Shares of power differ from shares of weight by {:.4g}, the root of the mean "
        "square, and at {:.2f}% by {:.4g}.",
        100 * static_cast<double>(best.quota) / total, best.criterion,
        100 * static_cast<double>(best.curve.quotas.front()) / total, best.criteria.front()));
    table.notes.emplace_back(best.every ? "compared: every quota from the majority to unanimity."
                                        : "compared: quotas in steps, and all near the best.");
    write(output, table,
          [&] { return case_answer(board, {{"criterion", best.criterion}, {"every", best.every}}, table); });
}

void add_citizens(CLI::App& command, SecondTierChoice& choice) {
    command.add_option("--second-tier", choice.goals,
                       "instead of a target: weights of delegates who vote as their citizens do, for equal_chance, "
                       "least_deficit or utilitarian, separated by commas, or all");
    command.add_option("--citizens", choice.citizens,
                       "with --second-tier: column with their numbers; the populations of a case, else the weights, if "
                       "not given");
    command
        .add_option("--correlation", choice.correlation,
                    "with --second-tier: of the votes of two citizens of one constituency, from 0 to 1; 0.3333 is a "
                    "uniform chance of yes")
        ->capture_default_str();
    command.add_option("--total", choice.total, "with --second-tier: what the weights add up to, about")
        ->capture_default_str();
}

}  // namespace stemgewicht::cli
