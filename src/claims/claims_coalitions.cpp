#include "claims/claim_evidence.hpp"

#include <stemgewicht/measures/properties.hpp>
#include <stemgewicht/rules/graph_edges.hpp>
#include <stemgewicht/study/power_columns.hpp>

#include <fmt/ranges.h>
#include <boost/graph/adjacency_list.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace stemgewicht {

namespace {

using detail::ClaimEvidence;
using detail::Count;
using detail::figure;
using detail::named;
using detail::Percent;
using detail::worded;

/// Who acts as one in the assembly, with what weight.
struct Bloc {
    std::string name;
    Weight weight = 0;
};

std::vector<Bloc> blocs_of(const Grouping& grouping, const std::vector<Weight>& weights) {
    std::vector<Bloc> blocs;
    for (const std::string& label : grouping.labels) blocs.push_back({.name = label});
    for (std::size_t i = 0; i < weights.size(); ++i) blocs[grouping.group_of[i]].weight += weights[i];
    return blocs;
}

WeightedRule rule_of(const std::vector<Bloc>& blocs, Weight quota) {
    WeightedRule rule{.weights = {}, .quota = quota};
    for (const Bloc& bloc : blocs) rule.weights.push_back(bloc.weight);
    return rule;
}

/// The assembly under one column of weights, and who belongs to the centre.
struct Assembly {
    std::string column;
    WeightedRule rule;
    std::vector<char> of_centre;  ///< by member
    Weight own = 0, total = 0;    ///< weight of the centre's groups together, and of all

