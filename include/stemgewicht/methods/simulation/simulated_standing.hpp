#pragma once

#include <stemgewicht/methods/simulation/conditional.hpp>
#include <stemgewicht/methods/method.hpp>
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

namespace stemgewicht {

template <class M>
concept SimulationMethod = std::same_as<M, MonteCarlo> || std::same_as<M, Conditional>;

/// Simulated standings in groups: the means of a group are those of its standings in turn, seven each, namely the six
/// cells in the order of Standing and the decisive chance.
inline constexpr std::size_t standing_means = 7;

namespace detail {

template <AnyRule R>
void check_simulated(const R& rule, const LatentLaw& law) {
    if constexpr (!is_own_rule<R>) check(rule);
    check(law);
    if (law.member_count() != member_count(rule))
        refuse("law.members", "one for each of the " + std::to_string(member_count(rule)) + " members",
               law.member_count());
}

template <AnyRule P>
void check_simulated_position(const P& position, std::size_t members) {
    if constexpr (std::is_same_v<P, Rule>)
        std::visit([&](const auto& p) { check_position(p, members); }, position);
    else if constexpr (!is_own_rule<P>)
        check_position(position, members);
    else if (position.member_count() != members)
        refuse("position", "a rule over the " + std::to_string(members) + " members of the decision",
               position.member_count());
}

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

template <class LargestError>
Simulated simulate_planes(const LatentLaw& law, const MonteCarlo& method, std::size_t groups, std::size_t size,
                          const PlaneFeatures& features, const LargestError& largest_error) {
    const auto converted = [](const std::vector<JointEstimate>& all) {
        std::vector<JointEstimate> result;
        for (const JointEstimate& each : all) result.push_back(means_of_features(each));
        return result;
    };
    Simulated result =
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

/// Several sources of standings at the same points.
inline GivenChances side_by_side(std::vector<GivenChances> sources) {
    return [sources = std::move(sources)](const LaneTable& yes, const Lanes& mass, std::span<Standing> sums) mutable {
        for (std::size_t k = 0; k < sources.size(); ++k) sources[k](yes, mass, sums.subspan(k, 1));
    };
}

/// `groups` groups of `size` standings each, all on the same draws. `source(k)` gives where the standing k comes from.
template <SimulationMethod M, class Planes, class Given, class LargestError>
Simulated simulate_groups(const LatentLaw& law, const M& method, std::size_t groups, std::size_t size,
                          const Planes& planes, const Given& given, const LargestError& largest_error) {
    if constexpr (std::same_as<M, MonteCarlo>) {
        std::vector<PlaneFeatures> sources;
        for (std::size_t k = 0; k < groups * size; ++k) sources.push_back(planes(k));
        return simulate_planes(law, method, groups, size, side_by_side(std::move(sources)), largest_error);
    } else {
        std::vector<GivenChances> sources;
        for (std::size_t k = 0; k < groups * size; ++k) sources.push_back(given(k));
        return simulate_given(law, method, side_by_side(std::move(sources)), groups * size, size, largest_error);
    }
}

}  // namespace detail

/// The standing of each position under a decision: one group each. With a target error, `largest_error(groups)` is what
/// must reach it. Throws std::invalid_argument for input that does not fit, std::length_error where Conditional cannot
/// count the rule.
template <AnyRule R, AnyRule P, SimulationMethod M, class LargestError>
Simulated simulate_standings(const R& decision, std::span<const P> positions, const LatentLaw& law, const M& method,
                             const LargestError& largest_error) {
    detail::check_simulated(decision, law);
    for (const P& position : positions) detail::check_simulated_position(position, law.member_count());
    return detail::simulate_groups(
        law, method, positions.size(), 1,
        [&](std::size_t k) { return standing_plane_features(decision, positions[k]); },
        [&](std::size_t k) { return given_chances(decision, positions[k]); }, largest_error);
}

/// The standing of every member: one group each.
template <AnyRule R, SimulationMethod M, class LargestError>
Simulated simulate_member_standings(const R& decision, const LatentLaw& law, const M& method,
                                    const LargestError& largest_error) {
    detail::check_simulated(decision, law);
    if constexpr (std::same_as<M, MonteCarlo>)
        return detail::simulate_planes(law, method, law.member_count(), 1, member_plane_features(decision),
                                       largest_error);
    else
        return detail::simulate_given(law, method, members_given_chances(decision), law.member_count(), 1,
                                      largest_error);
}

/// The standings of one position under two decisions, on the same draws: one group of both.
template <AnyRule A, AnyRule B, AnyRule P, SimulationMethod M, class LargestError>
Simulated simulate_standing_pair(const A& first, const B& second, const P& position, const LatentLaw& law,
                                 const M& method, const LargestError& largest_error) {
    detail::check_simulated(first, law);
    detail::check_simulated(second, law);
    detail::check_simulated_position(position, law.member_count());
    return detail::simulate_groups(
        law, method, 1, 2,
        [&](std::size_t k) {
            return k == 0 ? standing_plane_features(first, position) : standing_plane_features(second, position);
        },
        [&](std::size_t k) { return k == 0 ? given_chances(first, position) : given_chances(second, position); },
        largest_error);
}

}  // namespace stemgewicht
