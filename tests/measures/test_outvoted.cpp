#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/rules/combined.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/reference_games.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

using namespace stemgewicht;

namespace {

/// Of 100 motions: 30 and 10 where the position is yes, 5 and 15 tied, 8 and 32 no.
constexpr Standing hundred{.yes_pass = 0.30,
                           .yes_fail = 0.10,
                           .tied_pass = 0.05,
                           .tied_fail = 0.15,
                           .no_pass = 0.08,
                           .no_fail = 0.32,
                           .decisive = 0.4};

/// [3; 2, 1, 1] under fair coins, and the position "members 0 and 1 both": of the 8 votes it is yes and passes on 2, no
/// and fails on 2, and tied on 4, of which {0, 2} alone passes.
const WeightedRule board{{2, 1, 1}, 3};
const WeightedRule pair = majority_rule({1, 1, 0});

bool near(double a, double b) { return std::abs(a - b) < 1e-15; }

/// The Council of the European Economic Community.
const WeightedRule council{{4, 4, 4, 2, 2, 1}, 12};

/// Parameters of Beta from a coin to a point.
constexpr std::pair<double, double> all_shapes[] = {
    {1e-300, 1e-300}, {1e-20, 2e-20}, {1e-16, 1},   {1e-15, 1},     {0.003, 0.01},   {1, 1e-4},    {1e-3, 1e4},
    {5e5, 2e6},       {1e16, 1e16},   {1e18, 1e18}, {1e300, 1e300}, {1e308, 1e-308}, {1e11, 1e12}, {1e154, 1}};

/// The chance of each set of so many yes among `members` under Beta(a, b): drawn from an urn, yes first.
double urn_chance(std::size_t yes, std::size_t members, double a, double b) {
    double chance = 1;
    for (std::size_t k = 0; k < members; ++k) {
        const double drawn = k < yes ? a + static_cast<double>(k) : b + static_cast<double>(k - yes);
        chance /= 1 + (k < yes ? b : a + static_cast<double>(yes)) / drawn;
    }
    return chance;
}

/// By the definition, over all sets.
Standing urn_standing(const WeightedRule& rule, std::size_t member, double a, double b) {
    const std::size_t n = rule.member_count();
    Standing standing;
    for (std::size_t set = 0; set < std::size_t{1} << n; ++set) {
        Coalition yes(n, set);
        const bool passes = rule.wins(yes);
        standing.add_term(yes[member] ? Side::yes : Side::no, passes, urn_chance(yes.count(), n, a, b));
        if (yes[member] && passes && !rule.wins(yes.reset(member)))
            standing.decisive += urn_chance(yes.count(), n - 1, a, b);
    }
    return standing;
}

void check_close(double found, double expected, double margin) {
    CHECK(found == Approx(expected).epsilon(1e-11).margin(margin));
}

}  // namespace

TEST_CASE("Common chances of any size give the chances of an urn") {
    for (const auto& [a, b] : all_shapes)
        for (const Method& method : {Method(Exact{}), Method(DecisionDiagram{}), Method(Enumerate{})}) {
            INFO("beta " << a << ", " << b << ", " << method_name(method));
            const std::vector<Outvoted<>> found = outvoted_members(council, beta(a, b), method);
            const double margin = a > b ? 1e-15 : 1e-290;  // where p is near 1, 1 - p has lost its digits
            for (std::size_t i = 0; i < found.size(); ++i) {
                const Outvoted<> expected = outvoted(urn_standing(council, i, a, b));
                check_close(found[i].overruled, expected.overruled, margin);
                check_close(found[i].blocked, expected.blocked, margin);
                check_close(found[i].success, expected.success, margin);
                check_close(found[i].decisive, expected.decisive, margin);
                check_close(found[i].pass, expected.pass, margin);
                if (a > b) continue;
                REQUIRE(found[i].outvoted_if_yes.has_value() == expected.outvoted_if_yes.has_value());
                if (expected.outvoted_if_yes) check_close(*found[i].outvoted_if_yes, *expected.outvoted_if_yes, 0);
                if (expected.outvoted_if_pass) check_close(*found[i].outvoted_if_pass, *expected.outvoted_if_pass, 0);
            }
        }
}

