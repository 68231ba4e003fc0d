#pragma once

#include <stemgewicht/meetings/ternary_game.hpp>
#include <stemgewicht/rules/position.hpp>

namespace stemgewicht {

/// The chance of each outcome of a motion, under a condition or together with one. Number: double where exact, Estimate
/// where simulated.
template <class Number = double>
struct OutcomeChances {
    Number passes{}, fails{}, tied{}, no_quorum{};
    bool reached = true;  ///< whether a target error was reached in the draws allowed

    [[nodiscard]] Number& of(Outcome outcome) {
        switch (outcome) {
            case Outcome::passes: break;
            case Outcome::fails: return fails;
            case Outcome::tied: return tied;
            case Outcome::no_quorum: return no_quorum;
        }
        return passes;
    }
    [[nodiscard]] Number sum() const { return passes + fails + tied + no_quorum; }

    /// Adds other chances with a weight, as a mixture does.
    void add(const OutcomeChances& other, double mass) {
        passes += mass * other.passes;
        fails += mass * other.fails;
        tied += mass * other.tied;
        no_quorum += mass * other.no_quorum;
    }
};

/// The joint law of what a member wants (yes, no), whether it is present, and the outcome: sixteen chances that sum to
/// 1. Members who are absent have an opinion too.
struct AttendanceStanding {
    OutcomeChances<> yes_present, yes_absent, no_present, no_absent;
    double decisive = 0;   ///< P(passes if it votes yes) - P(passes if it votes no), the others as ever
    double attending = 0;  ///< gain in the chance of the side it wants, passing or not passing, when it comes and votes
                           ///< rather than stays away; below 0 where its presence makes a quorum against it

    void add(const AttendanceStanding& other, double mass) {
        yes_present.add(other.yes_present, mass);
        yes_absent.add(other.yes_absent, mass);
        no_present.add(other.no_present, mass);
        no_absent.add(other.no_absent, mass);
        decisive += mass * other.decisive;
        attending += mass * other.attending;
    }
};

/// Who makes the position of a group.
enum class Holders {
    all,      ///< the opinions of all holders, present or not
    present,  ///< the votes of the holders who are present: a majority of their weight
};

/// The joint law of a position and the outcome.
struct AttendancePosition {
    OutcomeChances<> yes, tied, no;
    double decisive = 0;  ///< P(passes with all holders for) - P(passes with all against), present as ever

    [[nodiscard]] OutcomeChances<>& of(Side side) { return side == Side::yes ? yes : side == Side::no ? no : tied; }

    void add(const AttendancePosition& other, double mass) {
        yes.add(other.yes, mass);
        tied.add(other.tied, mass);
        no.add(other.no, mass);
        decisive += mass * other.decisive;
    }
};

}  // namespace stemgewicht
