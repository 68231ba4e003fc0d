#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/meetings/outvoted_at_meeting.hpp>
#include <stemgewicht/meetings/reconvened.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/model.hpp>

#include <vector>

namespace stemgewicht {

using OutcomeEstimates = OutcomeChances<Estimate>;
using AttendanceEstimate = AttendanceOutvoted<Estimate>;
using AttendancePositionEstimate = AttendancePositionOutvoted<Estimate>;

/// A motion in all its meetings: see Meetings. In the end it passes or fails.
struct MeetingEstimates {
    OutcomeEstimates first, recalled, second, in_the_end;
    bool reached = true;  ///< whether a target error was reached in the draws allowed
};

// Meetings by any method that carries absence: MonteCarlo, of any size; Exact, DecisionDiagram and Enumerate give
// values without draws and errors, the last two of one meeting only. A meeting that may be reconvened takes an
// AttendanceRule or a Statute. With a target error, a simulation goes on until the chances to which it applies have it;
// where they have not at the most draws allowed, `reached` is false. Throws std::invalid_argument where model or
// attendance do not fit the rule, and for other methods; std::length_error where an exact method cannot carry the size.

/// The chance of each outcome of a meeting, or in the end. A target error applies to all of them, or of those of each
/// meeting.
OutcomeEstimates estimated_outcome_chances(const MeetingRule& rule, const VotingModel& model,
                                           const Attendance& attendance, const Method& method = MonteCarlo{},
                                           Until until = Until::first_meeting);

/// The chance of each outcome of a meeting, of the one called again where there is no quorum, of the second where a
/// motion is tied and put off, and in the end. A target error applies to those of each meeting.
MeetingEstimates estimated_reconvened_outcomes(const MeetingRule& rule, const VotingModel& model,
                                               const Attendance& attendance, const Method& method = MonteCarlo{});

/// How often each member is outvoted, in a meeting or in the end, on the same draws. A target error applies to the
/// chances to be outvoted.
std::vector<AttendanceEstimate> estimated_outvoted_members(const MeetingRule& rule, const VotingModel& model,
                                                           const Attendance& attendance,
                                                           const Method& method = MonteCarlo{},
                                                           Until until = Until::first_meeting);

/// How often the holders of a position are outvoted, in a meeting or in the end. A target error applies to that
/// chance. Throws std::invalid_argument also where the position does not fit, or asks those present for more than a
/// majority, and where ties are excluded and nothing is left.
AttendancePositionEstimate estimated_outvoted(const MeetingRule& rule, const WeightedRule& position,
                                              const VotingModel& model, const Attendance& attendance,
                                              Holders holders = Holders::all, const Method& method = MonteCarlo{},
                                              Ties ties = Ties::excluded, Until until = Until::first_meeting);

/// Reads the standing of a position that is known exactly, as estimates without draws and errors. Throws
/// std::invalid_argument if ties are excluded and nothing is left.
AttendancePositionEstimate estimated_outvoted(const AttendancePosition& standing, Ties ties = Ties::excluded);

// Simulations under a law of your own, which has a member for each of the rule.
OutcomeEstimates estimated_outcome_chances(const MeetingRule& rule, const LatentLaw& law, const Attendance& attendance,
                                           const MonteCarlo& method = {}, Until until = Until::first_meeting);
MeetingEstimates estimated_reconvened_outcomes(const MeetingRule& rule, const LatentLaw& law,
                                               const Attendance& attendance, const MonteCarlo& method = {});
std::vector<AttendanceEstimate> estimated_outvoted_members(const MeetingRule& rule, const LatentLaw& law,
                                                           const Attendance& attendance, const MonteCarlo& method = {},
                                                           Until until = Until::first_meeting);
AttendancePositionEstimate estimated_outvoted(const MeetingRule& rule, const WeightedRule& position,
                                              const LatentLaw& law, const Attendance& attendance,
                                              Holders holders = Holders::all, const MonteCarlo& method = {},
                                              Ties ties = Ties::excluded, Until until = Until::first_meeting);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/meetings/definitions/estimated_meetings.hpp>
#endif
