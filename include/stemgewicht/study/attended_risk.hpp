#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/meetings/estimated_meetings.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/model.hpp>

#include <span>
#include <string>
#include <vector>

namespace stemgewicht {

/// The rule of a board on the votes cast: a majority becomes more than half of them, a share that must be reached stays
/// that share of them, and any other number of votes is needed whoever comes. Ties are put off, but fail where every
/// member is present (Gemeentewet, article 32). `quorum`: members who must be present, a number or `majority`. Throws
/// std::invalid_argument for a board whose rule is not one quota on its weight, or asks for less than half of it.
AttendanceRule attendance_rule(const Board& board, const std::string& quorum = "majority");

/// What a board decides by where members may be absent: its statute, where its rule is a text, to which a quorum by
/// heads may be added, and else its attendance_rule, with a quorum of a majority if not given; with incompatible
/// members an IncompatibleMeeting of that. Throws likewise.
MeetingRule meeting_rule(const Board& board, const std::string& quorum = "");

/// Where and how members vote who may be absent.
struct Meeting {
    MeetingRule rule;
    Attendance attendance{};
    Until until = Until::first_meeting;
};

/// The chance of each outcome, by Exact, Enumerate (of one meeting) or MonteCarlo; where exact, without draws and
/// errors. Throws std::invalid_argument for other methods, which carry no absence.
OutcomeEstimates meeting_outcomes(const Meeting& meeting, const VotingModel& model, const Method& method);

/// How each member fares; see AttendanceOutvoted.
std::vector<AttendanceEstimate> meeting_members(const Meeting& meeting, const VotingModel& model, const Method& method);

/// How each position fares, which is what its holders want, present or not.
std::vector<AttendancePositionEstimate> meeting_positions(const Meeting& meeting,
                                                          std::span<const WeightedRule> positions,
                                                          const VotingModel& model, const Method& method,
                                                          Ties ties = Ties::excluded);

/// The same under each of these conventions for ties, counted once for all of them.
std::vector<std::vector<AttendancePositionEstimate>> meeting_positions(const Meeting& meeting,
                                                                       std::span<const WeightedRule> positions,
                                                                       const VotingModel& model, const Method& method,
                                                                       std::span<const Ties> conventions);

}  // namespace stemgewicht
