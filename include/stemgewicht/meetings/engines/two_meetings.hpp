#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/engines/one_meeting.hpp>
#include <stemgewicht/meetings/engines/tied_meeting.hpp>
#include <stemgewicht/meetings/reconvened.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace stemgewicht::detail {

/// What counting two meetings together may take: frequencies of the first x tallies of the second x members x nodes.
inline constexpr double maximum_reconvened_steps = 2e10;

/// A rule in a meeting that is called again because there was no quorum: whoever comes decides.
inline AttendanceRule recalled(AttendanceRule rule) {
    rule.quorum = 0;
    return rule;
}

/// Counts the second meeting of motions that are tied in the first, each of which may be called again.
class ReconvenedCount {
public:
    /// Throws std::length_error where the two meetings have too many tallies.
    ReconvenedCount(const AttendanceRule& rule, std::span<const WeightedLaw> laws, const std::vector<double>& present,
                    const Exact& method)
        : first_(rule),
          second_(rule),
          again_(recalled(rule)),
          laws_(laws),
          present_(present),
          budget_(method.memory / sizeof(Waves)),
          no_quorum_(no_quorum_chances(rule, present, method.memory / sizeof(double))),
          recalls_(std::ranges::any_of(no_quorum_, [](const NoQuorum& chance) { return chance.away > 0; })) {
        second_.tie = again_.tie = UnbrokenTie::deferred;
        double member_nodes = 0;
        for (const auto& [mass, law] : laws)
            for (const VoteFactor& factor : law.factors) member_nodes += static_cast<double>(factor.yes.size());
        const double cells = tallies(second_);
        const double steps = first_.frequency_count() * (cells + (recalls_ ? tallies(again_) : 0)) * member_nodes;
        if (steps > maximum_reconvened_steps || (steps > 0 && cells > static_cast<double>(budget_) / 8))
            throw std::length_error(
                "exact: a meeting and the reconvened one take " +
                std::to_string(static_cast<long long>(std::min(steps, 1e18))) + " steps, allowed are " +
                std::to_string(static_cast<long long>(maximum_reconvened_steps)) + ", on tables of " +
                std::to_string(static_cast<long long>(std::min(cells, 1e18))) + " tallies; monte_carlo carries them");
    }

    /// Whether a meeting may have no quorum, be it only where a member stays away who never does.
    [[nodiscard]] bool recalls() const { return recalls_; }
    [[nodiscard]] const NoQuorum& no_quorum(std::size_t member) const { return no_quorum_[member]; }
    /// The chance that a meeting has no quorum.
    [[nodiscard]] double no_quorum() const { return no_quorum_[0].chance(present_[0]); }

