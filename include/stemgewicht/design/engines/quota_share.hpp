#pragma once

#include <stemgewicht/core/engine.hpp>

#include <stemgewicht/design/tipping.hpp>

#include <optional>

namespace stemgewicht::detail {

__extension__ using WideWeight = __int128;

/// The greatest whole number at or below numerator / denominator; the denominator is positive.
constexpr WideWeight floor_ratio(WideWeight numerator, WideWeight denominator) {
    const WideWeight quotient = numerator / denominator;
    return quotient - (numerator % denominator < 0 ? 1 : 0);
}

/// The least whole number above the ratio, or at or above it.
constexpr WideWeight least_beyond(WideWeight numerator, WideWeight denominator, bool above) {
    return above ? floor_ratio(numerator, denominator) + 1 : -floor_ratio(-numerator, denominator);
}

/// The least weight of a member at which it wins together with others of weight `with`, when all others weigh `total`:
/// b (w + with) > a (w + total) for the share a/b, or >=. Empty where no weight does (a share of 1).
inline std::optional<WideWeight> joins_from(Weight with, Weight total, const QuotaShare& share) {
    const WideWeight a = share.numerator, b = share.denominator;
    if (a == b) return with == total ? std::optional<WideWeight>(0) : std::nullopt;
    return least_beyond(a * total - b * with, b - a, share.exceeded);
}

/// The least weight of a member at which others of weight `with` no longer win without it: b with <= a (w + total), or
/// <.
inline WideWeight misses_from(Weight with, Weight total, const QuotaShare& share) {
    const WideWeight a = share.numerator, b = share.denominator;
    return least_beyond(b * with - a * total, a, !share.exceeded);
}

}  // namespace stemgewicht::detail
