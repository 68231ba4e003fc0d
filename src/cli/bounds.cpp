#include "../study/kind_risks.hpp"
#include "common.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/risk_bounds.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct BoundsCommand {
    std::string name = "drechtsteden-2018";
    std::vector<std::string> models;
    std::string schemes, municipality, agreement;
    std::string yes = "0.5", risk = "outvoted";
    Output output;
};

MemberRisk parse_member_risk(const std::string& text) {
    if (text == "outvoted") return MemberRisk::outvoted;
    if (text == "overruled") return MemberRisk::overruled;
    if (text == "blocked") return MemberRisk::blocked;
    refuse("risk", "outvoted, overruled or blocked", "\"" + text + "\"");
}

double chance_of(std::string_view text, const std::string& field) {
    const std::vector<double> numbers = parse_numbers(text, field);
    if (numbers.size() != 1) refuse(field, "one chance", fmt::format("\"{}\"", text));
    check_probability(numbers.front(), field);
    return numbers.front();
}

/// Splits NAME=CHANCE.
std::pair<std::string, double> named_chance(const std::string& part, const std::string& field,
                                            const std::string& expected) {
    const std::size_t equals = part.rfind('=');
    if (equals == std::string::npos) refuse(field, expected, "\"" + part + "\"");
    return {part.substr(0, equals), chance_of(std::string_view(part).substr(equals + 1), field)};
}

/// Each municipality's chance of yes: one for all, or NAME=CHANCE for some, the others one half.
std::vector<double> yes_chances(const std::string& text, const std::vector<std::string>& names) {
    if (text.find('=') == std::string::npos) return std::vector<double>(names.size(), chance_of(text, "yes"));
    std::vector<double> chances(names.size(), 0.5);
    std::vector<bool> seen(names.size(), false);
    const std::vector<std::string> parts = split(text, "yes");
    for (std::size_t k = 0; k < parts.size(); ++k) {
        const std::string expected = "NAME=CHANCE with a municipality of the case, named once";
        const auto [name, chance] = named_chance(parts[k], element("yes", k), expected);
        const auto place = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
        if (place == names.size() || seen[place]) refuse(element("yes", k), expected, "\"" + parts[k] + "\"");
        seen[place] = true;
        chances[place] = chance;
    }
    return chances;
}

/// The pair that a text such as Hendrik-Ido-Ambacht-Sliedrecht names, if it does.
std::optional<std::pair<std::size_t, std::size_t>> pair_of(const std::string& text,
                                                           const std::vector<std::string>& names) {
    for (std::size_t dash = text.find('-'); dash != std::string::npos; dash = text.find('-', dash + 1)) {
        const auto first = std::ranges::find(names, text.substr(0, dash));
        const auto second = std::ranges::find(names, text.substr(dash + 1));
        if (first != names.end() && second != names.end() && first != second)
            return std::pair(static_cast<std::size_t>(first - names.begin()),
                             static_cast<std::size_t>(second - names.begin()));
    }
    return std::nullopt;
}

/// How often municipalities vote alike: one chance for all pairs, or NAME-NAME=CHANCE for those that are known.
std::vector<KnownAgreement> agreements_told(const std::string& text, const std::vector<std::string>& names) {
    std::vector<KnownAgreement> agreements;
    if (text.empty()) return agreements;
    if (text.find('=') == std::string::npos) {
        const double chance = chance_of(text, "agreement");
        for (std::size_t i = 0; i < names.size(); ++i)
            for (std::size_t j = i + 1; j < names.size(); ++j)
                agreements.push_back({.first = i, .second = j, .chance = chance});
        return agreements;
    }
    for (const std::string& part : split(text, "agreement")) {
        const std::string field = element("agreement", agreements.size());
        const std::string expected = "NAME-NAME=CHANCE with two municipalities of the case, each pair named once";
        const auto [name, chance] = named_chance(part, field, expected);
        const auto pair = pair_of(name, names);
        const auto is_same = [&](const KnownAgreement& other) {
            return std::minmax(other.first, other.second) == std::minmax(pair->first, pair->second);
        };
        if (!pair || std::ranges::any_of(agreements, is_same)) refuse(field, expected, "\"" + part + "\"");
        agreements.push_back({.first = pair->first, .second = pair->second, .chance = chance});
    }
    return agreements;
}

/// What is known of the delegations' votes, and whose vote model it is from, if any.
struct Knowledge {
    std::string model;
    KnownVotes votes;
};

/// The risk of each delegation under a vote model: a tied council votes no.
std::vector<double> risks_under(const Board& board, const WeightedRule& top, const VotingModel& model,
                                MemberRisk risk) {
    const std::vector<WeightedRule> councils = council_positions(board);
    const std::vector<Rule> positions(councils.begin(), councils.end());
    std::vector<double> values;
    for (const OutvotedEstimate& estimate :
         estimated_outvoted(councils_under(board, top), positions, model, Exact{}, Ties::against))
        values.push_back(risk == MemberRisk::outvoted    ? estimate.outvoted.value
                         : risk == MemberRisk::overruled ? estimate.overruled.value
                                                         : estimate.blocked.value);
    return values;
}

/// The ranges, or an error that names what was told as it was given: an agreement by its pair.
std::vector<RiskRange> ranges_told(const WeightedRule& rule, const KnownVotes& known, MemberRisk risk,
                                   const std::vector<std::string>& names) {
    try {
        return risk_ranges(rule, known, risk);
    } catch (const std::invalid_argument& error) {
        std::string text = error.what();
        for (std::size_t k = 0; k < known.agreements.size(); ++k) {
            const std::string path = element("known.agreements", k);
            if (!text.starts_with(path)) continue;
            const std::string end = text.substr(text.find(':'));
            text = fmt::format("agreement {}-{}{}", names[known.agreements[k].first], names[known.agreements[k].second],
                               end);
            break;
        }
        throw std::invalid_argument(text);
    }
}

