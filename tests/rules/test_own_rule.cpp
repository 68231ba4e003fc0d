// A rule of a user is a Rule like any other: what every measure says of it is what it says of the library's rule with
// the same winning sets.

#include "catch.hpp"
#include "support/indices.hpp"
#include "support/own_rules.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"
#include "support/rounds.hpp"

#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/measures/loyalty.hpp>
#include <stemgewicht/measures/majority_deficit.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/properties.hpp>
#include <stemgewicht/rules/combined.hpp>
#include <stemgewicht/rules/own_rule.hpp>
#include <stemgewicht/rules/rule.hpp>
#include <stemgewicht/rules/transform.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <variant>
#include <vector>

using namespace stemgewicht;
using support::OwnCopy;
using support::Random;

namespace {

static_assert(std::convertible_to<OwnCopy, Rule> && std::convertible_to<support::ByThree, Rule>);

bool near(double a, double b) { return std::abs(a - b) < 1e-12; }

bool near(const Eigen::ArrayXd& a, const Eigen::ArrayXd& b) {
    return a.size() == b.size() && ((a - b).abs() < 1e-12).all();
}

bool near(const Standing& a, const Standing& b) {
    return near(a.yes_pass, b.yes_pass) && near(a.yes_fail, b.yes_fail) && near(a.tied_pass, b.tied_pass) &&
           near(a.tied_fail, b.tied_fail) && near(a.no_pass, b.no_pass) && near(a.no_fail, b.no_fail) &&
           near(a.decisive, b.decisive);
}

bool near(const std::vector<Standing>& a, const std::vector<Standing>& b) {
    return std::ranges::equal(a, b, [](const Standing& x, const Standing& y) { return near(x, y); });
}

bool same(const OutvotedEstimate& a, const OutvotedEstimate& b) {
    return a.outvoted == b.outvoted && a.overruled == b.overruled && a.blocked == b.blocked &&
           a.decisive == b.decisive && a.tied == b.tied && a.pass == b.pass && a.outvoted_if_yes == b.outvoted_if_yes &&
           a.outvoted_if_fail == b.outvoted_if_fail;
}

/// The methods that take every rule and give exact answers.
const std::array exact_methods{Method(Exact{}), Method(DecisionDiagram{}), Method(Enumerate{})};

/// Ways in which a rule of one's own stands for one of the library: as it is; under another rule; and with a graph on
/// which all can talk with all, and a pair that is none.
struct Twins {
    Rule known, own;
};
std::vector<Twins> twins_of(Random& random, const Rule& rule) {
    const std::size_t n = member_count(rule);
    const Rule second = support::random_weighted_rule(random, n), own = OwnCopy{rule};
    std::vector<Pair> edges;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < i; ++j) edges.emplace_back(i, j);
    return {{rule, own},
            {all_of({rule, second}), all_of({own, second})},
            {any_of({second, rule}), any_of({second, own})},
            {rule, RestrictedRule{own, edges}},
            {rule, IncompatibleRule{own, {}}}};
}

/// Calls work(known, own, random) for rules of every kind.
template <class Work>
void each_twins(std::uint64_t seed, std::size_t most_members, const Work& work) {
    Random random(seed);
    for (std::size_t kind = 0; kind < support::rule_kinds; ++kind)
        for (int round = 0; round < support::rounds(4); ++round) {
            const std::size_t n = 1 + random.index(most_members);
            const Rule rule = support::random_rule_of_kind(random, kind, n, 1);
            for (const auto& [known, own] : twins_of(random, rule)) {
                INFO(support::shown(known) << " and " << support::shown(own));
                work(known, own, random);
            }
        }
}

/// A position of which the holders are the members whose vote ever changes it, whoever tells its winning sets.
Rule some_position(Random& random, std::size_t members) {
    return support::random_position_of_kind(random, 2 + random.index(support::rule_kinds - 2), members);
}

std::vector<unsigned long> listed(const Rule& rule, CoalitionKind kind) {
    std::vector<unsigned long> sets;
    CoalitionListing listing(rule, kind);
    while (const auto set = listing.next()) sets.push_back(set->to_ulong());
    CHECK(listing.count() == std::to_string(sets.size()));
    std::ranges::sort(sets);
    return sets;
}

}  // namespace

TEST_CASE("Your own game becomes a rule, and the rules of the library stay what they are") {
    Random random(1);
    for (std::size_t kind = 0; kind < support::rule_kinds; ++kind) {
        const Rule rule = support::random_rule_of_kind(random, kind, 5, 1);
        CHECK(rule.index() == kind);
        const Rule own = OwnCopy{rule};
        REQUIRE(std::holds_alternative<OwnRule>(own));
        CHECK(member_count(own) == 5);
        support::each_set(5, [&](const Coalition& yes) { CHECK(wins(own, yes) == wins(rule, yes)); });
        CHECK_NOTHROW(check(own));
    }
}

