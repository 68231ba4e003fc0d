#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>

#include <Eigen/Core>

#include <cstddef>

namespace stemgewicht::detail {

/// Points of [0, 1] with a mass each; the masses sum to 1.
struct Quadrature {
    Eigen::ArrayXd points;
    Eigen::ArrayXd masses;
};

/// The fewest Gauss points that integrate a polynomial of `degree` exactly.
constexpr std::size_t gauss_points_for_degree(std::size_t degree) { return degree / 2 + 1; }

/// Gauss-Legendre points that integrate each product p^k (1 - p)^(degree - k) over [0, 1] to its last digits. Such a
/// product is a bump at least 1 / sqrt(degree) wide or so, and 4 sqrt(degree) + 2 points see all of it; the relative
/// error is then that of rounding (at most 2e-14 at a degree of 10,000, and 2e-15 below 500). A mean with terms of one
/// sign is as precise as its worst product.
std::size_t gauss_points_for_products(std::size_t degree);

/// Gauss-Legendre rule on [0, 1]: the roots of the Legendre polynomial, by Newton's method on its recurrence. Points
/// mirror each other exactly: 1 - p is a point where p is. Cost O(count^2). Throws std::invalid_argument unless
/// count >= 1.
Quadrature gauss_legendre(std::size_t count);

/// Gauss-Jacobi rule on [0, 1] for the Beta(a, b) density: exact for polynomials up to degree 2 count - 1.
/// Beta(1, 1), the uniform density, gives Gauss-Legendre.
///
/// The points are the eigenvalues of the symmetric tridiagonal matrix of the three-term recurrence of the Jacobi
/// polynomials on [0, 1] [golub_welsch_1969], the masses one over the sums of squares of the orthonormal polynomials.
/// The entries are products of quotients of positive numbers, so that parameters of any size lose nothing, and the
/// matrix is that of the end to which the mean is nearer. Errors of the points are a few units of 1e-16 of the largest
/// distance of a point from that end; each mass is precise in itself. Cost O(count^2). Throws std::invalid_argument
/// unless count >= 1 and a, b are positive and finite.
Quadrature gauss_jacobi(std::size_t count, double a, double b);

/// Nodes for a chance p ~ Beta(a, b) that are exact for polynomials up to `degree`.
///
/// Where a parameter is below 1 the density has no bound at that end, and next to all of its mass may lie there. Both
/// ends are nodes then (Gauss-Lobatto): the points between are those of Beta(a + 1, b + 1), whose density is p (1 - p)
/// times the other, and the masses of the ends are products that are known. Each mass is so precise in itself, and not
/// only beside the largest: at a = 1e-15 the chance of a yes is 1e-15, and not 0. As a, b tend to 0 these are the nodes
/// of a coin, as they grow those of the mean. Cost O(degree^3). Throws as gauss_jacobi does.
Quadrature beta_nodes(std::size_t degree, double a, double b);

/// Nodes for a chance p ~ Beta(a, b) that integrate each product p^k (1 - p)^(degree - k) to 1e-13 of itself: as many
/// as gauss_points_for_products, or some more, where these are found to do so, and else beta_nodes. Cost O(nodes x
/// degree).
Quadrature beta_nodes_for_products(std::size_t degree, double a, double b);

/// How many points beta_nodes has.
std::size_t beta_node_count(std::size_t degree, double a, double b);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/numeric/definitions/quadrature.hpp>
#endif
