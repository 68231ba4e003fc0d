#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/design/mandate_regime.hpp>
#include <stemgewicht/measures/outvoted.hpp>

#include <span>
#include <vector>

namespace stemgewicht {

/// The standing of every council under every regime: by regime, then council. Cost for each node of the model: councils
/// x 2^councils x (members / councils) x quota. Throws std::length_error where the nodes of the model or the tables
/// exceed the limits of the method; monte_carlo then carries it. The threads are those of the method.
std::vector<Standing> mandate_standings(const WeightedRule& assembly, std::span<const Block> councils,
                                        const VotingModel& model, const Exact& method = {});

/// What each council risks under each regime, by Exact or MonteCarlo. A simulation looks at all regimes on the same
/// motions, so that the error of a change is far below that of the risks; a target error applies to all changes, and
/// each motion costs councils x 2^councils. Throws as mandate_standings and check_mandates do, and
/// std::invalid_argument for another method.
MandateRisks mandate_risks(const WeightedRule& assembly, std::span<const Block> councils, const VotingModel& model,
                           const Method& method = Exact{}, Ties ties = Ties::excluded);

/// What each council risks under each regime, simulated under a law of your own.
MandateRisks mandate_risks(const WeightedRule& assembly, std::span<const Block> councils, const LatentLaw& law,
                           const MonteCarlo& method, Ties ties = Ties::excluded);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/mandates.hpp>
#endif
