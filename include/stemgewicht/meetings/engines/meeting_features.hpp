#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/engines/plane_game.hpp>
#include <stemgewicht/meetings/reconvened.hpp>
#include <stemgewicht/methods/simulation/plane_features.hpp>
#include <stemgewicht/methods/simulation/plane_rule.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// What a simulation sees of a member on each motion: whether it is for or against, then present or absent in the last
/// meeting, then passes, fails or undecided, twelve cells in that order; whether the motion would pass with its yes,
/// and with its no; and where its presence gains, and loses, the side that it wants.
inline constexpr std::size_t member_feature_count = 16;

/// Of a position: yes, tied or no, then passes, fails or undecided, nine cells in that order; and whether the motion
/// would pass with all holders for, and with all against.
inline constexpr std::size_t position_feature_count = 11;

/// One meeting, or two, of members whose opinions are the first planes, whose presence in the first meeting the next,
/// and in the second the last.
class PlaneMeetings {
public:
    /// A rule that is followed to a second meeting must be an attendance rule.
    PlaneMeetings(const MeetingRule& rule, Until until) : members_(stemgewicht::member_count(rule)), first_(rule) {
        if (until == Until::first_meeting) return;
        auto again = std::get<AttendanceRule>(rule);
        again.tie = UnbrokenTie::deferred;
        second_.emplace_back(MeetingRule(again));
    }

    /// Second outcomes are those of motions that were put off.
    struct Outcomes {
        OutcomePlanes first, second;
        [[nodiscard]] Plane passes() const { return first.passes | second.passes; }
        [[nodiscard]] Plane fails() const { return first.fails | second.fails | second.tied; }
    };

    [[nodiscard]] std::size_t member_count() const { return members_; }

    void hold(std::span<const Plane> planes) { hold(planes.first(members_), planes); }
    /// With these opinions, and the presence in `planes`.
    void hold(std::span<const Plane> wants, std::span<const Plane> planes) {
        first_.hold(wants, planes.subspan(members_, members_));
        if (!second_.empty()) second_[0].hold(wants, planes.subspan(2 * members_, members_));
    }

    [[nodiscard]] Outcomes outcomes() const {
        return both([](const PlaneGame& meeting) { return meeting.outcome(); });
    }
    /// Where motions pass if that member does so in both meetings.
    [[nodiscard]] Plane passes_if(std::size_t member, Ballot ballot) const {
        return both([&](const PlaneGame& meeting) { return meeting.outcome_if(member, ballot); }).passes();
    }

    /// Where a member is present in the last meeting.
    [[nodiscard]] Plane here(std::span<const Plane> planes, std::size_t member, const Outcomes& outcomes) const {
        const Plane& first = planes[members_ + member];
        if (second_.empty()) return first;
        return first ^ (outcomes.first.tied & (first ^ planes[2 * members_ + member]));
    }

private:
    template <class Ask>
    [[nodiscard]] Outcomes both(const Ask& ask) const {
        Outcomes outcomes{.first = ask(first_), .second = {}};
        if (second_.empty()) return outcomes;
        outcomes.second = ask(second_[0]);
        auto& [passes, fails, tied, no_quorum] = outcomes.second;
        for (Plane* plane : {&passes, &fails, &tied, &no_quorum}) *plane = *plane & outcomes.first.tied;
        return outcomes;
    }

    std::size_t members_;
    PlaneGame first_;
    std::vector<PlaneGame> second_;  ///< none where motions are followed to the first
};

/// The three cells of a side, in which motions pass, fail or stay undecided.
inline void write_side(const Plane& side, const Plane& passes, const Plane& fails, Plane* out) {
    out[0] = side & passes;
    out[1] = side & fails;
    out[2] = side & ~(passes | fails);
}

