#include "claims/claim_evidence.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/study/portfolio.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace stemgewicht {

namespace {

using detail::ClaimEvidence;
using detail::equal_risks;
using detail::Percent;
using detail::Trial;
using detail::worded;

/// The risk of one municipality now, and under another option.
struct RiskChange {
    std::string scheme, present_scheme, model, municipality;
    double now = 0, then = 0;

    [[nodiscard]] double rise() const { return then - now; }
    [[nodiscard]] bool lowers() const { return rise() < -equal_risks; }
};

/// Every scheme of an option against every one of the present situation, under the same model.
std::vector<RiskChange> risk_changes(const ClaimEvidence& evidence, const GovernanceOption& option, Decider decider,
                                     const std::string& municipality) {
    std::vector<RiskChange> changes;
    const std::vector<OptionRow> present = evidence.present_rows(municipality);
    for (const OptionRow& row : evidence.rows_of(option, decider, municipality))
        for (const OptionRow& now : present)
            if (now.model == row.model)
                changes.push_back({.scheme = row.scheme,
                                   .present_scheme = now.scheme,
                                   .model = row.model,
                                   .municipality = municipality,
                                   .now = now.outvoted,
                                   .then = row.outvoted});
    return changes;
}

Wording change_text(const RiskChange& change) {
    return worded(
        "With the weights {} on the board, the risk of {} goes from {} (now, weights {}) to {} under the "
        "model {}.",
        "Met de gewichten “{0}” in het bestuur gaat het risico van {1} bij het model “{5}” van {2} (nu, gewichten "
        "“{3}”) naar {4}.",
        detail::scheme_name(change.scheme), change.municipality, Percent{change.now},
        detail::scheme_name(change.present_scheme), Percent{change.then}, detail::model_name(change.model));
}

/// The change for the worse that is largest; empty where every change is for the better.
Wording worst_change(const std::vector<RiskChange>& changes) {
    const auto worst = std::ranges::max_element(changes, {}, &RiskChange::rise);
    return worst == changes.end() || worst->lowers() ? Wording{} : change_text(*worst);
}

/// What voting as one does by itself, at the weights of the assembly: nobody does, only the centre does, all do.
struct UnitEffect {
    std::string column, model;
    double none = 0, centre = 0, all = 0;       ///< risk of the centre
    std::vector<double> free_all{}, bound_all;  ///< risks of all municipalities where nobody does, and all do
};

/// The risk of the centre when its delegation alone votes as one: with its weight on one side, the others' votes
/// decide, so it is blocked by those who leave less than the rest of the quota to it, and overruled by those who reach
/// all of it. A tied council votes no.
double risk_as_one(const ClaimEvidence& evidence, const WeightedRule& assembly, const VotingModel& model) {
    const std::vector<WeightedRule> positions = council_positions(evidence.board);
    WeightedRule others = assembly;
    Weight own = 0;
    for (std::size_t i = 0; i < others.weights.size(); ++i)
        if (positions.front().weights[i] > 0) own += std::exchange(others.weights[i], 0);
    const Weight rest = total_weight(assembly.weights) - own;
    const auto risk = [&](Weight quota, Ties ties) {
        return estimated_outvoted(WeightedRule{.weights = others.weights, .quota = quota}, positions.front(), model,
                                  Exact{}, ties);
    };
    const Ties ties = evidence.request.ties, firm = ties == Ties::coin ? Ties::against : ties;
    double result = 0;
    if (own < assembly.quota) result += risk(assembly.quota - own, firm).blocked.value;
    if (rest < assembly.quota) return result;
    result += risk(assembly.quota, ties).overruled.value;
    if (firm != ties)  // a tied council that is for it by its coin
        result += risk(assembly.quota, ties).blocked.value - risk(assembly.quota, firm).blocked.value;
    return result;
}

std::vector<UnitEffect> unit_effects(const ClaimEvidence& evidence) {
    std::vector<UnitEffect> effects;
    const std::vector<Block> councils = councils_under(evidence.board, board_rule(evidence.board, "one_vote")).blocks;
    for (const std::string& column : evidence.present_columns()) {
        const WeightedRule assembly = majority_rule(column_of(evidence.board, column));
        std::vector<Weight> together;
        for (const Block& council : councils) {
            together.push_back(0);
            for (const std::size_t member : council.members) together.back() += assembly.weights[member];
        }
        const detail::RisksOfModels bound = evidence.board_risks({together}).front();
        for (std::size_t m = 0; m < evidence.models.size(); ++m) {
            UnitEffect effect{
                .column = column, .model = evidence.models[m], .all = bound[m].front(), .bound_all = bound[m]};
            for (const Municipality& municipality : evidence.data.municipalities)
                for (const OptionRow& row : evidence.present_rows(municipality.name))
                    if (row.scheme == column && row.model == effect.model) effect.free_all.push_back(row.outvoted);
            effect.none = effect.free_all.front();
            effect.centre = risk_as_one(evidence, assembly, parse_model(effect.model, evidence.board));
            effects.push_back(effect);
        }
    }
    return effects;
}

/// Whether voting as one lowers the risk of the centre, nothing else changing: where it alone does, and where all do.
std::vector<Trial> unit_trials(const std::vector<UnitEffect>& effects) {
    std::vector<Trial> trials;
    for (const UnitEffect& effect : effects)
        trials.push_back({.scheme = effect.column,
                          .holds = effect.centre < effect.none - equal_risks && effect.all < effect.none - equal_risks,
                          .empty = effect.none <= equal_risks});
    return trials;
}

/// Where voting as one lowers the risk at the same weights, and where not.
Wording unit_finding(const Claim& claim, const std::vector<UnitEffect>& effects, const std::string& centre) {
    const UnitEffect& first = effects.front();
    return worded(
        "Where nothing but the way of voting changes, the risk is lower in {} of {} settings (weights of the assembly "
        "x models): with the weights {} and the model {} it goes from {} to {} where only {} votes as one, and to {} "
        "where all do.",
        "Als alleen de manier van stemmen verandert, is het risico lager in {} van de {} gevallen (combinaties van de "
        "gewichten van nu en een model): met de gewichten “{}” en het model “{}” gaat het van {} naar {} als alleen {} "
        "als eenheid stemt, en naar {} als alle gemeenten dat doen.",
        claim.holding, claim.settings, detail::scheme_name(first.column), detail::model_name(first.model),
        Percent{first.none}, Percent{first.centre}, centre, Percent{first.all});
}

/// The change of weights on top of it: in how many settings the risk is lower then.
Wording changed_finding(const std::vector<Trial>& trials) {
    return worded(
        "Where the weights change as well, it is lower in {} of {} (weights on the board x weights now x models).",
        "Als ook de gewichten veranderen, is het lager in {} van de {} gevallen (combinaties van gewichten in het "
        "bestuur, gewichten nu en een model).",
        std::ranges::count(trials, true, &Trial::holds), trials.size());
}

/// Under which weights of the board, where these change as well.
Wording changed_conditions(const std::vector<Trial>& trials) {
    return detail::joined(
        {{"Where the weights change as well:", "Als ook de gewichten veranderen:"}, detail::conditions_of(trials)});
}

}  // namespace

