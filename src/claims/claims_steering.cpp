#include "claims/claim_evidence.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/measures/power.hpp>

#include <algorithm>
#include <cmath>
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
using detail::Trial;
using detail::worded;

std::vector<double> banzhaf_of(const Rule& rule) {
    const Eigen::ArrayXd values = banzhaf(rule);
    return {values.begin(), values.end()};
}

double mean_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

/// What the council groups can settle now, and through their council on a general board.
struct GroupPower {
    std::string scheme, present_scheme;
    std::vector<double> now, board;

    [[nodiscard]] std::int64_t count(bool lower) const {
        std::int64_t groups = 0;
        for (std::size_t i = 0; i < now.size(); ++i)
            if (lower ? board[i] < now[i] - equal_risks : board[i] > now[i] + equal_risks) ++groups;
        return groups;
    }
    [[nodiscard]] std::int64_t size() const { return std::ssize(now); }
};

std::vector<GroupPower> group_powers(const ClaimEvidence& evidence) {
    std::vector<GroupPower> all;
    for (const std::string& scheme : evidence.schemes) {
        const std::vector<double> board =
            banzhaf_of(councils_under(evidence.board, board_rule(evidence.board, scheme)));
        for (const std::string& column : evidence.present_columns())
            all.push_back({.scheme = scheme,
                           .present_scheme = column,
                           .now = banzhaf_of(majority_rule(column_of(evidence.board, column))),
                           .board = board});
    }
    return all;
}

/// The majority of the inhabitants that the groups stand for: each group for its part of the seats of its council, in
/// thousandths of an inhabitant.
WeightedRule people_position(const ClaimEvidence& evidence) {
    const std::vector<WeightedRule> councils = council_positions(evidence.board);
    std::vector<Weight> people(evidence.board.names.size(), 0);
    for (std::size_t j = 0; j < councils.size(); ++j) {
        const double each = 1000.0 * static_cast<double>(evidence.data.municipalities[j].population) /
                            static_cast<double>(total_weight(councils[j].weights));
        for (std::size_t i = 0; i < people.size(); ++i)
            people[i] += std::llround(each * static_cast<double>(councils[j].weights[i]));
    }
    return majority_rule(std::move(people));
}

/// How often one body decides against the groups that stand for most inhabitants.
struct AgainstPeople {
    const Arrangement* body;
    std::string model;
    Estimate chance;
};

std::vector<AgainstPeople> against_people(const ClaimEvidence& evidence, const std::vector<Arrangement>& bodies) {
    const Rule people = people_position(evidence);
    const MonteCarlo method{.samples = 1U << 18U, .seed = 1, .threads = evidence.request.threads};
    std::vector<AgainstPeople> result;
    for (const std::string& model : evidence.models) {
        const VotingModel votes = parse_model(model, evidence.board);
        for (const Arrangement& body : bodies)
            result.push_back({&body, model, estimated_outvoted(*body.decision, people, votes, method).outvoted});
    }
    return result;
}

/// Each body once, under the first option in which it decides something.
std::vector<Arrangement> deciding_bodies(const ClaimEvidence& evidence) {
    std::vector<Arrangement> bodies;
    const std::vector<std::string> columns = evidence.present_columns();
    for (Arrangement& candidate : arrangements(evidence.board, evidence.schemes)) {
        const bool known = std::ranges::any_of(bodies, [&](const Arrangement& body) {
            return body.decider == candidate.decider && body.scheme == candidate.scheme;
        });
        const bool left_out =
            candidate.decider == Decider::assembly && std::ranges::count(columns, candidate.scheme) == 0;
        if (candidate.decision && !known && !left_out) bodies.push_back(std::move(candidate));
    }
    return bodies;
}

Wording body_wording(const ClaimEvidence& evidence, const Arrangement& body) {
    if (body.decider == Decider::centre) return worded("the council of {}", "de raad van {}", evidence.centre);
    return worded("{} ({})", "{}, {}", named("option", body.option), detail::scheme_name(body.scheme));
}

