#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/counting/ranged_standing.hpp>
#include <stemgewicht/methods/fourier/classed_board.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/models/vote_law.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// Calls work(mass, chances of yes) for each combination of the nodes of the factors, given which all votes are
/// independent. Throws std::length_error, with what carries the rule, where there are more than 4,096.
void each_independent(const WeightedRule& rule, const VoteLaw& law,
                      const std::function<void(double mass, const std::vector<double>& yes)>& work);

/// The standing of every member. Throws std::length_error where too many frequencies matter.
CertifiedStandings certified_standings(const WeightedRule& rule, const VoteLaw& law, const Fourier& method);

/// The same where each chance holds to 1e-12 of itself; nothing where that is not reached, or not in `seconds`. For
/// votes that are independent with fixed chances.
std::optional<std::vector<Standing>> sharp_standings(const WeightedRule& rule, const VoteLaw& law, double seconds,
                                                     int threads = 1);

/// Decisive chances and P(pass) as ranges, under any model.
RangedPower fourier_power(const WeightedRule& rule, const VotingModel& model, const Fourier& method);

/// Refuses a target that is not above 0 and below 1, and a time that is not above 0.
void check_error(const Fourier& method);

// What methods/standing.hpp declares, for weighted rules.
double pass_probability(const WeightedRule& rule, const VoteLaw& law, const Fourier& method);
std::vector<Standing> member_standings(const WeightedRule& rule, const VoteLaw& law, const Fourier& method);
std::vector<Standing> position_standings(const WeightedRule& rule, std::span<const WeightedRule> positions,
                                         const VoteLaw& law, const Fourier& method);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/fourier/definitions/fourier_standings.hpp>
#endif
