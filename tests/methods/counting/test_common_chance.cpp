#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/methods/choice/exact.hpp>
#include <stemgewicht/methods/counting/common_chance_pass.hpp>
#include <stemgewicht/methods/counting/common_chance_standings.hpp>
#include <stemgewicht/methods/counting/cumulative_law.hpp>
#include <stemgewicht/methods/counting/forward_backward.hpp>
#include <stemgewicht/methods/counting/residue_counts.hpp>
#include <stemgewicht/methods/counting/tail_bound.hpp>
#include <stemgewicht/methods/counting/weight_classes.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/models/independent.hpp>
#include <stemgewicht/models/laws/homogeneous_nodes.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"
#include "support/rounds.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;
using support::Random;

namespace {

using Catch::Matchers::ContainsSubstring;
using Wide = boost::multiprecision::uint512_t;

/// Sets of the others of each size by what a member of one weight makes of them: lost with it, won by it, won anyway.
template <class Number>
struct OtherSets {
    std::vector<Number> lost, turned, won;
};

/// By counting all sets of the others by weight and size; without sizes, all in one row.
template <class Number>
OtherSets<Number> other_sets(const WeightedRule& rule, std::size_t member, bool by_size) {
    const auto quota = static_cast<std::size_t>(rule.quota);
    const std::size_t rows = by_size ? rule.member_count() : 1;
    std::vector<std::vector<Number>> sets(rows,
                                          std::vector<Number>(quota + 1));  // [size][weight, stopped at the quota]
    sets[0][0] = 1;
    for (std::size_t j = 0; j < rule.member_count(); ++j) {
        if (j == member) continue;
        const auto weight = static_cast<std::size_t>(rule.weights[j]);
        for (std::size_t s = rows; s-- > (by_size ? 1 : 0);) {
            const std::vector<Number> from = sets[by_size ? s - 1 : s];
            for (std::size_t t = 0; t <= quota; ++t) sets[s][std::min(quota, t + weight)] += from[t];
        }
    }
    OtherSets<Number> result{std::vector<Number>(rows), std::vector<Number>(rows), std::vector<Number>(rows)};
    for (std::size_t s = 0; s < rows; ++s)
        for (std::size_t t = 0; t <= quota; ++t) {
            const bool with = t + static_cast<std::size_t>(rule.weights[member]) >= quota;
            (t >= quota ? result.won : with ? result.turned : result.lost)[s] += sets[s][t];
        }
    return result;
}

/// The largest relative error of the chances of a standing; infinite where one is 0 and the other is not.
double relative_error(const Standing& found, const std::array<long double, 5>& exact) {
    const std::array<double, 5> values{found.yes_pass, found.yes_fail, found.no_pass, found.no_fail, found.decisive};
    double worst = 0;
    for (std::size_t k = 0; k < 5; ++k)
        if (static_cast<long double>(values[k]) != exact[k])
            worst = std::max(worst, static_cast<double>(std::abs(values[k] - exact[k]) / exact[k]));
    return worst;
}

/// From sets of others by size: under iac, or under coins where `coins`.
std::array<long double, 5> exact_standing(const WeightedRule& rule, std::size_t member, bool coins) {
    const auto sets = other_sets<std::uint64_t>(rule, member, true);
    const auto n = static_cast<long double>(rule.member_count());
    // The chance of one set of s of so many voters: a coin each, or s! (voters - s)! / (voters + 1)!.
    const auto chance = [&](long double voters, std::size_t s) {
        if (coins) return std::pow(0.5L, voters);
        long double result = 1 / (voters + 1);
        for (std::size_t k = 1; k <= s; ++k) result *= static_cast<long double>(k) / (voters - s + k);
        return result;
    };
    std::array<long double, 5> exact{};
    for (std::size_t s = 0; s < rule.member_count(); ++s) {
        exact[0] += static_cast<long double>(sets.turned[s] + sets.won[s]) * chance(n, s + 1);
        exact[1] += static_cast<long double>(sets.lost[s]) * chance(n, s + 1);
        exact[2] += static_cast<long double>(sets.won[s]) * chance(n, s);
        exact[3] += static_cast<long double>(sets.lost[s] + sets.turned[s]) * chance(n, s);
        exact[4] += static_cast<long double>(sets.turned[s]) * chance(n - 1, s);
    }
    return exact;
}

std::array<long double, 5> exact_coin_standing(const WeightedRule& rule, std::size_t member) {
    const auto sets = other_sets<Wide>(rule, member, false);
    const int n = static_cast<int>(rule.member_count());
    const auto share = [](const Wide& number, int bits) { return std::ldexp(number.convert_to<long double>(), -bits); };
    return {share(sets.turned[0] + sets.won[0], n), share(sets.lost[0], n), share(sets.won[0], n),
            share(sets.lost[0] + sets.turned[0], n), share(sets.turned[0], n - 1)};
}

/// Boards of many kinds: equal weights, few and many values, one or two heavy members, idle ones; any quota.
WeightedRule random_board(Random& random, std::size_t most_members, Weight most) {
    const auto count = static_cast<std::size_t>(random.between(1, static_cast<Weight>(most_members)));
    WeightedRule rule{.weights = std::vector<Weight>(count), .quota = 1};
    const std::size_t kind = random.index(5);
    for (std::size_t i = 0; i < count; ++i) {
        Weight& weight = rule.weights[i];
        weight = random.between(kind == 0 ? 0 : 1, kind == 1 ? 2 : most);
        if (kind == 2) weight = 1 + weight * weight / most;
        if (kind == 3 && i < 2) weight *= static_cast<Weight>(count) / 3 + 1;
        if (kind == 4) weight = 3 * (weight / 2);
    }
    rule.weights[random.index(count)] += 1;
    const Weight total = total_weight(rule.weights);
    rule.quota = random.coin() ? majority_quota(total) : random.between(1, total);
    return rule;
}

template <class Exactly>
double worst_error(const WeightedRule& rule, const VoteLaw& law, const Exactly& exactly) {
    const std::vector<Standing> found = member_standings(rule, law, Exact{});
    std::map<Weight, std::array<long double, 5>> exact;
    double worst = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (!exact.contains(rule.weights[i])) exact[rule.weights[i]] = exactly(rule, i);
        worst = std::max(worst, relative_error(found[i], exact[rule.weights[i]]));
    }
    return worst;
}