std::vector<std::string> chosen_schemes(const BoundsCommand& command, const Board& board) {
    return command.schemes.empty() ? all_schemes(board) : split(command.schemes, "scheme");
}

/// What is told by --yes and --agreement, then what each vote model gives.
std::vector<Knowledge> all_known(const BoundsCommand& command, const Board& board,
                                 const std::vector<std::string>& names) {
    std::vector<Knowledge> known{
        {.model = "",
         .votes = {.yes = yes_chances(command.yes, names), .agreements = agreements_told(command.agreement, names)}}};
    for (const std::string& model : command.models)
        known.push_back({.model = model, .votes = known_votes(board, parse_model(model, board))});
    return known;
}

Table::Cell agreement_cell(const KnownVotes& votes, std::size_t municipality) {
    const std::optional<double> mean = mean_agreement(votes, municipality);
    return mean ? Table::Cell(*mean) : Table::Cell();
}

/// The columns of models are there only where some are asked for.
Table empty_bounds(const BoundsCommand& command, const Board& board) {
    Table table{
        .title = fmt::format("{}: range of the chance to be {} on the general board", board.title, command.risk),
        .columns = {"scheme", "municipality", "yes", "agreement", "least", "greatest", "gap"},
        .rows = {},
        .notes = {"known: yes, the chance that the municipality is for a motion; agreement, how often it votes "
                  "like another, the mean over those of which that is known (none where empty)"},
        .data_notes = board.notes};
    if (command.models.empty()) return table;
    table.columns.insert(table.columns.begin() + 1, "pairs_of_model");
    table.columns.emplace_back("under_model");
    return table;
}

Table bounds_table(const BoundsCommand& command, const Board& board) {
    const MemberRisk risk = parse_member_risk(command.risk);
    std::vector<std::string> names, asked;
    for (const Municipality& municipality : governance_of(board).municipalities) names.push_back(municipality.name);
    if (!command.municipality.empty() && command.municipality != "all") asked.push_back(command.municipality);
    const std::vector<std::size_t> places = detail::places_of(board, asked);
    const std::vector<Knowledge> known = all_known(command, board, names);
    Table table = empty_bounds(command, board);
    for (const std::string& scheme : chosen_schemes(command, board)) {
        const WeightedRule rule = board_rule(board, scheme);
        for (const auto& [model, votes] : known) {
            const std::vector<RiskRange> ranges = ranges_told(rule, votes, risk, names);
            std::vector<double> values;
            if (!model.empty()) values = risks_under(board, rule, parse_model(model, board), risk);
            for (const std::size_t j : places) {
                const auto& [least, greatest] = ranges[j];
                std::vector<Table::Cell> row{scheme,
                                             names[j],
                                             votes.yes[j],
                                             agreement_cell(votes, j),
                                             std::max(least.value, 0.0),
                                             std::min(greatest.value, 1.0),
                                             std::max(least.gap, greatest.gap)};
                if (!command.models.empty()) {
                    row.emplace(row.begin() + 1);
                    row.emplace_back();
                    if (!model.empty()) {
                        row[1].emplace<std::string>(model);
                        row.back().emplace<double>(values[j]);
                    }
                }
                table.rows.push_back(std::move(row));
            }
        }
    }
    return table;
}

void run_bounds(const BoundsCommand& command) {
    const Board board = load_board(command.name);
    const Table table = bounds_table(command, board);
    write(command.output, table, [&] {
        return case_answer(board,
                           {{"risk", command.risk},
                            {"yes", command.yes},
                            {"agreement", command.agreement.empty() ? Json() : Json(command.agreement)}},
                           table);
    });
}

}  // namespace

void add_bounds(CLI::App& app) {
    auto request = std::make_shared<BoundsCommand>();
    CLI::App* command = app.add_subcommand(
        "bounds", "what each municipality risks on the general board at least and at most, without a vote model");
    command->add_option("case", request->name, "a case file or the name of a shipped one, or - for standard input")
        ->capture_default_str();
    command->add_option("--scheme", request->schemes,
                        "weights of the general board, separated by commas; all if not given");
    command->add_option("--municipality", request->municipality, "report on this municipality; every one if not given");
    command
        ->add_option("--yes", request->yes,
                     "chance of yes: one for all, or NAME=CHANCE separated by commas, the others 0.5")
        ->capture_default_str();
    command->add_option("--agreement", request->agreement,
                        "how often two vote alike: one chance for all pairs, or NAME-NAME=CHANCE separated by commas; "
                        "nothing is known if not given");
    command->add_option("--risk", request->risk, "outvoted, overruled or blocked")->capture_default_str();
    command->add_option(
        "--model", request->models,
        fmt::format("adds the range that is left when only the chances of yes, and to vote alike, of this vote model "
                    "are known; may be repeated: {}",
                    model_help));
    add_output(*command, request->output);
    command->footer(
        "Every value from least to greatest is that of some joint law of the votes; none is beyond by more than gap.\n"
        "Example:\n  stemgewicht bounds drechtsteden-2018 --scheme one_vote --agreement 0.7");
    command->callback([command, request] { run_checked(*command, [&] { run_bounds(*request); }); });
}

}  // namespace stemgewicht::cli
