#include "claims/claim_evidence.hpp"
#include "study/council_profiles.hpp"

#include <stemgewicht/boards/parse_model.hpp>

#include <algorithm>
#include <cstdint>
#include <map>

namespace stemgewicht {

namespace {

using detail::ClaimEvidence;
using detail::equal_risks;
using detail::figure;
using detail::joined;
using detail::named;
using detail::Percent;
using detail::Points;
using detail::Trial;
using detail::worded;

/// The chance that all councils want the same on a decision, by model; a tied council is against.
std::vector<double> chances_alike(const ClaimEvidence& evidence) {
    const std::vector<Weight> one(evidence.others + 1, 1);
    const auto count = static_cast<Weight>(one.size());
    const Rule everyone = councils_under(evidence.board, {.weights = one, .quota = count});
    const Rule anyone = councils_under(evidence.board, {.weights = one, .quota = 1});
    std::vector<double> chances;
    for (const std::string& model : evidence.models) {
        const VotingModel votes = parse_model(model, evidence.board);
        chances.push_back(pass_probability(everyone, votes) + 1 - pass_probability(anyone, votes));
    }
    return chances;
}

std::size_t place_of_model(const ClaimEvidence& evidence, const std::string& model) {
    return static_cast<std::size_t>(std::ranges::find(evidence.models, model) - evidence.models.begin());
}

/// The chance that voters of these weights, each for it with chance `yes` by itself, reach the quota together.
double reaching_chance(const std::vector<Weight>& weights, double yes, Weight quota) {
    std::map<Weight, double> law{{0, 1.0}};
    for (const Weight weight : weights) {
        std::map<Weight, double> next;
        for (const auto& [sum, chance] : law) {
            if (yes < 1) next[sum] += chance * (1 - yes);
            if (yes > 0) next[std::min(sum + weight, quota)] += chance * yes;
        }
        law = std::move(next);
    }
    const auto reached = law.find(quota);
    return reached == law.end() ? 0 : reached->second;
}

/// A base package whose content and size the same board decides: the share of the issues that become compulsory, and
/// how often the centre is then outvoted on one that has.
struct SetByBoard {
    double share = 0, risk = 0;
};

SetByBoard set_by_board(const detail::BlockProfiles& profiles, const WeightedRule& top, double appetite) {
    SetByBoard result;
    std::vector<std::size_t> cell(profiles.cells.size(), 0);
    std::map<std::vector<Weight>, double> known;  // profiles with the same winners
    for (const double chance : profiles.law) {
        Weight yes = 0;
        for (std::size_t j = 0; j < cell.size(); ++j) yes += profiles.cells[j][cell[j]].vote ? top.weights[j] : 0;
        const bool passes = yes >= top.quota;
        std::vector<Weight> winners;
        for (std::size_t j = 0; j < cell.size(); ++j)
            if (profiles.cells[j][cell[j]].vote == passes) winners.push_back(top.weights[j]);
        const auto [found, is_new] = known.try_emplace(winners, 0);
        if (is_new) found->second = reaching_chance(winners, appetite, top.quota);
        const double compulsory = chance * found->second;
        result.share += compulsory;
        const Side side = profiles.cells.front()[cell.front()].side;
        if (side != Side::tied && (side == Side::yes) != passes) result.risk += compulsory;
        for (std::size_t j = 0; j < cell.size() && ++cell[j] == profiles.cells[j].size(); ++j) cell[j] = 0;
    }
    return result;
}

/// The most municipalities for which all sides that their councils can take are gone through.
constexpr std::size_t most_municipalities = 10;

ClaimFigure plus_figure(const ClaimEvidence& evidence, const std::vector<double>& alike) {
    ClaimFigure result = figure("plus_package",
                                worded("The plus package, by who decides on it: risk of {}, of the others, and the "
                                       "chance of the same decision everywhere",
                                       "Het pluspakket, naar wie erover beslist: risico van {}, van de anderen, en de "
                                       "kans op overal hetzelfde besluit",
                                       evidence.centre),
                                {"decides", "scheme", "model", "risk", "others_mean", "uniformity"});
    std::vector<std::string> seen;
    for (const Decider decider : {Decider::council, Decider::board, Decider::centre})
        for (const OptionRow& row : evidence.rows()) {
            if (row.decider != decider || row.municipality != evidence.centre) continue;
            const std::size_t m = place_of_model(evidence, row.model);
            if (m == evidence.models.size()) continue;
            const std::string key = std::string(decider_name(decider)) + row.scheme + row.model;
            if (std::ranges::count(seen, key) > 0) continue;
            seen.push_back(key);
            double sum = 0;
            for (const OptionRow& other : evidence.rows())
                if (other.option == row.option && other.scheme == row.scheme && other.model == row.model &&
                    other.kind == row.kind && other.municipality != evidence.centre)
                    sum += other.outvoted;
            result.table.rows.push_back({std::string(decider_name(decider)), row.scheme, row.model, row.outvoted,
                                         evidence.others == 0 ? 0 : sum / static_cast<double>(evidence.others),
                                         decider == Decider::council ? alike[m] : 1.0});
        }
    return result;
}

Wording no_bounded_mandate() {
    return {"The case has no mandate in which a board keeps some decisions.",
            "De casus kent geen mandaat waarbij een bestuur over iets blijft beslissen."};
}

Wording too_many_sides() {
    return {"The sides that the councils can take are too many to be gone through.",
            "De raden kunnen op te veel manieren verdeeld zijn om ze alle na te gaan."};
}

bool has_bounded_mandate(const ClaimEvidence& evidence) {
    return evidence.mandate_option != nullptr &&
           std::ranges::count(evidence.mandate_option->decides, Decider::board) > 0;
}

}  // namespace

Claim detail::test_package_size(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("package_size");
    claim.statement = {"The larger the base package, the more efficiency is kept.",
                       "Hoe groter het basispakket, hoe meer efficiency behouden blijft."};
    if (!has_bounded_mandate(evidence)) return lacking(std::move(claim), no_bounded_mandate());
    claim.measured = worded(
        "Efficiency itself is not in the data; the sources say that it is greatest where the choices are the same "
        "everywhere. Counted is how often the same decision holds in every municipality, with a share b of the issues "
        "in the base package, which the board decides, and the rest decided by each council; beside it, what that "
        "costs: the risk of {}. It holds where the first rises with b.",
        "De gegevens zeggen niets over efficiency zelf; volgens de bronnen is die het grootst als overal dezelfde "
        "keuzen worden gemaakt. Geteld is hoe vaak in elke gemeente hetzelfde besluit geldt, als het bestuur beslist "
        "over een deel b van de zaken (het basispakket) en elke raad over de rest. Daarnaast wat dat kost: het risico "
        "van {}. De bewering klopt waar het eerste toeneemt met b.",
        evidence.centre);
    ClaimFigure efficiency = figure(
        "efficiency",
        worded("The same decision everywhere, and the risk of {}, by the share of the base package",
               "Overal hetzelfde besluit, en het risico van {}, naar het aandeel van het basispakket", evidence.centre),
        {"scheme", "model", "share", "uniformity", "risk"});
    const std::vector<double> alike = chances_alike(evidence);
    std::vector<Trial> trials;
    double least = 1, most = 0;
    for (const OptionRow& row : evidence.rows_of(*evidence.mandate_option, Decider::board, evidence.centre)) {
        const double apart = alike[place_of_model(evidence, row.model)];
        for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0})
            efficiency.table.rows.push_back(
                {row.scheme, row.model, share, share + (1 - share) * apart, share * row.outvoted});
        const bool empty = 1 - apart <= equal_risks;
        trials.push_back({.scheme = row.scheme, .holds = !empty, .empty = empty});
        least = std::min(least, row.outvoted);
        most = std::max(most, row.outvoted);
    }
    judge(claim, trials);
    const auto [low, high] = std::ranges::minmax(alike);
    claim.finding = worded(
        "Without a base package all councils decide the same in {} to {} of the cases, depending on the model; every "
        "tenth of the issues in it adds {} to {} percentage points, and costs {} {} to {} percentage points of risk.",
        "Zonder basispakket besluiten alle raden in {} tot {} van de gevallen hetzelfde, afhankelijk van het model. "
        "Elke 10% van de zaken in het basispakket voegt daar {} tot {} procentpunt aan toe en verhoogt het risico van "
        "{} met {} tot {} procentpunt.",
        Percent{low}, Percent{high}, Points{0.1 * (1 - high)}, Points{0.1 * (1 - low)}, evidence.centre,
        Points{0.1 * least}, Points{0.1 * most});
    claim.assumptions = risk_assumptions(evidence);
    claim.figures = {std::move(efficiency)};
    return claim;
}

