#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/quota_curve.hpp>
#include <stemgewicht/methods/counting/common_chance_standings.hpp>
#include <stemgewicht/methods/fourier/fourier_curve.hpp>
#include <stemgewicht/methods/fourier/fourier_standings.hpp>
#include <stemgewicht/methods/fourier/summed_nodes.hpp>
#include <stemgewicht/models/laws/homogeneous_nodes.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"
#include "support/rounds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <ctime>
#include <random>
#include <span>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

std::vector<Weight> drawn_weights(std::size_t members, Weight largest, unsigned seed) {
    std::mt19937_64 random(seed);
    std::vector<Weight> weights(members);
    for (Weight& weight : weights) weight = 1 + static_cast<Weight>(random() % static_cast<std::uint64_t>(largest));
    return weights;
}

double largest_difference(const Standing& a, const Standing& b) {
    return std::max({std::abs(a.yes_pass - b.yes_pass), std::abs(a.yes_fail - b.yes_fail),
                     std::abs(a.tied_pass - b.tied_pass), std::abs(a.tied_fail - b.tied_fail),
                     std::abs(a.no_pass - b.no_pass), std::abs(a.no_fail - b.no_fail),
                     std::abs(a.decisive - b.decisive)});
}

double largest_difference(const std::vector<Standing>& a, const std::vector<Standing>& b) {
    REQUIRE(a.size() == b.size());
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, largest_difference(a[i], b[i]));
    return largest;
}

/// Members with a chance of their own each.
VotingModel own_chances(std::size_t members, unsigned seed) {
    std::mt19937_64 random(seed);
    std::vector<double> chances(members);
    for (double& chance : chances) chance = 0.05 + 0.9 * static_cast<double>(random() % 1000) / 1000;
    return IndependentVotes{chances};
}

/// By a count of the members, under coins.
std::vector<std::vector<Standing>> counted_curve(const std::vector<Weight>& weights, std::span<const Weight> quotas) {
    const auto chance = detail::common_chance(vote_law(ic(), weights.size()));
    return detail::common_standings(weights, quotas, chance.value(), 1, Exact{}.memory);
}

}  // namespace

TEST_CASE("Sums over frequencies give the standings that are counted") {
    for (const unsigned seed : {1U, 2U}) {
        const std::vector<Weight> weights = drawn_weights(70, 20, seed);
        for (const double share : {0.3, 0.5, 0.75}) {
            const Weight total = total_weight(weights);
            const WeightedRule rule{weights, static_cast<Weight>(share * static_cast<double>(total)) + 1};
            for (const VotingModel& model : {VotingModel(ic()), own_chances(70, seed), VotingModel(independent({0.3})),
                                             VotingModel(iac()), VotingModel(beta(40, 35))}) {
                INFO("seed " << seed << ", share " << share << ", " << model_name(model));
                const std::vector<Standing> counted = member_standings(rule, model);
                CHECK(largest_difference(member_standings(rule, model, Fourier{}), counted) < 3e-13);
                CHECK(std::abs(pass_probability(rule, model, Fourier{}) - counted.front().pass()) < 3e-13);
            }
        }
    }
}

TEST_CASE("Small boards and votes that are certain are summed too") {
    const std::vector<std::vector<Weight>> boards{{1}, {3, 2, 1}, {3, 0, 2, 1, 0}, {5, 5, 5, 5}, {100, 1, 1, 1}};
    for (const std::vector<Weight>& weights : boards)
        for (Weight quota = 1; quota <= total_weight(weights); ++quota)
            for (const double chance : {0.0, 0.25, 0.5, 1.0}) {
                const WeightedRule rule{weights, quota};
                const VotingModel model = IndependentVotes{std::vector<double>(weights.size(), chance)};
                INFO("members " << weights.size() << ", quota " << quota << ", chance " << chance);
                CHECK(largest_difference(member_standings(rule, model, Fourier{}),
                                         member_standings(rule, model, Enumerate{})) < 1e-12);
            }
}

TEST_CASE("A position is counted beside the frequencies of the decision") {
    const std::vector<Weight> weights = drawn_weights(90, 60, 5);
    std::vector<Weight> seats(90, 0), two(90, 0);
    for (std::size_t i = 0; i < 9; ++i) seats[10 * i] = 1 + static_cast<Weight>(i % 3);
    two[4] = two[50] = 1;
    const std::vector<WeightedRule> positions{majority_rule(seats), majority_rule(two), member_position(7, 90)};
    for (const VotingModel& model : {VotingModel(ic()), own_chances(90, 9), VotingModel(beta(20, 20))}) {
        const WeightedRule rule{weights, 11 * total_weight(weights) / 20};
        const std::span<const WeightedRule> asked(positions);
        CHECK(largest_difference(position_standings(rule, asked, model, Fourier{}),
                                 position_standings(rule, asked, model)) < 3e-13);
    }
}

