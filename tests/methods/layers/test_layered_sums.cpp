#include <stemgewicht/methods/layers/layered_sums.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <cstddef>
#include <limits>
#include <set>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

constexpr std::size_t any_number = std::numeric_limits<std::uint32_t>::max();

std::vector<Weight> first_sums(const LayeredSums& sums) {
    std::vector<Weight> values;
    for (const auto& total : sums.totals) values.push_back(total.at(0));
    return values;
}

}  // namespace

TEST_CASE("The final states are the distinct sums of all subsets") {
    const LayeredSums sums = layered_sums({{3}, {1}, {2}}, {maximum_total_weight}, any_number);
    CHECK(first_sums(sums) == std::vector<Weight>{0, 1, 2, 3, 4, 5, 6});
    CHECK(sums.layers.steps.size() == 3);
    CHECK(sums.layers.state_count(0) == 1);
    CHECK(sums.layers.state_count(1) == 2);
    CHECK(sums.layers.state_count(2) == 4);
    CHECK(sums.layers.state_count(3) == 7);
}

TEST_CASE("Equal sums share a state however large they are") {
    const Weight huge = 1'000'000'000'000;
    const LayeredSums sums = layered_sums({{huge}, {huge}, {huge}, {huge}}, {maximum_total_weight}, any_number);
    CHECK(first_sums(sums) == std::vector<Weight>{0, huge, 2 * huge, 3 * huge, 4 * huge});
}

TEST_CASE("Sums stop at their cap") {
    CHECK(first_sums(layered_sums({{5}, {3}, {4}}, {6}, any_number)) == std::vector<Weight>{0, 3, 4, 5, 6});
    CHECK(first_sums(layered_sums({{5}, {3}}, {1}, any_number)) == std::vector<Weight>{0, 1});
}

TEST_CASE("Several weights are counted along, each with its own cap") {
    const LayeredSums sums = layered_sums({{2, 1}, {2, 1}, {1, 0}}, {4, 1}, any_number);
    const std::set<std::vector<Weight>> states(sums.totals.begin(), sums.totals.end());
    CHECK(states == std::set<std::vector<Weight>>{{0, 0}, {1, 0}, {2, 1}, {3, 1}, {4, 1}});
    CHECK(states.size() == sums.totals.size());
}

TEST_CASE("A layer larger than the limit is refused, naming a method that carries it") {
    const std::vector<std::vector<Weight>> powers{{1}, {2}, {4}, {8}};
    const std::string message = support::too_large([&] { return layered_sums(powers, {100}, 8); });
    CHECK_THAT(message, Catch::Matchers::ContainsSubstring("more than 8 distinct sums"));
    CHECK_THAT(message, Catch::Matchers::ContainsSubstring("enumerate"));
    CHECK_NOTHROW(layered_sums(powers, {100}, 16));
}

TEST_CASE("Without members there is the empty sum alone") {
    const LayeredSums sums = layered_sums({}, {10}, any_number);
    CHECK(first_sums(sums) == std::vector<Weight>{0});
    CHECK(sums.layers.state_count(0) == 1);
}

TEST_CASE("Steps forward give the law of the sum, and steps back the chance of reaching a state") {
    // Yes with 1/4, 1/2, 3/4 (exact in binary); weights 1, 1, 2.
    const LayeredSums sums = layered_sums({{1}, {1}, {2}}, {maximum_total_weight}, any_number);
    const double p[] = {0.25, 0.5, 0.75};
    LaneTable law = LaneTable::Ones(lane_count, 1);
    for (std::size_t i = 0; i < 3; ++i) law = step_forward(sums.layers, i, law, Lanes::Constant(p[i]));
    REQUIRE(first_sums(sums) == std::vector<Weight>{0, 1, 2, 3, 4});
    const double expected[] = {0.375 * 0.25, 0.5 * 0.25, 0.125 * 0.25 + 0.375 * 0.75, 0.5 * 0.75, 0.125 * 0.75};
    for (Eigen::Index s = 0; s < 5; ++s) CHECK((law.col(s) == expected[s]).all());

    for (Eigen::Index s = 0; s < 5; ++s) {
        LaneTable chance = LaneTable::Zero(lane_count, 5);
        chance.col(s).setOnes();
        for (std::size_t i = 3; i-- > 0;) chance = step_back(sums.layers, i, chance, Lanes::Constant(p[i]));
        CHECK((chance.col(0) == expected[s]).all());
    }
}

TEST_CASE("Each lane follows its own chance") {
    const LayeredSums sums = layered_sums({{1}}, {maximum_total_weight}, any_number);
    Lanes p;
    for (int lane = 0; lane < lane_count; ++lane) p[lane] = lane / 8.0;
    const LaneTable law = step_forward(sums.layers, 0, LaneTable::Ones(lane_count, 1), p);
    CHECK((law.col(1) == p).all());
    CHECK((law.col(0) == 1 - p).all());
}