bool same(const Standing& a, const Standing& b) {
    return a.yes_pass == b.yes_pass && a.yes_fail == b.yes_fail && a.no_pass == b.no_pass && a.no_fail == b.no_fail &&
           a.decisive == b.decisive;
}

}  // namespace

TEST_CASE("Every chance under coins is the exact count of sets to one part in 1e12, to 300 members") {
    double worst = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Random random(seed);
        const WeightedRule rule = random_board(random, seed % 4 == 0 ? 300 : 120, 9);
        const double error = worst_error(rule, vote_law(ic(), rule.member_count()), exact_coin_standing);
        INFO("seed " << seed << ", " << support::shown(rule));
        CHECK(error < 1e-12);
        worst = std::max(worst, error);
    }
    WARN("worst relative error under coins: " << worst);
}

TEST_CASE("Every chance under one unknown chance of yes is the exact one to one part in 1e12, to 40 members") {
    double worst = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Random random(1000 + seed);
        const WeightedRule rule = random_board(random, 40, 12);
        const double error =
            worst_error(rule, vote_law(iac(), rule.member_count()),
                        [](const WeightedRule& r, std::size_t i) { return exact_standing(r, i, false); });
        INFO("seed " << seed << ", " << support::shown(rule));
        CHECK(error < 1e-12);
        worst = std::max(worst, error);
        CHECK(worst_error(rule, vote_law(ic(), rule.member_count()),
                          [](const WeightedRule& r, std::size_t i) { return exact_standing(r, i, true); }) < 1e-12);
    }
    WARN("worst relative error under iac: " << worst);
}

TEST_CASE("One count at each node gives what a forward and a backward pass at every node gives") {
    for (std::uint64_t seed = 0; seed < support::rounds(40U); ++seed) {
        Random random(2000 + seed);
        const WeightedRule rule = random_board(random, 150, 40);
        const std::size_t n = rule.member_count();
        for (const HomogeneousVotes& model : {iac(), beta(0.5, 0.5), beta(7, 2), beta(1, 30), beta(1e-3, 1)}) {
            const VoteLaw every_node = vote_law(model, n, true);
            const auto slow =
                detail::WeightedPass(rule, every_node, std::size_t{1} << 22).standings_of(std::vector<bool>(n, true));
            const auto fast = member_standings(rule, model, Exact{});
            INFO("seed " << seed << ", " << support::shown(rule) << ", beta " << model.a << ", " << model.b);
            for (std::size_t i = 0; i < n; ++i) {
                const Standing& s = slow[i];
                CHECK(relative_error(fast[i], {s.yes_pass, s.yes_fail, s.no_pass, s.no_fail, s.decisive}) < 1e-12);
            }
            const double pass = detail::WeightedPass(rule, every_node, std::size_t{1} << 22).pass();
            CHECK(std::abs(pass_probability(rule, model, Exact{}) - pass) < 1e-12 * pass);
        }
    }
}

