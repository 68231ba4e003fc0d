#include <stemgewicht/design/optimal_quota.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using namespace stemgewicht;

namespace {

/// Root of the mean square of power less weight, as shares, by visiting all coalitions.
double plain_criterion(const std::vector<Weight>& weights, Weight quota) {
    const Eigen::ArrayXd power = banzhaf_normalized(WeightedRule{weights, quota}, Enumerate{});
    const auto total = static_cast<double>(total_weight(weights));
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += std::pow(power[static_cast<Eigen::Index>(i)] - static_cast<double>(weights[i]) / total, 2);
    return std::sqrt(sum / static_cast<double>(weights.size()));
}

/// Roots of the populations of a union of 27, in thousands.
std::vector<Weight> roots_of_a_union() {
    std::vector<Weight> roots;
    for (const double population :
         {82438, 63229, 60610, 58752, 43758, 38157, 21610, 16334, 11125, 10570, 10511, 10251, 10077, 9048,
          8266,  7719,  5427,  5389,  5256,  4209,  3403,  2295,  2003,  1344,  766,   460,   404})
        roots.push_back(std::llround(std::sqrt(population) * 10));
    return roots;
}

}  // namespace

TEST_CASE("The optimal quota is that of least distance among all, counted one by one") {
    support::Random random(8);
    for (int round = 0; round < 20; ++round) {
        std::vector<Weight> weights(3 + random.index(6));
        for (Weight& weight : weights) weight = random.between(1, 15);
        const Weight total = total_weight(weights);
        const OptimalQuota best = optimal_quota(weights);
        double least = std::numeric_limits<double>::infinity();
        for (Weight quota = majority_quota(total); quota <= total; ++quota)
            least = std::min(least, plain_criterion(weights, quota));
        CHECK(best.every);
        CHECK(best.criterion == Approx(least).margin(1e-12));
        CHECK(plain_criterion(weights, best.quota) == Approx(least).margin(1e-12));
        CHECK(best.curve.quotas.size() == static_cast<std::size_t>(total - majority_quota(total) + 1));
        CHECK(best.criteria.size() == best.curve.quotas.size());
    }
}

TEST_CASE("Rounds find nearly the quota that comparing every one finds, and say that they are rounds") {
    const std::vector<Weight> weights = roots_of_a_union();
    const OptimalQuota every = optimal_quota(weights, {}, {.most = 1 << 15}),
                       rounds = optimal_quota(weights, {}, {.most = 64});
    CHECK(every.every);
    CHECK_FALSE(rounds.every);
    CHECK(rounds.criterion >= every.criterion);
    CHECK(rounds.criterion <= 1.2 * every.criterion);
    CHECK(std::ranges::is_sorted(rounds.curve.quotas));
    // Power is nearly weight at a share of some 61.5%, and the normal law tells it to half a point.
    const auto total = static_cast<double>(total_weight(weights));
    CHECK(static_cast<double>(every.quota) / total == Approx(0.615).margin(0.003));
    CHECK(static_cast<double>(normal_quota(weights)) / total == Approx(0.616).margin(0.002));
    CHECK(every.criterion < 1e-4);
}

TEST_CASE("A quota can be judged by a criterion and a range of one's own") {
    const std::vector<Weight> weights{5, 4, 3, 2, 1};
    // Nobody has a veto, and the fewest motions pass.
    const auto few_pass = [](const Eigen::ArrayXd&, double pass) { return pass; };
    CHECK(optimal_quota(weights, few_pass, {.first = 8, .last = 10}).quota == 10);
    CHECK(optimal_quota(weights, [](const Eigen::ArrayXd&, double pass) { return -pass; }).quota == 8);
    const OptimalQuota equal = optimal_quota(weights, share_criterion({1, 1, 1, 1, 1}));
    CHECK(equal.quota == 15);  // unanimity, the only quota of its kind by which all are alike
    CHECK(equal.criterion == Approx(0).margin(1e-15));
    const OptimalQuota shapley = optimal_quota(weights, {}, {.index = "shapley_shubik"});
    CHECK(shapley.criterion > 0);
    CHECK(normal_quota({1}) == 1);
}

TEST_CASE("An optimal quota refuses what is no range, target or criterion") {
    const std::vector<Weight> weights{3, 2, 1};
    const auto with = [&](QuotaSearch search) {
        return support::refusal([&] { return optimal_quota(weights, {}, search); });
    };
    CHECK(with({.first = 7}) == "first: must be 1..6, got 7");
    CHECK(with({.first = 5, .last = 4}) == "last: must be 5..6, got 4");
    CHECK(with({.most = 2}) == "most: must be 16 or more, got 2");
    CHECK(support::refusal([&] { return optimal_quota(weights, share_criterion({1, 1})); }) ==
          "wanted: must be one number for each of the 3 members, got 2");
    CHECK(support::refusal([] { return share_criterion({0, 0}); }) ==
          "wanted: must be numbers that are not all 0, got 0");
    CHECK(support::refusal([&] {
              return optimal_quota(weights, [](const Eigen::ArrayXd&, double) { return std::nan(""); });
          }) == "criterion: must be a function that gives numbers, got none at the quota 4");
}

TEST_CASE("An optimal quota of very many members is refused at once, and fewer quotas carry it") {
    const std::vector<Weight> many(20'000, 1);
    CHECK(
        support::too_large([&] { return optimal_quota(many); }) ==
        "optimal_quota: compares the power of 20000 members at some 6144 quotas, which takes too long; fewer quotas in "
        "a round (most) carry it");
    CHECK(optimal_quota(many, {}, {.first = 10'001, .last = 10'002}).quota == 10'001);
}
