#include "claims/claim_evidence.hpp"

#include <stemgewicht/design/dominance.hpp>
#include <stemgewicht/design/tipping.hpp>
#include <stemgewicht/study/power_columns.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace stemgewicht {

namespace {

using detail::ClaimEvidence;
using detail::equal_risks;
using detail::figure;
using detail::mean_of_others;
using detail::most_of_others;
using detail::others_of;
using detail::Percent;
using detail::Points;
using detail::RisksOfModels;
using detail::Trial;
using detail::worded;

/// The most steps of a staircase that are worked out.
constexpr std::size_t maximum_steps = 4096;

/// What happens as the weight of the centre grows, the weights of the others being those of a scheme.
struct Staircase {
    std::string scheme;
    Weight now = 0, others = 0;  ///< weight of the centre, and of all others
    std::vector<WeightStep> steps;
    std::vector<RisksOfModels> risks;  ///< by step

    [[nodiscard]] Percent share(Weight weight) const {
        return {static_cast<double>(weight) / static_cast<double>(weight + others)};
    }
    [[nodiscard]] std::size_t present_step() const {
        std::size_t k = 0;
        while (k + 1 < steps.size() && steps[k + 1].first <= now) ++k;
        return k;
    }
    /// The next step at which the centre risks less under a model; empty where there is none.
    [[nodiscard]] std::optional<std::size_t> lower_step(std::size_t model) const {
        const std::size_t present = present_step();
        for (std::size_t k = present + 1; k < steps.size(); ++k)
            if (risks[k][model].front() < risks[present][model].front() - equal_risks) return k;
        return std::nullopt;
    }
    /// Whether the centre risks more at some step than at the one before.
    [[nodiscard]] bool ever_rises(std::size_t model) const {
        for (std::size_t k = 1; k < steps.size(); ++k)
            if (risks[k][model].front() > risks[k - 1][model].front() + equal_risks) return true;
        return false;
    }
};

/// The staircases of the schemes; those with too many steps are named in `left_out`.
std::vector<Staircase> staircases(const ClaimEvidence& evidence, const std::vector<std::string>& schemes,
                                  std::vector<std::string>& left_out) {
    std::vector<Staircase> result;
    std::vector<std::vector<Weight>> boards;
    for (const std::string& scheme : schemes) {
        const std::vector<Weight> weights = board_rule(evidence.board, scheme).weights;
        const std::vector<Weight> others = others_of(weights);
        Staircase stairs{.scheme = scheme, .now = weights.front(), .steps = {}, .risks = {}};
        stairs.others = std::accumulate(others.begin(), others.end(), Weight{0});
        if (stairs.others == 0) continue;
        try {
            stairs.steps = weight_steps(weights, 0);
        } catch (const std::length_error&) {
            stairs.steps.clear();
        }
        if (stairs.steps.empty() || stairs.steps.size() > maximum_steps) {
            left_out.push_back(scheme);
            continue;
        }
        for (const WeightStep& step : stairs.steps) boards.push_back(step.rule.weights);
        result.push_back(std::move(stairs));
    }
    const std::vector<RisksOfModels> risks = evidence.board_risks(boards);
    auto next = risks.begin();
    for (Staircase& stairs : result) {
        const auto last = next + std::ssize(stairs.steps);
        stairs.risks.assign(next, last);
        next = last;
    }
    return result;
}

/// Every step of every staircase under every model.
ClaimFigure staircase_figure(const ClaimEvidence& evidence, const std::vector<Staircase>& all) {
    ClaimFigure result =
        figure("staircase",
               worded("Risk of {} as its weight grows, the others keeping theirs",
                      "Risico van {} als het eigen gewicht toeneemt en de anderen hun gewicht houden", evidence.centre),
               {"scheme", "first", "last", "share_from", "model", "risk", "others_mean", "others_most"});
    for (const Staircase& stairs : all)
        for (std::size_t k = 0; k < stairs.steps.size(); ++k)
            for (std::size_t m = 0; m < evidence.models.size(); ++m) {
                const WeightStep& step = stairs.steps[k];
                const std::vector<double>& risks = stairs.risks[k][m];
                result.table.rows.push_back({stairs.scheme, step.first,
                                             step.last ? Table::Cell(*step.last) : Table::Cell(),
                                             stairs.share(step.first).value, evidence.models[m], risks.front(),
                                             mean_of_others(risks), most_of_others(risks)});
            }
    return result;
}

/// Where the steps of most account are: the weights that give a veto and all of the say.
ClaimFigure threshold_figure(const ClaimEvidence& evidence, const std::vector<Staircase>& all) {
    ClaimFigure result =
        figure("thresholds",
               worded("Weights of {} that count, the others keeping theirs",
                      "Gewichten van {} die ertoe doen, als de anderen hun gewicht houden", evidence.centre),
               {"scheme", "weight", "share", "tipping_points", "veto_weight", "dictator_weight", "dictator_share"});
    for (const Staircase& stairs : all) {
        const DominanceWeights dominance = dominance_weights(others_of(stairs.steps.front().rule.weights));
        result.table.rows.push_back(
            {stairs.scheme, stairs.now, stairs.share(stairs.now).value,
             static_cast<std::int64_t>(stairs.steps.size() - 1), dominance.veto,
             dominance.dictator ? Table::Cell(*dominance.dictator) : Table::Cell(),
             dominance.dictator ? Table::Cell(stairs.share(*dominance.dictator).value) : Table::Cell()});
    }
    return result;
}

/// The next tipping point that helps, and what it costs the others.
ClaimFigure next_figure(const ClaimEvidence& evidence, const std::vector<Staircase>& all) {
    ClaimFigure result = figure(
        "next_step",
        worded("The next weight that lowers the risk of {}, and what the others risk then",
               "Het eerstvolgende gewicht dat het risico van {} verkleint, en wat de anderen "
               "dan riskeren",
               evidence.centre),
        {"scheme", "model", "weight", "risk", "next_weight", "next_share", "next_risk", "others_mean", "others_next"});
    for (const Staircase& stairs : all)
        for (std::size_t m = 0; m < evidence.models.size(); ++m) {
            const std::vector<double>& now = stairs.risks[stairs.present_step()][m];
            auto& row = result.table.rows.emplace_back();
            row = {stairs.scheme, evidence.models[m], stairs.now, now.front()};
            if (const auto next = stairs.lower_step(m)) {
                const Weight weight = stairs.steps[*next].first;
                const std::vector<double>& then = stairs.risks[*next][m];
                row.insert(row.end(), {weight, stairs.share(weight).value, then.front(), mean_of_others(now),
                                       mean_of_others(then)});
            } else {
                row.insert(row.end(),
                           {Table::Cell(), Table::Cell(), Table::Cell(), mean_of_others(now), Table::Cell()});
            }
        }
    return result;
}

/// Banzhaf of each member; few members are enumerated, whose weights may be of any size.
std::vector<double> banzhaf_of(const WeightedRule& rule) {
    PowerRequest request{.indices = {"banzhaf"}, .unions = std::nullopt, .edges = std::nullopt};
    if (rule.weights.size() <= 20) request.method = Enumerate{};
    std::vector<double> values;
    const PowerColumns columns = power_columns(rule, request);
    for (const Table::Cell& cell : columns.members.front().values) values.push_back(std::get<double>(cell));
    return values;
}

}  // namespace

