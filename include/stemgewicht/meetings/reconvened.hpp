#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/meetings/presence.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <vector>

namespace stemgewicht {

/// Up to which meeting a motion is followed.
enum class Until {
    first_meeting,       ///< where it is tied and put off, it is undecided
    reconvened_meeting,  ///< where it is, or there is no quorum, the members meet again, until it is decided
};

/// A motion in all its meetings, as in the law of Dutch councils (Gemeentewet, articles 20 and 32). Where there is
/// no quorum, the meeting is called again, and whoever comes decides; where the motion is tied and put off, at the
/// first meeting or at the one called again, it is voted on in a second one, in which a tie rejects it, and which is
/// called again likewise. The members keep their opinions, and come or stay away anew to every meeting. `recalled` and
/// `second` are chances together with what was before: there was no quorum and the motion then had that outcome; it was
/// put off and then had that outcome, tied where a second tie rejects it, be it in the second meeting or in that called
/// again. So `recalled` sums to the chance of no quorum in `first`, and `second` to that of a tie in these two.
template <class T>
struct Meetings {
    T first, recalled, second;
};

/// What comes of motions in the end: a second tie is a failure, and all of them are decided.
OutcomeChances<> in_the_end(const Meetings<OutcomeChances<>>& meetings);

/// Present is who is present in the meeting that is the last one for the motion; decisive and attending are those of a
/// member that comes to every meeting, or to none.
AttendanceStanding in_the_end(const Meetings<AttendanceStanding>& meetings);
std::vector<AttendanceStanding> in_the_end(const std::vector<Meetings<AttendanceStanding>>& members);

/// The position of those present is that in the last meeting.
AttendancePosition in_the_end(const Meetings<AttendancePosition>& meetings);

// Opinions link the meetings, so that they are counted together: `Exact` alone does so, for attendance rules and for
// statutes, which know no ties. Throws std::invalid_argument where the model or the attendance does not fit the rule,
// for games of your own, a quorum that counts votes, and other methods; std::length_error where the meetings are too
// large.

/// How a motion fares until it is decided: `in_the_end` of what is returned has the chances of all meetings together.
/// Cost: (weight x heads)^2 x members x nodes, the heads of a meeting without a quorum not counted.
Meetings<OutcomeChances<>> reconvened_outcomes(const MeetingRule& rule, const VotingModel& model,
                                               const Attendance& attendance, const Method& method = Exact{});

/// The standing of every member in all meetings; `outvoted(in_the_end(..))` is how often each is outvoted in the end.
/// Some ten times the cost of `reconvened_outcomes`.
std::vector<Meetings<AttendanceStanding>> reconvened_standings(const MeetingRule& rule, const VotingModel& model,
                                                               const Attendance& attendance,
                                                               const Method& method = Exact{});

/// The standing of a position in all meetings; `outvoted(in_the_end(..), ties)` is how often it is outvoted in the
/// end. Throws std::invalid_argument where the position does not fit, or asks those present for more than a majority.
Meetings<AttendancePosition> reconvened_position(const MeetingRule& rule, const WeightedRule& position,
                                                 const VotingModel& model, const Attendance& attendance,
                                                 Holders holders = Holders::all, const Method& method = Exact{});

/// Throws std::length_error where the standings of so many positions together take longer than a minute.
void check_reconvened_positions(const MeetingRule& rule, std::size_t positions, const VotingModel& model,
                                const Attendance& attendance, const Method& method = Exact{});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/meetings/definitions/reconvened.hpp>
#endif
