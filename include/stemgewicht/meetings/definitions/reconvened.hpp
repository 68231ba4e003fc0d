#pragma once

#include <stemgewicht/meetings/outvoted_at_meeting.hpp>
#include <stemgewicht/meetings/reconvened.hpp>

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/engines/meeting_readings.hpp>
#include <stemgewicht/meetings/engines/two_meetings.hpp>
#include <stemgewicht/meetings/reconvened.hpp>

#include <concepts>
#include <cstddef>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION OutcomeChances<> in_the_end(const Meetings<OutcomeChances<>>& meetings) {
    const auto& [first, recalled, second] = meetings;
    return {.passes = first.passes + recalled.passes + second.passes,
            .fails = first.fails + recalled.fails + second.fails + second.tied,
            .tied = 0,
            .no_quorum = 0};
}

namespace detail {

/// What a part of a standing comes to in the end.
template <class Standing>
OutcomeChances<> part_in_the_end(const Meetings<Standing>& meetings, OutcomeChances<> Standing::* part) {
    const auto& [first, recalled, second] = meetings;
    return in_the_end(Meetings<OutcomeChances<>>{first.*part, recalled.*part, second.*part});
}

}  // namespace detail

STEMGEWICHT_DEFINITION AttendanceStanding in_the_end(const Meetings<AttendanceStanding>& meetings) {
    const auto& [first, recalled, second] = meetings;
    return {.yes_present = detail::part_in_the_end(meetings, &AttendanceStanding::yes_present),
            .yes_absent = detail::part_in_the_end(meetings, &AttendanceStanding::yes_absent),
            .no_present = detail::part_in_the_end(meetings, &AttendanceStanding::no_present),
            .no_absent = detail::part_in_the_end(meetings, &AttendanceStanding::no_absent),
            .decisive = first.decisive + recalled.decisive + second.decisive,
            .attending = first.attending + recalled.attending + second.attending};
}

STEMGEWICHT_DEFINITION std::vector<AttendanceStanding> in_the_end(
    const std::vector<Meetings<AttendanceStanding>>& members) {
    std::vector<AttendanceStanding> standings;
    for (const auto& meetings : members) standings.push_back(in_the_end(meetings));
    return standings;
}

STEMGEWICHT_DEFINITION AttendancePosition in_the_end(const Meetings<AttendancePosition>& meetings) {
    const auto& [first, recalled, second] = meetings;
    return {.yes = detail::part_in_the_end(meetings, &AttendancePosition::yes),
            .tied = detail::part_in_the_end(meetings, &AttendancePosition::tied),
            .no = detail::part_in_the_end(meetings, &AttendancePosition::no),
            .decisive = first.decisive + recalled.decisive + second.decisive};
}

STEMGEWICHT_DEFINITION Meetings<OutcomeChances<>> reconvened_outcomes(const MeetingRule& rule, const VotingModel& model,
                                                                      const Attendance& attendance,
                                                                      const Method& method) {
    return detail::with_reconvened(rule, method, [&](const auto& game, const Exact& exact) {
        const std::vector<double> present = presence(attendance, game.member_count());
        return detail::reconvened_outcomes(game, vote_laws(model, game.member_count()), present, exact);
    });
}

STEMGEWICHT_DEFINITION std::vector<Meetings<AttendanceStanding>> reconvened_standings(const MeetingRule& rule,
                                                                                      const VotingModel& model,
                                                                                      const Attendance& attendance,
                                                                                      const Method& method) {
    return detail::with_reconvened(rule, method, [&](const auto& game, const Exact& exact) {
        const std::vector<double> present = presence(attendance, game.member_count());
        return detail::reconvened_standings(game, vote_laws(model, game.member_count()), present, exact);
    });
}

STEMGEWICHT_DEFINITION Meetings<AttendancePosition> reconvened_position(const MeetingRule& rule,
                                                                        const WeightedRule& position,
                                                                        const VotingModel& model,
                                                                        const Attendance& attendance, Holders holders,
                                                                        const Method& method) {
    return detail::with_reconvened(rule, method, [&](const auto& game, const Exact& exact) {
        detail::check_attended_position(position, holders, game.member_count());
        const std::vector<double> present = presence(attendance, game.member_count());
        return detail::reconvened_position(game, position, holders, vote_laws(model, game.member_count()), present,
                                           exact);
    });
}

STEMGEWICHT_DEFINITION void check_reconvened_positions(const MeetingRule& rule, std::size_t positions,
                                                       const VotingModel& model, const Attendance& attendance,
                                                       const Method& method) {
    detail::with_reconvened(rule, method, [&]<class Game>(const Game& game, const Exact& exact) {
        if constexpr (std::same_as<Game, AttendanceRule>) {  // a statute knows no ties
            const std::vector<double> present = presence(attendance, game.member_count());
            const std::vector<WeightedLaw> laws = vote_laws(model, game.member_count());
            static_cast<void>(detail::ReconvenedCount(game, laws, present, exact,
                                                      detail::position_tables * static_cast<double>(positions)));
        }
    });
}

}  // namespace stemgewicht