TEST_CASE("Simulations of common chances of any size agree with the chances of an urn") {
    std::vector<std::size_t> group_of{0, 0, 1, 1, 2, 2};
    for (const auto& [a, b] : all_shapes)
        for (const VotingModel& model :
             {VotingModel(beta(a, b)),
              VotingModel(GroupedVotes{
                  .grouping = {.name = "pairs", .labels = {"a", "b", "c"}, .group_of = group_of}, .a = a, .b = b})}) {
            const std::vector<Outvoted<>> exact = outvoted_members(council, model, Enumerate{});
            for (const Method& method :
                 {Method(MonteCarlo{.samples = 40'000}), Method(MonteCarlo{.samples = 40'000, .antithetic = true}),
                  Method(Conditional{})}) {
                INFO(model_name(model) << ", " << method_name(method));
                const std::vector<OutvotedEstimate> found = estimated_outvoted_members(council, model, method);
                const double unseen = std::holds_alternative<MonteCarlo>(method) ? 10.0 / 40'000 : 1e-11;
                for (std::size_t i = 0; i < found.size(); ++i) {
                    CHECK(std::abs(found[i].outvoted.value - exact[i].outvoted) <
                          4.5 * found[i].outvoted.error + unseen);
                    CHECK(std::abs(found[i].pass.value - exact[i].pass) < 4.5 * found[i].pass.error + unseen);
                }
            }
        }
}

TEST_CASE("Rare votes that follow a mood are as precise in themselves as common ones") {
    struct Known {  // by a computation with 40 digits, of the first member
        double yes, blocked, pass, overruled;
    };
    for (const auto& [yes, blocked, pass, overruled] :
         {Known{1e-3, 0.00098721818042023306, 1.4459715541338177e-5, 1.6778959615712346e-6},
          Known{1e-10, 9.9999843830459985e-11, 1.61603630306898e-16, 5.4340902921424654e-18},
          Known{1e-50, 1e-50, 4.7257818518191949e-77, 1.0635968111659825e-82}}) {
        INFO("yes " << yes);
        const Outvoted<> found = outvoted_members(council, FactorVotes{.region = 0.5, .yes = {yes}}).front();
        CHECK(found.standing.yes_pass + found.standing.yes_fail == Approx(yes).epsilon(1e-12));
        CHECK(found.blocked == Approx(blocked).epsilon(1e-12));
        CHECK(found.pass == Approx(pass).epsilon(1e-9));
        CHECK(found.overruled == Approx(overruled).epsilon(1e-7));
    }
}

TEST_CASE("Votes that are certain are certain under a mood") {
    for (const Method& method : {Method(Exact{}), Method(DecisionDiagram{}), Method(Enumerate{})})
        for (const Outvoted<>& found : outvoted_members(council, FactorVotes{.region = 0.2, .yes = {1}}, method)) {
            CHECK(found.pass == Approx(1).epsilon(1e-12));
            CHECK(found.outvoted == 0);
            CHECK(!found.outvoted_if_no);
        }
}

TEST_CASE("Chances outside of their range do not come out of a standing") {
    const Outvoted<> rounded = outvoted(Standing{.yes_pass = 1 + 2.2e-16, .yes_fail = -2.2e-16});
    CHECK(rounded.pass == 1);
    CHECK(rounded.outvoted == 0);
    CHECK(rounded.outvoted_if_yes == 0.0);
    CHECK(rounded.standing.yes_fail == 0);
    CHECK_THROWS_AS(outvoted(Standing{.yes_pass = std::nan(""), .no_fail = 1}), std::domain_error);
    CHECK_THROWS_AS(outvoted(Standing{.yes_pass = 1.2, .no_fail = -0.2}), std::domain_error);
}