Claim detail::test_more_weight(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("more_weight");
    claim.statement = worded("Other vote weights on the general board can lower the risk of {} further.",
                             "Met andere stemverhoudingen in het algemeen bestuur kan het risico van {} verder "
                             "omlaag.",
                             evidence.centre);
    claim.measured = worded(
        "The others keep the weights of a scheme while that of {} grows: every weight at which the "
        "rule changes, and all risks there. It holds where some larger weight gives {} a lower "
        "risk.",
        "De anderen houden hun gewicht volgens een verdeling, terwijl dat van {} toeneemt. Bekeken is elk gewicht "
        "waarbij de beslisregel verandert, met alle risico's daarbij. De bewering klopt waar een groter gewicht {} een "
        "lager risico geeft.",
        evidence.centre, evidence.centre);
    std::vector<std::string> left_out;
    const std::vector<Staircase> all = staircases(evidence, evidence.schemes, left_out);
    std::vector<Trial> trials;
    std::size_t rising = 0, costs = 0;
    double least_cost = std::numeric_limits<double>::infinity(), most_cost = -least_cost;
    for (const Staircase& stairs : all)
        for (std::size_t m = 0; m < evidence.models.size(); ++m) {
            const std::size_t present = stairs.present_step();
            const auto next = stairs.lower_step(m);
            const bool empty = stairs.risks[present][m].front() <= equal_risks;
            trials.push_back({.scheme = stairs.scheme, .holds = next.has_value(), .empty = empty});
            rising += stairs.ever_rises(m) ? 1U : 0U;
            if (!next) {
                if (!empty && claim.counterexample.empty())
                    claim.counterexample = worded(
                        "With the weights {} (model {}) the risk of {} is {}, and no larger "
                        "weight lowers it.",
                        "Met de gewichten “{}” (model “{}”) is het risico van {} {}, en geen groter gewicht verlaagt "
                        "dat.",
                        scheme_name(stairs.scheme), model_name(evidence.models[m]), evidence.centre,
                        Percent{stairs.risks[present][m].front()});
                continue;
            }
            const double cost = mean_of_others(stairs.risks[*next][m]) - mean_of_others(stairs.risks[present][m]);
            costs += cost > equal_risks ? 1U : 0U;
            least_cost = std::min(least_cost, cost);
            most_cost = std::max(most_cost, cost);
        }
    judge(claim, trials);
    const auto helped = std::ranges::count(trials, true, &Trial::holds);
    claim.finding = worded(
        "A larger weight lowers the risk in {} of {} settings with a risk to lower (weights of the others x models) "
        "and "
        "raises it at some step in {}. Between two tipping points it changes nothing.",
        "Een groter gewicht verlaagt het risico in {} van de {} gevallen waarin er een risico is (combinaties van "
        "gewichten van de anderen en een model). Het aantal gevallen waarin het risico bij een van de stappen stijgt, "
        "is {}. Tussen twee kantelpunten verandert er niets.",
        helped, claim.settings, rising);
    if (helped > 0)
        claim.finding =
            joined({claim.finding,
                    worded("The first step that helps changes the mean risk of the others by {} to {} percentage "
                           "points; it rises in {} settings.",
                           "De eerste stap die helpt, verandert het gemiddelde risico van de anderen met {} tot {} "
                           "procentpunt; het aantal gevallen waarin dat stijgt, is {}.",
                           Points{least_cost}, Points{most_cost}, costs)});
    if (claim.verdict != Verdict::always) claim.conditions = conditions_of(trials);
    claim.assumptions = risk_assumptions(evidence);
    if (!left_out.empty())
        claim.assumptions.push_back(worded("Left out, as the staircase has too many steps: the weights {}.",
                                           "Weggelaten, omdat er te veel stappen zijn: de gewichten {}.",
                                           enumerated(named("scheme", left_out))));
    claim.figures = {next_figure(evidence, all), threshold_figure(evidence, all), staircase_figure(evidence, all)};
    return claim;
}

