#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/meetings/engines/law_with_attendance.hpp>
#include <stemgewicht/meetings/engines/meeting_features.hpp>
#include <stemgewicht/meetings/engines/meeting_method.hpp>
#include <stemgewicht/meetings/engines/meeting_readings.hpp>
#include <stemgewicht/meetings/estimated_meetings.hpp>
#include <stemgewicht/methods/simulation/monte_carlo.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

/// The chances of a side as sums of means: three of them from `first` on, in which motions pass, fail or stay undecided
/// for whatever reason.
inline OutcomeChances<Eigen::VectorXd> side_sums(const JointEstimate& joint, Eigen::Index first) {
    const auto mean = [&](Eigen::Index k) {
        return Eigen::VectorXd(Eigen::VectorXd::Unit(joint.mean.size(), first + k));
    };
    return {
        .passes = mean(0), .fails = mean(1), .tied = mean(2), .no_quorum = Eigen::VectorXd::Zero(joint.mean.size())};
}

/// By how much a mean exceeds the next one, as a sum of means.
inline Eigen::VectorXd gain_sum(const JointEstimate& joint, Eigen::Index first) {
    const Eigen::Index size = joint.mean.size();
    return Eigen::VectorXd::Unit(size, first) - Eigen::VectorXd::Unit(size, first + 1);
}

/// Reads the means of member_meeting_features.
inline AttendanceEstimate read_member(const JointEstimate& joint) {
    struct {
        OutcomeChances<Eigen::VectorXd> yes_present, yes_absent, no_present, no_absent;
        Eigen::VectorXd decisive, attending;
    } const standing{side_sums(joint, 0), side_sums(joint, 3), side_sums(joint, 6),
                     side_sums(joint, 9), gain_sum(joint, 12), gain_sum(joint, 14)};
    return read_member(SimulatedReading{joint}, standing);
}

/// Reads the means of position_meeting_features. Throws std::invalid_argument if ties are excluded and nothing is left.
inline AttendancePositionEstimate read_position(const JointEstimate& joint, Ties ties) {
    struct {
        OutcomeChances<Eigen::VectorXd> yes, tied, no;
        Eigen::VectorXd decisive;
    } const standing{side_sums(joint, 0), side_sums(joint, 3), side_sums(joint, 6), gain_sum(joint, 9)};
    return read_position(SimulatedReading{joint}, standing, ties);
}

/// Checks a rule, and that it is one whose meetings are called again where motions are followed to another.
inline void check_meeting(const MeetingRule& rule, Until until) {
    until == Until::first_meeting ? check_meeting_rule(rule) : check_reconvened(rule);
}

/// Simulates features of meetings, the rule checked.
template <class LargestError>
JointEstimates simulate_meetings(const MeetingRule& rule, const LatentLaw& law, const Attendance& attendance,
                                 const MonteCarlo& method, Until until, const FeatureShape& shape,
                                 const PlaneFeatures& features, const LargestError& largest_error) {
    if (law.member_count() != member_count(rule))
        refuse("law.members", "one for each of the " + std::to_string(member_count(rule)) + " members",
               law.member_count());
    const std::vector<double> present = presence(attendance, member_count(rule));
    return simulate_features(with_attendance(law, present, meeting_plan(rule, until).rules.size()), method, shape,
                             features, largest_error);
}

/// The means of outcome_features.
inline JointEstimates simulate_outcomes(const MeetingRule& rule, const LatentLaw& law, const Attendance& attendance,
                                        const MonteCarlo& method, Until until) {
    check_meeting(rule, until);
    const auto largest_error = [](const std::vector<JointEstimate>& groups) {
        double largest = 0;
        for (Eigen::Index k = 0; k < groups[0].mean.size(); ++k)
            largest = std::max(largest, groups[0].sum(Eigen::VectorXd::Unit(groups[0].mean.size(), k)).error);
        return largest;
    };
    return simulate_meetings(rule, law, attendance, method, until, {1, until == Until::first_meeting ? 4U : 12U, 4},
                             outcome_features(rule, until), largest_error);
}

/// The sum of the means at some places.
inline Estimate sum_at(const JointEstimate& joint, std::initializer_list<Eigen::Index> places) {
    Eigen::VectorXd weights = Eigen::VectorXd::Zero(joint.mean.size());
    for (const Eigen::Index k : places) weights[k] = 1;
    return joint.sum(weights);
}

