#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/counting/union_power.hpp>

#include "catch.hpp"
#include "support/exact_reference.hpp"
#include "support/largest_error.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

using support::Big;

/// The chance of one given set of k out of n voters: k! (n - k)! / (n + 1)! under a common uniform chance, or 2^-n.
long double set_chance(bool common, std::size_t n, std::size_t k) {
    if (!common) return std::exp2(-static_cast<long double>(n));
    long double chance = 1 / static_cast<long double>(n + 1);
    for (std::size_t j = 0; j < k; ++j) chance *= static_cast<long double>(j + 1) / static_cast<long double>(n - j);
    return chance;
}

bool in(std::size_t set, std::size_t i) { return ((set >> i) & 1) != 0; }

/// From the definition: every set of other unions, and every set of other members of the own union.
std::vector<double> enumerated(const WeightedRule& rule, const Grouping& unions, bool between, bool inside) {
    const auto members = members_by_group(unions);
    const std::size_t m = members.size();
    std::vector<double> values(rule.member_count());
    for (std::size_t u = 0; u < m; ++u)
        for (std::size_t r = 0; r < members[u].size(); ++r) {
            const std::size_t s = members[u].size();
            long double value = 0;
            for (std::size_t blocs = 0; blocs < std::size_t{1} << m; ++blocs) {
                if (in(blocs, u)) continue;
                Weight outside = 0;
                for (std::size_t i = 0; i < rule.member_count(); ++i)
                    outside += in(blocs, unions.group_of[i]) ? rule.weights[i] : 0;
                for (std::size_t set = 0; set < std::size_t{1} << s; ++set) {
                    if (in(set, r)) continue;
                    Weight weight = outside;
                    for (std::size_t k = 0; k < s; ++k) weight += in(set, k) ? rule.weights[members[u][k]] : 0;
                    if (weight < rule.quota && weight + rule.weights[members[u][r]] >= rule.quota)
                        value += set_chance(between, m - 1, static_cast<std::size_t>(std::popcount(blocs))) *
                                 set_chance(inside, s - 1, static_cast<std::size_t>(std::popcount(set)));
                }
            }
            values[members[u][r]] = static_cast<double>(value);
        }
    return values;
}

/// [k][t]: how many sets of k of the items weigh t, in whole numbers; more than `length` is left out.
std::vector<std::vector<Big>> sets_by_size(const std::vector<Weight>& items, std::size_t without, std::size_t length) {
    std::vector<std::vector<Big>> table(items.size(), std::vector<Big>(length, 0));
    table[0][0] = 1;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (i != without)
            for (std::size_t k = items.size() - 1; k > 0; --k)
                for (std::size_t t = length; t-- > static_cast<std::size_t>(items[i]);)
                    table[k][t] += table[k - 1][t - static_cast<std::size_t>(items[i])];
    return table;
}

/// Whole numbers up to the last multiplication with the chances of a set.
std::vector<double> counted_exactly(const WeightedRule& rule, const Grouping& unions, bool between, bool inside) {
    const auto members = members_by_group(unions);
    const auto quota = static_cast<std::size_t>(rule.quota);
    std::vector<Weight> totals;
    for (const auto& each : members) {
        totals.push_back(0);
        for (const std::size_t i : each) totals.back() += rule.weights[i];
    }
    std::vector<double> values(rule.member_count());
    for (std::size_t u = 0; u < members.size(); ++u) {
        const auto others = sets_by_size(totals, u, quota);
        std::vector<Weight> own;
        for (const std::size_t i : members[u]) own.push_back(rule.weights[i]);
        for (std::size_t r = 0; r < own.size(); ++r) {
            const auto with = sets_by_size(own, r, quota);
            const auto weight = static_cast<std::size_t>(own[r]);
            long double value = 0;
            for (std::size_t a = 0; a < others.size(); ++a)
                for (std::size_t b = 0; b < with.size(); ++b) {
                    Big pairs = 0;
                    for (std::size_t t = 0; t < quota; ++t)
                        for (std::size_t x = quota - std::min(quota, t + weight); x + t < quota; ++x)
                            pairs += with[b][t] * others[a][x];
                    value += set_chance(between, members.size() - 1, a) * set_chance(inside, own.size() - 1, b) *
                             static_cast<long double>(pairs);
                }
            values[members[u][r]] = static_cast<double>(value);
        }
    }
    return values;
}

Grouping groups_of(std::size_t count, std::size_t groups) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < count; ++i) labels.push_back(std::to_string(i % groups));
    return make_grouping("union", labels);
}

constexpr bool both[] = {false, true};

}  // namespace

