#pragma once

#include <stemgewicht/core/check.hpp>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include <cmath>
#include <cstddef>

namespace stemgewicht {

/// Points of [0, 1] with a mass each; the masses sum to 1.
struct Quadrature {
    Eigen::ArrayXd points;
    Eigen::ArrayXd masses;
};

/// The fewest Gauss points that integrate a polynomial of `degree` exactly.
constexpr std::size_t gauss_points_for_degree(std::size_t degree) { return degree / 2 + 1; }

/// Gauss-Jacobi rule on [0, 1] for the Beta(a, b) density: exact for polynomials up to degree 2 count - 1.
/// Beta(1, 1), the uniform density, gives Gauss-Legendre.
///
/// The points are the eigenvalues of the symmetric tridiagonal matrix of the three-term recurrence of the Jacobi
/// polynomials with alpha = b - 1, beta = a - 1; the masses are the squared first components of its eigenvectors
/// [golub_welsch_1969]. Errors are a few units of 1e-16. Cost O(count^3).
/// Throws std::invalid_argument unless count >= 1 and a, b are positive and finite.
inline Quadrature gauss_jacobi(std::size_t count, double a, double b) {
    if (count == 0) refuse("count", "at least 1", count);
    if (!(a > 0 && std::isfinite(a))) refuse("beta.a", "positive and finite", a);
    if (!(b > 0 && std::isfinite(b))) refuse("beta.b", "positive and finite", b);
    const double alpha = b - 1;
    const double beta = a - 1;
    const double sum = alpha + beta;
    const auto size = static_cast<Eigen::Index>(count);
    Eigen::VectorXd diagonal(size);
    Eigen::VectorXd off_diagonal(size - 1);
    diagonal[0] = (beta - alpha) / (sum + 2);
    for (Eigen::Index i = 1; i < size; ++i) {
        const auto k = static_cast<double>(i);
        const double twice = 2 * k + sum;
        diagonal[i] = (beta - alpha) * sum / (twice * (twice + 2));
        // At k = 1 the factors (k + sum) and (2k + sum - 1) are equal and cancel, also where both are 0.
        const double ratio = i == 1 ? 1.0 : (k + sum) / (twice - 1);
        off_diagonal[i - 1] = std::sqrt(4 * k * (k + alpha) * (k + beta) * ratio / (twice * twice * (twice + 1)));
    }
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
    solver.computeFromTridiagonal(diagonal, off_diagonal);
    Quadrature rule{.points = (1 + solver.eigenvalues().array()) / 2,
                    .masses = solver.eigenvectors().row(0).transpose().array().square()};
    if (a == b) {  // the exact rule is symmetric; make the rounded one so too
        rule.points = ((rule.points + (1 - rule.points.reverse())) / 2).eval();
        rule.masses = ((rule.masses + rule.masses.reverse()) / 2).eval();
    }
    rule.masses /= rule.masses.sum();
    return rule;
}

}  // namespace stemgewicht
