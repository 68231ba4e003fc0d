// Exact fractions: the reference table as it stands, and agreement with the doubles.

#include "catch.hpp"
#include "support/indices.hpp"
#include "support/random_games.hpp"
#include "support/reference_games.hpp"
#include "support/refusal.hpp"

#include <stemgewicht/measures/engines/index_fractions.hpp>
#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/methods/choice/swing_counts.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

TEST_CASE("Fractions are those of the reference table, digit for digit") {
    const auto is_known = [](const std::string& index) {
        return index == "coleman_collectivity" || support::has_index<VoteIndex>(index);
    };
    for (const support::ReferenceRow& row : support::weighted_rows(is_known)) {
        INFO(row.game << ", " << row.index << ", from " << row.source);
        const Rule rule = support::weighted(row);
        std::vector<std::string> texts;
        if (row.index == "coleman_collectivity")
            texts.push_back(index_fraction(coleman_collectivity, rule).str());
        else
            for (const Fraction& value : index_fractions(vote_index(row.index), rule)) texts.push_back(value.str());
        CHECK(texts == row.fractions);
    }
}

TEST_CASE("Fractions of random weighted and composite rules are the exact values of the doubles") {
    support::Random random(20200310);
    for (int round = 0; round < 60; ++round) {
        const std::size_t count = 1 + static_cast<std::size_t>(round % 12);
        const WeightedRule weighted = support::random_weighted_rule(random, count);
        const CompositeRule composite = support::random_composite_rule(random, count);
        for (const Rule& rule : {Rule(weighted), Rule(composite)}) {
            INFO((std::holds_alternative<WeightedRule>(rule) ? support::shown(weighted) : support::shown(composite)));
            const SwingCounts counts = swing_counts(rule);
            for (const VoteIndex& index : support::indices_of<VoteIndex>()) {
                INFO(index.text.name);
                const auto exact = index_fractions(index, rule);
                CHECK(detail::index_fractions(index, counts) == exact);  // by size, whatever the index needs
                const Eigen::ArrayXd doubles = index(rule, Enumerate{});
                for (std::size_t i = 0; i < count; ++i)
                    CHECK(std::abs(exact[i].convert_to<double>() - doubles[static_cast<Eigen::Index>(i)]) < 1e-12);
            }
        }
    }
}

TEST_CASE("Counts beyond 64 bits are exact") {
    // A majority of 101 equal members: each swings where the 100 others split evenly.
    const Rule rule = majority_rule(std::vector<Weight>(101, 1));
    BigInteger even_splits = 1;
    for (int k = 1; k <= 50; ++k) even_splits = even_splits * (50 + k) / k;
    CHECK(swing_counts(rule).swings[0][50] == even_splits);
    CHECK(index_fractions(banzhaf, rule)[7] == Fraction(even_splits, BigInteger(BigInteger(1) << 100)));
    CHECK(index_fractions(shapley_shubik, rule)[7] == Fraction(1, 101));
    CHECK(index_fraction(coleman_collectivity, rule) == Fraction(1, 2));
}

TEST_CASE("A rule with too many sums for exact counts is refused with what does carry it") {
    std::vector<Weight> weights;
    for (Weight i = 1; i <= 80; ++i) weights.push_back(1 + i * i * 7'368'787 % 1'000'003);
    CHECK_THAT(support::too_large(
                   [&] { return index_fractions(shapley_shubik, majority_rule(weights), {.memory = 1'000'000'000}); }),
               Catch::Matchers::ContainsSubstring("by size needs") &&
                   Catch::Matchers::ContainsSubstring("or use exact or monte_carlo without fractions"));
    CHECK_THAT(support::refusal(
                   [&] { return detail::index_fractions(shapley_shubik, SwingTotals{.winning = 1, .swings = {1}}); }),
               Catch::Matchers::ContainsSubstring("counts: must be by size for shapley_shubik, got totals"));
}

TEST_CASE("A board whose sums are too many for a diagram has fractions") {
    // 100 members, one of whom has a fifth of the votes: the doubles are these fractions to 1e-12.
    WeightedRule rule;
    for (Weight i = 1; i <= 100; ++i) rule.weights.push_back(1 + 20'000 / (i * i) + i * 73 % 997);
    rule.quota = majority_quota(total_weight(rule.weights));
    CHECK_THROWS_AS(swing_counts(rule_diagram(rule)), std::length_error);
    for (const VoteIndex& index : {banzhaf_normalized, coleman_initiate, shapley_shubik}) {
        INFO(index.text.name);
        const auto exact = index_fractions(index, rule);
        const Eigen::ArrayXd doubles = index(rule);
        for (std::size_t i = 0; i < 100; ++i)
            CHECK(abs(Fraction(doubles[static_cast<Eigen::Index>(i)]) / exact[i] - 1) < Fraction(1, 1'000'000'000'000));
    }
}