TEST_CASE("Ties that are excluded leave the chances given a definite position") {
    const Outvoted<> risk = outvoted(hundred, Ties::excluded);
    CHECK(near(risk.overruled, 0.08 / 0.8));
    CHECK(near(risk.blocked, 0.10 / 0.8));
    CHECK(near(risk.outvoted, 0.18 / 0.8));
    CHECK(near(risk.success, 0.62 / 0.8));
    CHECK(near(risk.tied, 0.2));
    CHECK(risk.decisive == 0.4);
    CHECK(near(risk.luck, 0.62 / 0.8 - 0.4));
    CHECK(near(risk.outvoted_if_yes.value(), 0.10 / 0.40));
    CHECK(near(risk.outvoted_if_no.value(), 0.08 / 0.40));
    CHECK(near(risk.outvoted_if_pass.value(), 0.08 / 0.38));
    CHECK(near(risk.outvoted_if_fail.value(), 0.10 / 0.42));
}

TEST_CASE("A tie that counts as against is overruled where the motion passes") {
    const Outvoted<> risk = outvoted(hundred, Ties::against);
    CHECK(near(risk.overruled, 0.13));
    CHECK(near(risk.blocked, 0.10));
    CHECK(near(risk.outvoted, 0.23));
    CHECK(near(risk.success, 0.77));
    CHECK(near(risk.tied, 0.2));
    CHECK(near(risk.luck, 0.37));
    CHECK(near(risk.outvoted_if_yes.value(), 0.10 / 0.40));
    CHECK(near(risk.outvoted_if_no.value(), 0.13 / 0.60));
    CHECK(near(risk.outvoted_if_pass.value(), 0.13 / 0.43));
    CHECK(near(risk.outvoted_if_fail.value(), 0.10 / 0.57));
}

TEST_CASE("A tie that a coin breaks is shared between both sides") {
    const Outvoted<> risk = outvoted(hundred, Ties::coin);
    CHECK(near(risk.overruled, 0.105));
    CHECK(near(risk.blocked, 0.175));
    CHECK(near(risk.outvoted, 0.28));
    CHECK(near(risk.success, 0.72));
    CHECK(near(risk.tied, 0.2));
    CHECK(near(risk.outvoted_if_yes.value(), 0.175 / 0.5));
    CHECK(near(risk.outvoted_if_no.value(), 0.105 / 0.5));
    CHECK(near(risk.outvoted_if_pass.value(), 0.105 / 0.43));
    CHECK(near(risk.outvoted_if_fail.value(), 0.175 / 0.57));
}

TEST_CASE("Ties are excluded unless said otherwise, and the standing is kept") {
    CHECK(outvoted(hundred).outvoted == outvoted(hundred, Ties::excluded).outvoted);
    CHECK(outvoted(hundred).standing.tied_fail == 0.15);
    CHECK(near(hundred.pass(), 0.43));
}

TEST_CASE("A pair of members is outvoted as counted by hand") {
    const auto check_pair = [](const auto& method) {
        const Outvoted<> excluded = outvoted(board, pair, ic(), method);
        CHECK(excluded.standing.yes_pass == 0.25);
        CHECK(excluded.standing.yes_fail == 0.0);
        CHECK(excluded.standing.tied_pass == 0.125);
        CHECK(excluded.standing.tied_fail == 0.375);
        CHECK(excluded.standing.no_pass == 0.0);
        CHECK(excluded.standing.no_fail == 0.25);
        CHECK(excluded.outvoted == 0.0);
        CHECK(excluded.decisive == 1.0);
        CHECK(excluded.tied == 0.5);
        const Outvoted<> against = outvoted(board, pair, ic(), method, Ties::against);
        CHECK(against.overruled == 0.125);
        CHECK(against.blocked == 0.0);
        const Outvoted<> coin = outvoted(board, pair, ic(), method, Ties::coin);
        CHECK(coin.overruled == 0.0625);
        CHECK(coin.blocked == 0.1875);
    };
    check_pair(Exact{});
    check_pair(Enumerate{});
}

TEST_CASE("In a majority of three each member is overruled and blocked with chance 1/8") {
    for (const Outvoted<>& risk : outvoted_members(WeightedRule{{1, 1, 1}, 2}, ic())) {
        CHECK(risk.overruled == 0.125);
        CHECK(risk.blocked == 0.125);
        CHECK(risk.outvoted == 0.25);
        CHECK(risk.outvoted_if_yes == 0.25);
        CHECK(risk.outvoted_if_fail == 0.25);
        CHECK(risk.tied == 0.0);
    }
}

