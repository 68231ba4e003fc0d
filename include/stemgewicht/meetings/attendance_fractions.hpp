#pragma once

#include <stemgewicht/meetings/outvoted_at_meeting.hpp>
#include <stemgewicht/measures/fractions.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace stemgewicht {

/// ternary_banzhaf as exact fractions, one per member. Counts are 64-bit integers to 40 members, Boost.Multiprecision
/// beyond. Cost and errors are those of ternary_swings.
template <TernaryGame R, class M = TernaryMethod<R>>
std::vector<Fraction> ternary_banzhaf_fractions(const R& rule, const M& method = {}) {
    if constexpr (std::is_same_v<R, AttendanceRule>) check(rule);
    std::vector<BigInteger> swings;
    if (rule.member_count() <= 40) {  // 3^39 is below 2^63
        for (const std::int64_t count : ternary_swings<std::int64_t>(rule, method)) swings.emplace_back(count);
    } else {
        swings = ternary_swings<BigInteger>(rule, method);
    }
    const BigInteger divisions =
        boost::multiprecision::pow(BigInteger(3), static_cast<unsigned>(rule.member_count() - 1));
    std::vector<Fraction> values;
    for (const BigInteger& count : swings) values.emplace_back(count, divisions);
    return values;
}

}  // namespace stemgewicht
