#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/blocks/block_profiles.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/homogeneous.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <optional>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// Few members with large weights have fewer coalitions than weights: layers of distinct sums are then the smaller
/// table.
bool prefers_layers(const WeightedRule& rule);

/// The block of each member of a two-tier rule; empty for others, which count all members together.
std::vector<std::size_t> blocks_of(const Rule& rule);

/// P(pass). Throws std::length_error where the tables exceed the limits of the method.
double pass_probability(const CompositeRule& rule, const VoteLaw& law, const Exact& method);
double pass_probability(const WeightedRule& rule, const VoteLaw& law, const Exact& method);

/// The standing of every member, its position being its own vote.
std::vector<Standing> member_standings(const CompositeRule& rule, const VoteLaw& law, const Exact& method);
std::vector<Standing> member_standings(const WeightedRule& rule, const VoteLaw& law, const Exact& method);

/// Under Beta(a, b), with the nodes that the method asks for.
std::vector<Standing> member_standings(const WeightedRule& rule, const HomogeneousVotes& model, const Exact& method);
double pass_probability(const WeightedRule& rule, const HomogeneousVotes& model, const Exact& method);

/// The standings of all members of a weighted board for each of some quotas, under votes that share one chance. Of a
/// standing pass(), fail() and the decisive chance are given, of which power is made, and of the member's own vote
/// nothing that is sure.
std::vector<std::vector<Standing>> curve_standings(const std::vector<Weight>& weights, std::span<const Weight> quotas,
                                                   const VotingModel& model, const Exact& method);

/// Profiles of blocks under the limits of the method; empty where positions and blocks do not correspond one to one.
std::optional<BlockProfiles> block_profiles(std::span<const Block> blocks, std::span<const WeightedRule> positions,
                                            const VoteLaw& law, const Exact& method);

/// The standing of each of several positions under one decision, in one pass over the nodes of the model.
std::vector<Standing> position_standings(const CompositeRule& rule, std::span<const WeightedRule> positions,
                                         const VoteLaw& law, const Exact& method);
std::vector<Standing> position_standings(const WeightedRule& rule, std::span<const WeightedRule> positions,
                                         const VoteLaw& law, const Exact& method);

/// The member whose own vote each position is; empty unless they all are such.
std::vector<std::size_t> own_votes(std::span<const WeightedRule> positions);

/// Under Beta(a, b): where every position is a member's own vote, as for members.
std::vector<Standing> position_standings(const WeightedRule& rule, std::span<const WeightedRule> positions,
                                         const HomogeneousVotes& model, const Exact& method);

/// The standing of a two-tier position under a weighted decision: how often, say, a general board would decide
/// otherwise than the assembly of the same members. Throws std::invalid_argument where both sides of the position can
/// win.
Standing position_standing(const WeightedRule& rule, const CompositeRule& position, const VoteLaw& law,
                           const Exact& method);

/// Other rules of the library on their decision diagrams, and your own by all sets.
double pass_probability(const Rule& rule, const VoteLaw& law, const Exact&);
std::vector<Standing> member_standings(const Rule& rule, const VoteLaw& law, const Exact&);

/// Any position under any decision likewise.
std::vector<Standing> position_standings(const Rule& rule, std::span<const Rule> positions, const VoteLaw& law,
                                         const Exact&);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/choice/definitions/exact.hpp>
#endif
