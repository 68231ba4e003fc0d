#pragma once

#include <stemgewicht/core/big_integer.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht {

/// How many coalitions win, and in how many each member is critical: exact integers. Of a function of the set of
/// yes-voters that is not monotone, joining may also turn a winning set into a losing one; such sets count as negative.
struct SwingTotals {
    BigInteger winning;
    std::vector<BigInteger> swings;  ///< [i]: losing coalitions of others that win with member i

    [[nodiscard]] std::size_t member_count() const { return swings.size(); }
};

/// These counts by size.
struct SwingCounts {
    std::vector<BigInteger> winning;              ///< [s]: winning coalitions of s members
    std::vector<std::vector<BigInteger>> swings;  ///< [i][s]: losing coalitions of s others that win with member i

    [[nodiscard]] std::size_t member_count() const { return swings.size(); }
};

/// Counts by size: of a weighted rule by modular passes over its sums, by halves of the members or on its decision
/// diagram, whichever is quicker, of any other on its diagram. Cost there O(states x members^2). Throws
/// std::length_error where the table of sums exceeds the memory of the method, or the diagram or its counts are too
/// large.
SwingCounts swing_counts(const Rule& rule, const Exact& method = {});

/// Counts of all sizes together, in the same ways; of a weighted rule much quicker, and in less memory.
SwingTotals swing_totals(const Rule& rule, const Exact& method = {});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/definitions/swing_counts.hpp>
#endif
