#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/engines/meeting_plan.hpp>
#include <stemgewicht/meetings/engines/plane_game.hpp>
#include <stemgewicht/meetings/reconvened.hpp>
#include <stemgewicht/methods/simulation/plane_features.hpp>
#include <stemgewicht/methods/simulation/plane_rule.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// What a simulation sees of a member on each motion: whether it is for or against, then present or absent in the last
/// meeting, then passes, fails or undecided, twelve cells in that order; whether the motion would pass with its yes,
/// and with its no; and where its presence gains, and loses, the side that it wants.
inline constexpr std::size_t member_feature_count = 16;

/// Of a position: yes, tied or no, then passes, fails or undecided, nine cells in that order; and whether the motion
/// would pass with all holders for, and with all against.
inline constexpr std::size_t position_feature_count = 11;

/// All meetings that a motion may come to, of members whose opinions are the first planes, and whose presence in each
/// of these meetings the next.
class PlaneMeetings {
public:
    PlaneMeetings(const MeetingRule& rule, Until until)
        : members_(stemgewicht::member_count(rule)), plan_(meeting_plan(rule, until)) {
        for (const MeetingRule& each : plan_.rules) meetings_.emplace_back(each);
    }

    /// Those in meetings called again are of motions that met no quorum, and second ones of those that were put off, in
    /// the second meeting or that called again.
    struct Outcomes {
        OutcomePlanes first, recalled, second;
        Plane put_off, second_recalled;  ///< where the motion comes to the second meeting, and to that called again
        [[nodiscard]] Plane passes() const { return first.passes | recalled.passes | second.passes; }
        [[nodiscard]] Plane fails() const { return first.fails | recalled.fails | second.fails | second.tied; }
    };

    [[nodiscard]] std::size_t member_count() const { return members_; }

    void hold(std::span<const Plane> planes) { hold(planes.first(members_), planes); }
    /// With these opinions, and the presence in `planes`.
    void hold(std::span<const Plane> wants, std::span<const Plane> planes) {
        for (std::size_t k = 0; k < meetings_.size(); ++k)
            meetings_[k].hold(wants, planes.subspan((k + 1) * members_, members_));
    }

    [[nodiscard]] Outcomes outcomes() const {
        return all([](const PlaneGame& meeting) { return meeting.outcome(); });
    }
    /// Where motions pass if that member does so in every meeting.
    [[nodiscard]] Plane passes_if(std::size_t member, Ballot ballot) const {
        return all([&](const PlaneGame& meeting) { return meeting.outcome_if(member, ballot); }).passes();
    }

    /// Where a member is present in the last meeting.
    [[nodiscard]] Plane here(std::span<const Plane> planes, std::size_t member, const Outcomes& outcomes) const {
        Plane last = planes[members_ + member];
        const auto instead = [&](const Plane& where, const std::optional<std::size_t>& meeting) {
            if (meeting) last = last ^ (where & (last ^ planes[(*meeting + 1) * members_ + member]));
        };
        instead(outcomes.first.no_quorum, plan_.first_again);
        instead(outcomes.put_off, plan_.second);
        instead(outcomes.second_recalled, plan_.second_again);
        return last;
    }

private:
    template <class Ask>
    [[nodiscard]] Outcomes all(const Ask& ask) const {
        Outcomes outcomes;
        outcomes.first = ask(meetings_[0]);
        if (plan_.first_again) outcomes.recalled = only(ask(meetings_[*plan_.first_again]), outcomes.first.no_quorum);
        if (!plan_.second) return outcomes;
        outcomes.put_off = outcomes.first.tied | outcomes.recalled.tied;
        outcomes.second = only(ask(meetings_[*plan_.second]), outcomes.put_off);
        if (!plan_.second_again) return outcomes;
        outcomes.second_recalled = std::exchange(outcomes.second.no_quorum, Plane{});
        const OutcomePlanes again = only(ask(meetings_[*plan_.second_again]), outcomes.second_recalled);
        outcomes.second.passes = outcomes.second.passes | again.passes;
        outcomes.second.fails = outcomes.second.fails | again.fails;
        outcomes.second.tied = outcomes.second.tied | again.tied;
        return outcomes;
    }

    [[nodiscard]] static OutcomePlanes only(OutcomePlanes planes, const Plane& where) {
        for (Plane* plane : {&planes.passes, &planes.fails, &planes.tied, &planes.no_quorum}) *plane = *plane & where;
        return planes;
    }

    std::size_t members_;
    MeetingPlan plan_;
    std::vector<PlaneGame> meetings_;
};

/// The three cells of a side, in which motions pass, fail or stay undecided.
inline void write_side(const Plane& side, const Plane& passes, const Plane& fails, Plane* out) {
    out[0] = side & passes;
    out[1] = side & fails;
    out[2] = side & ~(passes | fails);
}

/// The four outcomes of the first meeting, and where they may be held those of the one called again and of the second.
inline PlaneFeatures outcome_features(const MeetingRule& rule, Until until) {
    return [meetings = PlaneMeetings(rule, until)](std::span<const Plane> planes, std::span<Plane> features) mutable {
        meetings.hold(planes);
        const auto outcomes = meetings.outcomes();
        auto out = features.begin();
        for (const OutcomePlanes& held : {outcomes.first, outcomes.recalled, outcomes.second}) {
            if (out == features.end()) break;
            for (const Plane& plane : {held.passes, held.fails, held.tied, held.no_quorum}) *out++ = plane;
        }
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
