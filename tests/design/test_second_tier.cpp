#include <stemgewicht/design/second_tier.hpp>
#include <stemgewicht/design/weighted_games.hpp>
#include <stemgewicht/measures/majority_deficit.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/rules/composite.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using namespace stemgewicht;

namespace {

/// P(k of n say yes), p drawn from Beta(a, a), by the plain formula.
double yes_of(Weight n, Weight k, double correlation) {
    const auto count = static_cast<double>(n), yes = static_cast<double>(k);
    const double sets = std::lgamma(count + 1) - std::lgamma(yes + 1) - std::lgamma(count - yes + 1);
    if (correlation == 0) return std::exp(sets - count * std::log(2.0));
    if (correlation == 1) return n == 0 ? 1.0 : k == 0 || k == n ? 0.5 : 0.0;
    const double a = (1 / correlation - 1) / 2;
    return std::exp(sets + std::lgamma(a + yes) + std::lgamma(a + count - yes) - std::lgamma(2 * a + count) -
                    2 * std::lgamma(a) + std::lgamma(2 * a));
}

/// Citizens in constituencies of odd size, and a rule of their delegates.
CompositeRule of_citizens(const std::vector<Weight>& citizens, const WeightedRule& delegates) {
    CompositeRule rule{.top = delegates, .blocks = {}};
    std::size_t next = 0;
    for (const Weight count : citizens) {
        Block block{.members = std::vector<std::size_t>(static_cast<std::size_t>(count)),
                    .rule = majority_rule(std::vector<Weight>(static_cast<std::size_t>(count), 1))};
        std::iota(block.members.begin(), block.members.end(), next);
        next += block.members.size();
        rule.blocks.push_back(block);
    }
    return rule;
}

}  // namespace

TEST_CASE("Margins and chances to decide of small constituencies are those of the plain sums, ties by a coin") {
    for (const double correlation : {0.0, 1e-3, 0.2, 1.0 / 3, 0.9, 1.0})
        for (const Weight citizens : {1, 2, 3, 4, 7, 12, 41}) {
            double margin = 0, decides = 0;
            for (Weight yes = 0; yes <= citizens; ++yes)
                margin += yes_of(citizens, yes, correlation) * static_cast<double>(std::abs(2 * yes - citizens));
            const auto passes = [&](Weight yes) { return 2 * yes > citizens ? 1.0 : 2 * yes == citizens ? 0.5 : 0.0; };
            for (Weight yes = 0; yes < citizens; ++yes)
                decides += yes_of(citizens - 1, yes, correlation) * (passes(yes + 1) - passes(yes));
            INFO("correlation " << correlation << ", citizens " << citizens);
            CHECK(mean_margins({{citizens}, correlation})[0] == Approx(margin).epsilon(1e-10));
            CHECK(citizen_decides_delegate({{citizens}, correlation})[0] ==
                  Approx(decides).epsilon(1e-10).margin(1e-14));
        }
}