/// Under which options a claim holds in all, some or none of its settings; a trial's scheme is the option.
Wording conditions_by_option(const std::vector<Trial>& trials) {
    std::vector<std::string> order;
    std::map<std::string, std::pair<std::size_t, std::size_t>> counts;
    for (const Trial& trial : trials) {
        if (trial.empty) continue;
        if (!counts.contains(trial.scheme)) order.push_back(trial.scheme);
        auto& [holding, all] = counts[trial.scheme];
        holding += trial.holds ? 1U : 0U;
        ++all;
    }
    std::vector<Wording> parts;
    for (const std::string& option : order)
        parts.push_back(worded("{}: {} of {}", "{}: {} van de {}", named("option", option), counts[option].first,
                               counts[option].second));
    return worded("Settings in which it holds: {}.", "Aantal gevallen waarin het klopt: {}.",
                  detail::enumerated(parts));
}

}  // namespace

Claim detail::test_group_power(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("group_power");
    claim.statement = {"With a general board of aldermen, council members have less means of steering.",
                       "Met een algemeen bestuur van wethouders nemen de sturingsmogelijkheden van raadsleden af."};
    if (!evidence.has_assembly() || !evidence.board_option) return lacking(std::move(claim), no_assembly_or_board());
    claim.measured = {
        "For each council group, how often its vote settles the decision if all groups toss coins (Banzhaf): now in "
        "the assembly; on the board only through its council, so that it must settle the council's vote, and the "
        "council that of the board. It holds where more groups have less power than now than have more.",
        "Voor elke fractie: hoe vaak haar stem het besluit bepaalt als alle fracties even vaak voor als tegen zijn "
        "(Banzhaf). Nu is dat in de regioraad; in het bestuur alleen via de eigen raad, zodat zij de stem van de raad "
        "moet bepalen, en de raad het besluit van het bestuur. De bewering klopt waar meer fracties macht verliezen "
        "dan winnen."};
    ClaimFigure changes = figure("changes",
                                 {"How many council groups have less, the same or more power than now",
                                  "Hoeveel fracties minder, evenveel of meer macht hebben dan nu"},
                                 {"scheme", "present_scheme", "lower", "same", "higher", "now", "board"});
    ClaimFigure groups = figure("groups",
                                {"Power of each council group, now and through its council on the board",
                                 "Macht van elke fractie, nu en via haar raad in het bestuur"},
                                {"name", "scheme", "present_scheme", "now", "board"});
    std::vector<Trial> trials;
    const std::vector<GroupPower> all = group_powers(evidence);
    std::int64_t fewest = all.front().size(), most = 0;
    for (const GroupPower& power : all) {
        const std::int64_t lower = power.count(true), higher = power.count(false);
        fewest = std::min(fewest, lower);
        most = std::max(most, lower);
        changes.table.rows.push_back({power.scheme, power.present_scheme, lower, power.size() - lower - higher, higher,
                                      mean_of(power.now), mean_of(power.board)});
        trials.push_back({.scheme = power.scheme, .holds = lower > higher});
        for (std::size_t i = 0; i < power.now.size(); ++i)
            groups.table.rows.push_back(
                {evidence.board.names[i], power.scheme, power.present_scheme, power.now[i], power.board[i]});
    }
    judge(claim, trials);
    const auto by_seats = std::ranges::find(all, "seats", &GroupPower::scheme);
    const GroupPower& shown = by_seats == all.end() ? all.front() : *by_seats;
    claim.finding = joined(
        {worded("Of {} council groups {} to {} have less power than now, depending on the weights.",
                "Van de {} fracties hebben er {} tot {} minder macht dan nu, afhankelijk van de gewichten.",
                shown.size(), fewest, most),
         worded("On a board by {}, against the weights {} now: {} less, {} more; on average a group settles {} of the "
                "decisions instead of {}.",
                "In een bestuur met als gewicht {}, vergeleken met nu ({}): minder macht voor {}, meer voor {}; "
                "gemiddeld bepaalt een fractie {} van de besluiten in plaats van {}.",
                scheme_name(shown.scheme), scheme_name(shown.present_scheme), shown.count(true), shown.count(false),
                Percent{mean_of(shown.board)}, Percent{mean_of(shown.now)})});
    if (claim.verdict != Verdict::always) claim.conditions = conditions_of(trials);
    claim.assumptions = {
        {"Power is counted as how often one vote settles the decision; that members also lose their "
         "seat at the table, and what they can ask their aldermen, is not.",
         "Macht is gemeten als hoe vaak één stem het besluit bepaalt. Dat raadsleden ook hun plaats aan tafel "
         "verliezen, en wat zij hun wethouder kunnen vragen, telt niet mee."}};
    claim.figures = {std::move(changes), std::move(groups)};
    return claim;
}