Claim detail::test_board_sets_base(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("board_sets_base");
    claim.statement = {"The general board, which decides what is compulsory, bounds the policy of the councils.",
                       "Het algemeen bestuur, dat bepaalt wat verplicht wordt afgenomen, kadert het beleid van de "
                       "raden in."};
    if (!has_bounded_mandate(evidence)) return lacking(std::move(claim), no_bounded_mandate());
    if (evidence.others + 1 > most_municipalities) return lacking(std::move(claim), too_many_sides());
    claim.measured = worded(
        "The share of the base package as an outcome: on each issue the board first decides what is to be done, and "
        "then whether that is compulsory. A council that lost votes against; one that won votes for it with a chance "
        "u, its appetite for a rule for all. It holds where, with u = 1, {} can be outvoted.",
        "Het aandeel van het basispakket als uitkomst: bij elke zaak besluit het bestuur eerst wat er gebeurt, en dan "
        "of dat verplicht wordt. Een raad die verloor, stemt tegen de verplichting; een raad die won, stemt met kans u "
        "voor: hoe graag hij iets voor allen wil regelen. De bewering klopt waar {} bij u = 1 overstemd kan worden.",
        evidence.centre);
    ClaimFigure outcome = figure("set_by_board",
                                 worded("Share of the issues that become compulsory, and risk of {}, by that appetite",
                                        "Aandeel van de zaken dat verplicht wordt, en risico van {}, naar de kans u "
                                        "dat een winnaar wil verplichten",
                                        evidence.centre),
                                 {"scheme", "model", "appetite", "share", "risk"});
    const std::vector<WeightedRule> positions = council_positions(evidence.board);
    std::vector<Trial> trials;
    SetByBoard fewest{1, 1}, most{0, 0}, half_least{1, 1}, half_most{0, 0};
    const auto widen = [](SetByBoard& least, SetByBoard& greatest, const SetByBoard& found) {
        least = {std::min(least.share, found.share), std::min(least.risk, found.risk)};
        greatest = {std::max(greatest.share, found.share), std::max(greatest.risk, found.risk)};
    };
    for (const std::string& model : evidence.models) {
        const auto profiles = council_profiles(councils_under(evidence.board, board_rule(evidence.board, "one_vote")),
                                               positions, parse_model(model, evidence.board), Exact{});
        if (!profiles) return lacking(std::move(claim), too_many_sides());
        for (const std::string& scheme : evidence.schemes) {
            const WeightedRule top = board_rule(evidence.board, scheme);
            for (const double appetite : {0.0, 0.25, 0.5, 0.75, 0.9, 1.0}) {
                const SetByBoard found = set_by_board(*profiles, top, appetite);
                outcome.table.rows.push_back({scheme, model, appetite, found.share, found.risk});
                if (appetite == 0.5) widen(half_least, half_most, found);
                if (appetite < 1) continue;
                widen(fewest, most, found);
                trials.push_back({.scheme = scheme, .holds = found.risk > equal_risks});
            }
        }
    }
    judge(claim, trials);
    claim.finding = joined(
        {worded("If every council that wins wants its win to be compulsory, {} to {} of the issues become so: who has "
                "a majority for the content has one for the duty too. The mandate then leaves {} about the risk of a "
                "general board that decides everything: {} to {}.",
                "Als elke raad die wint de uitkomst verplicht wil maken, wordt {} tot {} van de zaken verplicht: wie "
                "een meerderheid heeft voor de inhoud, heeft die ook voor de verplichting. Bij mandaat houdt {} dan "
                "ongeveer het risico van een algemeen bestuur dat over alles beslist: {} tot {}.",
                Percent{fewest.share}, Percent{most.share}, evidence.centre, Percent{fewest.risk}, Percent{most.risk}),
         worded("If one in two of them wants that, it is {} to {} of the issues, and a risk of {} to {}.",
                "Als zij dat in de helft van de gevallen willen, wordt {} tot {} van de zaken verplicht, en is het "
                "risico {} tot {}.",
                Percent{half_least.share}, Percent{half_most.share}, Percent{half_least.risk},
                Percent{half_most.risk})});
    if (claim.verdict != Verdict::always) claim.conditions = conditions_of(trials);
    claim.assumptions = risk_assumptions(evidence);
    claim.assumptions.push_back(
        {"Who loses on content wants no duty, and the councils that win want one "
         "independently of each other; nobody has measured how much.",
         "Een raad die op de inhoud verliest, wil geen verplichting. Of een raad die wint haar wel wil, staat los van "
         "de andere raden; hoe vaak dat zo is, heeft niemand gemeten."});
    claim.figures = {std::move(outcome), plus_figure(evidence, chances_alike(evidence))};
    return claim;
}