TEST_CASE("Margins of large constituencies are those of the sum of all terms") {
    for (const double correlation : {1e-6, 0.01, 1.0 / 3})
        for (const Weight citizens : {4001, 4002, 50'000, 1'000'001}) {
            const double whole = 1 / correlation - 1;
            double sum = 0, tie = 1;
            for (Weight half = 0; half <= (citizens - 1) / 2; ++half) {
                const auto m = static_cast<double>(half);
                if (half > 0)
                    tie *= 2 * (2 * m - 1) / m * std::pow(whole / 2 + m - 1, 2) / (whole + 2 * m - 1) /
                           (whole + 2 * m - 2);
                sum += tie / (whole + 2 * m + 1);
            }
            CHECK(mean_margins({{citizens}, correlation})[0] ==
                  Approx(sum * (whole + static_cast<double>(citizens))).epsilon(1e-11));
        }
    // A uniform chance: half of the citizens, and a little.
    CHECK(mean_margins({{1'000'000'000}, 1.0 / 3})[0] == Approx(0.5e9 + 0.5).epsilon(1e-9));
    const double coins = mean_margins({{1'000'000'000}, 0})[0];
    CHECK(coins == Approx(std::sqrt(2e9 / std::acos(-1.0))).epsilon(1e-8));
}

TEST_CASE("What a rule of delegates gives the citizens is what the rule of all citizens gives them") {
    const std::vector<Weight> citizens{1, 3, 3, 5};
    for (const WeightedRule& delegates : {WeightedRule{{1, 2, 2, 3}, 5}, WeightedRule{{1, 1, 1, 1}, 2}}) {
        const CompositeRule rule = of_citizens(citizens, delegates);
        const auto standings = member_standings(rule, ic(), Enumerate{});
        const SecondTierOutcome outcome = second_tier_outcome({citizens, 0}, delegates);
        double mean = 0;
        std::size_t citizen = 0;
        for (std::size_t i = 0; i < citizens.size(); ++i)
            for (Weight k = 0; k < citizens[i]; ++k, ++citizen) {
                CHECK(outcome.decides[i] == Approx(standings[citizen].decisive).epsilon(1e-12));
                const double outvoted = standings[citizen].no_pass + standings[citizen].yes_fail;
                CHECK(outcome.outvoted[i] == Approx(outvoted).epsilon(1e-12));
                mean += outvoted / 12;
            }
        CHECK(outcome.mean_outvoted == Approx(mean).epsilon(1e-12));
        CHECK(outcome.deficit.value() == Approx(majority_deficit(rule, ic())).epsilon(1e-12));

        // A uniform chance for each constituency is a correlation of a third.
        const GroupedVotes apart = grouped(
            {.name = "constituency", .labels = {"a", "b", "c", "d"}, .group_of = {0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3}});
        const auto alike = member_standings(rule, apart, Enumerate{});
        const SecondTierOutcome correlated = second_tier_outcome({citizens, 1.0 / 3}, delegates);
        CHECK_FALSE(correlated.deficit.has_value());
        citizen = 0;
        for (std::size_t i = 0; i < citizens.size(); citizen += static_cast<std::size_t>(citizens[i++]))
            CHECK(correlated.outvoted[i] == Approx(alike[citizen].no_pass + alike[citizen].yes_fail).epsilon(1e-12));
    }
}

TEST_CASE(
    "No rule of the delegates has a lower deficit than that of least deficit, nor outvotes fewer than utilitarian") {
    const std::vector<Weight> citizens{900, 400, 250, 120, 30};
    for (const double correlation : {0.0, 0.05, 1.0}) {
        const SecondTierGoal goal = correlation == 0 ? SecondTierGoal::least_deficit : SecondTierGoal::utilitarian;
        const Constituencies all{citizens, correlation};
        const double reached = second_tier_outcome(all, second_tier_rule(all, goal)).mean_outvoted;
        double least = 1;
        for (const WeightedRule& game : weighted_games(citizens.size()))  // the largest has the most weight
            least = std::min(least, second_tier_outcome(all, game).mean_outvoted);
        CHECK(reached == Approx(least).epsilon(1e-12));
    }
    const std::vector<double> whole = second_tier_shares({citizens, 1}, SecondTierGoal::utilitarian);
    CHECK(whole[0] == Approx(900.0 / 1700));
    CHECK(second_tier_shares({citizens, 0.2}, SecondTierGoal::least_deficit) ==
          second_tier_shares({citizens, 0}, SecondTierGoal::utilitarian));
}

TEST_CASE("By roots of the citizens and the optimal quota every citizen has nearly the same chance to decide") {
    const std::vector<Weight> citizens{
        82'438'000, 63'229'000, 60'610'000, 58'752'000, 43'758'000, 38'157'000, 21'610'000, 16'334'000, 11'125'000,
        10'570'000, 10'511'000, 10'251'000, 10'077'000, 9'048'000,  8'266'000,  7'719'000,  5'427'000,  5'389'000,
        5'256'000,  4'209'000,  3'403'000,  2'295'000,  2'003'000,  1'344'000,  766'000,    460'000,    404'000};
    const Constituencies all{citizens, 0};
    const std::vector<double> shares = second_tier_shares(all, SecondTierGoal::equal_chance);
    CHECK(std::accumulate(shares.begin(), shares.end(), 0.0) == Approx(1));
    CHECK(shares[0] / shares[26] == Approx(std::sqrt(82'438.0 / 404)).epsilon(1e-6));
    const SecondTierOutcome equal = second_tier_outcome(all, second_tier_rule(all, SecondTierGoal::equal_chance));
    const SecondTierOutcome deficit = second_tier_outcome(all, second_tier_rule(all, SecondTierGoal::least_deficit));
    CHECK(equal.decides_ratio < 1.02);
    CHECK(deficit.decides_ratio > 1.05);
    CHECK(deficit.deficit.value() < equal.deficit.value());
    CHECK(second_tier_outcome(all, {std::vector<Weight>(27, 1), 14}).decides_ratio > 10);
    const SecondTierOutcome dictator = second_tier_outcome({{3, 5}, 0}, {{1, 0}, 1});
    CHECK(std::isinf(dictator.decides_ratio));
    CHECK(dictator.outvoted[1] == 0.5);
}

TEST_CASE("A second tier refuses what is no constituency, goal or rule") {
    CHECK(support::refusal([] { return mean_margins({{}, 0}); }) ==
          "constituencies.citizens: must be a number for each constituency, got none");
    CHECK(support::refusal([] { return mean_margins({{5, 0}, 0}); }) ==
          "constituencies.citizens[1]: must be 1..2^40, got 0");
    CHECK(support::refusal([] { return mean_margins({{5}, 1.5}); }).starts_with("constituencies.correlation: must be"));
    CHECK(support::refusal([] { return second_tier_goal("fair"); }) ==
          "second tier: must be one of equal_chance, least_deficit, utilitarian, got \"fair\"");
    CHECK(support::refusal([] { return second_tier_shares({{5, 7}, 1}, SecondTierGoal::equal_chance); }) ==
          "constituencies.correlation: must be below 1, so that a citizen can be decisive, got 1");
    CHECK(support::refusal([] { return second_tier_rule({{5, 7}, 0}, SecondTierGoal::utilitarian, 0); }) ==
          "total: must be 1..2^40, got 0");
    CHECK(support::refusal([] { return second_tier_outcome({{5, 7}, 0}, {{1}, 1}); }) ==
          "rule: must be one of 2 members, as there are constituencies, got 1");
    for (const SecondTierText& text : second_tier_goals) CHECK(second_tier_goal(text.name) == text.goal);
}
