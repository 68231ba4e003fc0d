#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/engines/read_standing.hpp>
#include <stemgewicht/measures/outvoted.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace stemgewicht {

namespace detail {

inline Outvoted<> read(const Standing& standing, Ties ties, double least) {
    return read_standing<double>({.yes_pass = standing.yes_pass,
                                  .yes_fail = standing.yes_fail,
                                  .tied_pass = standing.tied_pass,
                                  .tied_fail = standing.tied_fail,
                                  .no_pass = standing.no_pass,
                                  .no_fail = standing.no_fail,
                                  .decisive = standing.decisive},
                                 ties, least);
}

inline Outvoted<Formula> read(const JointEstimate& joint, Ties ties, std::size_t place) {
    return read_standing(cells_of(joint, place), ties, joint.least_divisor);
}

}  // namespace detail

STEMGEWICHT_DEFINITION Outvoted<> outvoted(const Standing& standing, Ties ties) {
    return detail::read(standing, ties, 1e-290);
}

STEMGEWICHT_DEFINITION OutvotedEstimate estimated_outvoted(const JointEstimate& joint, Ties ties, std::size_t place) {
    return detail::estimates_of(joint, detail::read(joint, ties, place));
}

STEMGEWICHT_DEFINITION Estimate estimated_difference(const JointEstimate& joint, Ties ties) {
    return joint.estimate(detail::read(joint, ties, 1).outvoted - detail::read(joint, ties, 0).outvoted);
}

STEMGEWICHT_DEFINITION LargestError outvoted_error(Ties ties) {
    return [ties](const std::vector<JointEstimate>& groups) {
        double largest = 0;
        for (const JointEstimate& group : groups)
            largest = std::max(largest, group.estimate(detail::read(group, ties, 0).outvoted).error);
        return largest;
    };
}

STEMGEWICHT_DEFINITION LargestError difference_error(Ties ties) {
    return [ties](const std::vector<JointEstimate>& groups) { return estimated_difference(groups[0], ties).error; };
}

STEMGEWICHT_DEFINITION Outvoted<> outvoted(const Rule& decision, const Rule& position, const VotingModel& model,
                                           const Method& method, Ties ties) {
    return detail::read(position_standing(decision, position, model, method), ties,
                        least_condition(model, member_count(decision)));
}

STEMGEWICHT_DEFINITION std::vector<Outvoted<>> outvoted_members(const Rule& decision, const VotingModel& model,
                                                                const Method& method) {
    std::vector<Outvoted<>> result;
    const double least = least_condition(model, member_count(decision));
    for (const Standing& standing : member_standings(decision, model, method))
        result.push_back(detail::read(standing, Ties::excluded, least));
    return result;
}

namespace detail {

inline std::vector<OutvotedEstimate> all_outvoted(const JointEstimates& estimates, Ties ties) {
    std::vector<OutvotedEstimate> result;
    for (const JointEstimate& group : estimates.groups) {
        result.push_back(estimated_outvoted(group, ties));
        result.back().reached = estimates.reached;
    }
    return result;
}

template <class Law>
std::vector<OutvotedEstimate> all_positions(const Rule& decision, std::span<const Rule> positions, const Law& law,
                                            const Method& method, Ties ties) {
    return all_outvoted(estimated_position_standings(decision, positions, law, method, outvoted_error(ties)), ties);
}

template <class Law>
std::vector<OutvotedEstimate> all_members(const Rule& decision, const Law& law, const Method& method) {
    return all_outvoted(estimated_member_standings(decision, law, method, outvoted_error(Ties::excluded)),
                        Ties::excluded);
}

template <class Law>
OutvotedComparison compared(const Rule& first, const Rule& second, const Rule& position, const Law& law,
                            const Method& method, Ties ties) {
    const JointEstimates estimates =
        estimated_standing_pair(first, second, position, law, method, difference_error(ties));
    const JointEstimate& joint = estimates.groups[0];
    OutvotedComparison result{.first = estimated_outvoted(joint, ties, 0),
                              .second = estimated_outvoted(joint, ties, 1),
                              .difference = estimated_difference(joint, ties),
                              .reached = estimates.reached};
    result.first.reached = result.second.reached = estimates.reached;
    return result;
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::vector<OutvotedEstimate> estimated_outvoted(const Rule& decision,
                                                                        std::span<const Rule> positions,
                                                                        const VotingModel& model, const Method& method,
                                                                        Ties ties) {
    return detail::all_positions(decision, positions, model, method, ties);
}
STEMGEWICHT_DEFINITION OutvotedEstimate estimated_outvoted(const Rule& decision, const Rule& position,
                                                           const VotingModel& model, const Method& method, Ties ties) {
    return detail::all_positions(decision, std::span(&position, 1), model, method, ties).front();
}
STEMGEWICHT_DEFINITION std::vector<OutvotedEstimate> estimated_outvoted_members(const Rule& decision,
                                                                                const VotingModel& model,
                                                                                const Method& method) {
    return detail::all_members(decision, model, method);
}

STEMGEWICHT_DEFINITION std::vector<OutvotedEstimate> estimated_outvoted(const Rule& decision,
                                                                        std::span<const Rule> positions,
                                                                        const LatentLaw& law, const Method& method,
                                                                        Ties ties) {
    return detail::all_positions(decision, positions, law, method, ties);
}
STEMGEWICHT_DEFINITION OutvotedEstimate estimated_outvoted(const Rule& decision, const Rule& position,
                                                           const LatentLaw& law, const Method& method, Ties ties) {
    return detail::all_positions(decision, std::span(&position, 1), law, method, ties).front();
}
STEMGEWICHT_DEFINITION std::vector<OutvotedEstimate> estimated_outvoted_members(const Rule& decision,
                                                                                const LatentLaw& law,
                                                                                const Method& method) {
    return detail::all_members(decision, law, method);
}

STEMGEWICHT_DEFINITION Estimate estimated_pass_probability(const Rule& rule, const VotingModel& model,
                                                           const Method& method) {
    if (is_simulation(method)) return estimated_pass_probability(rule, latent_law(model, member_count(rule)), method);
    return {.value = pass_probability(rule, model, method), .error = 0, .draws = 0};
}
STEMGEWICHT_DEFINITION Estimate estimated_pass_probability(const Rule& rule, const LatentLaw& law,
                                                           const Method& method) {
    const Eigen::VectorXd cells = (Eigen::VectorXd(standing_means) << 1, 0, 1, 0, 1, 0, 0).finished();
    const Rule position = member_position(0, law.member_count());
    const JointEstimates estimates = estimated_position_standings(
        rule, std::span(&position, 1), law, method,
        [&](const std::vector<JointEstimate>& groups) { return groups[0].sum(cells).error; });
    return estimates.groups[0].sum(cells);
}

STEMGEWICHT_DEFINITION OutvotedComparison compare_outvoted(const Rule& first, const Rule& second, const Rule& position,
                                                           const VotingModel& model, const Method& method, Ties ties) {
    return detail::compared(first, second, position, model, method, ties);
}
STEMGEWICHT_DEFINITION OutvotedComparison compare_outvoted(const Rule& first, const Rule& second, const Rule& position,
                                                           const LatentLaw& law, const Method& method, Ties ties) {
    return detail::compared(first, second, position, law, method, ties);
}

}  // namespace stemgewicht