inline OutcomeEstimates without_error(const OutcomeChances<>& chances) {
    return {
        .passes = {chances.passes}, .fails = {chances.fails}, .tied = {chances.tied}, .no_quorum = {chances.no_quorum}};
}

/// Calls simulate(method), or count(method) with a method that gives exact answers until then.
template <class Count, class Simulate>
auto by_absence_method(const MeetingRule& rule, const Method& method, Until until, const Count& count,
                       const Simulate& simulate) {
    check_meeting(rule, until);
    if (const auto* simulation = std::get_if<MonteCarlo>(&method)) return simulate(*simulation);
    const bool exact = std::holds_alternative<Exact>(method);
    if (until == Until::reconvened_meeting && !exact)
        refuse_method(method, "exact or monte_carlo for a meeting that may be reconvened");
    const bool own = std::holds_alternative<OwnTernaryGame>(rule);
    if (!exact && !std::holds_alternative<Enumerate>(method) &&
        (own || !std::holds_alternative<DecisionDiagram>(method)))
        refuse_method(method, own ? "exact, enumerate or monte_carlo for a game of your own"
                                  : "exact, decision_diagram, enumerate or monte_carlo where members may be absent");
    return advising([](std::string_view name) { return name == "monte_carlo"; }, [&] { return count(method); });
}

}  // namespace detail

STEMGEWICHT_DEFINITION OutcomeEstimates estimated_outcome_chances(const MeetingRule& rule, const LatentLaw& law,
                                                                  const Attendance& attendance,
                                                                  const MonteCarlo& method, Until until) {
    if (until == Until::reconvened_meeting)
        return estimated_reconvened_outcomes(rule, law, attendance, method).in_the_end;
    const auto [groups, reached] = detail::simulate_outcomes(rule, law, attendance, method, until);
    const auto mean = [&joint = groups[0]](Eigen::Index k) { return detail::sum_at(joint, {k}); };
    return {.passes = mean(0), .fails = mean(1), .tied = mean(2), .no_quorum = mean(3), .reached = reached};
}

STEMGEWICHT_DEFINITION MeetingEstimates estimated_reconvened_outcomes(const MeetingRule& rule, const LatentLaw& law,
                                                                      const Attendance& attendance,
                                                                      const MonteCarlo& method) {
    const JointEstimates simulated =
        detail::simulate_outcomes(rule, law, attendance, method, Until::reconvened_meeting);
    const auto sum = [&](std::initializer_list<Eigen::Index> places) {
        return detail::sum_at(simulated.groups[0], places);
    };
    const bool reached = simulated.reached;
    return {.first = {sum({0}), sum({1}), sum({2}), sum({3}), reached},
            .recalled = {sum({4}), sum({5}), sum({6}), sum({7}), reached},
            .second = {sum({8}), sum({9}), sum({10}), sum({11}), reached},
            .in_the_end = {sum({0, 4, 8}), sum({1, 5, 9, 10}), sum({}), sum({}), reached},
            .reached = reached};
}

STEMGEWICHT_DEFINITION std::vector<AttendanceEstimate> estimated_outvoted_members(const MeetingRule& rule,
                                                                                  const LatentLaw& law,
                                                                                  const Attendance& attendance,
                                                                                  const MonteCarlo& method,
                                                                                  Until until) {
    detail::check_meeting(rule, until);
    const auto largest_error = [](const std::vector<JointEstimate>& groups) {
        double largest = 0;
        for (const JointEstimate& group : groups)
            largest = std::max(largest, detail::read_member(group).overall.outvoted.error);
        return largest;
    };
    const JointEstimates simulated = detail::simulate_meetings(
        rule, law, attendance, method, until, {member_count(rule), detail::member_feature_count, 12},
        detail::member_meeting_features(rule, until), largest_error);
    std::vector<AttendanceEstimate> result;
    for (const JointEstimate& group : simulated.groups) {
        result.push_back(detail::read_member(group));
        result.back().reached = simulated.reached;
    }
    return result;
}

