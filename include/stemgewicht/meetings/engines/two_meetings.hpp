#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/meetings/engines/meeting_method.hpp>
#include <stemgewicht/meetings/engines/meeting_plan.hpp>
#include <stemgewicht/meetings/engines/one_meeting.hpp>
#include <stemgewicht/meetings/engines/tied_meeting.hpp>
#include <stemgewicht/meetings/reconvened.hpp>
#include <stemgewicht/models/model.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// What counting two meetings together may take, less than a minute: frequencies of the first x tallies of the second x
/// members x nodes, for each table that is counted.
inline constexpr double maximum_reconvened_steps = 3e10;

/// How many tables of the second meeting are counted, about: for its outcome, a position, and the standings of all.
inline constexpr double outcome_tables = 1, position_tables = 5, standing_tables = 10;

/// How likely there is no quorum, by member: an attendance rule counts heads, and a statute may count any weights of
/// those present.
inline std::vector<NoQuorum> no_quorum_chances(const AttendanceRule& rule, const std::vector<double>& present,
                                               const Exact& method) {
    return no_quorum_chances(rule, present, method.memory / sizeof(double));
}
inline std::vector<NoQuorum> no_quorum_chances(const Statute& statute, const std::vector<double>& present,
                                               const DecisionDiagram& method) {
    std::vector<NoQuorum> chances(present.size());
    const std::size_t count = statute.quorum.size();
    if (count == 0) return chances;
    const Statute quorum{
        .quorum = {},
        .clauses = statute.quorum,
        .decision = WeightedRule{.weights = std::vector<Weight>(count, 1), .quota = static_cast<Weight>(count)}};
    const VoteLaw any = vote_law(independent(std::vector<double>(present.size(), 1.0)), present.size());
    const std::vector<AttendanceStanding> standings = attendance_standings(quorum, any, present, method);
    for (std::size_t i = 0; i < present.size(); ++i) {
        const double here = standings[i].yes_present.fails, away = standings[i].yes_absent.fails;
        const double gained = standings[i].attending;
        chances[i].here = present[i] > 0 ? here / present[i] : std::max(0.0, away - gained);
        chances[i].away = present[i] < 1 ? away / (1 - present[i]) : here + gained;
    }
    return chances;
}

/// A meeting that may be called again for want of a quorum. Whether it is does not depend on opinions.
template <class Game>
struct Recall {
    Game again;                       ///< the rule of the meeting called again
    std::vector<NoQuorum> no_quorum;  ///< by member
    double chance;                    ///< of no quorum
    bool possible;                    ///< be it only where a member stays away who never does

    template <class How>
    Recall(const Game& rule, const std::vector<double>& present, const How& method)
        : again(recalled(rule)),
          no_quorum(no_quorum_chances(rule, present, method)),
          chance(no_quorum[0].chance(present[0])),
          possible(std::ranges::any_of(no_quorum, [](const NoQuorum& member) { return member.away > 0; })) {}
};

/// Counts the second meeting of motions that are tied in the first, each of which may be called again.
class ReconvenedCount {
public:
    /// Throws SizeRefusal where so many tables of the two meetings have too many tallies.
    ReconvenedCount(const AttendanceRule& rule, std::span<const WeightedLaw> laws, const std::vector<double>& present,
                    const Exact& method, double tables)
        : first_(rule),
          recall_(rule, present, method),
          second_(rule),
          again_(recall_.again),
          laws_(laws),
          present_(present),
          budget_(method.memory / sizeof(Waves)) {
        second_.tie = again_.tie = UnbrokenTie::deferred;
        double member_nodes = 0;
        for (const auto& [mass, law] : laws)
            for (const VoteFactor& factor : law.factors) member_nodes += static_cast<double>(factor.yes.size());
        const double cells = tallies(second_);
        const double steps =
            first_.frequency_count() * (cells + (recall_.possible ? tallies(again_) : 0)) * member_nodes * tables;
        if (steps > maximum_reconvened_steps || (steps > 0 && cells > static_cast<double>(budget_) / 8))
            throw SizeRefusal("exact: a meeting and the reconvened one take " +
                                  std::to_string(static_cast<long long>(std::min(steps, 1e18))) +
                                  " steps, allowed are " +
                                  std::to_string(static_cast<long long>(maximum_reconvened_steps)) + ", on tables of " +
                                  std::to_string(static_cast<long long>(std::min(cells, 1e18))) + " tallies",
                              {.methods = {"monte_carlo"}});
    }

    [[nodiscard]] const Recall<AttendanceRule>& recall() const { return recall_; }

