#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/distributions.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/core/numeric/symmetric_eigen.hpp>
#include <stemgewicht/models/laws/normal_nodes.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// How many nodes two rules take to integrate products of probit chances Phi(a_i + b_i z) over a standard normal z.
/// What counts is their sharpness, the sum of the b_i squared: along z = iy such a product grows as
/// exp(sharpness y^2 / 2). The trapezoidal rule of step h then errs by exp(-2 pi^2 / (h^2 (1 + sharpness))), and the
/// Gauss-Hermite rule of n nodes by (sharpness / (2 + sharpness))^n. Both were held against the errors of binomial
/// tails of up to 55 chances, at sharpness 0.01 to 20: neither is ever too few, nor above the need by more than a
/// third.
struct NormalNodeCounts {
    double hermite = 1, trapezoid = 1;
    double step = 1;  ///< of the trapezoidal rule

    NormalNodeCounts(double sharpness, double tolerance) {
        if (sharpness <= 0) return;
        const double digits = -std::log(tolerance);
        const double reach = -normal_quantile(tolerance / 2);
        constexpr double rounding = 1e-17;  // a Gauss rule has masses that are precise beside 1, and not in themselves
        if (tolerance >= rounding)
            hermite = std::ceil(digits / std::log1p(2 / sharpness)) + 1;
        else
            hermite = std::numeric_limits<double>::infinity();
        step = std::numbers::pi * std::sqrt(2 / (digits * (1 + sharpness)));
        trapezoid = std::ceil(2 * reach / step) + 1;
    }
};

STEMGEWICHT_DEFINITION double normal_node_count(double sharpness, double tolerance) {
    const NormalNodeCounts counts(sharpness, tolerance);
    return std::min(counts.hermite, counts.trapezoid);
}

STEMGEWICHT_DEFINITION Quadrature normal_nodes(double sharpness, double tolerance) {
    const NormalNodeCounts counts(sharpness, tolerance);
    if (counts.hermite > counts.trapezoid) {
        const double last = (counts.trapezoid - 1) / 2 * counts.step;
        Quadrature rule{.points = Eigen::ArrayXd::LinSpaced(static_cast<Eigen::Index>(counts.trapezoid), -last, last),
                        .masses = {}};
        rule.masses = (-rule.points.square() / 2).exp();
        rule.masses /= rule.masses.sum();
        return rule;
    }
    const auto size = static_cast<Eigen::Index>(counts.hermite);  // by its recurrence, as in gauss_jacobi
    const SymmetricEigen eigen = tridiagonal_eigen(
        Eigen::VectorXd::Zero(size), Eigen::ArrayXd::LinSpaced(size - 1, 1, static_cast<double>(size - 1)).sqrt());
    Quadrature rule{.points = eigen.values, .masses = eigen.vectors.row(0).transpose().array().square()};
    rule.points = ((rule.points - rule.points.reverse()) / 2).eval();
    rule.masses = ((rule.masses + rule.masses.reverse()) / 2).eval();
    rule.masses /= rule.masses.sum();
    return rule;
}

STEMGEWICHT_DEFINITION Quadrature condensed(const Quadrature& rule, std::size_t degree) {
    const auto count = static_cast<Eigen::Index>(gauss_points_for_degree(degree));
    if (count >= rule.points.size()) return rule;
    Eigen::MatrixXd basis(rule.points.size(), count);
    Eigen::VectorXd diagonal(count);
    Eigen::VectorXd off_diagonal(count - 1);
    Eigen::VectorXd next = rule.masses.sqrt().matrix().normalized();
    Eigen::Index size = 0;
    while (true) {
        basis.col(size) = next;
        next = (rule.points * next.array()).matrix();
        diagonal[size] = basis.col(size).dot(next);
        for (int twice = 0; twice < 2; ++twice)
            next -= basis.leftCols(size + 1) * (basis.leftCols(size + 1).transpose() * next);
        const double norm = next.norm();
        if (++size == count || norm < 1e-14) break;  // the points are fewer in truth: some of them coincide
        off_diagonal[size - 1] = norm;
        next /= norm;
    }
    const SymmetricEigen eigen = tridiagonal_eigen(diagonal.head(size), off_diagonal.head(size - 1));
    Quadrature result{.points = eigen.values.array().max(rule.points.minCoeff()).min(rule.points.maxCoeff()),
                      .masses = eigen.vectors.row(0).transpose().array().square()};
    result.masses /= result.masses.sum();
    return result;
}

}  // namespace stemgewicht::detail
