#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/model.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <boost/math/special_functions/beta.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

Grouping parties() {
    const std::vector<std::string> labels{"VVD", "CDA", "VVD", "D66", "VVD"};
    return make_grouping("family", labels);
}

/// P(exactly the members of `yes_voters` say yes).
double chance_of(const VoteLaw& law, const std::vector<bool>& yes_voters) {
    double chance = 1;
    for (const VoteFactor& factor : law.factors) {
        Eigen::ArrayXd node = factor.masses;
        for (std::size_t r = 0; r < factor.members.size(); ++r) {
            const Eigen::ArrayXd yes = factor.yes.row(static_cast<Eigen::Index>(r)).transpose();
            node *= yes_voters[factor.members[r]] ? yes : 1 - yes;
        }
        chance *= node.sum();
    }
    return chance;
}

std::vector<bool> votes(std::size_t set, std::size_t count) {
    std::vector<bool> result(count);
    for (std::size_t i = 0; i < count; ++i) result[i] = (set >> i) & 1;
    return result;
}

}  // namespace

TEST_CASE("Under impartial culture every set of yes-voters is equally likely") {
    const VoteLaw law = vote_law(ic(), 5);
    for (std::size_t set = 0; set < 32; ++set) CHECK(chance_of(law, votes(set, 5)) == 1.0 / 32);
}

TEST_CASE("Under impartial anonymous culture every number of yes-voters is equally likely") {
    const VoteLaw law = vote_law(iac(), 6);
    std::vector<double> by_size(7);
    for (std::size_t set = 0; set < 64; ++set)
        by_size[static_cast<std::size_t>(std::popcount(set))] += chance_of(law, votes(set, 6));
    for (const double chance : by_size) CHECK(std::abs(chance - 1.0 / 7) < 1e-15);
}

TEST_CASE("A common Beta chance gives every set its beta-binomial chance") {
    for (const auto& [a, b] : {std::pair{2.0, 3.0}, std::pair{0.5, 0.5}, std::pair{6.0, 1.0}}) {
        const VoteLaw law = vote_law(beta(a, b), 7);
        for (std::size_t set = 0; set < 128; ++set) {
            const int yes = std::popcount(set);
            const double expected = boost::math::beta(a + yes, b + 7 - yes) / boost::math::beta(a, b);
            CHECK(chance_of(law, votes(set, 7)) == Catch::Approx(expected).epsilon(1e-13));
        }
    }
}

TEST_CASE("Independent votes multiply the chances of the members") {
    const VoteLaw law = vote_law(independent({0.25, 1.0, 0.5}), 3);
    CHECK(chance_of(law, {true, true, true}) == 0.125);
    CHECK(chance_of(law, {false, true, true}) == 0.375);
    CHECK(chance_of(law, {true, false, true}) == 0.0);
    const VoteLaw common = vote_law(independent({0.25}), 3);
    CHECK(chance_of(common, {true, false, false}) == 0.25 * 0.75 * 0.75);
}

TEST_CASE("Groups draw their chances independently of each other") {
    // VVD has members 0, 2 and 4, CDA member 1, D66 member 3.
    const VoteLaw law = vote_law(grouped(parties()), 5);
    const auto own = [](int yes, int no) { return boost::math::beta(1.0 + yes, 1.0 + no); };
    for (std::size_t set = 0; set < 32; ++set) {
        const std::vector<bool> yes = votes(set, 5);
        const int vvd = yes[0] + yes[2] + yes[4];
        CHECK(std::abs(chance_of(law, yes) - own(vvd, 3 - vvd) / 4) < 1e-15);
    }
}

