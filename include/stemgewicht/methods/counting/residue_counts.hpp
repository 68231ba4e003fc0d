#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/memory.hpp>
#include <stemgewicht/core/numeric/chinese_remainders.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/threads.hpp>
#include <stemgewicht/methods/counting/residue_table.hpp>
#include <stemgewicht/methods/counting/swings.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <tbb/info.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// What is to be counted of a weighted rule. The dual rule, under which a set wins where the rest fails, has the same
/// swings, and of size s those of n - 1 - s here; so the lesser of the two quotas gives them all, or both together from
/// half of the sizes.
struct SwingPlan {
    std::vector<std::size_t> place;  ///< of each member among the ascending weights
    std::uint64_t quota = 1, dual_quota = 1;
    std::size_t dual_from = 0;  ///< sizes from here on are counted under the dual rule
    SumShape shape;

    [[nodiscard]] std::size_t member_count() const { return place.size(); }
    /// Swings are below 2^(n - 1), and at most so many sets miss the lesser quota.
    [[nodiscard]] bool fits_word() const { return member_count() <= 64; }
    /// Of the table of one prime.
    [[nodiscard]] double bytes() const { return shape.word_count() * (fits_word() ? 8 : 4); }
};

/// Without the common divisor of the weights.
inline SwingPlan reduced_plan(const WeightedRule& rule) {
    Weight divisor = 0;
    for (const Weight weight : rule.weights) divisor = std::gcd(divisor, weight);
    const std::size_t n = rule.member_count();
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return rule.weights[i]; });
    SwingPlan plan;
    plan.place.resize(n);
    for (std::size_t j = 0; j < n; ++j) {
        plan.place[order[j]] = j;
        plan.shape.weights.push_back(static_cast<std::uint64_t>(rule.weights[order[j]] / divisor));
        plan.shape.reached.push_back(plan.shape.reached.back() + plan.shape.weights.back());
    }
    plan.quota = static_cast<std::uint64_t>(rule.quota / divisor + (rule.quota % divisor != 0));
    plan.dual_quota = plan.shape.reached.back() - plan.quota + 1;
    return plan;
}

/// Lets a table have rows for the sizes below `sizes` that have a sum below `range`.
inline SumShape rows_by_size(SumShape shape, std::uint64_t range, std::size_t sizes) {
    shape.range = range;
    shape.by_size = true;
    for (std::size_t k = 0; k < sizes && shape.reached[k] < range; ++k)
        shape.starts.push_back(shape.starts.back() + (range - shape.reached[k]));
    return shape;
}

inline SwingPlan totals_plan(const WeightedRule& rule) {
    SwingPlan plan = reduced_plan(rule);
    plan.shape.range = std::min(plan.quota, plan.dual_quota);
    plan.shape.starts.push_back(plan.shape.range);
    return plan;
}

/// All sizes under one quota, or half of them under both: the way that has the smaller table.
inline SwingPlan sizes_plan(const WeightedRule& rule) {
    SwingPlan plan = reduced_plan(rule);
    const std::size_t n = plan.member_count(), half = (n - 1) / 2 + 1;
    const auto [low, high] = std::minmax(plan.quota, plan.dual_quota);
    SumShape one = rows_by_size(plan.shape, low, n), both = rows_by_size(plan.shape, high, half);
    const bool takes_both = both.word_count() < one.word_count();
    plan.dual_from = takes_both ? half : plan.quota == low ? n : 0;
    plan.shape = std::move(takes_both ? both : one);
    return plan;
}