TEST_CASE("Members are decisive in their unions as often as the definitions say, on random boards") {
    support::Random random(20180321);
    int counted = 0;
    for (int game = 0; game < 400; ++game) {
        const std::size_t n = 1 + random.index(9);
        const WeightedRule rule = support::random_weighted_rule(random, n);
        if (detail::counted_rule(rule).quota > 50'000) continue;
        ++counted;
        const Grouping unions = support::random_grouping(random, n);
        INFO(support::shown(rule) << " in " << support::list(unions.group_of));
        for (const bool between : both)
            for (const bool inside : both)
                CHECK(support::largest_error(union_decisive(rule, unions, between, inside),
                                             enumerated(rule, unions, between, inside)) < 1e-13);
    }
    CHECK(counted > 300);
}

TEST_CASE("Boards too large to enumerate agree with whole numbers by size") {
    support::Random random(3);
    for (const auto& [count, groups] : {std::pair<std::size_t, std::size_t>{40, 6}, {60, 20}, {36, 2}}) {
        WeightedRule rule{.weights = {}, .quota = 1};
        for (std::size_t i = 0; i < count; ++i) rule.weights.push_back(random.between(0, 9));
        const Weight total = total_weight(rule.weights);
        const Grouping unions = groups_of(count, groups);
        for (const Weight quota : {majority_quota(total), 3 * total / 4})
            for (const bool between : both)
                for (const bool inside : both) {
                    rule.quota = quota;
                    CHECK(support::largest_error(union_decisive(rule, unions, between, inside),
                                                 counted_exactly(rule, unions, between, inside)) < 1e-13);
                }
    }
}

TEST_CASE("Unions of one, and one union of all, leave the indices without unions") {
    support::Random random(4);
    for (const std::size_t n : {1u, 2u, 13u, 90u}) {
        const WeightedRule rule{.weights = std::vector<Weight>(n, 2), .quota = static_cast<Weight>(n)};
        WeightedRule board = rule;
        for (Weight& weight : board.weights) weight = random.between(1, 20);
        board.quota = majority_quota(total_weight(board.weights));
        const Eigen::ArrayXd fair = banzhaf(board), common = shapley_shubik(board);
        for (const bool other : both)
            for (const auto& [singles, expected] : {std::pair(false, &fair), std::pair(true, &common)}) {
                CHECK((union_decisive(board, groups_of(n, n), singles, other) - *expected).abs().maxCoeff() < 1e-14);
                CHECK((union_decisive(board, groups_of(n, 1), other, singles) - *expected).abs().maxCoeff() < 1e-14);
            }
    }
}

TEST_CASE("Under unanimity the chances are those of everyone else to say yes") {
    for (const std::size_t size : {2u, 5u, 30u, 120u}) {
        const std::size_t unions = 7;
        const std::size_t n = unions * size;
        const WeightedRule rule{std::vector<Weight>(n, 1), static_cast<Weight>(n)};
        for (const bool between : both)
            for (const bool inside : both) {
                const double expected =
                    (between ? 1.0 / static_cast<double>(unions) : std::ldexp(1, 1 - static_cast<int>(unions))) *
                    (inside ? 1.0 / static_cast<double>(size) : std::ldexp(1, 1 - static_cast<int>(size)));
                const Eigen::ArrayXd values = union_decisive(rule, groups_of(n, unions), between, inside);
                CHECK((values / expected - 1).abs().maxCoeff() < 1e-13);
            }
    }
}

TEST_CASE("The Owen values of a large board sum to 1, and to the Shapley-Shubik index of each union") {
    support::Random random(6);
    const std::size_t n = 266, groups = 30;
    WeightedRule rule{.weights = {}, .quota = 1};
    for (std::size_t i = 0; i < n; ++i) rule.weights.push_back(random.between(1, 102));
    rule.quota = majority_quota(total_weight(rule.weights));
    const Eigen::ArrayXd owen = union_decisive(rule, groups_of(n, groups), true, true);
    CHECK(std::abs(owen.sum() - 1) < 1e-13);
    WeightedRule of_unions{.weights = std::vector<Weight>(groups), .quota = rule.quota};
    Eigen::ArrayXd shares = Eigen::ArrayXd::Zero(static_cast<Eigen::Index>(groups));
    for (std::size_t i = 0; i < n; ++i) {
        of_unions.weights[i % groups] += rule.weights[i];
        shares[static_cast<Eigen::Index>(i % groups)] += owen[static_cast<Eigen::Index>(i)];
    }
    CHECK((shares - shapley_shubik(of_unions)).abs().maxCoeff() < 1e-13);
}

TEST_CASE("The number of threads changes no digit") {
    support::Random random(8);
    WeightedRule rule{.weights = {}, .quota = 1};
    for (int i = 0; i < 80; ++i) rule.weights.push_back(random.between(0, 400));
    rule.quota = majority_quota(total_weight(rule.weights));
    const Grouping unions = groups_of(80, 11);
    for (const bool between : both)
        for (const bool inside : both) {
            const Eigen::ArrayXd one = union_decisive(rule, unions, between, inside, 1);
            for (const int threads : {0, 2, 3, 8})
                CHECK((union_decisive(rule, unions, between, inside, threads) == one).all());
        }
}

TEST_CASE("Boards, unions and threads that are not valid are refused") {
    const WeightedRule rule{{3, 2, 1}, 4};
    CHECK(support::refusal([&] { return union_decisive(WeightedRule{{1}, 2}, groups_of(1, 1), true, true); }) ==
          "rule.quota: must be 1..1, got 2");
    CHECK(support::refusal([&] { return union_decisive(rule, groups_of(2, 1), true, true); }) ==
          "unions.group_of: must be one group for each of the 3 members, got 2");
    CHECK(support::refusal([&] { return union_decisive(rule, groups_of(3, 2), true, true, -1); }) ==
          "threads: must be 0 for all cores, or more, got -1");
    CHECK_THAT(support::too_large([&] {
                   return union_decisive({{1'000'003, 1'000'001, 1'000'000}, 2'000'004}, groups_of(3, 2), true, true, 1,
                                         1 << 20);
               }),
               Catch::Matchers::ContainsSubstring("allowed are 1 MB; allow more memory, or use enumerate"));
}