    [[nodiscard]] bool centre_stops() const { return total - own < rule.quota; }
    [[nodiscard]] bool centre_passes() const { return own >= rule.quota; }
};

std::vector<Assembly> assemblies(const ClaimEvidence& evidence) {
    const Grouping& councils = grouping_of(evidence.board, evidence.data.grouping);
    std::vector<Assembly> result;
    for (const std::string& column : evidence.present_columns()) {
        Assembly assembly{.column = column, .rule = majority_rule(column_of(evidence.board, column)), .of_centre = {}};
        for (std::size_t i = 0; i < councils.group_of.size(); ++i) {
            const bool own = councils.labels[councils.group_of[i]] == evidence.centre;
            assembly.of_centre.push_back(own ? 1 : 0);
            if (own) assembly.own += assembly.rule.weights[i];
        }
        assembly.total = total_weight(assembly.rule.weights);
        result.push_back(std::move(assembly));
    }
    return result;
}

/// Coleman's power to prevent and to initiate of the first member of a rule, or of all.
std::vector<std::pair<double, double>> coleman(const WeightedRule& rule) {
    const PowerColumns columns = power_columns(
        rule, {.indices = {"coleman_prevent", "coleman_initiate"}, .unions = std::nullopt, .edges = std::nullopt});
    std::vector<std::pair<double, double>> values;
    for (std::size_t i = 0; i < rule.weights.size(); ++i)
        values.emplace_back(std::get<double>(columns.members[0].values[i]),
                            std::get<double>(columns.members[1].values[i]));
    return values;
}

/// The power of each group of a grouping that votes as one while all others vote freely.
void add_bloc_powers(ClaimFigure& powers, const Assembly& assembly, const Grouping& grouping,
                     const std::string& level) {
    for (std::size_t group = 0; group < grouping.labels.size(); ++group) {
        WeightedRule merged{.weights = {0}, .quota = assembly.rule.quota};
        for (std::size_t i = 0; i < grouping.group_of.size(); ++i) {
            if (grouping.group_of[i] == group)
                merged.weights.front() += assembly.rule.weights[i];
            else
                merged.weights.push_back(assembly.rule.weights[i]);
        }
        const auto [prevent, initiate] = coleman(merged).front();
        powers.table.rows.push_back({assembly.column, level, grouping.labels[group],
                                     static_cast<double>(merged.weights.front()) / static_cast<double>(assembly.total),
                                     prevent, initiate});
    }
}

ClaimFigure power_figure(const ClaimEvidence& evidence, const std::vector<Assembly>& all) {
    ClaimFigure powers =
        figure("power",
               {"Power to prevent and to initiate (Coleman): a municipality or family as one while "
                "all others vote freely, and single groups of the centre",
                "Macht om tegen te houden en om door te zetten (Coleman): een gemeente of partijfamilie "
                "als eenheid terwijl alle anderen vrij stemmen, en losse fracties van de centrumgemeente"},
               {"present_scheme", "level", "name", "weight_share", "prevent", "initiate"});
    const Grouping& councils = grouping_of(evidence.board, evidence.data.grouping);
    for (const Assembly& assembly : all) {
        add_bloc_powers(powers, assembly, councils, "municipality");
        if (!evidence.data.family.empty())
            add_bloc_powers(powers, assembly, grouping_of(evidence.board, evidence.data.family), "family");
        const auto values = coleman(assembly.rule);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (assembly.of_centre[i] != 0 && evidence.data.councils)
                powers.table.rows.push_back(
                    {assembly.column, "group", evidence.board.names[i],
                     static_cast<double>(assembly.rule.weights[i]) / static_cast<double>(assembly.total),
                     values[i].first, values[i].second});
    }
    return powers;
}

/// How many coalitions of a kind are listed at most, and how many table cells the search for partners may take.
constexpr std::int64_t maximum_listed_coalitions = 10'000;
constexpr std::size_t maximum_partner_cells = 50'000'000;

/// Counts the minimal winning coalitions of blocs, and lists them.
void add_coalitions(ClaimFigure& counts, ClaimFigure& list, const Assembly& assembly, const std::vector<Bloc>& blocs,
                    const std::string& level, const std::string& centre) {
    const WeightedRule rule = rule_of(blocs, assembly.rule.quota);
    CoalitionListing listing(rule, CoalitionKind::minimal_winning);
    std::int64_t count = 0, with_centre = 0, fewest = std::numeric_limits<std::int64_t>::max();
    const bool has_centre = std::ranges::find(blocs, centre, &Bloc::name) != blocs.end();
    while (const auto set = listing.next()) {
        std::vector<std::string> names;
        Weight weight = 0;
        for (const std::size_t i : members_of(*set)) {
            names.push_back(blocs[i].name);
            weight += blocs[i].weight;
        }
        const bool with = std::ranges::count(names, centre) > 0;
        ++count;
        with_centre += with ? 1 : 0;
        fewest = std::min(fewest, std::ssize(names));
        if (count <= maximum_listed_coalitions)
            list.table.rows.push_back(
                {assembly.column, level, std::ssize(names), weight, fmt::format("{}", fmt::join(names, ", "))});
    }
    counts.table.rows.push_back({assembly.column, level, std::ssize(blocs), assembly.rule.quota, count,
                                 has_centre ? Table::Cell(with_centre) : Table::Cell(), fewest});
}

/// The lightest set of partners that reaches a weight, and of those the smallest.
struct Partners {
    Weight weight = 0;
    std::vector<std::string> names;
};

/// By the fewest partners for each sum of weights: cost O(blocs x their weight). Empty where all together are too light
/// or the table would be too large.
std::optional<Partners> cheapest_partners(const std::vector<Bloc>& blocs, Weight needed) {
    Weight total = 0;
    for (const Bloc& bloc : blocs) total += bloc.weight;
    const auto sums = static_cast<std::size_t>(total) + 1;
    if (total < needed || sums > maximum_partner_cells / (blocs.size() + 1)) return std::nullopt;
    constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::vector<std::uint32_t>> fewest(blocs.size() + 1, std::vector<std::uint32_t>(sums, none));
    fewest[0][0] = 0;
    for (std::size_t k = 0; k < blocs.size(); ++k) {
        const auto weight = static_cast<std::size_t>(blocs[k].weight);
        for (std::size_t sum = 0; sum < sums; ++sum) {
            fewest[k + 1][sum] = fewest[k][sum];
            if (sum >= weight && fewest[k][sum - weight] != none)
                fewest[k + 1][sum] = std::min(fewest[k + 1][sum], fewest[k][sum - weight] + 1);
        }
    }
    auto sum = static_cast<std::size_t>(std::max<Weight>(needed, 0));
    while (fewest.back()[sum] == none) ++sum;
    Partners result{.weight = static_cast<Weight>(sum), .names = {}};
    for (std::size_t k = blocs.size(); k-- > 0;) {
        if (fewest[k][sum] == fewest[k + 1][sum]) continue;
        result.names.push_back(blocs[k].name);
        sum -= static_cast<std::size_t>(blocs[k].weight);
    }
    std::ranges::reverse(result.names);
    return result;
}

/// Those who are not of the centre, by a grouping or one by one.
std::vector<Bloc> partners_by(const ClaimEvidence& evidence, const Assembly& assembly, const std::string& level) {
    std::vector<Weight> weights = assembly.rule.weights;
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (assembly.of_centre[i] != 0) weights[i] = 0;
    std::vector<Bloc> blocs;
    if (level == "group")
        for (std::size_t i = 0; i < weights.size(); ++i)
            blocs.push_back({.name = evidence.board.names[i], .weight = weights[i]});
    else
        blocs = blocs_of(grouping_of(evidence.board, level == "family" ? evidence.data.family : evidence.data.grouping),
                         weights);
    std::erase_if(blocs, [](const Bloc& bloc) { return bloc.weight == 0; });
    return blocs;
}

std::vector<std::string> partner_levels(const ClaimEvidence& evidence) {
    std::vector<std::string> result{"municipality"};
    if (!evidence.data.family.empty()) result.emplace_back("family");
    if (evidence.data.councils) result.emplace_back("group");
    return result;
}

ClaimFigure partner_figure(const ClaimEvidence& evidence, const std::vector<Assembly>& all) {
    ClaimFigure result = figure(
        "partners",
        worded("The lightest partners with whom the groups of {} together pass or stop a motion",
               "De partners met het kleinste gewicht met wie de fracties van {} samen iets doorzetten of tegenhouden",
               evidence.centre),
        {"present_scheme", "level", "aim", "own_weight", "needed", "partners_weight", "count", "partners"});
    for (const Assembly& assembly : all)
        for (const std::string& level : partner_levels(evidence))
            for (const bool stops : {false, true}) {
                const Weight needed =
                    (stops ? assembly.total - assembly.rule.quota + 1 : assembly.rule.quota) - assembly.own;
                const auto found = cheapest_partners(partners_by(evidence, assembly, level), needed);
                auto& row = result.table.rows.emplace_back();
                row = {assembly.column, level, stops ? "stop" : "pass", assembly.own, std::max<Weight>(needed, 0)};
                if (found)
                    row.insert(row.end(), {found->weight, std::ssize(found->names),
                                           fmt::format("{}", fmt::join(found->names, ", "))});
                else
                    row.insert(row.end(), 3, Table::Cell());
            }
    return result;
}

/// Party families, and each list of a loose one by itself, as the vertices of a graph of who works with whom.
struct Cooperation {
    std::vector<Bloc> nodes;
    std::vector<std::string> family_of;
    std::vector<Pair> edges;
};

Cooperation cooperation(const ClaimEvidence& evidence, const Assembly& assembly) {
    const GovernanceData& data = evidence.data;
    const Grouping& families = grouping_of(evidence.board, data.family);
    Cooperation result;
    const auto loose = [&](const std::string& family) { return std::ranges::count(data.loose_families, family) > 0; };
    for (const Bloc& family : blocs_of(families, assembly.rule.weights))
        if (!loose(family.name)) {
            result.nodes.push_back(family);
            result.family_of.push_back(family.name);
        }
    for (std::size_t i = 0; i < families.group_of.size(); ++i)
        if (const std::string& family = families.labels[families.group_of[i]]; loose(family)) {
            result.nodes.push_back({.name = evidence.board.names[i], .weight = assembly.rule.weights[i]});
            result.family_of.push_back(family);
        }
    const auto cooperate = [&](const std::string& a, const std::string& b) {
        const auto joins = [&](const auto& pair) { return pair == std::pair(a, b) || pair == std::pair(b, a); };
        return data.cooperation.empty() ? a != b : std::ranges::any_of(data.cooperation, joins);
    };
    boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> graph(result.nodes.size());
    for (std::size_t a = 0; a < result.nodes.size(); ++a)
        for (std::size_t b = a + 1; b < result.nodes.size(); ++b)
            if (cooperate(result.family_of[a], result.family_of[b])) add_edge(a, b, graph);
    result.edges = edges_of(graph);
    return result;
}

std::string count_of(const Rule& rule) { return CoalitionListing(rule, CoalitionKind::minimal_winning).count(); }

/// Power of the families by orders of arrival, with and without the graph; the finding tells of coalitions.
ClaimFigure cooperation_figure(const ClaimEvidence& evidence, const Assembly& assembly, Wording& finding) {
    ClaimFigure result =
        figure("cooperation",
               {"Power of the families if all work together (Shapley-Shubik), and if only those joined "
                "on the cooperation graph do (Myerson)",
                "Macht van de partijfamilies als alle samenwerken (Shapley-Shubik), en als alleen "
                "verbonden families dat doen (Myerson)"},
               {"present_scheme", "name", "weight_share", "neighbours", "shapley_shubik", "myerson"});
    const Cooperation graph = cooperation(evidence, assembly);
    const WeightedRule rule = rule_of(graph.nodes, assembly.rule.quota);
    const RestrictedRule restricted{.rule = Rule(rule), .edges = graph.edges};
    if (!restricted.wins(Coalition(graph.nodes.size()).set())) {
        finding = {"On the cooperation graph no coalition has a majority.",
                   "Bij deze samenwerking heeft geen enkele coalitie een meerderheid."};
        return result;
    }
    const PowerColumns powers =
        power_columns(rule, {.indices = {"shapley_shubik", "myerson"}, .unions = std::nullopt, .edges = graph.edges});
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        result.table.rows.push_back(
            {assembly.column, graph.nodes[i].name,
             static_cast<double>(graph.nodes[i].weight) / static_cast<double>(assembly.total),
             std::ranges::count_if(graph.edges, [&](const Pair& edge) { return edge.first == i || edge.second == i; }),
             powers.members[0].values[i], powers.members[1].values[i]});
    const bool same_power = std::ranges::all_of(result.table.rows, [](const auto& row) {
        return std::abs(std::get<double>(row[4]) - std::get<double>(row[5])) <= detail::equal_risks;
    });
    const std::string all = count_of(rule), left = count_of(restricted);
    if (same_power && all == left) {
        finding = worded(
            "The cooperation graph separates nobody: all {} minimal winning coalitions of families (loose ones list by "
            "list) are left, and the power of each is the same with the graph as without.",
            "Niemand valt buiten de samenwerking: alle {} minimaal winnende coalities van partijfamilies (losse "
            "lijsten apart geteld) blijven mogelijk, en ieders macht is gelijk aan die zonder beperking.",
            Count{all});
        return result;
    }
    finding = worded(
        "Of {} minimal winning coalitions of families (loose ones list by list) {} are left where only "
        "those joined on the cooperation graph work together.",
        "Van de {} minimaal winnende coalities van partijfamilies (losse lijsten apart geteld) blijven er {} over als "
        "alleen verbonden families samenwerken.",
        Count{all}, Count{left});
    return result;
}

/// What the claim says of the graph that it takes.
Wording cooperation_assumption(const GovernanceData& data) {
    if (!data.cooperation.empty())
        return {"Which families work together is what the case file says.",
                "Welke partijfamilies samenwerken, staat in het casusbestand."};
    if (data.loose_families.empty())
        return {"Which families work together is not known: all are taken to.",
                "Welke partijfamilies samenwerken, is niet bekend: aangenomen is dat zij dat alle doen."};
    return worded(
        "Which families work together is not known: all are taken to, except that lists of the family {} do not work "
        "with each other, as they share no line.",
        "Welke partijfamilies samenwerken, is niet bekend: aangenomen is dat zij dat alle doen. Alleen de lijsten van "
        "de partijfamilie {} werken niet met elkaar samen, want zij hebben geen gezamenlijke lijn.",
        detail::enumerated(named("family", data.loose_families)));
}

}  // namespace