/// read(table) gives the words to keep of a table, of every residue the same ones; returns the numbers that they are
/// residues of. Threads share the primes, as many of them at once as the memory has room for.
template <class Read>
std::vector<BigInteger> from_residues(const SwingPlan& plan, std::size_t memory, int threads, const Read& read) {
    if (plan.fits_word()) {
        SumTable<WordResidues> table(plan.shape);
        table.count({});
        const auto words = read(table);
        return {words.begin(), words.end()};
    }
    const ChineseRemainders remainders(primes_for_bits(plan.member_count() - 1));
    const std::size_t count = remainders.primes().size();
    const std::size_t wanted =
        threads == 0 ? static_cast<std::size_t>(tbb::info::default_concurrency()) : static_cast<std::size_t>(threads);
    const double room = std::clamp(static_cast<double>(memory) / plan.bytes(), 1.0, 1e6);
    const std::size_t workers = std::min({static_cast<std::size_t>(room), wanted, count});
    std::vector<std::vector<std::uint32_t>> residues(count);
    with_threads(static_cast<int>(workers), [&] {
        tbb::parallel_for(std::size_t{0}, workers, [&](std::size_t worker) {
            SumTable<PrimeResidues> table(plan.shape);
            for (std::size_t r = worker; r < count; r += workers) {
                table.count({remainders.primes()[r]});
                residues[r] = read(table);
            }
        });
    });
    std::vector<BigInteger> numbers(residues.front().size());
    with_threads(threads, [&] {
        tbb::parallel_for(std::size_t{0}, numbers.size(), [&](std::size_t v) {
            std::vector<std::uint32_t> own(count);
            stop_point(count * (count + 10));
            for (std::size_t r = 0; r < count; ++r) own[r] = residues[r][v];
            numbers[v] = remainders.number(own);
        });
    });
    return numbers;
}

/// Throws std::length_error where the table does not fit.
inline void check_memory(const SwingPlan& plan, std::size_t memory) {
    const auto members = static_cast<double>(plan.member_count());
    const double digits = members / 8, numbers = plan.shape.by_size ? members * members : members;
    const double answers = numbers * (sizeof(BigInteger) + digits) + members * 12 * digits;  // as fractions and as text
    if (answers > static_cast<double>(memory))
        refuse_memory("fractions: the counts of " + std::to_string(plan.member_count()) + " members" +
                          (plan.shape.by_size ? " by size" : ""),
                      answers, memory, {"exact", "normal", "monte_carlo"}, " without fractions");
    if (plan.bytes() <= static_cast<double>(memory)) return;
    const bool fits_doubles = plan.shape.range <= memory / (2 * sizeof(double));
    refuse_memory(
        "fractions: counting sums below " + std::to_string(plan.shape.range) + (plan.shape.by_size ? " by size" : ""),
        plan.bytes(), memory, {fits_doubles ? "exact" : "normal", "monte_carlo"}, " without fractions");
}

/// Calls work(weight) for each different weight, ascending.
template <class Work>
void each_weight(const SumShape& shape, const Work& work) {
    for (std::size_t j = 0; j < shape.weights.size(); ++j)
        if (j == 0 || shape.weights[j] != shape.weights[j - 1]) work(shape.weights[j]);
}

/// [i]: which of the different weights, ascending, member i has.
inline std::vector<std::size_t> class_of_members(const SwingPlan& plan) {
    std::vector<std::size_t> by_place, classes;
    for (std::size_t j = 0; j < plan.member_count(); ++j)
        by_place.push_back(j == 0 ? 0 : by_place.back() + (plan.shape.weights[j] != plan.shape.weights[j - 1]));
    for (const std::size_t j : plan.place) classes.push_back(by_place[j]);
    return classes;
}

inline SwingTotals swing_totals(const SwingPlan& plan, std::size_t memory, int threads) {
    check_memory(plan, memory);
    const std::uint64_t quota = plan.shape.range;
    const std::vector<BigInteger> numbers = from_residues(plan, memory, threads, [&](const auto& table) {
        std::vector words{table.below(quota, 0)};
        each_weight(plan.shape, [&](std::uint64_t weight) { words.push_back(table.swings(quota, weight, 0)); });
        return words;
    });
    SwingTotals totals{.winning = numbers[0], .swings = {}};
    if (plan.quota == quota) totals.winning = (BigInteger(1) << plan.member_count()) - numbers[0];
    for (const std::size_t own : class_of_members(plan)) totals.swings.push_back(numbers[1 + own]);
    return totals;
}

