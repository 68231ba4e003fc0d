#include <stemgewicht/methods/simulation/conditional_standings.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"

#include <cmath>
#include <span>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

/// A position of these members under a decision, by all ways of voting at one node.
Standing listed(const WeightedRule& rule, const WeightedRule& position, const Eigen::ArrayXd& yes) {
    Standing sum;
    const std::size_t members = rule.member_count();
    for (std::size_t set = 0; set < std::size_t{1} << members; ++set) {
        double chance = 1;
        Weight weight = 0, own = 0, held = 0;
        for (std::size_t i = 0; i < members; ++i) {
            const bool is_for = (set >> i & 1) != 0;
            const double p = yes[static_cast<Eigen::Index>(i)];
            chance *= is_for ? p : 1 - p;
            if (is_for) own += position.weights[i];
            if (position.weights[i] > 0)
                held += rule.weights[i];
            else if (is_for)
                weight += rule.weights[i];
        }
        Weight all = weight;
        for (std::size_t i = 0; i < members; ++i)
            if ((set >> i & 1) != 0 && position.weights[i] > 0) all += rule.weights[i];
        sum.add_term(side_of(position, total_weight(position.weights), own), all >= rule.quota, chance);
        if (weight < rule.quota && weight + held >= rule.quota) sum.decisive += chance;
    }
    return sum;
}

void check_equal(const Standing& found, const Standing& expected) {
    for (const auto member : {&Standing::yes_pass, &Standing::yes_fail, &Standing::tied_pass, &Standing::tied_fail,
                              &Standing::no_pass, &Standing::no_fail, &Standing::decisive})
        CHECK(std::abs(found.*member - expected.*member) <= 1e-14);
}

}  // namespace

TEST_CASE("Positions without a common holder stand as in the list of all ways of voting") {
    support::Random random(20);
    for (int round = 0; round < 40; ++round) {
        const std::size_t members = 10, groups = 1 + static_cast<std::size_t>(round) % 5;
        WeightedRule rule{.weights = std::vector<Weight>(members, 0), .quota = 1};
        std::vector<WeightedRule> positions(groups,
                                            WeightedRule{.weights = std::vector<Weight>(members, 0), .quota = 1});
        for (std::size_t i = 0; i < members; ++i) {
            rule.weights[i] = random.between(0, 8);
            // Of each position one member at least; some members hold none; every fourth rule is in proportion.
            const std::size_t group = i < groups ? i : random.index(groups + 1);
            if (group < groups)
                positions[group].weights[i] = round % 4 == 0 ? rule.weights[i] + 1 : random.between(1, 3);
            if (group < groups && round % 4 == 0) rule.weights[i] = 2 * positions[group].weights[i];
        }
        rule.weights[0] += 1;
        rule.quota = random.between(1, total_weight(rule.weights));
        for (WeightedRule& position : positions) position.quota = total_weight(position.weights) / 2 + 1;
        LaneTable yes(lane_count, static_cast<Eigen::Index>(members));
        for (double& chance : yes.reshaped()) chance = round % 7 == 0 ? std::round(random.unit()) : random.unit();
        const Lanes mass = Lanes::LinSpaced(0.05, 0.2);
        std::vector<Standing> found(groups), alone(groups);
        given_chances_of_all(rule, std::vector<Rule>(positions.begin(), positions.end()))(yes, mass, found);
        for (std::size_t j = 0; j < groups; ++j) {
            INFO("round " << round << ", position " << j);
            given_chances(rule, positions[j])(yes, mass, std::span(&alone[j], 1));
            Standing expected;
            for (Eigen::Index lane = 0; lane < lane_count; ++lane)
                expected.add(listed(rule, positions[j], yes.row(lane).transpose()), mass[lane]);
            check_equal(found[j], expected);
            check_equal(alone[j], expected);
        }
    }
}
