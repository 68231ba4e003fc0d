#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/counting/critical_members.hpp>
#include <stemgewicht/methods/counting/minimal_winning.hpp>

#include "catch.hpp"
#include "support/exact_reference.hpp"
#include "support/largest_error.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

using support::Big;

/// What the indices are made of, from their definitions.
struct Answer {
    double count = 0;
    std::vector<double> containing, minimal, critical;
};

std::vector<double> normalized(std::vector<long double> values) {
    const long double sum = std::accumulate(values.begin(), values.end(), 0.0L);
    std::vector<double> result;
    for (const long double value : values) result.push_back(static_cast<double>(value / sum));
    return result;
}

/// Every set of members, one by one.
Answer enumerated(const WeightedRule& rule) {
    const std::size_t n = rule.member_count();
    long double count = 0;
    std::vector<long double> containing(n), minimal(n), critical(n);
    for (std::size_t set = 1; set < std::size_t{1} << n; ++set) {
        Weight weight = 0;
        for (std::size_t i = 0; i < n; ++i) weight += (set >> i) & 1 ? rule.weights[i] : 0;
        if (weight < rule.quota) continue;
        std::vector<std::size_t> decides;
        std::size_t size = 0;
        for (std::size_t i = 0; i < n; ++i) {
            if (!((set >> i) & 1)) continue;
            ++size;
            if (weight - rule.weights[i] < rule.quota) decides.push_back(i);
        }
        for (const std::size_t i : decides) {
            critical[i] += 1.0L / static_cast<long double>(decides.size());
            if (decides.size() == size) {
                containing[i] += 1;
                minimal[i] += 1.0L / static_cast<long double>(size);
                count += 1.0L / static_cast<long double>(size);
            }
        }
    }
    Answer answer{.count = static_cast<double>(std::round(count)),
                  .containing = {},
                  .minimal = normalized(minimal),
                  .critical = normalized(critical)};
    for (const long double sets : containing) answer.containing.push_back(static_cast<double>(sets / count));
    return answer;
}

using Table = std::vector<std::vector<Big>>;  // [size][weight]: how many sets

Table with_member(const Table& table, Weight weight, bool forced) {
    Table next(table.size() + 1, std::vector<Big>(table[0].size(), 0));
    for (std::size_t k = 0; k < table.size(); ++k)
        for (std::size_t t = 0; t < table[k].size(); ++t) {
            if (!forced) next[k][t] += table[k][t];
            if (t + static_cast<std::size_t>(weight) < table[k].size())
                next[k + 1][t + static_cast<std::size_t>(weight)] += table[k][t];
        }
    return next;
}

