#include <stemgewicht/design/inverse_search.hpp>
#include <stemgewicht/design/weighted_games.hpp>
#include <stemgewicht/measures/power.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

const std::vector<double> towns{350,  701,  980,  1140, 1230, 1262, 1301, 1553,
                                1649, 1771, 1862, 2075, 2437, 3308, 3540, 4902};

std::vector<double> shares_of(std::vector<double> numbers) {
    const double sum = std::accumulate(numbers.begin(), numbers.end(), 0.0);
    for (double& number : numbers) number /= sum;
    return numbers;
}

InverseProblem problem_of(std::vector<double> target, DesignMeasure measure, DistanceNorm norm) {
    return {.target = std::move(target), .measure = std::move(measure), .norm = norm, .constraints = {}};
}

/// The distance of the nearest of all rules that keep to the constraints, each with each assignment of the members.
double nearest_of_all(const InverseProblem& problem) {
    double nearest = 1e9;
    const std::size_t members = problem.target.size();
    for (const WeightedRule& game : weighted_games(members)) {
        std::vector<std::size_t> order(members);
        std::iota(order.begin(), order.end(), std::size_t{0});
        const std::vector<double> values = measured_values(problem.measure, game);
        do {
            WeightedRule rule = game;
            std::vector<double> placed(members);
            for (std::size_t i = 0; i < members; ++i) {
                placed[order[i]] = values[i];
                rule.weights[order[i]] = game.weights[i];
            }
            if (!broken_constraint(problem.constraints, rule))
                nearest = std::min(nearest, distance(placed, problem.target, problem.norm));
        } while (std::next_permutation(order.begin(), order.end()));
    }
    return nearest;
}

/// Chance that the others' weight is below the quota, and not with the member's, when each tosses a coin.
double plain_banzhaf(const WeightedRule& rule, std::size_t member) {
    std::vector<double> law(static_cast<std::size_t>(total_weight(rule.weights)) + 1, 0.0);
    law[0] = 1;
    for (std::size_t i = 0; i < rule.weights.size(); ++i) {
        const auto weight = static_cast<std::size_t>(i == member ? 0 : rule.weights[i]);
        for (std::size_t sum = law.size(); weight > 0 && sum-- > weight;) law[sum] = (law[sum] + law[sum - weight]) / 2;
        for (std::size_t sum = 0; sum < weight; ++sum) law[sum] /= 2;
    }
    const auto quota = static_cast<std::ptrdiff_t>(rule.quota);
    return std::accumulate(law.begin() + quota - rule.weights[member], law.begin() + quota, 0.0);
}

std::vector<DesignMeasure> some_measures() {
    return {find_index("banzhaf_normalized"),
            find_index("banzhaf"),
            find_index("shapley_shubik"),
            find_index("rae"),
            find_index("public_good"),
            RiskMeasure{RiskQuantity::outvoted, ic()},
            RiskMeasure{RiskQuantity::decisive, beta(2, 3)},
            RiskMeasure{RiskQuantity::outvoted, iac()},
            RiskMeasure{RiskQuantity::overruled, independent({0.3})}};
}

}  // namespace

TEST_CASE("Of up to five members no rule is nearer than the bound, and none that the search finds nearer than all") {
    support::Random random(19);
    int bounded = 0, optimal = 0, cases = 0;
    for (const DesignMeasure& measure : some_measures())
        for (const DistanceNorm norm :
             {DistanceNorm::absolute, DistanceNorm::euclidean, DistanceNorm::largest, DistanceNorm::relative})
            for (int round = 0; round < 3; ++round) {
                std::vector<double> target(static_cast<std::size_t>(3 + round));
                const double spread = 1 + random.unit() * 3;
                for (double& value : target) value = std::pow(random.unit(), spread) + 1e-3;
                if (sums_to_one(measure)) target = shares_of(target);
                const InverseProblem problem = problem_of(target, measure, norm);
                const double nearest = nearest_of_all(problem);
                const DistanceBound bound = distance_bound(problem);
                const InverseAnswer answer = inverse_search(problem, {.steps = 800, .largest_total = 5000});
                INFO(measure_name(measure) << ", norm " << static_cast<int>(norm) << ", bound by: " << bound.reason);
                CHECK(bound.least <= nearest + 1e-9);
                CHECK(answer.distance() >= nearest - 1e-9);
                CHECK(answer.lower_bound <= nearest + 1e-9);
                const auto& [rule, values, reached] = answer.rules.front();
                CHECK(distance(measured_values(measure, rule), target, norm) == Approx(reached).margin(1e-12));
                if (answer.proved) CHECK(reached == Approx(nearest).margin(1e-9));
                ++cases;
                bounded += bound.least > nearest / 100;
                optimal += reached <= nearest + 1e-9;
            }
    CHECK(bounded > cases / 2);
    CHECK(optimal > cases * 3 / 4);
}

