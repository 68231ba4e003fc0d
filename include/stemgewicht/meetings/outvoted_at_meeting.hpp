#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/meetings/presence.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <Eigen/Core>

#include <optional>
#include <vector>

namespace stemgewicht {

/// How an opinion and the decision agree. A motion that is put off, or meets no quorum, is undecided: nobody is
/// outvoted. Outvoted, success and undecided sum to 1. Number: double where exact, Estimate where simulated.
template <class Number = double>
struct Agreement {
    Number outvoted{};                                             ///< overruled + blocked
    Number overruled{};                                            ///< P(passes, opinion no)
    Number blocked{};                                              ///< P(fails, opinion yes)
    Number success{};                                              ///< P(decided as the opinion is)
    Number undecided{};                                            ///< P(tied or no quorum)
    std::optional<Number> outvoted_if_decided{};                   ///< empty where nothing is ever decided
    std::optional<Number> outvoted_if_yes{}, outvoted_if_no{};     ///< given the opinion; empty where it never occurs
    std::optional<Number> outvoted_if_pass{}, outvoted_if_fail{};  ///< given the decision; empty where it never occurs
};

/// How a member fares, who has an opinion on every motion and is not always there.
template <class Number = double>
struct AttendanceOutvoted {
    Number present{};                                            ///< P(present)
    Agreement<Number> overall{};                                 ///< of its opinion with the decision, present or not
    std::optional<Agreement<Number>> if_present{}, if_absent{};  ///< empty where it is never, or always, present
    Number decisive{};              ///< P(passes if it votes yes) - P(passes if it votes no)
    Number attending{};             ///< gain in the chance of the side it wants when it comes rather than stays away
    AttendanceStanding standing{};  ///< the joint law that all of this is computed from; zeros where simulated
    bool reached = true;            ///< whether a target error was reached in the draws allowed
};

/// How the position of a group fares.
template <class Number = double>
struct AttendancePositionOutvoted {
    Agreement<Number> agreement{};  ///< under the convention for ties of the position
    Number tied{};                  ///< P(position tied), whatever the convention
    Number decisive{};              ///< P(passes with all holders for) - P(passes with all against), present as ever
    AttendancePosition standing{};  ///< the joint law that all of this is computed from; zeros where simulated
    bool reached = true;            ///< whether a target error was reached in the draws allowed
};

// Readings of chances.

/// The agreement under the condition that the chances together make; empty where it never occurs.
std::optional<Agreement<>> agreement(const OutcomeChances<>& yes, const OutcomeChances<>& no);

/// Reads the standing of a member.
AttendanceOutvoted<> outvoted(const AttendanceStanding& standing);

/// Reads the standing of every member.
std::vector<AttendanceOutvoted<>> outvoted(const std::vector<AttendanceStanding>& standings);

/// Reads the standing of a position. Throws std::invalid_argument if ties are excluded and nothing is left.
AttendancePositionOutvoted<> outvoted(const AttendancePosition& standing, Ties ties = Ties::excluded);

// Meetings under a model and an attendance: each member has an opinion by the one and is present by the other. `Exact`
// carries attendance rules of any number of members, as far as its tables fit, counts a statute as `DecisionDiagram`
// does, which carries both as far as its states fit, and visits all divisions of a game of your own; `Enumerate` visits
// those of any, to 15 members. Throws std::invalid_argument where model or attendance do
// not fit the rule, and for other methods; std::length_error where the method cannot carry the size.

/// The chance of each outcome. Cost O(members x nodes x weight x heads), where without a quorum heads are not counted;
/// by visiting all divisions O(3^members x nodes).
OutcomeChances<> outcome_chances(const MeetingRule& rule, const VotingModel& model, const Attendance& attendance,
                                 const Method& method = Exact{});

/// How often each member is outvoted, when it is there and when it is not.
std::vector<AttendanceOutvoted<>> outvoted_members(const MeetingRule& rule, const VotingModel& model,
                                                   const Attendance& attendance, const Method& method = Exact{});

/// How often a group is outvoted. Its position is what its holders want, present or not, or what those present vote,
/// who are tied also when none of them is there. Throws std::invalid_argument where the position does not fit, or asks
/// those present for more than a majority.
AttendancePositionOutvoted<> outvoted(const MeetingRule& rule, const WeightedRule& position, const VotingModel& model,
                                      const Attendance& attendance, Holders holders = Holders::all,
                                      const Method& method = Exact{}, Ties ties = Ties::excluded);

/// Banzhaf index of a ternary game: the chance that a member's yes passes a motion and its no does not, where each of
/// the others is for, absent or against with chance 1/3 each; swings / 3^(n-1) [felsenthal_machover_1997;
/// freixas_zwicker_2003]. Divisions in which a yes stops a motion and a no passes it count as -1. One value per member.
Eigen::ArrayXd ternary_banzhaf(const MeetingRule& rule, const Method& method = Exact{});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/meetings/definitions/outvoted_at_meeting.hpp>
#endif
