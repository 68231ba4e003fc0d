#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/simulation/check_simulated.hpp>
#include <stemgewicht/methods/simulation/conditional.hpp>
#include <stemgewicht/methods/simulation/monte_carlo.hpp>
#include <stemgewicht/methods/simulation/plane_features.hpp>

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// Turns the features of standings into their means: the first cell is what the others leave of 1, and the decisive
/// chance the difference of the chances to pass with all holders for and against.
inline JointEstimate means_of_features(const JointEstimate& features) {
    constexpr auto size = static_cast<Eigen::Index>(standing_features),
                   means = static_cast<Eigen::Index>(standing_means);
    const Eigen::Index standings = features.mean.size() / size;
    Eigen::MatrixXd map = Eigen::MatrixXd::Zero(standings * means, features.mean.size());
    Eigen::VectorXd constant = Eigen::VectorXd::Zero(standings * means);
    for (Eigen::Index s = 0; s < standings; ++s) {
        constant[means * s] = 1;
        map.block(means * s, size * s, 1, 5).setConstant(-1);
        map.block(means * s + 1, size * s, 5, 5).setIdentity();
        map(means * s + 6, size * s + 5) = 1;
        map(means * s + 6, size * s + 6) = -1;
    }
    return {.mean = constant + map * features.mean,
            .covariance = map * features.covariance * map.transpose(),
            .draws = features.draws,
            .resolution = features.resolution};
}

inline JointEstimates simulate_planes(const LatentLaw& law, const MonteCarlo& method, std::size_t groups,
                                      std::size_t size, const PlaneFeatures& features,
                                      const LargestError& largest_error) {
    const auto converted = [](const std::vector<JointEstimate>& all) {
        std::vector<JointEstimate> result;
        for (const JointEstimate& each : all) result.push_back(means_of_features(each));
        return result;
    };
    JointEstimates result =
        simulate_features(law, method, {groups, size * standing_features, standing_cells}, features,
                          [&](const std::vector<JointEstimate>& all) { return largest_error(converted(all)); });
    result.groups = converted(result.groups);
    return result;
}

/// Several sources of planes on the same motions.
inline PlaneFeatures side_by_side(std::vector<PlaneFeatures> sources) {
    return [sources = std::move(sources)](std::span<const Plane> votes, std::span<Plane> features) mutable {
        for (std::size_t k = 0; k < sources.size(); ++k)
            sources[k](votes, features.subspan(k * standing_features, standing_features));
    };
}

/// `groups` groups of `size` standings each, all on the same draws. `planes(k)` gives where the standing
/// k comes from, `given()` where all of them do.
template <class Planes, class Given>
JointEstimates simulate_groups(const LatentLaw& law, const Method& method, std::size_t groups, std::size_t size,
                               const Planes& planes, const Given& given, const LargestError& largest_error) {
    if (const auto* motions = std::get_if<MonteCarlo>(&method)) {
        std::vector<PlaneFeatures> sources;
        for (std::size_t k = 0; k < groups * size; ++k) sources.push_back(planes(k));
        return simulate_planes(law, *motions, groups, size, side_by_side(std::move(sources)), largest_error);
    }
    const auto* latents = std::get_if<Conditional>(&method);
    if (!latents) refuse_method(method, "monte_carlo or conditional");
    return simulate_given(law, *latents, given(), groups * size, size, largest_error);
}

/// The standing of each position under a decision: one group each. Throws std::invalid_argument for input that does not
/// fit, std::length_error where Conditional cannot count the rule.
inline JointEstimates simulate_standings(const Rule& decision, std::span<const Rule> positions, const LatentLaw& law,
                                         const Method& method, const LargestError& largest_error) {
    check_simulated(decision, law);
    for (const Rule& position : positions) check_position(position, law.member_count());
    return simulate_groups(
        law, method, positions.size(), 1,
        [&](std::size_t k) { return standing_plane_features(decision, positions[k]); },
        [&] { return given_chances_of_all(decision, positions); }, largest_error);
}

/// The standing of every member: one group each.
inline JointEstimates simulate_member_standings(const Rule& decision, const LatentLaw& law, const Method& method,
                                                const LargestError& largest_error) {
    check_simulated(decision, law);
    if (const auto* motions = std::get_if<MonteCarlo>(&method))
        return simulate_planes(law, *motions, law.member_count(), 1, member_plane_features(decision), largest_error);
    const auto* latents = std::get_if<Conditional>(&method);
    if (!latents) refuse_method(method, "monte_carlo or conditional");
    return simulate_given(law, *latents, members_given_chances(decision), law.member_count(), 1, largest_error);
}

/// The standings of one position under two decisions, on the same draws: one group of both.
inline JointEstimates simulate_standing_pair(const Rule& first, const Rule& second, const Rule& position,
                                             const LatentLaw& law, const Method& method,
                                             const LargestError& largest_error) {
    check_simulated(first, law);
    check_simulated(second, law);
    check_position(position, law.member_count());
    return simulate_groups(
        law, method, 1, 2,
        [&](std::size_t k) {
            return k == 0 ? standing_plane_features(first, position) : standing_plane_features(second, position);
        },
        [&] { return side_by_side({given_chances(first, position), given_chances(second, position)}); }, largest_error);
}

}  // namespace stemgewicht::detail
