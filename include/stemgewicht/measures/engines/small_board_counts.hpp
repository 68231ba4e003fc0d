#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/vector_targets.hpp>
#include <stemgewicht/measures/small_boards.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace stemgewicht::detail {

inline constexpr std::size_t low_members = 6;  ///< whose sets are the bits of a word

/// Bit t of low_sets_with[i] says whether the set t of low members has member i; of low_sets_of_size[s] whether it has
/// s members.
struct LowSets {
    std::array<std::uint64_t, low_members> with{};
    std::array<std::uint64_t, low_members + 1> of_size{};
};
inline constexpr LowSets low_sets = [] {
    LowSets sets;
    for (unsigned t = 0; t < 64; ++t) {
        for (std::size_t i = 0; i < low_members; ++i) sets.with[i] |= std::uint64_t{t >> i & 1} << t;
        sets.of_size[static_cast<std::size_t>(std::popcount(t))] |= std::uint64_t{1} << t;
    }
    return sets;
}();

/// Counts on one board of up to 16 members, and the room to work them in.
class SmallBoardCounts {
public:
    static constexpr std::size_t sizes = maximum_small_members + 1;
    using BySize = std::array<std::uint32_t, sizes>;

    BySize winning{};                                      ///< [s]: winning sets of s members
    std::array<BySize, maximum_small_members> containing;  ///< [i][s]: those with member i

    /// Counts the winning sets. The sums of all sets of low members are compared at once with what each set of the
    /// others leaves to reach; the rows of the others are then folded, one member at a time. Cost O(2^n).
    __attribute__((always_inline)) inline void count(const Weight* weights, std::size_t members, Weight quota) {
        const std::size_t low = std::min(members, low_members), high = members - low;
        std::array<Weight, low_members> low_weights{};
        std::copy_n(weights, low, low_weights.begin());
        sum_sets(low_weights.data(), low_members, low_sums_.data());
        sum_sets(weights + low, high, high_sums_.data());
        const std::uint64_t used =
            low == low_members ? ~std::uint64_t{0} : (std::uint64_t{1} << (std::size_t{1} << low)) - 1;
        for (BySize& counts : containing) counts.fill(0);
        for (std::size_t h = 0; h < std::size_t{1} << high; ++h)
            add_word(word_of(low_sums_, quota - high_sums_[h]) & used, static_cast<std::size_t>(std::popcount(h)),
                     rows_[h]);
        for (std::size_t m = high; m-- > 0;) fold(std::size_t{1} << m, containing[low + m]);
        winning = rows_[0];
    }

private:
    __attribute__((always_inline)) static inline void sum_sets(const Weight* weights, std::size_t count, Weight* sums) {
        sums[0] = 0;
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t t = 0, size = std::size_t{1} << i; t < size; ++t) sums[size + t] = sums[t] + weights[i];
    }

    /// Which of 64 sums reach what is needed.
    __attribute__((always_inline)) static inline std::uint64_t word_of(const std::array<Weight, 64>& sums,
                                                                       Weight needed) {
        std::uint64_t word = 0;
        for (std::size_t t = 0; t < 64; ++t) word |= static_cast<std::uint64_t>(sums[t] >= needed) << t;
        return word;
    }

    /// Adds the sets of a word to the counts of the low members; the row of the word gets them by size.
    __attribute__((always_inline)) inline void add_word(std::uint64_t word, std::size_t others, BySize& row) {
        row.fill(0);
        if (word == 0) return;
        for (std::size_t s = 0; s <= low_members; ++s) {
            const std::uint64_t sets = word & low_sets.of_size[s];
            row[others + s] = static_cast<std::uint32_t>(std::popcount(sets));
            for (std::size_t i = 0; i < low_members; ++i)
                containing[i][others + s] += static_cast<std::uint32_t>(std::popcount(sets & low_sets.with[i]));
        }
    }

    /// The rows with a member, which is the upper half of them, are counted for it and added to those without.
    __attribute__((always_inline)) inline void fold(std::size_t half, BySize& with) {
        for (std::size_t h = 0; h < half; ++h)
            for (std::size_t s = 0; s < sizes; ++s) {
                with[s] += rows_[half + h][s];
                rows_[h][s] += rows_[half + h][s];
            }
    }

    std::array<Weight, 64> low_sums_;
    std::array<Weight, std::size_t{1} << (maximum_small_members - low_members)> high_sums_;
    std::array<BySize, std::size_t{1} << (maximum_small_members - low_members)> rows_;  ///< by set of the others
};

STEMGEWICHT_WIDE_WHOLE inline void count_small_board(SmallBoardCounts& counts, const Weight* weights,
                                                     std::size_t members, Weight quota) {
    counts.count(weights, members, quota);
}

/// What the counts of a board of n members are weighed with: whole numbers below 2^53, so that each answer is an exact
/// quotient rounded once.
struct SmallBoardShares {
    using Whole = std::int64_t;

    explicit SmallBoardShares(std::size_t n) : members(n), sets(Whole{1} << n) {
        std::array<Whole, maximum_small_members + 2> factorial{1};
        for (std::size_t k = 1; k < factorial.size(); ++k) factorial[k] = factorial[k - 1] * static_cast<Whole>(k);
        orders = factorial[n];
        more_orders = factorial[n + 1];
        for (std::size_t s = 0; s <= n; ++s) {
            joining[s] = s < n ? factorial[s] * factorial[n - 1 - s] : 0;
            sharing[s] = factorial[s] * factorial[n - s];
            with_member[s] = s == 0 ? 0 : factorial[n - 1] / (factorial[s - 1] * factorial[n - s]);
        }
    }

    std::size_t members;
    Whole sets, orders, more_orders;
    std::array<Whole, maximum_small_members + 1> joining{};      ///< [s]: orders in which a member joins just s others
    std::array<Whole, maximum_small_members + 1> sharing{};      ///< [s]: chance of a set of s under iac x more_orders
    std::array<Whole, maximum_small_members + 1> with_member{};  ///< [s]: sets of s with a given member

    void write(const SmallBoardCounts& counts, std::size_t board, const SmallBoardValues& values) const {
        for (std::size_t i = 0; i < members; ++i) {
            Whole critical = 0, pivots = 0, differ = 0, differ_shared = 0;
            for (std::size_t s = 0; s <= members; ++s) {
                const Whole with = counts.containing[i][s], without = Whole{counts.winning[s]} - with;
                const Whole more = s < members ? counts.containing[i][s + 1] : 0;
                const Whole disagree = without + with_member[s] - with;
                critical += with - without;
                pivots += (more - without) * joining[s];
                differ += disagree;
                differ_shared += disagree * sharing[s];
            }
            const std::size_t place = board * members + i;
            put(values.banzhaf, place, 2 * critical, sets);
            put(values.shapley_shubik, place, pivots, orders);
            put(values.outvoted_ic, place, differ, sets);
            put(values.outvoted_iac, place, differ_shared, more_orders);
        }
    }

private:
    static void put(std::span<double> values, std::size_t place, Whole part, Whole whole) {
        if (!values.empty()) values[place] = static_cast<double>(part) / static_cast<double>(whole);
    }
};

}  // namespace stemgewicht::detail
