#include "claims/claim_evidence.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>

namespace stemgewicht {

namespace {

using detail::ClaimEvidence;
using detail::equal_risks;
using detail::figure;
using detail::joined;
using detail::named;
using detail::Percent;
using detail::Trial;
using detail::worded;

/// The least and the greatest of the risks of some rows.
struct RiskRange {
    double least = std::numeric_limits<double>::infinity(), most = 0;

    void take(double risk) {
        least = std::min(least, risk);
        most = std::max(most, risk);
    }
};

/// How a municipality fares on some kinds of decisions under one option and scheme.
struct Certainty {
    const OptionRow* row;   ///< the first of the models
    bool dictated = false;  ///< the municipality decides alone there
    bool certain = false;   ///< in no way of voting the decision is against the council
    RiskRange risk{};       ///< over the models asked for
};

/// Whether a member decides alone by a rule.
bool dictates(const WeightedRule& rule, std::size_t member) {
    const Weight own = rule.weights[member];
    return own >= rule.quota && total_weight(rule.weights) - own < rule.quota;
}

/// Whether what a row tells of is decided by the municipality alone: as a delegation, or as a group that decides both
/// in its council and in the assembly.
bool decides_alone(const ClaimEvidence& evidence, const OptionRow& row) {
    const auto& known = evidence.data.municipalities;
    const auto j =
        static_cast<std::size_t>(std::ranges::find(known, row.municipality, &Municipality::name) - known.begin());
    if (row.decider == Decider::board) return dictates(board_rule(evidence.board, row.scheme), j);
    if (row.decider != Decider::assembly) return false;
    const WeightedRule assembly = majority_rule(column_of(evidence.board, row.scheme));
    const WeightedRule council = council_positions(evidence.board)[j];
    for (std::size_t i = 0; i < council.weights.size(); ++i)
        if (dictates(assembly, i) && dictates(council, i)) return true;
    return false;
}

/// All decisions of all options for one municipality. Under ic every way of voting has a chance, so that the risk is 0
/// only where none outvotes it.
std::vector<Certainty> certainties(const ClaimEvidence& evidence, const std::string& municipality) {
    std::vector<Certainty> result;
    for (const OptionRow& row : evidence.rows()) {
        if (row.municipality != municipality) continue;
        const auto same = [&](const Certainty& known) {
            return known.row->option == row.option && known.row->scheme == row.scheme && known.row->kind == row.kind;
        };
        auto place = std::ranges::find_if(result, same);
        if (place == result.end()) {
            result.push_back({.row = &row, .dictated = decides_alone(evidence, row)});
            place = std::prev(result.end());
        }
        if (row.model == "ic") place->certain = !(row.outvoted > 0);
        if (std::ranges::count(evidence.models, row.model) > 0) place->risk.take(row.outvoted);
    }
    return result;
}

std::string kind_names(const ClaimEvidence& evidence, const std::vector<std::size_t>& kinds) {
    std::string text;
    for (const std::size_t kind : kinds) text += (text.empty() ? "" : ", ") + evidence.data.kinds[kind];
    return text;
}

std::string yes_or_no(bool holds) { return holds ? "yes" : "no"; }

/// Games of a few members, and the first member's fate in them.
struct SmallGames {
    std::int64_t members, games = 0, never_outvoted = 0, dictated = 0, both = 0;
};

/// All monotone games in which nobody loses and everybody wins, each as the list of its winning sets, on so few members
/// that these fit a word.
SmallGames small_games(std::size_t members) {
    SmallGames result{.members = static_cast<std::int64_t>(members)};
    const std::size_t sets = std::size_t{1} << members, everyone = sets - 1;
    for (std::uint32_t winning = 0; winning < std::uint32_t{1} << sets; ++winning) {
        const auto wins = [&](std::size_t set) { return (winning >> set & 1) != 0; };
        bool game = !wins(0) && wins(everyone), agrees = true;
        for (std::size_t set = 0; set < sets && game; ++set) {
            agrees = agrees && wins(set) == ((set & 1) != 0);
            for (std::size_t i = 0; i < members; ++i) game = game && (!wins(set) || wins(set | std::size_t{1} << i));
        }
        if (!game) continue;
        const bool dictator = wins(1) && !wins(everyone ^ 1);
        ++result.games;
        result.never_outvoted += agrees ? 1 : 0;
        result.dictated += dictator ? 1 : 0;
        result.both += agrees && dictator ? 1 : 0;
    }
    return result;
}

ClaimFigure small_games_figure() {
    ClaimFigure result = figure("simple_games",
                                {"All simple games of a few members: where the first is never outvoted, and where it "
                                 "is a dictator",
                                 "Alle beslisregels voor enkele leden: waarbij het eerste lid nooit wordt overstemd, "
                                 "en waarbij het alleen beslist"},
                                {"members", "games", "never_outvoted", "dictator", "both"});
    for (std::size_t members = 1; members <= 4; ++members) {
        const SmallGames games = small_games(members);
        result.table.rows.push_back({games.members, games.games, games.never_outvoted, games.dictated, games.both});
    }
    return result;
}

/// What the others risk under the centre, by municipality and model, against the present situation.
struct OtherRisks {
    ClaimFigure figure;
    std::size_t worse = 0, all = 0;  ///< municipalities and models, worse than in the worst case now
    RiskRange centre{}, now{};
};

OtherRisks other_risks(const ClaimEvidence& evidence) {
    OtherRisks result{.figure =
                          figure("others",
                                 worded("Risk of the others on what {} decides for them, and now",
                                        "Risico van de anderen bij wat {} voor hen beslist, en nu", evidence.centre),
                                 {"municipality", "kinds", "model", "centre", "now_least", "now_most"})};
    for (std::size_t j = 1; j <= evidence.others; ++j) {
        const std::string& name = evidence.data.municipalities[j].name;
        const std::vector<OptionRow> present = evidence.present_rows(name);
        for (const OptionRow& row : evidence.rows_of(*evidence.centre_option, Decider::centre, name)) {
            RiskRange now;
            for (const OptionRow& before : present)
                if (before.model == row.model) now.take(before.outvoted);
            if (present.empty()) now = {};
            result.figure.table.rows.push_back(
                {name, kind_names(evidence, row.kinds), row.model, row.outvoted, now.least, now.most});
            ++result.all;
            if (row.outvoted > now.most + equal_risks) ++result.worse;
            result.centre.take(row.outvoted);
            result.now.take(now.least);
            result.now.take(now.most);
        }
    }
    return result;
}

}  // namespace

Claim detail::test_centre_no_risk(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("centre_no_risk");
    claim.statement = worded("As centre municipality {} has no risk of unwanted decisions.",
                             "Als centrumgemeente loopt {} geen risico op ongewenste besluiten.", evidence.centre);
    if (!evidence.centre_option)
        return lacking(std::move(claim), {"The case has no option with a centre municipality that decides.",
                                          "De casus kent geen optie waarin een centrumgemeente beslist."});
    claim.measured = worded(
        "Whether on each kind of decision the decision is {}'s own position, for every way of "
        "voting; and what the others then risk, if they leave these kinds to it.",
        "Of bij elke soort besluit altijd het standpunt van {0} wordt gevolgd, hoe er ook wordt gestemd; en wat de "
        "anderen dan riskeren, als zij deze besluiten aan {0} overlaten.",
        evidence.centre);
    std::vector<std::string> safe, exposed;
    double most = 0;
    for (std::size_t kind = 0; kind < evidence.data.kinds.size(); ++kind) {
        bool certain = true;
        for (const Certainty& found : certainties(evidence, evidence.centre))
            if (found.row->option == evidence.centre_option->id && std::ranges::count(found.row->kinds, kind) > 0) {
                certain = certain && found.certain;
                most = std::max(most, found.risk.most);
            }
        (certain ? safe : exposed).push_back(evidence.data.kinds[kind]);
    }
    judge(claim, safe.size(), safe.size() + exposed.size());
    OtherRisks others = other_risks(evidence);
    if (!safe.empty())
        claim.finding = worded(
            "On {} the decision is the position of {}'s own council: the two cannot differ, whatever "
            "the vote model.",
            "Bij {} volgt het besluit altijd het standpunt van de eigen raad van {}, bij elk stemmodel.",
            enumerated(named("kind", safe)), evidence.centre);
    claim.finding = joined(
        {claim.finding,
         worded("The others risk {} to {} on what {} decides for them, against {} to {} now; in {} of {} cases "
                "(municipalities x models) more than in the worst case now. On what they do not leave to it they risk "
                "nothing.",
                "De anderen riskeren {} tot {} bij wat {} voor hen beslist, tegen {} tot {} nu. In {} van de {} "
                "gevallen (combinaties van een gemeente en een model) is dat meer dan hun hoogste risico nu. Bij wat "
                "zij niet overlaten, riskeren zij niets.",
                Percent{others.centre.least}, Percent{others.centre.most}, evidence.centre, Percent{others.now.least},
                Percent{others.now.most}, others.worse, others.all)});
    if (!exposed.empty()) {
        if (!safe.empty()) claim.conditions = worded("Only on {}.", "Alleen bij {}.", enumerated(named("kind", safe)));
        claim.counterexample = worded("On {} somebody else decides, and the risk is up to {}.",
                                      "Over {} beslist een ander, en het risico loopt op tot {}.",
                                      enumerated(named("kind", exposed)), Percent{most});
    }
    claim.assumptions = risk_assumptions(evidence);
    claim.assumptions.push_back({"Being outvoted is the only risk counted: who bears the costs is not.",
                                 "Alleen het risico om overstemd te worden is geteld, niet wie de kosten draagt."});
    if (const Wording now = present_assumption(evidence); !now.empty()) claim.assumptions.push_back(now);
    claim.figures = {std::move(others.figure)};
    return claim;
}

Claim detail::test_only_mandate(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("only_mandate");
    claim.statement = worded(
        "Only a mandate makes it certain that {} is not hit by unwanted decisions; as long as tasks are delegated, "
        "nothing does.",
        "Alleen mandaat geeft zekerheid dat {} niet op ongewenste wijze wordt geraakt; zolang taken zijn gedelegeerd, "
        "geeft niets die zekerheid.",
        evidence.centre);
    if (!evidence.mandate_option)
        return lacking(std::move(claim), {"The case has no mandate.", "De casus kent geen mandaat."});
    claim.measured = {
        "Whether in some way of voting the decision is against the council, for every body that decides "
        "on delegated tasks and for every kind of decision under the mandate. Where every way of "
        "voting has a chance, only who decides alone has no risk; all simple games of up to four members "
        "are tried for that.",
        "Of er een stemuitslag mogelijk is waarbij het besluit tegen de raad ingaat, voor elk orgaan dat over "
        "gedelegeerde taken beslist en voor elke soort besluit bij mandaat. Als elke stemuitslag kan voorkomen, heeft "
        "alleen wie alleen beslist geen risico; alle beslisregels tot en met vier leden zijn daarop getoetst."};
    ClaimFigure delegated = figure("delegated",
                                   worded("Whether {} can be outvoted where others decide with it",
                                          "Of {} overstemd kan worden waar anderen meebeslissen", evidence.centre),
                                   {"option", "scheme", "dictator", "certain", "risk_least", "risk_most"});
    ClaimFigure mandate = figure("mandate",
                                 worded("Whether {} can be outvoted under the mandate",
                                        "Of {} overstemd kan worden bij mandaat", evidence.centre),
                                 {"kinds", "scheme", "certain", "risk_least", "risk_most"});
    std::vector<std::string> certain_schemes, safe_kinds, open_kinds;
    bool centre_certain = evidence.centre_option != nullptr;
    std::size_t bodies = 0, mismatches = 0;
    RiskRange left;
    for (const Certainty& found : certainties(evidence, evidence.centre)) {
        const OptionRow& row = *found.row;
        if (evidence.centre_option && row.option == evidence.centre_option->id)
            centre_certain = centre_certain && found.certain;
        const bool together = row.decider == Decider::assembly || row.decider == Decider::board;
        const auto& decides = std::ranges::find(evidence.data.options, row.option, &GovernanceOption::id)->decides;
        const bool mandated = std::ranges::count(decides, Decider::council) > 0;
        if (row.option == evidence.mandate_option->id) {
            const std::string kinds = kind_names(evidence, row.kinds);
            mandate.table.rows.push_back(
                {kinds, row.scheme, yes_or_no(found.certain), found.risk.least, found.risk.most});
            if (together) left.take(found.risk.most);
            std::vector<std::string>& list = together ? open_kinds : safe_kinds;
            for (const std::size_t kind : row.kinds)
                if (std::ranges::count(list, evidence.data.kinds[kind]) == 0) list.push_back(evidence.data.kinds[kind]);
        } else if (together && !mandated) {
            delegated.table.rows.push_back({row.option, row.scheme, yes_or_no(found.dictated), yes_or_no(found.certain),
                                            found.risk.least, found.risk.most});
            ++bodies;
            if (found.certain != found.dictated) ++mismatches;
            if (found.certain) certain_schemes.push_back(row.scheme);
        }
    }
    const bool none_certain = certain_schemes.empty(), all_safe = open_kinds.empty();
    claim.verdict = bodies == 0                                              ? Verdict::not_computable
                    : none_certain && all_safe                               ? Verdict::always
                    : safe_kinds.empty() || certain_schemes.size() == bodies ? Verdict::never
                                                                             : Verdict::only_if;
    if (bodies == 0)
        claim.finding = {"No option has an assembly or a board that decides on delegated tasks.",
                         "Geen optie heeft een regioraad of bestuur dat over gedelegeerde taken beslist."};
    else if (none_certain)
        claim.finding = worded("Bodies that decide on delegated tasks: {}; in each of them {} can be outvoted.",
                               "Aantal organen (met verschillende gewichten) die over gedelegeerde taken beslissen: "
                               "{}. In elk daarvan kan {} overstemd worden.",
                               bodies, evidence.centre);
    else
        claim.finding = worded("Bodies that decide on delegated tasks: {}; of these never outvote {}: {}.",
                               "Aantal organen (met verschillende gewichten) die over gedelegeerde taken beslissen: "
                               "{0}. Aantal daarvan waarin {1} nooit overstemd wordt: {2}.",
                               bodies, evidence.centre, certain_schemes.size());
    if (mismatches == 0 && !none_certain)
        claim.finding = joined({claim.finding, worded("Those are just the ones in which {} decides alone.",
                                                      "Dat is precies waar {} alleen beslist.", evidence.centre)});
    if (centre_certain)
        claim.finding = joined(
            {claim.finding, worded("As centre municipality, to which the others mandate, it is never "
                                   "outvoted.",
                                   "Als centrumgemeente, waaraan de anderen mandateren, wordt het nooit overstemd.")});
    claim.conditions = worded("Under the mandate it is certain on {}, where each council decides.",
                              "Bij mandaat bestaat die zekerheid voor {}, waar elke raad zelf beslist.",
                              enumerated(named("kind", safe_kinds)));
    if (!open_kinds.empty())
        claim.conditions =
            joined({claim.conditions,
                    worded("Not on {}, where the board decides: there the risk is up to {}.",
                           "Zij bestaat niet voor {}, waar het bestuur beslist: daar loopt het risico op tot {}.",
                           enumerated(named("kind", open_kinds)), Percent{left.most})});
    std::vector<std::string> certain_once;
    for (const std::string& scheme : certain_schemes)
        if (std::ranges::count(certain_once, scheme) == 0) certain_once.push_back(scheme);
    if (!none_certain)
        claim.counterexample = worded(
            "Without mandate: on a board with the weights {} {} is never outvoted, as it decides alone. Whether the "
            "law allows that is doubtful.",
            "Zonder mandaat: in een bestuur met als gewicht {0} wordt {1} nooit overstemd, want {1} beslist alleen. Of "
            "de wet dat toelaat, is twijfelachtig.",
            enumerated(named("scheme", certain_once)), evidence.centre);
    claim.assumptions = risk_assumptions(evidence);
    claim.assumptions.push_back(
        {"The bodies tried are those of the case; a motion passes with more than half of the weight.",
         "De getoetste organen zijn die van de casus; een voorstel is aangenomen met meer dan de helft van het "
         "gewicht."});
    claim.figures = {std::move(delegated), std::move(mandate), small_games_figure()};
    return claim;
}

}  // namespace stemgewicht
