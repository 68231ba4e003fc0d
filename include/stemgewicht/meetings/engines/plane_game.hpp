#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/engines/plane_meeting.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/methods/simulation/plane_rule.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// A clause of a statute, as a sum of planes that must be reached: of members whose step is negative it counts where
/// they do not vote so.
class PlaneClause {
public:
    /// The planes are those for, not for, against and not against, of every member.
    explicit PlaneClause(const Clause& clause) : clause_(clause), sum_({}, {}) {
        const std::size_t members = clause.yes.size();
        std::vector<std::size_t> places;
        std::vector<Weight> weights;
        const auto take = [&](Weight step, std::size_t place) {
            if (step == 0) return;
            places.push_back(step > 0 ? place : place + members);
            weights.push_back(step > 0 ? step : -step);
            if (step < 0) shift_ -= step;
        };
        for (std::size_t i = 0; i < members; ++i) {
            take(clause.yes[i], i);
            take(clause.no[i], 2 * members + i);
        }
        sum_ = PlaneSum(places, weights);
    }

    void hold(std::span<const Plane> planes) { digits_ = sum_(planes); }
    [[nodiscard]] Plane reached() const { return at_least(digits_, clause_.least + shift_); }

    /// Where it is reached if that member did otherwise; `does` is where it is for, away and against.
    [[nodiscard]] Plane reached_if(std::size_t member, Ballot ballot, const std::array<Plane, 3>& does) const {
        const std::array<Weight, 3> steps{clause_.yes[member], 0, clause_.no[member]};
        const Weight instead = steps[static_cast<std::size_t>(ballot)];
        Plane plane;
        for (std::size_t k = 0; k < does.size(); ++k)
            plane = plane | (does[k] & at_least(digits_, clause_.least + shift_ - instead + steps[k]));
        return plane;
    }

private:
    Clause clause_;
    Weight shift_ = 0;
    PlaneSum sum_;
    std::vector<Plane> digits_;
};

/// A meeting under a statute, on plane_bits motions at a time; as PlaneMeeting.
class PlaneStatute {
public:
    explicit PlaneStatute(const Statute& statute) : decision_(plane_rule(statute.decision)) {
        for (const Clause& clause : statute.quorum) quorum_.emplace_back(clause);
        for (const Clause& clause : statute.clauses) clauses_.emplace_back(clause);
    }

    void hold(std::span<const Plane> wants, std::span<const Plane> here) {
        const std::size_t members = wants.size();
        planes_.resize(4 * members);
        for (std::size_t i = 0; i < members; ++i) {
            planes_[i] = wants[i] & here[i];
            planes_[members + i] = ~planes_[i];
            planes_[2 * members + i] = ~wants[i] & here[i];
            planes_[3 * members + i] = ~planes_[2 * members + i];
        }
        for (PlaneClause& clause : quorum_) clause.hold(planes_);
        for (PlaneClause& clause : clauses_) clause.hold(planes_);
    }

    [[nodiscard]] OutcomePlanes outcome() const {
        return decide([](const PlaneClause& clause) { return clause.reached(); });
    }
    [[nodiscard]] OutcomePlanes outcome_if(std::size_t member, Ballot ballot) const {
        const std::size_t members = planes_.size() / 4;
        const std::array<Plane, 3> does{planes_[member], planes_[members + member] & planes_[3 * members + member],
                                        planes_[2 * members + member]};
        return decide([&](const PlaneClause& clause) { return clause.reached_if(member, ballot, does); });
    }

private:
    template <class Reached>
    [[nodiscard]] OutcomePlanes decide(const Reached& reached) const {
        Plane quorum = Plane::all(), passes;
        for (const PlaneClause& clause : quorum_) quorum = quorum & reached(clause);
        std::vector<Plane> votes;
        for (const PlaneClause& clause : clauses_) votes.push_back(reached(clause));
        decision_(votes, passes);
        return {.passes = quorum & passes, .fails = quorum & ~passes, .tied = {}, .no_quorum = ~quorum};
    }

    std::vector<PlaneClause> quorum_, clauses_;
    PlaneRule decision_;
    std::vector<Plane> planes_;
};

/// A meeting under a game of your own, which is asked motion by motion; as PlaneMeeting.
class PlaneOwnGame {
public:
    explicit PlaneOwnGame(OwnTernaryGame game) : game_(std::move(game)) {}

    void hold(std::span<const Plane> wants, std::span<const Plane> here) {
        const std::size_t members = game_.member_count();
        yes_.assign(plane_bits, Coalition(members));
        no_ = yes_;
        for (std::size_t i = 0; i < members; ++i)
            for (std::size_t motion = 0; motion < plane_bits; ++motion)
                if (here[i].test(motion)) (wants[i].test(motion) ? yes_ : no_)[motion].set(i);
    }

    [[nodiscard]] OutcomePlanes outcome() const {
        return ask([&](std::size_t motion) { return game_.outcome(yes_[motion], no_[motion]); });
    }
    [[nodiscard]] OutcomePlanes outcome_if(std::size_t member, Ballot ballot) const {
        return ask([&](std::size_t motion) {
            Coalition yes = yes_[motion], no = no_[motion];
            yes.set(member, ballot == Ballot::yes);
            no.set(member, ballot == Ballot::no);
            return game_.outcome(yes, no);
        });
    }

private:
    template <class Ask>
    [[nodiscard]] OutcomePlanes ask(const Ask& outcome_of) const {
        OutcomePlanes planes;
        const std::array<Plane*, 4> places{&planes.passes, &planes.fails, &planes.tied, &planes.no_quorum};
        for (std::size_t motion = 0; motion < plane_bits; ++motion) {
            stop_point(1000);
            places[static_cast<std::size_t>(outcome_of(motion))]->words[motion / 64] |= std::uint64_t{1}
                                                                                        << (motion % 64);
        }
        return planes;
    }

    OwnTernaryGame game_;
    std::vector<Coalition> yes_, no_;
};

/// Any meeting on planes.
class PlaneGame {
public:
    explicit PlaneGame(const MeetingRule& rule) : game_(std::visit(Make{}, rule)) {}

    void hold(std::span<const Plane> wants, std::span<const Plane> here) {
        std::visit([&](auto& game) { game.hold(wants, here); }, game_);
    }
    [[nodiscard]] OutcomePlanes outcome() const {
        return std::visit([](const auto& game) { return game.outcome(); }, game_);
    }
    [[nodiscard]] OutcomePlanes outcome_if(std::size_t member, Ballot ballot) const {
        return std::visit([&](const auto& game) { return game.outcome_if(member, ballot); }, game_);
    }

private:
    using Game = std::variant<PlaneMeeting, PlaneStatute, PlaneOwnGame>;
    struct Make {
        Game operator()(const AttendanceRule& rule) const { return PlaneMeeting(rule); }
        Game operator()(const Statute& rule) const { return PlaneStatute(rule); }
        Game operator()(const OwnTernaryGame& rule) const { return PlaneOwnGame(rule); }
    };

    Game game_;
};

}  // namespace stemgewicht::detail