    /// Calls work(mass, rule, law, presence, budget, mass of the presence) for each law and each part of the first
    /// meeting, with the second one, and with that called again.
    template <class Work>
    void each(const Work& work) const {
        if (first_.frequency_count() == 0) return;
        first_.each(present_, recall_.no_quorum, [&](std::vector<Presence<Waves>>& presence, const Waves& tied) {
            for (const auto& [mass, law] : laws_) work(mass, second_, law, presence, budget_, tied);
            if (!recall_.possible) return;
            for (std::size_t i = 0; i < presence.size(); ++i) {
                const auto& [here, away] = recall_.no_quorum[i];
                presence[i].voted_yes = presence[i].voted_yes * here;
                presence[i].voted_no = presence[i].voted_no * here;
                presence[i].stayed_away = presence[i].stayed_away * away;
            }
            for (const auto& [mass, law] : laws_) work(mass, again_, law, presence, budget_, tied * recall_.chance);
        });
    }

private:
    [[nodiscard]] static double tallies(const AttendanceRule& rule) {
        const CountedAttendance counted(rule);
        double sums = 1, yes = 1;
        for (std::size_t i = 0; i < rule.member_count(); ++i) {
            sums += static_cast<double>(counted.yes(i).sum - counted.no(i).sum);
            yes += static_cast<double>(counted.weight(i));
        }
        return sums * std::min(yes, static_cast<double>(counted.cap().yes) + 1) *
               (static_cast<double>(counted.cap().heads) + 1);
    }

    TiedMeeting first_;
    Recall<AttendanceRule> recall_;
    AttendanceRule second_, again_;  ///< of the second meeting, and where that is called again
    std::span<const WeightedLaw> laws_;
    const std::vector<double>& present_;
    std::size_t budget_;
};

/// Sets to 0 what is a rounding of it in a sum over frequencies, so that what never occurs is seen not to. A second
/// meeting is called again where it has no quorum, so that this is no outcome of it.
inline void drop_rounding(OutcomeChances<>& chances) {
    for (const Outcome outcome : all_outcomes)
        if (std::abs(chances.of(outcome)) < 1e-15) chances.of(outcome) = 0;
    chances.no_quorum = 0;
}
inline void drop_rounding(AttendanceStanding& standing) {
    auto& [yes_present, yes_absent, no_present, no_absent, decisive, attending] = standing;
    for (OutcomeChances<>* chances : {&yes_present, &yes_absent, &no_present, &no_absent}) drop_rounding(*chances);
    for (double* chance : {&decisive, &attending})
        if (std::abs(*chance) < 1e-15) *chance = 0;
}

/// The standing of a member in a meeting that is called again, together with its being so; `standing` is that in the
/// meeting by itself.
inline AttendanceStanding with_recall(const AttendanceStanding& standing, double present, const NoQuorum& no_quorum) {
    AttendanceStanding result;
    result.add(standing, no_quorum.chance(present));
    // How much more often it wants what passes than what does not, where it stays away.
    const double away = present < 1 ? (standing.yes_absent.passes - standing.no_absent.passes) / (1 - present)
                                    : standing.yes_present.passes - standing.no_present.passes - standing.attending;
    result.decisive = no_quorum.here * standing.decisive;
    // Who stands for nothing gains nothing by coming: what is left of the difference then is its rounding.
    const double gain = std::abs(away) < 1e-15 ? 0 : (no_quorum.here - no_quorum.away) * away;
    result.attending = no_quorum.here * standing.attending + gain;
    return result;
}

/// The chance of each outcome of a meeting and of that called again, under a mixture of laws.
template <class Game, class How>
Meetings<OutcomeChances<>> recalled_outcomes(const Game& rule, const Recall<Game>& recall,
                                             std::span<const WeightedLaw> laws, const std::vector<double>& present,
                                             const How& method) {
    Meetings<OutcomeChances<>> meetings;
    for (const auto& [mass, law] : laws) {
        meetings.first.add(outcome_chances(rule, law, present, method), mass);
        if (recall.possible)
            meetings.recalled.add(outcome_chances(recall.again, law, present, method), mass * recall.chance);
    }
    return meetings;
}

/// The standing of every member likewise.
template <class Game, class How>
std::vector<Meetings<AttendanceStanding>> recalled_standings(const Game& rule, const Recall<Game>& recall,
                                                             std::span<const WeightedLaw> laws,
                                                             const std::vector<double>& present, const How& method) {
    std::vector<Meetings<AttendanceStanding>> members(present.size());
    for (const auto& [mass, law] : laws) {
        const std::vector<AttendanceStanding> first = attendance_standings(rule, law, present, method);
        for (std::size_t i = 0; i < members.size(); ++i) members[i].first.add(first[i], mass);
        if (!recall.possible) continue;
        const std::vector<AttendanceStanding> again = attendance_standings(recall.again, law, present, method);
        for (std::size_t i = 0; i < members.size(); ++i)
            members[i].recalled.add(with_recall(again[i], present[i], recall.no_quorum[i]), mass);
    }
    return members;
}

