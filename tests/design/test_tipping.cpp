#include <stemgewicht/design/dominance.hpp>
#include <stemgewicht/design/tipping.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

/// The winning sets by plain sums: set k wins if bit k of the table is 1.
std::vector<bool> table_of(const std::vector<Weight>& weights, Weight quota) {
    std::vector<bool> table(std::size_t{1} << weights.size());
    for (std::size_t set = 0; set < table.size(); ++set) {
        Weight sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) sum += (set >> i & 1) != 0 ? weights[i] : 0;
        table[set] = sum >= quota;
    }
    return table;
}

/// The quota by trying: the least one that exceeds or reaches the share.
Weight tried_quota(const QuotaShare& share, Weight total) {
    Weight quota = 0;
    while (share.exceeded ? share.denominator * quota <= share.numerator * total
                          : share.denominator * quota < share.numerator * total)
        ++quota;
    return quota;
}

std::vector<Weight> scanned_points(std::vector<Weight> weights, std::size_t member, const QuotaShare& share,
                                   Weight last) {
    std::vector<Weight> points;
    std::vector<bool> before;
    const Weight others = std::accumulate(weights.begin(), weights.end(), Weight{0}) - weights[member];
    for (Weight weight = 0; weight <= last; ++weight) {
        weights[member] = weight;
        std::vector<bool> table = table_of(weights, tried_quota(share, others + weight));
        if (weight > 0 && table != before) points.push_back(weight);
        before = std::move(table);
    }
    return points;
}

const std::vector<QuotaShare> shares{majority_share, {2, 3, false},   {2, 3, true},  {1, 2, false},
                                     {1, 1, false},  {55, 100, true}, {1, 5, false}, {7, 9, false}};

std::vector<Weight> small_weights(support::Random& random) {
    std::vector<Weight> weights(2 + random.index(5));
    for (Weight& weight : weights) weight = random.coin() ? random.between(0, 4) : random.between(0, 12);
    weights.push_back(random.between(1, 9));
    return weights;
}

}  // namespace

TEST_CASE("tipping points agree with a scan over every whole weight") {
    support::Random random(6);
    for (int game = 0; game < 60; ++game) {
        const std::vector<Weight> weights = small_weights(random);
        const std::size_t member = random.index(weights.size() - 1);
        const QuotaShare& share = shares[random.index(shares.size())];
        INFO("game " << game << ", share " << share.numerator << "/" << share.denominator);
        std::vector<Weight> others = weights;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(member));
        const Weight total = std::accumulate(others.begin(), others.end(), Weight{0});
        // a set of the others loses for good, and the member wins alone, from a multiple of their weight on
        const Weight last = total * share.denominator + 2;
        CHECK(tipping_points(others, share) == scanned_points(weights, member, share, last));
    }
}

TEST_CASE("every weight of a step gives the game of its rule, and the next weight another") {
    support::Random random(7);
    for (int game = 0; game < 40; ++game) {
        const std::vector<Weight> weights = small_weights(random);
        const std::size_t member = random.index(weights.size() - 1);
        const QuotaShare& share = shares[random.index(shares.size())];
        Weight expected = 0;
        for (const WeightStep& step : weight_steps(weights, member, share)) {
            CHECK(step.first == expected);
            expected = step.last.value_or(step.first + 20) + 1;
            const std::vector<bool> table = table_of(step.rule.weights, step.rule.quota);
            for (Weight weight = step.first; weight < expected; ++weight) {
                std::vector<Weight> own = weights;
                own[member] = weight;
                const Weight total = std::accumulate(own.begin(), own.end(), Weight{0});
                REQUIRE(table_of(own, tried_quota(share, total)) == table);
            }
        }
    }
}

TEST_CASE("the staircase of the largest municipality of the Drechtsteden by seats") {
    const std::vector<Weight> others{27, 23, 23, 21, 19, 17};  // 130 seats
    const std::vector<Weight> points = tipping_points(others);
    CHECK(points == scanned_points({39, 27, 23, 23, 21, 19, 17}, 0, majority_share, 200));
    CHECK(points.back() == 131);
    CHECK(points[points.size() - 2] == 130);
    const auto steps = weight_steps({39, 27, 23, 23, 21, 19, 17}, 0);
    CHECK(steps.size() == points.size() + 1);
    CHECK_FALSE(steps.back().last);
    CHECK(steps.front().rule.weights == std::vector<Weight>{0, 27, 23, 23, 21, 19, 17});
    CHECK(steps.front().rule.quota == 66);
}

TEST_CASE("tipping points of weights near the largest that a rule carries") {
    const Weight half = maximum_total_weight / 2;
    CHECK(tipping_points({half}) == std::vector<Weight>{half, half + 1});
    // from 2^62 / 2 on the member would be a dictator, which is beyond the largest total
    CHECK(tipping_points({half + 1, 0}) == std::vector<Weight>{});
    CHECK(tipping_points({3}, {1, maximum_total_weight, false}) == std::vector<Weight>{1});
}

