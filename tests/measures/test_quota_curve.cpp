#include <stemgewicht/measures/quota_curve.hpp>
#include <stemgewicht/methods/counting/forward_backward.hpp>

#include "catch.hpp"
#include "support/indices.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::Random;

namespace {

/// The largest relative difference between a curve and the index, taken quota by quota with all nodes.
double worst_difference(std::string_view index, const std::vector<Weight>& weights, const std::vector<Weight>& quotas,
                        const Exact& method = {}) {
    const QuotaCurve curve = quota_curve(index, weights, quotas, method);
    const VoteIndex& formula = vote_index(index);
    double worst = 0;
    for (std::size_t k = 0; k < quotas.size(); ++k) {
        const VotingModel model = model_of(formula.model);
        const auto* homogeneous = std::get_if<HomogeneousVotes>(&model);
        const VoteLaw law = homogeneous ? vote_law(*homogeneous, weights.size(), true) : vote_law(ic(), weights.size());
        const detail::WeightedPass pass({weights, quotas[k]}, law, std::size_t{1} << 24);
        const Eigen::ArrayXd single = index_values(formula, pass.standings_of(std::vector<bool>(weights.size(), true)));
        for (Eigen::Index i = 0; i < single.size(); ++i) {
            const double value = curve.values(i, static_cast<Eigen::Index>(k));
            if (value != single[i]) worst = std::max(worst, std::abs(value - single[i]) / single[i]);
        }
        const double chance = pass.pass();
        worst = std::max(worst, std::abs(curve.pass[static_cast<Eigen::Index>(k)] - chance) / chance);
    }
    return worst;
}

}  // namespace

TEST_CASE("A curve holds what each quota gives on its own, for every index") {
    for (std::uint64_t seed = 0; seed < 24; ++seed) {
        Random random(seed);
        std::vector<Weight> weights(static_cast<std::size_t>(random.between(1, 40)));
        const Weight most = seed % 3 == 0 ? 4 : 300;
        for (Weight& weight : weights) weight = random.between(0, most);
        weights[0] += 1 + most * random.between(0, 9);
        const Weight total = total_weight(weights);
        std::vector<Weight> quotas{1, total, majority_quota(total)};
        for (int k = 0; k < 6; ++k) quotas.push_back(random.between(1, total));
        for (const VoteIndex& index : support::indices_of<VoteIndex>()) {
            INFO(index.text.name << ", seed " << seed);
            CHECK(worst_difference(index.text.name, weights, quotas) < 1e-12);
        }
    }
}

TEST_CASE("A curve through every quota of a board") {
    const std::vector<Weight> weights{29, 27, 14, 13, 12, 10, 7, 7, 4, 3, 29, 29, 29,
                                      14, 12, 12, 10, 10, 10, 7, 7, 7, 4, 4,  4};
    std::vector<Weight> quotas(static_cast<std::size_t>(total_weight(weights)));
    std::iota(quotas.begin(), quotas.end(), Weight{1});
    CHECK(worst_difference("banzhaf", weights, quotas) < 1e-12);
    CHECK(worst_difference("shapley_shubik", weights, quotas) < 1e-12);
    const QuotaCurve curve = quota_curve("banzhaf", weights, quotas);
    for (Eigen::Index k = 1; k < curve.pass.size(); ++k) CHECK(curve.pass[k] <= curve.pass[k - 1]);
    for (Eigen::Index k = 0; k < curve.pass.size(); ++k)  // q and total - q + 1 are dual
        CHECK((curve.values.col(k) - curve.values.col(curve.pass.size() - 1 - k)).abs().maxCoeff() < 1e-15);
}

TEST_CASE("Threads change no digit of a curve") {
    const std::vector<Weight> weights{30, 28, 22, 20, 19, 15, 15, 14, 11, 9, 8, 6, 5, 5, 4, 3, 3, 2, 2, 1, 1, 1};
    const std::vector<Weight> quotas{100, 113, 150, 200};
    const QuotaCurve one = quota_curve("shapley_shubik", weights, quotas);
    for (const int threads : {0, 2, 7}) {
        const QuotaCurve more = quota_curve("shapley_shubik", weights, quotas, Exact{.threads = threads});
        CHECK((one.values == more.values).all());
        CHECK((one.pass == more.pass).all());
    }
}

TEST_CASE("Few members with huge weights have a curve too") {
    const std::vector<Weight> weights{4'000'000'007, 3'000'000'011, 2'000'000'001, 1'500'000'009, 1};
    const std::vector<Weight> quotas{1, 5'250'000'015, 7'000'000'000, 10'500'000'029};
    const QuotaCurve curve = quota_curve("banzhaf", weights, quotas);
    for (std::size_t k = 0; k < quotas.size(); ++k)
        CHECK((curve.values.col(static_cast<Eigen::Index>(k)) == banzhaf(WeightedRule{weights, quotas[k]}, Enumerate{}))
                  .all());
}

TEST_CASE("Where weights are too many to count, a curve takes each quota by halves of the members") {
    std::vector<Weight> weights;
    for (Weight i = 1; i <= 20; ++i) weights.push_back(i * 1'000'000'007 + i * i);
    const Weight total = total_weight(weights);
    const std::vector<Weight> quotas{majority_quota(total), total / 3 * 2, total / 5 * 4};
    const Exact little{.memory = std::size_t{1} << 20};
    for (const char* index : {"banzhaf", "shapley_shubik"}) {
        const QuotaCurve curve = quota_curve(index, weights, quotas, little);
        for (std::size_t k = 0; k < quotas.size(); ++k) {
            const Eigen::ArrayXd alone = vote_index(index)(WeightedRule{weights, quotas[k]}, Enumerate{});
            CHECK((curve.values.col(static_cast<Eigen::Index>(k)) - alone).abs().maxCoeff() < 1e-14);
        }
    }
    CHECK_THAT(support::too_large([&] { return quota_curve("banzhaf", weights, quotas, Exact{.memory = 1 << 10}); }),
               Catch::Matchers::ContainsSubstring("MB, allowed are 0 MB; allow more memory"));
}

TEST_CASE("A curve refuses a quota that no rule has, by its place") {
    const std::vector<Weight> weights{3, 2, 1};
    CHECK(support::refusal([&] { return quota_curve("banzhaf", weights, std::vector<Weight>{4, 7}); }) ==
          "quotas[1]: must be 1..6, got 7");
    CHECK(support::refusal([&] { return quota_curve("banzhaf", weights, std::vector<Weight>{0}); }) ==
          "quotas[0]: must be 1..6, got 0");
    CHECK_THAT(support::refusal([&] { return quota_curve("power", weights, std::vector<Weight>{4}); }),
               Catch::Matchers::ContainsSubstring("index: must be one of"));
    CHECK(quota_curve("banzhaf", weights, {}).values.cols() == 0);
}
