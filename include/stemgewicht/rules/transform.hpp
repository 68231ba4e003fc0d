#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht {
/// `rule` with another electorate of so many members: its vote k is cast by member `voter[k]`. A weighted rule stays
/// one.
Rule voted_by(const Rule& rule, std::vector<std::size_t> voter, std::size_t members);

/// The game between a-priori unions: each votes as one. Its members are the unions, in the order of the grouping.
Rule quotient_rule(const Rule& rule, const Grouping& unions);

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
