#include <stemgewicht/design/inverse.hpp>
#include <stemgewicht/design/weighted_games.hpp>
#include <stemgewicht/measures/power.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace stemgewicht;
using Catch::Matchers::WithinAbs;

namespace {

using WinTable = std::vector<bool>;  ///< for each coalition, whether it wins
using Law = std::vector<double>;     ///< the chance of each coalition to be for a motion

WinTable table_of_rule(const WeightedRule& rule) {
    WinTable wins;
    for (std::size_t set = 0; set < std::size_t{1} << rule.weights.size(); ++set) {
        Weight sum = 0;
        for (std::size_t i = 0; i < rule.weights.size(); ++i) sum += (set >> i & 1) != 0 ? rule.weights[i] : 0;
        wins.push_back(sum >= rule.quota);
    }
    return wins;
}

/// Every rule that whole weights up to the largest give, once, by what wins: all rules of so many members where the
/// largest is that of the games' least weights.
std::map<WinTable, WeightedRule> all_rules(std::size_t members, Weight largest,
                                           const std::optional<QuotaShare>& share = std::nullopt) {
    std::map<WinTable, WeightedRule> rules;
    std::vector<Weight> weights(members, 0);
    while (true) {
        std::size_t i = 0;
        while (i < members && weights[i] == largest) weights[i++] = 0;
        if (i == members) return rules;
        ++weights[i];
        const Weight total = std::accumulate(weights.begin(), weights.end(), Weight{0});
        for (Weight quota = 1; quota <= total; ++quota) {
            if (share && quota != quota_of(*share, total)) continue;
            rules.try_emplace(table_of_rule({weights, quota}), WeightedRule{weights, quota});
        }
    }
}

/// The rules of 6 members: every weighted game with every assignment.
std::map<WinTable, WeightedRule> assigned_rules(std::size_t members) {
    std::map<WinTable, WeightedRule> rules;
    for (WeightedRule rule : weighted_games(members)) {
        std::ranges::sort(rule.weights);
        do rules.try_emplace(table_of_rule(rule), rule);
        while (std::ranges::next_permutation(rule.weights).found);
    }
    return rules;
}

/// Shares of power by the definitions: swings counted, or weighed by the orders in which they occur.
std::vector<double> defined_power(const WinTable& wins, std::size_t members, bool by_orders) {
    std::vector<double> values(members, 0.0);
    double sum = 0;
    for (std::size_t i = 0; i < members; ++i)
        for (std::size_t set = 0; set < wins.size(); ++set) {
            if ((set >> i & 1) != 0 || wins[set] || !wins[set | std::size_t{1} << i]) continue;
            const auto size = static_cast<double>(std::popcount(set));
            const double swing =
                by_orders ? std::tgamma(size + 1) * std::tgamma(static_cast<double>(members) - size) : 1.0;
            values[i] += swing;
            sum += swing;
        }
    for (double& value : values) value /= sum;
    return values;
}

/// The chance of each member to disagree with the decision.
std::vector<double> defined_risk(const WinTable& wins, std::size_t members, const Law& law) {
    std::vector<double> values(members, 0.0);
    for (std::size_t set = 0; set < wins.size(); ++set)
        for (std::size_t i = 0; i < members; ++i) values[i] += ((set >> i & 1) != 0) != wins[set] ? law[set] : 0;
    return values;
}

Law independent_law(const std::vector<double>& yes) {
    Law law(std::size_t{1} << yes.size(), 1.0);
    for (std::size_t set = 0; set < law.size(); ++set)
        for (std::size_t i = 0; i < yes.size(); ++i) law[set] *= (set >> i & 1) != 0 ? yes[i] : 1 - yes[i];
    return law;
}

struct TriedAnswer {
    double distance = std::numeric_limits<double>::infinity();
    std::size_t ties = 0;
};

using DefinedValues = std::function<std::vector<double>(const WinTable&)>;

/// The nearest of all rules that keep to a condition, by looking at each.
TriedAnswer tried(const std::map<WinTable, WeightedRule>& rules, const InverseProblem& problem,
                  const DefinedValues& values, const std::function<bool(const WeightedRule&)>& keeps) {
    TriedAnswer answer;
    for (const auto& [wins, rule] : rules) {
        if (!keeps(rule)) continue;
        const double here = distance(values(wins), problem.target, problem.norm);
        if (here < answer.distance - 1e-10) answer = {here, 0};
        if (std::abs(here - answer.distance) <= 1e-10) ++answer.ties;
    }
    return answer;
}

std::vector<double> random_target(support::Random& random, std::size_t members) {
    std::vector<double> target(members);
    double sum = 0;
    for (double& share : target) sum += share = 0.02 + random.unit() * random.unit();
    for (double& share : target) share /= sum;
    return target;
}

constexpr std::array<Weight, 6> largest_weights{0, 1, 1, 2, 3, 5};

void check_against_trying(
    const std::map<WinTable, WeightedRule>& rules, const InverseProblem& problem, const DefinedValues& values,
    const std::function<bool(const WeightedRule&)>& keeps = [](const WeightedRule&) { return true; }) {
    const TriedAnswer expected = tried(rules, problem, values, keeps);
    const InverseAnswer answer = inverse(problem);
    CHECK_THAT(answer.distance(), WithinAbs(expected.distance, 1e-10));
    CHECK(answer.ties == expected.ties);
    CHECK(answer.proved);
    CHECK(answer.gap() == 0);
    for (const InverseRule& one : answer.rules) {
        CHECK(rules.contains(table_of_rule(one.rule)));
        CHECK_THAT(distance(values(table_of_rule(one.rule)), problem.target, problem.norm),
                   WithinAbs(expected.distance, 1e-10));
    }
}

InverseProblem random_problem(support::Random& random, std::size_t members, const DesignMeasure& measure) {
    return {.target = random_target(random, members),
            .measure = measure,
            .norm = static_cast<DistanceNorm>(random.index(4)),
            .constraints = {}};
}

}  // namespace

