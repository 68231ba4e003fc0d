// Boards of a million members, which only sums over frequencies carry.

#include <stemgewicht/methods/fourier/fourier_standings.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/independent.hpp>

#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <vector>

using namespace stemgewicht;

namespace {

/// A register by a power law: of the members the share x^-exponent has more than x times the least weight.
std::vector<Weight> power_law_register(std::size_t members, double largest, double exponent) {
    std::mt19937_64 random(20180321);
    std::vector<Weight> weights(members);
    const double least = std::max(1.0, largest * std::pow(static_cast<double>(members), -1 / exponent));
    for (Weight& weight : weights) {
        const double part = (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53;
        weight = static_cast<Weight>(std::min(largest, std::floor(least * std::pow(part, -1 / exponent))));
    }
    std::ranges::sort(weights, std::greater<>{});
    return weights;
}

}  // namespace

TEST_CASE("A million members with weights to 10^12 are summed within 1e-6, as motions drawn say too") {
    const WeightedRule rule = majority_rule(power_law_register(1'000'000, 1e12, 1.2));
    const auto summed =
        detail::certified_standings(rule, vote_law(ic(), rule.member_count()), Fourier{.error = 1e-6, .seconds = 60});
    CHECK(summed.error <= 1e-6);
    for (std::size_t i = 0; i < rule.member_count(); i += 9'973) {
        CHECK(summed.errors[i].decisive <= 1e-6);
        CHECK(summed.errors[i].yes_fail + summed.errors[i].no_pass <= 1e-6);
    }
    constexpr std::uint64_t draws = 2'000;
    const std::vector<std::size_t> some{0, 10, 99};
    std::vector<Rule> votes;
    for (const std::size_t member : some) votes.emplace_back(member_position(member, rule.member_count()));
    const JointEstimates drawn =
        estimated_position_standings(Rule(rule), votes, ic(), MonteCarlo{.samples = draws, .seed = 7}, {});
    for (std::size_t k = 0; k < some.size(); ++k) {
        const Standing& standing = summed.standings[some[k]];
        const double outvoted = standing.yes_fail + standing.no_pass;
        const Eigen::VectorXd& mean = drawn.groups[k].mean;  // of the chances in the order of a Standing
        CHECK(std::abs(mean[1] + mean[4] - outvoted) < 4.5 * std::sqrt(outvoted * (1 - outvoted) / draws));
    }
}

TEST_CASE("Beside a few giants the error that was asked is reached by more frequencies") {
    const WeightedRule rule = majority_rule(power_law_register(20'000, 1e12, 0.5));
    const auto coarse = detail::certified_standings(rule, vote_law(ic(), rule.member_count()), Fourier{.error = 1e-5});
    const auto fine = detail::certified_standings(rule, vote_law(ic(), rule.member_count()), Fourier{.error = 1e-6});
    CHECK(coarse.error <= 1e-5);
    CHECK(fine.error <= 1e-6);
    for (std::size_t i = 0; i < 200; ++i)
        CHECK(std::abs(coarse.standings[i].decisive - fine.standings[i].decisive) <=
              coarse.errors[i].decisive + fine.errors[i].decisive);
}

TEST_CASE("Between sharp and smoothed windows an error is reached too") {
    std::mt19937_64 random(30);
    std::vector<Weight> weights(256);
    for (Weight& weight : weights) weight = 1 + static_cast<Weight>(random() % (std::uint64_t{1} << 23));
    const WeightedRule rule = majority_rule(weights);
    const auto coarse = detail::certified_standings(rule, vote_law(ic(), 256), Fourier{.error = 1e-6});
    const auto fine = detail::certified_standings(rule, vote_law(ic(), 256), Fourier{.error = 2.5e-7, .seconds = 60});
    CHECK(fine.error <= 2.5e-7);
    for (std::size_t i = 0; i < 256; ++i)
        CHECK(std::abs(coarse.standings[i].decisive - fine.standings[i].decisive) <=
              coarse.errors[i].decisive + fine.errors[i].decisive);
}