    /// Calls work(mass, rule, law, presence, budget, mass of the presence) for each law and each part of the first
    /// meeting, with the second one, and with that called again.
    template <class Work>
    void each(const Work& work) const {
        if (first_.frequency_count() == 0) return;
        first_.each(present_, no_quorum_, [&](std::vector<Presence<Waves>>& presence, const Waves& tied) {
            for (const auto& [mass, law] : laws_) work(mass, second_, law, presence, budget_, tied);
            if (!recalls_) return;
            for (std::size_t i = 0; i < presence.size(); ++i) {
                presence[i].voted_yes = presence[i].voted_yes * no_quorum_[i].here;
                presence[i].voted_no = presence[i].voted_no * no_quorum_[i].here;
                presence[i].stayed_away = presence[i].stayed_away * no_quorum_[i].away;
            }
            for (const auto& [mass, law] : laws_) work(mass, again_, law, presence, budget_, tied * no_quorum());
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
    AttendanceRule second_, again_;  ///< of the second meeting, and where that is called again
    std::span<const WeightedLaw> laws_;
    const std::vector<double>& present_;
    std::size_t budget_;
    std::vector<NoQuorum> no_quorum_;
    bool recalls_;
};

/// Sets to 0 what is a rounding of it in a sum over frequencies, so that what never occurs is seen not to. A second
/// meeting is called again where it has no quorum, so that this is no outcome of it.
inline void drop_rounding(OutcomeChances<>& chances) {
    for (const Outcome outcome : all_outcomes)
        if (std::abs(chances.of(outcome)) < 1e-15) chances.of(outcome) = 0;
    chances.no_quorum = 0;
}

/// The standing of a member in a meeting that is called again, together with its being so; `standing` is that in the
/// meeting by itself.
inline AttendanceStanding with_recall(const AttendanceStanding& standing, double present, const NoQuorum& no_quorum) {
    AttendanceStanding result;
    result.add(standing, no_quorum.chance(present));
    // How much more often it wants what passes than what does not, where it stays away.
    const double away =
        present < 1 ? (standing.yes_absent.passes - standing.no_absent.passes) / (1 - present)
                    : standing.yes_present.passes - standing.no_present.passes - standing.attending;
    result.decisive = no_quorum.here * standing.decisive;
    result.attending = no_quorum.here * standing.attending + (no_quorum.here - no_quorum.away) * away;
    return result;
}

/// The chance of each outcome of all meetings, under a mixture of laws. Opinions link the meetings, so that they are
/// counted together: the first by its frequencies, the second in tables. Whether one has no quorum does not depend on
/// opinions. Cost: (weight x heads)^2 x members x nodes, the heads of a meeting without a quorum not counted. Throws
/// std::length_error where that is too much.
inline Meetings<OutcomeChances<>> reconvened_outcomes(const AttendanceRule& rule, std::span<const WeightedLaw> laws,
                                                      const std::vector<double>& present, const Exact& method) {
    const ReconvenedCount count(rule, laws, present, method);
    Meetings<OutcomeChances<>> meetings;
    for (const auto& [mass, law] : laws) {
        meetings.first.add(outcome_chances(rule, law, present, method), mass);
        if (count.recalls())
            meetings.recalled.add(outcome_chances(recalled(rule), law, present, method), mass * count.no_quorum());
    }
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
    const ReconvenedCount count(rule, laws, present, method);
    std::vector<Meetings<AttendanceStanding>> members(rule.member_count());
    for (const auto& [mass, law] : laws) {
        const std::vector<AttendanceStanding> first = attendance_standings(rule, law, present, method);
        for (std::size_t i = 0; i < members.size(); ++i) members[i].first.add(first[i], mass);
        if (!count.recalls()) continue;
        const std::vector<AttendanceStanding> again = attendance_standings(recalled(rule), law, present, method);
        for (std::size_t i = 0; i < members.size(); ++i)
            members[i].recalled.add(with_recall(again[i], present[i], count.no_quorum(i)), mass);
    }
    count.each([&](double mass, const AttendanceRule& second, const VoteLaw& law, const auto& presence,
                   std::size_t budget, const Waves& tied) {
        std::vector<AttendanceStanding> part(members.size());
        StandingCount(second, law, presence, budget, tied).add_to(part);
        for (std::size_t i = 0; i < members.size(); ++i) members[i].second.add(part[i], mass);
    });
    for (auto& [first, again, second] : members)
        for (OutcomeChances<>* chances :
             {&second.yes_present, &second.yes_absent, &second.no_present, &second.no_absent})
            drop_rounding(*chances);
    return members;
}

/// The standing of a position in all meetings.
inline Meetings<AttendancePosition> reconvened_position(const AttendanceRule& rule, const WeightedRule& position,
                                                        Holders holders, std::span<const WeightedLaw> laws,
                                                        const std::vector<double>& present, const Exact& method) {
    const ReconvenedCount count(rule, laws, present, method);
    Meetings<AttendancePosition> meetings;
    for (const auto& [mass, law] : laws) {
        meetings.first.add(attendance_position(rule, position, holders, law, present, method), mass);
        if (count.recalls())
            meetings.recalled.add(attendance_position(recalled(rule), position, holders, law, present, method),
                                  mass * count.no_quorum());
    }
    count.each([&](double mass, const AttendanceRule& second, const VoteLaw& law, const auto& presence,
                   std::size_t budget, const Waves& tied) {
        meetings.second.add(OutcomeCount(second, law, presence, budget, tied).position_standing(position, holders),
                            mass);
    });
    for (const Side side : {Side::yes, Side::tied, Side::no}) drop_rounding(meetings.second.of(side));
    return meetings;
}

}  // namespace stemgewicht::detail