Claim detail::test_coalitions(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("coalitions");
    claim.statement = worded("In the present situation {} has no means but coalitions against unwanted decisions.",
                             "In de huidige situatie heeft {} geen ander middel tegen ongewenste besluiten dan "
                             "coalities.",
                             evidence.centre);
    claim.measured = worded(
        "Whether all groups of {} together can pass or stop a motion; if not, which partners they need, and what power "
        "they have to prevent (the share of the majorities that they can break) and to initiate (the share of the "
        "minorities that they can make a majority).",
        "Of alle fracties van {} samen een voorstel kunnen doorzetten of tegenhouden. Zo niet: welke partners zij "
        "nodig hebben, en welke macht zij hebben om tegen te houden (het deel van de meerderheden dat zij kunnen "
        "breken) en om door te zetten (het deel van de minderheden dat zij tot meerderheid kunnen maken).",
        evidence.centre);
    const std::vector<Assembly> all = assemblies(evidence);
    std::vector<Trial> trials;
    for (const Assembly& assembly : all) {
        trials.push_back({.scheme = assembly.column, .holds = !assembly.centre_stops()});
        if (assembly.centre_stops() && claim.counterexample.empty())
            claim.counterexample = worded(
                "With the weights {} the groups of {} hold {} of {} votes: together they {} alone.",
                "Met de gewichten “{}” hebben de fracties van {} {} van de {} stemmen: samen {} zij, zonder anderen.",
                detail::scheme_name(assembly.column), evidence.centre, assembly.own, assembly.total,
                assembly.centre_passes() ? Wording{"pass any motion", "zetten alles door"}
                                         : Wording{"stop any motion", "houden alles tegen"});
    }
    judge(claim, trials);
    if (claim.verdict != Verdict::always && claim.verdict != Verdict::never) claim.conditions = conditions_of(trials);
    ClaimFigure counts = figure("coalition_counts",
                                {"Minimal winning coalitions of municipalities, and of families, each as one",
                                 "Minimaal winnende coalities van gemeenten, en van partijfamilies, elk als eenheid"},
                                {"present_scheme", "level", "blocs", "quota", "coalitions", "with_centre", "fewest"});
    ClaimFigure list = figure("coalitions", {"These coalitions", "Deze coalities"},
                              {"present_scheme", "level", "size", "weight", "coalition"});
    for (const Assembly& assembly : all)
        for (const std::string& level : partner_levels(evidence))
            if (level != "group")
                add_coalitions(counts, list, assembly,
                               blocs_of(grouping_of(evidence.board,
                                                    level == "family" ? evidence.data.family : evidence.data.grouping),
                                        assembly.rule.weights),
                               level, evidence.centre);
    if (std::ranges::any_of(counts.table.rows,
                            [](const auto& row) { return std::get<std::int64_t>(row[4]) > maximum_listed_coalitions; }))
        list.title = worded("These coalitions; where there are more than {} of a kind, the first {}",
                            "Deze coalities; waar er meer dan {} van een soort zijn, de eerste {}",
                            maximum_listed_coalitions, maximum_listed_coalitions);
    ClaimFigure powers = power_figure(evidence, all), partners = partner_figure(evidence, all);
    const Assembly& first = all.front();
    for (const auto& row : powers.table.rows)
        if (std::get<std::string>(row[0]) == first.column && std::get<std::string>(row[2]) == evidence.centre) {
            claim.finding = worded(
                "With the weights {} the groups of {} hold {} of {} votes, of which {} pass a motion. As one their "
                "power "
                "to prevent is {} and to initiate {} (Coleman).",
                "Met de gewichten “{}” hebben de fracties van {} {} van de {} stemmen; voor een voorstel zijn er {} "
                "nodig. Als eenheid is hun macht om tegen te houden {} en om door te zetten {} (Coleman).",
                detail::scheme_name(first.column), evidence.centre, first.own, first.total, first.rule.quota,
                Percent{std::get<double>(row[4])}, Percent{std::get<double>(row[5])});
            break;
        }
    claim.figures = {std::move(powers), std::move(partners), std::move(counts), std::move(list)};
    claim.assumptions = {
        {"Only votes are counted: a say outside the meeting, or leaving the arrangement, is not.",
         "Alleen stemmen zijn geteld. Een zienswijze van een raad, of uittreden, telt niet mee."},
        {"Groups of a municipality or a family that act as one are an assumption; they vote freely.",
         "Dat fracties van een gemeente of partijfamilie als eenheid optreden, is een aanname; zij stemmen vrij."}};
    if (!evidence.data.family.empty()) {
        Wording told;
        claim.figures.push_back(cooperation_figure(evidence, first, told));
        claim.finding = joined({claim.finding, told});
        claim.assumptions.push_back(cooperation_assumption(evidence.data));
    }
    return claim;
}

}  // namespace stemgewicht
