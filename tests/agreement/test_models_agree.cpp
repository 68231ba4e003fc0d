#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"
#include "support/rounds.hpp"

#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/methods/choice/exact.hpp>
#include <stemgewicht/models/laws/fixed_nodes.hpp>
#include <stemgewicht/models/laws/law_mixture.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;
using support::Random;

// Exact under models with hidden variables, against sums that are worked out from the definitions of the models alone:
// nested loops over every hidden variable, and all sets of yes-voters. Nothing of the library but its rules is used.

namespace {

using Table = std::vector<long double>;  ///< the chance of each set of yes-voters; sums of millions of terms

/// table(S) += mass * P(S) for independent votes.
void add_votes(Table& table, double mass, const std::vector<double>& yes) {
    std::vector<double> part{mass};
    for (const double chance : yes) {
        const std::size_t half = part.size();
        part.resize(2 * half);
        for (std::size_t s = 0; s < half; ++s) {
            part[half + s] = part[s] * chance;
            part[s] *= 1 - chance;
        }
    }
    for (std::size_t s = 0; s < table.size(); ++s) table[s] += part[s];
}

/// A hidden variable of the reference: who follows it and how much, in the order of members, and its values with
/// masses.
struct Hidden {
    std::vector<double> load;
    std::vector<std::pair<double, double>> values;
};

/// Loops over all values of all hidden variables; `chance(i, sum of loads x values)` is that of member i.
template <class Chance>
void nest(const std::vector<Hidden>& hidden, std::size_t depth, double mass, std::vector<double>& sums,
          const Chance& chance, Table& table) {
    if (mass < 1e-21) return;
    if (depth == hidden.size()) {
        std::vector<double> yes(sums.size());
        for (std::size_t i = 0; i < yes.size(); ++i) yes[i] = chance(i, sums[i]);
        add_votes(table, mass, yes);
        return;
    }
    for (const auto& [value, weight] : hidden[depth].values) {
        std::vector<double> next = sums;
        for (std::size_t i = 0; i < next.size(); ++i) next[i] += hidden[depth].load[i] * value;
        nest(hidden, depth + 1, mass * weight, next, chance, table);
    }
}

double share_of(const Cohesion& cohesion, std::size_t member) {
    const auto own = cohesion.own.find(cohesion.grouping.labels[cohesion.grouping.group_of[member]]);
    return own == cohesion.own.end() ? cohesion.share : own->second;
}

double own_chance(const std::vector<double>& yes, std::size_t member) { return yes.size() == 1 ? yes[0] : yes[member]; }

/// The hidden variables of a copy or factor model, with the shares as loads.
template <class Model>
std::vector<Hidden> hidden_of(const Model& model, std::size_t count) {
    std::vector<Hidden> hidden;
    if (model.region > 0) hidden.push_back({std::vector<double>(count, model.region), {}});
    for (const Cohesion& cohesion : model.groups)
        for (std::size_t g = 0; g < cohesion.grouping.group_count(); ++g) {
            Hidden own{std::vector<double>(count), {}};
            for (std::size_t i = 0; i < count; ++i)
                if (cohesion.grouping.group_of[i] == g) own.load[i] = share_of(cohesion, i);
            if (std::ranges::any_of(own.load, [](double load) { return load > 0; })) hidden.push_back(own);
        }
    return hidden;
}

double rest_of(const std::vector<Hidden>& hidden, std::size_t member) {
    double rest = 1;
    for (const Hidden& variable : hidden) rest -= variable.load[member];
    return std::max(rest, 0.0);
}

Table table_of(const CopyVotes& model, std::size_t count) {
    std::vector<Hidden> hidden = hidden_of(model, count);
    for (Hidden& variable : hidden) variable.values = {{0.0, 1 - model.line}, {1.0, model.line}};
    Table table(std::size_t{1} << count);
    std::vector<double> sums(count);
    const auto chance = [&](std::size_t i, double copied) {
        return copied + rest_of(hidden, i) * own_chance(model.yes, i);
    };
    nest(hidden, 0, 1.0, sums, chance, table);
    return table;
}

double quantile(double p) {  // by bisection: no use is made of the library's
    double low = -40, high = 40;
    for (int step = 0; step < 200; ++step) {
        const double middle = (low + high) / 2;
        (0.5 * std::erfc(-middle / std::sqrt(2.0)) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// The moods of a factor model, every one on its own fine grid.
std::vector<Hidden> moods_of(const FactorVotes& model, std::size_t count) {
    std::vector<Hidden> hidden = hidden_of(model, count);
    std::vector<double> noise(count);
    for (std::size_t i = 0; i < count; ++i) noise[i] = rest_of(hidden, i);
    for (Hidden& variable : hidden) {
        double sharpness = 0;
        for (std::size_t i = 0; i < count; ++i) {
            sharpness += variable.load[i] / noise[i];
            variable.load[i] = std::sqrt(variable.load[i]);
        }
        const double step = 0.8 / std::sqrt(1 + sharpness);
        double sum = 0;
        for (double z = -7.6; z < 7.6; z += step) sum += std::exp(-z * z / 2);
        for (double z = -7.6; z < 7.6; z += step) variable.values.emplace_back(z, std::exp(-z * z / 2) / sum);
    }
    return hidden;
}

Table table_of(const FactorVotes& model, std::size_t count) {
    const std::vector<Hidden> shares = hidden_of(model, count);
    std::vector<double> noise(count), base(count);
    for (std::size_t i = 0; i < count; ++i) {
        noise[i] = std::sqrt(rest_of(shares, i));
        base[i] = quantile(own_chance(model.yes, i));
    }
    const std::vector<Hidden> hidden = moods_of(model, count);
    Table table(std::size_t{1} << count);
    std::vector<double> sums(count);
    const auto chance = [&](std::size_t i, double mood) {
        return 0.5 * std::erfc(-(base[i] + mood) / noise[i] / std::sqrt(2.0));
    };
    nest(hidden, 0, 1.0, sums, chance, table);
    return table;
}

Table table_of(const ObservedVotes& model, std::size_t count) {
    Table table(std::size_t{1} << count);
    for (const auto& motion : model.motions) {
        std::vector<double> yes(count);
        for (std::size_t i = 0; i < count; ++i) {
            double said_yes = 0, voted = 0;
            for (const auto& other : model.motions)
                if (other[i]) (voted += 1, said_yes += *other[i] ? 1 : 0);
            yes[i] = motion[i] ? (*motion[i] ? 1.0 : 0.0) : said_yes / voted;
        }
        add_votes(table, 1 / static_cast<double>(model.motions.size()), yes);
    }
    return table;
}

/// The standing of a position by its definition.
Standing standing_by(const Table& table, const Rule& decision, const WeightedRule& position) {
    Standing standing;
    const std::size_t count = position.weights.size();
    Coalition held(count);
    for (std::size_t i = 0; i < count; ++i) held[i] = position.weights[i] > 0;
    for (std::size_t set = 0; set < table.size(); ++set) {
        const Coalition yes(count, set);
        const Side side = position.wins(yes) ? Side::yes : position.wins(~yes) ? Side::no : Side::tied;
        const auto chance = static_cast<double>(table[set]);
        standing.add_term(side, wins(decision, yes), chance);
        standing.decisive += chance * (int{wins(decision, yes | held)} - int{wins(decision, yes - held)});
    }
    return standing;
}

double difference(const Standing& a, const Standing& b) {
    double largest = 0;
    for (double Standing::* field : {&Standing::yes_pass, &Standing::yes_fail, &Standing::tied_pass,
                                     &Standing::tied_fail, &Standing::no_pass, &Standing::no_fail, &Standing::decisive})
        largest = std::max(largest, std::isnan(a.*field) ? 1.0 : std::abs(a.*field - b.*field));
    return largest;
}

/// The largest difference between a method and the definition, over the pass chance, all members and some positions.
double disagreement(const Rule& rule, const std::vector<WeightedRule>& positions, const VotingModel& model,
                    const Table& table, const Method& method) {
    const std::size_t count = member_count(rule);
    double pass = 0, largest = 0;
    for (std::size_t set = 0; set < table.size(); ++set)
        if (wins(rule, Coalition(count, set))) pass += static_cast<double>(table[set]);
    largest = std::abs(pass_probability(rule, model, method) - pass);
    const auto members = member_standings(rule, model, method);
    for (std::size_t i = 0; i < count; ++i)
        largest = std::max(largest, difference(members[i], standing_by(table, rule, member_position(i, count))));
    const auto standings = position_standings(rule, std::span<const WeightedRule>(positions), model, method);
    for (std::size_t d = 0; d < positions.size(); ++d)
        largest = std::max(largest, difference(standings[d], standing_by(table, rule, positions[d])));
    return largest;
}

Grouping some_groups(Random& random, const std::string& name, std::size_t count, std::size_t most) {
    const std::size_t groups = 1 + random.index(most);
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < count; ++i) labels.push_back("group " + std::to_string(random.index(groups)));
    return make_grouping(name, labels);
}

/// Shares of two groupings, which sum to `total` with that of the region at most; now and then a group has its own.
std::vector<Cohesion> some_cohesions(Random& random, std::size_t count, std::size_t most, double total) {
    std::vector<Cohesion> cohesions;
    for (const char* name : {"family", "municipality"}) {
        Cohesion cohesion{.grouping = some_groups(random, name, count, most), .share = total / 3 * random.unit()};
        if (random.index(3) == 0)
            cohesion.own[cohesion.grouping.labels[0]] = random.coin() ? 0 : total / 3 * random.unit();
        cohesions.push_back(cohesion);
    }
    return cohesions;
}

std::vector<double> some_chances(Random& random, std::size_t count) {
    std::vector<double> yes(random.coin() ? 1 : count);
    for (double& chance : yes) chance = random.index(12) == 0 ? 1.0 : 0.05 + 0.9 * random.unit();
    return yes;
}

CopyVotes some_copy(Random& random, std::size_t count) {
    return {.region = random.index(3) == 0 ? 0 : 0.3 * random.unit(),
            .groups = some_cohesions(random, count, 4, random.index(8) == 0 ? 1.0 : 0.9),
            .yes = some_chances(random, count),
            .line = random.coin() ? 0.5 : random.unit()};
}

/// Moods of a region and two groupings, as many as the reference can loop over.
FactorVotes some_factor(Random& random, std::size_t count) {
    for (;;) {
        FactorVotes model{.region = random.coin() ? 0 : 0.3 * random.unit(),
                          .groups = some_cohesions(random, count, 3, 0.9),
                          .yes = some_chances(random, count)};
        if (random.coin()) model.groups.erase(model.groups.begin() + static_cast<std::ptrdiff_t>(random.index(2)));
        auto terms = static_cast<double>(std::size_t{1} << count);
        for (const Hidden& mood : moods_of(model, count)) terms *= static_cast<double>(mood.values.size());
        if (terms < 5e6) return model;
    }
}

ObservedVotes some_history(Random& random, std::size_t count) {
    ObservedVotes model{.name = "random", .motions = {}};
    model.motions.resize(1 + random.index(12), std::vector<std::optional<bool>>(count));
    for (auto& motion : model.motions) {
        for (auto& vote : motion)
            if (random.index(9) != 0) vote = random.coin();
        if (random.index(4) == 0) motion = model.motions.front();
    }
    for (auto& vote : model.motions.front()) vote = random.coin();
    return model;
}

/// The councils of a grouping under a board: the blocks are its groups.
CompositeRule councils(Random& random, const Grouping& grouping) {
    CompositeRule rule;
    for (const auto& members : members_by_group(grouping))
        rule.blocks.push_back({.members = members, .rule = support::random_weighted_rule(random, members.size())});
    rule.top = support::random_weighted_rule(random, rule.blocks.size());
    return rule;
}

Rule some_rule(Random& random, std::size_t count, const VotingModel& model) {
    const auto* copy = std::get_if<CopyVotes>(&model);
    if (copy && random.coin()) return councils(random, copy->groups[random.index(2)].grouping);
    if (random.index(3) == 0) return support::random_composite_rule(random, count);
    return support::random_weighted_rule(random, count);
}

WeightedRule small_rule(Random& random, std::size_t count) {
    WeightedRule rule{.weights = std::vector<Weight>(count), .quota = 1};
    for (Weight& weight : rule.weights) weight = random.between(1, 9);
    rule.quota = support::random_quota(random, rule.weights);
    return rule;
}

/// The largest disagreement with the definition on one random assembly.
template <class Model>
double on_assembly(Random& random, const Model& model, std::size_t count, const Method& method = Exact{}) {
    const Rule rule = some_rule(random, count, model);
    const std::vector<WeightedRule> positions{support::random_position(random, count),
                                              support::random_position(random, count)};
    return disagreement(rule, positions, model, table_of(model, count), method);
}

}  // namespace

TEST_CASE("Exact under lines to copy is the sum over all lines, on 500 assemblies of up to 14 members") {
    for (std::uint64_t seed = 0; seed < support::rounds(500U); ++seed) {
        Random random(seed);
        const auto count = static_cast<std::size_t>(seed % 100 == 7 ? random.between(12, 14) : random.between(1, 9));
        const CopyVotes model = some_copy(random, count);
        INFO(seed << " " << model_name(model));
        CHECK(on_assembly(random, model, count) < 1e-12);
    }
}

TEST_CASE("Exact under shared moods is the integral over all moods, on 500 assemblies of up to 14 members") {
    for (std::uint64_t seed = 0; seed < support::rounds(500U); ++seed) {
        Random random(10'000 + seed);
        const auto count = static_cast<std::size_t>(seed % 50 == 7 ? random.between(10, 14) : random.between(1, 8));
        const FactorVotes model = some_factor(random, count);
        INFO(seed << " " << model_name(model));
        CHECK(on_assembly(random, model, count) < 1e-12);
    }
}

TEST_CASE("Exact under observed votes is the mean over the motions, on 500 assemblies of up to 14 members") {
    for (std::uint64_t seed = 0; seed < support::rounds(500U); ++seed) {
        Random random(30'000 + seed);
        const auto count = static_cast<std::size_t>(seed % 50 == 7 ? random.between(12, 14) : random.between(1, 9));
        const ObservedVotes model = some_history(random, count);
        INFO(seed);
        CHECK(on_assembly(random, model, count) < 1e-12);
    }
}

TEST_CASE("Enumerate and the decision diagrams take the same models, for rules of every kind") {
    for (std::uint64_t seed = 0; seed < support::rounds(60U); ++seed) {
        Random random(40'000 + seed);
        const auto count = static_cast<std::size_t>(random.between(1, 7));
        const CopyVotes copy = some_copy(random, count);
        const FactorVotes factor = some_factor(random, count);
        const Rule rule = support::random_rule_of_kind(random, seed % support::rule_kinds, count, 1);
        const std::vector<WeightedRule> positions{support::random_position(random, count)};
        INFO(support::shown(rule) << " under " << model_name(copy) << " and " << model_name(factor));
        for (const Method& method : {Method(Exact{}), Method(Enumerate{}), Method(DecisionDiagram{})})
            CHECK(disagreement(rule, positions, copy, table_of(copy, count), method) < 1e-12);
        CHECK(disagreement(rule, positions, factor, table_of(factor, count), Enumerate{}) < 1e-12);
    }
}

TEST_CASE("With one mood of loading one half and even chances the factor model is impartial anonymous culture") {
    for (std::size_t count = 3; count <= 40; ++count) {
        Random random(count);
        const WeightedRule rule = small_rule(random, count);
        const VotingModel mood = FactorVotes{.region = 0.5};
        // The mood of a family that all belong to is the same.
        const std::vector<std::string> all(count, "all");
        const VotingModel family = FactorVotes{.groups = {{.grouping = make_grouping("family", all), .share = 0.5}}};
        const auto expected = member_standings(rule, VotingModel(iac()));
        const auto by_mood = member_standings(rule, mood);
        const auto by_family = member_standings(rule, family);
        for (std::size_t i = 0; i < count; ++i) {
            CHECK(difference(by_mood[i], expected[i]) < 1e-10);
            CHECK(difference(by_family[i], expected[i]) < 1e-10);
        }
    }
}

TEST_CASE("A fair coin of its own is outvoted as often as half of the motions that it does not decide") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Random random(50'000 + seed);
        const auto count = static_cast<std::size_t>(random.between(2, 18));
        const std::size_t coin = random.index(count);
        std::vector<std::string> families, towns;
        for (std::size_t i = 0; i < count; ++i) {
            families.push_back(i == coin ? "coin" : "f" + std::to_string(random.index(3)));
            towns.push_back(i == coin ? "coin" : "m" + std::to_string(random.index(2)));
        }
        std::vector<double> yes(count);
        for (double& chance : yes) chance = 0.1 + 0.8 * random.unit();
        yes[coin] = 0.5;
        const Cohesion family{make_grouping("family", families), 0.3, {{"coin", 0.0}}};
        const Cohesion town{make_grouping("municipality", towns), 0.2, {{"coin", 0.0}}};
        ObservedVotes history = some_history(random, count);
        for (auto& motion : history.motions) motion[coin] = true;
        const auto again = history.motions;
        for (auto motion : again) {
            motion[coin] = false;
            history.motions.push_back(motion);
        }
        const WeightedRule rule = small_rule(random, count);
        const std::vector<WeightedRule> position{member_position(coin, count)};
        const std::vector<VotingModel> models{CopyVotes{.region = 0, .groups = {family, town}, .yes = yes},
                                              FactorVotes{.region = 0, .groups = {family, town}, .yes = yes}, history};
        for (const VotingModel& model : models) {
            INFO(seed << " " << model_name(model));
            const Outvoted<> risk =
                outvoted(position_standings(rule, std::span<const WeightedRule>(position), model).front());
            CHECK(std::abs(risk.outvoted - (1 - risk.decisive) / 2) < 1e-12);
            const Outvoted<> member = outvoted(member_standings(rule, model)[coin]);
            CHECK(std::abs(member.outvoted - (1 - member.decisive) / 2) < 1e-12);
        }
    }
}

TEST_CASE("It does not matter which of the groupings is fixed") {
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
        Random random(60'000 + seed);
        const std::size_t count = 24;
        const CopyVotes copy = some_copy(random, count);
        const FactorVotes factor{
            .region = 0.1, .groups = some_cohesions(random, count, 2, 0.3), .yes = some_chances(random, count)};
        const WeightedRule rule = small_rule(random, count);
        for (const LatentLaw& law : {latent_law(copy, count), latent_law(factor, count)}) {
            std::vector<std::vector<Standing>> results;
            for (const std::size_t side : {std::size_t{1}, std::size_t{2}}) {
                const LatentSplit split(law, side);
                std::vector<Standing>& sum = results.emplace_back(count);
                detail::FixedNodes(split).each([&](double mass, std::span<const double> values) {
                    const auto part = member_standings(rule, split.given(values), Exact{});
                    for (std::size_t i = 0; i < count; ++i) sum[i].add(part[i], mass);
                });
            }
            for (std::size_t i = 0; i < count; ++i) CHECK(difference(results[0][i], results[1][i]) < 2e-12);
        }
    }
}

TEST_CASE("Models that exact methods cannot carry are refused with the method that can") {
    std::vector<std::string> families, towns;
    for (std::size_t i = 0; i < 60; ++i) {
        families.push_back("f" + std::to_string(i % 9));
        towns.push_back("m" + std::to_string(i % 7));
    }
    const Cohesion family{.grouping = make_grouping("family", families), .share = 0.4};
    const Cohesion town{.grouping = make_grouping("municipality", towns), .share = 0.2};
    const WeightedRule rule{std::vector<Weight>(60, 1), 31};
    const auto refused = [&](const FactorVotes& model) {
        return support::too_large([&] { return pass_probability(rule, VotingModel(model)); });
    };
    const std::string crossed = refused({.region = 0.1, .groups = {family, town}});
    CHECK(crossed.starts_with("exact: fixing the latents of all groupings but one takes "));
    CHECK(crossed.ends_with(" laws, allowed are 16384; conditional or monte_carlo carries it"));
    CHECK(std::abs(pass_probability(rule, VotingModel(FactorVotes{.region = 1})) - 0.5) < 1e-12);  // all vote alike
    CHECK(refused({.region = 0.1, .groups = {family}}) == "(nothing was too large)");
}