Claim detail::test_money(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("money");
    claim.statement = worded(
        "Vote weights by financial contribution give {} as the large municipality a larger role than one vote each.",
        "Stemgewichten naar financiële bijdrage geven {} als grote gemeente een grotere rol dan ieder één stem.",
        evidence.centre);
    const GovernanceData& data = evidence.data;
    if (std::ranges::none_of(data.municipalities, [](const Municipality& m) { return m.money_share.has_value(); }) ||
        !can_weigh(data, "money"))
        return lacking(std::move(claim), {"The case does not know what the municipalities contribute.",
                                          "Wat de gemeenten bijdragen staat niet in de casus."});
    claim.measured = worded(
        "How often each municipality makes the difference on a board with these weights (Banzhaf): more often for {} "
        "than with one vote each. And whether the others ever do, with the share of the contributions above which it "
        "decides alone.",
        "Hoe vaak elke gemeente in een bestuur met deze gewichten de doorslag geeft (Banzhaf): de bewering klopt waar "
        "dat voor {0} vaker is dan wanneer ieder één stem heeft. Daarnaast of de anderen nog ooit de doorslag geven, "
        "en het aandeel in de bijdragen waarboven {0} alleen beslist.",
        evidence.centre);
    const WeightedRule rule = board_rule(evidence.board, "money");
    const std::vector<double> power = banzhaf_of(rule), equal = banzhaf_of(board_rule(evidence.board, "one_vote"));
    const auto total = static_cast<double>(total_weight(rule.weights));
    ClaimFigure powers =
        figure("power",
               {"Share of the weight, and how often each makes the difference, with weights by contribution",
                "Aandeel in het stemgewicht, en hoe vaak elke gemeente de doorslag geeft, met gewichten naar bijdrage"},
               {"municipality", "weight_share", "banzhaf", "banzhaf_one_vote"});
    std::size_t without = 0;
    for (std::size_t j = 0; j < power.size(); ++j) {
        powers.table.rows.push_back(
            {data.municipalities[j].name, static_cast<double>(rule.weights[j]) / total, power[j], equal[j]});
        if (j > 0 && power[j] <= 0) ++without;
    }
    std::vector<std::string> left_out;
    const std::vector<Staircase> stairs = staircases(evidence, {"money"}, left_out);
    const Percent share{static_cast<double>(rule.weights.front()) / total};
    const bool dictator = without == evidence.others, larger = power.front() > equal.front();
    claim.verdict = larger ? Verdict::always : Verdict::never;
    constexpr Weight parts = 1'000'000;
    const Percent limit{static_cast<double>(dictator_weight_within(parts) - 1) / static_cast<double>(parts)};
    claim.finding = worded(
        "With {} of the weight {} makes the difference in {} of the cases (one vote each: {}). It decides alone above "
        "{} of the contributions.",
        "Met {0} van het gewicht geeft {1} in {2} van de gevallen de doorslag (met één stem elk: {3}). Boven {4} van "
        "de bijdragen beslist {1} alleen.",
        share, evidence.centre, Percent{power.front()}, Percent{equal.front()}, limit);
    Wording rest;
    if (dictator)
        rest = worded(
            "The role is then all there is: with a share of {} {} decides alone, and no other municipality ever "
            "matters.",
            "Die rol is dan meteen de enige: met een aandeel van {} beslist {} alleen, en doet geen andere gemeente er "
            "ooit toe.",
            share, evidence.centre);
    if (!larger)
        claim.counterexample = worded("{} makes the difference in {} of the cases, and in {} with one vote each.",
                                      "{} geeft in {} van de gevallen de doorslag, en met één stem elk in {}.",
                                      evidence.centre, Percent{power.front()}, Percent{equal.front()});
    if (!dictator && without > 0)
        rest = worded("{} of the others never make the difference then.",
                      "Aantal andere gemeenten dat dan nooit de doorslag geeft: {}.", without);
    claim.finding = detail::joined({claim.finding, rest});
    std::vector<std::string> unknown;
    for (const Municipality& municipality : data.municipalities)
        if (!municipality.money_share) unknown.push_back(municipality.name);
    if (!unknown.empty()) {
        const bool known = data.municipalities.front().money_share.has_value();
        claim.assumptions.push_back(worded(
            "The contributions of {} are not known; what is left is divided among them by population.",
            "De bijdragen van {} zijn niet bekend; het resterende deel is naar inwonertal over die gemeenten verdeeld.",
            enumerated(unknown)));
        if (known && dictator)
            claim.assumptions.push_back(
                {"How it is divided makes no difference here: more than half is more than half.",
                 "Hoe dat gebeurt maakt hier niet uit: meer dan de helft is meer dan de "
                 "helft."});
    }
    claim.figures = {std::move(powers)};
    if (!stairs.empty()) claim.figures.push_back(staircase_figure(evidence, stairs));
    return claim;
}

}  // namespace stemgewicht