TEST_CASE("Under a uniform common chance a member of a majority of three is outvoted with chance 1/6") {
    // Outvoted means alone against two: p (1-p)^2 + (1-p) p^2 = p (1-p), with mean 1/6.
    for (const Outvoted<>& risk : outvoted_members(WeightedRule{{1, 1, 1}, 2}, iac())) {
        CHECK(near(risk.outvoted, 1.0 / 6));
        CHECK(near(risk.overruled, 1.0 / 12));
        CHECK(near(risk.decisive, 1.0 / 3));
    }
}

TEST_CASE("Where two must agree a member is blocked by the other and never overruled") {
    const std::vector<Outvoted<>> risks = outvoted_members(WeightedRule{{1, 1}, 2}, independent({0.5, 0.25}));
    CHECK(risks[0].blocked == 0.375);
    CHECK(risks[0].overruled == 0.0);
    CHECK(risks[1].blocked == 0.125);
    CHECK(risks[1].outvoted_if_yes == 0.5);
    CHECK(risks[1].outvoted_if_no == 0.0);
    CHECK(risks[1].outvoted_if_pass == 0.0);
}

TEST_CASE("A conditional chance is empty where its condition never occurs") {
    const std::vector<Outvoted<>> certain = outvoted_members(WeightedRule{{1, 1}, 2}, independent({1.0, 0.0}));
    CHECK(certain[0].outvoted_if_yes == 1.0);
    CHECK_FALSE(certain[0].outvoted_if_no.has_value());
    CHECK_FALSE(certain[0].outvoted_if_pass.has_value());
    CHECK(certain[0].outvoted_if_fail == 1.0);
    CHECK_FALSE(certain[1].outvoted_if_yes.has_value());
    CHECK(certain[1].outvoted_if_no == 0.0);
    const std::vector<Outvoted<>> passes = outvoted_members(WeightedRule{{1, 1}, 1}, independent({1.0, 0.5}));
    CHECK_FALSE(passes[1].outvoted_if_fail.has_value());
    CHECK(passes[1].outvoted_if_no == 1.0);
}

TEST_CASE("A position that is always tied is refused where ties are excluded") {
    const auto always_tied = [](Ties ties) {
        return outvoted(board, pair, independent({1.0, 0.0, 0.5}), Exact{}, ties);
    };
    CHECK(support::refusal([&] { return always_tied(Ties::excluded); }) ==
          "ties: must be against or coin where the position is tied on every motion, got excluded");
    CHECK(always_tied(Ties::against).overruled == 0.5);
    CHECK(always_tied(Ties::coin).outvoted == 0.5);
    CHECK(always_tied(Ties::coin).tied == 1.0);
}

TEST_CASE("A dictator is outvoted with chance exactly 0 under every model") {
    support::Random random(2);
    const std::size_t count = 7;
    for (int round = 0; round < 20; ++round) {
        const std::size_t dictator = random.index(count);
        WeightedRule rule{.weights = support::random_weights(random, count), .quota = 1};
        Weight others = 0;
        for (std::size_t i = 0; i < count; ++i) others += i == dictator ? 0 : rule.weights[i];
        rule.quota = others + 1;
        rule.weights[dictator] = others + 1 + random.between(0, 3);
        for (const VotingModel& model : support::random_models(random, count)) {
            INFO(support::shown(rule) << " under " << support::shown(model));
            CHECK(outvoted_members(rule, model)[dictator].outvoted == 0.0);
            CHECK(outvoted(rule, member_position(dictator, count), model).outvoted == 0.0);
            CHECK(outvoted_members(rule, model, Enumerate{})[dictator].outvoted == 0.0);
        }
    }
}

TEST_CASE("A position that is the decision is never outvoted") {
    support::Random random(3);
    for (int round = 0; round < 50; ++round) {
        const std::size_t count = 1 + random.index(9);
        const WeightedRule rule = majority_rule(support::random_weights(random, count));
        for (const VotingModel& model : support::random_models(random, count)) {
            INFO(support::shown(rule) << " under " << support::shown(model));
            CHECK(outvoted(rule, rule, model, Exact{}, Ties::against).outvoted == 0.0);
        }
    }
}

