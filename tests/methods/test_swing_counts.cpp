#include <stemgewicht/methods/swing_counts.hpp>

#include "catch.hpp"
#include "support/own_rules.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <cstddef>
#include <vector>

using namespace stemgewicht;

namespace {

/// By the definition: all sets, one by one.
SwingCounts counts_by_sets(const Rule& game) {
    const std::size_t n = member_count(game);
    SwingCounts counts{.winning = std::vector<BigInteger>(n + 1), .swings = {n, std::vector<BigInteger>(n)}};
    support::each_set(n, [&](const Coalition& set) {
        if (wins(game, set)) ++counts.winning[set.count()];
        for (std::size_t i = 0; i < n; ++i)
            if (!set.test(i))
                counts.swings[i][set.count()] += int{wins(game, Coalition(set).set(i))} - int{wins(game, set)};
    });
    return counts;
}

void check_counts(const Rule& game) {
    const SwingCounts expected = counts_by_sets(game), counts = swing_counts(game);
    CHECK(counts.winning == expected.winning);
    CHECK(counts.swings == expected.swings);
    const SwingTotals totals = swing_totals(game);
    BigInteger winning = 0;
    for (const BigInteger& sets : expected.winning) winning += sets;
    CHECK(totals.winning == winning);
    REQUIRE(totals.member_count() == expected.member_count());
    for (std::size_t i = 0; i < totals.member_count(); ++i) {
        BigInteger swings = 0;
        for (const BigInteger& sets : expected.swings[i]) swings += sets;
        CHECK(totals.swings[i] == swings);
    }
}

}  // namespace

TEST_CASE("Winning sets and swings of rules of every kind are those that all sets have") {
    support::Random random(31);
    for (int round = 0; round < 120; ++round) {
        const std::size_t n = 1 + random.index(7);
        const Rule rule =
            support::random_rule_of_kind(random, static_cast<std::size_t>(round) % support::rule_kinds, n, 1);
        INFO(support::shown(rule));
        check_counts(rule);
        check_counts(support::OwnCopy{rule});
    }
}

TEST_CASE("Of a rule that is not monotone, sets that a member turns into losing ones count as negative") {
    check_counts(support::ByThree{5});
    CHECK(swing_totals(support::ByThree{4}).swings == std::vector<BigInteger>(4, 1));
}

TEST_CASE("A rule that is not valid is refused before it is counted") {
    CHECK(support::refusal([] { return swing_counts(WeightedRule{{1, 1}, 3}); }) == "rule.quota: must be 1..2, got 3");
    CHECK(support::refusal([] { return swing_totals(WeightedRule{{}, 1}); }) ==
          "rule.weights: must be a list of at least one weight, got none");
}
