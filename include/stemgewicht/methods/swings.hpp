#pragma once

#include <stemgewicht/core/big_integer.hpp>

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

}  // namespace stemgewicht
