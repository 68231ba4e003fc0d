#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/study/large_weights.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"
#include "support/rounds.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <cmath>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

using Integer = boost::multiprecision::cpp_int;

/// Whether the rule decides every coalition as the numbers do.
bool decides_as(const WeightedRule& rule, const std::vector<Integer>& weights, const Integer& quota) {
    for (unsigned set = 0; set < 1U << weights.size(); ++set) {
        Integer sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i)
            if (set >> i & 1) sum += weights[i];
        if (rule.wins(Coalition(weights.size(), set)) != (sum >= quota)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("Weights of twenty digits have the power that they have") {
    const ReducedRule reduced =
        reduced_rule({"12345678901234567890", "9876543210987654321", "5555555555555555555"}, "majority");
    CHECK_FALSE(reduced.proportional);
    const auto power = banzhaf_normalized(reduced.rule);
    for (Eigen::Index i = 0; i < 3; ++i) CHECK(std::abs(power[i] - 1.0 / 3) < 1e-15);
}

TEST_CASE("Weights with a common divisor stay what they are in proportion") {
    const ReducedRule reduced = reduced_rule(
        {"4000000000000000000000", "3000000000000000000000.000", "2000000000000000000000", "1000000000000000000000"},
        "7000000000000000000000");
    CHECK(reduced.proportional);
    CHECK(reduced.rule == WeightedRule{{4, 3, 2, 1}, 7});
}

TEST_CASE("Large random weights decide as they do in whole numbers, also where one unit decides") {
    support::Random random(1604);
    for (int round = 0; round < support::rounds(120); ++round) {
        const std::size_t count = 2 + random.index(7);
        std::vector<Integer> weights;
        Integer total = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const Weight few = random.between(0, 6), one = random.between(0, 3);
            weights.push_back(Integer(few) * boost::multiprecision::pow(Integer(10), 30) + one);
            total += weights.back();
        }
        if (total == 0) continue;
        const Integer quota = random.coin() ? Integer(total / 2 + 1) : Integer(total * 2 / 3 + 1);
        std::vector<std::string> texts;
        for (const Integer& weight : weights) texts.push_back(weight.str());
        INFO("round " << round << ": " << quota.str() << " of " << total.str());
        CHECK(decides_as(reduced_rule(texts, quota.str()).rule, weights, quota));
    }
}

TEST_CASE("Quotas of large weights are read as others are") {
    const std::vector<std::string> texts{"40000000000000000000", "30000000000000000000", "20000000000000000000",
                                         "10000000000000000000"};
    const auto quota = [&](const std::string& text) { return reduced_rule(texts, text).rule.quota; };
    CHECK(reduced_rule(texts, "majority").rule == WeightedRule{{4, 3, 2, 1}, 6});
    CHECK(quota("2/3") == 7);
    CHECK(quota("70%") == 7);
    CHECK(quota(">70%") == 8);
    CHECK(quota("70000000000000000000") == 7);
    CHECK(quota("70000000000000000001") == 8);
    CHECK(support::refusal([&] { quota("110000000000000000000"); }) ==
          "quota: must be above 0 and at most the sum of the weights, got 110000000000000000000");
    CHECK(support::refusal([&] { quota("half"); }) ==
          "quota: must be a number, majority, or a share such as 2/3 or 70%, got half");
    CHECK(support::refusal([] { reduced_rule({"1", "x"}, "1"); }) ==
          "weights[1]: must be a number of 0 or more with at most 60 digits, got \"x\"");
}

TEST_CASE("Numbers that are too large for a weight are told from others") {
    CHECK(are_large_numbers({"1", "12345678901234567890"}));
    CHECK(are_large_numbers({"1000.5", "0.123456789012345678"}));
    CHECK(are_large_numbers({"4000000000000000000", "4000000000000000000"}));
    CHECK_FALSE(are_large_numbers({"12", "1.5"}));
    CHECK_FALSE(are_large_numbers({"1/6", "12345678901234567890"}));
    CHECK_FALSE(are_large_numbers({"-12345678901234567890"}));
    CHECK_FALSE(are_large_numbers({"x"}));
}
