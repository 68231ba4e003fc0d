#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>

#include "catch.hpp"
#include "support/latent_cases.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

/// How many of so many repetitions have the exact value within 1.96 of their standard errors.
template <class Repeat>
void check_coverage(const std::string& what, double exact, const Repeat& repeat, int repetitions = 2000,
                    double most = 0.97) {
    int covered = 0;
    for (int k = 0; k < repetitions; ++k) {
        const Estimate estimate = repeat(static_cast<std::uint64_t>(k));
        covered += std::abs(estimate.value - exact) <= 1.96 * estimate.error ? 1 : 0;
    }
    INFO(what << " of " << exact << ": " << covered << " of " << repetitions);
    CHECK(covered >= 0.93 * repetitions);
    CHECK(covered <= most * repetitions);
}

struct Case {
    WeightedRule decision = majority_rule({5, 4, 3, 3, 2, 2, 1, 1, 1});
    WeightedRule other = {{5, 4, 3, 3, 2, 2, 1, 1, 1}, 14};
    WeightedRule position = majority_rule({5, 4, 0, 0, 0, 0, 1, 0, 0});
    LatentLaw law = [] {
        LatentLaw result;
        result.link = LatentLaw::Link::probit;
        result.latents = {{.kind = Latent::Kind::normal}, {.kind = Latent::Kind::normal}};
        for (std::size_t i = 0; i < 9; ++i)
            result.members.push_back({.base = 0.2, .loadings = {{0, 0.5}, {1, i % 2 == 0 ? 0.9 : -0.3}}});
        return result;
    }();
    Outvoted<> exact = outvoted(standing(decision)), exact_other = outvoted(standing(other));

    [[nodiscard]] Standing standing(const WeightedRule& rule) const {
        const Rule own = position;
        return position_standings(rule, std::span(&own, 1), support::law_of_nodes(law), Enumerate{}).front();
    }
};

}  // namespace

TEST_CASE("95 percent intervals of plain simulation cover in 93 to 97 percent of 2000 repetitions") {
    const Case c;
    for (const bool antithetic : {false, true}) {
        const auto method = [&](std::uint64_t seed) {
            return MonteCarlo{.samples = 3000, .seed = seed, .antithetic = antithetic};
        };
        const auto field = [&](const std::string& name, double exact, auto of) {
            check_coverage(name + (antithetic ? ", antithetic" : ", plain"), exact, [&](std::uint64_t seed) {
                return of(estimated_outvoted(c.decision, c.position, c.law, method(seed)));
            });
        };
        field("outvoted", c.exact.outvoted, [](const auto& s) { return s.outvoted; });
        field("decisive", c.exact.decisive, [](const auto& s) { return s.decisive; });
        field("luck", c.exact.luck, [](const auto& s) { return s.luck; });
        field("outvoted_if_fail", *c.exact.outvoted_if_fail, [](const auto& s) { return *s.outvoted_if_fail; });
        check_coverage("difference", c.exact_other.outvoted - c.exact.outvoted, [&](std::uint64_t seed) {
            return compare_outvoted(c.decision, c.other, c.position, c.law, method(seed)).difference;
        });
    }
}

TEST_CASE("95 percent intervals of conditional simulation cover in 93 to 97 percent of 2000 repetitions") {
    const Case c;
    const auto method = [](std::uint64_t seed) {
        return Conditional{.points = 64, .randomizations = 40, .seed = seed};
    };
    check_coverage("outvoted, conditional", c.exact.outvoted, [&](std::uint64_t seed) {
        return estimated_outvoted(c.decision, c.position, c.law, method(seed)).outvoted;
    });
    check_coverage("difference, conditional", c.exact_other.outvoted - c.exact.outvoted, [&](std::uint64_t seed) {
        return compare_outvoted(c.decision, c.other, c.position, c.law, method(seed)).difference;
    });
}

TEST_CASE("Intervals of conditional simulation with the scramblings and points of the default cover, with lines too") {
    const Case c;
    const auto group = [](const std::string& name, std::vector<std::size_t> of) {
        std::vector<std::string> labels;
        for (std::size_t g = 0; g <= *std::ranges::max_element(of); ++g) labels.push_back(name + std::to_string(g));
        return Cohesion{.grouping = {name, std::move(labels), std::move(of)}, .share = 0.3};
    };
    const Cohesion family = group("family", {0, 1, 0, 1, 0, 1, 0, 1, 0});
    const Cohesion municipality = group("municipality", {0, 0, 1, 1, 2, 2, 3, 3, 3});
    const VotingModel models[] = {CopyVotes{.region = 0.3, .yes = {0.3}, .line = 0.96},
                                  CopyVotes{.region = 0.3, .groups = {family}, .yes = {0.3}, .line = 0.96},
                                  CopyVotes{.groups = {family, municipality}, .line = 0.8},
                                  FactorVotes{.groups = {family, municipality}}};
    for (const VotingModel& model : models) {
        const Outvoted<> exact = outvoted(c.decision, c.position, model);
        // Few lines come to few different means, which may be within for more than 97 percent.
        check_coverage(
            "outvoted, " + model_name(model), exact.outvoted,
            [&](std::uint64_t seed) {
                return estimated_outvoted(c.decision, c.position, model, Conditional{.seed = seed}).outvoted;
            },
            1000, 1);
    }
}
