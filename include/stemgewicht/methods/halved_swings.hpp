#pragma once

#include <stemgewicht/methods/meet_in_the_middle.hpp>
#include <stemgewicht/methods/swings.hpp>

#include <cstddef>
#include <cstdint>

namespace stemgewicht {

/// Exact counts by size by meeting in the middle, for weights of any size; throws as counts_by_halves does.
inline SwingCounts halved_swing_counts(const WeightedRule& rule, const MeetInTheMiddle& method = {}) {
    const SetCounts<std::uint64_t> winning = counts_by_halves(rule, method);
    SwingCounts counts;
    counts.winning.assign(winning.by_size.begin(), winning.by_size.end());
    for (const auto& containing : winning.containing) {
        auto& swings = counts.swings.emplace_back();
        for (std::size_t s = 0; s < rule.member_count(); ++s)
            swings.emplace_back(containing[s + 1] - (winning.by_size[s] - containing[s]));
    }
    return counts;
}

/// The same of all sizes together.
inline SwingTotals halved_swing_totals(const WeightedRule& rule, const MeetInTheMiddle& method = {}) {
    const SetCounts<std::uint64_t> winning = totals_by_halves(rule, method);
    SwingTotals counts{.winning = winning.by_size[0], .swings = {}};
    for (const auto& containing : winning.containing)
        counts.swings.emplace_back(containing[0] - (winning.by_size[0] - containing[0]));
    return counts;
}

}  // namespace stemgewicht
