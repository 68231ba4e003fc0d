#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
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
    for (std::size_t i = 0; i < counts.swings.size(); ++i) {
        if (i > 0 && counts.swings[i] == counts.swings[i - 1]) {  // equal members
            values.push_back(values.back());
            continue;
        }
        stop_point(counts.member_count() * (counts.member_count() / 16 + 10));
        values.emplace_back(counts.swings[i], BigInteger(BigInteger(1) << (counts.member_count() - 1)));
    }
    return values;
}

/// The sum over s of weights[s] x swings that join s others, divided by `whole`.
inline std::vector<Fraction> weighted_swings(const SwingCounts& counts, const std::vector<BigInteger>& weights,
                                             const BigInteger& whole) {
    std::vector<Fraction> values;
    for (const auto& by_size : counts.swings) {
        BigInteger sum = 0;
        stop_point(weights.size() * (weights.size() + 100));
        for (std::size_t s = 0; s < weights.size(); ++s) sum += by_size[s] * weights[s];
        values.emplace_back(sum, whole);
    }
    return values;
}

/// s! (n - 1 - s)! for s = 0..n-1.
inline std::vector<BigInteger> orders_by_place(std::size_t n) {
    std::vector<BigInteger> orders(n);
    if (n > 0) orders[0] = 1;
    for (std::size_t s = 1; s < n; ++s) {
        stop_point(s + 50);
        orders[0] *= s;
    }
    for (std::size_t s = 1; s < n; ++s) {
        stop_point(n + 50);
        orders[s] = orders[s - 1] * s / (n - s);
    }
    return orders;
}

/// Chance of each member to be decisive under iac, exactly: the sum over s of s! (n - 1 - s)! / n! x swings that join s
/// others [shapley_shubik_1954].
inline std::vector<Fraction> shapley_fractions(const SwingCounts& counts) {
    const std::vector<BigInteger> orders = orders_by_place(counts.member_count());
    return weighted_swings(counts, orders, orders[0] * counts.member_count());
}

/// The chance to be decisive where the common chance of yes is uniform on (0, 1/2): swings that join s others have
/// there twice the integral of p^s (1 - p)^(n-1-s), which is s! (n - 1 - s)! / n! x the share of the sets of n that
/// have more than s members.
inline std::vector<Fraction> half_uniform_fractions(const SwingCounts& counts) {
    const std::size_t n = counts.member_count();
    std::vector<BigInteger> weights = orders_by_place(n);
    const BigInteger whole = weights[0] * n << (n - 1);
    BigInteger sets = 1, more = 1;  // of s + 1 members, and of more than s
    for (std::size_t s = n; s-- > 0;) {
        stop_point(n + 100);
        weights[s] *= more;
        sets = sets * (s + 1) / (n - s);
        more += sets;
    }
    return weighted_swings(counts, weights, whole);
}

inline std::vector<Fraction> index_of(const VoteIndex& index, std::vector<Fraction> values, const Fraction& pass) {
    for (Fraction& value : values) {
        stop_point(values.size() * (values.size() / 16 + 10));
        value = apply<Fraction>(index.formula, value, pass, 1 - pass);
    }
    if (index.scale == IndexScale::chance) return values;
    const Fraction unit = index.scale == IndexScale::share ? std::accumulate(values.begin(), values.end(), Fraction(0))
                                                           : Fraction(1, BigInteger(1) << (values.size() - 1));
    for (Fraction& value : values) {
        stop_point(values.size() * (values.size() / 16 + 10));
        value /= unit;
    }
    return values;
}

/// The values of an index from counts by size, one per member, by the same formula as its values as doubles.
inline std::vector<Fraction> index_fractions(const VoteIndex& index, const SwingCounts& counts) {
    const SwingTotals sums = totals_of(counts);
    const auto decisive = [&] {
        switch (index.model) {
            case IndexModel::coins: break;
            case IndexModel::uniform: return shapley_fractions(counts);
            case IndexModel::uniform_to_half: return half_uniform_fractions(counts);
        }
        return decisive_fractions(sums);
    };
    return index_of(index, decisive(), coleman_collectivity_fraction(sums));
}

/// The values of an index that presumes ic, which needs no counts by size.
inline std::vector<Fraction> index_fractions(const VoteIndex& index, const SwingTotals& counts) {
    if (index.model != IndexModel::coins) refuse("counts", "by size for " + std::string(index.text.name), "totals");
    return index_of(index, decisive_fractions(counts), coleman_collectivity_fraction(counts));
}

}  // namespace stemgewicht::detail
