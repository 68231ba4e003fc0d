#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/chinese_remainders.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>
#include <stemgewicht/methods/swings.hpp>

#include <cstddef>
#include <numeric>
#include <vector>

namespace stemgewicht::detail {

/// The swings of i among s others are the winning coalitions of s + 1 members with i, less those of s without i.
template <class Number>
SwingCounts swing_counts(const SetCounts<Number>& winning) {
    SwingCounts counts;
    counts.winning.assign(winning.by_size.begin(), winning.by_size.end());
    for (const auto& containing : winning.containing) {
        std::vector<BigInteger>& by_size = counts.swings.emplace_back();
        for (std::size_t s = 0; s < winning.member_count(); ++s)
            by_size.emplace_back(containing[s + 1] - (winning.by_size[s] - containing[s]));
    }
    return counts;
}

/// [i][s]: the winning coalitions of s members with i. Those of s + 1 with i are its swings among s others, and those
/// of s without it.
inline std::vector<std::vector<BigInteger>> winning_counts(const SwingCounts& counts) {
    const std::size_t n = counts.member_count();
    std::vector<std::vector<BigInteger>> containing(n, std::vector<BigInteger>(n + 1));
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t s = 0; s < n; ++s)
            containing[i][s + 1] = counts.swings[i][s] + counts.winning[s] - containing[i][s];
    return containing;
}

inline SwingTotals totals_of(const SwingCounts& counts) {
    const auto sum = [](const std::vector<BigInteger>& by_size) {
        return std::accumulate(by_size.begin(), by_size.end(), BigInteger(0));
    };
    SwingTotals result{.winning = sum(counts.winning), .swings = {}};
    for (const auto& by_size : counts.swings) result.swings.push_back(sum(by_size));
    return result;
}

}  // namespace stemgewicht::detail