TEST_CASE("The nearest rule is that which trying every rule finds, for 200 targets") {
    support::Random random(19);
    for (std::size_t n = 2; n <= 6; ++n) {
        const auto rules = n < 6 ? all_rules(n, n < 5 ? largest_weights[n] : 5) : assigned_rules(n);
        std::array<std::map<WinTable, std::vector<double>>, 2> power;
        for (const auto& [wins, rule] : rules)
            for (const bool orders : {false, true}) power[orders ? 1 : 0].emplace(wins, defined_power(wins, n, orders));
        for (int round = 0; round < (n == 6 ? 8 : 48); ++round) {
            const bool orders = random.coin();
            INFO(n << " members, round " << round);
            check_against_trying(rules,
                                 random_problem(random, n, orders ? Index(shapley_shubik) : Index(banzhaf_normalized)),
                                 [&](const WinTable& wins) { return power[orders ? 1 : 0].at(wins); });
        }
    }
}

TEST_CASE("The nearest risks are those that trying every rule finds, under laws that tell members apart too") {
    support::Random random(20);
    for (const std::size_t n : {2U, 3U, 4U}) {
        const auto rules = all_rules(n, largest_weights[n]);
        for (int round = 0; round < 10; ++round) {
            std::vector<double> yes(n, 0.5);
            if (round % 2 == 0)
                for (double& chance : yes) chance = 0.1 + 0.8 * random.unit();
            InverseProblem problem = random_problem(
                random, n, RiskMeasure{.quantity = RiskQuantity::outvoted, .model = IndependentVotes{yes}});
            const Law law = independent_law(yes);
            INFO(n << " members, round " << round);
            check_against_trying(rules, problem, [&](const WinTable& wins) { return defined_risk(wins, n, law); });
        }
    }
}

TEST_CASE("Every chance of a member is what measured_values tells of the rule that is found") {
    for (const RiskQuantity quantity :
         {RiskQuantity::decisive, RiskQuantity::outvoted, RiskQuantity::overruled, RiskQuantity::blocked})
        for (const VotingModel& model : {VotingModel(iac()), VotingModel(IndependentVotes{{0.2, 0.7, 0.6, 0.9}})})
            for (const WeightedRule& rule : {WeightedRule{{3, 2, 1, 1}, 4}, WeightedRule{{2, 1, 1, 0}, 2}}) {
                const DesignMeasure measure = RiskMeasure{.quantity = quantity, .model = model};
                const InverseProblem problem{.target = measured_values(measure, rule), .measure = measure};
                CHECK_THAT(inverse(problem).distance(), WithinAbs(0, 1e-12));
            }
    for (const Index& index : index_table) {
        if (!std::holds_alternative<VoteIndex>(index) && !std::holds_alternative<SetIndex>(index)) continue;
        const WeightedRule rule{{4, 2, 2, 1, 1}, 6};
        if (text_of(index).name == tijs.text.name) continue;  // of veto players, of whom there are none
        INFO(text_of(index).name);
        const InverseProblem problem{.target = measured_values(index, rule), .measure = index};
        CHECK_THAT(inverse(problem).distance(), WithinAbs(0, 1e-9));
    }
}

