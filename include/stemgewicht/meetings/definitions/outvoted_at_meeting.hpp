#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/engines/meeting_method.hpp>
#include <stemgewicht/meetings/engines/meeting_readings.hpp>
#include <stemgewicht/meetings/engines/one_meeting.hpp>
#include <stemgewicht/meetings/engines/ternary_swings.hpp>
#include <stemgewicht/meetings/outvoted_at_meeting.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::optional<Agreement<>> agreement(const OutcomeChances<>& yes, const OutcomeChances<>& no) {
    return detail::read_agreement(detail::ExactReading<double>{}, yes, no);
}

STEMGEWICHT_DEFINITION AttendanceOutvoted<> outvoted(const AttendanceStanding& standing) {
    return detail::read_exactly<double>(standing);
}

STEMGEWICHT_DEFINITION std::vector<AttendanceOutvoted<>> outvoted(const std::vector<AttendanceStanding>& standings) {
    std::vector<AttendanceOutvoted<>> result;
    for (const AttendanceStanding& standing : standings) result.push_back(outvoted(standing));
    return result;
}

STEMGEWICHT_DEFINITION AttendancePositionOutvoted<> outvoted(const AttendancePosition& standing, Ties ties) {
    return detail::read_exactly<double>(standing, ties);
}

namespace detail {

/// What is done with a law of mass `mass`, and the chances of the members to be present.
using AttendedLawWork = std::function<void(double mass, const VoteLaw& law, const std::vector<double>& present)>;

/// Works on each of the laws whose mixture a model is, the rule and its arguments checked.
inline void each_attended_law(const MeetingRule& rule, const VotingModel& model, const Attendance& attendance,
                              const AttendedLawWork& work) {
    check_meeting_rule(rule);
    const std::size_t members = stemgewicht::member_count(rule);
    const std::vector<double> present = presence(attendance, members);
    each_law(model, members, {}, [&](double mass, const VoteLaw& law) { work(mass, law, present); });
}

}  // namespace detail

STEMGEWICHT_DEFINITION OutcomeChances<> outcome_chances(const MeetingRule& rule, const VotingModel& model,
                                                        const Attendance& attendance, const Method& method) {
    return detail::with_meeting_method(rule, method, [&](const auto& game, const auto& how) {
        OutcomeChances<> chances;
        detail::each_attended_law(rule, model, attendance, [&](double mass, const VoteLaw& law, const auto& present) {
            chances.add(detail::outcome_chances(game, law, present, how), mass);
        });
        return detail::settled(chances);
    });
}

STEMGEWICHT_DEFINITION std::vector<AttendanceOutvoted<>> outvoted_members(const MeetingRule& rule,
                                                                          const VotingModel& model,
                                                                          const Attendance& attendance,
                                                                          const Method& method) {
    return detail::with_meeting_method(rule, method, [&](const auto& game, const auto& how) {
        std::vector<AttendanceStanding> standings(member_count(rule));
        detail::each_attended_law(rule, model, attendance, [&](double mass, const VoteLaw& law, const auto& present) {
            const std::vector<AttendanceStanding> part = detail::attendance_standings(game, law, present, how);
            for (std::size_t i = 0; i < part.size(); ++i) standings[i].add(part[i], mass);
        });
        return outvoted(standings);
    });
}

STEMGEWICHT_DEFINITION AttendancePositionOutvoted<> outvoted(const MeetingRule& rule, const WeightedRule& position,
                                                             const VotingModel& model, const Attendance& attendance,
                                                             Holders holders, const Method& method, Ties ties) {
    detail::check_attended_position(position, holders, member_count(rule));
    return detail::with_meeting_method(rule, method, [&](const auto& game, const auto& how) {
        AttendancePosition standing;
        detail::each_attended_law(rule, model, attendance, [&](double mass, const VoteLaw& law, const auto& present) {
            standing.add(detail::attendance_position(game, position, holders, law, present, how), mass);
        });
        return outvoted(standing, ties);
    });
}

STEMGEWICHT_DEFINITION Eigen::ArrayXd ternary_banzhaf(const MeetingRule& rule, const Method& method) {
    detail::check_meeting_rule(rule);
    Eigen::ArrayXd values(static_cast<Eigen::Index>(member_count(rule)));
    if (std::holds_alternative<Enumerate>(method) ||
        (std::holds_alternative<Exact>(method) && std::holds_alternative<OwnTernaryGame>(rule))) {
        const auto counts = detail::ternary_swings<std::int64_t>(rule, Enumerate{});
        for (Eigen::Index i = 0; i < values.size(); ++i)
            values[i] = static_cast<double>(counts[static_cast<std::size_t>(i)]);
        return values / std::pow(3.0, static_cast<double>(values.size()) - 1);
    }
    const auto members = outvoted_members(rule, ic(), attendance(2.0 / 3), method);
    for (Eigen::Index i = 0; i < values.size(); ++i) values[i] = members[static_cast<std::size_t>(i)].decisive;
    return values;
}

}  // namespace stemgewicht
