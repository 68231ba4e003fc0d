#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/engines/diagram_meeting.hpp>
#include <stemgewicht/meetings/engines/enumerate_divisions.hpp>
#include <stemgewicht/meetings/engines/outcome_count.hpp>
#include <stemgewicht/meetings/engines/standing_count.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/vote_law.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <stdexcept>
#include <vector>

namespace stemgewicht::detail {

/// Calls count() of tables, or where these do not fit, as for few members with large weights, with_diagram(method).
template <class Count, class WithDiagram>
auto counted_or_diagram(const Count& count, const WithDiagram& with_diagram) {
    try {
        return count();
    } catch (const std::length_error&) {
        return with_diagram(DecisionDiagram{.maximum_states = maximum_exact_states});
    }
}

/// The chance of each outcome. `present` has one chance per member. Throws std::length_error where neither tables nor
/// the diagram fit. Cost O(members x nodes x weight x heads); without a quorum heads are not counted.
inline OutcomeChances<> outcome_chances(const AttendanceRule& rule, const VoteLaw& law,
                                        const std::vector<double>& present, const Exact& method) {
    const auto presence = single_meeting(present);
    return counted_or_diagram(
        [&] { return OutcomeCount(rule, law, presence, method.memory / sizeof(double)).outcomes(); },
        [&](const DecisionDiagram& diagram) { return outcome_chances(rule, law, present, diagram); });
}

/// The standing of every member, at the cost of `outcome_chances` times the logarithm of the number of factors.
inline std::vector<AttendanceStanding> attendance_standings(const AttendanceRule& rule, const VoteLaw& law,
                                                            const std::vector<double>& present, const Exact& method) {
    const auto presence = single_meeting(present);
    const std::size_t budget = method.memory / sizeof(double);
    const auto count = [&] {
        std::vector<AttendanceStanding> standings(law.member_count);
        StandingCount(rule, law, presence, budget).add_to(standings);
        add_no_quorum(rule, law, present, budget, standings);
        return standings;
    };
    return counted_or_diagram(
        count, [&](const DecisionDiagram& diagram) { return attendance_standings(rule, law, present, diagram); });
}

/// The standing of a position; the distinct weights of its holders multiply the cost of `outcome_chances` as long as
/// holders are left to count.
inline AttendancePosition attendance_position(const AttendanceRule& rule, const WeightedRule& position, Holders holders,
                                              const VoteLaw& law, const std::vector<double>& present,
                                              const Exact& method) {
    const auto presence = single_meeting(present);
    const auto count = [&] {
        return OutcomeCount(rule, law, presence, method.memory / sizeof(double)).position_standing(position, holders);
    };
    return counted_or_diagram(count, [&](const DecisionDiagram& diagram) {
        return attendance_position(rule, position, holders, law, present, diagram);
    });
}

/// The chance of each outcome by visiting every division, for any ternary game. Cost O(3^n x nodes).
inline OutcomeChances<> outcome_chances(const MeetingRule& rule, const VoteLaw& law, const std::vector<double>& present,
                                        const Enumerate&) {
    const DivisionTable table(rule);
    OutcomeChances<> chances;
    const auto work = [&](std::size_t division, const std::vector<double>&, double chance) {
        chances.of(table[division]) += chance;
    };
    VisitDivisions(table, law, present, std::vector<bool>(law.member_count), work);
    return chances;
}

/// The standing of every member likewise. Cost O(3^n (n + nodes)).
inline std::vector<AttendanceStanding> attendance_standings(const MeetingRule& rule, const VoteLaw& law,
                                                            const std::vector<double>& present, const Enumerate&) {
    const DivisionTable table(rule);
    std::vector<AttendanceStanding> standings(law.member_count);
    const auto work = [&](std::size_t division, const std::vector<double>& wants, double chance) {
        for (std::size_t i = 0; i < standings.size(); ++i) {
            AttendanceStanding& standing = standings[i];
            const bool away = table.is_absent(division, i);
            (away ? standing.yes_absent : standing.yes_present).of(table[division]) += chance * wants[i];
            (away ? standing.no_absent : standing.no_present).of(table[division]) += chance * (1 - wants[i]);
            const std::size_t others = table.without(division, i);
            const int with_yes = table.passes(others + table.yes(i));
            const int with_no = table.passes(others + table.no(i));
            const int with_none = table.passes(others);
            standing.decisive += chance * (with_yes - with_no);
            standing.attending += chance * (wants[i] * (with_yes - with_none) + (1 - wants[i]) * (with_none - with_no));
        }
    };
    VisitDivisions(table, law, present, std::vector<bool>(law.member_count), work);
    return standings;
}

/// The standing of a position likewise. Cost O(3^n (4/3)^holders).
inline AttendancePosition attendance_position(const MeetingRule& rule, const WeightedRule& position, Holders holders,
                                              const VoteLaw& law, const std::vector<double>& present,
                                              const Enumerate&) {
    std::vector<bool> held(law.member_count);
    for (const std::size_t i : stemgewicht::holders(position)) held[i] = true;
    check_divisions(law.member_count, stemgewicht::holders(position).size());
    const DivisionTable table(rule);
    const Weight total = total_weight(position.weights);
    AttendancePosition standing;
    const auto work = [&](std::size_t division, const std::vector<double>& wants, double chance) {
        Weight in_favour = 0, against = 0;
        std::size_t all_for = division, all_against = division;
        for (std::size_t i = 0; i < held.size(); ++i) {
            if (!held[i]) continue;
            const bool away = table.is_absent(division, i);
            if (!away || holders == Holders::all) (wants[i] > 0 ? in_favour : against) += position.weights[i];
            if (away) continue;
            all_for += table.without(division, i) + table.yes(i) - division;
            all_against += table.without(division, i) + table.no(i) - division;
        }
        const Side side = holders == Holders::all ? side_of(position, total, in_favour)
                          : in_favour > against   ? Side::yes
                          : in_favour < against   ? Side::no
                                                  : Side::tied;
        standing.of(side).of(table[division]) += chance;
        standing.decisive += chance * (table.passes(all_for) - table.passes(all_against));
    };
    VisitDivisions(table, law, present, held, work);
    return standing;
}

}  // namespace stemgewicht::detail
