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

/// What counting the two meetings together may take: frequencies of the first x tallies of the second x members x
/// nodes.
inline constexpr double maximum_reconvened_steps = 2e10;

/// Counts the second meeting of motions that are tied in the first.
class ReconvenedCount {
public:
    /// Throws std::length_error where the two meetings have too many tallies.
    ReconvenedCount(const AttendanceRule& rule, std::span<const WeightedLaw> laws, const std::vector<double>& present,
                    const Exact& method)
        : first_(rule), second_(rule), laws_(laws), present_(present), budget_(method.memory / sizeof(Waves)) {
        second_.tie = UnbrokenTie::deferred;
        double member_nodes = 0;
        for (const auto& [mass, law] : laws)
            for (const VoteFactor& factor : law.factors) member_nodes += static_cast<double>(factor.yes.size());
        const double cells = tallies();
        const double steps = first_.frequency_count() * cells * member_nodes;
        if (steps > maximum_reconvened_steps || (steps > 0 && cells > static_cast<double>(budget_) / 8))
            throw std::length_error(
                "exact: a meeting and the reconvened one take " +
                std::to_string(static_cast<long long>(std::min(steps, 1e18))) + " steps, allowed are " +
                std::to_string(static_cast<long long>(maximum_reconvened_steps)) + ", on tables of " +
                std::to_string(static_cast<long long>(std::min(cells, 1e18))) + " tallies; monte_carlo carries them");
    }

    /// Calls work(mass, rule, law, presence, budget, mass of the presence) for each law and each part of the first
    /// meeting.
    template <class Work>
    void each(const Work& work) const {
        if (first_.frequency_count() == 0) return;
        first_.each(present_, [&](const std::vector<Presence<Waves>>& presence, const Waves& tied) {
            for (const auto& [mass, law] : laws_) work(second_, law, presence, budget_, tied * mass);
        });
    }

private:
    [[nodiscard]] double tallies() const {
        const CountedAttendance counted(second_);
        double sums = 1, yes = 1;
        for (std::size_t i = 0; i < second_.member_count(); ++i) {
            sums += static_cast<double>(counted.yes(i).sum - counted.no(i).sum);
            yes += static_cast<double>(counted.weight(i));
        }
        return sums * std::min(yes, static_cast<double>(counted.cap().yes) + 1) *
               (static_cast<double>(counted.cap().heads) + 1);
    }

    TiedMeeting first_;
    AttendanceRule second_;
    std::span<const WeightedLaw> laws_;
    const std::vector<double>& present_;
    std::size_t budget_;
};

/// Sets to 0 what is a rounding of it in a sum over frequencies, so that what never occurs is seen not to.
inline void drop_rounding(OutcomeChances<>& chances) {
    for (const Outcome outcome : all_outcomes)
        if (std::abs(chances.of(outcome)) < 1e-15) chances.of(outcome) = 0;
}

/// The chance of each outcome of both meetings, under a mixture of laws. Opinions link the meetings, so that they are
/// counted together: the first by its frequencies, the second in tables. Cost: (weight x heads)^2 x members x nodes,
/// the heads of a meeting without a quorum not counted. Throws std::length_error where that is too much.
inline Meetings<OutcomeChances<>> reconvened_outcomes(const AttendanceRule& rule, std::span<const WeightedLaw> laws,
                                                      const std::vector<double>& present, const Exact& method) {
    const ReconvenedCount count(rule, laws, present, method);
    Meetings<OutcomeChances<>> meetings;
    for (const auto& [mass, law] : laws) meetings.first.add(outcome_chances(rule, law, present, method), mass);
    count.each([&](const AttendanceRule& second, const VoteLaw& law, const auto& presence, std::size_t budget,
                   const Waves& tied) {
        meetings.second.add(OutcomeCount(second, law, presence, budget, tied).outcomes(), 1);
    });
    drop_rounding(meetings.second);
    return meetings;
}

/// The standing of every member in both meetings, at some ten times the cost of `reconvened_outcomes`.
inline std::vector<Meetings<AttendanceStanding>> reconvened_standings(const AttendanceRule& rule,
                                                                      std::span<const WeightedLaw> laws,
                                                                      const std::vector<double>& present,
                                                                      const Exact& method) {
    const ReconvenedCount count(rule, laws, present, method);
    std::vector<AttendanceStanding> first(rule.member_count()), second = first;
    for (const auto& [mass, law] : laws) {
        const std::vector<AttendanceStanding> part = attendance_standings(rule, law, present, method);
        for (std::size_t i = 0; i < part.size(); ++i) first[i].add(part[i], mass);
    }
    count.each([&](const AttendanceRule& reconvened, const VoteLaw& law, const auto& presence, std::size_t budget,
                   const Waves& tied) { StandingCount(reconvened, law, presence, budget, tied).add_to(second); });
    // Who comes to the second meeting does not depend on the first: what is left of these chances has no quorum.
    const auto add_rest = [&](OutcomeChances<>& chances, double all) {
        if (rule.quorum > 0) chances.no_quorum = all - chances.sum();
        drop_rounding(chances);
    };
    std::vector<Meetings<AttendanceStanding>> members;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const double yes = first[i].yes_present.tied + first[i].yes_absent.tied;
        const double no = first[i].no_present.tied + first[i].no_absent.tied;
        add_rest(second[i].yes_present, yes * present[i]);
        add_rest(second[i].yes_absent, yes * (1 - present[i]));
        add_rest(second[i].no_present, no * present[i]);
        add_rest(second[i].no_absent, no * (1 - present[i]));
        members.push_back({first[i], second[i]});
    }
    return members;
}

/// The standing of a position in both meetings.
inline Meetings<AttendancePosition> reconvened_position(const AttendanceRule& rule, const WeightedRule& position,
                                                        Holders holders, std::span<const WeightedLaw> laws,
                                                        const std::vector<double>& present, const Exact& method) {
    const ReconvenedCount count(rule, laws, present, method);
    Meetings<AttendancePosition> meetings;
    for (const auto& [mass, law] : laws)
        meetings.first.add(attendance_position(rule, position, holders, law, present, method), mass);
    count.each([&](const AttendanceRule& second, const VoteLaw& law, const auto& presence, std::size_t budget,
                   const Waves& tied) {
        meetings.second.add(OutcomeCount(second, law, presence, budget, tied).position_standing(position, holders), 1);
    });
    for (const Side side : {Side::yes, Side::tied, Side::no}) drop_rounding(meetings.second.of(side));
    return meetings;
}

}  // namespace stemgewicht::detail
