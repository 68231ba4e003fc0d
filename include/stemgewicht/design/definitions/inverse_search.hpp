#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/engines/banzhaf_target.hpp>
#include <stemgewicht/design/engines/distance_bounds.hpp>
#include <stemgewicht/design/engines/few_members_bound.hpp>
#include <stemgewicht/design/engines/weight_search.hpp>
#include <stemgewicht/design/inverse_search.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>

namespace stemgewicht {

STEMGEWICHT_DEFINITION DistanceBound distance_bound(const InverseProblem& problem) {
    check(problem);
    DistanceBound bound;
    const auto raise = [&](double least, std::string_view reason) {
        if (least > bound.least + equal_distances) bound = {.least = least, .reason = reason};
    };
    raise(detail::sum_bound(problem), "what the chances of all members can sum to");
    if (const std::optional<detail::BanzhafTarget> target = detail::banzhaf_target(problem)) {
        if (!target->shares) {
            raise(detail::square_bound(problem, *target), "the squares of the indices sum to 1 at most");
            raise(detail::majority_bound(problem, *target), "under majority their squares sum to 1/2 at least");
        }
        raise(detail::few_bound(problem, *target), "a few members with nearly all power have that of a small rule");
        raise(detail::swing_bound(problem, *target), "swings are whole numbers, all odd or all even");
    }
    const auto* index = std::get_if<Index>(&problem.measure);
    if (index != nullptr && text_of(*index).name == text_of(shapley_shubik).name)
        raise(detail::shapley_bound(problem), "orders of the members are whole numbers");
    return bound;
}

STEMGEWICHT_DEFINITION InverseAnswer inverse_search(const InverseProblem& problem, const SearchEffort& effort) {
    check(problem);
    if (!(effort.tolerance >= 0)) refuse("tolerance", "0 or more", effort.tolerance);
    const auto members = static_cast<Weight>(problem.target.size());
    if (problem.target.size() > maximum_searched_members)
        throw std::length_error("inverse_search: carries up to " + std::to_string(maximum_searched_members) +
                                " members, got " + std::to_string(members) +
                                "; of so many, power is nearly weight at the quota of optimal_quota");
    if (effort.largest_total < 64 * members || effort.largest_total > Weight{1} << 40)
        refuse("largest_total", std::to_string(64 * members) + "..2^40", effort.largest_total);
    const DistanceBound bound = distance_bound(problem);
    detail::WeightSearch search(problem, effort, bound.least);
    InverseAnswer answer;
    answer.rules = {search.run()};
    answer.lower_bound = std::min(bound.least, answer.distance());
    answer.reason = bound.reason;
    answer.proved = answer.gap() <= equal_distances;
    answer.compared = search.tried();
    return answer;
}

}  // namespace stemgewicht