TEST_CASE("The exact number of nodes changes nothing but the last digits, and so do threads not even these") {
    Random random(5);
    WeightedRule rule{.weights = std::vector<Weight>(300), .quota = 1};
    for (Weight& weight : rule.weights) weight = random.between(1, 25);
    rule.quota = majority_quota(total_weight(rule.weights));
    const auto few = member_standings(rule, iac(), Exact{});
    const auto every = member_standings(rule, iac(), Exact{.every_node = true});
    const auto threads = member_standings(rule, iac(), Exact{.threads = 2});
    const auto all_cores = member_standings(rule, iac(), Exact{.threads = 7});
    double sum = 0;
    for (std::size_t i = 0; i < few.size(); ++i) {
        CHECK(std::abs(few[i].decisive - every[i].decisive) < 1e-13 * few[i].decisive);
        CHECK(same(few[i], threads[i]));
        CHECK(same(few[i], all_cores[i]));
        sum += few[i].decisive;
    }
    CHECK(std::abs(sum - 1) < 1e-13);
    CHECK(vote_law(iac(), 300).factors[0].node_count() < vote_law(iac(), 300, true).factors[0].node_count() / 2);
}

TEST_CASE("One chance of yes next to 0 or 1 leaves every chance its digits") {
    for (std::uint64_t seed = 0; seed < support::rounds(100U); ++seed) {
        Random random(3000 + seed);
        const WeightedRule rule = random_board(random, 12, 9);
        for (const double p : {1 - 1e-10, 1 - 1e-13, 1e-12}) {
            const VoteLaw law = vote_law(independent(std::vector<double>(rule.member_count(), p)), rule.member_count());
            const std::vector<Standing> listed = detail::member_standings(rule, law, Enumerate{});
            INFO("seed " << seed << ", " << support::shown(rule) << ", chance " << p);
            CHECK(worst_error(rule, law, [&](const WeightedRule&, std::size_t i) -> std::array<long double, 5> {
                      const Standing& s = listed[i];
                      return {s.yes_pass, s.yes_fail, s.no_pass, s.no_fail, s.decisive};
                  }) < 1e-12);
        }
    }
}

TEST_CASE("A chance that a heavy member has to meet by all others together is sure at once") {
    // All others block a motion without the heaviest far more rarely than they do with it.
    std::vector<Weight> weights(180, 1);
    const std::vector<Weight> heavy{160, 60, 60, 50, 20, 20, 20, 20, 20, 20};
    std::ranges::copy(heavy, weights.begin());
    std::fill_n(weights.begin() + 10, 60, 3);
    const Weight quota = majority_quota(total_weight(weights));
    const LeaveOneOutPass pass(weights, std::span(&quota, 1), homogeneous_nodes(beta(1000, 1), weights.size(), false));
    const std::size_t memory = std::size_t{1} << 30, heaviest = pass.board().classes.size() - 1;
    LeaveOneOutSums unsure(1, pass.board().classes.size() + 1);
    unsure.standings[heaviest].error.yes_fail = 1;
    const CheckedStanding found = pass.run_apart({heaviest}, unsure, 1, memory).standings[heaviest];
    CHECK(found.value.yes_fail < 1e-6 * found.value.no_fail);
    CHECK(found.is_sure());
}

TEST_CASE("What cannot happen has a chance of exactly 0") {
    std::vector<Weight> weights(60, 10);
    weights[0] = 350;  // a veto at 650
    weights[1] = 1;    // null: all other weights are multiples of ten
    weights[2] = 0;
    for (const HomogeneousVotes& model : {iac(), beta(2, 5)}) {
        for (const auto& standings : {member_standings(WeightedRule{weights, 650}, model, Exact{}),
                                      member_standings(WeightedRule{weights, 650}, vote_law(ic(), 60), Exact{})}) {
            CHECK(standings[0].no_pass == 0);
            CHECK(standings[0].decisive > 0);
            CHECK(standings[1].decisive == 0);
            CHECK(standings[2].decisive == 0);
        }
        const auto alone = member_standings(WeightedRule{weights, 300}, model, Exact{});
        CHECK(alone[0].yes_fail == 0);
        CHECK(alone[1].decisive == 0);
    }
}

TEST_CASE("Chances at the ends that are dropped are reported where they matter, and counted then") {
    std::vector<Weight> weights(400, 7);
    for (std::size_t i = 0; i < weights.size(); i += 3) weights[i] = 5;
    for (const Weight quota : {Weight{40}, Weight{600}, Weight{2400}}) {  // chances of 1e-100 and less
        const WeightedRule rule{weights, quota};
        CHECK(worst_error(rule, vote_law(ic(), 400), exact_coin_standing) < 1e-12);
    }
}

