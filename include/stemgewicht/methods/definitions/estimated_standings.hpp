#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/choice/followable.hpp>
#include <stemgewicht/methods/simulation/estimated_standings.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

/// Means that are known without error, without draws.
inline JointEstimate exact_means(const Eigen::VectorXd& means) {
    return {.mean = means, .covariance = Eigen::MatrixXd::Zero(means.size(), means.size())};
}

/// The least chance to divide by: see least_condition; of chances that are known within an absolute error, 1e-7.
inline double least_divisor(const VotingModel& model, std::size_t member_count, const Method& method) {
    const double least = least_condition(model, member_count);
    return std::holds_alternative<Fourier>(method) ? std::max(least, 1e-7) : least;
}

inline JointEstimates exact_estimates(std::span<const Standing> standings, const Rule& rule, const VotingModel& model,
                                      const Method& method) {
    JointEstimates result;
    const double least = least_divisor(model, member_count(rule), method);
    for (const Standing& standing : standings) {
        result.groups.push_back(exact_estimate(standing));
        result.groups.back().least_divisor = least;
    }
    return result;
}

}  // namespace detail

STEMGEWICHT_DEFINITION JointEstimate exact_estimate(const Standing& standing) {
    return detail::exact_means(detail::feature_vector(std::span(&standing, 1)));
}

STEMGEWICHT_DEFINITION JointEstimates estimated_position_standings(const Rule& rule, std::span<const Rule> positions,
                                                                   const VotingModel& model, const Method& method,
                                                                   const LargestError& largest_error) {
    if (is_simulation(method))
        return estimated_position_standings(rule, positions, latent_law(model, member_count(rule)), method,
                                            largest_error);
    std::vector<WeightedRule> weighted;
    for (const Rule& position : positions)
        if (const auto* one = std::get_if<WeightedRule>(&position)) weighted.push_back(*one);
    if (weighted.size() == positions.size())
        return detail::exact_estimates(position_standings(rule, std::span<const WeightedRule>(weighted), model, method),
                                       rule, model, method);
    std::vector<Standing> standings;
    for (const Rule& position : positions) standings.push_back(position_standing(rule, position, model, method));
    return detail::exact_estimates(standings, rule, model, method);
}

STEMGEWICHT_DEFINITION JointEstimates estimated_member_standings(const Rule& rule, const VotingModel& model,
                                                                 const Method& method,
                                                                 const LargestError& largest_error) {
    if (is_simulation(method))
        return estimated_member_standings(rule, latent_law(model, member_count(rule)), method, largest_error);
    return detail::exact_estimates(member_standings(rule, model, method), rule, model, method);
}

STEMGEWICHT_DEFINITION JointEstimates estimated_standing_pair(const Rule& first, const Rule& second,
                                                              const Rule& position, const VotingModel& model,
                                                              const Method& method, const LargestError& largest_error) {
    if (is_simulation(method))
        return estimated_standing_pair(first, second, position, latent_law(model, member_count(first)), method,
                                       largest_error);
    const std::array both{position_standing(first, position, model, method),
                          position_standing(second, position, model, method)};
    JointEstimates result{.groups = {detail::exact_means(detail::feature_vector(both))}};
    result.groups.front().least_divisor = detail::least_divisor(model, member_count(first), method);
    return result;
}

STEMGEWICHT_DEFINITION JointEstimates estimated_position_standings(const Rule& rule, std::span<const Rule> positions,
                                                                   const LatentLaw& law, const Method& method,
                                                                   const LargestError& largest_error) {
    return advising(detail::followable(rule, method),
                    [&] { return detail::simulate_standings(rule, positions, law, method, largest_error); });
}

STEMGEWICHT_DEFINITION JointEstimates estimated_member_standings(const Rule& rule, const LatentLaw& law,
                                                                 const Method& method,
                                                                 const LargestError& largest_error) {
    return advising(detail::followable(rule, method),
                    [&] { return detail::simulate_member_standings(rule, law, method, largest_error); });
}

STEMGEWICHT_DEFINITION JointEstimates estimated_standing_pair(const Rule& first, const Rule& second,
                                                              const Rule& position, const LatentLaw& law,
                                                              const Method& method, const LargestError& largest_error) {
    return advising(detail::followable(first, method), [&] {
        return detail::simulate_standing_pair(first, second, position, law, method, largest_error);
    });
}

}  // namespace stemgewicht
