#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/meetings/attendance_rule.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/presence.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <vector>

namespace stemgewicht {

/// Up to which meeting a motion is followed.
enum class Until {
    first_meeting,       ///< where it is tied and put off, it is undecided
    reconvened_meeting,  ///< where it is, the members meet again, and another tie rejects it
};

/// A motion in a meeting, and in the reconvened one where it was tied and put off: there the members keep their
/// opinions, come or stay away anew, and another tie is the end of the motion. `second` are chances of both together:
/// the motion is put off and then has that outcome, tied where it is rejected by a second tie. Its sum is the chance of
/// a tie in `first`.
template <class T>
struct Meetings {
    T first, second;

    void add(const Meetings& other, double mass) {
        first.add(other.first, mass);
        second.add(other.second, mass);
    }
};

/// What comes of motions in the end: a second tie is a failure. Only a meeting without a quorum leaves them undecided.
OutcomeChances<> in_the_end(const Meetings<OutcomeChances<>>& meetings);

/// Present is who is present in the meeting that is the last one for the motion; decisive and attending are those of a
/// member that comes to both meetings, or to none.
AttendanceStanding in_the_end(const Meetings<AttendanceStanding>& meetings);
std::vector<AttendanceStanding> in_the_end(const std::vector<Meetings<AttendanceStanding>>& members);

/// The position of those present is that in the last meeting.
AttendancePosition in_the_end(const Meetings<AttendancePosition>& meetings);

// Opinions link the two meetings, so that they are counted together: `Exact` alone does so. Throws
// std::invalid_argument where the model or the attendance does not fit the rule, and for other methods;
// std::length_error where the meetings are too large.

/// How a motion fares where a tie puts it off to another meeting, in which a second tie rejects it: `in_the_end` of
/// what is returned has the chances of the two meetings together. Cost: (weight x heads)^2 x members x nodes, the heads
/// of a meeting without a quorum not counted.
Meetings<OutcomeChances<>> reconvened_outcomes(const AttendanceRule& rule, const VotingModel& model,
                                               const Attendance& attendance, const Method& method = Exact{});

/// The standing of every member in both meetings; `outvoted(in_the_end(..))` is how often each is outvoted in the end.
/// Some ten times the cost of `reconvened_outcomes`.
std::vector<Meetings<AttendanceStanding>> reconvened_standings(const AttendanceRule& rule, const VotingModel& model,
                                                               const Attendance& attendance,
                                                               const Method& method = Exact{});

/// The standing of a position in both meetings; `outvoted(in_the_end(..), ties)` is how often it is outvoted in the
/// end. Throws std::invalid_argument where the position does not fit, or asks those present for more than a majority.
Meetings<AttendancePosition> reconvened_position(const AttendanceRule& rule, const WeightedRule& position,
                                                 const VotingModel& model, const Attendance& attendance,
                                                 Holders holders = Holders::all, const Method& method = Exact{});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/meetings/definitions/reconvened.hpp>
#endif