/// The answer in whole numbers from tables by size and weight, one set of tables for each member; the members in
/// descending order of weight.
Answer counted_exactly(const WeightedRule& rule) {
    const std::size_t n = rule.member_count(), quota = static_cast<std::size_t>(rule.quota);
    const auto weight = [&](std::size_t i) { return i < n ? static_cast<std::size_t>(rule.weights[i]) : 0; };
    const std::size_t length = quota + weight(0);
    std::vector<std::vector<Big>> light(n + 1,
                                        std::vector<Big>(length + 1));  // [m][t]: sets of members m.. of weight t
    light[n][0] = 1;
    for (std::size_t m = n; m-- > 0;)
        for (std::size_t t = 0; t <= length; ++t)
            light[m][t] = light[m + 1][t] + (t >= weight(m) ? light[m + 1][t - weight(m)] : 0);
    for (auto& sums : light) std::partial_sum(sums.begin(), sums.end(), sums.begin());
    long double count = 0;
    std::vector<long double> containing(n), minimal(n), critical(n);
    for (std::size_t i = 0; i < n; ++i) {
        Table heavy{std::vector<Big>(length)};  // sets of the members before place m, i among them
        heavy[0][0] = 1;
        for (std::size_t m = 0; m <= n; ++m) {
            if (m > i) {
                for (std::size_t k = 1; k < heavy.size(); ++k)
                    for (std::size_t t = 0; t < length; ++t) {
                        if (heavy[k][t] == 0 || t >= quota + weight(m - 1)) continue;
                        const std::size_t to = quota + weight(m - 1) - 1 - t, from = quota + weight(m);
                        const Big ways = light[m][std::min(to, length)] - (from > t ? light[m][from - t - 1] : 0);
                        critical[i] += static_cast<long double>(ways * heavy[k][t]) / static_cast<long double>(k);
                    }
            }
            if (m >= i && m < n) {
                const Table next = with_member(heavy, rule.weights[m], true);
                for (std::size_t k = 1; k < next.size(); ++k)
                    for (std::size_t t = quota; t < std::min(length, quota + weight(m)); ++t) {
                        const auto sets = static_cast<long double>(next[k][t]);
                        containing[i] += sets;
                        minimal[i] += sets / static_cast<long double>(k);
                        count += sets / static_cast<long double>(k);
                    }
            }
            if (m < n) heavy = with_member(heavy, rule.weights[m], m == i);
        }
    }
    Answer answer{.count = static_cast<double>(count),
                  .containing = {},
                  .minimal = normalized(minimal),
                  .critical = normalized(critical)};
    for (const long double sets : containing) answer.containing.push_back(static_cast<double>(sets / count));
    return answer;
}

void check_answer(const WeightedRule& rule, const Answer& expected, double tolerance) {
    INFO(support::shown(rule));
    const MinimalWinning sets = minimal_winning(rule);
    CHECK(std::abs(sets.count / expected.count - 1) < tolerance);
    CHECK(support::largest_error(sets.containing, expected.containing) < tolerance);
    CHECK(support::largest_error(minimal_winning_division(rule).shares(), expected.minimal) < tolerance);
    CHECK(support::largest_error(critical_division(rule).shares(), expected.critical) < tolerance);
}

/// Members of a few kinds, alike within each.
struct Kind {
    std::size_t members;
    Weight weight;
};

long double log_choose(std::size_t n, std::size_t k) {
    const auto log_factorial = [](std::size_t m) { return std::lgamma(static_cast<long double>(m) + 1); };
    return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

/// Sums over how many of each kind are in a set, with logarithms of binomial coefficients. Counts are left out.
Answer by_kinds(const std::vector<Kind>& kinds, Weight quota) {
    struct Sum {
        long double log_sets;
        std::vector<std::size_t> chosen;
        Weight excess;
    };
    std::vector<Sum> sums;
    std::vector<std::size_t> chosen(kinds.size());
    const std::function<void(std::size_t, long double, Weight)> choose = [&](std::size_t j, long double logarithm,
                                                                             Weight total) {
        if (j == kinds.size()) {
            if (total >= quota) sums.push_back({logarithm, chosen, total - quota});
            return;
        }
        for (chosen[j] = 0; chosen[j] <= kinds[j].members; ++chosen[j])
            choose(j + 1, logarithm + log_choose(kinds[j].members, chosen[j]),
                   total + kinds[j].weight * static_cast<Weight>(chosen[j]));
    };
    choose(0, 0, 0);
    const long double top = std::ranges::max(sums, {}, &Sum::log_sets).log_sets;
    long double count = 0;
    std::vector<long double> containing(kinds.size()), minimal(kinds.size()), critical(kinds.size());
    for (const Sum& sum : sums) {
        const long double sets = std::exp(sum.log_sets - top);
        std::size_t size = 0, decides = 0;
        for (std::size_t j = 0; j < kinds.size(); ++j) {
            size += sum.chosen[j];
            if (kinds[j].weight > sum.excess) decides += sum.chosen[j];
        }
        if (decides == 0) continue;
        if (decides == size) count += sets;
        for (std::size_t j = 0; j < kinds.size(); ++j) {
            if (kinds[j].weight <= sum.excess) continue;
            const long double share =
                sets * static_cast<long double>(sum.chosen[j]) / static_cast<long double>(kinds[j].members);
            critical[j] += share / static_cast<long double>(decides);
            if (decides < size) continue;
            containing[j] += share;
            minimal[j] += share / static_cast<long double>(size);
        }
    }
    std::vector<long double> all_containing, all_minimal, all_critical;
    for (std::size_t j = 0; j < kinds.size(); ++j) {
        all_containing.insert(all_containing.end(), kinds[j].members, containing[j] / count);
        all_minimal.insert(all_minimal.end(), kinds[j].members, minimal[j]);
        all_critical.insert(all_critical.end(), kinds[j].members, critical[j]);
    }
    return {.count = 0,
            .containing = {all_containing.begin(), all_containing.end()},
            .minimal = normalized(all_minimal),
            .critical = normalized(all_critical)};
}

WeightedRule board_of(const std::vector<Kind>& kinds, Weight quota) {
    WeightedRule rule{.weights = {}, .quota = quota};
    for (const Kind& kind : kinds) rule.weights.insert(rule.weights.end(), kind.members, kind.weight);
    return rule;
}

}  // namespace