void detail::check_models(const ClaimEvidence& evidence) {
    for (const std::string& model : evidence.models) static_cast<void>(parse_model(model, evidence.board));
}

Claim detail::test_unit_vote(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("unit_vote");
    claim.statement = worded(
        "A general board lowers the risk of {} because its delegation votes as one.",
        "Een algemeen bestuur verkleint het risico van {} doordat de afvaardiging als eenheid stemt.", evidence.centre);
    if (!evidence.has_assembly() || !evidence.board_option) return lacking(std::move(claim), no_assembly_or_board());
    claim.measured = worded(
        "The chance that {} is outvoted, at the weights of the assembly: where members vote freely, and where "
        "delegations vote as one. It holds where that lowers the risk, whether the others do it too or not. Besides, "
        "the chance on a general board with other weights.",
        "De kans dat {0} overstemd wordt bij de gewichten van nu: als leden vrij stemmen, en als afvaardigingen als "
        "eenheid stemmen. De bewering klopt waar het laatste het risico verlaagt, zowel wanneer alle gemeenten dat "
        "doen als wanneer alleen {0} het doet. Daarnaast de kans in een algemeen bestuur met andere gewichten.",
        evidence.centre);
    const auto changes = risk_changes(evidence, *evidence.board_option, Decider::board, evidence.centre);
    const std::vector<UnitEffect> effects = unit_effects(evidence);
    std::vector<Trial> trials;
    ClaimFigure risks = figure("risks",
                               worded("P({} is outvoted), now and on a general board",
                                      "Kans dat {} overstemd wordt, nu en in een algemeen bestuur", evidence.centre),
                               {"scheme", "present_scheme", "model", "now", "board", "change"});
    for (const RiskChange& change : changes) {
        trials.push_back({.scheme = change.scheme, .holds = change.lowers()});
        risks.table.rows.push_back(
            {change.scheme, change.present_scheme, change.model, change.now, change.then, change.rise()});
    }
    ClaimFigure units =
        figure("voting_as_one",
               worded("P({} is outvoted) in the assembly, where delegations vote freely or as one",
                      "Kans dat {} overstemd wordt in de regioraad, als afvaardigingen vrij of als eenheid stemmen",
                      evidence.centre),
               {"present_scheme", "model", "free", "centre_as_one", "all_as_one"});
    for (const UnitEffect& effect : effects)
        units.table.rows.push_back({effect.column, effect.model, effect.none, effect.centre, effect.all});
    judge(claim, unit_trials(effects));
    claim.finding = joined({unit_finding(claim, effects, evidence.centre), changed_finding(trials)});
    if (claim.verdict != Verdict::always) claim.conditions = conditions_of(unit_trials(effects));
    if (std::ranges::count(trials, false, &Trial::holds) > 0)
        claim.conditions = joined({claim.conditions, changed_conditions(trials)});
    claim.counterexample = worst_change(changes);
    claim.assumptions = risk_assumptions(evidence);
    claim.figures = {std::move(units), std::move(risks)};
    return claim;
}