Claim detail::test_lobby(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("lobby");
    claim.statement = {
        "With a mandate the region no longer speaks with one voice by definition; with a centre "
        "municipality it cannot be said whether that is weaker.",
        "Bij mandaat spreekt de regio niet meer per definitie met één stem; bij een centrumgemeente is niet te zeggen "
        "of dat de lobbykracht verzwakt."};
    if (!evidence.mandate_option || !evidence.centre_option)
        return lacking(std::move(claim), {"The case has not both a mandate and a centre municipality.",
                                          "De casus kent niet zowel mandaat als een centrumgemeente."});
    claim.measured = {
        "Both judgements have one cause in the source: that councils decide differently. Counted is how often they do, "
        "on each kind of decision that the councils have under the mandate. That the judgements differ holds where "
        "this is more often than under the centre municipality. What a lobby is worth is not in the data.",
        "Beide oordelen hebben in de bron dezelfde oorzaak: dat raden verschillend besluiten. Geteld is hoe vaak zij "
        "dat doen, voor elke soort besluit die bij mandaat bij de raden ligt. Het verschil in oordeel klopt waar dat "
        "bij mandaat vaker gebeurt dan bij een centrumgemeente. Wat lobbykracht waard is, zit niet in de gegevens."};
    ClaimFigure figures =
        figure("different",
               {"How often the councils do not all decide the same", "Hoe vaak niet alle raden hetzelfde besluiten"},
               {"kinds", "model", "mandate", "centre"});
    const std::vector<double> alike = chances_alike(evidence);
    std::vector<Trial> trials;
    std::vector<std::string> same, differs;
    for (std::size_t kind = 0; kind < evidence.data.kinds.size(); ++kind) {
        if (evidence.mandate_option->decides[kind] != Decider::council) continue;
        const bool both = evidence.centre_option->decides[kind] == Decider::council;
        (both ? same : differs).push_back(evidence.data.kinds[kind]);
        for (std::size_t m = 0; m < evidence.models.size(); ++m) {
            const double apart = 1 - alike[m];
            figures.table.rows.push_back({evidence.data.kinds[kind], evidence.models[m], apart, both ? apart : 0.0});
            trials.push_back({.scheme = evidence.data.kinds[kind],
                              .holds = !both && apart > equal_risks,
                              .empty = apart <= equal_risks});
        }
    }
    judge(claim, trials);
    const auto [low, high] = std::ranges::minmax(alike);
    if (!same.empty())
        claim.finding = worded(
            "On {} the cause is the same under both: each council decides, and they differ in {} to {} of the cases. "
            "What is said of the one must be said of the other.",
            "Bij {} is de oorzaak in beide opties dezelfde: elke raad beslist zelf, en de raden besluiten in {} tot {} "
            "van de gevallen verschillend. Wat van de ene optie wordt gezegd, geldt ook voor de andere.",
            enumerated(named("kind", same)), Percent{1 - high}, Percent{1 - low});
    if (!differs.empty())
        claim.conditions = worded("Only on {}, which the council of {} decides for all as centre municipality.",
                                  "Alleen bij {}, waarover de raad van {} als centrumgemeente voor allen beslist.",
                                  enumerated(named("kind", differs)), evidence.centre);
    claim.assumptions = risk_assumptions(evidence);
    claim.figures = {std::move(figures)};
    return claim;
}

}  // namespace stemgewicht
