#include <stemgewicht/methods/counting/meet_in_the_middle.hpp>
#include <stemgewicht/methods/counting/normal_approximation.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

void check_within(const Bounded& estimate, double truth) {
    CHECK(std::isfinite(estimate.value));
    CHECK(std::abs(estimate.value - truth) <= estimate.bound + 1e-12);
}

void check_within(const RangedStandings& estimated, const std::vector<Standing>& truth) {
    REQUIRE(estimated.members.size() == truth.size());
    check_within(estimated.pass.bounded(), truth.front().pass());
    for (std::size_t i = 0; i < truth.size(); ++i) {
        check_within(estimated.members[i].yes_pass.bounded(), truth[i].yes_pass);
        check_within(estimated.members[i].no_pass.bounded(), truth[i].no_pass);
        check_within(estimated.members[i].decisive.bounded(), truth[i].decisive);
        check_within(estimated.members[i].outvoted(), truth[i].yes_fail + truth[i].no_pass);
    }
}

const std::vector<VotingModel>& common_models() {
    static const std::vector<VotingModel> models{ic(),  independent({0.2}), independent({1.0}),
                                                 iac(), beta(0.5, 3),       beta(40, 35)};
    return models;
}

}  // namespace

TEST_CASE("The truth of small games lies within the bounds of the normal law") {
    support::Random random(57);
    for (std::size_t game = 0; game < 60; ++game) {
        const std::size_t n = 1 + random.index(9);
        const WeightedRule rule = support::random_weighted_rule(random, n);
        INFO("game " << game << " of " << n << " members");
        for (const VotingModel& model : common_models())
            check_within(normal_standings(rule, model, {.panels = 64}),
                         member_standings(rule, vote_law(model, n), Enumerate{}));
        std::vector<double> chances(n);
        for (double& chance : chances) chance = static_cast<double>(random.index(11)) / 10;
        check_within(normal_standings(rule, independent(chances)),
                     member_standings(rule, vote_law(independent(chances), n), Enumerate{}));
    }
}

TEST_CASE("The truth of boards of thirty members lies within the bounds, which are below one half") {
    support::Random random(58);
    for (std::size_t game = 0; game < 6; ++game) {
        WeightedRule rule{.weights = {}, .quota = 1};
        for (std::size_t i = 0; i < 30; ++i)
            rule.weights.push_back(
                static_cast<Weight>((1 + random.index(100)) * (game < 3 ? 6 : std::size_t{1} << 50)));
        rule.quota = majority_quota(total_weight(rule.weights)) + static_cast<Weight>(game) * rule.weights[0] / 2;
        for (const VotingModel& model : {VotingModel(ic()), VotingModel(iac())}) {
            const RangedStandings estimated = normal_standings(rule, model);
            check_within(estimated, member_standings(rule, vote_law(model, 30), MeetInTheMiddle{}));
            CHECK(estimated.pass.bounded().bound < 0.25);
        }
    }
}

TEST_CASE("The bounds shrink with the members") {
    double before = 1;
    for (const std::size_t n : {std::size_t{101}, std::size_t{10'001}, std::size_t{1'000'001}}) {
        const WeightedRule rule = majority_rule(std::vector<Weight>(n, 1));
        const RangedStandings coins = normal_standings(rule, ic());
        CHECK(std::abs(coins.pass.value - 0.5) < 1e-9);  // an odd number of equal members
        CHECK(coins.pass.bounded().bound < before / 5);
        before = coins.pass.bounded().bound;
        const RangedStandings common = normal_standings(rule, iac());
        CHECK(std::abs(common.pass.value - 0.5) < 1e-6);
        CHECK(std::abs(common.members[0].decisive.value * static_cast<double>(n) - 1) < 0.01);  // Shapley-Shubik: 1 / n
    }
    CHECK(before < 1e-3);
}

TEST_CASE("What weights have in common does not blur the normal law") {
    const std::vector<Weight> weights{3, 2, 2, 1, 1, 1, 1, 4, 2, 3, 3};
    std::vector<Weight> large;
    for (const Weight weight : weights) large.push_back(weight * 1'000'000'007);
    const Bounded one = normal_pass_probability({.weights = weights, .quota = 12}, ic());
    const Bounded other = normal_pass_probability({.weights = large, .quota = 11'000'000'078}, ic());
    CHECK(one.value == other.value);
    CHECK(one.bound == other.bound);
}

TEST_CASE("The normal law refuses models that it does not know") {
    const WeightedRule rule = majority_rule({3, 2, 1});
    CHECK(support::refusal([&] { return normal_standings(rule, independent({0.1, 0.2})).pass.value; }) ==
          "independent: must be one probability for all or one for each of the 3 members, got 2 probabilities");
    CHECK(support::refusal([&] { return normal_standings(rule, beta(0, 1)).pass.value; }) ==
          "beta.a: must be positive and finite, got 0");
    CHECK(support::refusal([&] { return normal_standings(rule, ic(), {.panels = 3}).pass.value; }) ==
          "panels: must be 16 or more, got 3");
    CHECK(support::refusal([&] {
              return normal_standings(rule, grouped(make_grouping("family", std::vector<std::string>{"a", "b", "a"})))
                  .pass.value;
          }) == "model: must be ic, independent:P,.., iac or beta:A,B with method normal, got grouped:family");
}
