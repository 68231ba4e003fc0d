#pragma once

#include <stemgewicht/measures/simulated.hpp>

#include <span>
#include <string>
#include <variant>

namespace stemgewicht {

/// How a risk is computed: exactly, or by simulation.
using RiskMethod = std::variant<Exact, DecisionDiagram, Enumerate, MonteCarlo, Conditional>;

/// The name of a method as the command line and the tables write it.
std::string method_name(const RiskMethod& method);

/// Whether answers of the method have an error.
inline bool is_simulation(const RiskMethod& method) {
    return std::holds_alternative<MonteCarlo>(method) || std::holds_alternative<Conditional>(method);
}

/// The standing of each position under a decision, by any method: one group each, to be read by `estimated_outvoted`.
/// Exact standings have no draws and no error. A target error is asked of the chances to be outvoted under `ties`.
/// Compiled once for the rules of the library; throws as `outvoted` and `simulate_outvoted` do.
Simulated position_estimates(const Rule& decision, std::span<const WeightedRule> positions, const VotingModel& model,
                             const RiskMethod& method, Ties ties = Ties::excluded);

/// The standing of each member, whose position is its own vote.
Simulated member_estimates(const Rule& decision, const VotingModel& model, const RiskMethod& method);

/// The standings of a position under two decisions on the same draws: one group of both, for `estimated_difference`.
Simulated paired_estimates(const Rule& first, const Rule& second, const WeightedRule& position,
                           const VotingModel& model, const RiskMethod& method, Ties ties = Ties::excluded);

}  // namespace stemgewicht
