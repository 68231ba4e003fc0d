#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/counting/common_chance.hpp>
#include <stemgewicht/methods/counting/common_chance_pass.hpp>
#include <stemgewicht/methods/counting/costs.hpp>
#include <stemgewicht/methods/counting/forward_backward.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/homogeneous.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// Calls work(mass, law) for each node of a chance, with a law in which all members have it: tables of all members at
/// all nodes might not fit.
void each_node_law(const CommonChance& chance, std::size_t member_count,
                   const std::function<void(double mass, const VoteLaw& law)>& work);

/// Whether counting back and forth to the lesser of quota and blocking weight is quicker than counting once to the
/// larger one, as it is for a quota near nothing, or near everything.
bool prefers_lesser_quota(const std::vector<Weight>& weights, std::span<const Weight> quotas,
                          const LeaveOneOutPass& pass);

/// The classes that are not sure at some quota, from the lightest on, as many as are counted apart at no more than the
/// cost of a count of everyone for each quota at which one is not.
std::vector<std::size_t> unsure_classes(const WeightClasses& board, const LeaveOneOutSums& sums);

/// The standings of all members under a chance that they share, for each of some quotas, each member left out of one
/// count of all. Members of whom one chance may have lost more than one part in 4e12 to cancellation are counted again:
/// light ones apart from all others, and where that does not do, as for those who nearly have a veto, by the forward
/// and backward pass. Throws std::length_error where a count does not fit in `memory` bytes.
std::vector<std::vector<Standing>> common_standings(const std::vector<Weight>& weights, std::span<const Weight> quotas,
                                                    const CommonChance& chance, int threads, std::size_t memory);

/// Under Beta(a, b), with the nodes that the method asks for; equal members take none.
std::vector<std::vector<Standing>> common_standings(const std::vector<Weight>& weights, std::span<const Weight> quotas,
                                                    const HomogeneousVotes& model, const Exact& method);
std::vector<double> common_pass(const std::vector<Weight>& weights, std::span<const Weight> quotas,
                                const HomogeneousVotes& model, const Exact& method);

/// P(pass) for each of some quotas, under a chance that all members share.
std::vector<double> common_pass(const std::vector<Weight>& weights, std::span<const Weight> quotas,
                                const CommonChance& chance, int threads, std::size_t memory);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/counting/definitions/common_chance_standings.hpp>
#endif
