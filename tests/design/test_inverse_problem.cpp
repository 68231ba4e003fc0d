#include <stemgewicht/design/inverse_problem.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

using namespace stemgewicht;
using Catch::Matchers::WithinAbs;

TEST_CASE("A distance is that of its norm") {
    const std::vector<double> values{0.5, 0.3, 0.2}, target{0.4, 0.4, 0.2};
    CHECK_THAT(distance(values, target, DistanceNorm::absolute), WithinAbs(0.2, 1e-15));
    CHECK_THAT(distance(values, target, DistanceNorm::euclidean), WithinAbs(0.14142135623730951, 1e-15));
    CHECK_THAT(distance(values, target, DistanceNorm::largest), WithinAbs(0.1, 1e-15));
    CHECK_THAT(distance(values, target, DistanceNorm::relative), WithinAbs(0.25, 1e-15));
    CHECK(support::refusal([&] { return distance({0.5}, target, DistanceNorm::largest); }) ==
          "values: must be one for each of the 3 targets, got 1");
}

TEST_CASE("Measured values are those of the index, or of the standings") {
    const WeightedRule rule{{4, 4, 4, 2, 2, 1}, 12};
    const auto shares = shapley_shubik(rule);
    CHECK(measured_values(Index(shapley_shubik), rule) == std::vector<double>(shares.begin(), shares.end()));
    const std::vector<Outvoted<>> members = outvoted_members(rule, iac());
    const auto values = [&](RiskQuantity quantity) {
        return measured_values(RiskMeasure{.quantity = quantity, .model = iac()}, rule);
    };
    for (std::size_t i = 0; i < members.size(); ++i) {
        CHECK_THAT(values(RiskQuantity::outvoted)[i], WithinAbs(members[i].outvoted, 1e-15));
        CHECK_THAT(values(RiskQuantity::overruled)[i], WithinAbs(members[i].overruled, 1e-15));
        CHECK_THAT(values(RiskQuantity::blocked)[i], WithinAbs(members[i].blocked, 1e-15));
        CHECK_THAT(values(RiskQuantity::decisive)[i], WithinAbs(shares[static_cast<Eigen::Index>(i)], 1e-14));
    }
    CHECK(measure_name(RiskMeasure{.quantity = RiskQuantity::blocked, .model = iac()}) == "blocked:iac");
    CHECK(measure_name(Index(johnston)) == "johnston");
}

TEST_CASE("Measures that sum to one are those whose values do") {
    const WeightedRule rule{{4, 3, 2, 2, 1}, 7};
    for (const Index& index : index_table) {
        if (!std::holds_alternative<VoteIndex>(index) && !std::holds_alternative<SetIndex>(index)) continue;
        if (text_of(index).name == tijs.text.name) continue;  // of veto players, of whom there are none
        double sum = 0;
        for (const double value : measured_values(index, rule)) sum += value;
        INFO(text_of(index).name << " sums to " << sum);
        CHECK(sums_to_one(index) == (sum > 1 - 1e-9 && sum < 1 + 1e-9));
    }
}

TEST_CASE("The first constraint that a rule does not keep to is named") {
    const WeightedRule rule{{3, 2, 1, 0}, 4};
    const auto broken = [&](const DesignConstraints& constraints) {
        return broken_constraint(constraints, rule).value_or("none");
    };
    CHECK(broken({.quota = majority_share, .proper = true, .no_dictator = true, .order = {{0, 1}}}) == "none");
    CHECK(broken({.quota = QuotaShare{5, 6, false}}) == "quota");
    CHECK(broken({.no_veto = true}) == "no_veto");
    CHECK(broken({.no_null = true}) == "no_null");
    CHECK(broken({.order = {{0, 1}, {2, 1}}}) == "order");
    CHECK(broken({.winning = {Coalition(4, 0b0101)}}) == "none");
    CHECK(broken({.winning = {Coalition(4, 0b0001)}}) == "winning");
    CHECK(broken({.losing = {Coalition(4, 0b0101)}}) == "losing");
    CHECK(broken({.bounds = {{.member = 1, .measure = Index(banzhaf), .most = 0.1}}}) ==
          "bound on banzhaf of member 1");
    CHECK(broken_constraint({.no_dictator = true}, {{2, 1}, 2}) == "no_dictator");
    CHECK(broken_constraint({.proper = true}, {{1, 1, 1}, 1}) == "proper");
}

TEST_CASE("Problems that are none are refused") {
    const auto told = [](const InverseProblem& problem) {
        return support::refusal([&] {
            check(problem);
            return 0;
        });
    };
    const Index index = banzhaf_normalized;
    CHECK(told({.target = {}, .measure = index}) == "target: must be one number for each member, got none");
    CHECK(told({.target = {0.5, std::numeric_limits<double>::quiet_NaN()}, .measure = Index(banzhaf)}) ==
          "target[1]: must be a number from -1e100 to 1e100, got nan");
    CHECK(told({.target = {1, 0}, .measure = index, .norm = DistanceNorm::relative}) ==
          "target[1]: must be positive where differences are parts of it, got 0");
    CHECK(told({.target = {0.5, 0.4}, .measure = index}) ==
          "target: must be numbers that sum to 1, as banzhaf_normalized does, got a sum of 0.9");
    CHECK(told({.target = {1, 0}, .measure = Index(owen)}) ==
          "measure: must be a chance, or an index with a value for each member that needs no unions, graph or program, "
          "got owen");
    CHECK(told({.target = {1, 0}, .measure = index, .constraints = {.order = {{0, 2}}}}) ==
          "constraints.order[0]: must be a member, below 2, got 2");
    CHECK(told({.target = {1, 0}, .measure = index, .constraints = {.losing = {Coalition(3, 1)}}}) ==
          "constraints.losing[0]: must be a coalition of the 2 members, got 3");
    CHECK(told({.target = {1, 0}, .measure = index, .constraints = {.bounds = {{.least = 2, .most = 1}}}}) ==
          "constraints.bounds[0].most: must be at least 2, got 1");
}
