#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/weighted.hpp>

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

/// The standing of every member and P(pass), each with a bound on its error. Weights and quota are first divided by
/// what they have in common. Cost O(members log members) for independent votes, and O(panels x different weights)
/// besides for a common chance. Throws std::invalid_argument for a model that is neither.
RangedStandings normal_standings(const WeightedRule& rule, const VotingModel& model, const Normal& method = {});

/// P(pass), with a bound on its error.
Bounded normal_pass_probability(const WeightedRule& rule, const VotingModel& model, const Normal& method = {});

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/counting/definitions/normal_approximation.hpp>
#endif
