#pragma once

#include <stemgewicht/meetings/outvoted_at_meeting.hpp>
#include <stemgewicht/meetings/engines/plane_meetings.hpp>
#include <stemgewicht/methods/simulation/monte_carlo.hpp>
#include <stemgewicht/meetings/engines/attended_law.hpp>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace stemgewicht {

/// The chance of each outcome, simulated.
struct SimulatedOutcomes {
    Estimate passes, fails, tied, no_quorum;
    bool reached = true;  ///< whether the target error was reached in the draws allowed
};

/// A meeting and the reconvened one, simulated: see Meetings. In the end nothing is tied.
struct SimulatedMeetings {
    SimulatedOutcomes first, second, in_the_end;
    bool reached = true;
};

/// The fields of Agreement, each with its error.
struct AgreementEstimates {
    Estimate outvoted, overruled, blocked, success, undecided;
    std::optional<Estimate> outvoted_if_decided;                 ///< empty where nothing was ever decided
    std::optional<Estimate> outvoted_if_yes, outvoted_if_no;     ///< given the opinion; empty where it never occurred
    std::optional<Estimate> outvoted_if_pass, outvoted_if_fail;  ///< given the decision; empty where it never occurred
};

/// The fields of AttendanceOutvoted, simulated.
struct SimulatedAttendanceOutvoted {
    Estimate present;
    AgreementEstimates overall;
    std::optional<AgreementEstimates> if_present, if_absent;  ///< empty where it never was
    Estimate decisive, attending;
    bool reached = true;
};

/// The fields of AttendancePositionOutvoted, simulated.
struct SimulatedAttendancePosition {
    AgreementEstimates agreement;
    Estimate tied, decisive;
    bool reached = true;
};

namespace detail {

/// The places of three cells among the means, as weights of a sum.
struct SideCells {
    Eigen::VectorXd passes, fails, undecided;

    SideCells(const JointEstimate& joint, Eigen::Index first)
        : passes(Eigen::VectorXd::Unit(joint.mean.size(), first)),
          fails(Eigen::VectorXd::Unit(joint.mean.size(), first + 1)),
          undecided(Eigen::VectorXd::Unit(joint.mean.size(), first + 2)) {}

