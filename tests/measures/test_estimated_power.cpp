#include <stemgewicht/measures/power.hpp>

#include "catch.hpp"
#include "support/indices.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

std::vector<std::string> all_names() {
    std::vector<std::string> names;
    for (const VoteIndex& index : support::indices_of<VoteIndex>()) names.emplace_back(index.text.name);
    return names;
}

Eigen::ArrayXd enumerated(const std::string& name, const Rule& rule) { return vote_index(name)(rule, Enumerate{}); }

/// Another rule than weighted: members 0 and 1 must agree to it, or all others.
Rule own_way() {
    return CoalitionRule{.members = 6, .minimal_winning = {Coalition(6, 0b000011), Coalition(6, 0b111100)}};
}

}  // namespace

TEST_CASE("Simulated power lies within its errors of the exact values") {
    support::Random random(59);
    const std::vector<std::string> names = all_names();
    for (std::size_t game = 0; game < 12; ++game) {
        const Rule rule = game == 0 ? own_way() : Rule(support::random_weighted_rule(random, 2 + random.index(7)));
        const EstimatedPower power = estimated_power(names, rule, {.samples = 40'000, .seed = 7 + game});
        for (std::size_t k = 0; k < names.size(); ++k) {
            const Eigen::ArrayXd exact = enumerated(names[k], rule);
            REQUIRE(power.values[k].size() == static_cast<std::size_t>(exact.size()));
            for (std::size_t i = 0; i < power.values[k].size(); ++i) {
                const Estimate& value = power.values[k][i];
                INFO("game " << game << ", " << names[k] << " of member " << i << ": " << value.value << " +- "
                             << value.error << ", exact " << exact[static_cast<Eigen::Index>(i)]);
                CHECK(std::abs(value.value - exact[static_cast<Eigen::Index>(i)]) <= 4.5 * value.error);
                const bool is_count = vote_index(names[k]).scale == IndexScale::count;
                const double largest = is_count ? std::exp2(exact.size() - 1) : 1;  // so many sets of the others
                CHECK(value.error < 0.05 * largest);
                CHECK(value.value >= 0);
                CHECK(value.value <= largest * (1 + 1e-12));
                CHECK(value.draws == 40'000);
            }
        }
        const double pass = pass_probability(rule, ic(), Enumerate{});
        CHECK(std::abs(power.coleman_collectivity.value - pass) <= 4.5 * power.coleman_collectivity.error);
    }
}

TEST_CASE("The errors of simulated power are those of its spread over seeds") {
    const WeightedRule rule{.weights = {9, 7, 5, 4, 3, 2, 2, 1}, .quota = 17};
    const std::vector<std::string> names = all_names();
    constexpr std::size_t runs = 300;
    std::vector<Eigen::ArrayXd> exact;
    for (const std::string& name : names) exact.push_back(enumerated(name, rule));
    Eigen::ArrayXXd squares = Eigen::ArrayXXd::Zero(8, static_cast<Eigen::Index>(names.size()));
    for (std::size_t run = 0; run < runs; ++run) {
        const EstimatedPower power = estimated_power(names, rule, {.samples = 2'000, .seed = 1'000 + run});
        for (std::size_t k = 0; k < names.size(); ++k)
            for (Eigen::Index i = 0; i < 8; ++i) {
                const Estimate& value = power.values[k][static_cast<std::size_t>(i)];
                squares(i, static_cast<Eigen::Index>(k)) += std::pow((value.value - exact[k][i]) / value.error, 2);
            }
    }
    squares /= runs;  // each is chi-squared with 300 degrees of freedom, over these: 1 +- 0.08
    INFO(squares);
    CHECK((squares > 0.6).all());
    CHECK((squares < 1.4).all());
}

TEST_CASE("A target error for power is reached, or said not to be") {
    const WeightedRule rule{.weights = {4, 4, 4, 2, 2, 1}, .quota = 12};
    const std::vector<std::string> names{"banzhaf_normalized", "shapley_shubik"};
    const EstimatedPower power = estimated_power(names, rule, {.samples = 2'000, .error = 1e-3});
    CHECK(power.reached);
    for (const auto& values : power.values)
        for (const Estimate& value : values) CHECK(value.error <= 1e-3);
    CHECK_FALSE(estimated_power(names, rule, {.samples = 2'000, .error = 1e-6, .maximum_samples = 4'000}).reached);
}

TEST_CASE("Threads do not change simulated power") {
    const WeightedRule rule{.weights = {4, 4, 4, 2, 2, 1}, .quota = 12};
    const std::vector<std::string> names{"banzhaf_normalized"};
    MonteCarlo method{.samples = 600'000};
    const EstimatedPower one = estimated_power(names, rule, method);
    method.threads = 2;
    const EstimatedPower two = estimated_power(names, rule, method);
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(one.values[0][i].value == two.values[0][i].value);
        CHECK(one.values[0][i].error == two.values[0][i].error);
    }
}

TEST_CASE("Power by the normal law lies within its bounds") {
    support::Random random(60);
    for (std::size_t game = 0; game < 30; ++game) {
        const WeightedRule rule = support::random_weighted_rule(random, 1 + random.index(9));
        for (const VoteIndex& index : support::indices_of<VoteIndex>()) {
            const Eigen::ArrayXd exact = index(rule, Enumerate{});
            const std::vector<Bounded> values = bounded_power(index, rule, {.panels = 64});
            for (std::size_t i = 0; i < values.size(); ++i) {
                INFO("game " << game << ", " << index.text.name << " of member " << i);
                const double largest = index.scale == IndexScale::count ? std::exp2(exact.size() - 1) : 1;
                CHECK(std::abs(values[i].value - exact[static_cast<Eigen::Index>(i)]) <=
                      values[i].bound + 1e-12 * largest);
                CHECK(values[i].bound <= largest);
            }
        }
    }
}

TEST_CASE("Simulated power refuses unknown indices and runs without draws") {
    const WeightedRule rule = majority_rule({3, 2, 1});
    const std::vector<std::string> unknown{"penrose"}, known{"banzhaf"};
    CHECK(
        support::refusal([&] { return estimated_power(unknown, rule).reached; }).starts_with("index: must be one of"));
    CHECK(support::refusal([&] { return estimated_power(known, rule, {.samples = 0}).reached; }) ==
          "samples: must be 1 or more, got 0");
    const WeightedRule unanimous{.weights = std::vector<Weight>(30, 1), .quota = 30};
    const std::vector<std::string> prevent{"coleman_prevent"};
    CHECK(support::refusal([&] { return estimated_power(prevent, unanimous, {.samples = 1'000}).reached; }) ==
          "samples: must be enough to see motions that pass and that fail for coleman_prevent, got 1000");
}
