#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/counting/common_chance.hpp>
#include <stemgewicht/methods/fourier/classed_board.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <optional>

namespace stemgewicht::detail {

/// The part of the standings under a common chance that the nodes about 1/2 make: those at which the rarer vote has a
/// chance of `rarest` or more; 1 where there are none.
struct SummedNodes {
    CertifiedStandings part;
    double rarest = 1;
};

/// Sums nodes from 1/2 outwards, each chance within `error`, as far as few frequencies matter, and as are sieved in so
/// many seconds: one set of frequencies for all of them, as the factors of all members fall towards 1/2. A node and its
/// mirror image are one law with two quotas: that, and the weight that blocks.
SummedNodes summed_nodes(const WeightedRule& rule, const CommonChance& nodes, double error, double seconds,
                         int threads = 1);

/// All nodes: what summed_nodes leaves, near 0 and 1, where few members say yes, or few no, and the frequencies are
/// many, is counted (LeaveOneOutPass), with a bound on what is dropped, and eight units of rounding reckoned with.
/// Nothing where no node is summed. Throws std::length_error where a count does not fit in the memory.
std::optional<CertifiedStandings> summed_and_counted(const WeightedRule& rule, const CommonChance& nodes, double error,
                                                     double seconds, int threads, std::size_t memory);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/fourier/definitions/summed_nodes.hpp>
#endif
