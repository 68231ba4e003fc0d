#pragma once

#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/meetings/engines/exact.hpp>
#include <stemgewicht/meetings/engines/ternary_swings.hpp>
#include <stemgewicht/meetings/presence.hpp>
#include <stemgewicht/models/model.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace stemgewicht {

/// How an opinion and the decision agree. A motion that is put off, or meets no quorum, is undecided: nobody is
/// outvoted. Outvoted, success and undecided sum to 1.
struct Agreement {
    double outvoted = 0;                                       ///< overruled + blocked
    double overruled = 0;                                      ///< P(passes, opinion no)
    double blocked = 0;                                        ///< P(fails, opinion yes)
    double success = 0;                                        ///< P(decided as the opinion is)
    double undecided = 0;                                      ///< P(tied or no quorum)
    std::optional<double> outvoted_if_decided;                 ///< empty where nothing is ever decided
    std::optional<double> outvoted_if_yes, outvoted_if_no;     ///< given the opinion; empty where it never occurs
    std::optional<double> outvoted_if_pass, outvoted_if_fail;  ///< given the decision; empty where it never occurs
};

/// The agreement under the condition that the chances together make; empty where it never occurs.
inline std::optional<Agreement> agreement(const OutcomeChances& yes, const OutcomeChances& no) {
    const auto given = [](double part, double whole) { return whole > 0 ? std::optional(part / whole) : std::nullopt; };
    const double whole = yes.sum() + no.sum();
    if (whole <= 0) return std::nullopt;
    Agreement result;
    result.overruled = no.passes / whole;
    result.blocked = yes.fails / whole;
    result.outvoted = result.overruled + result.blocked;
    result.success = (yes.passes + no.fails) / whole;
    result.undecided = (yes.tied + yes.no_quorum + no.tied + no.no_quorum) / whole;
    result.outvoted_if_decided = given(no.passes + yes.fails, yes.passes + no.passes + yes.fails + no.fails);
    result.outvoted_if_yes = given(yes.fails, yes.sum());
    result.outvoted_if_no = given(no.passes, no.sum());
    result.outvoted_if_pass = given(no.passes, yes.passes + no.passes);
    result.outvoted_if_fail = given(yes.fails, yes.fails + no.fails);
    return result;
}

/// How a member fares, who has an opinion on every motion and is not always there.
struct AttendanceOutvoted {
    double present = 0;                              ///< P(present)
    Agreement overall;                               ///< of its opinion with the decision, present or not
    std::optional<Agreement> if_present, if_absent;  ///< empty where it is never, or always, present
    double decisive = 0;                             ///< P(passes if it votes yes) - P(passes if it votes no)
    double attending = 0;         ///< gain in the chance of the side it wants when it comes rather than stays away
    AttendanceStanding standing;  ///< the joint law that all of this is computed from
};

/// Reads a standing.
inline AttendanceOutvoted outvoted(const AttendanceStanding& standing) {
    const auto both = [](OutcomeChances sum, const OutcomeChances& other) {
        sum.add(other, 1);
        return sum;
    };
    AttendanceOutvoted result;
    result.present = standing.yes_present.sum() + standing.no_present.sum();
    result.overall =
        agreement(both(standing.yes_present, standing.yes_absent), both(standing.no_present, standing.no_absent))
            .value_or(Agreement{});
    result.if_present = agreement(standing.yes_present, standing.no_present);
    result.if_absent = agreement(standing.yes_absent, standing.no_absent);
    result.decisive = standing.decisive;
    result.attending = standing.attending;
    result.standing = standing;
    return result;
}

/// Reads the standing of every member.
inline std::vector<AttendanceOutvoted> outvoted(const std::vector<AttendanceStanding>& standings) {
    std::vector<AttendanceOutvoted> result;
    for (const AttendanceStanding& standing : standings) result.push_back(outvoted(standing));
    return result;
}

/// How the position of a group fares.
struct AttendancePositionOutvoted {
    Agreement agreement;          ///< under the convention for ties of the position
    double tied = 0;              ///< P(position tied), whatever the convention
    double decisive = 0;          ///< P(passes with all holders for) - P(passes with all against), present as ever
    AttendancePosition standing;  ///< the joint law that all of this is computed from
};

/// Reads the standing of a position. Throws std::invalid_argument if ties are excluded and nothing is left.
inline AttendancePositionOutvoted outvoted(const AttendancePosition& standing, Ties ties = Ties::excluded) {
    OutcomeChances yes = standing.yes, no = standing.no;
    if (ties == Ties::coin) yes.add(standing.tied, 0.5);
    if (ties != Ties::excluded) no.add(standing.tied, ties == Ties::coin ? 0.5 : 1.0);
    const std::optional<Agreement> result = agreement(yes, no);
    if (!result) refuse("ties", "against or coin where the position is tied on every motion", "excluded");
    return {.agreement = *result, .tied = standing.tied.sum(), .decisive = standing.decisive, .standing = standing};
}

