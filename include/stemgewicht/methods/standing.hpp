#pragma once

#include <stemgewicht/rules/position.hpp>

namespace stemgewicht {

/// The joint law of a position (yes, tied, no) and the decision (pass, fail): six chances that sum to 1, and the chance
/// that the holders of the position are decisive. Everything that success, outvoting and power ask is a formula on
/// these.
struct Standing {
    double yes_pass = 0, yes_fail = 0;
    double tied_pass = 0, tied_fail = 0;
    double no_pass = 0, no_fail = 0;
    double decisive =
        0;  ///< P(passes with all of its holders for) - P(passes with all against), the others voting as ever

    [[nodiscard]] double pass() const { return yes_pass + tied_pass + no_pass; }
    [[nodiscard]] double fail() const { return yes_fail + tied_fail + no_fail; }

    /// Adds the chance of one outcome.
    void add_term(Side side, bool passes, double chance) {
        switch (side) {
            case Side::yes: (passes ? yes_pass : yes_fail) += chance; break;
            case Side::tied: (passes ? tied_pass : tied_fail) += chance; break;
            case Side::no: (passes ? no_pass : no_fail) += chance; break;
        }
    }

    /// Adds another law with a weight, as a mixture does.
    void add(const Standing& other, double mass) {
        yes_pass += mass * other.yes_pass;
        yes_fail += mass * other.yes_fail;
        tied_pass += mass * other.tied_pass;
        tied_fail += mass * other.tied_fail;
        no_pass += mass * other.no_pass;
        no_fail += mass * other.no_fail;
        decisive += mass * other.decisive;
    }
};

}  // namespace stemgewicht
