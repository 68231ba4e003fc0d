#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/counting/equal_members.hpp>
#include <stemgewicht/methods/counting/forward_backward.hpp>
#include <stemgewicht/methods/counting/residue_counts.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/homogeneous.hpp>
#include <stemgewicht/models/independent.hpp>
#include <stemgewicht/rules/position.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

using Precise = boost::multiprecision::cpp_bin_float_100;

std::array<double, 5> chances(const Standing& s) { return {s.yes_pass, s.yes_fail, s.no_pass, s.no_fail, s.decisive}; }

void check_same(const Standing& one, const Standing& other, double tolerance) {
    const auto a = chances(one), b = chances(other);
    for (std::size_t k = 0; k < a.size(); ++k) {
        INFO("chance " << k);
        CHECK(std::abs(a[k] - b[k]) <= tolerance * b[k]);
    }
}

/// 60 equal members of weight 3 and two without weight.
WeightedRule equal_board(Weight heads) {
    WeightedRule rule{.weights = std::vector<Weight>(60, 3), .quota = 3 * heads - 1};
    rule.weights.insert(rule.weights.begin() + 7, 0);
    rule.weights.push_back(0);
    return rule;
}

/// P(at least `needed` of `count`) under Beta(a, b), in 100 digits.
Precise beta_binomial_tail(int count, int needed, const Precise& a, const Precise& b) {
    Precise term = 1, all = 0, tail = 0;
    for (int s = 0; s < count; ++s) term *= (b + s) / (a + b + s);  // P(0)
    for (int s = 0; s <= count; ++s) {
        all += term;
        if (s >= needed) tail += term;
        term *= Precise(count - s) / (s + 1) * (a + s) / (b + (count - s - 1));
    }
    return tail / all;
}

}  // namespace

TEST_CASE("Equal members are counted by binomial sums as by decision diagrams, in every chance") {
    for (const Weight heads : {1, 2, 30, 31, 59, 60})
        for (const double p : {1e-12, 1e-3, 0.3, 0.5, 0.97, 1 - 1e-9}) {
            INFO("heads " << heads << ", p " << p);
            const WeightedRule rule = equal_board(heads);
            const VotingModel model = independent({p});
            const auto counted = member_standings(rule, model, Exact{});
            const auto diagram = member_standings(rule, model, DecisionDiagram{});
            REQUIRE(counted.size() == 62);
            for (const std::size_t i : {std::size_t{0}, std::size_t{7}, std::size_t{61}})
                check_same(counted[i], diagram[i], 1e-11);
            CHECK(pass_probability(rule, model, Exact{}) ==
                  Catch::Approx(pass_probability(rule, model, DecisionDiagram{})).epsilon(1e-11).margin(0));
        }
}

TEST_CASE("Equal members under Beta take no nodes, and have its chances to the last digits") {
    for (const auto& [a, b] : {std::pair(1.0, 1.0), {0.003, 0.01}, {2.0, 7.0}, {1e6, 3e6}, {0.5, 1e5}})
        for (const int needed : {1, 20, 59, 60}) {
            INFO("a " << a << ", b " << b << ", needed " << needed);
            const EqualStandings own = equal_standings(60, static_cast<std::size_t>(needed), a, b);
            const Precise yes = Precise(a) / (Precise(a) + b);
            const auto near = [](double value, const Precise& right) {
                return Catch::Approx(right.convert_to<double>()).epsilon(1e-12).margin(0) == value;
            };
            CHECK(near(own.member.yes_pass, yes * beta_binomial_tail(59, needed - 1, Precise(a) + 1, b)));
            CHECK(near(own.member.yes_fail, yes * (1 - beta_binomial_tail(59, needed - 1, Precise(a) + 1, b))));
            CHECK(near(own.member.no_pass, (1 - yes) * beta_binomial_tail(59, needed, a, Precise(b) + 1)));
            CHECK(near(own.member.no_fail, (1 - yes) * (1 - beta_binomial_tail(59, needed, a, Precise(b) + 1))));
            CHECK(near(own.member.decisive,
                       beta_binomial_tail(59, needed - 1, a, b) - beta_binomial_tail(59, needed, a, b)));
            CHECK(near(own.weightless.yes_pass, yes * beta_binomial_tail(60, needed, Precise(a) + 1, b)));
            CHECK(near(own.weightless.no_fail, (1 - yes) * (1 - beta_binomial_tail(60, needed, a, Precise(b) + 1))));
        }
}

TEST_CASE("A hundred thousand equal members share what there is to share, in little memory") {
    const std::size_t count = 100'000;
    const WeightedRule rule{.weights = std::vector<Weight>(count, 1), .quota = 66'667};
    const Exact method{.memory = std::size_t{100} << 20};
    const Eigen::ArrayXd shapley = shapley_shubik(rule, method);
    CHECK((shapley / 1e-5 - 1).abs().maxCoeff() < 1e-12);
    const Eigen::ArrayXd power = banzhaf(WeightedRule{rule.weights, 50'001}, method);
    Precise settled = 1;  // the sets of 50,000 of the 99,999 others, over all of them
    for (int k = 1; k <= 50'000; ++k) settled *= Precise(49'999 + k) / k / 4;
    settled *= 2;
    CHECK(power[5] == Catch::Approx(settled.convert_to<double>()).epsilon(1e-12).margin(0));
    CHECK(pass_probability(rule, iac(), method) == Catch::Approx(33'334.0 / 100'001).epsilon(1e-12).margin(0));
    const Standing own = position_standing(rule, member_position(17, count), iac(), method);
    check_same(own, member_standings(rule, iac(), method)[17], 1e-15);
}

TEST_CASE("A member's own vote as a position is the member") {
    WeightedRule rule{.weights = {}, .quota = 700};
    for (Weight w = 1; w <= 50; ++w) rule.weights.push_back(w);
    for (const VotingModel& model : {VotingModel(ic()), VotingModel(iac()), VotingModel(beta(0.4, 3))}) {
        const auto members = member_standings(rule, model, Exact{});
        for (const std::size_t i : {std::size_t{0}, std::size_t{20}, std::size_t{49}}) {
            const Rule position = member_position(i, 50);
            check_same(position_standing(rule, position, model, Exact{}), members[i], 1e-15);
            check_same(members[i], position_standing(rule, position, model, DecisionDiagram{}), 1e-11);
        }
    }
}

TEST_CASE("Swings of equal members are binomial coefficients") {
    for (const Weight heads : {1, 7, 31, 60}) {
        const WeightedRule rule = equal_board(heads);
        const SwingTotals equal = weighted_swing_totals(rule, std::size_t{1} << 28);
        const SwingTotals table = swing_totals(totals_plan(rule), std::size_t{1} << 28, 1);
        CHECK(equal.winning == table.winning);
        CHECK(equal.swings == table.swings);
    }
    const WeightedRule many{.weights = std::vector<Weight>(200, 1), .quota = 120};
    CHECK(weighted_swing_totals(many, std::size_t{1} << 28).winning ==
          swing_totals(totals_plan(many), std::size_t{1} << 28, 1).winning);
    CHECK(support::too_large([] {
              return weighted_swing_totals({.weights = std::vector<Weight>(100'000, 1), .quota = 60'000},
                                           std::size_t{1} << 30);
          }).starts_with("fractions: the counts of 100000 members needs "));
}