TEST_CASE("Indices by the frequencies that matter come with bounds that hold") {
    const WeightedRule rule = majority_rule(drawn_weights(100, 50, 8));
    for (const VoteIndex* index : {&banzhaf, &banzhaf_normalized, &coleman_prevent, &rae, &nevison}) {
        const Eigen::ArrayXd exact = (*index)(rule);
        const std::vector<Bounded> bounds = (*index)(rule, Fourier{});
        REQUIRE(bounds.size() == rule.member_count());
        for (std::size_t i = 0; i < bounds.size(); ++i) {
            const double truth = exact[static_cast<Eigen::Index>(i)];
            CHECK(std::abs(bounds[i].value - truth) <= bounds[i].bound + 4e-14 * truth);
            CHECK(bounds[i].bound < 1e-11);
        }
    }
    const Bounded share = coleman_collectivity(rule, Fourier{});
    CHECK(std::abs(share.value - coleman_collectivity(rule)) <= share.bound + 1e-14);
}

TEST_CASE("All quotas of a curve share one set of frequencies") {
    const std::vector<Weight> weights = drawn_weights(100, 50, 8);
    std::vector<Weight> quotas;
    for (Weight quota = 1; quota <= total_weight(weights); quota += 97) quotas.push_back(quota);
    for (const char* index : {"banzhaf", "rae"}) {
        const QuotaCurve exact = quota_curve(index, weights, quotas),
                         summed = quota_curve(index, weights, quotas, Fourier{});
        CHECK((exact.values - summed.values).abs().maxCoeff() < 2e-13);
        CHECK((exact.pass - summed.pass).abs().maxCoeff() < 2e-13);
    }
    CHECK(support::refusal([&] { return quota_curve("shapley_shubik", weights, quotas, Fourier{}).pass.size(); }) ==
          "index: must be one that presumes coins, with method fourier, got \"shapley_shubik\"");
}

TEST_CASE("Exact takes the frequencies of a curve, each chance to its last digits, and counts what is left") {
    std::vector<Weight> weights = drawn_weights(150, 4'000, 8);
    weights.front() = 20'000;
    const Weight total = total_weight(weights);
    std::vector<Weight> quotas;
    for (int k = 0; k < 30; ++k) quotas.push_back(1 + (total - 1) * (7 * k % 30) / 29);  // not in order
    const auto summed = detail::sharp_curve(weights, quotas, vote_law(ic(), weights.size()), 1);
    const auto counted = counted_curve(weights, quotas);
    const QuotaCurve curve = quota_curve("banzhaf", weights, quotas);
    int by_frequencies = 0, rare = 0;
    double worst = 0, worst_of_exact = 0;
    const auto off = [](double value, double truth) { return value == truth ? 0 : std::abs(value - truth) / truth; };
    for (std::size_t k = 0; k < quotas.size(); ++k) {
        const auto column = static_cast<Eigen::Index>(k);
        by_frequencies += summed[k] ? 1 : 0;
        rare += summed[k] && std::min(counted[k].front().pass(), counted[k].front().fail()) < 1e-5 ? 1 : 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const Standing& truth = counted[k][i];
            worst_of_exact =
                std::max(worst_of_exact, off(curve.values(static_cast<Eigen::Index>(i), column), truth.decisive));
            if (!summed[k]) continue;
            const Standing& sum = (*summed[k])[i];
            worst = std::max({worst, off(sum.decisive, truth.decisive), off(sum.pass(), truth.pass()),
                              off(sum.fail(), truth.fail())});
        }
        worst_of_exact = std::max(worst_of_exact, off(curve.pass[column], counted[k].front().pass()));
    }
    CHECK(worst < 1e-12);
    CHECK(worst_of_exact < 1e-12);
    CHECK(by_frequencies > 15);
    CHECK(by_frequencies < 30);
    CHECK(rare > 2);
}

TEST_CASE("A curve leaves to a count what a light member decides more rarely than frequencies can tell") {
    std::vector<Weight> weights = drawn_weights(120, 200, 5);
    for (Weight& weight : weights) weight *= 2;
    weights.back() = 1;  // decides at odd quotas alone
    const Weight middle = total_weight(weights) / 4 * 2;
    const std::vector<Weight> quotas{middle, middle + 1, middle + 2, middle + 3};
    const auto summed = detail::sharp_curve(weights, quotas, vote_law(ic(), weights.size()), 1);
    const auto counted = counted_curve(weights, quotas);
    for (std::size_t k = 0; k < quotas.size(); ++k) {
        const double truth = counted[k].back().decisive;
        CHECK((truth > 0) == (k % 2 == 1));
        CHECK(summed[k].has_value() == (truth > 0));
        if (summed[k]) CHECK(std::abs(summed[k]->back().decisive - truth) < 1e-12 * truth);
    }
}