Claim detail::test_unit_vote_all(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("unit_vote_all");
    claim.statement = {"It lowers the risk of every municipality.", "Het verkleint het risico van elke gemeente."};
    if (!evidence.has_assembly() || !evidence.board_option) return lacking(std::move(claim), no_assembly_or_board());
    claim.measured = {
        "The same chances for each municipality, at the weights of the assembly; it holds where all of "
        "them are lower when all delegations vote as one. Besides, on a board with other weights.",
        "Dezelfde kansen voor elke gemeente, bij de gewichten van nu. De bewering klopt waar die kansen alle lager "
        "zijn als alle afvaardigingen als eenheid stemmen. Daarnaast de kansen in een bestuur met andere gewichten."};
    ClaimFigure like =
        figure("like_weights",
               {"For how many municipalities the risk is lower, the same or higher when all delegations "
                "vote as one, at the same weights",
                "Voor hoeveel gemeenten het risico lager, gelijk of hoger is als alle afvaardigingen als "
                "eenheid stemmen, bij dezelfde gewichten"},
               {"present_scheme", "model", "lower", "same", "higher", "who_higher"});
    std::vector<Trial> like_trials;
    for (const UnitEffect& effect : unit_effects(evidence)) {
        std::int64_t lower = 0, higher = 0;
        std::string names;
        for (std::size_t j = 0; j < effect.free_all.size(); ++j) {
            const double rise = effect.bound_all[j] - effect.free_all[j];
            if (rise < -equal_risks) ++lower;
            if (rise <= equal_risks) continue;
            ++higher;
            names += (names.empty() ? "" : ", ") + evidence.data.municipalities[j].name;
        }
        const auto count = std::ssize(effect.free_all);
        like.table.rows.push_back({effect.column, effect.model, lower, count - lower - higher, higher, names});
        like_trials.push_back({.scheme = effect.column, .holds = lower == count});
    }
    std::vector<std::vector<RiskChange>> changes;
    std::vector<RiskChange> all;
    for (const Municipality& municipality : evidence.data.municipalities) {
        changes.push_back(risk_changes(evidence, *evidence.board_option, Decider::board, municipality.name));
        all.insert(all.end(), changes.back().begin(), changes.back().end());
    }
    ClaimFigure who = figure("municipalities",
                             {"For how many municipalities the risk is lower, the same or higher on a general board",
                              "Voor hoeveel gemeenten het risico lager, gelijk of hoger is in een algemeen bestuur"},
                             {"scheme", "present_scheme", "model", "lower", "same", "higher", "who_higher"});
    std::vector<Trial> trials;
    for (std::size_t r = 0; r < changes.front().size(); ++r) {
        std::int64_t lower = 0, higher = 0;
        std::string names;
        for (const std::vector<RiskChange>& of_one : changes) {
            if (of_one[r].lowers()) ++lower;
            if (of_one[r].rise() <= equal_risks) continue;
            ++higher;
            names += (names.empty() ? "" : ", ") + of_one[r].municipality;
        }
        const RiskChange& setting = changes.front()[r];
        const auto count = static_cast<std::int64_t>(changes.size());
        who.table.rows.push_back(
            {setting.scheme, setting.present_scheme, setting.model, lower, count - lower - higher, higher, names});
        trials.push_back({.scheme = setting.scheme, .holds = lower == count});
    }
    ClaimFigure risks = figure("risks",
                               {"Risk of each municipality, now and on a general board",
                                "Risico van elke gemeente, nu en in een algemeen bestuur"},
                               {"municipality", "scheme", "present_scheme", "model", "now", "board", "change"});
    for (const RiskChange& change : all)
        risks.table.rows.push_back({change.municipality, change.scheme, change.present_scheme, change.model, change.now,
                                    change.then, change.rise()});
    judge(claim, like_trials);
    claim.finding = joined(
        {worded("Where nothing but the way of voting changes, all are better off in {} of {} settings.",
                "Als alleen de manier van stemmen verandert, zijn alle gemeenten beter af in {} van de {} gevallen.",
                claim.holding, claim.settings),
         worded("Where the weights change as well, in {} of {}; taken one by one, {} of {} risks are lower then and {} "
                "higher.",
                "Als ook de gewichten veranderen, is dat zo in {} van de {}; afzonderlijk bekeken zijn dan {} van de "
                "{} risico's lager en {} hoger.",
                std::ranges::count(trials, true, &Trial::holds), trials.size(),
                std::ranges::count_if(all, &RiskChange::lowers), all.size(),
                std::ranges::count_if(all, [](const RiskChange& change) { return change.rise() > equal_risks; }))});
    if (claim.verdict != Verdict::always) claim.conditions = conditions_of(like_trials);
    if (std::ranges::count(trials, false, &Trial::holds) > 0)
        claim.conditions = joined({claim.conditions, changed_conditions(trials)});
    claim.counterexample = worst_change(all);
    claim.assumptions = risk_assumptions(evidence);
    claim.figures = {std::move(like), std::move(who), std::move(risks)};
    return claim;
}