TEST_CASE("Under fair coins a member is outvoted with chance 1/2 - banzhaf/2") {
    for (const support::ReferenceRow& row :
         support::weighted_rows([](const std::string& index) { return index == "banzhaf"; })) {
        const std::vector<Outvoted<>> risks = outvoted_members(support::weighted(row), ic());
        INFO(row.game);
        for (std::size_t i = 0; i < risks.size(); ++i)
            CHECK(std::abs(risks[i].outvoted - (1 - row.values[i]) / 2) < 1e-14);
    }
}

TEST_CASE("A member that tosses a fair coin is outvoted with chance (1 - decisive)/2 whatever the others do") {
    support::Random random(4);
    for (int round = 0; round < 100; ++round) {
        const std::size_t count = 1 + random.index(10);
        const std::size_t member = random.index(count);
        std::vector<double> chances(count);
        for (double& chance : chances) chance = support::random_chance(random);
        chances[member] = 0.5;
        const WeightedRule rule = support::random_weighted_rule(random, count);
        const Outvoted<> risk = outvoted_members(rule, independent(chances))[member];
        INFO(support::shown(rule) << " under independent({" << support::list(chances) << "}), member " << member);
        CHECK(std::abs(risk.outvoted - (1 - risk.decisive) / 2) < 1e-14);
    }
}

TEST_CASE("Under a uniform common chance the decisive chance is the Shapley-Shubik index") {
    for (const support::ReferenceRow& row :
         support::weighted_rows([](const std::string& index) { return index == "shapley_shubik"; })) {
        const std::vector<Outvoted<>> risks = outvoted_members(support::weighted(row), iac());
        INFO(row.game << ", from " << row.source);
        for (std::size_t i = 0; i < risks.size(); ++i) CHECK(std::abs(risks[i].decisive - row.values[i]) < 1e-14);
    }
}

TEST_CASE("The fields add up under every convention for ties") {
    support::Random random(5);
    for (int round = 0; round < 100; ++round) {
        const std::size_t count = 2 + random.index(8);
        const WeightedRule rule = support::random_weighted_rule(random, count);
        const WeightedRule position = support::random_position(random, count);
        for (const VotingModel& model : {VotingModel(ic()), VotingModel(beta(2, 3)),
                                         VotingModel(grouped(support::random_grouping(random, count)))})
            for (const Ties ties : {Ties::excluded, Ties::against, Ties::coin}) {
                INFO(support::shown(rule)
                     << ", position " << support::shown(position) << " under " << support::shown(model));
                const Outvoted<> risk = outvoted(rule, position, model, Exact{}, ties);
                CHECK(std::abs(risk.overruled + risk.blocked - risk.outvoted) < 1e-14);
                CHECK(std::abs(risk.success + risk.outvoted - 1) < 1e-14);
                CHECK(std::abs(risk.luck + risk.decisive - risk.success) < 1e-14);
                CHECK(std::abs(risk.tied - risk.standing.tied_pass - risk.standing.tied_fail) < 1e-15);
                CHECK(risk.overruled >= 0);
                CHECK(risk.blocked >= 0);
                CHECK(std::abs(risk.standing.pass() - pass_probability(rule, model)) < 1e-13);
            }
    }
}

TEST_CASE("The position of one member gives what its own vote gives") {
    support::Random random(6);
    for (int round = 0; round < 50; ++round) {
        const std::size_t count = 1 + random.index(9);
        const CompositeRule rule = support::random_composite_rule(random, count);
        for (const VotingModel& model : support::random_models(random, count)) {
            INFO(support::shown(rule) << " under " << support::shown(model));
            const std::vector<Outvoted<>> members = outvoted_members(rule, model);
            for (std::size_t i = 0; i < count; ++i) {
                const Outvoted<> position = outvoted(rule, member_position(i, count), model);
                CHECK(std::abs(members[i].overruled - position.overruled) < 1e-13);
                CHECK(std::abs(members[i].blocked - position.blocked) < 1e-13);
            }
        }
    }
}