TEST_CASE("Where a motion is rare its chances keep their digits") {
    const std::vector<Weight> weights = drawn_weights(120, 30, 4);
    const WeightedRule rule{weights, 7 * total_weight(weights) / 10};
    const std::vector<Standing> counted = member_standings(rule, ic());
    REQUIRE(counted.front().pass() < 1e-4);
    const std::vector<Standing> summed = member_standings(rule, ic(), Fourier{.error = 1e-15});
    for (std::size_t i = 0; i < counted.size(); ++i) {
        CHECK(std::abs(summed[i].decisive - counted[i].decisive) < 1e-12 * counted[i].decisive);
        CHECK(std::abs(summed[i].no_pass - counted[i].no_pass) < 1e-12 * counted[i].no_pass);
    }
}

TEST_CASE("Exact takes the frequencies of a large board, and keeps its promise") {
    const std::vector<Weight> weights = drawn_weights(250, 30'000, 6);
    const WeightedRule rule = majority_rule(weights);
    const std::vector<Standing> counted = counted_curve(weights, std::span(&rule.quota, 1)).front();
    const std::vector<Standing> exact = member_standings(rule, ic());
    for (std::size_t i = 0; i < exact.size(); ++i)
        CHECK(std::abs(exact[i].decisive - counted[i].decisive) <= 1e-12 * counted[i].decisive);
    const auto sharp = detail::sharp_standings(rule, vote_law(ic(), 250), 2);
    REQUIRE(sharp.has_value());
    const bool same = *sharp == exact;
    CHECK(same);
}

TEST_CASE("Exact sums the nodes of a common chance about 1/2 and counts those near its ends") {
    const std::vector<Weight> weights = drawn_weights(200, 30'000, 6);
    const WeightedRule rule = majority_rule(weights);
    const Eigen::ArrayXd counted = quota_curve("shapley_shubik", weights, std::span(&rule.quota, 1)).values.col(0);
    const std::vector<Standing> exact = member_standings(rule, iac());
    const auto nodes = detail::homogeneous_nodes(iac(), weights.size(), false);
    const auto mixed = detail::summed_and_counted(rule, nodes, 1e-18, 0.05, 1, std::size_t{1} << 30);
    REQUIRE(mixed.has_value());
    double total = 0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        const double truth = counted[static_cast<Eigen::Index>(i)];
        CHECK(std::abs(exact[i].decisive - truth) <= 1e-12 * truth);
        CHECK(std::abs(mixed->standings[i].decisive - truth) <= mixed->errors[i].decisive + 1e-14 * truth);
        CHECK(exact[i].yes_pass + exact[i].yes_fail == Catch::Approx(0.5).epsilon(1e-13));
        total += exact[i].decisive;
    }
    CHECK(total == Catch::Approx(1).epsilon(1e-13));
}

TEST_CASE("Threads share the frequencies and change no digit") {
    const std::vector<Weight> weights = drawn_weights(150, 30'000, 11);
    const WeightedRule rule = majority_rule(weights);
    const IndependentVotes apart{std::vector<double>(150, 0.3)};
    const auto with = [&](int threads) {
        const Fourier method{.error = 1e-12, .threads = threads};
        return std::vector{member_standings(rule, ic(), method), member_standings(rule, iac(), method),
                           member_standings(rule, apart, method)};
    };
    const auto one = with(1);
    CHECK((with(2) == one));
    CHECK((with(0) == one));
    CHECK_THROWS_WITH(with(-1), Catch::Matchers::ContainsSubstring("threads"));
}

TEST_CASE("Sums and counts under a common chance are the fractions") {
    for (const double share : {0.5, 0.66}) {
        std::vector<Weight> weights = drawn_weights(70, 40, 3);
        weights[0] = 300;  // one of much weight
        const WeightedRule rule{weights, static_cast<Weight>(share * static_cast<double>(total_weight(weights))) + 1};
        const std::vector<Fraction> truth = index_fractions(shapley_shubik, rule);
        const auto mixed = detail::summed_and_counted(rule, detail::homogeneous_nodes(iac(), 70, false), 1e-17, 0.5, 1,
                                                      std::size_t{1} << 30);
        REQUIRE(mixed.has_value());
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const auto fraction = static_cast<double>(truth[i]);
            CHECK(std::abs(mixed->standings[i].decisive - fraction) <= 1e-13 * fraction);
        }
    }
}

TEST_CASE("Weights of any size are summed within a wider error, by a smoothed window") {
    for (const double share : {0.5, 0.56}) {
        const std::vector<Weight> weights = drawn_weights(40, 1'000'000'000'000, 12);
        const WeightedRule rule{weights, static_cast<Weight>(share * static_cast<double>(total_weight(weights))) + 1};
        const auto summed = detail::certified_standings(rule, vote_law(ic(), 40), Fourier{.error = 1e-4});
        const std::vector<Standing> halves = member_standings(rule, ic(), MeetInTheMiddle{});
        for (std::size_t i = 0; i < halves.size(); ++i) {
            CHECK(std::abs(summed.standings[i].decisive - halves[i].decisive) <= summed.errors[i].decisive);
            CHECK(std::abs(summed.standings[i].no_pass - halves[i].no_pass) <= summed.errors[i].no_pass);
            CHECK(summed.errors[i].decisive <= 1e-4);
        }
    }
    const WeightedRule many = majority_rule(drawn_weights(500, 1'000'000'000, 2));
    const std::vector<Bounded> coarse = banzhaf(many, Fourier{.error = 1e-6});
    const std::vector<Bounded> fine = banzhaf(many, Fourier{.error = 1e-7});
    for (std::size_t i = 0; i < fine.size(); ++i) {
        CHECK(coarse[i].bound <= 1e-6);
        CHECK(std::abs(coarse[i].value - fine[i].value) <= coarse[i].bound + fine[i].bound);
    }
}

TEST_CASE("A target that doubles do not carry is refused with the one that they do") {
    const WeightedRule rule = majority_rule(drawn_weights(100, 50, 8));
    CHECK_THAT(support::refusal([&] { return member_standings(rule, ic(), Fourier{.error = 1e-30}).size(); }),
               Catch::Matchers::StartsWith("error: must be ") &&
                   Catch::Matchers::ContainsSubstring(" or more, which is what doubles carry for these members, got "));
    CHECK(support::refusal([&] { return member_standings(rule, ic(), Fourier{.error = 0}).size(); }) ==
          "error: must be above 0 and below 1, got 0");
}

TEST_CASE("Too many frequencies are refused within a tenth of a second, with the methods that fit") {
    const auto seconds_until_refused = [](const WeightedRule& rule, const std::string& advice,
                                          const VotingModel& model = ic()) {
        const std::clock_t begin = std::clock();  // of this process, as the machine may be busy
        const std::string text = support::too_large([&] { return member_standings(rule, model, Fourier{}).size(); });
        CHECK_THAT(text, Catch::Matchers::StartsWith("fourier: too many frequencies matter for ") &&
                             Catch::Matchers::EndsWith(advice));
        return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    };
    const Weight huge = Weight{1} << 50;
    const bool plain = support::rounds(10) == 10;  // not under sanitizers
    const double taken = seconds_until_refused(majority_rule(drawn_weights(40, huge, 1)),
                                               "case for meet_in_the_middle; monte_carlo or normal carries it");
    CHECK((taken < 0.1 || !plain));
    seconds_until_refused(majority_rule(drawn_weights(300, huge, 1)), "weights; monte_carlo or normal carries it");
    Grouping halves{.name = "half", .labels = {"first", "second"}, .group_of = std::vector<std::size_t>(40)};
    for (std::size_t i = 20; i < 40; ++i) halves.group_of[i] = 1;
    for (const Weight largest : {Weight{1} << 30, huge}) {  // of 121 combinations of nodes the first are easy
        const double by_groups = seconds_until_refused(majority_rule(drawn_weights(40, largest, 1)),
                                                       "monte_carlo carries it", grouped(halves));
        CHECK((by_groups < 0.1 || !plain));
    }
}

TEST_CASE("What is not weighted is refused with the methods that take it") {
    const Rule two_tiers =
        CompositeRule{.top = {{1, 1}, 2},
                      .blocks = {{.members = {0, 1}, .rule = {{1, 1}, 2}}, {.members = {2, 3}, .rule = {{1, 1}, 2}}}};
    CHECK(support::refusal([&] { return member_standings(two_tiers, ic(), Fourier{}).size(); }) ==
          "method: must be auto, exact, decision_diagram or enumerate for a rule that is not weighted, got fourier");
    CHECK(support::refusal([&] { return banzhaf(two_tiers, Fourier{}).size(); }) ==
          "method: must be auto, exact, decision_diagram, enumerate or monte_carlo for a rule that is not weighted, "
          "got fourier");
    const WeightedRule board = majority_rule({3, 2, 2, 1});
    CHECK(
        support::refusal([&] { return position_standing(board, two_tiers, ic(), Fourier{}).decisive; }) ==
        "method: must be auto, exact, decision_diagram or enumerate for a position that is not weighted, got fourier");
}
