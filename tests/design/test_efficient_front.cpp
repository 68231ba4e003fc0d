#include <stemgewicht/design/efficient_front.hpp>
#include <stemgewicht/measures/power.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
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
FrontPoint pair_by_law(const std::vector<double>& law, const WeightedRule& rule, std::size_t member,
                       const FrontAxes& axes) {
    const std::string wins = wins_of(rule);
    double own = 0, sum = 0, largest = 0;
    for (std::size_t i = 0; i < rule.weights.size(); ++i) {
        double risk = 0;
        for (std::size_t set = 0; set < law.size(); ++set)
            if ((wins[set] == '1') != ((set >> i & 1) != 0)) risk += law[set];
        (i == member ? own : sum) += risk;
        if (i != member) largest = std::max(largest, risk);
    }
    return {own, axes == own_and_mean ? sum / static_cast<double>(rule.weights.size() - 1) : largest};
}

bool betters(const FrontPoint& a, const FrontPoint& b) {
    return a.x < b.x + 1e-12 && a.y < b.y + 1e-12 && (a.x < b.x - 1e-12 || a.y < b.y - 1e-12);
}

void check_front(const RuleFront& front, const std::vector<double>& law, const std::vector<WeightedRule>& rules,
                 std::size_t member, const std::vector<WeightedRule>& placed) {
    std::vector<FrontPoint> all;
    for (const WeightedRule& rule : rules) all.push_back(pair_by_law(law, rule, member, front.axes));
    std::map<std::size_t, FrontPoint> efficient;  // by step of the own risk that of the least risk of the others
    for (const FrontPoint& risk : all) {
        if (std::ranges::any_of(all, [&](const FrontPoint& other) { return betters(other, risk); })) continue;
        const auto step = static_cast<std::size_t>((risk.x + 1e-9) / front_step);
        const auto [place, fresh] = efficient.emplace(step, risk);
        if (!fresh && risk.y < place->second.y) place->second = risk;
    }
    REQUIRE(front.rules.size() == efficient.size());
    auto expected = efficient.begin();
    for (const FrontRule& rule : front.rules) {
        const FrontPoint risk = pair_by_law(law, rule.rule, member, front.axes);
        CHECK(rule.point.x == Approx(expected->second.x).margin(1e-12));
        CHECK(rule.point.y == Approx(expected->second.y).margin(1e-12));
        CHECK(risk.x == Approx(rule.point.x).margin(1e-12));
        CHECK(risk.y == Approx(rule.point.y).margin(1e-12));
        ++expected;
    }
    REQUIRE(front.better.size() == placed.size());
    for (std::size_t k = 0; k < placed.size(); ++k) {
        const FrontPoint own = pair_by_law(law, placed[k], member, front.axes);
        double most = 0;
        for (const FrontPoint& risk : all)
            if (betters(risk, own)) most = std::max(most, own.x + own.y - risk.x - risk.y);
        CHECK(front.better[k].has_value() == (most > 0));
        if (!front.better[k]) continue;
        const FrontPoint better = pair_by_law(law, front.better[k]->rule, member, front.axes);
        CHECK(betters(better, own));
        CHECK(own.x + own.y - better.x - better.y == Approx(most).margin(1e-12));
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
            check_front(fronts.on(own_and_mean), law, rules, member, placed);
            check_front(fronts.on(own_and_largest), law, rules, member, placed);
        }
    }
}

TEST_CASE("Where all vote alike independently, the fronts go from a dictator to the majority of heads") {
    const CoalitionRisks risks = outvoted_under(std::vector<double>(16, 1.0 / 16), 4);
    const RuleFronts fronts = rule_fronts(std::span(&risks, 1), 0).front();
    CHECK(fronts.on(own_and_mean).rules.front().rule == WeightedRule{{1, 0, 0, 0}, 1});
    CHECK(fronts.on(own_and_mean).rules.back().rule == WeightedRule{{0, 1, 1, 1}, 2});
    const std::vector<double> equal{0.3125, 0.3125, 0.3125, 0.3125};
    CHECK(std::ranges::any_of(fronts.on(own_and_largest).rules,
                              [&](const FrontRule& rule) { return rule.risks == equal; }));
    // Each square of the cloud holds a rule, and each rule of a front is in one.
    for (const FrontRule& rule : fronts.on(own_and_mean).rules) {
        const std::pair square{static_cast<std::size_t>((rule.point.x + 1e-9) / front_step),
                               static_cast<std::size_t>((rule.point.y + 1e-9) / front_step)};
        CHECK(std::ranges::count(fronts.on(own_and_mean).cloud, square) == 1);
    }
}

