#pragma once

#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/swings.hpp>
#include <stemgewicht/rules/rule.hpp>

namespace stemgewicht {

/// Counts by size: of a weighted rule by modular passes over its sums, by halves of the members or on its decision
/// diagram, whichever is quicker, of any other on its diagram. Cost there O(states x members^2). Throws
/// std::length_error where the table of sums exceeds the memory of the method, or the diagram or its counts are too
/// large.
SwingCounts swing_counts(const Rule& rule, const Exact& method = {});

/// Counts of all sizes together, in the same ways; of a weighted rule much quicker, and in less memory.
SwingTotals swing_totals(const Rule& rule, const Exact& method = {});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/definitions/swing_counts.hpp>
#endif