Claim detail::test_centre_steering(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("centre_steering");
    claim.statement = worded("As centre municipality {} has the most means of steering.",
                             "Als centrumgemeente heeft {} de meeste sturingsmogelijkheden.", evidence.centre);
    if (!evidence.centre_option)
        return lacking(std::move(claim), {"The case has no option with a centre municipality that decides.",
                                          "De casus kent geen optie waarin een centrumgemeente beslist."});
    claim.measured = worded(
        "How much likelier a motion passes when the council of {} is for it than when it is against it, on each kind "
        "of decision. It holds against another option where that is less there on some kind and more on none.",
        "Hoeveel groter de kans is dat een voorstel wordt aangenomen als de raad van {} voor is dan als hij tegen is, "
        "voor elke soort besluit. Vergeleken met een andere optie klopt de bewering als dat verschil daar bij ten "
        "minste één soort besluit kleiner is en bij geen enkele groter.",
        evidence.centre);
    ClaimFigure figures = figure(
        "steering",
        worded("Steering by {} under each option: least and most over the kinds of decisions",
               "Sturing door {} bij elke optie: laagste en hoogste waarde over de soorten besluiten", evidence.centre),
        {"option", "scheme", "model", "least", "most"});
    const std::vector<OptionWay> ways = option_ways(evidence.board, evidence.rows());
    const std::size_t kinds = evidence.data.kinds.size();
    const auto steering = [](const OptionWay& way, std::size_t kind) {
        return way.row(kind, 0).influence.value_or(Estimate{}).value;
    };
    std::vector<Trial> trials;
    for (const OptionWay& way : ways) {
        if (std::ranges::count(evidence.models, way.model) == 0) continue;
        double least = 1, most = 0;
        for (std::size_t kind = 0; kind < kinds; ++kind) {
            least = std::min(least, steering(way, kind));
            most = std::max(most, steering(way, kind));
        }
        figures.table.rows.push_back({way.option, way.scheme, way.model, least, most});
        if (way.option == evidence.centre_option->id) continue;
        for (const OptionWay& own : ways) {
            if (own.option != evidence.centre_option->id || own.model != way.model) continue;
            bool more = false, less = false;
            for (std::size_t kind = 0; kind < kinds; ++kind) {
                more = more || steering(own, kind) > steering(way, kind) + equal_risks;
                less = less || steering(own, kind) < steering(way, kind) - equal_risks;
            }
            trials.push_back({.scheme = way.option, .holds = more && !less});
        }
    }
    judge(claim, trials);
    std::vector<Wording> equal;
    for (const GovernanceOption& option : evidence.data.options)
        if (std::ranges::all_of(option.decides, [](Decider decider) { return decider == Decider::council; }))
            equal.push_back(named("option", option.id));
    claim.finding = worded("Against the other options it holds in {} of {} settings (option x weights x model).",
                           "Vergeleken met de andere opties klopt het in {} van de {} gevallen (combinaties van optie, "
                           "gewichten en model).",
                           claim.holding, claim.settings);
    if (!equal.empty())
        claim.finding =
            joined({claim.finding,
                    worded("Under {} the council steers its own decisions as much, and nobody else's.",
                           "Bij “{}” stuurt de raad de eigen besluiten even sterk, en die van geen andere gemeente.",
                           enumerated(equal))});
    if (claim.holding > 0 && claim.holding < claim.settings) claim.conditions = conditions_by_option(trials);
    claim.assumptions = risk_assumptions(evidence);
    claim.figures = {std::move(figures)};
    return claim;
}

