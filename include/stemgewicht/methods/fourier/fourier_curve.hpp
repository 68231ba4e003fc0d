#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/vote_law.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <optional>
#include <span>
#include <vector>

namespace stemgewicht::detail {

// Many quotas of one board under fixed chances of yes. Of a standing pass(), fail() and the decisive chance are given
// here, of which power is made, and nothing of the member's own vote.

/// The standings of all members for each of some quotas, from one set of frequencies. Throws std::length_error where
/// too many matter.
std::vector<std::vector<Standing>> fourier_curve(const std::vector<Weight>& weights, std::span<const Weight> quotas,
                                                 const VoteLaw& law, const Fourier& method);

/// The same where each of these chances holds to 1e-12 of itself, from some sets of frequencies: those near the mean
/// share one, and those where a motion, or its failure, is rare a tilted one with their neighbours. Nothing for quotas
/// where that is not reached, or not in about `seconds` for a set.
std::vector<std::optional<std::vector<Standing>>> sharp_curve(const std::vector<Weight>& weights,
                                                              std::span<const Weight> quotas, const VoteLaw& law,
                                                              double seconds);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/fourier/definitions/fourier_curve.hpp>
#endif
