#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/attendance_rule.hpp>
#include <stemgewicht/meetings/engines/counted_attendance.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>
#include <stemgewicht/models/model.hpp>

#include <cstddef>

namespace stemgewicht::detail {

/// About how many additions an exact count of one position takes where members may be absent, known before any is made:
/// half of the tallies of weight and heads, for each member, each of its three ballots and each node of the model, in a
/// table for each side of the position and two for what its holders decide.
inline double position_counting_steps(const AttendanceRule& rule, const VotingModel& model) {
    const CountedAttendance counted(rule);
    Box everyone;
    const Presence<double> presence = single_meeting({1.0}).front();
    for (std::size_t i = 0; i < rule.member_count(); ++i) everyone.grow(ballots(counted, i, presence, 1.0));
    const auto cells = static_cast<double>(everyone.within({.cap = counted.cap()}).cells());
    double visits = 0;
    each_law(model, rule.member_count(), {}, [&](double, const VoteLaw& law) {
        for (const VoteFactor& factor : law.factors)
            visits += static_cast<double>(factor.members.size()) * static_cast<double>(factor.node_count());
    });
    constexpr double tables = 5, branches = 3;
    return cells / 2 * visits * tables * branches;
}

}  // namespace stemgewicht::detail