STEMGEWICHT_DEFINITION AttendancePositionEstimate estimated_outvoted(const MeetingRule& rule,
                                                                     const WeightedRule& position, const LatentLaw& law,
                                                                     const Attendance& attendance, Holders holders,
                                                                     const MonteCarlo& method, Ties ties, Until until) {
    detail::check_meeting(rule, until);
    detail::check_attended_position(position, holders, member_count(rule));
    const JointEstimates simulated =
        detail::simulate_meetings(rule, law, attendance, method, until, {1, detail::position_feature_count, 9},
                                  detail::position_meeting_features(rule, position, holders, until),
                                  [&](const std::vector<JointEstimate>& groups) {
                                      return detail::read_position(groups[0], ties).agreement.outvoted.error;
                                  });
    AttendancePositionEstimate result = detail::read_position(simulated.groups[0], ties);
    result.reached = simulated.reached;
    return result;
}

STEMGEWICHT_DEFINITION AttendancePositionEstimate estimated_outvoted(const AttendancePosition& standing, Ties ties) {
    return detail::read_exactly<Estimate>(standing, ties);
}

STEMGEWICHT_DEFINITION OutcomeEstimates estimated_outcome_chances(const MeetingRule& rule, const VotingModel& model,
                                                                  const Attendance& attendance, const Method& method,
                                                                  Until until) {
    const auto count = [&](const Method& exact) {
        return detail::without_error(until == Until::first_meeting
                                         ? outcome_chances(rule, model, attendance, exact)
                                         : in_the_end(reconvened_outcomes(rule, model, attendance, exact)));
    };
    return detail::by_absence_method(rule, method, until, count, [&](const MonteCarlo& simulation) {
        return estimated_outcome_chances(rule, latent_law(model, member_count(rule)), attendance, simulation, until);
    });
}

STEMGEWICHT_DEFINITION MeetingEstimates estimated_reconvened_outcomes(const MeetingRule& rule, const VotingModel& model,
                                                                      const Attendance& attendance,
                                                                      const Method& method) {
    const auto count = [&](const Method& exact) -> MeetingEstimates {
        const Meetings<OutcomeChances<>> meetings = reconvened_outcomes(rule, model, attendance, exact);
        return {.first = detail::without_error(meetings.first),
                .recalled = detail::without_error(meetings.recalled),
                .second = detail::without_error(meetings.second),
                .in_the_end = detail::without_error(in_the_end(meetings))};
    };
    return detail::by_absence_method(rule, method, Until::reconvened_meeting, count, [&](const MonteCarlo& simulation) {
        return estimated_reconvened_outcomes(rule, latent_law(model, member_count(rule)), attendance, simulation);
    });
}

STEMGEWICHT_DEFINITION std::vector<AttendanceEstimate> estimated_outvoted_members(const MeetingRule& rule,
                                                                                  const VotingModel& model,
                                                                                  const Attendance& attendance,
                                                                                  const Method& method, Until until) {
    const auto count = [&](const Method& exact) {
        std::vector<AttendanceEstimate> result;
        if (until == Until::first_meeting)
            for (const AttendanceOutvoted<>& member : outvoted_members(rule, model, attendance, exact))
                result.push_back(detail::read_exactly<Estimate>(member.standing));
        else
            for (const AttendanceStanding& standing : in_the_end(reconvened_standings(rule, model, attendance, exact)))
                result.push_back(detail::read_exactly<Estimate>(standing));
        return result;
    };
    return detail::by_absence_method(rule, method, until, count, [&](const MonteCarlo& simulation) {
        return estimated_outvoted_members(rule, latent_law(model, member_count(rule)), attendance, simulation, until);
    });
}

STEMGEWICHT_DEFINITION AttendancePositionEstimate estimated_outvoted(const MeetingRule& rule,
                                                                     const WeightedRule& position,
                                                                     const VotingModel& model,
                                                                     const Attendance& attendance, Holders holders,
                                                                     const Method& method, Ties ties, Until until) {
    const auto count = [&](const Method& exact) {
        if (until == Until::first_meeting)
            return estimated_outvoted(outvoted(rule, position, model, attendance, holders, exact, ties).standing, ties);
        return estimated_outvoted(in_the_end(reconvened_position(rule, position, model, attendance, holders, exact)),
                                  ties);
    };
    return detail::by_absence_method(rule, method, until, count, [&](const MonteCarlo& simulation) {
        return estimated_outvoted(rule, position, latent_law(model, member_count(rule)), attendance, holders,
                                  simulation, ties, until);
    });
}

}  // namespace stemgewicht