TEST_CASE("Two own rules are equal where they share one game") {
    const Rule first = support::ByThree{4}, copy = first, second = support::ByThree{4};
    CHECK(first == copy);
    CHECK_FALSE(first == second);  // nobody can tell that they always agree
    CHECK_FALSE(first == Rule(WeightedRule{{1, 1, 1, 1}, 3}));
    CHECK(all_of({first, WeightedRule{{1, 1, 1, 1}, 3}}) == all_of({copy, WeightedRule{{1, 1, 1, 1}, 3}}));
    CHECK_FALSE(all_of({first}) == all_of({second}));
    CHECK(RestrictedRule{first, {{0, 1}}} == RestrictedRule{copy, {{0, 1}}});
    Rule assigned = second;
    assigned = first;
    CHECK(assigned == first);
}

TEST_CASE("Chances and standings of an own rule are those of the library's rule, by every method and model") {
    each_twins(2, 6, [](const Rule& known, const Rule& own, Random& random) {
        const std::size_t n = member_count(known);
        const std::vector<WeightedRule> positions{support::random_position(random, n),
                                                  support::random_position(random, n)};
        const Rule position = some_position(random, n), own_position = OwnCopy{position};
        const std::vector<VotingModel> models = support::random_models(random, n);
        const VotingModel& model = models[random.index(models.size())];
        INFO(support::shown(model) << ", position " << support::shown(position));
        for (const Method& method : exact_methods) {
            INFO(method_name(method));
            CHECK(near(pass_probability(own, model, method), pass_probability(known, model, method)));
            CHECK(near(member_standings(own, model, method), member_standings(known, model, method)));
            CHECK(near(position_standings(own, positions, model, method),
                       position_standings(known, positions, model, method)));
            const Standing expected = position_standing(known, position, model, method);
            CHECK(near(position_standing(own, position, model, method), expected));
            CHECK(near(position_standing(known, own_position, model, method), expected));
            CHECK(near(position_standing(own, own_position, model, method), expected));
            CHECK(near(majority_deficit(own, model, method), majority_deficit(known, model, method)));
            const Outvoted<> risk = outvoted(own, own_position, model, method, Ties::coin);
            const Outvoted<> expected_risk = outvoted(known, position, model, method, Ties::coin);
            CHECK(near(risk.overruled, expected_risk.overruled));
            CHECK(near(risk.blocked, expected_risk.blocked));
            CHECK(near(outvoted_members(own, model, method).front().outvoted,
                       outvoted_members(known, model, method).front().outvoted));
        }
    });
}

TEST_CASE("Every index of an own rule is that of the library's rule, by every method and as fractions") {
    each_twins(3, 5, [](const Rule& known, const Rule& own, Random& random) {
        const std::size_t n = member_count(known);
        const Grouping unions = support::random_grouping(random, n);
        const std::vector<Pair> edges = support::random_pairs(random, n, 2 * n);
        for (const Index& index : index_table) {
            INFO(text_of(index).name);
            const auto check_index = [&]<class I>(const I& one) {
                if constexpr (std::same_as<I, WholeIndex>) {
                    for (const Method& method : exact_methods) CHECK(near(one(own, method), one(known, method)));
                    CHECK(index_fraction(one, own) == index_fraction(one, known));
                } else if constexpr (std::same_as<I, UnionIndex>) {
                    for (const Method& method : exact_methods)
                        CHECK(near(one(own, unions, method), one(known, unions, method)));
                    CHECK(index_fractions(one, own, unions) == index_fractions(one, known, unions));
                } else if constexpr (std::same_as<I, GraphIndex>) {
                    for (const Method& method : exact_methods)
                        CHECK(near(one(own, edges, method), one(known, edges, method)));
                    CHECK(index_fractions(one, own, edges) == index_fractions(one, known, edges));
                } else if constexpr (std::same_as<I, SetIndex>) {
                    if (!support::exists(one, own)) return;
                    for (const Method& method : exact_methods) CHECK(near(one(own, method), one(known, method)));
                    CHECK(index_fractions(one, own) == index_fractions(one, known));
                } else if constexpr (!std::same_as<I, SolutionIndex>) {
                    for (const Method& method : exact_methods) CHECK(near(one(own, method), one(known, method)));
                    CHECK(index_fractions(one, own) == index_fractions(one, known));
                }
            };
            std::visit(check_index, index);
        }
        for (const Method& method : exact_methods)
            CHECK(near(power_of_unions(banzhaf, own, unions, method), power_of_unions(banzhaf, known, unions, method)));
        CHECK(near(decisive(own, beta(2, 3)), decisive(known, beta(2, 3))));
    });
}

TEST_CASE("Properties and lists of coalitions of an own rule are those of the library's rule") {
    each_twins(4, 6, [](const Rule& known, const Rule& own, Random&) {
        const RuleProperties a = rule_properties(own), b = rule_properties(known);
        CHECK(a.null_members == b.null_members);
        CHECK(a.veto_members == b.veto_members);
        CHECK(a.passers == b.passers);
        CHECK(a.dictator == b.dictator);
        CHECK(a.proper == b.proper);
        CHECK(a.strong == b.strong);
        CHECK(a.complete == b.complete);
        CHECK(is_proper(own) == b.proper);
        if (b.complete) CHECK(a.classes == b.classes);
        for (const auto& [name, kind] : coalition_kinds) {
            INFO(name);
            CHECK(listed(own, kind) == listed(known, kind));
        }
    });
}

