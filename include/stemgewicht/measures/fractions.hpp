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

/// The values of an index as exact fractions, one per member, from counts of swings by size.
/// Formulas are those of the functions of measures/power.hpp; shapley_shubik of member i is
/// sum over s of s! (n - 1 - s)! / n! x swings of i that join s others [shapley_shubik_1954].
/// Throws std::invalid_argument for an unknown index.
inline std::vector<Fraction> index_fractions(std::string_view name, const SwingCounts& counts) {
    static_cast<void>(power_index(name));
    const std::size_t n = counts.member_count();
    const BigInteger all = BigInteger(1) << n;
    const BigInteger winning = detail::sum_of(counts.winning);
    std::vector<BigInteger> totals;
    for (const auto& swings : counts.swings) totals.push_back(detail::sum_of(swings));
    std::vector<Fraction> values;
    for (std::size_t i = 0; i < n; ++i) {
        if (name == "shapley_shubik") {
            BigInteger weight = 1;  // s! (n - 1 - s)! / (n - 1)! = 1 / binomial(n - 1, s)
            Fraction value = 0;
            for (std::size_t s = 0; s < n; ++s) {
                value += Fraction(counts.swings[i][s], weight);
                weight = weight * (n - 1 - s) / (s + 1);
            }
            values.push_back(value / n);
        } else if (name == "banzhaf_normalized") {
            values.emplace_back(totals[i], detail::sum_of(totals));
        } else if (name == "coleman_prevent") {
            values.emplace_back(totals[i], winning);
        } else if (name == "coleman_initiate") {
            values.emplace_back(totals[i], BigInteger(all - winning));
        } else if (name == "rae") {
            values.push_back(Fraction(1, 2) + Fraction(totals[i], all));
        } else {  // banzhaf
            values.emplace_back(totals[i], BigInteger(all / 2));
        }
    }
    return values;
}

}  // namespace stemgewicht
