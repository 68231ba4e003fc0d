#include <stemgewicht/design/efficient_front.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

/// The chances of each member to be outvoted, where the members vote by some law.
CoalitionRisks outvoted_under(const std::vector<double>& law, std::size_t members) {
    CoalitionRisks risks;
    for (std::size_t i = 0; i < members; ++i) {
        risks.passes.emplace_back();
        risks.fails.emplace_back();
        for (std::size_t set = 0; set < law.size(); ++set) {
            const bool yes = (set >> i & 1) != 0;
            risks.passes.back().push_back(yes ? 0 : law[set]);
            risks.fails.back().push_back(yes ? law[set] : 0);
        }
    }
    return risks;
}

std::vector<double> some_law(std::size_t members, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<double> law;
    double sum = 0;
    for (std::size_t set = 0; set < std::size_t{1} << members; ++set) {
        law.push_back(static_cast<double>(random() % 1000 + 1));
        sum += law.back();
    }
    for (double& chance : law) chance /= sum;
    return law;
}

std::string wins_of(const WeightedRule& rule) {
    std::string wins;
    for (std::size_t set = 0; set < std::size_t{1} << rule.weights.size(); ++set) {
        Weight weight = 0;
        for (std::size_t i = 0; i < rule.weights.size(); ++i) weight += (set >> i & 1) != 0 ? rule.weights[i] : 0;
        wins += weight >= rule.quota ? '1' : '0';
    }
    return wins;
}

/// Every proper rule that whole weights up to the largest give, once.
std::vector<WeightedRule> rules_of_whole_weights(std::size_t members, Weight largest) {
    std::map<std::string, WeightedRule> rules;
    std::vector<Weight> weights(members, 0);
    while (true) {
        std::size_t i = 0;
        while (i < members && weights[i] == largest) weights[i++] = 0;
        if (i == members) break;
        ++weights[i];
        Weight total = 0;
        for (const Weight weight : weights) total += weight;
        for (Weight quota = total / 2 + 1; quota <= total; ++quota)
            rules.emplace(wins_of({weights, quota}), WeightedRule{weights, quota});
    }
    std::vector<WeightedRule> result;
    for (const auto& [wins, rule] : rules) result.push_back(rule);
    return result;
}

/// The pair of risks, added up coalition by coalition from the law.
RiskPair pair_by_law(const std::vector<double>& law, const WeightedRule& rule, std::size_t member, OthersRisk others) {
    const std::string wins = wins_of(rule);
    double own = 0, sum = 0, largest = 0;
    for (std::size_t i = 0; i < rule.weights.size(); ++i) {
        double risk = 0;
        for (std::size_t set = 0; set < law.size(); ++set)
            if ((wins[set] == '1') != ((set >> i & 1) != 0)) risk += law[set];
        (i == member ? own : sum) += risk;
        if (i != member) largest = std::max(largest, risk);
    }
    return {own, others == OthersRisk::mean ? sum / static_cast<double>(rule.weights.size() - 1) : largest};
}

bool betters(const RiskPair& a, const RiskPair& b) {
    return a.own < b.own + 1e-12 && a.others < b.others + 1e-12 &&
           (a.own < b.own - 1e-12 || a.others < b.others - 1e-12);
}

