#include <stemgewicht/methods/counting/meet_in_the_middle.hpp>
#include <stemgewicht/methods/counting/meet_in_the_middle_swings.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/models/model.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

using Counts = SetCounts<std::uint64_t>;

Counts no_counts(std::size_t members) {
    return {.by_size = std::vector<std::uint64_t>(members + 1),
            .containing = std::vector(members, std::vector<std::uint64_t>(members + 1))};
}

/// By visiting all sets.
Counts visited(const WeightedRule& rule) {
    const std::size_t n = rule.member_count();
    Counts counts = no_counts(n);
    support::each_set(n, [&](const Coalition& set) {
        if (!rule.wins(set)) return;
        ++counts.by_size[set.count()];
        for (std::size_t i = 0; i < n; ++i)
            if (set.test(i)) ++counts.containing[i][set.count()];
    });
    return counts;
}

/// Sets of some members by size whose weight is at least `needed`: a table by size and weight.
std::vector<std::uint64_t> tabulated(const std::vector<Weight>& weights, Weight needed) {
    const Weight total = std::accumulate(weights.begin(), weights.end(), Weight{0});
    std::vector<std::vector<std::uint64_t>> sets(weights.size() + 1,
                                                 std::vector<std::uint64_t>(static_cast<std::size_t>(total) + 1));
    sets[0][0] = 1;
    for (const Weight weight : weights) {
        const auto step = static_cast<std::size_t>(weight);
        for (std::size_t s = weights.size(); s-- > 0;)
            for (std::size_t sum = sets[s].size() - step; sum-- > 0;) sets[s + 1][sum + step] += sets[s][sum];
    }
    std::vector<std::uint64_t> counts;
    for (const auto& of_size : sets)
        counts.push_back(
            std::accumulate(of_size.begin() + std::min<std::ptrdiff_t>(std::max<Weight>(0, needed), total + 1),
                            of_size.end(), std::uint64_t{0}));
    return counts;
}

double largest_difference(const std::vector<Standing>& a, const std::vector<Standing>& b) {
    REQUIRE(a.size() == b.size());
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (const double difference :
             {a[i].yes_pass - b[i].yes_pass, a[i].yes_fail - b[i].yes_fail, a[i].no_pass - b[i].no_pass,
              a[i].no_fail - b[i].no_fail, a[i].decisive - b[i].decisive})
            largest = std::max(largest, std::abs(difference));
    return largest;
}

void check_same(const Counts& counts, const Counts& expected, const Counts& totals) {
    CHECK(counts.by_size == expected.by_size);
    CHECK(counts.containing == expected.containing);
    CHECK(totals.by_size == std::vector{sum_of(expected.by_size)});
    for (std::size_t i = 0; i < expected.member_count(); ++i)
        CHECK(totals.containing[i] == std::vector{sum_of(expected.containing[i])});
}

}  // namespace

TEST_CASE("Meeting in the middle counts the winning sets of random games") {
    support::Random random(53);
    for (std::size_t n = 1; n <= 13; ++n)
        for (std::size_t game = 0; game < 40; ++game) {
            const WeightedRule rule = support::random_weighted_rule(random, n);
            INFO("members " << n << ", game " << game);
            check_same(counts_by_halves(rule), visited(rule), totals_by_halves(rule));
        }
}

TEST_CASE("Meeting in the middle agrees with a table by size and weight on halves of several parts") {
    support::Random random(54);
    for (const std::size_t n : {std::size_t{21}, std::size_t{24}}) {
        WeightedRule rule{.weights = {}, .quota = 1};
        for (std::size_t i = 0; i < n; ++i)
            rule.weights.push_back(static_cast<Weight>(random.index(i % 3 == 0 ? 4 : 60)));
        rule.quota = majority_quota(total_weight(rule.weights)) + 9;
        Counts expected = no_counts(n);
        expected.by_size = tabulated(rule.weights, rule.quota);
        for (std::size_t i = 0; i < n; ++i) {
            std::vector<Weight> others = rule.weights;
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
            const auto sets = tabulated(others, rule.quota - rule.weights[i]);
            std::copy(sets.begin(), sets.end(), expected.containing[i].begin() + 1);
        }
        check_same(counts_by_halves(rule), expected, totals_by_halves(rule));
    }
}

TEST_CASE("Weights near the limit are carried exactly") {
    WeightedRule rule{.weights = std::vector<Weight>(20, maximum_total_weight / 20),
                      .quota = maximum_total_weight / 20 * 20};
    Counts counts = counts_by_halves(rule);
    CHECK(sum_of(counts.by_size) == 1);
    CHECK(counts.by_size[20] == 1);
    rule.quota = maximum_total_weight / 20 * 3 + 1;  // four members
    counts = counts_by_halves(rule);
    CHECK(counts.by_size[3] == 0);
    CHECK(counts.by_size[4] == 4845);
    CHECK(counts.containing[7][4] == 969);
}

