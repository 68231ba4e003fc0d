#include <stemgewicht/models/laws/fixed_nodes.hpp>
#include <stemgewicht/models/laws/latent_split.hpp>
#include <stemgewicht/models/laws/law_mixture.hpp>
#include <stemgewicht/models/laws/normal_nodes.hpp>
#include <stemgewicht/models/model.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

/// Member i is of family i mod `families` and of municipality i mod `towns`.
CopyVotes crossed_lines(std::size_t count, std::size_t families, std::size_t towns, double region) {
    std::vector<std::string> family, town;
    for (std::size_t i = 0; i < count; ++i) {
        family.push_back("f" + std::to_string(i % families));
        town.push_back("m" + std::to_string(i % towns));
    }
    return {.region = region,
            .groups = {{.grouping = make_grouping("family", family), .share = 0.3},
                       {.grouping = make_grouping("municipality", town), .share = 0.2}}};
}

double chance_of(const VoteLaw& law, std::size_t set) {
    double chance = 1;
    for (const VoteFactor& factor : law.factors) {
        Eigen::ArrayXd node = factor.masses;
        for (std::size_t r = 0; r < factor.members.size(); ++r) {
            const Eigen::ArrayXd yes = factor.yes.row(static_cast<Eigen::Index>(r)).transpose();
            node *= (set >> factor.members[r]) & 1 ? yes : 1 - yes;
        }
        chance *= node.sum();
    }
    return chance;
}

}  // namespace

TEST_CASE("Models that do not cross are a single law") {
    const std::vector<std::string> labels{"a", "a", "b", "b", "b"};
    const Cohesion family{.grouping = make_grouping("family", labels), .share = 0.3};
    const ObservedVotes history{.name = "h", .motions = {{true, true, false, false, true}}};
    for (const VotingModel& model :
         {VotingModel(ic()), VotingModel(iac()), VotingModel(grouped(family.grouping)),
          VotingModel(CopyVotes{.groups = {family}}), VotingModel(CopyVotes{.region = 0.2}),
          VotingModel(FactorVotes{.groups = {family}}), VotingModel(FactorVotes{.region = 0.3}),
          VotingModel(FactorVotes{}), VotingModel(history)}) {
        INFO(model_name(model));
        const auto laws = vote_laws(model, 5);
        REQUIRE(laws.size() == 1);
        CHECK(laws[0].mass == 1.0);
    }
}

TEST_CASE("A common mood of members alike takes as few nodes as impartial anonymous culture") {
    CHECK(vote_law(VotingModel(FactorVotes{.region = 0.3}), 40).factors[0].node_count() == 21);
    CHECK(vote_law(VotingModel(FactorVotes{.region = 0.3, .yes = {0.7}}), 7).factors[0].node_count() == 4);
}

TEST_CASE("The smaller side is fixed, and with it the region") {
    const auto laws = vote_laws(crossed_lines(60, 9, 7, 0.1), 60);
    CHECK(laws.size() == 256);  // seven municipalities and the region, two lines each
    double mass = 0;
    for (const auto& [share, law] : laws) {
        mass += share;
        CHECK(law.factors.size() == 9);
        for (const VoteFactor& factor : law.factors) CHECK(factor.node_count() == 2);
    }
    CHECK(std::abs(mass - 1) < 1e-14);
    CHECK(vote_laws(crossed_lines(60, 9, 7, 0), 60).size() == 128);
    CHECK(vote_laws(crossed_lines(60, 4, 7, 0), 60).size() == 16);
}

TEST_CASE("Where the blocks of a rule are the groups of one grouping the other is fixed, and no factor crosses") {
    const CopyVotes model = crossed_lines(60, 9, 7, 0.1);
    std::vector<std::size_t> block_of(60);
    for (std::size_t i = 0; i < 60; ++i) block_of[i] = i % 7;
    const auto laws = vote_laws(model, 60, block_of);
    CHECK(laws.size() == 1024);  // nine families and the region
    for (const VoteFactor& factor : laws.front().law.factors)
        for (const std::size_t member : factor.members) CHECK(block_of[member] == block_of[factor.members.front()]);
}

TEST_CASE("A mixture is the same law when it is one factor of all members") {
    const CopyVotes model = crossed_lines(7, 3, 2, 0.1);
    const VoteLaw common = vote_law(VotingModel(model), 7);
    CHECK(common.factors.size() == 1);
    CHECK(std::abs(common.factors[0].masses.sum() - 1) < 1e-14);
    for (std::size_t set = 0; set < 128; ++set) {
        double expected = 0;
        for (const auto& [mass, law] : vote_laws(model, 7)) expected += mass * chance_of(law, set);
        CHECK(std::abs(chance_of(common, set) - expected) < 1e-15);
    }
    CHECK(
        support::too_large([] { return vote_law(VotingModel(crossed_lines(80, 12, 7, 0.1)), 80); }) ==
        "exact: the groups of the model cross each other, which takes 1.04858e+06 nodes together, allowed are 131072; "
        "conditional or monte_carlo carries it");
}

TEST_CASE("Rotated moods take one node where nothing changes") {
    // Two municipalities and a region, without families of more than one: three latents, two directions.
    const std::vector<std::string> town{"x", "x", "y", "y"}, pair{"a", "b", "b", "a"};
    const FactorVotes model{.region = 0.2,
                            .groups = {{.grouping = make_grouping("family", pair), .share = 0.2},
                                       {.grouping = make_grouping("municipality", town), .share = 0.2}}};
    const LatentLaw law = latent_law(model, 4);
    const LatentSplit split(law, 1);
    CHECK(split.fixed().size() == 3);
    const double one = normal_node_count(0.2 / 0.4 * 4);
    CHECK(detail::FixedNodes(split).count() < one * one);
    double mass = 0, square = 0, product = 0;
    detail::FixedNodes(split).each([&](double weight, std::span<const double> values) {
        mass += weight;
        const double x = values[split.fixed()[0]] + values[split.fixed()[1]];
        const double y = values[split.fixed()[0]] + values[split.fixed()[2]];
        square += weight * x * x;
        product += weight * x * y;
    });
    CHECK(std::abs(mass - 1) < 1e-13);
    CHECK(std::abs(square - 2) < 1e-11);  // what region and municipality add up to keeps its law
    CHECK(std::abs(product - 1) < 1e-11);
}