TEST_CASE("Every law gives all sets together a chance of 1, and every member one factor") {
    support::Random random(1);
    for (std::size_t count = 1; count <= 9; ++count)
        for (const VotingModel& model : support::random_models(random, count)) {
            INFO(support::shown(model));
            const VoteLaw law = vote_law(model, count);
            CHECK(law.member_count == count);
            std::vector<int> seen(count);
            for (const VoteFactor& factor : law.factors) {
                CHECK(std::abs(factor.masses.sum() - 1) < 1e-14);
                CHECK(factor.yes.rows() == static_cast<Eigen::Index>(factor.members.size()));
                CHECK(factor.yes.cols() == factor.masses.size());
                for (const std::size_t member : factor.members) ++seen.at(member);
            }
            CHECK(seen == std::vector<int>(count, 1));
            double sum = 0;
            for (std::size_t set = 0; set < std::size_t{1} << count; ++set) sum += chance_of(law, votes(set, count));
            CHECK(std::abs(sum - 1) < 1e-14);
        }
}

TEST_CASE("Models have the names that the command line and the tables use") {
    CHECK(model_name(ic()) == "ic");
    CHECK(model_name(iac()) == "iac");
    CHECK(model_name(beta(2, 2.5)) == "beta:2,2.5");
    CHECK(model_name(independent({0.3, 0.6})) == "independent:0.3,0.6");
    CHECK(model_name(independent({0.3})) == "independent:0.3");
    CHECK(model_name(independent({0.5})) == "ic");
    CHECK(model_name(beta(1, 1)) == "iac");
    CHECK(model_name(grouped(parties())) == "grouped:family");
    const Cohesion family{parties(), 0.3, {{"VVD", 0.05}}};
    CHECK(model_name(CopyVotes{.region = 0.1, .groups = {family}}) == "copy:region=0.1,family=0.3,family.VVD=0.05");
    CHECK(model_name(CopyVotes{.groups = {family}, .yes = {0.6}, .line = 0.4}) ==
          "copy:family=0.3,family.VVD=0.05,p=0.6,line=0.4");
    CHECK(model_name(CopyVotes{.groups = {{parties(), 0.3, {}, {{"VVD", 0.75}}}}, .line = 0.4}) ==
          "copy:family=0.3,line=0.4,line.family.VVD=0.75");
    CHECK(model_name(HomogeneousVotes{.a = 1, .b = 1, .most = 0.5}) == "beta:1,1,most=0.5");
    CHECK(model_name(FactorVotes{.region = 0.5}) == "factor:region=0.5");
    CHECK(model_name(FactorVotes{}) == "factor:region=0");
    CHECK(model_name(FactorVotes{.region = 0.25, .yes = {0.1, 0.2}}) == "factor:region=0.25,p=0.1/0.2");
    CHECK(model_name(ObservedVotes{.name = "votes.csv", .motions = {}}) == "observed:votes.csv");
}

TEST_CASE("Models compare by value") {
    CHECK(VotingModel(ic()) == VotingModel(independent({0.5})));
    CHECK(VotingModel(ic()) != VotingModel(iac()));
    CHECK(grouped(parties()) == grouped(parties()));
    CHECK(beta(1, 2) != beta(2, 1));
}

TEST_CASE("Chances that are no probabilities, or too few, are refused") {
    CHECK(refusal([] { return vote_law(independent({0.2, 1.5}), 2); }) ==
          "independent[1]: must be a probability in [0, 1], got 1.5");
    CHECK(refusal([] { return vote_law(independent({-0.25}), 4); }) ==
          "independent[0]: must be a probability in [0, 1], got -0.25");
    CHECK(refusal([] {
              return vote_law(independent({std::numeric_limits<double>::quiet_NaN()}), 1);
          }).starts_with("independent[0]: must be a probability in [0, 1], got "));
    CHECK(refusal([] { return vote_law(independent({0.2, 0.3}), 3); }) ==
          "independent: must be one probability for all or one for each of the 3 members, got 2 probabilities");
    CHECK(refusal([] { return vote_law(independent({}), 3); }) ==
          "independent: must be one probability for all or one for each of the 3 members, got 0 probabilities");
}