    SideCells& add(const SideCells& other, double share) {
        passes += share * other.passes;
        fails += share * other.fails;
        undecided += share * other.undecided;
        return *this;
    }
    [[nodiscard]] Eigen::VectorXd sum() const { return passes + fails + undecided; }
};

/// The agreement under the condition that the cells together make; empty where it never occurred.
inline std::optional<AgreementEstimates> agreement_estimates(const JointEstimate& joint, const SideCells& yes,
                                                             const SideCells& no) {
    const Eigen::VectorXd whole = yes.sum() + no.sum(), outvoted = yes.fails + no.passes;
    if (!(whole.dot(joint.mean) > 0)) return std::nullopt;
    const auto given = [&](const Eigen::VectorXd& part, const Eigen::VectorXd& all) {
        const std::optional<Formula> formula = joint.ratio(part, all);
        return formula ? std::optional(joint.estimate(*formula)) : std::nullopt;
    };
    const Eigen::VectorXd success = yes.passes + no.fails;
    return AgreementEstimates{.outvoted = *given(outvoted, whole),
                              .overruled = *given(no.passes, whole),
                              .blocked = *given(yes.fails, whole),
                              .success = *given(success, whole),
                              .undecided = *given(yes.undecided + no.undecided, whole),
                              .outvoted_if_decided = given(outvoted, outvoted + success),
                              .outvoted_if_yes = given(yes.fails, yes.sum()),
                              .outvoted_if_no = given(no.passes, no.sum()),
                              .outvoted_if_pass = given(no.passes, yes.passes + no.passes),
                              .outvoted_if_fail = given(yes.fails, yes.fails + no.fails)};
}

inline SimulatedAttendanceOutvoted simulated_member(const JointEstimate& joint) {
    const SideCells yes_present(joint, 0), yes_absent(joint, 3), no_present(joint, 6), no_absent(joint, 9);
    const auto mean = [&](Eigen::Index k) { return Eigen::VectorXd::Unit(joint.mean.size(), k); };
    SimulatedAttendanceOutvoted result;
    result.present = joint.sum(yes_present.sum() + no_present.sum());
    result.overall =
        *agreement_estimates(joint, SideCells(yes_present).add(yes_absent, 1), SideCells(no_present).add(no_absent, 1));
    result.if_present = agreement_estimates(joint, yes_present, no_present);
    result.if_absent = agreement_estimates(joint, yes_absent, no_absent);
    result.decisive = joint.sum(mean(12) - mean(13));
    result.attending = joint.sum(mean(14) - mean(15));
    return result;
}

/// Throws std::invalid_argument if ties are excluded and nothing is left.
inline SimulatedAttendancePosition simulated_position(const JointEstimate& joint, Ties ties) {
    SideCells yes(joint, 0), no(joint, 6);
    const SideCells tied(joint, 3);
    if (ties == Ties::coin) yes.add(tied, 0.5);
    if (ties != Ties::excluded) no.add(tied, ties == Ties::coin ? 0.5 : 1.0);
    const std::optional<AgreementEstimates> agreement = agreement_estimates(joint, yes, no);
    if (!agreement) refuse("ties", "against or coin where the position is tied on every motion", "excluded");
    const auto mean = [&](Eigen::Index k) { return Eigen::VectorXd::Unit(joint.mean.size(), k); };
    return {.agreement = *agreement, .tied = joint.sum(tied.sum()), .decisive = joint.sum(mean(9) - mean(10))};
}

/// Simulates features of meetings, the arguments checked.
template <class LargestError>
Simulated simulate_meetings(const AttendanceRule& rule, const LatentLaw& law, const Attendance& attendance,
                            const MonteCarlo& method, Until until, const FeatureShape& shape,
                            const PlaneFeatures& features, const LargestError& largest_error) {
    if (law.member_count() != rule.member_count())
        refuse("law.members", "one for each of the " + std::to_string(rule.member_count()) + " members",
               law.member_count());
    const std::vector<double> present = presence(attendance, rule.member_count());
    return simulate_features(with_attendance(law, present, until == Until::first_meeting ? 1 : 2), method, shape,
                             features, largest_error);
}

inline Simulated simulate_outcome_features(const AttendanceRule& rule, const LatentLaw& law,
                                           const Attendance& attendance, const MonteCarlo& method, Until until) {
    check(rule);
    const auto largest_error = [](const std::vector<JointEstimate>& groups) {
        double largest = 0;
        for (Eigen::Index k = 0; k < groups[0].mean.size(); ++k)
            largest = std::max(largest, groups[0].sum(Eigen::VectorXd::Unit(groups[0].mean.size(), k)).error);
        return largest;
    };
    return simulate_meetings(rule, law, attendance, method, until, {1, until == Until::first_meeting ? 4U : 8U, 4},
                             outcome_plane_features(rule, until), largest_error);
}

}  // namespace detail

/// Exact answers in the form of simulated ones: without draws or errors.
inline Estimate without_error(double value) { return {.value = value, .error = 0, .draws = 0}; }

inline std::optional<Estimate> without_error(const std::optional<double>& value) {
    return value ? std::optional(without_error(*value)) : std::nullopt;
}

inline AgreementEstimates without_error(const Agreement& agreement) {
    return {.outvoted = without_error(agreement.outvoted),
            .overruled = without_error(agreement.overruled),
            .blocked = without_error(agreement.blocked),
            .success = without_error(agreement.success),
            .undecided = without_error(agreement.undecided),
            .outvoted_if_decided = without_error(agreement.outvoted_if_decided),
            .outvoted_if_yes = without_error(agreement.outvoted_if_yes),
            .outvoted_if_no = without_error(agreement.outvoted_if_no),
            .outvoted_if_pass = without_error(agreement.outvoted_if_pass),
            .outvoted_if_fail = without_error(agreement.outvoted_if_fail)};
}

inline SimulatedAttendanceOutvoted without_error(const AttendanceOutvoted& member) {
    const auto some = [](const std::optional<Agreement>& agreement) {
        return agreement ? std::optional(without_error(*agreement)) : std::nullopt;
    };
    return {.present = without_error(member.present),
            .overall = without_error(member.overall),
            .if_present = some(member.if_present),
            .if_absent = some(member.if_absent),
            .decisive = without_error(member.decisive),
            .attending = without_error(member.attending)};
}

