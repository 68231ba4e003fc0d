// Whole-number counts modulo 2^64 and modulo primes, against enumeration and decision diagrams.

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <stemgewicht/methods/choice/swing_counts.hpp>
#include <stemgewicht/methods/counting/residue_counts.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

constexpr std::size_t memory = std::size_t{1} << 28;

SwingCounts swings_one_by_one(const WeightedRule& rule) {
    const std::size_t n = rule.member_count();
    SwingCounts counts{.winning = std::vector<BigInteger>(n + 1), .swings = {}};
    counts.swings.assign(n, std::vector<BigInteger>(n));
    support::each_set(n, [&](const Coalition& set) {
        if (!rule.wins(set)) return;
        ++counts.winning[set.count()];
        for (std::size_t i = 0; i < n; ++i)
            if (set.test(i) && !rule.wins(Coalition(set).reset(i))) ++counts.swings[i][set.count() - 1];
    });
    return counts;
}

void check_equal(const SwingCounts& counts, const SwingCounts& expected) {
    CHECK(counts.winning == expected.winning);
    CHECK(counts.swings == expected.swings);
}

void check_equal(const SwingTotals& counts, const SwingTotals& expected) {
    CHECK(counts.winning == expected.winning);
    CHECK(counts.swings == expected.swings);
}

/// Weights that repeat and are 0 too, small enough to count quickly.
WeightedRule random_large_rule(support::Random& random, std::size_t count) {
    const Weight largest = random.coin() ? 6 : 40;
    WeightedRule rule{.weights = std::vector<Weight>(count), .quota = 1};
    for (Weight& weight : rule.weights) weight = random.between(0, largest);
    if (random.coin()) rule.weights[random.index(count)] = 200;
    rule.weights[random.index(count)] = largest;
    rule.quota = support::random_quota(random, rule.weights);
    return rule;
}

}  // namespace

TEST_CASE("Modular counts of random weighted rules are those of enumeration") {
    support::Random random(20200311);
    int counted = 0;
    for (int round = 0; round < 400; ++round) {
        const WeightedRule rule = support::random_weighted_rule(random, 1 + static_cast<std::size_t>(round % 10));
        if (detail::sizes_plan(rule).bytes() > 1e6) continue;
        INFO(support::shown(rule));
        ++counted;
        const SwingCounts expected = swings_one_by_one(rule);
        check_equal(weighted_swing_counts(rule, memory), expected);
        check_equal(weighted_swing_totals(rule, memory), totals_of(expected));
    }
    CHECK(counted > 200);
}

TEST_CASE("Modular counts of many members are those of the decision diagram, in 64 bits and by primes") {
    support::Random random(20200312);
    for (const std::size_t count : {31U, 60U, 63U, 64U, 65U, 66U, 94U})
        for (int round = 0; round < 2; ++round) {
            const WeightedRule rule = random_large_rule(random, count);
            INFO(support::shown(rule));
            const SwingCounts expected = swing_counts(rule_diagram(rule));
            for (const int threads : {1, 2, 0}) {
                check_equal(weighted_swing_counts(rule, memory, threads), expected);
                check_equal(weighted_swing_totals(rule, memory, threads), totals_of(expected));
            }
        }
}

TEST_CASE("Remainders by primes give the same numbers as 64 bits") {
    support::Random random(20200313);
    for (int round = 0; round < 20; ++round) {
        const WeightedRule rule = random_large_rule(random, 1 + random.index(63));
        INFO(support::shown(rule));
        const detail::SwingPlan plan = detail::sizes_plan(rule);
        SumTable<WordResidues> whole(plan.shape);
        whole.count({});
        const ChineseRemainders remainders(primes_for_bits(rule.member_count()));
        std::vector<SumTable<PrimeResidues>> tables(remainders.primes().size(), SumTable<PrimeResidues>(plan.shape));
        for (std::size_t r = 0; r < tables.size(); ++r) tables[r].count({remainders.primes()[r]});
        for (std::size_t size = 0; size < plan.shape.row_count(); ++size) {
            std::vector<std::uint32_t> below;
            for (const auto& table : tables) below.push_back(table.below(plan.shape.range, size));
            CHECK(remainders.number(below) == whole.below(plan.shape.range, size));
        }
    }
}