TEST_CASE("Bounds on settled outcomes hold") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Random random(3000 + seed);
        const WeightedRule rule = random_board(random, 40, 12);
        const double p = 0.5 * random.unit();
        const auto board = detail::weight_classes(rule.weights);
        const std::size_t quota = board.counted(rule.quota);
        CumulativeCount count;
        count.count(board.ascending, p, board.total + 1);
        double mean = 0;
        for (const std::size_t weight : board.ascending) mean += p * static_cast<double>(weight);
        const bool below = mean < static_cast<double>(quota);
        const double tail = below ? count.from(quota) : count.below(quota).value();
        CHECK(std::log(tail) <= detail::log_tail_bound(board.classes, p, quota, -1e9) + 1e-9);
        CHECK(std::abs(count.from(quota) + count.below(quota).value() - 1) < 1e-13);
    }
}

TEST_CASE("Half of the machine's memory is the default, and a refusal says what is needed") {
    CHECK(Exact{}.memory == half_of_memory());
    CHECK(half_of_memory() >= std::size_t{1} << 28);
    std::vector<Weight> weights(40);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = 1'000'003 + static_cast<Weight>(i * i);
    const WeightedRule board = majority_rule(weights);
    CHECK_THAT(support::too_large([&] { return member_standings(board, iac(), Exact{.memory = 1 << 20}); }),
               ContainsSubstring("needs 191 MB, allowed are 1 MB; allow more memory, or use normal or monte_carlo"));
}

TEST_CASE("Gauss-Legendre points mirror each other, and integrate every product to its last digits") {
    for (const std::size_t degree : std::vector<std::size_t>{1, 2, 3, 10, 57, 190, 500, 1000}) {
        const Quadrature rule = gauss_legendre(gauss_points_for_products(degree));
        CHECK((rule.points + rule.points.reverse() == 1).all());
        double worst = 0;
        for (std::size_t k = 0; k <= degree; ++k) {
            const auto a = static_cast<double>(k), b = static_cast<double>(degree - k);
            const double scale = std::lgamma(a + 1) + std::lgamma(b + 1) - std::lgamma(a + b + 2);
            const double sum =
                (rule.masses * (a * rule.points.log() + b * (1 - rule.points).log() - scale).exp()).sum();
            worst = std::max(worst, std::abs(sum - 1));
        }
        INFO("degree " << degree << ": " << worst);
        CHECK(worst < 2e-15 * static_cast<double>(degree + 5));  // the logarithms round more than the rule
    }
    CHECK(support::refusal([] { return gauss_legendre(0); }) == "count: must be at least 1, got 0");
}

TEST_CASE("The lightest members keep their digits beside heavy ones, where errors of rounding could add up") {
    for (const Weight most : {Weight{2'000}, Weight{16'000}}) {
        Random random(static_cast<std::uint64_t>(most));
        WeightedRule rule{.weights = {1, 1, 1, 2, 5}, .quota = 1};
        while (rule.weights.size() < 128) rule.weights.push_back(random.between(most / 100, most));
        for (const double share : {0.5, 0.37, 0.8}) {
            rule.quota = static_cast<Weight>(share * static_cast<double>(total_weight(rule.weights))) + 1;
            const SwingTotals exact = weighted_swing_totals(rule, std::size_t{1} << 30);
            const std::vector<Standing> found = member_standings(rule, vote_law(ic(), 128), Exact{});
            for (std::size_t i = 0; i < 128; ++i)
                CHECK(found[i].decisive ==
                      Approx(std::ldexp(exact.swings[i].convert_to<double>(), -127)).epsilon(1e-12));
        }
    }
}

TEST_CASE("Motions on which all agree leave those decisive without whom they would fail") {
    const WeightedRule rule{{5, 3, 2, 1}, 9};
    VoteFactor factor{.members = {0, 1, 2, 3}, .masses = Eigen::Array3d(0.25, 0.25, 0.5), .yes = Eigen::ArrayXXd(4, 3)};
    factor.yes.col(0) = 1;
    factor.yes.col(1) = 0;
    factor.yes.col(2) = 0.5;
    const VoteLaw law{.member_count = 4, .factors = {factor}};
    const std::vector<Standing> found = member_standings(rule, law, Exact{}),
                                all = member_standings(rule, law, Enumerate{});
    CHECK(all[0].decisive == Approx(0.25 + 0.5 * 3 / 8).epsilon(1e-12));
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(found[i].decisive == Approx(all[i].decisive).epsilon(1e-12));
        CHECK(found[i].yes_pass == Approx(all[i].yes_pass).epsilon(1e-12));
        CHECK(found[i].no_fail == Approx(all[i].no_fail).epsilon(1e-12));
    }
}