void check_front(const RuleFront& front, const std::vector<double>& law, const std::vector<WeightedRule>& rules,
                 std::size_t member, const std::vector<WeightedRule>& placed) {
    std::vector<RiskPair> all;
    for (const WeightedRule& rule : rules) all.push_back(pair_by_law(law, rule, member, front.others));
    std::map<std::size_t, RiskPair> efficient;  // by step of the own risk that of the least risk of the others
    for (const RiskPair& risk : all) {
        if (std::ranges::any_of(all, [&](const RiskPair& other) { return betters(other, risk); })) continue;
        const auto step = static_cast<std::size_t>((risk.own + 1e-9) / front_step);
        const auto [place, fresh] = efficient.emplace(step, risk);
        if (!fresh && risk.others < place->second.others) place->second = risk;
    }
    REQUIRE(front.rules.size() == efficient.size());
    auto expected = efficient.begin();
    for (const FrontRule& rule : front.rules) {
        const RiskPair risk = pair_by_law(law, rule.rule, member, front.others);
        CHECK(rule.risk.own == Approx(expected->second.own).margin(1e-12));
        CHECK(rule.risk.others == Approx(expected->second.others).margin(1e-12));
        CHECK(risk.own == Approx(rule.risk.own).margin(1e-12));
        CHECK(risk.others == Approx(rule.risk.others).margin(1e-12));
        ++expected;
    }
    REQUIRE(front.better.size() == placed.size());
    for (std::size_t k = 0; k < placed.size(); ++k) {
        const RiskPair own = pair_by_law(law, placed[k], member, front.others);
        double most = 0;
        for (const RiskPair& risk : all)
            if (betters(risk, own)) most = std::max(most, own.own + own.others - risk.own - risk.others);
        CHECK(front.better[k].has_value() == (most > 0));
        if (!front.better[k]) continue;
        const RiskPair better = pair_by_law(law, front.better[k]->rule, member, front.others);
        CHECK(betters(better, own));
        CHECK(own.own + own.others - better.own - better.others == Approx(most).margin(1e-12));
    }
}

}  // namespace

TEST_CASE("The fronts are those over all rules that whole weights give") {
    constexpr std::array<Weight, 6> largest{0, 0, 1, 2, 3, 5};
    for (std::size_t members = 2; members <= 5; ++members) {
        const std::vector<WeightedRule> rules = rules_of_whole_weights(members, largest[members]);
        for (unsigned seed = 1; seed <= 2; ++seed) {
            const std::vector<double> law = some_law(members, seed);
            const CoalitionRisks risks = outvoted_under(law, members);
            std::vector<WeightedRule> placed{majority_rule(std::vector<Weight>(members, 1))};
            for (std::size_t k = 0; k < 12; ++k) placed.push_back(rules[k * 37 % rules.size()]);
            const std::size_t member = seed % members;
            const RuleFronts fronts = rule_fronts(std::span(&risks, 1), member, placed).front();
            CHECK(fronts.rules == rules.size());
            check_front(fronts.mean, law, rules, member, placed);
            check_front(fronts.largest, law, rules, member, placed);
        }
    }
}

TEST_CASE("Where all vote alike independently, the fronts go from a dictator to the majority of heads") {
    const CoalitionRisks risks = outvoted_under(std::vector<double>(16, 1.0 / 16), 4);
    const RuleFronts fronts = rule_fronts(std::span(&risks, 1), 0).front();
    CHECK(fronts.mean.rules.front().rule == WeightedRule{{1, 0, 0, 0}, 1});
    CHECK(fronts.mean.rules.back().rule == WeightedRule{{0, 1, 1, 1}, 2});
    const std::vector<double> equal{0.3125, 0.3125, 0.3125, 0.3125};
    CHECK(std::ranges::any_of(fronts.largest.rules, [&](const FrontRule& rule) { return rule.risks == equal; }));
    // Each square of the cloud holds a rule, and each rule of a front is in one.
    for (const FrontRule& rule : fronts.mean.rules) {
        const std::pair square{static_cast<std::size_t>((rule.risk.own + 1e-9) / front_step),
                               static_cast<std::size_t>((rule.risk.others + 1e-9) / front_step)};
        CHECK(std::ranges::count(fronts.mean.cloud, square) == 1);
    }
}

TEST_CASE("What does not fit a front is refused") {
    CoalitionRisks risks = outvoted_under(std::vector<double>(8, 0.125), 3);
    const auto fronts = [&](std::size_t member) { return rule_fronts(std::span(&risks, 1), member); };
    CHECK(support::refusal([&] { return fronts(3); }) == "member: must be below 3, got 3");
    const std::vector<WeightedRule> placed{majority_rule({1, 1})};
    CHECK(support::refusal([&] { return rule_fronts(std::span(&risks, 1), 0, placed); }) ==
          "placed[0]: must be a rule of 3 members, got 2");
    risks.fails[1].pop_back();
    CHECK(support::refusal([&] { return fronts(0); }) ==
          "risks.fails[1]: must be one number for each of the 8 coalitions, got 7");
    const CoalitionRisks many = outvoted_under(std::vector<double>(256, 1.0 / 256), 8);
    CHECK_THROWS_AS(rule_fronts(std::span(&many, 1), 0), std::length_error);
}