/// The standing of a position likewise.
template <class Game, class How>
Meetings<AttendancePosition> recalled_position(const Game& rule, const Recall<Game>& recall,
                                               const WeightedRule& position, Holders holders,
                                               std::span<const WeightedLaw> laws, const std::vector<double>& present,
                                               const How& method) {
    Meetings<AttendancePosition> meetings;
    for (const auto& [mass, law] : laws) {
        meetings.first.add(attendance_position(rule, position, holders, law, present, method), mass);
        if (recall.possible)
            meetings.recalled.add(attendance_position(recall.again, position, holders, law, present, method),
                                  mass * recall.chance);
    }
    return meetings;
}

/// The chance of each outcome of all meetings, under a mixture of laws. Opinions link the meetings, so that they are
/// counted together: the first by its frequencies, the second in tables. Cost: (weight x heads)^2 x members x nodes,
/// the heads of a meeting without a quorum not counted. Throws std::length_error where that is too much.
inline Meetings<OutcomeChances<>> reconvened_outcomes(const AttendanceRule& rule, std::span<const WeightedLaw> laws,
                                                      const std::vector<double>& present, const Exact& method) {
    const ReconvenedCount count(rule, laws, present, method, outcome_tables);
    auto meetings = recalled_outcomes(rule, count.recall(), laws, present, method);
    count.each([&](double mass, const AttendanceRule& second, const VoteLaw& law, const auto& presence,
                   std::size_t budget, const Waves& tied) {
        meetings.second.add(OutcomeCount(second, law, presence, budget, tied).outcomes(), mass);
    });
    drop_rounding(meetings.second);
    return meetings;
}

/// The standing of every member in all meetings, at some ten times the cost of `reconvened_outcomes`.
inline std::vector<Meetings<AttendanceStanding>> reconvened_standings(const AttendanceRule& rule,
                                                                      std::span<const WeightedLaw> laws,
                                                                      const std::vector<double>& present,
                                                                      const Exact& method) {
    const ReconvenedCount count(rule, laws, present, method, standing_tables);
    auto members = recalled_standings(rule, count.recall(), laws, present, method);
    count.each([&](double mass, const AttendanceRule& second, const VoteLaw& law, const auto& presence,
                   std::size_t budget, const Waves& tied) {
        std::vector<AttendanceStanding> part(members.size());
        StandingCount(second, law, presence, budget, tied).add_to(part);
        for (std::size_t i = 0; i < members.size(); ++i) members[i].second.add(part[i], mass);
    });
    for (auto& member : members) drop_rounding(member.second);
    return members;
}

/// The standing of a position in all meetings.
inline Meetings<AttendancePosition> reconvened_position(const AttendanceRule& rule, const WeightedRule& position,
                                                        Holders holders, std::span<const WeightedLaw> laws,
                                                        const std::vector<double>& present, const Exact& method) {
    const ReconvenedCount count(rule, laws, present, method, position_tables);
    auto meetings = recalled_position(rule, count.recall(), position, holders, laws, present, method);
    count.each([&](double mass, const AttendanceRule& second, const VoteLaw& law, const auto& presence,
                   std::size_t budget, const Waves& tied) {
        meetings.second.add(OutcomeCount(second, law, presence, budget, tied).position_standing(position, holders),
                            mass);
    });
    for (const Side side : {Side::yes, Side::tied, Side::no}) drop_rounding(meetings.second.of(side));
    return meetings;
}

// The same of a statute, which knows no ties, so that there is no second meeting.

inline DecisionDiagram diagram_of(const Exact&) { return {.maximum_states = maximum_exact_states}; }

inline Meetings<OutcomeChances<>> reconvened_outcomes(const Statute& statute, std::span<const WeightedLaw> laws,
                                                      const std::vector<double>& present, const Exact& method) {
    const DecisionDiagram diagram = diagram_of(method);
    return recalled_outcomes(statute, Recall(statute, present, diagram), laws, present, diagram);
}
inline std::vector<Meetings<AttendanceStanding>> reconvened_standings(const Statute& statute,
                                                                      std::span<const WeightedLaw> laws,
                                                                      const std::vector<double>& present,
                                                                      const Exact& method) {
    const DecisionDiagram diagram = diagram_of(method);
    return recalled_standings(statute, Recall(statute, present, diagram), laws, present, diagram);
}
inline Meetings<AttendancePosition> reconvened_position(const Statute& statute, const WeightedRule& position,
                                                        Holders holders, std::span<const WeightedLaw> laws,
                                                        const std::vector<double>& present, const Exact& method) {
    const DecisionDiagram diagram = diagram_of(method);
    return recalled_position(statute, Recall(statute, present, diagram), position, holders, laws, present, diagram);
}

/// Calls work(rule, method) with a rule that may be called again, and the method that counts meetings together. Throws
/// std::invalid_argument for other rules and methods.
template <class Work>
auto with_reconvened(const MeetingRule& rule, const Method& method, const Work& work) {
    check_reconvened(rule);
    const auto* exact = std::get_if<Exact>(&method);
    if (!exact) refuse_method(method, "exact");
    const auto* statute = std::get_if<Statute>(&rule);
    return statute ? work(*statute, *exact) : work(std::get<AttendanceRule>(rule), *exact);
}

}  // namespace stemgewicht::detail
