#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/methods/counting/ranged_standing.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/weighted.hpp>

namespace stemgewicht::detail {

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
