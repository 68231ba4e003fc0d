#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/counting/meet_in_the_middle.hpp>
#include <stemgewicht/methods/counting/swings.hpp>

#include <cstddef>
#include <cstdint>

namespace stemgewicht::detail {

/// Exact counts by size by meeting in the middle, for weights of any size; throws as counts_by_halves does.
inline SwingCounts halved_swing_counts(const WeightedRule& rule, const MeetInTheMiddle& method = {}) {
    return detail::swing_counts(counts_by_halves(rule, method));
}

/// Swings of all sizes together.
inline SwingTotals halved_swing_totals(const WeightedRule& rule, const MeetInTheMiddle& method = {}) {
    const SetCounts<std::uint64_t> winning = totals_by_halves(rule, method);
    SwingTotals counts{.winning = winning.by_size[0], .swings = {}};
    for (const auto& containing : winning.containing)
        counts.swings.emplace_back(containing[0] - (winning.by_size[0] - containing[0]));
    return counts;
}

}  // namespace stemgewicht::detail
