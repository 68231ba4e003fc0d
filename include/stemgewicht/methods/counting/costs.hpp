#pragma once

#include <stemgewicht/core/engine.hpp>

#include <cmath>
#include <cstddef>

/// What the ways to count a weighted rule cost: the one place by which methods choose between them. The constants are
/// seconds measured on one core with AVX2 at 2 to 3 GHz; only their ratios matter, and what is right stays right if
/// they are off. Transforms are not among the ways: at 20,000 members with weights to 100 a direct count took 0.16 s
/// and two transforms of its length alone 0.06 s, so that the products of a tree of transforms lose; and they would
/// spoil small chances, which a direct count keeps to their last digits.
namespace stemgewicht::detail {

/// One count of the members for each node of their common chance: a seventh of a nanosecond a member and weight.
inline double seconds_by_leave_one_out(double nodes, double members, double weights) {
    return 0.14e-9 * nodes * members * weights;
}

/// One such count for many quotas: each takes a short sum for each of the distinct weights, of all weights together.
inline double seconds_by_curve(double members, double weights, double quotas) {
    return seconds_by_leave_one_out(1, members, weights) + 0.3e-9 * quotas * weights;
}

/// How many such counts the forward and backward pass to the lesser of quota and blocking weight is worth.
inline constexpr std::size_t forward_backward_counts = 8;

/// Two halves of the members: 30 nanoseconds a set of one of them, 70 where sets are told apart by size.
inline double seconds_by_halves(std::size_t members, bool by_size) {
    return std::ldexp(by_size ? 70e-9 : 30e-9, static_cast<int>(members + 1) / 2 + 1);
}

/// Modular counts: for each pass its start, the additions, and the words of the table, which are fetched, filled and
/// summed.
inline double seconds_by_residues(double passes, double additions, double words) {
    return passes * (2e-6 + 3e-10 * additions + 3e-9 * words);
}

/// A decision diagram, for each state of which so many numbers are added up, of one word or of several.
inline double seconds_by_diagram(double states, double numbers, bool fits_word) {
    return 1e-5 + states * (3e-7 + numbers * (fits_word ? 1e-9 : 3e-8));
}

/// Sums over the frequencies that matter (methods/fourier) take milliseconds where they are few, as they are from some
/// 100 members on: with 256 members they are quicker than a count that takes 1 ms, with 128 than one of some ms, with
/// 96 both took 40 ms, and with fewer nearly all frequencies matter (benchmarks/RESULTS.md). Below so long a count none
/// is tried; an attempt that takes too long ends after half of the time of the count, or 20 ms.
/// Under a common chance each node takes some time for each member besides, whatever the weights.
inline constexpr std::size_t least_members_of_waves = 60;
inline constexpr double most_seconds_of_waves = 2;
inline double least_seconds_for_waves(std::size_t members) { return members < 100 ? 0.04 : 0.01; }
inline double seconds_beside_frequencies(double nodes, double members) { return 5e-8 * nodes * members; }

/// Whether a few members with large weights have fewer sets than there are members and weights to count.
inline bool fewer_sets_than_weights(std::size_t members, std::size_t quota) {
    return members < 60 &&
           static_cast<double>(std::size_t{2} << members) < static_cast<double>(quota) * static_cast<double>(members);
}

}  // namespace stemgewicht::detail