TEST_CASE("Constraints leave those rules that keep to them") {
    support::Random random(21);
    constexpr std::size_t n = 4;
    const auto rules = all_rules(n, 4);
    for (int round = 0; round < 40; ++round) {
        InverseProblem problem = random_problem(random, n, Index(banzhaf_normalized));
        DesignConstraints& constraints = problem.constraints;
        constraints.proper = random.coin();
        constraints.no_veto = random.coin();
        constraints.no_dictator = random.coin();
        constraints.no_null = random.index(3) == 0;
        if (random.coin()) constraints.winning = {Coalition(n, 1 + random.index(3))};
        if (random.coin()) constraints.losing = {Coalition(n, 4 + random.index(4))};
        if (random.coin()) constraints.order = {{2, 0}, {0, 1}};
        if (random.coin())
            constraints.bounds = {{.member = 3, .measure = Index(banzhaf), .least = 0.1, .most = 0.6},
                                  {.member = 0,
                                   .measure = RiskMeasure{.quantity = RiskQuantity::blocked,
                                                          .model = IndependentVotes{{0.2, 0.5, 0.6, 0.7}}},
                                   .most = 0.3}};
        const auto keeps = [&](const WeightedRule& rule) {
            const WinTable wins = table_of_rule(rule);
            for (const auto& [heavier, lighter] : constraints.order)
                for (std::size_t set = 0; set < wins.size(); ++set)
                    if ((set >> heavier & 1) == 0 && (set >> lighter & 1) == 1 && wins[set] &&
                        !wins[set ^ std::size_t{1} << heavier ^ std::size_t{1} << lighter])
                        return false;
            DesignConstraints others = constraints;
            others.order.clear();
            return !broken_constraint(others, rule).has_value();
        };
        INFO("round " << round);
        bool any = false;
        for (const auto& [wins, rule] : rules) any = any || keeps(rule);
        if (any)
            check_against_trying(
                rules, problem, [&](const WinTable& wins) { return defined_power(wins, n, false); }, keeps);
        else
            CHECK(support::refusal([&] { return inverse(problem); }).starts_with("constraints: must be ones that"));
    }
}

TEST_CASE("A share of the quota leaves those games that have weights for it") {
    support::Random random(22);
    constexpr std::size_t n = 4;
    for (const QuotaShare& share : {majority_share, QuotaShare{2, 3, false}, QuotaShare{3, 4, true},
                                    QuotaShare{7, 10, false}, QuotaShare{1, 1, false}, QuotaShare{1, 3, true}}) {
        const auto rules = all_rules(n, 9, share);
        for (int round = 0; round < 4; ++round) {
            InverseProblem problem = random_problem(random, n, Index(banzhaf_normalized));
            problem.constraints.quota = share;
            INFO(share.numerator << "/" << share.denominator << ", round " << round);
            check_against_trying(rules, problem, [&](const WinTable& wins) { return defined_power(wins, n, false); });
            for (const InverseRule& one : inverse(problem).rules)
                CHECK(one.rule.quota == quota_of(share, total_weight(one.rule.weights)));
        }
    }
}

TEST_CASE("Constraints that no rule keeps to are told, and which two exclude each other") {
    const auto told = [](const DesignConstraints& constraints) {
        return support::refusal([&] {
            return inverse(
                {.target = {0.5, 0.3, 0.2}, .measure = Index(banzhaf_normalized), .constraints = constraints});
        });
    };
    const std::string must = "constraints: must be ones that some rule of 3 members keeps to, got ";
    CHECK(told({.quota = QuotaShare{1, 1, false}, .no_dictator = true, .no_veto = true}) ==
          must + "quota >= 1/1 with no_veto, which exclude each other");
    CHECK(told({.winning = {Coalition(3, 1)}, .losing = {Coalition(3, 3)}}) ==
          must + "winning=member 0 with losing=member 0+member 1, which exclude each other");
    CHECK(told({.losing = {Coalition(3, 7)}}) == must + "losing=member 0+member 1+member 2, to which none does");
    CHECK(told({.proper = true, .winning = {Coalition(3, 3), Coalition(3, 4)}}) ==
          must +
              "proper, winning=member 0+member 1, winning=member 2, which exclude each other together, though no two "
              "of them do");
    CHECK(told({.bounds = {{.member = 1, .measure = Index(shapley_shubik), .least = 0.9, .most = 0.95}}}) ==
          must + "shapley_shubik of member 1 >= 0.9 and <= 0.95, to which none does");
}

TEST_CASE("Targets and sizes that the exact way does not take are refused") {
    using support::refusal;
    CHECK(refusal([] { return inverse({.target = {0.5, 0.4}, .measure = Index(banzhaf_normalized)}); }) ==
          "target: must be numbers that sum to 1, as banzhaf_normalized does, got a sum of 0.9");
    const auto all_compared = [](std::size_t members, const DesignMeasure& measure) {
        return compares_all_rules({.target = std::vector<double>(members, 0.2), .measure = measure});
    };
    const RiskMeasure named{.quantity = RiskQuantity::outvoted,
                            .model = IndependentVotes{{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8}}};
    CHECK(all_compared(8, Index(banzhaf)));
    CHECK(all_compared(8, RiskMeasure{.quantity = RiskQuantity::outvoted, .model = iac()}));
    CHECK_FALSE(all_compared(9, Index(banzhaf)));
    CHECK_FALSE(all_compared(8, named));
    CHECK(support::too_large([] {
              return inverse({.target = std::vector<double>(9, 0.5), .measure = Index(banzhaf)});
          }) == "inverse: all rules are compared for up to 8 members, got 9; inverse_search carries more");
    CHECK(support::too_large([] {
              return inverse(
                  {.target = std::vector<double>(8, 0.2),
                   .measure = RiskMeasure{.quantity = RiskQuantity::outvoted,
                                          .model = IndependentVotes{{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8}}}});
          }) ==
          "inverse: all rules are compared under a law that does not treat all members alike for up to 7 members, got "
          "8; inverse_search carries more");
}