TEST_CASE("A front on other axes is that of all rules, whatever the axes") {
    constexpr std::size_t members = 4, member = 2;
    const std::vector<WeightedRule> rules = rules_of_whole_weights(members, 3);
    const std::vector<double> law = some_law(members, 7), shares{0.4, 0.3, 0.2, 0.1};
    const CoalitionRisks risks = outvoted_under(law, members);
    const std::vector<WeightedRule> placed{{{1, 1, 1, 1}, 3}, {{4, 3, 2, 1}, 6}, {{2, 1, 1, 1}, 4}};
    const auto value = [&](FrontAxis axis, const WeightedRule& rule) {
        if (axis == FrontAxis::inaction) return 1 - coleman_collectivity(rule);
        if (axis == FrontAxis::penrose) {
            const Eigen::ArrayXd power = banzhaf_normalized(rule);
            double sum = 0;
            for (std::size_t i = 0; i < members; ++i) sum += std::abs(power[static_cast<Eigen::Index>(i)] - shares[i]);
            return sum / 2;
        }
        const FrontPoint pair =
            pair_by_law(law, rule, member, axis == FrontAxis::others_largest ? own_and_largest : own_and_mean);
        return axis == FrontAxis::own ? pair.x : pair.y;
    };
    const std::vector<FrontAxes> all_axes{{FrontAxis::own, FrontAxis::penrose},
                                          {FrontAxis::penrose, FrontAxis::inaction},
                                          {FrontAxis::inaction, FrontAxis::others_mean},
                                          {FrontAxis::others_largest, FrontAxis::inaction}};
    const RuleFronts found =
        rule_fronts(std::span(&risks, 1), member, placed, {.axes = all_axes, .shares = shares}).front();
    REQUIRE(found.fronts.size() == all_axes.size());
    for (const FrontAxes& axes : all_axes) {
        const RuleFront& front = found.on(axes);
        const auto point = [&](const WeightedRule& rule) {
            return FrontPoint{value(axes.x, rule), value(axes.y, rule)};
        };
        REQUIRE_FALSE(front.rules.empty());
        for (const FrontRule& rule : front.rules) {
            CHECK(rule.point.x == Approx(value(axes.x, rule.rule)).margin(1e-12));
            CHECK(rule.point.y == Approx(value(axes.y, rule.rule)).margin(1e-12));
            // None is better by a step or more; within a step only the best of it is given.
            CHECK(std::ranges::none_of(rules, [&](const WeightedRule& other) {
                return point(other).x < rule.point.x - front_step && point(other).y < rule.point.y + 1e-12;
            }));
        }
        for (std::size_t k = 0; k < placed.size(); ++k)
            CHECK(front.better[k].has_value() == std::ranges::any_of(rules, [&](const WeightedRule& other) {
                      return betters(point(other), point(placed[k]));
                  }));
    }
}

