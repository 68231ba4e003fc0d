#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// A quota as a share of whatever the weights add up to: the least weight that exceeds, or reaches, that share.
struct QuotaShare {
    Weight numerator = 1;
    Weight denominator = 2;
    bool exceeded = true;  ///< else the share itself is enough

    friend bool operator==(const QuotaShare&, const QuotaShare&) = default;
};

/// More than one half of the weight.
inline constexpr QuotaShare majority_share{};

/// Throws std::invalid_argument unless a motion can pass and can fail by the share: 0 < share < 1 where it must be
/// exceeded, 0 < share <= 1 where it must be reached.
void check(const QuotaShare& share, std::string_view field = "quota");

/// The quota when all weights add up to `total`. Throws std::invalid_argument for a share by which nothing can pass or
/// fail.
Weight quota_of(const QuotaShare& share, Weight total);

/// The most different weights of sets of others for which tipping points are looked for.
inline constexpr std::size_t maximum_distinct_sums = std::size_t{1} << 22;

/// Every weight of one member at which the game changes: at w it is another game than at w - 1, the other weights and
/// the share of the quota being fixed; ascending, from 1 on. A set S of others changes sides at two weights only: the
/// one from which the member wins with S, and the one from which S no longer wins without the member; so each set
/// weight gives two candidates, and every one of them is a tipping point. Under majority these are |total - 2 w(S)|
/// and the next, as far as positive. Cost O(different weights of sets). Throws std::invalid_argument for weights
/// without a positive one or a share that does not fit, std::length_error beyond maximum_distinct_sums.
std::vector<Weight> tipping_points(const std::vector<Weight>& others, const QuotaShare& share = majority_share);

/// Weights of a member between which nothing changes.
struct WeightStep {
    Weight first = 0;
    std::optional<Weight> last;  ///< empty: there is no end
    WeightedRule rule;           ///< the game, with the first of these weights
};

/// All steps of the staircase, from weight 0 on, where the member has no vote. `weights` are those of all members in
/// their order; that of `member` is not looked at. Any measure of the rules is then that of the member's weight, and
/// what it costs the others. Throws as tipping_points does, and std::length_error beyond 2^27 weights in all steps.
std::vector<WeightStep> weight_steps(const std::vector<Weight>& weights, std::size_t member,
                                     const QuotaShare& share = majority_share);

/// A weight of a member, and the rule that it makes of the others'.
struct ChangedWeight {
    Weight weight = 0;
    WeightedRule rule;
};

/// The weight of a member nearest to its own at which a rule is as wanted, the smaller one of two as near; empty where
/// none is. Between tipping points nothing changes, so that only these are asked: nearest first, the others not at all.
std::optional<ChangedWeight> least_change(const std::vector<Weight>& weights, std::size_t member,
                                          const QuotaShare& share,
                                          const std::function<bool(const WeightedRule&)>& wanted);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/tipping.hpp>
#endif