/// The four outcomes of the first meeting, and where it is held those of the second.
inline PlaneFeatures outcome_features(const MeetingRule& rule, Until until) {
    return [meetings = PlaneMeetings(rule, until)](std::span<const Plane> planes, std::span<Plane> features) mutable {
        meetings.hold(planes);
        const auto [first, second] = meetings.outcomes();
        const std::array all{first.passes,  first.fails,  first.tied,  first.no_quorum,
                             second.passes, second.fails, second.tied, second.no_quorum};
        std::copy_n(all.begin(), features.size(), features.begin());
    };
}

/// The features of every member.
inline PlaneFeatures member_meeting_features(const MeetingRule& rule, Until until) {
    return [meetings = PlaneMeetings(rule, until)](std::span<const Plane> planes, std::span<Plane> features) mutable {
        meetings.hold(planes);
        const auto outcomes = meetings.outcomes();
        const Plane passes = outcomes.passes(), fails = outcomes.fails();
        for (std::size_t i = 0; i < meetings.member_count(); ++i) {
            Plane* out = &features[i * member_feature_count];
            const Plane& wants = planes[i];
            const Plane here = meetings.here(planes, i, outcomes);
            for (const auto& [side, place] : {std::pair(wants, 0), std::pair(~wants, 6)}) {
                write_side(side & here, passes, fails, out + place);
                write_side(side & ~here, passes, fails, out + place + 3);
            }
            const Plane with_yes = meetings.passes_if(i, Ballot::yes), with_no = meetings.passes_if(i, Ballot::no);
            const Plane with_none = meetings.passes_if(i, Ballot::away);
            const Plane gained = (wants & with_yes) | (~wants & with_none);
            const Plane lost = (wants & with_none) | (~wants & with_no);
            out[12] = with_yes;
            out[13] = with_no;
            out[14] = gained & ~lost;
            out[15] = lost & ~gained;
        }
    };
}

/// The position of those present, by the greater weight of their votes.
class PresentPosition {
public:
    explicit PresentPosition(const WeightedRule& position)
        : holders_(holders(position)), sum_(make_sum(position, holders_)), even_(total_weight(position.weights)) {}

    template <class Here>
    void operator()(std::span<const Plane> wants, const Here& here, Plane& yes, Plane& no) {
        planes_.clear();
        for (const std::size_t i : holders_) {
            planes_.push_back(wants[i] & here(i));
            planes_.push_back(wants[i] | ~here(i));
        }
        const std::vector<Plane>& digits = sum_(planes_);
        yes = at_least(digits, even_ + 1);
        no = ~at_least(digits, even_);
    }

private:
    static PlaneSum make_sum(const WeightedRule& position, const std::vector<std::size_t>& holders) {
        std::vector<Weight> weights;
        for (const std::size_t i : holders) weights.insert(weights.end(), 2, position.weights[i]);
        return {everyone(weights.size()), weights};
    }

    std::vector<std::size_t> holders_;
    PlaneSum sum_;
    Weight even_;
    std::vector<Plane> planes_;
};

/// The features of a position.
inline PlaneFeatures position_meeting_features(const MeetingRule& rule, const WeightedRule& position, Holders who,
                                               Until until) {
    return [meetings = PlaneMeetings(rule, until), all = plane_position(position), present = PresentPosition(position),
            held = holders(position), who,
            forced = std::vector<Plane>()](std::span<const Plane> planes, std::span<Plane> features) mutable {
        const auto wants = planes.first(meetings.member_count());
        meetings.hold(planes);
        const auto outcomes = meetings.outcomes();
        Plane yes, no;
        if (who == Holders::all)
            all(wants, yes, no);
        else
            present(wants, [&](std::size_t i) { return meetings.here(planes, i, outcomes); }, yes, no);
        Plane* out = features.data();
        for (const Plane& side : {yes, ~(yes | no), no}) {
            write_side(side, outcomes.passes(), outcomes.fails(), out);
            out += 3;
        }
        forced.assign(wants.begin(), wants.end());
        for (const bool vote : {true, false}) {
            for (const std::size_t i : held) forced[i] = vote ? Plane::all() : Plane{};
            meetings.hold(forced, planes);
            *out++ = meetings.outcomes().passes();
        }
    };
}

}  // namespace stemgewicht::detail