TEST_CASE(
    "The worst case over laws is that of the worst risks of all rules, and the fairest that of the least of these") {
    constexpr std::size_t members = 4, member = 1;
    const std::vector<WeightedRule> rules = rules_of_whole_weights(members, 3);
    for (unsigned seed = 1; seed <= 5; ++seed) {
        std::vector<CoalitionRisks> laws;
        for (unsigned k = 0; k < 3; ++k) laws.push_back(outvoted_under(some_law(members, 10 * seed + k), members));
        const std::vector<WeightedRule> placed{rules[seed * 31 % rules.size()], {{1, 1, 1, 1}, 3}};
        const std::vector<RuleFronts> fronts = rule_fronts(laws, member, placed, {.worst = true});
        REQUIRE(fronts.size() == laws.size() + 1);
        const RuleFronts& worst = fronts.back();
        CHECK(worst.rules == rules.size());
        double fairest = 1;
        for (const WeightedRule& rule : rules) fairest = std::min(fairest, std::ranges::max(worst_risks(laws, rule)));
        CHECK(std::ranges::max(worst.fairest.risks) == Approx(fairest).margin(1e-12));
        CHECK(worst_risks(laws, worst.fairest.rule) == worst.fairest.risks);
        for (const FrontAxes& axes : {own_and_mean, own_and_largest}) {
            const RuleFront& front = worst.on(axes);
            std::vector<FrontPoint> points;
            for (const WeightedRule& rule : rules)
                points.push_back(front_point(axes, rule, worst_risks(laws, rule), member));
            REQUIRE_FALSE(front.rules.empty());
            for (const FrontRule& rule : front.rules)
                CHECK(std::ranges::none_of(points, [&](const FrontPoint& other) {
                    return other.x <= rule.point.x - front_step && other.y <= rule.point.y + 1e-12;
                }));
            for (std::size_t k = 0; k < placed.size(); ++k) {
                const FrontPoint own = front_point(axes, placed[k], worst_risks(laws, placed[k]), member);
                CHECK(front.better[k].has_value() ==
                      std::ranges::any_of(points, [&](const FrontPoint& other) { return betters(other, own); }));
            }
        }
    }
}

TEST_CASE("The worst case of one law is that law") {
    const CoalitionRisks risks = outvoted_under(some_law(5, 5), 5);
    const std::vector<RuleFronts> fronts = rule_fronts(std::span(&risks, 1), 0, {}, {.worst = true});
    REQUIRE(fronts.size() == 2);
    for (std::size_t k = 0; k < 2; ++k) {
        const auto &one = fronts[0].fronts[k], &other = fronts[1].fronts[k];
        REQUIRE(one.rules.size() == other.rules.size());
        for (std::size_t r = 0; r < one.rules.size(); ++r) CHECK(one.rules[r].rule == other.rules[r].rule);
        CHECK(one.cloud == other.cloud);
    }
    CHECK(fronts[0].fairest.rule == fronts[1].fairest.rule);
}

TEST_CASE("What does not fit a front is refused") {
    CoalitionRisks risks = outvoted_under(std::vector<double>(8, 0.125), 3);
    const auto fronts = [&](std::size_t member) { return rule_fronts(std::span(&risks, 1), member); };
    CHECK(support::refusal([&] { return fronts(3); }) == "member: must be below 3, got 3");
    const std::vector<WeightedRule> placed{majority_rule({1, 1})};
    CHECK(support::refusal([&] { return rule_fronts(std::span(&risks, 1), 0, placed); }) ==
          "placed[0]: must be a rule of 3 members, got 2");
    const auto on = [&](const FrontOptions& options) {
        return support::refusal([&] { return rule_fronts(std::span(&risks, 1), 0, {}, options); });
    };
    const std::vector<FrontAxes> penrose{{FrontAxis::own, FrontAxis::penrose}};
    CHECK(on({.axes = {}}) == "axes: must be one pair or more, got none");
    CHECK(on({.axes = penrose}) == "shares: must be one for each of the 3 members where penrose is an axis, got 0");
    CHECK(on({.axes = penrose, .shares = {0.5, 0.25, 0.2}}) == "shares: must be shares that sum to 1, got 0.95");
    CHECK(support::refusal([] { return rule_fronts({}, 0); }) == "laws: must be one or more, got none");
    CHECK(support::refusal([&] { return fronts(0).front().on(penrose.front()).rules; }) ==
          "axes: must be ones on which there is a front, got others");
    risks.fails[1].pop_back();
    CHECK(support::refusal([&] { return fronts(0); }) ==
          "risks.fails[1]: must be one number for each of the 8 coalitions, got 7");
    const CoalitionRisks many = outvoted_under(std::vector<double>(256, 1.0 / 256), 8);
    CHECK_THROWS_AS(rule_fronts(std::span(&many, 1), 0), std::length_error);
}