TEST_CASE("Sixteen towns have power within a quarter of a percent of their population, as counted by enumeration") {
    const std::vector<double> target = shares_of(towns);
    for (const char* index : {"banzhaf_normalized", "shapley_shubik"})
        for (const bool majority : {true, false}) {
            InverseProblem problem = problem_of(target, find_index(index), DistanceNorm::relative);
            if (majority) problem.constraints.quota = majority_share;
            const InverseAnswer answer = inverse_search(problem, {.tolerance = 0.0025});
            const WeightedRule& rule = answer.rules.front().rule;
            const std::vector<double> values = measured_values(problem.measure, rule, Enumerate{});
            for (std::size_t i = 0; i < target.size(); ++i) CHECK(std::abs(values[i] / target[i] - 1) <= 0.0025);
            if (majority) CHECK(rule.quota == majority_quota(total_weight(rule.weights)));
            CHECK(answer.lower_bound <= answer.distance());
        }
}

TEST_CASE("A hundred members have power within a percent of their shares, three of them counted plainly") {
    std::vector<double> sizes;
    for (int i = 0; i < 100; ++i) sizes.push_back(std::exp(std::sin(7.0 * i) * 2 + std::cos(11.0 * i)));
    const std::vector<double> target = shares_of(sizes);
    InverseProblem problem = problem_of(target, banzhaf_normalized, DistanceNorm::relative);
    problem.constraints.quota = majority_share;
    const InverseAnswer answer = inverse_search(problem, {.tolerance = 0.01});
    const auto& [rule, values, reached] = answer.rules.front();
    CHECK(reached <= 0.01);
    for (std::size_t i = 0; i < target.size(); ++i) CHECK(std::abs(values[i] / target[i] - 1) <= 0.01);
    const double first = plain_banzhaf(rule, 0);
    for (const std::size_t member : {std::size_t{17}, std::size_t{50}})
        CHECK(values[member] / values[0] == Approx(plain_banzhaf(rule, member) / first).epsilon(1e-9));
}

TEST_CASE("A search depends on its seed alone, and ends at its tolerance") {
    const InverseProblem problem = problem_of(shares_of(towns), banzhaf_normalized, DistanceNorm::largest);
    const SearchEffort effort{.steps = 200, .largest_total = 4096, .seed = 5};
    const InverseAnswer first = inverse_search(problem, effort), again = inverse_search(problem, effort);
    CHECK(first.rules.front().rule == again.rules.front().rule);
    CHECK(first.compared == again.compared);
    const InverseAnswer other = inverse_search(problem, {.steps = 200, .largest_total = 4096, .seed = 6});
    CHECK_FALSE(first.rules.front().rule == other.rules.front().rule);
    std::size_t told = 0;
    const InverseAnswer coarse =
        inverse_search(problem, {.tolerance = 0.02, .progress = [&](std::size_t done, std::size_t) { told = done; }});
    CHECK(coarse.distance() <= 0.02);
    CHECK(coarse.compared < first.compared);
    CHECK(inverse_search(
              problem,
              {.steps = 200, .largest_total = 4096, .progress = [&](std::size_t done, std::size_t) { told = done; }})
              .compared >= told);
    CHECK(told > 0);
}

