#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/counting/common_chance.hpp>
#include <stemgewicht/methods/counting/ranged_standing.hpp>
#include <stemgewicht/methods/fourier/tail_chances.hpp>
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

/// Standings, and for each of their chances a bound on its error; `error` is what the target applies to.
struct CertifiedStandings {
    std::vector<Standing> standings, errors;
    double error = 0;
};

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
