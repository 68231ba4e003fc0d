#pragma once

#include <stemgewicht/core/big_integer.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/swing_counts.hpp>

#include <cstddef>
#include <vector>

/// Exact values of indices, as fractions. Not in the umbrella, since Boost.Multiprecision takes a compiler seconds.
namespace stemgewicht {

/// The values of an index as exact fractions, one per member, from the counts that it needs: by size under iac, else
/// totals. By the same formula as its values as doubles.
std::vector<Fraction> index_fractions(const VoteIndex& index, const Rule& rule, const Exact& method = {});

/// An index that is one number for the whole rule, exactly: counts of minimal sets on the decision diagram of the rule,
/// others from its swings.
Fraction index_fraction(const WholeIndex& index, const Rule& rule, const Exact& method = {});

/// The values of an index on a family of winning coalitions, counted on the decision diagram of the rule or from its
/// swings by size (of the vulnerable ones over all sets, to 28 members; by weight likewise, to 25).
std::vector<Fraction> index_fractions(const SetIndex& index, const Rule& rule);

/// The values of an index for a-priori unions. Cost: arithmetic on fractions, one decision diagram for each union.
std::vector<Fraction> index_fractions(const UnionIndex& index, const Rule& rule, const Grouping& unions);

/// The values of an index on a graph.
std::vector<Fraction> index_fractions(const GraphIndex& index, const Rule& rule, const std::vector<Pair>& edges);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/definitions/fractions.hpp>
#endif
