#include <stemgewicht/models/laws/draw.hpp>
#include <stemgewicht/models/model.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;
using support::refusal;

namespace {

constexpr std::optional<bool> yes = true, no = false, missing = std::nullopt;

/// How often two members agree under a factor model with one mood, in the mean over pairs.
double agreement_under(const FactorVotes& model, std::size_t count) {
    const VoteLaw law = vote_law(VotingModel(model), count);
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const Eigen::ArrayXd a = law.factors[0].yes.row(static_cast<Eigen::Index>(i)).transpose();
            const Eigen::ArrayXd b = law.factors[0].yes.row(static_cast<Eigen::Index>(j)).transpose();
            sum += (law.factors[0].masses * (a * b + (1 - a) * (1 - b))).sum();
        }
    return 2 * sum / static_cast<double>(count * (count - 1));
}

}  // namespace

TEST_CASE("Equal motions are one node, and missing votes are as likely as the member's others") {
    const ObservedVotes table{.name = "t", .motions = {{yes, no}, {yes, no}, {no, missing}, {yes, yes}}};
    const VoteLaw law = vote_law(table, 2);
    REQUIRE(law.factors.size() == 1);
    CHECK(law.factors[0].node_count() == 3);
    CHECK(law.factors[0].masses.maxCoeff() == 0.5);
    CHECK((law.factors[0].yes.row(1) == 1.0 / 3).count() == 1);
    CHECK(observed_chances(table, 2) == std::vector<double>{0.75, 1.0 / 3});
}

TEST_CASE("Two even members who agree on three motions of four share a mood of loading sin(45 degrees)") {
    ObservedVotes table{.name = "t", .motions = {{yes, no}, {no, yes}}};
    for (int k = 0; k < 3; ++k) {
        table.motions.push_back({yes, yes});
        table.motions.push_back({no, no});
    }
    const FactorVotes model = fitted(table);
    CHECK(std::abs(model.region - std::sin(std::acos(-1.0) / 4)) < 1e-11);
    CHECK(model.yes == std::vector<double>{0.5, 0.5});
    CHECK(model.groups.empty());
}

TEST_CASE("A fitted model has the chances and the mean agreement of its table") {
    support::Random random(5);
    for (int round = 0; round < 8; ++round) {
        const auto count = static_cast<std::size_t>(random.between(2, 9));
        ObservedVotes table{.name = "t", .motions = {}};
        for (int m = 0; m < 30; ++m) {
            auto& motion = table.motions.emplace_back();
            const bool line = random.coin();
            for (std::size_t i = 0; i < count; ++i) motion.push_back(random.index(3) == 0 ? random.coin() : line);
        }
        double agreed = 0;
        for (const auto& motion : table.motions)
            for (std::size_t i = 0; i < count; ++i)
                for (std::size_t j = 0; j < i; ++j) agreed += motion[i] == motion[j];
        agreed /= 30.0 * static_cast<double>(count * (count - 1)) / 2;
        const FactorVotes model = fitted(table);
        CHECK(model.yes == observed_chances(table, count));
        CHECK(model.region > 0.1);
        CHECK(std::abs(agreement_under(model, count) - agreed) < 1e-11);
    }
}

TEST_CASE("The loading of a mood is found again from the votes that it makes") {
    const FactorVotes truth{.region = 0.4, .yes = {0.3, 0.5, 0.6, 0.8, 0.45}};
    const LatentLaw law = latent_law(truth, 5);
    std::mt19937_64 engine(1);
    ObservedVotes table{.name = "t", .motions = {}};
    for (int m = 0; m < 20'000; ++m) {
        const Coalition voters = draw(law, engine);
        auto& motion = table.motions.emplace_back();
        for (std::size_t i = 0; i < 5; ++i)
            motion.push_back(m % 7 == 0 && i == 2 ? missing : std::optional<bool>(voters.test(i)));
    }
    const FactorVotes model = fitted(table);
    CHECK(std::abs(model.region - 0.4) < 0.02);
    for (std::size_t i = 0; i < 5; ++i) CHECK(std::abs(model.yes[i] - truth.yes[i]) < 0.02);
}

TEST_CASE("Members who agree no more than by chance share no mood, and those who always agree all but one") {
    CHECK(fitted({.name = "t", .motions = {{yes, no}, {no, yes}}}).region == 0);
    CHECK(fitted({.name = "t", .motions = {{yes, yes}, {no, no}}}).region == maximum_fitted_loading);
    CHECK(fitted({.name = "t", .motions = {{yes, no}, {yes, no}}}).region == 0);
    CHECK(fitted({.name = "t", .motions = {{yes}, {no}}}) == FactorVotes{.region = 0, .yes = {0.5}});
    CHECK(fitted({.name = "t", .motions = {{yes, missing}, {missing, no}}}).region == 0);
}

TEST_CASE("Tables that are empty or do not fit are refused") {
    const ObservedVotes empty{.name = "t", .motions = {}};
    CHECK(refusal([&] { return vote_law(empty, 2); }) ==
          "observed.motions: must be a table of at least one motion, got none");
    CHECK(refusal([&] { return fitted(empty); }) ==
          "observed.motions: must be a table of at least one motion, got none");
    CHECK(refusal([] { return latent_law(ObservedVotes{.name = "t", .motions = {{yes, no}, {yes}}}, 2); }) ==
          "observed.motions[1]: must be one vote for each of the 2 members, got 1");
    CHECK(refusal([] { return latent_law(ObservedVotes{.name = "t", .motions = {{yes, missing}}}, 2); }) ==
          "observed.motions: must be at least one vote of each member, got none of member 1");
}
