#include <stemgewicht/design/robust_front.hpp>
#include <stemgewicht/design/weighted_games.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <numeric>
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

/// All proper rules, with each assignment of the members.
std::vector<WeightedRule> all_rules(std::size_t members) {
    std::vector<WeightedRule> rules;
    for (const WeightedRule& game : weighted_games(members, WeightedGames::proper)) {
        std::vector<Weight> weights = game.weights;
        std::ranges::sort(weights);
        do rules.push_back({weights, game.quota});
        while (std::ranges::next_permutation(weights).found);
    }
    return rules;
}

/// That no rule betters those of a front, nor a placed rule for which none is given.
void check_front(const RuleFront& front, const std::vector<CoalitionRisks>& laws, std::size_t member,
                 const std::vector<WeightedRule>& rules, const std::vector<WeightedRule>& placed) {
    std::vector<RiskPair> pairs;
    for (const WeightedRule& rule : rules) pairs.push_back(risk_pair(worst_risks(laws, rule), member, front.others));
    REQUIRE_FALSE(front.rules.empty());
    for (const FrontRule& rule : front.rules) {
        CHECK(rule.risk.own == Approx(rule.risks[member]).margin(1e-12));
        CHECK(rule.risk.others == Approx(risk_pair(rule.risks, member, front.others).others).margin(1e-12));
        CHECK(std::ranges::none_of(pairs, [&](const RiskPair& other) {
            return other.own <= rule.risk.own - front_step && other.others <= rule.risk.others + 1e-12;
        }));
    }
    for (std::size_t k = 0; k < placed.size(); ++k) {
        const RiskPair own = risk_pair(worst_risks(laws, placed[k]), member, front.others);
        const bool bettered = std::ranges::any_of(pairs, [&](const RiskPair& other) {
            return other.own <= own.own + 1e-12 && other.others <= own.others + 1e-12 &&
                   own.own + own.others - other.own - other.others > 1e-9;
        });
        CHECK(front.better[k].has_value() == bettered);
    }
}

}  // namespace

TEST_CASE("Robust fronts are those of the worst risks of all rules, and the fairest is that of the least of these") {
    support::Random random(23);
    constexpr std::size_t members = 4, member = 1;
    const std::vector<WeightedRule> rules = all_rules(members);
    for (int round = 0; round < 5; ++round) {
        std::vector<CoalitionRisks> laws;
        for (std::size_t k = 0; k < 3; ++k) laws.push_back(risks_by_chance(random, members));
        const std::vector<WeightedRule> placed{rules[random.index(rules.size())], {{1, 1, 1, 1}, 3}};
        const RobustFronts found = robust_fronts(laws, member, placed);
        CHECK(found.fronts.rules == rules.size());
        double fairest = 1;
        for (const WeightedRule& rule : rules) fairest = std::min(fairest, std::ranges::max(worst_risks(laws, rule)));
        CHECK(std::ranges::max(found.fairest.risks) == Approx(fairest).margin(1e-12));
        CHECK(worst_risks(laws, found.fairest.rule) == found.fairest.risks);
        check_front(found.fronts.mean, laws, member, rules, placed);
        check_front(found.fronts.largest, laws, member, rules, placed);
    }
}

TEST_CASE("The worst case of one law is that law") {
    support::Random random(5);
    const std::vector<CoalitionRisks> laws{risks_by_chance(random, 5)};
    const RobustFronts robust = robust_fronts(laws, 0);
    const RuleFronts plain = rule_fronts(laws, 0).front();
    for (const auto front : {&RuleFronts::mean, &RuleFronts::largest}) {
        const auto &one = (robust.fronts.*front).rules, &other = (plain.*front).rules;
        REQUIRE(one.size() == other.size());
        for (std::size_t k = 0; k < one.size(); ++k) CHECK(one[k].rule == other[k].rule);
        CHECK((robust.fronts.*front).cloud == (plain.*front).cloud);
    }
    CHECK(support::refusal([&] { return robust_fronts({}, 0); }) == "laws: must be one or more, got none");
    CHECK(support::refusal([&] { return robust_fronts(laws, 5); }) == "member: must be below 5, got 5");
}
