#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/attendance_rule.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/methods/blocks/block_profiles.hpp>

#include <cstddef>
#include <stdexcept>
#include <vector>

namespace stemgewicht::detail {

inline constexpr std::size_t maximum_attended_blocks = 12;

/// The chance of each outcome for every set of blocks that are for a motion, given how likely the delegate of each
/// block is to be present. Cost O(4^blocks).
inline std::vector<OutcomeChances<>> attended_outcomes(const AttendanceRule& top, const std::vector<double>& present) {
    const std::size_t count = top.member_count(), sets = std::size_t{1} << count;
    std::vector<OutcomeChances<>> outcomes(sets);
    for (std::size_t there = 0; there < sets; ++there) {
        double chance = 1;
        for (std::size_t j = 0; j < count; ++j) chance *= (there >> j & 1) != 0 ? present[j] : 1 - present[j];
        if (chance == 0) continue;
        for (std::size_t votes = 0; votes < sets; ++votes)
            outcomes[votes].of(top.outcome(Coalition(count, votes & there), Coalition(count, ~votes & there))) +=
                chance;
    }
    return outcomes;
}

/// The standing of each block's position under a meeting of the blocks' delegates, who vote as their blocks decided and
/// may be absent, independently of each other and of the motion; one chance to be present for each. Cost O(4^blocks +
/// profiles x blocks). Throws std::length_error above 12 blocks.
inline std::vector<AttendancePosition> positions_with_absent_delegates(const BlockProfiles& profiles,
                                                                       const AttendanceRule& top,
                                                                       const std::vector<double>& present) {
    const std::size_t count = profiles.cells.size();
    if (count > maximum_attended_blocks)
        throw std::length_error("exact: absence on a board of more than 12 blocks is not carried");
    const std::vector<OutcomeChances<>> outcomes = attended_outcomes(top, present);
    std::vector<AttendancePosition> positions(count);
    std::vector<std::size_t> cell(count, 0);
    for (const double chance : profiles.law) {
        std::size_t votes = 0;
        for (std::size_t j = 0; j < count; ++j) votes |= std::size_t{profiles.cells[j][cell[j]].vote} << j;
        for (std::size_t j = 0; j < count; ++j) {
            positions[j].of(profiles.cells[j][cell[j]].side).add(outcomes[votes], chance);
            const std::size_t own = std::size_t{1} << j;
            positions[j].decisive += chance * (outcomes[votes | own].passes - outcomes[votes & ~own].passes);
        }
        for (std::size_t j = 0; j < count && ++cell[j] == profiles.cells[j].size(); ++j) cell[j] = 0;
    }
    return positions;
}

}  // namespace stemgewicht::detail
