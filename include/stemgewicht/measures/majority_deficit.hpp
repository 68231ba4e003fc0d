#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/methods/standing.hpp>

namespace stemgewicht {

/// By how many heads the losing side outnumbers the winning one, on average over all motions, 0 where it does not: the
/// mean majority deficit [felsenthal_machover_1998].
///
/// On every motion the rule outvotes the losing side, and the simple majority the smaller one. The deficit is the
/// difference, so that its mean is the mean number of members whom the rule outvotes, less that of the simple majority.
/// Under ic it is half of what the rule's Banzhaf indices lack in sum from those of the simple majority. Cost and
/// errors: those of two calls of member_standings.
double majority_deficit(const Rule& rule, const VotingModel& model, const Method& method = Exact{});

/// The mean majority deficit by simulation; a target error applies to it.
Estimate estimated_majority_deficit(const Rule& rule, const LatentLaw& law, const MonteCarlo& method = {});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/definitions/majority_deficit.hpp>
#endif