Claim detail::test_base_package(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("base_package");
    claim.statement = worded("A mandate, bounded by the base package, lowers the risk of {}, which stays there.",
                             "Mandaat, begrensd door het basispakket, verkleint het risico van {}, dat wel blijft "
                             "bestaan.",
                             evidence.centre);
    const std::vector<Decider>& present = evidence.present.decides;
    if (!evidence.mandate_option || std::ranges::count(evidence.mandate_option->decides, Decider::board) == 0 ||
        std::ranges::count(present, present.front()) != std::ssize(present))
        return lacking(std::move(claim),
                       {"The case has no mandate in which a board keeps some decisions, or several bodies decide now.",
                        "De casus kent geen mandaat waarbij een bestuur over iets blijft beslissen, of nu beslissen "
                        "verscheidene organen."});
    claim.measured = worded(
        "With a share b of the issues decided by the board, the risk of {} is b times its risk there; it is below that "
        "of now as long as b is below the break-even share b*. It holds where b* is 1 or more: then it does so for "
        "every "
        "share below 1. Where the board leaves no risk there is nothing to be tested.",
        "Als het bestuur over een deel b van de zaken beslist, is het risico van {} gelijk aan b maal het risico in "
        "dat bestuur. Dat is lager dan nu zolang b onder het omslagpunt b* blijft. De bewering klopt waar b* 1 of meer "
        "is: dan geldt zij voor elk deel kleiner dan 1. Waar in het bestuur geen risico overblijft, valt er niets te "
        "toetsen.",
        evidence.centre);
    const PortfolioRequest request{.options = {.models = evidence.models,
                                               .options = {evidence.mandate_option->id},
                                               .schemes = evidence.request.schemes,
                                               .ties = evidence.request.ties,
                                               .threads = evidence.request.threads},
                                   .municipalities = {evidence.centre}};
    std::vector<BreakEvenRow> rows = break_even_shares(evidence.board, request, evidence.present.id);
    const bool board_now = present.front() == Decider::board;
    std::erase_if(rows, [&](const BreakEvenRow& row) {
        const std::string& now = evidence.unknown_weights_now() ? row.scheme : evidence.board.weight_column;
        return board_now && row.baseline_scheme != now;
    });
    ClaimFigure shares =
        figure("break_even",
               worded("Break-even share of issues that the board decides, for {}",
                      "Omslagpunt: deel van de zaken dat het bestuur beslist, voor {}", evidence.centre),
               {"scheme", "present_scheme", "model", "kinds", "board", "now", "break_even"});
    std::vector<Trial> trials;
    const BreakEvenRow* least = nullptr;
    for (const BreakEvenRow& row : rows) {
        const bool same = board_now && row.scheme == row.baseline_scheme;
        const bool empty = row.risk <= equal_risks;
        const bool always = same || row.risk <= row.baseline_risk + equal_risks;  // b* is 1 or more
        trials.push_back({.scheme = row.scheme, .holds = always && !empty, .empty = empty});
        shares.table.rows.push_back(
            {row.scheme, row.baseline_scheme, row.model, row.kind, row.risk, row.baseline_risk});
        shares.table.rows.back().emplace_back(row.share ? Table::Cell(*row.share) : Table::Cell());
        if (row.share && (!least || *row.share < *least->share)) least = &row;
    }
    judge(claim, trials);
    if (claim.verdict != Verdict::always && least && *least->share > 0) claim.verdict = Verdict::only_if;
    if (least)
        claim.finding =
            worded("The least break-even share is {}: board by {}, weights now {}, model {}.",
                   "Het laagste omslagpunt is {}: gewichten in het bestuur “{}”, gewichten nu “{}”, model “{}”.",
                   Percent{*least->share}, detail::scheme_name(least->scheme),
                   detail::scheme_name(least->baseline_scheme), detail::model_name(least->model));
    if (least && *least->share <= 1) {
        claim.conditions = worded(
            "The risk is lower in every setting as long as less than {} of the issues are decided "
            "by the board.",
            "Het risico is in alle gevallen lager zolang het bestuur over minder dan {} van de zaken beslist.",
            Percent{*least->share});
        if (least->risk > least->baseline_risk + equal_risks)
            claim.counterexample =
                worded("If the board ({}) decides everything, the risk is {} against {} now (weights {}, model {}).",
                       "Als het bestuur (“{}”) over alles beslist, is het risico {}, tegen {} nu (gewichten “{}”, "
                       "model “{}”).",
                       detail::scheme_name(least->scheme), Percent{least->risk}, Percent{least->baseline_risk},
                       detail::scheme_name(least->baseline_scheme), detail::model_name(least->model));
    }
    if (claim.verdict != Verdict::always) {
        std::vector<std::string> none;
        for (const BreakEvenRow& row : rows)
            if (row.risk <= 0 && std::ranges::count(none, row.scheme) == 0) none.push_back(row.scheme);
        claim.conditions =
            joined({claim.conditions, worded("Whatever that share:", "Ongeacht dat deel:"), conditions_of(trials),
                    none.empty() ? Wording{}
                                 : worded("With the weights {} no risk is left, and nothing is to be tested.",
                                          "Met als gewicht {} blijft er geen risico over en valt er niets te toetsen.",
                                          enumerated(named("scheme", none)))});
    }
    claim.assumptions = risk_assumptions(evidence);
    claim.assumptions.push_back(
        {"Nobody has counted how the issues divide over the kinds of decisions, so the share b "
         "is left open.",
         "Niemand heeft geteld hoe de zaken over de soorten besluiten verdeeld zijn; daarom blijft het deel b open."});
    if (const Wording now = present_assumption(evidence); !now.empty()) claim.assumptions.push_back(now);
    claim.figures = {std::move(shares)};
    return claim;
}

}  // namespace stemgewicht