Claim detail::test_legitimacy(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("legitimacy");
    claim.statement = {
        "Another way to decide is democratically clearer: decisions go less often against the council "
        "groups that stand for most inhabitants.",
        "Een andere manier van besluiten geeft meer democratische legitimiteit: er wordt minder vaak "
        "besloten tegen de fracties in die de meeste inwoners vertegenwoordigen."};
    const auto& municipalities = evidence.data.municipalities;
    if (!evidence.data.councils ||
        !std::ranges::all_of(municipalities, [](const Municipality& m) { return m.population > 0; }))
        return lacking(std::move(claim), {"The case has no councils, or not the inhabitants of every municipality.",
                                          "De casus kent geen raden, of niet het inwonertal van elke gemeente."});
    const std::vector<Arrangement> bodies = deciding_bodies(evidence);
    claim.measured = {
        "Each group stands for its part of the inhabitants by its seats in its council. Counted is how often the "
        "decision is not what the groups for most inhabitants want; simulated by 262,144 motions, the standard error "
        "is "
        "0.1 percentage points or less. It holds where that is less often than now, by more than three standard "
        "errors; within these there is nothing to be tested.",
        "Elke fractie vertegenwoordigt een deel van de inwoners, naar rato van haar zetels in de raad. Geteld is hoe "
        "vaak het besluit ingaat tegen de fracties die samen de meeste inwoners vertegenwoordigen; gesimuleerd met "
        "262.144 voorstellen, met een standaardfout van hoogstens 0,1 procentpunt. De bewering klopt waar dat minder "
        "vaak is dan nu, met een verschil van meer dan drie standaardfouten; bij een kleiner verschil valt er niets te "
        "toetsen."};
    ClaimFigure figures =
        figure("against_most",
               {"How often the decision goes against the groups that stand for most inhabitants",
                "Hoe vaak een besluit ingaat tegen de fracties die de meeste inwoners vertegenwoordigen"},
               {"option", "scheme", "model", "against"});
    const std::vector<AgainstPeople> all = against_people(evidence, bodies);
    std::vector<Trial> trials;
    const auto is_now = [&](const AgainstPeople& of) { return of.body->option == evidence.present.id; };
    const AgainstPeople *least = nullptr, *most = nullptr;
    const AgainstPeople *worst = nullptr, *before = nullptr;  // the largest rise, and from what
    for (const AgainstPeople& of : all) {
        figures.table.rows.push_back({of.body->option, of.body->scheme, of.model, of.chance.value});
        if (of.model == evidence.models.front()) {
            if (!least || of.chance.value < least->chance.value) least = &of;
            if (!most || of.chance.value > most->chance.value) most = &of;
        }
        if (is_now(of)) continue;
        for (const AgainstPeople& now : all) {
            if (!is_now(now) || now.model != of.model) continue;
            const double change = of.chance.value - now.chance.value;
            const double error = std::hypot(of.chance.error, now.chance.error);
            trials.push_back(
                {.scheme = of.body->option, .holds = change < -3 * error, .empty = std::abs(change) <= 3 * error});
            if (change > 3 * error && (!worst || change > worst->chance.value - before->chance.value))
                worst = &of, before = &now;
        }
    }
    judge(claim, trials);
    if (least && most)
        claim.finding = worded("Under the model {}: least often {} ({}), most often {} ({}).",
                               "Bij het model “{}”: het minst vaak {} ({}), het vaakst {} ({}).",
                               model_name(evidence.models.front()), Percent{least->chance.value},
                               body_wording(evidence, *least->body), Percent{most->chance.value},
                               body_wording(evidence, *most->body));
    if (claim.holding > 0 && claim.holding < claim.settings) claim.conditions = conditions_by_option(trials);
    if (worst)
        claim.counterexample =
            worded("{}: {} against {} now, by {} (model {}).", "{}: {}, tegen {} nu met als gewicht {} (model “{}”).",
                   body_wording(evidence, *worst->body), Percent{worst->chance.value}, Percent{before->chance.value},
                   scheme_name(before->body->scheme), model_name(worst->model));
    claim.assumptions = {
        {"Legitimacy is counted only as how often decisions follow the groups for most inhabitants: not whether "
         "inhabitants know who decides, nor how these account for it.",
         "Legitimiteit is alleen gemeten als hoe vaak besluiten de fracties volgen die de meeste inwoners "
         "vertegenwoordigen, niet of inwoners weten wie er beslist en hoe die verantwoording aflegt."}};
    claim.figures = {std::move(figures)};
    return claim;
}

}  // namespace stemgewicht