TEST_CASE("The standings by halves are those of enumeration under every common chance") {
    support::Random random(55);
    for (std::size_t game = 0; game < 60; ++game) {
        const std::size_t n = 1 + random.index(10);
        const WeightedRule rule = support::random_weighted_rule(random, n);
        for (const VotingModel& model :
             {VotingModel(ic()), VotingModel(independent({0.3})), VotingModel(iac()), VotingModel(beta(2.5, 0.5))}) {
            const VoteLaw law = vote_law(model, n);
            const auto expected = member_standings(rule, law, Enumerate{});
            CHECK(largest_difference(member_standings(rule, law, MeetInTheMiddle{}), expected) < 1e-13);
            CHECK(std::abs(pass_probability(rule, law, MeetInTheMiddle{}) - expected.front().pass()) < 1e-13);
        }
    }
}

TEST_CASE("Swings by halves are those of visiting all sets") {
    support::Random random(61);
    for (std::size_t n = 1; n <= 9; ++n) {
        const WeightedRule rule = support::random_weighted_rule(random, n);
        std::vector<std::vector<std::uint64_t>> swings(n, std::vector<std::uint64_t>(n));
        support::each_set(n, [&](const Coalition& set) {
            for (std::size_t i = 0; i < n; ++i) {
                Coalition joined = set;
                if (!set.test(i) && !rule.wins(set) && rule.wins(joined.set(i))) ++swings[i][set.count()];
            }
        });
        const SwingCounts counts = halved_swing_counts(rule);
        const SwingTotals totals = halved_swing_totals(rule);
        for (std::size_t i = 0; i < n; ++i) {
            CHECK(std::ranges::equal(counts.swings[i], swings[i]));
            CHECK(totals.swings[i] == std::accumulate(swings[i].begin(), swings[i].end(), std::uint64_t{0}));
        }
        CHECK(std::ranges::equal(counts.winning, visited(rule).by_size));
    }
}

TEST_CASE("Huge weights and few members prefer halves, small weights do not") {
    const CommonChance coin{.points = Eigen::ArrayXd::Constant(1, 0.5), .masses = Eigen::ArrayXd::Ones(1)};
    const std::size_t memory = std::size_t{1} << 30;
    WeightedRule rule{.weights = std::vector<Weight>(40, 1), .quota = 21};
    CHECK_FALSE(detail::prefers_halves(rule, coin, memory));
    for (std::size_t i = 0; i < 40; ++i) rule.weights[i] = (Weight{1} << 50) + static_cast<Weight>(i);
    rule.quota = majority_quota(total_weight(rule.weights));
    CHECK(detail::prefers_halves(rule, coin, memory));
    CHECK_FALSE(detail::prefers_halves(rule, coin, std::size_t{1} << 20));
}

TEST_CASE("Any number of threads counts the same by halves") {
    support::Random random(56);
    WeightedRule rule{.weights = {}, .quota = 1};
    for (std::size_t i = 0; i < 26; ++i)
        rule.weights.push_back(static_cast<Weight>(random.index(std::size_t{1} << 55)));
    rule.quota = majority_quota(total_weight(rule.weights));
    const Counts one = counts_by_halves(rule);
    for (const int threads : {0, 2, 7}) {
        const Counts more = counts_by_halves(rule, {.threads = threads});
        CHECK(more.by_size == one.by_size);
        CHECK(more.containing == one.containing);
    }
}

TEST_CASE("Meeting in the middle refuses what it cannot carry") {
    const WeightedRule rule{.weights = std::vector<Weight>(40, 5), .quota = 101};
    CHECK(fits_halves(50, std::size_t{1} << 30));
    CHECK_FALSE(fits_halves(52, std::size_t{1} << 30));
    CHECK_FALSE(fits_halves(63, static_cast<std::size_t>(-2)));
    CHECK(support::too_large([&] { return counts_by_halves(rule, {.memory = std::size_t{1} << 20}); }) ==
          "meet_in_the_middle: 40 members in two halves needs 24 MB, allowed are 1 MB; allow more memory, or use "
          "normal or "
          "monte_carlo");
    CHECK(support::too_large([&] { return totals_by_halves({.weights = std::vector<Weight>(63, 5), .quota = 101}); }) ==
          "meet_in_the_middle: takes 62 members at most, got 63; normal or monte_carlo carries it");
    CHECK(support::refusal([&] { return counts_by_halves(rule, {.threads = -1}); }) ==
          "threads: must be 0 for all cores, or the number of threads, got -1");
    CHECK(support::refusal([&] {
              return member_standings(rule, vote_law(independent(std::vector<double>(40, 0.5)), 40), MeetInTheMiddle{})
                  .size();
          }) == "(nothing was refused)");
    std::vector<double> chances(40, 0.5);
    chances[3] = 0.4;
    CHECK(support::refusal(
              [&] { return member_standings(rule, vote_law(independent(chances), 40), MeetInTheMiddle{}).size(); }) ==
          "model: must be one common chance of all members, such as ic, iac or beta:A,B, with method "
          "meet_in_the_middle, got members of different chances");
}
