#include <stemgewicht/rules/weighted.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

Coalition coalition(const std::string& members_from_last_to_first) { return Coalition(members_from_last_to_first); }

std::string check_refusal(WeightedRule rule) {
    return refusal([&] { return check(rule); });
}

}  // namespace

TEST_CASE("A motion passes exactly when the weight of the yes-voters reaches the quota") {
    const WeightedRule rule{{4, 3, 2, 1}, 6};
    CHECK(rule.member_count() == 4);
    CHECK(rule.wins(coalition("0101")));        // 4 + 2
    CHECK(rule.wins(coalition("1110")));        // 3 + 2 + 1
    CHECK(rule.wins(coalition("1111")));        // everyone
    CHECK_FALSE(rule.wins(coalition("0110")));  // 3 + 2
    CHECK_FALSE(rule.wins(coalition("1001")));  // 4 + 1
    CHECK_FALSE(rule.wins(coalition("0000")));
}

TEST_CASE("The sum of the weights is exact up to 2^62 - 1") {
    CHECK(total_weight({1, 2, 3}) == 6);
    CHECK(total_weight({0, 0, 5}) == 5);
    CHECK(total_weight({maximum_total_weight}) == (Weight{1} << 62) - 1);
    CHECK(total_weight({maximum_total_weight - 7, 0, 7}) == maximum_total_weight);
}

TEST_CASE("Weights that make no board are refused, naming the member") {
    CHECK(refusal([] { return total_weight({}); }) == "weights: must be a list of at least one weight, got none");
    CHECK(refusal([] { return total_weight({1, 2, -3}); }) == "weights[2]: must be 0 or more, got -3");
    CHECK(refusal([] { return total_weight({0, 0}); }) ==
          "weights: must be a list with a positive weight, got only zeros");
    CHECK(refusal([] { return total_weight({1, maximum_total_weight}); }) ==
          "weights: must be a list whose sum stays below 2^62, got a larger sum at member 1");
    CHECK(refusal([] { return total_weight({-1}, "boards[2].weights"); }) ==
          "boards[2].weights[0]: must be 0 or more, got -1");
}

TEST_CASE("A quota outside 1..total is refused with the range") {
    CHECK(check_refusal({{4, 4, 4, 2, 2, 1}, 18}) == "rule.quota: must be 1..17, got 18");
    CHECK(check_refusal({{4, 4, 4, 2, 2, 1}, 0}) == "rule.quota: must be 1..17, got 0");
    CHECK(check_refusal({{1}, -1}) == "rule.quota: must be 1..1, got -1");
    CHECK(check_refusal({{1, -2}, 1}) == "rule.weights[1]: must be 0 or more, got -2");
    CHECK(refusal([] { return check(WeightedRule{{1, 1}, 3}, "board"); }) == "board.quota: must be 1..2, got 3");
}

TEST_CASE("Quotas at both ends of the range are accepted") {
    CHECK_NOTHROW(check(WeightedRule{{4, 4, 4, 2, 2, 1}, 1}));
    CHECK_NOTHROW(check(WeightedRule{{4, 4, 4, 2, 2, 1}, 17}));
    CHECK_NOTHROW(check(WeightedRule{{maximum_total_weight}, maximum_total_weight}));
}

TEST_CASE("The majority is the least weight above one half") {
    CHECK(majority_quota(1) == 1);
    CHECK(majority_quota(2) == 2);
    CHECK(majority_quota(3) == 2);
    CHECK(majority_quota(100) == 51);
    CHECK(majority_quota(189) == 95);
    CHECK(majority_rule({3, 2, 1}) == WeightedRule{{3, 2, 1}, 4});
    CHECK(refusal([] { return majority_rule({0, 0}); }) ==
          "weights: must be a list with a positive weight, got only zeros");
}

TEST_CASE("The position of a member is its own vote") {
    CHECK(member_position(1, 3) == WeightedRule{{0, 1, 0}, 1});
    CHECK(refusal([] { return member_position(3, 3); }) == "member: must be below 3, got 3");
}
