#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace stemgewicht::detail {

/// Points y and masses with sum of mass y^(k - 1) = 1/k for every size k in [least, most]. So a sum over sets of
/// 1/size is a sum over points of what a generating function by size takes there: no table by size is needed.
struct ReciprocalNodes {
    Eigen::ArrayXd points, masses;
};

/// Whether the relative error of the nodes over the sizes is at most `limit`.
inline bool are_within(double limit, const ReciprocalNodes& nodes, std::size_t least, std::size_t most) {
    Eigen::ArrayXd power = nodes.masses * nodes.points.pow(static_cast<double>(least) - 1);
    for (std::size_t k = least; k <= most; ++k, power *= nodes.points)
        if (!(std::abs(static_cast<double>(k) * power.sum() - 1) <= limit)) return false;
    return true;
}

/// 1/k is the integral of y^(k - 1) dy over [0, 1], and with y = u / d, d = u + c (1 - u), that of y^(k - 1) c / d^2
/// du. These are the Gauss-Jacobi points of u^(least - 1) du, given for the Beta(least, 1) density.
inline ReciprocalNodes reciprocal_nodes(std::size_t least, const Quadrature& rule, double c) {
    const auto a = static_cast<double>(least);
    const Eigen::ArrayXd d = rule.points + c * (1 - rule.points);
    return {.points = rule.points / d, .masses = c / a * rule.masses / d.square() * rule.points.pow(1 - a)};
}

/// (most - least) / 2 + 1 points are exact with c = 1. All terms are positive, so a sum over sets is as precise as the
/// worst size, and far fewer points are as good as exact where there are many sizes: those are taken whose worst size
/// is within the rounding of y^most. Powers of y change most near 1, by steps of the order of 1 / most: a smaller c
/// brings points there that would lie near 0 (20 points instead of 38 for sizes 1 to 182, 11 instead of 18 for 300 to
/// 700). Cost O(points^3 + points^2 x sizes).
inline ReciprocalNodes reciprocal_nodes(std::size_t least, std::size_t most) {
    const double rounding = 2 * static_cast<double>(most) * std::numeric_limits<double>::epsilon();
    const std::size_t exact = gauss_points_for_degree(most - least);
    for (std::size_t count = std::min<std::size_t>(exact, 4);; count = std::min(exact, count + 1 + count / 16)) {
        const Quadrature rule = gauss_jacobi(count, static_cast<double>(least), 1);
        for (const double c : {1.0, 0.7, 0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.07, 0.05}) {
            ReciprocalNodes nodes = reciprocal_nodes(least, rule, c);
            if ((count == exact && c == 1) || are_within(rounding, nodes, least, most)) return nodes;
        }
    }
}

}  // namespace stemgewicht::detail
