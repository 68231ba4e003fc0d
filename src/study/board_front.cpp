#include "kind_risks.hpp"
#include "study/council_profiles.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/design/robust_front.hpp>
#include <stemgewicht/design/weighted_games.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/study/board_front.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

namespace stemgewicht {

namespace {

/// How much of a motion on which a position is on a side counts as one on which it is for, and against.
std::pair<double, double> counted_as(Side side, Ties ties) {
    switch (side) {
        case Side::yes: return {1, 0};
        case Side::no: return {0, 1};
        case Side::tied: break;
    }
    return ties == Ties::against ? std::pair(0.0, 1.0) : ties == Ties::coin ? std::pair(0.5, 0.5) : std::pair(0.0, 0.0);
}

/// What the rules of a board cost its delegations, and how these vote.
struct BoardVotes {
    CoalitionRisks risks;
    std::vector<double> law;
};

BoardVotes board_votes(const detail::BlockProfiles& profiles, const Board& board, Ties ties) {
    const std::size_t count = profiles.cells.size(), coalitions = std::size_t{1} << count;
    const std::vector nothing(count, std::vector<double>(coalitions, 0.0));
    BoardVotes votes{.risks = {.passes = nothing, .fails = nothing}, .law = std::vector<double>(coalitions, 0.0)};
    std::vector<double> counted(count, 0.0);  // chance of the motions that count for a member
    std::vector<std::size_t> cell(count, 0);
    for (const double chance : profiles.law) {
        std::size_t coalition = 0;
        for (std::size_t j = 0; j < count; ++j)
            coalition |= static_cast<std::size_t>(profiles.cells[j][cell[j]].vote) << j;
        votes.law[coalition] += chance;
        for (std::size_t j = 0; j < count; ++j) {
            const auto [yes, no] = counted_as(profiles.cells[j][cell[j]].side, ties);
            votes.risks.passes[j][coalition] += chance * no;
            votes.risks.fails[j][coalition] += chance * yes;
            counted[j] += chance * (yes + no);
        }
        for (std::size_t j = 0; j < count && ++cell[j] == profiles.cells[j].size(); ++j) cell[j] = 0;
    }
    for (std::size_t j = 0; j < count; ++j) {
        if (!(counted[j] > 0))
            refuse("ties", "other than excluded where a council is always tied",
                   "excluded, and that of " + governance_of(board).municipalities[j].name + " is");
        for (auto* side : {&votes.risks.passes[j], &votes.risks.fails[j]})
            for (double& chance : *side) chance /= counted[j];
    }
    return votes;
}

/// The schemes that are asked for. Throws std::invalid_argument for an unknown one.
std::vector<std::string> schemes_of(const Board& board, const std::vector<std::string>& asked) {
    const std::vector<std::string> known = all_schemes(board);
    for (const std::string& scheme : asked)
        if (std::ranges::count(known, scheme) == 0) refuse_unknown("scheme", names_of(known), scheme);
    return asked.empty() ? known : asked;
}

/// A rule that betters another, and by how much; empty cells where there is none.
std::vector<Table::Cell> better_cells(const std::optional<FrontRule>& better, const RiskPair& risk) {
    if (!better) return std::vector<Table::Cell>(4);
    return {fmt::format("{}", fmt::join(better->rule.weights, ",")), static_cast<std::int64_t>(better->rule.quota),
            risk.own - better->risk.own, risk.others - better->risk.others};
}

/// How far power is from the roots of the populations; empty where these are not known.
Table::Cell square_root_cell(const Board& board, const WeightedRule& rule) {
    std::vector<double> roots;
    double sum = 0;
    for (const Municipality& municipality : governance_of(board).municipalities) {
        if (municipality.population <= 0) return {};
        roots.push_back(std::sqrt(static_cast<double>(municipality.population)));
        sum += roots.back();
    }
    const Eigen::ArrayXd power = banzhaf_normalized(rule);
    double distance = 0;
    for (std::size_t i = 0; i < roots.size(); ++i)
        distance += std::abs(power[static_cast<Eigen::Index>(i)] - roots[i] / sum) / 2;
    return distance;
}

std::vector<Table::Cell> rule_cells(const Board& board, const BoardFront& front, OthersRisk others,
                                    const std::string& scheme, const WeightedRule& rule,
                                    const std::vector<double>& risks) {
    return {front.model,
            others == OthersRisk::mean ? "mean" : "largest",
            scheme.empty() ? Table::Cell() : Table::Cell(scheme),
            fmt::format("{}", fmt::join(rule.weights, ",")),
            static_cast<std::int64_t>(rule.quota),
            risks[front.member],
            risk_pair(risks, front.member, OthersRisk::mean).others,
            risk_pair(risks, front.member, OthersRisk::largest).others,
            front.pass_probability(rule),
            square_root_cell(board, rule)};
}

/// The front of the worst case over the models of these fronts.
BoardFront worst_front(const std::vector<BoardFront>& fronts, const std::vector<CoalitionRisks>& laws,
                       const std::vector<WeightedRule>& placed, const Progress& progress) {
    BoardFront worst{.model = worst_model,
                     .member = fronts.front().member,
                     .risks = {},
                     .laws = {},
                     .fronts = {},
                     .schemes = fronts.front().schemes};
    for (const BoardFront& front : fronts) worst.laws.push_back(front.laws.front());
    for (PlacedScheme& scheme : worst.schemes) scheme.risks = worst_risks(laws, scheme.rule);
    RobustFronts found = robust_fronts(laws, worst.member, placed, progress);
    worst.fronts = std::move(found.fronts);
    worst.fairest = std::move(found.fairest);
    return worst;
}

}  // namespace

double BoardFront::pass_probability(const WeightedRule& rule) const {
    double least = 1;
    for (const std::vector<double>& law : laws) {
        double sum = 0;
        for (std::size_t coalition = 0; coalition < law.size(); ++coalition) {
            Weight weight = 0;
            for (std::size_t i = 0; i < rule.weights.size(); ++i)
                weight += (coalition >> i & 1) != 0 ? rule.weights[i] : 0;
            sum += weight >= rule.quota ? law[coalition] : 0;
        }
        least = std::min(least, sum);
    }
    return least;
}

std::vector<BoardFront> board_fronts(const Board& board, const BoardFrontRequest& request) {
    const std::size_t count = governance_of(board).municipalities.size();
    if (count > maximum_weighted_game_members)
        throw std::length_error(fmt::format("front: all rules are compared for up to {} municipalities, got {}",
                                            maximum_weighted_game_members, count));
    if (count < 2) refuse("municipalities", "2 or more", count);
    const std::vector<std::string> schemes = schemes_of(board, request.schemes);
    const std::vector<std::string> models = request.models.empty() ? default_models(board) : request.models;
    std::vector<VotingModel> parsed;
    for (const std::string& model : models) parsed.push_back(parse_model(model, board));
    const std::size_t member =
        request.municipality.empty() ? 0 : detail::places_of(board, {request.municipality}).front();
    const CompositeRule councils = councils_under(board, majority_rule(std::vector<Weight>(count, 1)));
    const std::vector<WeightedRule> positions = council_positions(board);
    std::vector<PlacedScheme> placed;
    std::vector<WeightedRule> rules;
    for (const std::string& scheme : schemes) {
        rules.push_back(board_rule(board, scheme));
        placed.push_back({.scheme = scheme, .rule = rules.back(), .risks = {}});
    }
    std::vector<BoardFront> result;
    std::vector<CoalitionRisks> laws;
    for (std::size_t m = 0; m < models.size(); ++m) {
        const auto profiles = detail::council_profiles(councils, positions, parsed[m], Exact{});
        if (!profiles) throw std::length_error("front: the councils of this case can vote in too many ways");
        BoardVotes votes = board_votes(*profiles, board, request.ties);
        result.push_back({.model = models[m],
                          .member = member,
                          .risks = std::move(votes.risks),
                          .laws = {std::move(votes.law)},
                          .fronts = {},
                          .schemes = placed});
        for (PlacedScheme& scheme : result.back().schemes) scheme.risks = risks_under(result.back().risks, scheme.rule);
        laws.push_back(result.back().risks);
    }
    std::vector<RuleFronts> fronts = rule_fronts(laws, member, rules, request.progress);
    for (std::size_t m = 0; m < models.size(); ++m) result[m].fronts = std::move(fronts[m]);
    if (request.robust) result.push_back(worst_front(result, laws, rules, request.progress));
    return result;
}

Table front_table(const Board& board, const std::vector<BoardFront>& fronts, std::optional<OthersRisk> others) {
    Table table{
        .title = {},
        .columns = {"model", "others", "scheme", "weights", "quota", "outvoted", "others_mean", "others_largest",
                    "pass", "square_root", "better_weights", "better_quota", "outvoted_lower", "others_lower"},
        .rows = {},
        .notes = {}};
    if (fronts.empty()) return table;
    std::string names;
    for (const Municipality& municipality : governance_of(board).municipalities)
        names += (names.empty() ? "" : ", ") + municipality.name;
    table.title = fmt::format("Rules of the general board of {} that no other betters, for {} and the others",
                              board.title, governance_of(board).municipalities[fronts.front().member].name);
    for (const BoardFront& front : fronts)
        for (const RuleFront* of : {&front.fronts.mean, &front.fronts.largest}) {
            if (others && *others != of->others) continue;
            for (const FrontRule& rule : of->rules) {
                table.rows.push_back(rule_cells(board, front, of->others, "", rule.rule, rule.risks));
                table.rows.back().resize(table.columns.size());
            }
            for (std::size_t k = 0; k < front.schemes.size(); ++k) {
                const auto& [scheme, rule, risks] = front.schemes[k];
                table.rows.push_back(rule_cells(board, front, of->others, scheme, rule, risks));
                for (Table::Cell& cell : better_cells(of->better[k], risk_pair(risks, front.member, of->others)))
                    table.rows.back().push_back(std::move(cell));
            }
        }
    table.notes.push_back(fmt::format("weights: of {}.", names));
    if (const std::optional<FrontRule>& fairest = fronts.back().fairest)
        table.notes.push_back(fmt::format(
            "model worst: the largest risk of each over the models, and the least chance to pass. Of all "
            "rules the worst-off risks least by weights {} and quota {}: {:.4g}.",
            fmt::join(fairest->rule.weights, ","), fairest->rule.quota, *std::ranges::max_element(fairest->risks)));
    table.notes.emplace_back(
        "square_root: half of the sum of what shares of power (banzhaf_normalized) differ from shares of the roots of "
        "the populations.");
    table.notes.push_back(
        fmt::format("compared: {} rules, each proper weighted rule over {} members; a motion on which neither side "
                    "reaches the quota fails. others: whether their mean or their largest risk is weighed.",
                    fronts.front().fronts.rules, governance_of(board).municipalities.size()));
    table.notes.emplace_back(
        "better_weights, better_quota: a rule with both risks as low and one lower, and by how much; empty where there "
        "is none. That is so for every rule without a scheme: one for each 0.0025 of its risk.");
    return table;
}

}  // namespace stemgewicht