TEST_CASE("A search keeps to the constraints") {
    std::vector<double> target = shares_of({40, 9, 8, 7, 6, 5, 5, 5, 5, 10});
    InverseProblem problem = problem_of(target, banzhaf_normalized, DistanceNorm::euclidean);
    problem.constraints.quota = QuotaShare{2, 3, false};
    problem.constraints.no_veto = true;
    problem.constraints.no_null = true;
    problem.constraints.order = {{9, 1}, {1, 2}};
    problem.constraints.bounds = {
        {.member = 9, .measure = RiskMeasure{RiskQuantity::outvoted, iac()}, .least = 0, .most = 0.2}};
    const WeightedRule rule = inverse_search(problem, {.steps = 1000, .largest_total = 1 << 13}).rules.front().rule;
    CHECK(broken_constraint(problem.constraints, rule) == std::nullopt);
    CHECK(3 * rule.quota >= 2 * total_weight(rule.weights));
    CHECK(rule.weights[9] >= rule.weights[1]);

    problem.constraints.bounds.front().most = 0.001;
    CHECK(support::refusal([&] { return inverse_search(problem, {.steps = 20, .largest_total = 1 << 10}); }) ==
          "constraints: must be such that some rule of the search keeps to them, got none that does: the nearest "
          "breaks bound on outvoted:iac of member 9");
}

TEST_CASE("What no board can have is bounded, with the reason") {
    const std::size_t members = 30;
    // Nobody can have all the say while others have it too.
    const InverseProblem all = problem_of(std::vector<double>(members, 0.9), RiskMeasure{RiskQuantity::decisive, ic()},
                                          DistanceNorm::euclidean);
    CHECK(distance_bound(all).least >= 0.9 * std::sqrt(30.0) - 1);
    // The majority by heads outvotes fewest: what is wanted beyond it is missing.
    const double heads =
        measured_values(RiskMeasure{RiskQuantity::outvoted, iac()}, majority_rule(std::vector<Weight>(members, 1)))[0];
    const DistanceBound risk = distance_bound(problem_of(
        std::vector<double>(members, heads - 0.1), RiskMeasure{RiskQuantity::outvoted, iac()}, DistanceNorm::largest));
    CHECK(risk.least == Approx(0.1));
    CHECK(risk.reason == "what the chances of all members can sum to");
    // Under majority somebody decides now and then.
    InverseProblem idle = problem_of(std::vector<double>(members, 0.001), banzhaf, DistanceNorm::euclidean);
    CHECK(distance_bound(idle).least < 0.01);
    idle.constraints.quota = majority_share;
    CHECK(distance_bound(idle).least == Approx(std::sqrt(0.5) - 0.001 * std::sqrt(30.0)));
    // Three quarters and a quarter, and next to nothing for the others, is far from every rule of two.
    std::vector<double> two(members, 1e-4);
    two[3] = 0.75;
    two[7] = 0.25 - 28e-4;
    const InverseProblem pair = problem_of(two, banzhaf_normalized, DistanceNorm::absolute);
    const InverseAnswer found = inverse_search(pair, {.steps = 200, .largest_total = 1 << 13});
    CHECK(distance_bound(pair).least > 0.2);
    CHECK(found.lower_bound == Approx(distance_bound(pair).least));
    CHECK(found.distance() >= found.lower_bound);
    // Power that can be met has a bound of nothing.
    CHECK(distance_bound(
              problem_of(shares_of(std::vector<double>(members, 1)), banzhaf_normalized, DistanceNorm::relative))
              .least == 0);
}

TEST_CASE("Under majority the squares of the Banzhaf indices sum to one half at least, and to one at most") {
    support::Random random(4);
    for (int round = 0; round < 300; ++round) {
        std::vector<Weight> weights(2 + random.index(7));
        for (Weight& weight : weights) weight = random.between(0, 9);
        weights.front() += 1;
        const Eigen::ArrayXd power = banzhaf(majority_rule(weights));
        CHECK(power.square().sum() >= 0.5 - 1e-12);
        CHECK(power.square().sum() <= 1 + 1e-12);
    }
}

TEST_CASE("A search refuses what it cannot take") {
    InverseProblem problem = problem_of({0.5, 0.4}, banzhaf_normalized, DistanceNorm::absolute);
    CHECK(
        support::refusal([&] { return inverse_search(problem); }).starts_with("target: must be numbers that sum to 1"));
    problem.target = {0.6, 0.4};
    CHECK(support::refusal([&] { return inverse_search(problem, {.tolerance = -1}); }) ==
          "tolerance: must be 0 or more, got -1");
    CHECK(support::refusal([&] { return inverse_search(problem, {.largest_total = 3}); }).starts_with("largest_total"));
    problem.target = std::vector<double>(1001, 1.0 / 1001);
    CHECK(support::too_large([&] { return inverse_search(problem); }) ==
          "inverse_search: carries up to 1000 members, got 1001; of so many, power is nearly weight at the quota of "
          "optimal_quota");
}
