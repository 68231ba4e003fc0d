#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/estimate.hpp>

#include <algorithm>
#include <vector>

namespace stemgewicht::detail {

/// What is known of a chance.
struct ChanceRange {
    double lower = 0, value = 0, upper = 0;

    [[nodiscard]] Bounded bounded() const { return {value, std::max(upper - value, value - lower)}; }
    [[nodiscard]] ChanceRange complement() const { return {1 - upper, 1 - value, 1 - lower}; }
    void add(double mass, const ChanceRange& more) {
        lower += mass * more.lower;
        value += mass * more.value;
        upper += mass * more.upper;
    }
};

/// The standing of a member and what is known of it.
struct RangedStanding {
    ChanceRange yes_pass, no_pass;
    ChanceRange decisive;
    double yes = 0;  ///< chance that the member says yes

    /// Outvoted: no and it passes, or yes and it fails.
    [[nodiscard]] Bounded outvoted() const {
        return ChanceRange{no_pass.lower + yes - yes_pass.upper, no_pass.value + yes - yes_pass.value,
                           no_pass.upper + yes - yes_pass.lower}
            .bounded();
    }
};

/// The standings of all members, and the chance that a motion passes.
struct RangedStandings {
    std::vector<RangedStanding> members;
    ChanceRange pass;
};

/// What power indices are made of: the decisive chances of all members, and the chance that a motion passes.
struct RangedPower {
    std::vector<ChanceRange> decisive;
    ChanceRange pass;
};

}  // namespace stemgewicht::detail