TEST_CASE("Minimal winning and critical sets are those of the definitions, on random boards") {
    support::Random random(20180321);
    for (int game = 0; game < 600; ++game) {
        const WeightedRule rule = support::random_weighted_rule(random, 1 + random.index(10));
        check_answer(rule, enumerated(rule), 1e-13);
    }
}

TEST_CASE("Counting by weight and counting set by set agree on random boards") {
    support::Random random(7);
    int counted = 0;
    for (int game = 0; game < 600; ++game) {
        const WeightedRule rule = support::random_weighted_rule(random, 1 + random.index(10));
        const detail::DescendingMembers members = detail::descending_members(rule);
        if (members.quota > 20'000) continue;
        ++counted;
        INFO(support::shown(rule));
        const std::size_t memory = std::size_t{1} << 28, most = detail::largest_critical_size(members);
        const auto differ = [](const Eigen::ArrayXd& sums, const Eigen::ArrayXd& expected) {
            return ((sums - expected) / expected.max(1e-300)).abs().maxCoeff();
        };
        const auto minimal =
            detail::integrate_sizes(detail::minimal_pass(members, memory),
                                    detail::reciprocal_nodes(detail::smallest_winning_size(members), most));
        const Eigen::ArrayXd minimal_sets = detail::divide_by_size(detail::enumerate_minimal(members));
        CHECK((minimal.shares() - minimal_sets / minimal_sets.sum()).abs().maxCoeff() < 1e-14);
        CHECK(differ(minimal.numbers(), minimal_sets) < 1e-13);
        const auto critical =
            detail::integrate_sizes(detail::critical_pass(members, memory), detail::reciprocal_nodes(1, most));
        const Eigen::ArrayXd critical_sets = detail::divide_by_size(detail::enumerate_critical(members));
        CHECK((critical.shares() - critical_sets / critical_sets.sum()).abs().maxCoeff() < 1e-14);
        CHECK(differ(critical.numbers(), critical_sets) < 1e-13);
        const auto by_weight = [&](const SetIndex& index) {
            const Eigen::ArrayXd values = index(rule, Enumerate{});
            return std::vector<double>(values.begin(), values.end());
        };
        CHECK(support::largest_error(minimal_winning_division_by_weight(rule).shares(), by_weight(colomer_martinez)) <
              1e-14);
        CHECK(support::largest_error(critical_division_by_weight(rule).shares(), by_weight(johnston_colomer_martinez)) <
              1e-14);
    }
    CHECK(counted > 300);
}

TEST_CASE("Minimal winning and critical sets are counted exactly on boards too large to enumerate") {
    support::Random random(11);
    for (const std::size_t members : {30u, 45u}) {
        for (int kind = 0; kind < 3; ++kind) {
            WeightedRule rule{.weights = {}, .quota = 1};
            for (std::size_t i = 0; i < members; ++i) rule.weights.push_back(random.between(kind == 0 ? 0 : 1, 14));
            std::ranges::sort(rule.weights, std::greater<>{});
            const Weight total = total_weight(rule.weights);
            rule.quota = kind == 1 ? majority_quota(total) : random.between(total / 4, 4 * total / 5);
            check_answer(rule, counted_exactly(rule), 1e-13);
        }
    }
}

TEST_CASE("Boards of a thousand and more members are counted without overflow") {
    const std::vector<std::vector<Kind>> boards{{{700, 3}, {600, 1}}, {{40, 9}, {1000, 2}}};
    for (const std::vector<Kind>& kinds : boards) {
        const WeightedRule unanimous = board_of(kinds, 1);
        const Weight total = total_weight(unanimous.weights);
        for (const Weight quota : {total, 9 * total / 10, majority_quota(total), total / 10}) {
            INFO(kinds.size() << " kinds, " << unanimous.member_count() << " members, quota " << quota);
            const Answer expected = by_kinds(kinds, quota);
            const WeightedRule rule = board_of(kinds, quota);
            CHECK(support::largest_error(minimal_winning(rule).containing, expected.containing) < 1e-12);
            CHECK(support::largest_error(minimal_winning_division(rule).shares(), expected.minimal) < 1e-12);
            CHECK(support::largest_error(critical_division(rule).shares(), expected.critical) < 1e-12);
        }
    }
}

TEST_CASE("Counts of minimal winning sets are binomial coefficients where all weigh the same") {
    CHECK(minimal_winning({std::vector<Weight>(50, 7), 7 * 25}).count == 126410606437752.0);
    CHECK(minimal_winning({std::vector<Weight>(3000, 1), 3000}).count == 1);
    CHECK(minimal_winning({std::vector<Weight>(3000, 1), 1}).count == 3000);
    CHECK(minimal_winning({std::vector<Weight>(3000, 1), 1500}).count == std::numeric_limits<double>::infinity());
}

TEST_CASE("In an apex game the apex or all the others are a minimal winning set") {
    // [n - 1; n - 2, 1, ..., 1]: the apex and any one other, or the n - 1 others.
    const std::size_t n = 12;
    WeightedRule apex{std::vector<Weight>(n, 1), n - 1};
    apex.weights[0] = n - 2;
    const MinimalWinning sets = minimal_winning(apex);
    CHECK(sets.count == n);
    CHECK(std::abs(sets.containing[0] - 11.0 / 12) < 1e-15);
    CHECK(std::abs(sets.containing[5] - 2.0 / 12) < 1e-15);
    CHECK(std::abs(minimal_winning_division(apex).shares()[0] - 5.5 / 12) < 1e-15);
}

TEST_CASE("A member who wins alone is a minimal winning set, and the only critical one where it is heaviest") {
    const WeightedRule rule{{5, 1, 1, 0}, 5};
    CHECK(minimal_winning(rule).count == 1);
    for (const Eigen::ArrayXd& shares : {minimal_winning(rule).containing, minimal_winning_division(rule).shares(),
                                         critical_division(rule).shares()}) {
        CHECK(shares[0] == 1);
        CHECK((shares.tail(3) == 0).all());
    }
}

TEST_CASE("A few members with weights of any size are enumerated") {
    const Weight unit = Weight{1} << 55;
    const WeightedRule rule{{4 * unit + 1, 4 * unit + 3, 4 * unit - 1, 2 * unit, 2 * unit, unit}, 12 * unit + 3};
    check_answer(rule, enumerated(rule), 1e-14);
}

TEST_CASE("Less memory costs time, not digits") {
    support::Random random(5);
    WeightedRule rule{.weights = {}, .quota = 1};
    for (int i = 0; i < 60; ++i) rule.weights.push_back(random.between(1, 2000));
    rule.quota = majority_quota(total_weight(rule.weights));
    const Eigen::ArrayXd containing = minimal_winning(rule).containing;
    const Eigen::ArrayXd minimal = minimal_winning_division(rule).shares(), critical = critical_division(rule).shares();
    int refused = 0;
    for (std::size_t memory = 1 << 18; memory < std::size_t{1} << 25; memory *= 2) {
        const std::string message = support::too_large([&] { return minimal_winning(rule, memory); });
        if (message != "(nothing was too large)") {
            ++refused;
            CHECK_THAT(message, Catch::Matchers::EndsWith("allow more memory, as no other method carries it"));
            continue;
        }
        CHECK((minimal_winning(rule, memory).containing == containing).all());
        CHECK((minimal_winning_division(rule, memory).shares() == minimal).all());
        if (support::too_large([&] { return critical_division(rule, memory); }) == "(nothing was too large)")
            CHECK((critical_division(rule, memory).shares() == critical).all());
    }
    CHECK(refused > 1);
    CHECK(refused < 10);
}

TEST_CASE("Threads share the points of a sum over sets, and no digit depends on them") {
    support::Random random(17);
    WeightedRule rule{.weights = {}, .quota = 1};
    for (int i = 0; i < 70; ++i) rule.weights.push_back(random.between(1, 3000));
    rule.quota = majority_quota(total_weight(rule.weights));
    const Eigen::ArrayXd minimal = minimal_winning_division(rule).shares(), critical = critical_division(rule).shares();
    const std::size_t enough = std::size_t{1} << 28, tight = std::size_t{1} << 24;  // tight: one table at a time
    for (const int threads : {0, 2, 3, 64}) {
        for (const std::size_t memory : {enough, tight}) {
            INFO(threads << " threads, " << memory << " bytes");
            CHECK((minimal_winning_division(rule, memory, threads).shares() == minimal).all());
            if (memory == enough) CHECK((critical_division(rule, memory, threads).shares() == critical).all());
        }
    }
    CHECK((deegan_packel(rule, Exact{.threads = 2}) == minimal).all());
    CHECK((johnston(rule, Exact{.threads = 2}) == critical).all());
}

TEST_CASE("A board that is not valid is refused before its sets are counted") {
    const WeightedRule bad{{1, 1}, 3};
    CHECK(support::refusal([&] { return minimal_winning(bad); }) == "rule.quota: must be 1..2, got 3");
    CHECK(support::refusal([&] { return minimal_winning_division(bad); }) == "rule.quota: must be 1..2, got 3");
    CHECK(support::refusal([&] { return critical_division(bad); }) == "rule.quota: must be 1..2, got 3");
}

TEST_CASE("More members than doubles can tell apart are refused") {
    std::vector<Weight> weights(4001, 1);
    CHECK_THAT(support::too_large([&] { return minimal_winning(majority_rule(weights)); }),
               Catch::Matchers::ContainsSubstring("at most 4000 members with a weight can be counted, got 4001"));
    weights[17] = 0;
    CHECK(minimal_winning(majority_rule(weights)).containing[17] == 0);
}

TEST_CASE("Few points give the reciprocal of every size to a few units of its rounding") {
    for (const auto& [least, most] : std::vector<std::pair<std::size_t, std::size_t>>{
             {1, 1}, {5, 5}, {1, 2}, {1, 40}, {9, 31}, {9, 182}, {1, 182}, {1, 300}, {300, 700}, {1, 4000}}) {
        const detail::ReciprocalNodes nodes = detail::reciprocal_nodes(least, most);
        for (std::size_t k = least; k <= most; ++k) {
            const double value = (nodes.masses * nodes.points.pow(static_cast<double>(k) - 1)).sum();
            CHECK(std::abs(value * static_cast<double>(k) - 1) < 5e-15 + 1e-15 * static_cast<double>(most));
        }
    }
    CHECK(detail::reciprocal_nodes(300, 700).points.size() < 15);
    CHECK(detail::reciprocal_nodes(9, 182).points.size() < 20);
    CHECK(detail::reciprocal_nodes(1, 182).points.size() < 25);
}
