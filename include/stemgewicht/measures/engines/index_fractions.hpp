#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/methods/choice/swing_counts.hpp>

#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

namespace stemgewicht::detail {

/// Share of all coalitions that win, exactly.
inline Fraction coleman_collectivity_fraction(const SwingTotals& counts) {
    return Fraction(counts.winning, BigInteger(1) << counts.member_count());
}
inline Fraction coleman_collectivity_fraction(const SwingCounts& counts) {
    return coleman_collectivity_fraction(totals_of(counts));
}

/// Chance of each member to be decisive under ic, exactly: swings / 2^(n-1).
inline std::vector<Fraction> decisive_fractions(const SwingTotals& counts) {
    std::vector<Fraction> values;
    for (const BigInteger& swings : counts.swings)
        values.emplace_back(swings, BigInteger(BigInteger(1) << (counts.member_count() - 1)));
    return values;
}

/// Chance of each member to be decisive under iac, exactly: the sum over s of s! (n - 1 - s)! / n! x swings that join s
/// others [shapley_shubik_1954].
inline std::vector<Fraction> shapley_fractions(const SwingCounts& counts) {
    const std::size_t n = counts.member_count();
    std::vector<BigInteger> orders(n);  // s! (n - 1 - s)!
    if (n > 0) orders[0] = 1;
    for (std::size_t s = 1; s < n; ++s) orders[0] *= s;
    for (std::size_t s = 1; s < n; ++s) orders[s] = orders[s - 1] * s / (n - s);
    const BigInteger all = orders[0] * n;
    std::vector<Fraction> values;
    for (const auto& swings : counts.swings) {
        BigInteger sum = 0;
        for (std::size_t s = 0; s < n; ++s) sum += swings[s] * orders[s];
        values.emplace_back(sum, all);
    }
    return values;
}

inline std::vector<Fraction> index_of(const VoteIndex& index, std::vector<Fraction> values, const Fraction& pass) {
    for (Fraction& value : values) value = apply<Fraction>(index.formula, value, pass, 1 - pass);
    if (index.normalized) {
        const Fraction sum = std::accumulate(values.begin(), values.end(), Fraction(0));
        for (Fraction& value : values) value /= sum;
    }
    return values;
}

/// The values of an index from counts by size, one per member, by the same formula as its values as doubles.
inline std::vector<Fraction> index_fractions(const VoteIndex& index, const SwingCounts& counts) {
    const SwingTotals sums = totals_of(counts);
    return index_of(index, index.common_chance ? shapley_fractions(counts) : decisive_fractions(sums),
                    coleman_collectivity_fraction(sums));
}

/// The values of an index that presumes ic, which needs no counts by size.
inline std::vector<Fraction> index_fractions(const VoteIndex& index, const SwingTotals& counts) {
    if (index.common_chance) refuse("counts", "by size for " + std::string(index.text.name), "totals");
    return index_of(index, decisive_fractions(counts), coleman_collectivity_fraction(counts));
}

}  // namespace stemgewicht::detail