TEST_CASE("Simulated motions are decided alike by an own rule and the library's") {
    each_twins(5, 7, [](const Rule& known, const Rule& own, Random& random) {
        const std::size_t n = member_count(known);
        const Rule position = some_position(random, n), own_position = OwnCopy{position};
        const MonteCarlo method{.samples = 3000, .seed = 7 + n};
        const VotingModel model = grouped(support::random_grouping(random, n));
        CHECK(same(outvoted(own, own_position, model, method, Ties::coin),
                   outvoted(known, position, model, method, Ties::coin)));
        CHECK(std::ranges::equal(outvoted_members(own, model, method), outvoted_members(known, model, method), same));
        CHECK(pass_probability(own, model, method) == pass_probability(known, model, method));
        CHECK(banzhaf(own, method) == banzhaf(known, method));
        CHECK(coleman_collectivity(own, method) == coleman_collectivity(known, method));
        const LatentLaw law = latent_law(model, n);
        CHECK(estimated_majority_deficit(own, law, method) == estimated_majority_deficit(known, law, method));
        const OutvotedComparison compared = compare_outvoted(own, known, position, model, method, Ties::coin);
        CHECK(near(compared.difference.value, 0));
        const Conditional given{.points = 16, .seed = 3};
        const OutvotedEstimate own_risk = outvoted(own, own_position, model, given, Ties::coin);
        CHECK(near(own_risk.outvoted.value, outvoted(known, position, model, given, Ties::coin).outvoted.value));
    });
}

TEST_CASE("Loyalty to an own rule is that to the library's") {
    each_twins(6, 6, [](const Rule& known, const Rule& own, Random& random) {
        const std::size_t n = member_count(known);
        const Rule position = some_position(random, n), own_position = OwnCopy{position};
        for (const VotingModel& model :
             {VotingModel(iac()), VotingModel(grouped(support::random_grouping(random, n)))}) {
            const FateGradient a = fate_gradient(own, own_position, model, Fate::outvoted, Ties::coin);
            const FateGradient b = fate_gradient(known, position, model, Fate::outvoted, Ties::coin);
            CHECK(near(a.value, b.value));
            CHECK(near(a.chance, b.chance));
            CHECK(near(a.evidence, b.evidence));
        }
    });
}

TEST_CASE("Members of an own rule merge and split as those of the library's rule") {
    Random random(7);
    for (int round = 0; round < 20; ++round) {
        const std::size_t n = 2 + random.index(4);
        const Rule known = support::random_weighted_rule(random, n), own = OwnCopy{known};
        INFO(support::shown(known));
        CHECK(near(banzhaf(merged(own, {0, 1})), banzhaf(merged(known, {0, 1}))));
        const Rule inner = majority_rule({1, 1, 1});
        CHECK(near(banzhaf(split(own, 1, inner)), banzhaf(split(known, 1, inner))));
        CHECK(near(banzhaf(split(known, 1, OwnCopy{inner})), banzhaf(split(known, 1, inner))));
    }
}

TEST_CASE("An own rule need not be monotone: joining may turn a winning set into a losing one") {
    const support::ByThree rule{4};  // passes with 0 or 3 of 4
    for (const Method& method : exact_methods) {
        CHECK(near(pass_probability(rule, ic(), method), 5.0 / 16));
        for (const double value : banzhaf(rule, method)) CHECK(near(value, (3 - 1 - 1) / 8.0));
    }
    CHECK(index_fractions(banzhaf, rule) == std::vector<Fraction>(4, Fraction(1, 8)));
}

TEST_CASE("An own rule of 26 members is simulated, and exact methods say that they carry 25") {
    const OwnCopy large{majority_rule(std::vector<Weight>(26, 1))};
    const Estimate pass = pass_probability(large, ic(), MonteCarlo{.samples = 20'000});
    const double exact = pass_probability(large.rule, ic());
    CHECK(std::abs(pass.value - exact) < 4.5 * pass.error);
    CHECK(support::too_large([&] {
              return pass_probability(large, ic());
          }).starts_with("enumerate: carries up to 25 members, got 26"));
    CHECK(support::too_large([&] {
              return banzhaf(large, DecisionDiagram{});
          }).ends_with("is carried to 25 members, got 26"));
    CHECK(support::too_large([&] { return deegan_packel(large); }).find("25 members, got 26") != std::string::npos);
    CHECK(support::too_large([&] {
              return owen(large, make_grouping("unions", std::vector<std::string>(26, "all")));
          }).find("25 members, got 26") != std::string::npos);
    CHECK(support::too_large([&] { return index_fractions(banzhaf, large); }) != "(nothing was too large)");
}
