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

/// The largest relative error of the nodes over the sizes.
inline double largest_error(const ReciprocalNodes& nodes, std::size_t least, std::size_t most) {
    double largest = 0;
    Eigen::ArrayXd power = nodes.masses * nodes.points.pow(static_cast<double>(least) - 1);
    for (std::size_t k = least; k <= most; ++k, power *= nodes.points) {
        const double error = std::abs(static_cast<double>(k) * power.sum() - 1);
        if (!(error <= largest)) largest = error;
    }
    return largest;
}

/// 1/k is the integral of y^(k - least) over [0, 1] under y^(least - 1) dy, a Beta(least, 1) density divided by least:
/// (most - least) / 2 + 1 Gauss-Jacobi points are exact. All terms are positive, so a sum over sets is as precise as
/// the worst size, and far fewer points are as good as exact where there are many sizes (18 instead of 201 for sizes
/// 300 to 700): those are taken whose worst size is within the rounding of y^most. Cost O(points^3).
inline ReciprocalNodes reciprocal_nodes(std::size_t least, std::size_t most) {
    const auto a = static_cast<double>(least);
    const double rounding = 2 * static_cast<double>(most) * std::numeric_limits<double>::epsilon();
    const std::size_t exact = gauss_points_for_degree(most - least);
    for (std::size_t count = std::min<std::size_t>(exact, 4);; count = std::min(exact, count + 1 + count / 16)) {
        const Quadrature rule = gauss_jacobi(count, a, 1);
        const ReciprocalNodes nodes{.points = rule.points, .masses = rule.masses / a * rule.points.pow(1 - a)};
        if (count == exact || largest_error(nodes, least, most) <= rounding) return nodes;
    }
}

}  // namespace stemgewicht::detail