inline SimulatedAttendancePosition without_error(const AttendancePositionOutvoted& position) {
    return {.agreement = without_error(position.agreement),
            .tied = without_error(position.tied),
            .decisive = without_error(position.decisive)};
}

/// The chance of each outcome of a meeting, simulated. A target error is asked of all of them. Throws
/// std::invalid_argument where law or attendance do not fit the rule.
inline SimulatedOutcomes simulate_outcome_chances(const AttendanceRule& rule, const LatentLaw& law,
                                                  const Attendance& attendance, const MonteCarlo& method = {}) {
    const Simulated simulated = detail::simulate_outcome_features(rule, law, attendance, method, Until::first_meeting);
    const auto mean = [&](Eigen::Index k) { return simulated.groups[0].sum(Eigen::VectorXd::Unit(4, k)); };
    return {.passes = mean(0), .fails = mean(1), .tied = mean(2), .no_quorum = mean(3), .reached = simulated.reached};
}

/// The same of a meeting, the reconvened one where a motion is tied and put off, and both together.
inline SimulatedMeetings simulate_reconvened_outcomes(const AttendanceRule& rule, const LatentLaw& law,
                                                      const Attendance& attendance, const MonteCarlo& method = {}) {
    const Simulated simulated =
        detail::simulate_outcome_features(rule, law, attendance, method, Until::reconvened_meeting);
    const auto sum = [&](std::initializer_list<Eigen::Index> places) {
        Eigen::VectorXd weights = Eigen::VectorXd::Zero(8);
        for (const Eigen::Index k : places) weights[k] = 1;
        return simulated.groups[0].sum(weights);
    };
    const bool reached = simulated.reached;
    return {.first = {sum({0}), sum({1}), sum({2}), sum({3}), reached},
            .second = {sum({4}), sum({5}), sum({6}), sum({7}), reached},
            .in_the_end = {sum({0, 4}), sum({1, 5, 6}), sum({}), sum({3, 7}), reached},
            .reached = reached};
}

/// How often each member is outvoted, in a meeting or in the end, on the same draws. A target error is asked of the
/// chances to be outvoted. Throws std::invalid_argument where law or attendance do not fit the rule.
inline std::vector<SimulatedAttendanceOutvoted> simulate_outvoted_members(const AttendanceRule& rule,
                                                                          const LatentLaw& law,
                                                                          const Attendance& attendance,
                                                                          const MonteCarlo& method = {},
                                                                          Until until = Until::first_meeting) {
    check(rule);
    const auto largest_error = [](const std::vector<JointEstimate>& groups) {
        double largest = 0;
        for (const JointEstimate& group : groups)
            largest = std::max(largest, detail::simulated_member(group).overall.outvoted.error);
        return largest;
    };
    const Simulated simulated = detail::simulate_meetings(rule, law, attendance, method, until,
                                                          {rule.member_count(), attendance_member_features, 12},
                                                          attendance_member_plane_features(rule, until), largest_error);
    std::vector<SimulatedAttendanceOutvoted> result;
    for (const JointEstimate& group : simulated.groups) {
        result.push_back(detail::simulated_member(group));
        result.back().reached = simulated.reached;
    }
    return result;
}

/// How often the holders of a position are outvoted, in a meeting or in the end. A target error is asked of that
/// chance. Throws std::invalid_argument where the position does not fit, or asks those present for more than a
/// majority, and where ties are excluded and nothing is left.
inline SimulatedAttendancePosition simulate_outvoted(const AttendanceRule& rule, const WeightedRule& position,
                                                     const LatentLaw& law, const Attendance& attendance,
                                                     Holders holders = Holders::all, const MonteCarlo& method = {},
                                                     Ties ties = Ties::excluded, Until until = Until::first_meeting) {
    check(rule);
    detail::check_attended_position(position, holders, rule.member_count());
    const Simulated simulated =
        detail::simulate_meetings(rule, law, attendance, method, until, {1, attendance_position_features, 9},
                                  attendance_position_plane_features(rule, position, holders, until),
                                  [&](const std::vector<JointEstimate>& groups) {
                                      return detail::simulated_position(groups[0], ties).agreement.outvoted.error;
                                  });
    SimulatedAttendancePosition result = detail::simulated_position(simulated.groups[0], ties);
    result.reached = simulated.reached;
    return result;
}

}  // namespace stemgewicht
