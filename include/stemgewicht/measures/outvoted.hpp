#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace stemgewicht {

/// What is made of motions on which a position is tied, such as a council that is evenly split.
enum class Ties {
    excluded,  ///< left out: chances are given that the position is not tied
    against,   ///< a tie is a no, as in law a tied motion is rejected
    coin,      ///< a tie is a yes or a no, with equal chance
};

/// How often a position and the decision disagree, under one convention for ties. To be outvoted is to disagree with
/// the decision: to be overruled by one that passes, or blocked by one that fails. Number: double where exact, Estimate
/// where simulated. What is given an event is empty where that never occurs, or with a chance below least_condition.
template <class Number = double>
struct Outvoted {
    Number outvoted{};   ///< overruled + blocked
    Number overruled{};  ///< P(passes, position no)
    Number blocked{};    ///< P(fails, position yes)
    Number success{};    ///< 1 - outvoted
    Number decisive{};   ///< P(passes with all holders for) - P(passes with all against)
    Number luck{};       ///< success - decisive [laruelle_valenciano_2008]
    Number tied{};       ///< P(position tied), whatever the convention
    Number pass{};       ///< P(pass), whatever the convention
    std::optional<Number> outvoted_if_yes{}, outvoted_if_no{};     ///< given the position
    std::optional<Number> outvoted_if_pass{}, outvoted_if_fail{};  ///< given the decision
    Standing standing{};  ///< the joint law that all of this is computed from; where simulated, its means
    bool reached = true;  ///< whether a target error was reached in the draws allowed
};
using OutvotedEstimate = Outvoted<Estimate>;

/// Reads a standing under a convention for ties. Throws std::invalid_argument if ties are excluded and nothing is left.
Outvoted<> outvoted(const Standing& standing, Ties ties = Ties::excluded);

/// Reads estimates of standings likewise: that with this place in the group.
OutvotedEstimate estimated_outvoted(const JointEstimate& joint, Ties ties = Ties::excluded, std::size_t place = 0);

/// The chance to be outvoted under the second standing of a group less that under the first.
Estimate estimated_difference(const JointEstimate& joint, Ties ties = Ties::excluded);

/// How often the holders of a position are outvoted: the chance that two rules on the same electorate disagree.
/// The position may be any rule over the same members: it is yes where it wins, no where the members against would win,
/// tied otherwise. Throws as position_standing does.
Outvoted<> outvoted(const Rule& decision, const Rule& position, const VotingModel& model,
                    const Method& method = Exact{}, Ties ties = Ties::excluded);

/// How often each member is outvoted; its position is its own vote, which is never tied.
std::vector<Outvoted<>> outvoted_members(const Rule& decision, const VotingModel& model,
                                         const Method& method = Exact{});

// By simulation. With a target error, it goes on until the chance to be outvoted has it, for every position;
// where it has not at the most draws allowed, `reached` is false. Any method is taken; one that is exact gives values
// without draws and errors.

/// How often the holders of each position are outvoted by a decision, on the same draws. Throws std::invalid_argument
/// for a run without draws and input that does not fit, and where ties are excluded and nothing is left.
std::vector<OutvotedEstimate> estimated_outvoted(const Rule& decision, std::span<const Rule> positions,
                                                 const VotingModel& model, const Method& method = MonteCarlo{},
                                                 Ties ties = Ties::excluded);
OutvotedEstimate estimated_outvoted(const Rule& decision, const Rule& position, const VotingModel& model,
                                    const Method& method = MonteCarlo{}, Ties ties = Ties::excluded);

/// How often each member is outvoted.
std::vector<OutvotedEstimate> estimated_outvoted_members(const Rule& decision, const VotingModel& model,
                                                         const Method& method = MonteCarlo{});

// Under a law of your own.
std::vector<OutvotedEstimate> estimated_outvoted(const Rule& decision, std::span<const Rule> positions,
                                                 const LatentLaw& law, const Method& method = MonteCarlo{},
                                                 Ties ties = Ties::excluded);
OutvotedEstimate estimated_outvoted(const Rule& decision, const Rule& position, const LatentLaw& law,
                                    const Method& method = MonteCarlo{}, Ties ties = Ties::excluded);
std::vector<OutvotedEstimate> estimated_outvoted_members(const Rule& decision, const LatentLaw& law,
                                                         const Method& method = MonteCarlo{});
Estimate estimated_pass_probability(const Rule& rule, const LatentLaw& law, const Method& method = MonteCarlo{});

/// P(pass); a target error applies to it.
Estimate estimated_pass_probability(const Rule& rule, const VotingModel& model, const Method& method = MonteCarlo{});

// Where the method is known to simulate, the names of exact answers give estimates.
template <class M>
concept SimulationMethod = std::same_as<M, MonteCarlo> || std::same_as<M, Conditional>;

template <SimulationMethod M>
OutvotedEstimate outvoted(const Rule& decision, const Rule& position, const VotingModel& model, const M& method,
                          Ties ties = Ties::excluded) {
    return estimated_outvoted(decision, position, model, method, ties);
}
template <SimulationMethod M>
std::vector<OutvotedEstimate> outvoted_members(const Rule& decision, const VotingModel& model, const M& method) {
    return estimated_outvoted_members(decision, model, method);
}
template <SimulationMethod M>
Estimate pass_probability(const Rule& rule, const VotingModel& model, const M& method) {
    return estimated_pass_probability(rule, model, method);
}

/// Two decisions on the same motions: how often the holders of a position are outvoted under each, and the difference,
/// whose error is far below those of the two where they mostly decide alike.
struct OutvotedComparison {
    OutvotedEstimate first, second;
    Estimate difference;  ///< second - first, in the chance to be outvoted
    bool reached = true;  ///< whether the difference reached the target error
};

/// Compares two decisions by common random numbers. A target error applies to the difference.
OutvotedComparison compare_outvoted(const Rule& first, const Rule& second, const Rule& position,
                                    const VotingModel& model, const Method& method = MonteCarlo{},
                                    Ties ties = Ties::excluded);
OutvotedComparison compare_outvoted(const Rule& first, const Rule& second, const Rule& position, const LatentLaw& law,
                                    const Method& method = MonteCarlo{}, Ties ties = Ties::excluded);

/// What a target error applies to where standings are read with `estimated_outvoted`: the largest of their chances to
/// be outvoted, and of a pair their difference.
LargestError outvoted_error(Ties ties);
LargestError difference_error(Ties ties);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/definitions/outvoted.hpp>
#endif