TEST_CASE("A position that does not fit the decision is refused by its path") {
    using Catch::Matchers::ContainsSubstring;
    CHECK_THAT(support::refusal([] { return outvoted(board, majority_rule({1, 1}), ic()); }),
               ContainsSubstring(".weights: must be one weight for each of the 3 members of the decision, got 2"));
    CHECK_THAT(support::refusal([] { return outvoted(board, WeightedRule{{1, 1, 1}, 1}, ic(), Enumerate{}); }),
               ContainsSubstring(
                   ".quota: must be above half of its weight 3, so that it is never both for and against, got 1"));
    const std::vector<WeightedRule> positions{pair, majority_rule({1, 1})};
    CHECK(support::refusal([&] { return position_standings(board, std::span<const WeightedRule>(positions), ic()); }) ==
          "positions[1].weights: must be one weight for each of the 3 members of the decision, got 2");
}

TEST_CASE("Any position under any decision is answered alike by every method") {
    // The majority of three towns of three against an assembly of nine, two tiers on both sides, and a list.
    const WeightedRule council = majority_rule({1, 1, 1});
    const CompositeRule towns{.top = council,
                              .blocks = {{.members = {0, 1, 2}, .rule = council},
                                         {.members = {3, 4, 5}, .rule = council},
                                         {.members = {6, 7, 8}, .rule = council}}};
    const CompositeRule pairs{.top = majority_rule({1, 1, 1}),
                              .blocks = {{.members = {0, 3, 6}, .rule = council},
                                         {.members = {1, 4, 7}, .rule = council},
                                         {.members = {2, 5, 8}, .rule = council}}};
    const Rule path = RestrictedRule{Rule(majority_rule(std::vector<Weight>(9, 1))),
                                     {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}, {6, 7}, {7, 8}}};
    const Rule rivals = IncompatibleRule{Rule(majority_rule(std::vector<Weight>(9, 1))), {{0, 8}}};
    const std::vector<Rule> rules{
        majority_rule(std::vector<Weight>(9, 1)), towns, pairs, path, rivals, all_of({towns, pairs})};
    for (const Rule& decision : rules)
        for (const Rule& position : rules)
            for (const VotingModel& model : {VotingModel(ic()), VotingModel(beta(2, 3))}) {
                INFO(support::shown(decision)
                     << ", position " << support::shown(position) << " under " << support::shown(model));
                const Outvoted<> risk = outvoted(decision, position, model, Enumerate{});
                for (const Method& method : {Method(Exact{}), Method(DecisionDiagram{})}) {
                    const Outvoted<> other = outvoted(decision, position, model, method);
                    CHECK(std::abs(other.overruled - risk.overruled) < 1e-13);
                    CHECK(std::abs(other.blocked - risk.blocked) < 1e-13);
                    CHECK(std::abs(other.decisive - risk.decisive) < 1e-13);
                    CHECK(std::abs(other.tied - risk.tied) < 1e-13);
                }
                if (decision == position) CHECK(risk.outvoted == 0);
            }
}

TEST_CASE("A position under which both sides can win is refused by every method") {
    const Rule either = coalition_rule(3, std::vector<std::vector<std::size_t>>{{0}, {1, 2}}).rule;
    const Rule both = any_of({WeightedRule{{1, 0, 0}, 1}, WeightedRule{{0, 1, 1}, 2}});
    for (const Rule& position : {either, both})
        for (const Method& method : {Method(Exact{}), Method(DecisionDiagram{}), Method(Enumerate{})})
            CHECK(support::refusal([&] { return outvoted(board, position, ic(), method); }) ==
                  "position: must be a rule that is never both for and against, got one where both sides can win");
    const Rule two = coalition_rule(2, std::vector<std::vector<std::size_t>>{{0, 1}}).rule;
    CHECK(support::refusal([&] { return outvoted(board, two, ic()); }) ==
          "position: must be a rule over the 3 members of the decision, got 2");
}

