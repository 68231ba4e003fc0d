#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht {
/// The rule when some members vote as one bloc, which takes the place of the first of them; the members behind move up.
/// Throws std::invalid_argument for an empty bloc, or an unknown or repeated member.
Rule merged(const Rule& rule, const std::vector<std::size_t>& bloc);

/// The rule when one member is replaced by several, whose votes follow `inner`; they take its place, and the members
/// behind it move back. With a weighted rule and `weights` see split_weight.
Rule split(const Rule& rule, std::size_t member, const Rule& inner);

/// A weighted rule when one member is replaced by several who vote freely, each with its own part of the weight.
/// Throws std::invalid_argument unless the weights are 0 or more and sum to the member's.
WeightedRule split_weight(const WeightedRule& rule, std::size_t member, const std::vector<Weight>& weights);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/rules/definitions/transform.hpp>
#endif
