#pragma once

#include <stemgewicht/core/engine.hpp>

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/outvoted_at_meeting.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <optional>
#include <string>

// What members and positions at a meeting come to, written once for chances that are known and for means that were
// simulated.
namespace stemgewicht::detail {

/// Reads chances that are known. Result: double, or Estimate for one without draws and error.
template <class Result>
struct ExactReading {
    using Number = Result;

    [[nodiscard]] bool occurs(double sum) const { return sum > 0; }
    [[nodiscard]] Number chance(double sum) const { return {settled_chance(sum, -1)}; }
    [[nodiscard]] Number share(double part, double whole) const { return {settled_chance(part / whole)}; }
    [[nodiscard]] Number share_of_both(double part, double other, double whole) const {
        return {settled_chance(part / whole + other / whole)};
    }
};

/// Reads sums of means that were simulated together, which are given by the weight of each mean.
struct SimulatedReading {
    using Number = Estimate;
    const JointEstimate& joint;

    [[nodiscard]] bool occurs(const Eigen::VectorXd& sum) const { return sum.dot(joint.mean) > 0; }
    [[nodiscard]] Number chance(const Eigen::VectorXd& sum) const { return joint.sum(sum); }
    [[nodiscard]] Number share(const Eigen::VectorXd& part, const Eigen::VectorXd& whole) const {
        return joint.estimate(formula(part) / formula(whole));
    }
    [[nodiscard]] Number share_of_both(const Eigen::VectorXd& part, const Eigen::VectorXd& other,
                                       const Eigen::VectorXd& whole) const {
        return share(part + other, whole);
    }

private:
    [[nodiscard]] Formula formula(const Eigen::VectorXd& sum) const { return {sum.dot(joint.mean), sum}; }
};

/// The agreement under the condition that the chances together make; empty where it never occurs.
template <class Reading, class Sum>
std::optional<Agreement<typename Reading::Number>> read_agreement(const Reading& read, const OutcomeChances<Sum>& yes,
                                                                  const OutcomeChances<Sum>& no) {
    using Number = typename Reading::Number;
    const Sum whole = yes.sum() + no.sum();
    if (!read.occurs(whole)) return std::nullopt;
    const auto given = [&](const Sum& part, const Sum& all) {
        return read.occurs(all) ? std::optional<Number>(read.share(part, all)) : std::nullopt;
    };
    return Agreement<Number>{
        .outvoted = read.share_of_both(no.passes, yes.fails, whole),
        .overruled = read.share(no.passes, whole),
        .blocked = read.share(yes.fails, whole),
        .success = read.share(yes.passes + no.fails, whole),
        .undecided = read.share(yes.tied + yes.no_quorum + no.tied + no.no_quorum, whole),
        .outvoted_if_decided = given(no.passes + yes.fails, yes.passes + no.passes + yes.fails + no.fails),
        .outvoted_if_yes = given(yes.fails, yes.sum()),
        .outvoted_if_no = given(no.passes, no.sum()),
        .outvoted_if_pass = given(no.passes, yes.passes + no.passes),
        .outvoted_if_fail = given(yes.fails, yes.fails + no.fails)};
}

template <class Sum>
OutcomeChances<Sum> with_share(OutcomeChances<Sum> chances, const OutcomeChances<Sum>& other, double share) {
    chances.add(other, share);
    return chances;
}

/// Reads the standing of a member: an AttendanceStanding, or one of sums of means.
template <class Reading, class Standing>
AttendanceOutvoted<typename Reading::Number> read_member(const Reading& read, const Standing& standing) {
    using Number = typename Reading::Number;
    return {.present = read.chance(standing.yes_present.sum() + standing.no_present.sum()),
            .overall = read_agreement(read, with_share(standing.yes_present, standing.yes_absent, 1),
                                      with_share(standing.no_present, standing.no_absent, 1))
                           .value_or(Agreement<Number>{}),
            .if_present = read_agreement(read, standing.yes_present, standing.no_present),
            .if_absent = read_agreement(read, standing.yes_absent, standing.no_absent),
            .decisive = read.chance(standing.decisive),
            .attending = read.chance(standing.attending)};
}

/// Reads the standing of a position: an AttendancePosition, or one of sums of means. Throws std::invalid_argument if
/// ties are excluded and nothing is left.
template <class Reading, class Standing>
AttendancePositionOutvoted<typename Reading::Number> read_position(const Reading& read, const Standing& standing,
                                                                   Ties ties) {
    auto yes = standing.yes, no = standing.no;
    if (ties == Ties::coin) yes.add(standing.tied, 0.5);
    if (ties != Ties::excluded) no.add(standing.tied, ties == Ties::coin ? 0.5 : 1.0);
    const auto agreement = read_agreement(read, yes, no);
    if (!agreement) refuse("ties", "against or coin where the position is tied on every motion", "excluded");
    return {
        .agreement = *agreement, .tied = read.chance(standing.tied.sum()), .decisive = read.chance(standing.decisive)};
}

/// Computed chances, each in its range.
inline OutcomeChances<> settled(OutcomeChances<> chances) {
    for (const Outcome outcome : all_outcomes) chances.of(outcome) = settled_chance(chances.of(outcome));
    return chances;
}
inline AttendanceStanding settled(const AttendanceStanding& standing) {
    return {.yes_present = settled(standing.yes_present),
            .yes_absent = settled(standing.yes_absent),
            .no_present = settled(standing.no_present),
            .no_absent = settled(standing.no_absent),
            .decisive = settled_chance(standing.decisive, -1),
            .attending = settled_chance(standing.attending, -1)};
}
inline AttendancePosition settled(const AttendancePosition& standing) {
    return {.yes = settled(standing.yes),
            .tied = settled(standing.tied),
            .no = settled(standing.no),
            .decisive = settled_chance(standing.decisive, -1)};
}

/// Reads a standing that is known.
template <class Number>
AttendanceOutvoted<Number> read_exactly(const AttendanceStanding& computed) {
    const AttendanceStanding standing = settled(computed);
    AttendanceOutvoted<Number> result = read_member(ExactReading<Number>{}, standing);
    result.standing = standing;
    return result;
}
template <class Number>
AttendancePositionOutvoted<Number> read_exactly(const AttendancePosition& computed, Ties ties) {
    const AttendancePosition standing = settled(computed);
    AttendancePositionOutvoted<Number> result = read_position(ExactReading<Number>{}, standing, ties);
    result.standing = standing;
    return result;
}

/// Throws std::invalid_argument where a position does not fit, or asks those present for more than a majority.
inline void check_attended_position(const WeightedRule& position, Holders holders, std::size_t member_count) {
    check_position(position, member_count);
    const Weight majority = majority_quota(total_weight(position.weights));
    if (holders == Holders::present && position.quota != majority)
        refuse("position.quota", "the majority " + std::to_string(majority) + " where those present decide",
               position.quota);
}

}  // namespace stemgewicht::detail