/// Winning sets by size, from the swings: of those of s + 1 members, s + 1 members each either are critical, or leave a
/// winning set of s, and each of these is left by n - s members.
inline std::vector<BigInteger> winning_by_size(const std::vector<std::vector<BigInteger>>& counts) {
    const std::size_t n = counts.size();
    std::vector<BigInteger> winning(n + 1);
    for (std::size_t s = 0; s < n; ++s) {
        stop_point(counts.size() * (n / 16 + 10));
        BigInteger sum = winning[s] * (n - s);
        for (const auto& by_size : counts) sum += by_size[s];
        winning[s + 1] = sum / (s + 1);
    }
    return winning;
}

inline SwingCounts swing_counts(const SwingPlan& plan, std::size_t memory, int threads) {
    check_memory(plan, memory);
    const std::size_t n = plan.member_count();
    const std::vector<BigInteger> numbers = from_residues(plan, memory, threads, [&](const auto& table) {
        std::vector<typename std::remove_cvref_t<decltype(table)>::Word> words;
        each_weight(plan.shape, [&](std::uint64_t weight) {
            for (std::size_t s = 0; s < n; ++s)
                words.push_back(s < plan.dual_from ? table.swings(plan.quota, weight, s)
                                                   : table.swings(plan.dual_quota, weight, n - 1 - s));
        });
        return words;
    });
    SwingCounts counts;
    for (const std::size_t own : class_of_members(plan)) {
        const auto first = numbers.begin() + static_cast<std::ptrdiff_t>(own * n);
        counts.swings.emplace_back(first, first + static_cast<std::ptrdiff_t>(n));
    }
    counts.winning = winning_by_size(counts.swings);
    return counts;
}

/// How many members have a weight, where all of these have the same one; else 0.
inline std::size_t equal_count(const SwingPlan& plan) {
    const auto& weights = plan.shape.weights;  // ascending, without a common divisor
    return weights.back() == 1 ? static_cast<std::size_t>(std::ranges::count(weights, std::uint64_t{1})) : 0;
}

/// The totals of equal members, from binomial coefficients; members without weight join any coalition.
inline SwingTotals equal_swing_totals(const SwingPlan& plan, std::size_t count) {
    const std::size_t needed = static_cast<std::size_t>(plan.quota), idle = plan.member_count() - count;
    BigInteger sets = 1, winning = 0, swings = 0;  // sets: of s of the others of a member
    for (std::size_t s = 0; s < count; ++s) {
        stop_point(count / 16 + 100);
        if (s + 1 == needed) swings = sets;
        if (s + 1 >= needed) winning += s + 1 == needed ? sets : 2 * sets;  // of s + 1 with the member, or of s without
        sets = sets * (count - 1 - s) / (s + 1);
    }
    SwingTotals totals{.winning = winning << idle, .swings = {}};
    swings <<= idle;
    for (const std::size_t place : plan.place)
        totals.swings.push_back(plan.shape.weights[place] == 0 ? BigInteger(0) : swings);
    return totals;
}

/// How many coalitions win under a weighted rule, and in how many each member is critical, counted modulo 2^64 or
/// modulo primes. Cost O(members^2 x quota / 30) additions in vectors, memory 4 bytes x the lesser of the quota and the
/// dual one for each prime of a pass and each thread, or 8 bytes to 64 members. Throws std::length_error where that
/// exceeds `memory`, in bytes.
inline SwingTotals weighted_swing_totals(const WeightedRule& rule, std::size_t memory, int threads = 1) {
    check(rule);
    const SwingPlan plan = totals_plan(rule);
    if (const std::size_t equal = equal_count(plan)) {
        check_memory(plan, memory);
        return equal_swing_totals(plan, equal);
    }
    return detail::swing_totals(plan, memory, threads);
}

/// Swings by size. Cost O(members^3 x quota / 30), memory for each thread 4 bytes x members / 2 x quota at most.
inline SwingCounts weighted_swing_counts(const WeightedRule& rule, std::size_t memory, int threads = 1) {
    check(rule);
    return detail::swing_counts(sizes_plan(rule), memory, threads);
}

}  // namespace stemgewicht::detail
