// A board of 190 members and five million votes, counted exactly.

#include "catch.hpp"

#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

using namespace stemgewicht;

TEST_CASE("Banzhaf values of the IMF as fractions are the exact values of the doubles") {
    const WeightedRule rule = weighted_rule(load_board("imf-2022"));
    const SwingTotals counts = swing_totals(rule, {.memory = std::size_t{100} << 20});
    // By majority of an even number of votes a set and the rest may not both win, and tie now and then.
    CHECK(counts.winning < BigInteger(1) << 189);
    CHECK(counts.winning > BigInteger(1) << 188);
    for (const BigInteger& swings : counts.swings) CHECK((counts.winning - swings) % 2 == 0);
    const std::vector<Fraction> exact = index_fractions(banzhaf, rule, {.memory = std::size_t{100} << 20});
    const Eigen::ArrayXd doubles = banzhaf(rule);
    for (std::size_t i = 0; i < exact.size(); ++i)
        CHECK(abs(Fraction(doubles[static_cast<Eigen::Index>(i)]) / exact[i] - 1) < Fraction(1, 1'000'000'000'000));
    const auto most = std::ranges::max_element(exact) - exact.begin();
    CHECK(rule.weights[static_cast<std::size_t>(most)] == 831'401);
}