TEST_CASE("A Beta density that does not exist is refused") {
    CHECK(refusal([] { return vote_law(beta(0, 1), 3); }) == "beta.a: must be positive and finite, got 0");
    CHECK(refusal([] { return vote_law(beta(1, -2), 3); }) == "beta.b: must be positive and finite, got -2");
}

TEST_CASE("A grouping of another board is refused") {
    CHECK(refusal([] { return vote_law(grouped(parties()), 4); }) ==
          "grouping.group_of: must be one group for each of the 4 members, got 5");
    CHECK(refusal([] { return vote_law(VotingModel(grouped(parties())), 6); }) ==
          "grouping.group_of: must be one group for each of the 6 members, got 5");
}

TEST_CASE("Shares outside of 0 to 1, or above 1 in sum, are refused") {
    const auto copy = [](double region, double family, std::map<std::string, double> own = {}) {
        return refusal(
            [&] { return latent_law(CopyVotes{.region = region, .groups = {{parties(), family, own}}}, 5); });
    };
    CHECK(copy(-0.1, 0.2) == "copy.region: must be a share in [0, 1], got -0.1");
    CHECK(copy(0.1, 1.5) == "copy.family: must be a share in [0, 1], got 1.5");
    CHECK(copy(0.5, 0.75) == "copy: must be given shares of at most 1 in sum, got 1.25");
    CHECK(copy(0.5, 0.25, {{"VVD", 0.625}}) == "copy: must be given shares of at most 1 in sum, got 1.125");
    CHECK(copy(0.5, 0.25, {{"VVD", -1}}) == "copy.family.VVD: must be a share in [0, 1], got -1");
    CHECK(copy(0.5, 0.25, {{"PvdA", 0.1}}) ==
          "copy.family: must be given for one of its groups (VVD, CDA, D66), got \"PvdA\"");
    CHECK(copy(0.3, 0.7) == "(nothing was refused)");
    CHECK(refusal([] { return latent_law(FactorVotes{.region = 2}, 5); }) ==
          "factor.region: must be a share in [0, 1], got 2");
    CHECK(refusal([] {
              return latent_law(FactorVotes{.region = std::numeric_limits<double>::quiet_NaN()}, 5);
          }).starts_with("factor.region: must be a share in [0, 1], got "));
    CHECK(refusal([] { return latent_law(FactorVotes{.region = 0.75, .groups = {{parties(), 0.5, {}}}}, 5); }) ==
          "factor: must be given shares of at most 1 in sum, got 1.25");
}

TEST_CASE("A group's line is yes with a chance of its own, and the others with that of the model") {
    // Two members who copy nothing but the line of their party: each says yes as that does.
    const Grouping party{.name = "party", .labels = {"a", "b"}, .group_of = {0, 1}};
    const CopyVotes model{.groups = {{party, 1, {}, {{"b", 0.9}}}}, .line = 0.2};
    const WeightedRule both{{1, 1}, 2}, either{{1, 1}, 1};
    CHECK(std::abs(pass_probability(both, model) - 0.2 * 0.9) < 1e-15);
    CHECK(std::abs(pass_probability(either, model) - (1 - 0.8 * 0.1)) < 1e-15);
}

TEST_CASE("Chances, lines and groupings of a model that do not fit are refused") {
    CHECK(refusal([] { return latent_law(CopyVotes{.yes = {1.5}}, 5); }) ==
          "copy.p[0]: must be a probability in [0, 1], got 1.5");
    CHECK(refusal([] { return latent_law(CopyVotes{.line = -1}, 5); }) ==
          "copy.line: must be a probability in [0, 1], got -1");
    CHECK(refusal([] { return latent_law(FactorVotes{.yes = {0.5, 0.5}}, 5); }) ==
          "factor.p: must be one probability for all or one for each of the 5 members, got 2 probabilities");
    CHECK(refusal([] { return vote_laws(FactorVotes{.groups = {{parties(), 0.5, {}}}}, 4); }) ==
          "factor.family.group_of: must be one group for each of the 4 members, got 5");
}