namespace detail {

/// Calls work(mass, law, chances to be present) for the laws whose mixture a model is, the rule and its arguments
/// checked.
template <TernaryGame R, class Work>
void each_attended_law(const R& rule, const VotingModel& model, const Attendance& attendance, const Work& work) {
    if constexpr (std::is_same_v<R, AttendanceRule>) check(rule);
    const std::vector<double> present = presence(attendance, rule.member_count());
    each_law(model, rule.member_count(), {}, [&](double mass, const VoteLaw& law) { work(mass, law, present); });
}

/// Throws std::invalid_argument where a position does not fit, or asks those present for more than a majority.
inline void check_attended_position(const WeightedRule& position, Holders holders, std::size_t member_count) {
    check_position(position, member_count);
    const Weight majority = majority_quota(total_weight(position.weights));
    if (holders == Holders::present && position.quota != majority)
        refuse("position.quota", "the majority " + std::to_string(majority) + " where those present decide",
               position.quota);
}

}  // namespace detail

/// The chance of each outcome, where each member has an opinion by the model and is present by the attendance. Throws
/// std::invalid_argument where these do not fit the rule, std::length_error where the method cannot carry it.
template <TernaryGame R, class M = TernaryMethod<R>>
OutcomeChances outcome_chances(const R& rule, const VotingModel& model, const Attendance& attendance,
                               const M& method = {}) {
    OutcomeChances chances;
    detail::each_attended_law(rule, model, attendance, [&](double mass, const VoteLaw& law, const auto& present) {
        chances.add(outcome_chances(rule, law, present, method), mass);
    });
    return chances;
}

/// How often each member is outvoted, when it is there and when it is not.
template <TernaryGame R, class M = TernaryMethod<R>>
std::vector<AttendanceOutvoted> outvoted_members(const R& rule, const VotingModel& model, const Attendance& attendance,
                                                 const M& method = {}) {
    std::vector<AttendanceStanding> standings(rule.member_count());
    detail::each_attended_law(rule, model, attendance, [&](double mass, const VoteLaw& law, const auto& present) {
        const std::vector<AttendanceStanding> part = attendance_standings(rule, law, present, method);
        for (std::size_t i = 0; i < part.size(); ++i) standings[i].add(part[i], mass);
    });
    return outvoted(standings);
}

/// How often a group is outvoted. Its position is what its holders want, present or not, or what those present vote,
/// who are tied also when none of them is there. Throws std::invalid_argument where the position does not fit, or asks
/// those present for more than a majority.
template <TernaryGame R, class M = TernaryMethod<R>>
AttendancePositionOutvoted outvoted(const R& rule, const WeightedRule& position, const VotingModel& model,
                                    const Attendance& attendance, Holders holders = Holders::all, const M& method = {},
                                    Ties ties = Ties::excluded) {
    detail::check_attended_position(position, holders, rule.member_count());
    AttendancePosition standing;
    detail::each_attended_law(rule, model, attendance, [&](double mass, const VoteLaw& law, const auto& present) {
        standing.add(attendance_position(rule, position, holders, law, present, method), mass);
    });
    return outvoted(standing, ties);
}

/// Banzhaf index of a ternary game: the chance that a member's yes passes a motion and its no does not, where each of
/// the others is for, absent or against with chance 1/3 each; swings / 3^(n-1) [felsenthal_machover_1997;
/// freixas_zwicker_2003]. Divisions in which a yes stops a motion and a no passes it count as -1. One value per member.
template <TernaryGame R, class M = TernaryMethod<R>>
Eigen::ArrayXd ternary_banzhaf(const R& rule, const M& method = {}) {
    Eigen::ArrayXd values(static_cast<Eigen::Index>(rule.member_count()));
    if constexpr (std::is_same_v<M, Enumerate>) {
        const auto swings = ternary_swings<std::int64_t>(rule, method);
        for (Eigen::Index i = 0; i < values.size(); ++i)
            values[i] = static_cast<double>(swings[static_cast<std::size_t>(i)]);
        return values / std::pow(3.0, static_cast<double>(rule.member_count()) - 1);
    } else {
        const auto members = outvoted_members(rule, ic(), attendance(2.0 / 3), method);
        for (Eigen::Index i = 0; i < values.size(); ++i) values[i] = members[static_cast<std::size_t>(i)].decisive;
        return values;
    }
}

}  // namespace stemgewicht
