#include "kind_risks.hpp"
#include "study/board_votes.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/design/weighted_games.hpp>
#include <stemgewicht/study/board_front.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>

namespace stemgewicht {

namespace {

/// Names of the axes on the command line.
constexpr std::array<std::string_view, 5> axis_names{"risk", "mean", "largest", "penrose", "action"};

/// What a front is called in tables: by its second axis where the first is the risk, as usual.
std::string axes_name(const FrontAxes& axes) {
    const auto name = [](FrontAxis axis) { return std::string(axis_names[static_cast<std::size_t>(axis)]); };
    return axes.x == FrontAxis::own ? name(axes.y) : name(axes.x) + "," + name(axes.y);
}

/// The shares of power that follow the roots of the populations; none where a population is not known.
std::vector<double> square_root_shares(const Board& board) {
    std::vector<double> roots;
    double sum = 0;
    for (const Municipality& municipality : governance_of(board).municipalities) {
        if (municipality.population <= 0) return {};
        roots.push_back(std::sqrt(static_cast<double>(municipality.population)));
        sum += roots.back();
    }
    for (double& root : roots) root /= sum;
    return roots;
}

/// The schemes that are asked for. Throws std::invalid_argument for an unknown one.
std::vector<std::string> schemes_of(const Board& board, const std::vector<std::string>& asked) {
    const std::vector<std::string> known = all_schemes(board);
    for (const std::string& scheme : asked)
        if (std::ranges::count(known, scheme) == 0) refuse_unknown("scheme", names_of(known), scheme);
    return asked.empty() ? known : asked;
}

/// A rule that betters another, and by how much; empty cells where there is none.
std::vector<Table::Cell> better_cells(const std::optional<FrontRule>& better, const FrontPoint& point) {
    if (!better) return std::vector<Table::Cell>(4);
    return {fmt::format("{}", fmt::join(better->rule.weights, ",")), static_cast<std::int64_t>(better->rule.quota),
            point.x - better->point.x, point.y - better->point.y};
}

std::vector<Table::Cell> rule_cells(const BoardFront& front, const FrontAxes& axes, const std::string& scheme,
                                    const WeightedRule& rule, const std::vector<double>& risks) {
    const auto on = [&](FrontAxis axis) { return axis_value(axis, rule, risks, front.member, front.shares); };
    return {front.model,
            axes_name(axes),
            scheme.empty() ? Table::Cell() : Table::Cell(scheme),
            fmt::format("{}", fmt::join(rule.weights, ",")),
            static_cast<std::int64_t>(rule.quota),
            on(FrontAxis::own),
            on(FrontAxis::others_mean),
            on(FrontAxis::others_largest),
            front.pass_probability(rule),
            front.shares.empty() ? Table::Cell() : Table::Cell(on(FrontAxis::penrose)),
            1 - on(FrontAxis::inaction)};
}

/// The front of the worst case over the models of these fronts, without its rules.
BoardFront worst_front(const std::vector<BoardFront>& fronts, const std::vector<CoalitionRisks>& laws) {
    BoardFront worst = fronts.front();
    worst.model = worst_model;
    worst.risks = {};
    worst.laws.clear();
    for (const BoardFront& front : fronts) worst.laws.push_back(front.laws.front());
    for (PlacedScheme& scheme : worst.schemes) scheme.risks = worst_risks(laws, scheme.rule);
    return worst;
}

/// Throws where an axis needs a population that is not known.
void check_axes(const std::vector<FrontAxes>& axes, const std::vector<double>& shares) {
    for (const FrontAxes& pair : axes)
        if (shares.empty() && (pair.x == FrontAxis::penrose || pair.y == FrontAxis::penrose))
            refuse("axes", "without penrose where a population is not known", "penrose");
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

FrontAxes parse_axes(std::string_view text) {
    const std::vector<std::string_view> parts = split_text(text, ',');
    if (parts.size() != 2)
        refuse("axes", fmt::format("two of {}", fmt::join(axis_names, ", ")), "\"" + std::string(text) + "\"");
    const auto axis = [](std::string_view name) {
        const auto found = std::ranges::find(axis_names, name);
        if (found == axis_names.end()) refuse_unknown("axes", axis_names, name);
        return static_cast<FrontAxis>(found - axis_names.begin());
    };
    const FrontAxes axes{.x = axis(parts[0]), .y = axis(parts[1])};
    if (axes.x == axes.y) refuse("axes", "two that differ", "\"" + std::string(text) + "\"");
    return axes;
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
    const std::vector<double> shares = square_root_shares(board);
    check_axes(request.axes, shares);
    std::vector<BoardFront> result;
    std::vector<CoalitionRisks> laws;
    for (std::size_t m = 0; m < models.size(); ++m) {
        detail::BoardVotes votes = detail::board_votes(board, councils, positions, parsed[m], request.ties);
        result.push_back({.model = models[m],
                          .member = member,
                          .risks = std::move(votes.risks),
                          .laws = {std::move(votes.law)},
                          .fronts = {},
                          .schemes = placed,
                          .shares = shares});
        for (PlacedScheme& scheme : result.back().schemes) scheme.risks = risks_under(result.back().risks, scheme.rule);
        laws.push_back(result.back().risks);
    }
    if (request.robust) result.push_back(worst_front(result, laws));
    std::vector<RuleFronts> fronts =
        rule_fronts(laws, member, rules,
                    {.axes = request.axes, .shares = shares, .worst = request.robust, .progress = request.progress});
    for (std::size_t m = 0; m < result.size(); ++m) result[m].fronts = std::move(fronts[m]);
    return result;
}

Table front_table(const Board& board, std::span<const BoardFront> fronts, const std::optional<FrontAxes>& axes) {
    Table table{.title = {},
                .columns = {"model", "others", "scheme", "weights", "quota", "outvoted", "others_mean",
                            "others_largest", "pass", "square_root", "action", "better_weights", "better_quota",
                            "outvoted_lower", "others_lower"},
                .rows = {},
                .notes = {}};
    if (fronts.empty()) return table;
    std::string names;
    for (const Municipality& municipality : governance_of(board).municipalities)
        names += (names.empty() ? "" : ", ") + municipality.name;
    table.title = fmt::format("Rules of the general board of {} that no other betters, for {} and the others",
                              board.title, governance_of(board).municipalities[fronts.front().member].name);
    for (const BoardFront& front : fronts)
        for (const RuleFront& of : front.fronts.fronts) {
            if (axes && *axes != of.axes) continue;
            for (const FrontRule& rule : of.rules) {
                table.rows.push_back(rule_cells(front, of.axes, "", rule.rule, rule.risks));
                table.rows.back().resize(table.columns.size());
            }
            for (std::size_t k = 0; k < front.schemes.size(); ++k) {
                const auto& [scheme, rule, risks] = front.schemes[k];
                table.rows.push_back(rule_cells(front, of.axes, scheme, rule, risks));
                const FrontPoint point = front_point(of.axes, rule, risks, front.member, front.shares);
                for (Table::Cell& cell : better_cells(of.better[k], point))
                    table.rows.back().push_back(std::move(cell));
            }
        }
    table.notes.push_back(fmt::format("weights: of {}.", names));
    const FrontRule& fairest = fronts.back().fronts.fairest;
    if (fronts.back().model == worst_model)
        table.notes.push_back(fmt::format(
            "model worst: the largest risk of each over the models, and the least chance to pass. Of all "
            "rules the worst-off risks least by weights {} and quota {}: {:.4g}.",
            fmt::join(fairest.rule.weights, ","), fairest.rule.quota, *std::ranges::max_element(fairest.risks)));
    table.notes.emplace_back(
        "square_root: half of the sum of what shares of power (banzhaf_normalized) differ from shares of the roots of "
        "the populations; action: the share of all coalitions that pass a motion (Coleman's power of a body to act).");
    table.notes.push_back(fmt::format(
        "compared: {} rules, each proper weighted rule over {} members; a motion on which neither side "
        "reaches the quota fails. others: which risk of theirs is weighed, or what else beside the risk, or "
        "instead of it; of action the more is the better.",
        fronts.front().fronts.rules, governance_of(board).municipalities.size()));
    table.notes.emplace_back(
        "better_weights, better_quota: a rule as low on both axes and lower on one, and by how much (outvoted_lower on "
        "the "
        "first axis, others_lower on the second); empty where there is none. That is so for every rule without a "
        "scheme: one for each 0.0025 of the first axis.");
    return table;
}

}  // namespace stemgewicht
