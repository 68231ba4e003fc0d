#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/engines/counted_attendance.hpp>
#include <stemgewicht/methods/simulation/bit_planes.hpp>

#include <array>
#include <cstddef>
#include <numeric>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// On which motions each outcome occurs.
struct OutcomePlanes {
    Plane passes, fails, tied, no_quorum;
};

/// What a member does in a meeting.
enum class Ballot { yes, away, no };

/// A meeting under an attendance rule, on plane_bits motions at a time.
class PlaneMeeting {
public:
    explicit PlaneMeeting(const AttendanceRule& rule) : PlaneMeeting(CountedAttendance(rule)) {}

    /// `wants`: where each member is for the motion, present or not; `here`: where it is present.
    void hold(std::span<const Plane> wants, std::span<const Plane> here) {
        const std::size_t members = steps_.size();
        planes_.resize(3 * members);
        for (std::size_t i = 0; i < members; ++i) {
            planes_[i] = wants[i] & here[i];
            planes_[members + i] = wants[i] | ~here[i];  // not against: sums of planes take no negative weights
            planes_[2 * members + i] = here[i];
        }
        yes_digits_ = yes_(planes_);
        heads_digits_ = heads_(planes_);
        sum_digits_ = sum_(planes_);
    }

    /// The outcome of what was held.
    [[nodiscard]] OutcomePlanes outcome() const {
        return decide([&](Weight Tally::* part, Weight least) { return at_least(digits(part), least); });
    }

    /// The outcome if that member did otherwise, and all others the same.
    [[nodiscard]] OutcomePlanes outcome_if(std::size_t member, Ballot ballot) const {
        const std::size_t members = steps_.size();
        const std::array<Plane, 3> does{planes_[member], ~planes_[2 * members + member], ~planes_[members + member]};
        const std::array<Tally, 3>& steps = steps_[member];
        return decide([&](Weight Tally::* part, Weight least) {
            const Weight instead = steps[static_cast<std::size_t>(ballot)].*part;
            Plane reached;
            for (std::size_t k = 0; k < does.size(); ++k)
                reached = reached | (does[k] & at_least(digits(part), least - instead + steps[k].*part));
            return reached;
        });
    }

private:
    explicit PlaneMeeting(const CountedAttendance& rule)
        : more_than_(rule.rule().more_than),
          can_be_tied_(rule.can_be(Outcome::tied)),
          fails_when_full_(can_be_tied_ && rule.rule().tie == UnbrokenTie::deferred_unless_full),
          quorum_(static_cast<Weight>(rule.rule().quorum)),
          least_yes_(rule.cap().yes),
          yes_({}, {}),
          heads_({}, {}),
          sum_({}, {}) {
        const std::size_t members = rule.rule().member_count();
        std::vector<Weight> yes(members), sum(2 * members);
        for (std::size_t i = 0; i < members; ++i) {
            steps_.push_back({rule.yes(i), {}, rule.no(i)});
            yes[i] = rule.yes(i).yes;
            sum[i] = rule.yes(i).sum;
            sum[members + i] = -rule.no(i).sum;
            even_ += sum[members + i];
        }
        std::vector<std::size_t> places(3 * members);
        std::iota(places.begin(), places.end(), std::size_t{0});
        const std::span all(places);
        yes_ = PlaneSum(all.first(members), yes);
        sum_ = PlaneSum(all.first(2 * members), sum);
        heads_ = PlaneSum(all.last(members), std::vector<Weight>(members, 1));
    }

    [[nodiscard]] const std::vector<Plane>& digits(Weight Tally::* part) const {
        return part == &Tally::sum ? sum_digits_ : part == &Tally::yes ? yes_digits_ : heads_digits_;
    }

    /// As CountedAttendance::outcome; `reached(part, least)` is where that part of the tally is so large.
    template <class Reached>
    [[nodiscard]] OutcomePlanes decide(const Reached& reached) const {
        const Plane quorum = quorum_ > 0 ? reached(&Tally::heads, quorum_) : Plane::all();
        const Plane enough = least_yes_ > 0 ? quorum & reached(&Tally::yes, least_yes_) : quorum;
        const Plane more = enough & reached(&Tally::sum, even_ + 1);
        OutcomePlanes outcome{.passes = more, .fails = {}, .tied = {}, .no_quorum = ~quorum};
        if (!more_than_ || can_be_tied_) {
            const Plane even = enough & ~more & reached(&Tally::sum, even_);
            (can_be_tied_ ? outcome.tied : outcome.passes) = can_be_tied_ ? even : even | more;
            if (fails_when_full_)
                outcome.tied = outcome.tied & ~reached(&Tally::heads, static_cast<Weight>(steps_.size()));
        }
        outcome.fails = quorum & ~(outcome.passes | outcome.tied);
        return outcome;
    }

    bool more_than_, can_be_tied_, fails_when_full_;
    Weight quorum_, least_yes_, even_ = 0;     ///< where the sum stands when the share is just reached
    std::vector<std::array<Tally, 3>> steps_;  ///< by member and Ballot
    PlaneSum yes_, heads_, sum_;
    std::vector<Plane> planes_;  ///< for the motion, not against it, present: one plane of each for every member
    std::vector<Plane> yes_digits_, heads_digits_, sum_digits_;
};

}  // namespace stemgewicht::detail
