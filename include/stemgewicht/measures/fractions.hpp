#pragma once

#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/swing_counts.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <numeric>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// An exact value, in lowest terms.
using Fraction = boost::multiprecision::cpp_rational;

namespace detail {

inline BigInteger sum_of(const std::vector<BigInteger>& counts) {
    return std::accumulate(counts.begin(), counts.end(), BigInteger(0));
}

}  // namespace detail

/// Share of all coalitions that win, exactly.
inline Fraction coleman_collectivity_fraction(const SwingCounts& counts) {
    return Fraction(detail::sum_of(counts.winning), BigInteger(1) << counts.member_count());
}

/// Chance of each member to be decisive, exactly: swings / 2^(n-1) under ic; under iac the sum over s of
/// s! (n - 1 - s)! / n! x swings that join s others [shapley_shubik_1954].
inline std::vector<Fraction> decisive_fractions(const SwingCounts& counts, bool common_chance) {
    const std::size_t n = counts.member_count();
    std::vector<Fraction> values;
    for (const auto& swings : counts.swings) {
        if (!common_chance) {
            values.emplace_back(detail::sum_of(swings), BigInteger(BigInteger(1) << (n - 1)));
            continue;
        }
        Fraction value = 0;
        BigInteger ways = 1;  // binomial(n - 1, s) = (n - 1)! / (s! (n - 1 - s)!)
        for (std::size_t s = 0; s < n; ++s) {
            value += Fraction(swings[s], ways);
            ways = ways * (n - 1 - s) / (s + 1);
        }
        values.emplace_back(value / n);
    }
    return values;
}

/// The values of an index as exact fractions, one per member, by the same formula as its values as doubles.
/// Throws std::invalid_argument for an unknown index.
inline std::vector<Fraction> index_fractions(std::string_view name, const SwingCounts& counts) {
    const PowerIndex& index = power_index(name);
    const Fraction pass = coleman_collectivity_fraction(counts);
    std::vector<Fraction> values = decisive_fractions(counts, index.common_chance);
    for (Fraction& value : values) value = apply<Fraction>(index.formula, value, pass, 1 - pass);
    if (index.normalized) {
        const Fraction sum = std::accumulate(values.begin(), values.end(), Fraction(0));
        for (Fraction& value : values) value /= sum;
    }
    return values;
}

}  // namespace stemgewicht
