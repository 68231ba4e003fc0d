#include <stemgewicht/methods/standing.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

using namespace stemgewicht;

namespace {

double no_target(const std::vector<JointEstimate>&) { return 0; }

/// The means of a standing in their order.
Eigen::VectorXd means_of(const Standing& standing) {
    Eigen::VectorXd means(static_cast<Eigen::Index>(standing_means));
    means << standing.yes_pass, standing.yes_fail, standing.tied_pass, standing.tied_fail, standing.no_pass,
        standing.no_fail, standing.decisive;
    return means;
}

void check_group(const JointEstimate& group, std::size_t place, const Standing& standing, double errors) {
    const Eigen::VectorXd expected = means_of(standing);
    REQUIRE(group.mean.size() >= static_cast<Eigen::Index>((place + 1) * standing_means));
    for (std::size_t k = 0; k < standing_means; ++k) {
        const Estimate mean = group.estimate(group.formula(static_cast<Eigen::Index>(place * standing_means + k)));
        INFO("mean " << k << ": " << mean.value << " +- " << mean.error);
        CHECK(std::abs(mean.value - expected[static_cast<Eigen::Index>(k)]) <= errors * mean.error + 1e-12);
    }
}

}  // namespace

TEST_CASE("A standing adds outcomes and the standings of a mixture") {
    Standing standing;
    standing.add_term(Side::yes, true, 0.25);
    standing.add_term(Side::tied, false, 0.5);
    standing.add_term(Side::no, true, 0.125);
    standing.add_term(Side::no, false, 0.125);
    CHECK(standing.pass() == 0.375);
    CHECK(standing.fail() == 0.625);
    Standing half;
    half.add(standing, 0.5);
    half.add(standing, 0.5);
    CHECK(half == standing);
}

TEST_CASE("Estimates of standings are those of the exact standings, in one group for each position or member") {
    support::Random random(61);
    for (std::size_t kind = 0; kind < support::rule_kinds; ++kind) {
        const std::size_t n = 2 + random.index(5);
        const Rule rule = support::random_rule_of_kind(random, kind, n, 1),
                   other = majority_rule(std::vector<Weight>(n, 1));
        const std::array positions{Rule(support::random_position(random, n)),
                                   support::random_position_of_kind(random, kind, n)};
        const VotingModel model = grouped(support::random_grouping(random, n));
        INFO(support::shown(rule) << " under " << support::shown(model));
        const std::array methods{Method(Exact{}), Method(MonteCarlo{.samples = 20'000}),
                                 Method(Conditional{.points = 64, .randomizations = 64})};
        for (const Method& method : methods) {
            INFO(method_name(method));
            const JointEstimates of_positions = estimated_position_standings(rule, positions, model, method, no_target);
            REQUIRE(of_positions.groups.size() == positions.size());
            for (std::size_t d = 0; d < positions.size(); ++d)
                check_group(of_positions.groups[d], 0, position_standing(rule, positions[d], model), 4.5);
            const JointEstimates of_members = estimated_member_standings(rule, model, method, no_target);
            const std::vector<Standing> members = member_standings(rule, model);
            REQUIRE(of_members.groups.size() == n);
            for (std::size_t i = 0; i < n; ++i) check_group(of_members.groups[i], 0, members[i], 4.5);
            const JointEstimates pair = estimated_standing_pair(rule, other, positions[0], model, method, no_target);
            REQUIRE(pair.groups.size() == 1);
            check_group(pair.groups[0], 0, position_standing(rule, positions[0], model), 4.5);
            check_group(pair.groups[0], 1, position_standing(other, positions[0], model), 4.5);
        }
    }
}

TEST_CASE("A law of your own gives the standings of the model that it is the law of") {
    const Rule rule = majority_rule({3, 2, 2, 1});
    const MonteCarlo method{.samples = 5000, .seed = 3};
    const JointEstimates by_model = estimated_member_standings(rule, iac(), method, no_target);
    const JointEstimates by_law = estimated_member_standings(rule, latent_law(iac(), 4), method, no_target);
    for (std::size_t i = 0; i < 4; ++i) CHECK(by_model.groups[i].mean == by_law.groups[i].mean);
}
