#include "common.hpp"

#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/measures/power.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <optional>

namespace stemgewicht::cli {

namespace {

struct Request {
    BoardChoice board;
    std::string indices = "banzhaf,banzhaf_normalized,shapley_shubik";
    std::string method = "auto";
    bool fractions = false;
    Output output;
};

Json cell_json(const Table::Cell& cell) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return *whole;
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    return std::get<double>(cell);
}

std::string cell_text(const Table::Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    return fmt::format("{:.6g}", std::get<double>(cell));
}

/// The values of the indices of one rule, as doubles or as fractions. Each model is worked once, whatever the number of
/// indices that presume it.
class Values {
public:
    Values(const WeightedRule& rule, const Method& method, bool fractions) : rule_(rule), method_(method) {
        if (fractions) counts_ = swing_counts(rule);
    }

    [[nodiscard]] std::vector<Table::Cell> of(const PowerIndex& index) const {
        std::vector<Table::Cell> cells;
        if (counts_) {
            for (const Fraction& value : index_fractions(index.name, *counts_)) cells.emplace_back(value.str());
        } else {
            for (const double value : index_values(index, under(index.common_chance))) cells.emplace_back(value);
        }
        return cells;
    }

    [[nodiscard]] Table::Cell collectivity() const {
        if (counts_) return coleman_collectivity_fraction(*counts_).str();
        return under(false).front().pass();
    }

private:
    [[nodiscard]] const std::vector<Standing>& under(bool common_chance) const {
        auto& known = standings_[common_chance];
        if (known.empty())
            known = member_standings(rule_, common_chance ? VotingModel(iac()) : VotingModel(ic()), method_);
        return known;
    }

    const WeightedRule& rule_;
    Method method_;
    std::optional<SwingCounts> counts_;
    mutable std::map<bool, std::vector<Standing>> standings_;
};

std::vector<std::string> chosen_indices(const std::string& text) {
    std::vector<std::string> names;
    if (text == "all") {
        for (const PowerIndex& index : power_index_table) names.emplace_back(index.name);
        names.emplace_back("coleman_collectivity");
        return names;
    }
    names = split(text, "index");
    for (const std::string& name : names)
        if (name != "coleman_collectivity") static_cast<void>(power_index(name));
    return names;
}

/// Says on a terminal what takes long, and what does not: counting costs quota x members x nodes.
void announce_long_work(const Board& board, const std::vector<std::string>& names) {
    const auto members = static_cast<double>(board.names.size());
    const double work = static_cast<double>(board.rule.quota) * members * members / 2;
    const bool common_chance = std::ranges::any_of(names, [](const std::string& name) {
        return name != "coleman_collectivity" && power_index(name).common_chance;
    });
    if (common_chance && work > 1e10 && isatty(STDERR_FILENO) != 0)
        std::cerr << "stemgewicht: shapley_shubik of " << board.names.size() << " members with a quota of "
                  << board.rule.quota << " takes a while; --index banzhaf,banzhaf_normalized takes seconds\n";
}

void run(const Request& request) {
    const std::vector<std::string> names = chosen_indices(request.indices);
    const Method method = parse_method(request.method);
    if (request.fractions && request.method == "enumerate")
        refuse("method", "auto or exact with --fractions", "enumerate");
    const Board board = resolve(request.board);
    warn_if_improper(board);
    if (std::holds_alternative<Exact>(method) && !request.fractions) announce_long_work(board, names);
    const int decimals = board.decimals.at(board.weight_column);

    const Values values(board.rule, method, request.fractions);
    Table table{.title = fmt::format("{}: quota {} of {}", board.title.empty() ? "Weighted board" : board.title,
                                     decimal_text(board.rule.quota, decimals),
                                     decimal_text(total_weight(board.rule.weights), decimals)),
                .columns = {"name", "weight"},
                .rows = {},
                .notes = note_lines(board)};
    for (std::size_t i = 0; i < board.names.size(); ++i)
        table.rows.push_back({board.names[i], as_written(board.rule.weights[i], decimals)});
    for (const std::string& name : names) {
        if (name == "coleman_collectivity") continue;
        table.columns.push_back(name);
        const std::vector<Table::Cell> column = values.of(power_index(name));
        for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].push_back(column[i]);
    }
    const auto json = [&] {
        Json answer;
        answer["quota"] = cell_json(as_written(board.rule.quota, decimals));
        answer["total_weight"] = cell_json(as_written(total_weight(board.rule.weights), decimals));
        answer["method"] = method_name(method);
        answer["members"] = Json::parse(rows_to_json(table));
        answer["coleman_collectivity"] = cell_json(values.collectivity());
        answer["notes"] = table.notes;
        return answer;
    };
    Table shown = table;
    shown.notes.insert(shown.notes.begin(), "coleman_collectivity, the share of all coalitions that win: " +
                                                cell_text(values.collectivity()));
    write(request.output, shown, json);
}

}  // namespace

void add_power(CLI::App& app) {
    auto request = std::make_shared<Request>();
    CLI::App* command = app.add_subcommand("power", "power indices of every member of a board");
    add_board(*command, request->board);
    command
        ->add_option("--index", request->indices,
                     fmt::format("indices separated by commas, or all: {}", fmt::join(chosen_indices("all"), ", ")))
        ->capture_default_str();
    command->add_flag("--fractions", request->fractions, "exact fractions such as 5/21 instead of decimals");
    add_method(*command, request->method);
    add_output(*command, request->output);
    command->footer(
        "banzhaf: swings of a member / 2^(n-1), the chance to decide when all toss coins; banzhaf_normalized: its "
        "share of all\n"
        "swings; shapley_shubik: the chance to decide when all share one unknown chance of yes; coleman_prevent: "
        "swings /\n"
        "winning coalitions; coleman_initiate: swings / losing ones; rae: chance that decision and vote agree; "
        "nevison: chance\n"
        "to pass when the member says yes; public_help: the same, as a share over the members; koenig_braeuninger: "
        "share of\n"
        "the winning coalitions that the member is in; coleman_collectivity: share of all coalitions that win.\n"
        "Example:\n  stemgewicht power --weights 4,4,4,2,2,1 --quota 12 --names "
        "France,Germany,Italy,Belgium,Netherlands,Luxembourg");
    command->callback([request] { run(*request); });
}

}  // namespace stemgewicht::cli
