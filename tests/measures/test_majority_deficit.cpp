#include <stemgewicht/measures/majority_deficit.hpp>
#include <stemgewicht/measures/power.hpp>

#include "catch.hpp"
#include "support/every_model.hpp"
#include "support/random_games.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

using namespace stemgewicht;
using support::Random;

namespace {

double deficit_of(const Rule& rule, const VotingModel& model) {
    const auto all = static_cast<double>(member_count(rule));
    double sum = 0;
    support::each_set(model, member_count(rule), [&](const Coalition& yes, double chance) {
        const auto heads = static_cast<double>(yes.count());
        sum += chance * std::max(0.0, wins(rule, yes) ? all - 2 * heads : 2 * heads - all);
    });
    return sum;
}

}  // namespace

TEST_CASE("The mean majority deficit is the sum over all sets, for rules and models of every kind") {
    for (std::uint64_t seed = 0; seed < 48; ++seed) {
        Random random(seed);
        const std::size_t members = 1 + random.index(7);
        const Rule rule = support::random_rule_of_kind(random, seed % support::rule_kinds, members, 1);
        for (const VotingModel& model : support::every_model(random, members)) {
            INFO("seed " << seed << ": " << support::shown(rule) << " under " << model_name(model));
            const double expected = deficit_of(rule, model);
            CHECK(std::abs(majority_deficit(rule, model, Enumerate{}) - expected) < 1e-12);
            if (std::holds_alternative<FactorVotes>(model) && seed % support::rule_kinds > 1) continue;
            CHECK(std::abs(majority_deficit(rule, model) - expected) < 1e-12);
            if (std::holds_alternative<FactorVotes>(model)) continue;  // more nodes than a diagram of few members takes
            CHECK(std::abs(majority_deficit(rule, model, DecisionDiagram{}) - expected) < 1e-12);
        }
    }
}

TEST_CASE("Under ic the mean majority deficit is half of what the Banzhaf indices lack from the simple majority") {
    Random random(1998);
    for (std::size_t members = 1; members <= 30; ++members) {
        WeightedRule rule = support::random_weighted_rule(random, members);
        for (Weight& weight : rule.weights) weight %= 1000;
        rule.weights[0] += 1;
        rule = majority_rule(rule.weights);
        const WeightedRule simple = majority_rule(std::vector<Weight>(members, 1));
        const double lacking = banzhaf(simple).sum() - banzhaf(rule).sum();
        INFO(support::shown(rule));
        CHECK(std::abs(majority_deficit(rule, ic()) - lacking / 2) < 1e-12);
        CHECK(majority_deficit(simple, iac()) == 0);
        CHECK(majority_deficit(simple, grouped(support::random_grouping(random, members))) == 0);
    }
    // One member decides for five: 5 - 2k heads too many where k = 1, 2 others stand with it.
    CHECK(std::abs(majority_deficit(WeightedRule{{1, 0, 0, 0, 0}, 1}, ic()) - (3 * 1 + 1 * 4) / 16.0) < 1e-15);
}