TEST_CASE("All swings have the parity of the number of winning coalitions, and the dual rule has the same") {
    support::Random random(20200314);
    for (const std::size_t count : {150U, 300U}) {
        WeightedRule rule;
        for (std::size_t i = 0; i < count; ++i) rule.weights.push_back(random.between(1, 3000));
        const Weight total = total_weight(rule.weights);
        rule.quota = random.between(total / 3, total / 2);
        const WeightedRule dual{.weights = rule.weights, .quota = total - rule.quota + 1};
        const SwingTotals own = weighted_swing_totals(rule, memory), opposite = weighted_swing_totals(dual, memory);
        CHECK(own.swings == opposite.swings);
        CHECK(own.winning + opposite.winning == BigInteger(1) << count);
        for (const BigInteger& swings : own.swings) CHECK((own.winning - swings) % 2 == 0);
        // A heavier member is critical at least as often.
        for (std::size_t i = 1; i < count; ++i)
            CHECK(
                (rule.weights[i] < rule.weights[0] ? own.swings[i] <= own.swings[0] : own.swings[i] >= own.swings[0]));
    }
}

TEST_CASE("Counts by size sum to the totals, and the Shapley values of them to 1") {
    support::Random random(20200315);
    WeightedRule rule;
    for (std::size_t i = 0; i < 150; ++i) rule.weights.push_back(random.between(1, 400));
    rule.quota = total_weight(rule.weights) * 7 / 10;
    const SwingCounts counts = weighted_swing_counts(rule, memory);
    check_equal(totals_of(counts), weighted_swing_totals(rule, memory));
    BigInteger orders = 1, ways = 1, sum = 0;
    for (int i = 1; i <= 150; ++i) orders *= i;
    ways = orders / 150;  // s! (149 - s)!
    for (std::size_t s = 0; s < 150; ++s) {
        for (const auto& swings : counts.swings) sum += swings[s] * ways;
        if (s < 149) ways = ways * (s + 1) / (149 - s);
    }
    CHECK(sum == orders);
}

TEST_CASE("Weights without bound are refused with the memory that they need") {
    WeightedRule rule{.weights = {}, .quota = 1};
    for (Weight i = 1; i <= 40; ++i) rule.weights.push_back(i * 1'000'000'007 + i * i);
    rule.quota = majority_quota(total_weight(rule.weights));
    CHECK_THAT(support::too_large([&] { return weighted_swing_totals(rule, memory); }),
               Catch::Matchers::ContainsSubstring("MB, allowed are 256 MB; allow more memory") &&
                   Catch::Matchers::ContainsSubstring("or use normal or monte_carlo without fractions"));
    rule = {.weights = {maximum_total_weight - 101, 1, 100}, .quota = maximum_total_weight / 2};
    CHECK_THAT(support::too_large([&] { return weighted_swing_counts(rule, memory); }),
               Catch::Matchers::ContainsSubstring("by size needs"));
}

TEST_CASE("Primes are below 2^31, different, and their product has the bits asked for") {
    const std::vector<std::uint32_t> primes = primes_for_bits(1000);
    CHECK(primes.front() == 2'147'483'647);
    CHECK(primes[1] == 2'147'483'629);
    BigInteger product = 1;
    for (const std::uint32_t prime : primes) product *= prime;
    CHECK(product > BigInteger(1) << 1000);
    CHECK(product < BigInteger(1) << 1031);
    CHECK(std::ranges::is_sorted(primes, std::greater<>{}));
    const ChineseRemainders remainders(primes);
    const BigInteger number = (BigInteger(1) << 999) + 12345;
    std::vector<std::uint32_t> rests;
    for (const std::uint32_t prime : primes) rests.push_back(static_cast<std::uint32_t>(number % prime));
    CHECK(remainders.number(rests) == number);
}
