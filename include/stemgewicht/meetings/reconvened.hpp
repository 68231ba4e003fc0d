#pragma once

#include <stemgewicht/meetings/outvoted_at_meeting.hpp>
#include <stemgewicht/meetings/engines/two_meetings.hpp>

#include <vector>

namespace stemgewicht {

/// How a motion fares where a tie puts it off to another meeting, in which a second tie rejects it: `in_the_end` of
/// what is returned has the chances of the two meetings together. Throws std::invalid_argument where the model or the
/// attendance does not fit the rule, std::length_error where the meetings are too large.
inline Meetings<OutcomeChances> reconvened_outcomes(const AttendanceRule& rule, const VotingModel& model,
                                                    const Attendance& attendance, const Exact& method = {}) {
    check(rule);
    const std::vector<double> present = presence(attendance, rule.member_count());
    return reconvened_outcomes(rule, vote_laws(model, rule.member_count()), present, method);
}

/// The standing of every member in both meetings; `outvoted(in_the_end(..))` is how often each is outvoted in the end.
inline std::vector<Meetings<AttendanceStanding>> reconvened_standings(const AttendanceRule& rule,
                                                                      const VotingModel& model,
                                                                      const Attendance& attendance,
                                                                      const Exact& method = {}) {
    check(rule);
    const std::vector<double> present = presence(attendance, rule.member_count());
    return reconvened_standings(rule, vote_laws(model, rule.member_count()), present, method);
}

/// The standing of a position in both meetings; `outvoted(in_the_end(..), ties)` is how often it is outvoted in the
/// end. Throws std::invalid_argument where the position does not fit, or asks those present for more than a majority.
inline Meetings<AttendancePosition> reconvened_position(const AttendanceRule& rule, const WeightedRule& position,
                                                        const VotingModel& model, const Attendance& attendance,
                                                        Holders holders = Holders::all, const Exact& method = {}) {
    check(rule);
    detail::check_attended_position(position, holders, rule.member_count());
    const std::vector<double> present = presence(attendance, rule.member_count());
    return reconvened_position(rule, position, holders, vote_laws(model, rule.member_count()), present, method);
}

}  // namespace stemgewicht
