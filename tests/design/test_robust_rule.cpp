#include <stemgewicht/design/efficient_front.hpp>
#include <stemgewicht/design/robust_rule.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <vector>

using namespace stemgewicht;

namespace {

/// Chances to be outvoted where the members vote by a law that is drawn at random.
CoalitionRisks risks_by_chance(support::Random& random, std::size_t members) {
    std::vector<double> law(std::size_t{1} << members);
    for (double& chance : law) chance = random.unit();
    const double sum = std::accumulate(law.begin(), law.end(), 0.0);
    CoalitionRisks risks{.passes = std::vector(members, law), .fails = std::vector(members, law)};
    for (std::size_t i = 0; i < members; ++i)
        for (std::size_t set = 0; set < law.size(); ++set) {
            const bool yes = (set >> i & 1) != 0;
            risks.passes[i][set] = yes ? 0 : law[set] / sum;
            risks.fails[i][set] = yes ? law[set] / sum : 0;
        }
    return risks;
}

WorstCases over(const std::vector<CoalitionRisks>& laws) {
    std::vector<std::vector<RiskCase>> cases(laws.front().member_count());
    for (const CoalitionRisks& law : laws)
        for (std::size_t i = 0; i < cases.size(); ++i) cases[i].push_back({law.passes[i], law.fails[i]});
    return worst_of(cases);
}

}  // namespace

TEST_CASE("The robust rule over some laws is the fairest of the sweep that compares all rules") {
    support::Random random(23);
    for (const std::size_t members : {std::size_t{2}, std::size_t{4}, std::size_t{5}, std::size_t{6}})
        for (int round = 0; round < 4; ++round) {
            std::vector<CoalitionRisks> laws;
            for (std::size_t k = 0; k < 9; ++k) laws.push_back(risks_by_chance(random, members));
            const RobustRule found = robust_rule(members, over(laws));
            const RuleFronts worst = rule_fronts(laws, 0, {}, {.worst = true}).back();
            CHECK(found.risk() == Approx(std::ranges::max(worst.fairest.risks)).margin(1e-9));
            CHECK(found.gap() <= 1e-9);
            CHECK(found.compared == worst.rules);
            const std::vector<double> risks = worst_risks(laws, found.rule);
            for (std::size_t i = 0; i < members; ++i) CHECK(found.risks[i] == Approx(risks[i]).margin(1e-12));
        }
}

TEST_CASE("Where nobody is ever outvoted any rule is robust") {
    for (const std::size_t members : {std::size_t{2}, std::size_t{3}, std::size_t{5}}) {
        const std::vector<double> never(std::size_t{1} << members, 0.0);
        const RobustRule found =
            robust_rule(members, worst_of(std::vector(members, std::vector{RiskCase{never, never}})));
        CHECK(found.risk() == 0);
        CHECK(found.gap() == 0);
        CHECK(found.rule.weights.size() == members);
    }
}

TEST_CASE("A search for a robust rule that is cut short tells how much better another could be") {
    support::Random random(3);
    std::vector<CoalitionRisks> laws;
    for (std::size_t k = 0; k < 12; ++k) laws.push_back(risks_by_chance(random, 5));
    const double least = robust_rule(5, over(laws)).risk();
    for (std::size_t asked = 1; asked <= 6; ++asked) {
        const RobustRule found = robust_rule(5, over(laws), {.most_asked = asked});
        CHECK(found.asked <= asked);
        CHECK(found.risk() >= least - 1e-12);
        CHECK(found.lower_bound <= least + 1e-12);
    }
}

TEST_CASE("What no robust rule is made of is refused") {
    support::Random random(1);
    const std::vector<CoalitionRisks> laws{risks_by_chance(random, 3)};
    CHECK(support::refusal([&] { return robust_rule(4, over(laws)); }) ==
          "cases: must be ones of each of the 4 members, got 3");
    CHECK(support::refusal([&] { return robust_rule(1, over(laws)); }) == "members: must be 2 or more, got 1");
    CHECK(support::refusal([&] { return robust_rule(3, over(laws), {.most_asked = 0}); }) ==
          "most_asked: must be 1 or more, got 0");
    CHECK(support::refusal([] { return robust_rule(2, worst_of({{}, {}})); }) ==
          "cases[0]: must be one or more, got none");
    CHECK_THROWS_AS(robust_rule(8, over(laws)), std::length_error);
}