TEST_CASE("the least change of a weight is that which asking every weight finds") {
    support::Random random(9);
    for (int game = 0; game < 60; ++game) {
        const std::vector<Weight> weights = small_weights(random);
        const std::size_t member = random.index(weights.size() - 1);
        const QuotaShare& share = shares[random.index(shares.size())];
        const std::size_t fewest = 1 + random.index(std::size_t{1} << (weights.size() - 1));
        const auto wanted = [&](const WeightedRule& rule) {  // so many sets win with the member and lose without
            const std::vector<bool> table = table_of(rule.weights, rule.quota);
            std::size_t count = 0;
            for (std::size_t set = 0; set < table.size(); ++set)
                if ((set >> member & 1) == 0 && !table[set] && table[set | std::size_t{1} << member]) ++count;
            return count >= fewest;
        };
        std::optional<Weight> expected;
        const Weight others = std::accumulate(weights.begin(), weights.end(), Weight{0}) - weights[member];
        for (Weight weight = others * share.denominator + 2 + weights[member]; weight >= 0; --weight) {
            WeightedRule rule{weights, tried_quota(share, others + weight)};
            rule.weights[member] = weight;
            const auto change = [&](Weight to) { return std::abs(to - weights[member]); };
            if (wanted(rule) && (!expected || change(weight) <= change(*expected))) expected = weight;
        }
        const auto found = least_change(weights, member, share, wanted);
        INFO("game " << game);
        REQUIRE(found.has_value() == expected.has_value());
        if (!found) continue;
        CHECK(found->weight == *expected);
        CHECK(found->rule.weights[member] == found->weight);
        CHECK(found->rule.quota == tried_quota(share, others + found->weight));
    }
}

TEST_CASE("veto and dictatorship start where a scan finds them") {
    support::Random random(8);
    for (int game = 0; game < 60; ++game) {
        const std::vector<Weight> weights = small_weights(random);
        const QuotaShare& share = shares[random.index(shares.size())];
        const std::vector<Weight> others(weights.begin() + 1, weights.end());
        const Weight total = std::accumulate(others.begin(), others.end(), Weight{0});
        std::optional<Weight> veto, passer, dictator;
        for (Weight weight = 0; weight <= total * share.denominator + 2; ++weight) {
            const Weight quota = tried_quota(share, total + weight);
            const bool vetoes = total < quota, passes = weight >= quota;
            if (vetoes && !veto) veto = weight;
            if (passes && !passer) passer = weight;
            if (vetoes && passes && !dictator) dictator = weight;
        }
        const DominanceWeights found = dominance_weights(others, share);
        INFO("share " << share.numerator << "/" << share.denominator << " of " << total << " and more");
        CHECK(found.veto == veto);
        CHECK(found.passer == passer);
        CHECK(found.dictator == dictator);
    }
    const DominanceWeights seats = dominance_weights({27, 23, 23, 21, 19, 17});
    CHECK(seats.veto == 130);
    CHECK(seats.dictator == 131);
}

TEST_CASE("the weight of a dictator within a fixed total") {
    CHECK(dictator_weight_within(100) == 51);
    CHECK(dictator_weight_within(101) == 51);
    CHECK(dictator_weight_within(100, {2, 3, false}) == 67);
    CHECK(dictator_weight_within(100, {1, 3, false}) == 67);  // below, the rest passes what it likes
    for (Weight total = 1; total < 30; ++total)
        for (const QuotaShare& share : shares) {
            const Weight quota = tried_quota(share, total);
            Weight least = 0;
            while (least < quota || total - least >= quota) ++least;
            CHECK(dictator_weight_within(total, share) == least);
        }
}

TEST_CASE("tipping points refuse what is no staircase") {
    using support::refusal;
    CHECK(refusal([] { return tipping_points({}); }) == "others: must be a list of at least one weight, got none");
    CHECK(refusal([] { return tipping_points({0, 0}); }) ==
          "others: must be a list with a positive weight, got only zeros");
    CHECK(refusal([] { return tipping_points({1}, {1, 1, true}); }) ==
          "quota: must be a share above 0 and below 1, or 1 where it must only be reached, got 1/1");
    CHECK(refusal([] { return quota_of({0, 2, false}, 5); }) ==
          "quota: must be a share above 0 and below 1, or 1 where it must only be reached, got 0/2");
    CHECK(refusal([] { return weight_steps({1, 2}, 2); }) == "member: must be below 2, got 2");
    CHECK(refusal([] { return dictator_weight_within(0); }) == "total: must be from 1 to 2^62 - 1, got 0");
    std::vector<Weight> powers(24);
    for (std::size_t i = 0; i < powers.size(); ++i) powers[i] = Weight{1} << i;
    CHECK(support::too_large([&] { return tipping_points(powers); }) ==
          "tipping points: sets of the 24 others have more than 4194304 different weights, or take too long to tell; "
          "weights in larger units carry it");
    CHECK(tipping_points(std::vector<Weight>(10'000, 1'000)).size() == 10'001);
    std::vector<Weight> many(100'000);
    for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<Weight>(1 + i % 1'000);
    CHECK_THROWS_AS(tipping_points(many), std::length_error);
    for (Weight& weight : many) weight += 500;
    CHECK_THROWS_AS(tipping_points(many), std::length_error);
    CHECK(support::too_large([] {
              return weight_steps(std::vector<Weight>(20'000, 1), 0);
          }).starts_with("tipping points: 20001 steps of 20000 members do not fit in a GB"));
}
