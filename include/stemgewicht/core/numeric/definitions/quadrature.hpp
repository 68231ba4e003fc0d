#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION std::size_t gauss_points_for_products(std::size_t degree) {
    return std::min(gauss_points_for_degree(degree),
                    static_cast<std::size_t>(4 * std::sqrt(static_cast<double>(degree))) + 2);
}

STEMGEWICHT_DEFINITION Quadrature gauss_legendre(std::size_t count) {
    if (count == 0) refuse("count", "at least 1", count);
    const auto size = static_cast<Eigen::Index>(count);
    const auto n = static_cast<double>(count);
    Quadrature rule{.points = Eigen::ArrayXd::Constant(size, 0.5), .masses = Eigen::ArrayXd::Zero(size)};
    for (Eigen::Index i = 0; i < (size + 1) / 2; ++i) {
        const bool centre = 2 * i + 1 == size;
        double x = centre ? 0.0 : std::cos(std::numbers::pi * (static_cast<double>(i) + 0.75) / (n + 0.5));
        double slope = 0;
        for (int step = 0; step < 8; ++step) {  // it converges in 3 or 4
            double value = 1, before = 0;
            for (std::size_t k = 1; k <= count; ++k) {
                const auto degree = static_cast<double>(k);
                const double next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
                before = value;
                value = next;
            }
            slope = n * (before - x * value) / (1 - x * x);
            if (centre || std::abs(value) <= 1e-15 * std::abs(slope) * (1 - x * x)) break;
            x -= value / slope;
        }
        const double mass = 1 / ((1 - x * x) * slope * slope);
        rule.points[size - 1 - i] = (1 + x) / 2;
        rule.points[i] = 1 - rule.points[size - 1 - i];
        rule.masses[i] = rule.masses[size - 1 - i] = mass;
    }
    rule.masses /= rule.masses.sum();
    return rule;
}

STEMGEWICHT_DEFINITION Quadrature gauss_jacobi(std::size_t count, double a, double b) {
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
        rule.points.head(size / 2) = 1 - rule.points.tail(size / 2).reverse();
        rule.masses = ((rule.masses + rule.masses.reverse()) / 2).eval();
    }
    rule.masses /= rule.masses.sum();
    return rule;
}

}  // namespace stemgewicht::detail
