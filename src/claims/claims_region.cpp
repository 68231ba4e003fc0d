#include "claims/claim_evidence.hpp"

#include <algorithm>
#include <cstdint>

namespace stemgewicht {

namespace {

using detail::ClaimEvidence;
using detail::equal_risks;
using detail::figure;
using detail::joined;
using detail::named;
using detail::OptionWay;
using detail::Percent;
using detail::Trial;
using detail::worded;

/// The bodies that an option has besides the councils, and who votes in them.
struct SharedBodies {
    std::int64_t bodies = 0, voters = 0, councils = 0;
};

SharedBodies shared_bodies(const ClaimEvidence& evidence, const GovernanceOption& option) {
    SharedBodies result;
    const auto has = [&](Decider decider) { return std::ranges::count(option.decides, decider) > 0; };
    const std::int64_t municipalities = std::ssize(evidence.data.municipalities);
    if (has(Decider::assembly)) ++result.bodies, result.voters += std::ssize(evidence.board.names);
    if (has(Decider::board)) ++result.bodies, result.voters += municipalities;
    if (has(Decider::council)) result.councils = municipalities;
    if (has(Decider::centre)) result.councils = std::max<std::int64_t>(result.councils, 1);
    return result;
}

/// Whether one body decides everything now.
bool has_one_body_now(const ClaimEvidence& evidence) {
    const auto& decides = evidence.present.decides;
    return decides.front() != Decider::council && std::ranges::count(decides, decides.front()) == std::ssize(decides);
}

Wording several_bodies_now() {
    return {"Now several bodies decide, or each council by itself.",
            "Nu beslissen verscheidene organen, of elke raad voor zich."};
}

/// The greatest risk of a municipality over the kinds of decisions.
double worst_risk(const OptionWay& way, std::size_t municipality, std::size_t kinds) {
    double risk = 0;
    for (std::size_t kind = 0; kind < kinds; ++kind) risk = std::max(risk, way.row(kind, municipality).outvoted);
    return risk;
}

/// How many schemes of an option a claim holds in all, some or none of.
Wording settings_by_option(const std::vector<Trial>& trials) {
    std::vector<std::string> order;
    std::vector<Wording> parts;
    for (const Trial& trial : trials) {
        if (std::ranges::count(order, trial.scheme) > 0) continue;
        order.push_back(trial.scheme);
        std::size_t all = 0, holding = 0;
        for (const Trial& other : trials)
            if (other.scheme == trial.scheme && !other.empty) {
                ++all;
                holding += other.holds ? 1U : 0U;
            }
        if (all > 0)
            parts.push_back(worded("{}: {} of {}", "{}: {} van de {}", named("option", trial.scheme), holding, all));
    }
    return worded("Settings in which it holds: {}.", "Aantal gevallen waarin het klopt: {}.",
                  detail::enumerated(parts));
}

/// The place of the municipality of middling population, of those besides the centre.
std::size_t middling_municipality(const ClaimEvidence& evidence) {
    std::vector<std::size_t> places;
    for (std::size_t j = 1; j <= evidence.others; ++j) places.push_back(j);
    std::ranges::stable_sort(places, {}, [&](std::size_t j) { return evidence.data.municipalities[j].population; });
    return places[places.size() / 2];
}

/// The case with one more municipality, in all but its name like another of it: the same groups, seats and votes.
Board with_newcomer(const ClaimEvidence& evidence, std::size_t twin, const std::string& name) {
    Board board = evidence.board;
    GovernanceData& data = *board.governance;
    const std::vector<std::size_t> councils = council_groups(evidence.board);
    const Grouping& grouping = grouping_of(evidence.board, data.grouping);
    for (std::size_t i = 0; i < evidence.board.names.size(); ++i) {
        if (grouping.group_of[i] != councils[twin]) continue;
        board.names.push_back(name + ": " + evidence.board.names[i]);
        for (auto& [column, values] : board.columns) values.push_back(Weight(values[i]));
        for (auto& [title, groups] : board.groupings)
            groups.group_of.push_back(title == data.grouping ? groups.labels.size() : groups.group_of[i]);
    }
    board.groupings.at(data.grouping).labels.push_back(name);
    data.municipalities.push_back(data.municipalities[twin]);
    data.municipalities.back().name = name;
    for (Municipality& municipality : data.municipalities) municipality.money_share.reset();  // with it they are others
    for (auto& [scheme, weights] : data.custom_schemes) weights.push_back(Weight(weights[twin]));
    board.rule = majority_rule(board.columns.at(board.weight_column));
    return board;
}

}  // namespace

Claim detail::test_meetings(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("meetings");
    claim.statement = {"Every other option takes less regional consultation.",
                       "Bij elke andere optie neemt de bestuurlijke drukte af."};
    claim.measured = {
        "No source counts meetings. Counted are the bodies that an option has besides the councils, and who votes in "
        "them. It holds for an option where both are no more than now, and one of them is less.",
        "Geen bron telt vergaderingen. Geteld zijn de organen die een optie naast de raden heeft, en het aantal leden "
        "met stem. De bewering klopt voor een optie waarbij geen van beide groter is dan nu, en ten minste een van "
        "beide kleiner."};
    ClaimFigure counts = figure("bodies",
                                {"Bodies besides the councils, who votes in them, and councils that decide",
                                 "Organen naast de raden, het aantal leden met stem, en het aantal raden dat beslist"},
                                {"option", "bodies", "voters", "councils"});
    const SharedBodies now = shared_bodies(evidence, evidence.present);
    std::vector<Trial> trials;
    std::vector<Wording> parts;
    for (const GovernanceOption& option : evidence.data.options) {
        const SharedBodies then = shared_bodies(evidence, option);
        counts.table.rows.push_back({option.id, then.bodies, then.voters, then.councils});
        parts.push_back(worded("{}: {}", "{}: {}", named("option", option.id), then.voters));
        if (&option != &evidence.present)
            trials.push_back({.scheme = option.id,
                              .holds = then.bodies <= now.bodies && then.voters <= now.voters &&
                                       then.bodies + then.voters < now.bodies + now.voters});
    }
    judge(claim, trials);
    claim.finding = worded("Who votes in a shared body, besides the councils: {}.",
                           "Aantal leden met stem in een gezamenlijk orgaan, naast de raden: {}.", enumerated(parts));
    if (claim.holding > 0 && claim.holding < claim.settings) claim.conditions = settings_by_option(trials);
    claim.assumptions = {{"Preparation, executive boards and consultation between officials are not counted.",
                          "Voorbereiding, dagelijkse besturen en ambtelijke afstemming zijn niet geteld."}};
    claim.figures = {std::move(counts)};
    return claim;
}

Claim detail::test_support(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("support");
    claim.statement = {
        "Another option finds support in the municipalities: none of them is outvoted more often than "
        "now.",
        "Een andere optie heeft draagvlak: geen enkele gemeente wordt vaker overstemd dan nu."};
    if (!has_one_body_now(evidence)) return lacking(std::move(claim), several_bodies_now());
    claim.measured = {
        "For how many municipalities the risk is no higher than now, on every kind of decision. It holds where that "
        "is all of them.",
        "Voor hoeveel gemeenten het risico bij geen enkele soort besluit hoger is dan nu. De bewering klopt waar dat "
        "voor alle gemeenten geldt."};
    ClaimFigure counts = figure(
        "no_worse",
        {"Municipalities that are outvoted no more often than now", "Gemeenten die niet vaker overstemd worden dan nu"},
        {"option", "scheme", "present_scheme", "model", "no_worse", "who_higher"});
    const std::vector<OptionWay> ways = option_ways(evidence.board, evidence.rows());
    const std::size_t kinds = evidence.data.kinds.size();
    const std::vector<OptionRow> present = evidence.present_rows(evidence.centre);
    std::vector<Trial> trials;
    std::int64_t fewest = std::ssize(evidence.data.municipalities), most = 0;
    for (const OptionWay& way : ways) {
        if (way.option == evidence.present.id || std::ranges::count(evidence.models, way.model) == 0) continue;
        for (const OptionWay& now : ways) {
            if (now.option != evidence.present.id || now.model != way.model) continue;
            if (std::ranges::find(present, now.scheme, &OptionRow::scheme) == present.end()) continue;
            std::int64_t no_worse = 0;
            std::string names;
            for (std::size_t j = 0; j <= evidence.others; ++j) {
                if (worst_risk(way, j, kinds) <= worst_risk(now, j, kinds) + equal_risks)
                    ++no_worse;
                else
                    names += (names.empty() ? "" : ", ") + evidence.data.municipalities[j].name;
            }
            fewest = std::min(fewest, no_worse);
            most = std::max(most, no_worse);
            counts.table.rows.push_back({way.option, way.scheme, now.scheme, way.model, no_worse, names});
            trials.push_back({.scheme = way.option, .holds = names.empty()});
        }
    }
    judge(claim, trials);
    claim.finding = worded("Of {} municipalities {} to {} are outvoted no more often than now.",
                           "Van de {} gemeenten worden er, afhankelijk van optie, gewichten en model, {} tot {} niet "
                           "vaker overstemd dan nu.",
                           evidence.data.municipalities.size(), fewest, most);
    if (claim.holding > 0 && claim.holding < claim.settings) claim.conditions = settings_by_option(trials);
    claim.assumptions = risk_assumptions(evidence);
    claim.assumptions.push_back(
        {"Support is a political judgement; counted is only who has a reason in the risk to "
         "withhold it.",
         "Draagvlak is een politiek oordeel; geteld is alleen voor welke gemeenten het risico een reden kan zijn om "
         "geen steun te geven."});
    if (const Wording now = present_assumption(evidence); !now.empty()) claim.assumptions.push_back(now);
    claim.figures = {std::move(counts)};
    return claim;
}

Claim detail::test_newcomer(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("newcomer");
    claim.statement = {"A general board is more attractive for a municipality that joins than the assembly.",
                       "Een algemeen bestuur is voor een gemeente die toetreedt aantrekkelijker dan de regioraad."};
    if (!evidence.has_assembly() || !evidence.board_option || evidence.others == 0)
        return lacking(std::move(claim), no_assembly_or_board());
    std::vector<std::string> schemes = evidence.schemes;
    std::erase(schemes, "money");
    if (schemes.empty())
        return lacking(std::move(claim), {"What the municipalities would contribute with one more is not known.",
                                          "Wat de gemeenten zouden bijdragen als er één bij komt, is niet bekend."});
    const std::size_t twin = middling_municipality(evidence);
    const std::string& like = evidence.data.municipalities[twin].name;
    claim.measured = worded(
        "The case with one more municipality, like {} in inhabitants, groups, seats and votes. It holds where this "
        "newcomer is outvoted less often on the board than in the assembly.",
        "De casus met één gemeente meer, die even veel inwoners en dezelfde fracties, zetels en stemmen heeft als {}. "
        "De bewering klopt waar deze nieuwkomer in het bestuur minder vaak overstemd wordt dan in de regioraad.",
        like);
    ClaimFigure risks = figure("newcomer",
                               worded("Risk of the newcomer, and of {} with and without it",
                                      "Risico van de nieuwkomer, en van {} met en zonder haar", evidence.centre),
                               {"option", "scheme", "model", "newcomer", "centre_with", "centre_without"});
    std::string name = "newcomer";
    while (std::ranges::find(evidence.data.municipalities, name, &Municipality::name) !=
           evidence.data.municipalities.end())
        name += "'";
    const Board widened = with_newcomer(evidence, twin, name);
    OptionsRequest asked{.models = evidence.models,
                         .schemes = schemes,
                         .ties = evidence.request.ties,
                         .threads = evidence.request.threads};
    for (const std::string& column : evidence.present_columns())
        if (std::ranges::count(asked.schemes, column) == 0) asked.schemes.push_back(column);
    for (const GovernanceOption& option : evidence.data.options)
        if (&option == &evidence.present || &option == evidence.board_option || &option == evidence.centre_option)
            asked.options.push_back(option.id);
    const std::vector<OptionRow> rows = compare_options(widened, asked);
    std::vector<const OptionRow*> own;
    for (const OptionRow& row : rows) {
        if (row.municipality != name || row.decider == Decider::council) continue;
        if (row.decider == Decider::board && std::ranges::count(schemes, row.scheme) == 0) continue;
        own.push_back(&row);
        const auto same = [&](const OptionRow& other) {
            return other.option == row.option && other.scheme == row.scheme && other.model == row.model &&
                   other.kind == row.kind && other.municipality == evidence.centre;
        };
        const double with = std::ranges::find_if(rows, same)->outvoted;
        const auto before = std::ranges::find_if(evidence.rows(), same);
        risks.table.rows.push_back({row.option, row.scheme, row.model, row.outvoted, with,
                                    before == evidence.rows().end() ? Table::Cell() : Table::Cell(before->outvoted)});
    }
    std::vector<Trial> trials;
    double now_least = 1, now_most = 0, then_least = 1, then_most = 0;
    for (const OptionRow* now : own) {
        if (now->decider != Decider::assembly) continue;
        now_least = std::min(now_least, now->outvoted);
        now_most = std::max(now_most, now->outvoted);
        for (const OptionRow* then : own) {
            if (then->option != evidence.board_option->id || then->model != now->model) continue;
            then_least = std::min(then_least, then->outvoted);
            then_most = std::max(then_most, then->outvoted);
            trials.push_back({.scheme = then->scheme, .holds = then->outvoted < now->outvoted - equal_risks});
        }
    }
    judge(claim, trials);
    claim.finding = worded(
        "A newcomer like {} is outvoted in {} to {} of the decisions of the assembly, and in {} to "
        "{} of those of the board.",
        "Een nieuwkomer als {} wordt overstemd bij {} tot {} van de besluiten van de regioraad, en bij {} tot {} van "
        "de besluiten van het bestuur.",
        like, Percent{now_least}, Percent{now_most}, Percent{then_least}, Percent{then_most});
    if (claim.verdict != Verdict::always) claim.conditions = conditions_of(trials);
    claim.assumptions = risk_assumptions(evidence);
    claim.assumptions.push_back(
        {"What a newcomer would contribute is not known, so that weights by contribution are "
         "left out.",
         "Wat een nieuwkomer zou bijdragen, is niet bekend; gewichten naar bijdrage zijn daarom weggelaten."});
    claim.assumptions.push_back(
        {"Price, quality and packages, by which a municipality would also judge, are not in "
         "the data.",
         "Prijs, kwaliteit en pakketten, waarnaar een gemeente ook zou kijken, zitten niet in "
         "de gegevens."});
    claim.figures = {std::move(risks)};
    return claim;
}

}  // namespace stemgewicht
