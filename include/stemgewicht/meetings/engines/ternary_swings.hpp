#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/meetings/engines/ballot_sweep.hpp>
#include <stemgewicht/meetings/engines/counted_attendance.hpp>
#include <stemgewicht/meetings/engines/diagram_meeting.hpp>
#include <stemgewicht/meetings/engines/enumerate_divisions.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/methods/method.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace stemgewicht::detail {

/// For each member the divisions of the others in which its yes passes the motion and its no does not, less those in
/// which it is the other way round. Exact integers of any type that holds 3^(n-1). Cost O(members x weight x heads).
/// Where the tables do not fit, on the diagram.
template <class Integer>
std::vector<Integer> ternary_swings(const AttendanceRule& rule, const Exact& method) {
    const std::size_t budget = method.memory / sizeof(Integer);
    const CountedAttendance counted(rule);
    std::vector<Branches<Integer>> members;
    Box everyone;
    for (std::size_t i = 0; i < rule.member_count(); ++i) {
        members.push_back({{counted.yes(i), 1}, {{}, 1}, {counted.no(i), 1}});
        everyone.grow(members.back());
    }
    const Box needed = everyone.within({.cap = counted.cap()});
    if (cell_count(needed) > static_cast<double>(budget / 8))  // few members with large weights
        return ternary_swings<Integer>(MeetingRule(rule), DecisionDiagram{.maximum_states = maximum_exact_states});
    std::vector<Integer> counts(members.size());
    using Ballots = BallotTable<Integer>;
    const auto visit = [&](std::size_t i, const Ballots& law, const Ballots& tail) {
        counts[i] = mean_gain(law, tail, counted.yes(i), counted.no(i), counted.cap());
    };
    BallotSweep<Integer, decltype(visit)>(members, counted.limits(), budget / 4, visit)
        .run(outcome_tail<Integer>(counted, Outcome::passes, everyone.within(counted.limits())));
    return counts;
}

/// These counts by visiting every division, for any ternary game of up to 15 members.
template <class Integer>
std::vector<Integer> ternary_swings(const MeetingRule& rule, const Enumerate&) {
    const DivisionTable table(rule);
    std::vector<Integer> counts;
    for (std::size_t i = 0; i < table.member_count(); ++i) {
        std::int64_t sum = 0;
        stop_point(table.size());
        for (std::size_t block = 0; block < table.size(); block += 3 * table.no(i))
            for (std::size_t others = block; others < block + table.no(i); ++others)
                sum += table.passes(others + table.yes(i)) - table.passes(others + table.no(i));
        counts.push_back(Integer(sum));
    }
    return counts;
}

}  // namespace stemgewicht::detail