TEST_CASE("Few members with large weights are carried in a decision and in a position") {
    const WeightedRule large{{900'000'007, 800'000'011, 700'000'001, 600'000'007, 500'000'009}, 1'800'000'000};
    const WeightedRule small{{3, 2, 2, 1, 1}, 5};
    const CompositeRule tiers{.top = majority_rule({1, 1, 1}),
                              .blocks = {{.members = {3, 0}, .rule = majority_rule({1, 1})},
                                         {.members = {1}, .rule = majority_rule({1})},
                                         {.members = {4, 2}, .rule = majority_rule({2, 1})}}};
    const std::vector<std::pair<Rule, Rule>> pairs_of_rules{
        {large, tiers}, {small, majority_rule(large.weights)}, {tiers, majority_rule(large.weights)}};
    for (const auto& [decision, position] : pairs_of_rules)
        for (const VotingModel& model : {VotingModel(ic()), VotingModel(iac())}) {
            INFO(support::shown(decision) << ", position " << support::shown(position));
            const Outvoted<> exact = outvoted(decision, position, model, Exact{.memory = 1 << 20});
            const Outvoted<> risk = outvoted(decision, position, model, Enumerate{});
            CHECK(std::abs(exact.overruled - risk.overruled) < 1e-14);
            CHECK(std::abs(exact.blocked - risk.blocked) < 1e-14);
            CHECK(std::abs(exact.tied - risk.tied) < 1e-14);
            CHECK(std::abs(exact.decisive - risk.decisive) < 1e-14);
        }
}

TEST_CASE("Small chances of passing and of failing keep their digits, and what is given them is right") {
    const auto one_of = [](std::size_t members, Weight quota) {
        return outvoted(WeightedRule{std::vector<Weight>(members, 1), quota}, member_position(0, members), ic());
    };
    // C(99, k), summed from k = 90, over C(100, k), summed from k = 90; and likewise.
    CHECK(one_of(100, 90).outvoted_if_pass.value() == Catch::Approx(0.09880118941198256).epsilon(1e-13));
    CHECK(one_of(100, 11).outvoted_if_fail.value() == Catch::Approx(0.09880118941198256).epsilon(1e-13));
    CHECK(one_of(1000, 667).outvoted_if_pass.value() == Catch::Approx(0.3320230072831919).epsilon(1e-13));
    CHECK(one_of(60, 60).outvoted_if_pass == 0.0);
    CHECK(one_of(60, 60).standing.yes_pass == 0x1p-60);
    const WeightedRule eec{{4, 4, 4, 2, 2, 1}, 12};
    const auto close = [](double chance, double expected) { return std::abs(chance - expected) <= 1e-13 * expected; };
    for (const Method& method : {Method(Exact{}), Method(DecisionDiagram{}), Method(Enumerate{})}) {
        INFO(method_name(method));
        const Standing rarely = outvoted(eec, member_position(0, 6), independent({1e-6}), method).standing;
        CHECK(close(rarely.yes_pass, 1.0000019999979998e-18));
        CHECK(close(rarely.no_pass, 9.999989999999999e-25));
        const Standing mostly = member_standings(eec, independent({1 - 1e-6}), method)[0];
        CHECK(close(mostly.yes_fail, 4.999989000295555e-12));
        CHECK(close(mostly.no_fail, 3.999994000234045e-12));
    }
    // Two who vote no fail it, if they have six votes: nine pairs, of which five are without the first member.
    CHECK(std::abs(outvoted(eec, member_position(0, 6), beta(1e12, 1)).outvoted_if_fail.value() - 5.0 / 9) < 1e-9);
}

TEST_CASE("Nothing is given an event whose chance is not known to its digits") {
    const WeightedRule unanimity{{1, 1, 1, 1}, 4};
    const VotingModel moods = FactorVotes{.region = 0.2, .groups = {}, .yes = {1e-3}};
    for (const Outvoted<>& risk :
         {outvoted(unanimity, member_position(0, 4), moods), outvoted_members(unanimity, moods)[0]}) {
        CHECK(risk.pass > 0);
        CHECK_FALSE(risk.outvoted_if_pass.has_value());
        CHECK(risk.outvoted_if_fail.has_value());
    }
    CHECK_FALSE(outvoted(unanimity, member_position(0, 4), independent({1e-75})).outvoted_if_pass.has_value());
    CHECK(outvoted(unanimity, member_position(0, 4), independent({1e-72})).outvoted_if_pass == 0.0);
}
