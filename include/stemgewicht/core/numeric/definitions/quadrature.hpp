#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/symmetric_eigen.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

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
            stop_point(6 * count);
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

inline void check_shape(double a, double b) {
    if (!(a > 0 && std::isfinite(a))) refuse("beta.a", "positive and finite", a);
    if (!(b > 0 && std::isfinite(b))) refuse("beta.b", "positive and finite", b);
}

/// Points of a rule as distances from 0 in units of `unit`, which may be as small as a double can be.
struct NearZero {
    double unit = 1;
    Eigen::ArrayXd points, masses;
};

/// The eigenvalues of a symmetric tridiagonal matrix, ascending, and the first components of their eigenvectors: QL
/// steps with implicit shifts, which turn the first row alone [golub_welsch_1969]. Cost O(size^2), and two of its steps
/// at most for an eigenvalue.
inline std::pair<Eigen::ArrayXd, Eigen::ArrayXd> tridiagonal_spectrum(Eigen::ArrayXd diagonal, Eigen::ArrayXd beside) {
    const Eigen::Index size = diagonal.size();
    beside.conservativeResize(size);
    beside[size - 1] = 0;
    Eigen::ArrayXd first = Eigen::ArrayXd::Zero(size);
    first[0] = 1;
    const auto is_split = [&](Eigen::Index i) {
        const double near = std::abs(diagonal[i]) + std::abs(diagonal[i + 1]);
        return std::abs(beside[i]) <= std::numeric_limits<double>::epsilon() * near;
    };
    for (Eigen::Index low = 0; low < size; ++low)
        for (;;) {
            Eigen::Index high = low;
            while (high + 1 < size && !is_split(high)) ++high;
            if (high == low) break;
            stop_point(static_cast<std::size_t>(20 * (high - low)));
            const double half = (diagonal[low + 1] - diagonal[low]) / (2 * beside[low]);
            double bulge =
                diagonal[high] - diagonal[low] + beside[low] / (half + std::copysign(std::sqrt(half * half + 1), half));
            double sine = 1, cosine = 1, shift = 0;
            Eigen::Index i = high;
            while (i-- > low) {
                const double turned = sine * beside[i], kept = cosine * beside[i];
                const double length = std::sqrt(turned * turned + bulge * bulge);
                beside[i + 1] = length;
                if (length == 0) break;
                sine = turned / length;
                cosine = bulge / length;
                const double next = diagonal[i + 1] - shift;
                const double change = (diagonal[i] - next) * sine + 2 * cosine * kept;
                shift = sine * change;
                diagonal[i + 1] = next + shift;
                bulge = cosine * change - kept;
                const double component = first[i + 1];
                first[i + 1] = sine * first[i] + cosine * component;
                first[i] = cosine * first[i] - sine * component;
            }
            if (i >= low) {  // it has split on the way
                diagonal[i + 1] -= shift;
            } else {
                diagonal[low] -= shift;
                beside[low] = bulge;
            }
            beside[high] = 0;
        }
    std::vector<Eigen::Index> order(static_cast<std::size_t>(size));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::ranges::sort(order, {}, [&](Eigen::Index k) { return diagonal[k]; });
    return {diagonal(order), first(order)};
}

/// Points made more precise by a Newton step on the polynomial whose roots they are, and with masses that are precise
/// in themselves: one over the sum of the squares of the orthonormal polynomials there, which has no differences.
/// `beside` has one more entry than the matrix of the rule.
inline void polish(NearZero& rule, const Eigen::ArrayXd& diagonal, const Eigen::ArrayXd& beside) {
    constexpr double largest_step = 1e-12;  // what is changed by more has overflowed, or is lost in rounding
    for (Eigen::Index point = 0; point < rule.points.size(); ++point)
        for (const bool moves : {true, false}) {
            const double x = rule.points[point];
            double value = 1, before = 0, slope = 0, slope_before = 0, squares = 0, weight_before = 0;
            stop_point(static_cast<std::size_t>(6 * diagonal.size()));
            for (Eigen::Index k = 0; k < diagonal.size(); ++k) {
                squares += value * value;
                const double next = ((x - diagonal[k]) * value - weight_before * before) / beside[k];
                const double next_slope =
                    (value + (x - diagonal[k]) * slope - weight_before * slope_before) / beside[k];
                before = std::exchange(value, next);
                slope_before = std::exchange(slope, next_slope);
                weight_before = beside[k];
            }
            const double step = value / slope;
            if (!moves && std::abs(1 / squares - rule.masses[point]) <= largest_step && std::isfinite(squares))
                rule.masses[point] = 1 / squares;
            if (moves && std::abs(step) <= largest_step) rule.points[point] = std::max(x - step, 0.0);
        }
}

/// The Gauss-Jacobi rule of Beta(a, b), whose mean is at most 1/2. The matrix of the recurrence is a product of a
/// bidiagonal one and its transpose: with their squares z_1, z_2, .. it has z_{2k} + z_{2k+1} on its diagonal, and the
/// roots of z_{2k-1} z_{2k} beside it.
inline NearZero gauss_jacobi_near_zero(std::size_t count, double a, double b) {
    const double sum = a + b;
    const auto size = static_cast<Eigen::Index>(count);
    Eigen::VectorXd diagonal(size), beside(size);
    double odd = a / sum;  // z_{2k + 1}
    diagonal[0] = odd;
    for (Eigen::Index i = 1; i <= size; ++i) {
        const auto k = static_cast<double>(i);
        const double even = (b + (k - 1)) / (sum + 2 * (k - 1)) * (k / (sum + (2 * k - 1)));
        beside[i - 1] = std::sqrt(odd) * std::sqrt(even);
        odd = (sum + (k - 1)) / (sum + (2 * k - 1)) * ((a + k) / (sum + 2 * k));
        if (i < size) diagonal[i] = even + odd;
    }
    const double unit = std::max(diagonal.maxCoeff(), std::numeric_limits<double>::min());
    const double centre = unit > 0.125 ? 0.5 / unit : 0;  // where the points reach the other end, both are as precise
    NearZero rule{.unit = unit, .points = {}, .masses = {}};
    constexpr std::size_t few = 256;
    if (count <= few) {
        const SymmetricEigen eigen = tridiagonal_eigen(diagonal.array() / unit - centre, beside.head(size - 1) / unit);
        rule.points = (eigen.values.array() + centre).max(0);
        rule.masses = eigen.vectors.row(0).transpose().array().square();
    } else {
        const auto [points, first] =
            tridiagonal_spectrum(diagonal.array() / unit - centre, beside.head(size - 1).array() / unit);
        rule.points = (points + centre).max(0);
        rule.masses = first.square();
    }
    polish(rule, diagonal.array() / unit, beside.array() / unit);
    rule.masses /= rule.masses.sum();
    return rule;
}

/// Beta(a, b) of the same mean and all but the same spread whose parameters have a sum.
inline std::pair<double, double> summable(double a, double b) {
    return std::isfinite(a + b) ? std::pair(a, b) : std::pair(a / 2, b / 2);
}

/// The mass that a rule with `between` points between its ends has at 1, under Beta(a, b).
inline double mass_at_one(std::size_t between, double a, double b) {
    double mass = a / (a + b);
    for (std::size_t i = 1; i <= between; ++i) {
        const auto k = static_cast<double>(i);
        mass *= k / (k + b) * ((k + a) / (k + a + b));
    }
    return mass;
}

/// Nodes with both ends among them, of Beta(a, b) whose mean is at most 1/2. Exact to degree 2 between + 1.
inline Quadrature nodes_with_ends(std::size_t between, double a, double b) {
    const auto size = static_cast<Eigen::Index>(between);
    Quadrature rule{.points = Eigen::ArrayXd::Zero(size + 2), .masses = Eigen::ArrayXd::Zero(size + 2)};
    rule.points[size + 1] = 1;
    rule.masses[0] = mass_at_one(between, b, a);
    rule.masses[size + 1] = mass_at_one(between, a, b);
    if (between == 0) return rule;
    const NearZero inside = gauss_jacobi_near_zero(between, a + 1, b + 1);
    rule.points.segment(1, size) = inside.points * inside.unit;
    const double product = a / (a + b) * (b / (a + b + 1) / inside.unit);  // the mean of p (1 - p), in these units
    rule.masses.segment(1, size) = product * inside.masses / (inside.points * (1 - rule.points.segment(1, size)));
    rule.masses /= rule.masses.sum();
    return rule;
}

/// The rule with masses that sum to 1 without rounding, one after the other, so that what is certain stays so; a
/// symmetric one stays symmetric.
inline Quadrature completed(Quadrature rule) {
    Eigen::Index largest = 0;
    rule.masses.maxCoeff(&largest);
    const Eigen::Index mirror = rule.masses.size() - 1 - largest;
    for (int step = 0; step < 8; ++step) {
        double sum = 0;
        for (const double mass : rule.masses) sum += mass;
        double rest = 1 - sum;
        if (rest == 0) break;
        if (mirror != largest && rule.masses[mirror] == rule.masses[largest]) {
            rest /= 2;
            rule.masses[mirror] += rest;
        }
        rule.masses[largest] += rest;
    }
    return rule;
}

/// The rule of 1 - p.
inline Quadrature mirrored(const Quadrature& rule) {
    return {.points = 1 - rule.points.reverse(), .masses = rule.masses.reverse()};
}

/// The exact rule of a symmetric density is symmetric; makes the rounded one so too.
inline Quadrature symmetric(const Quadrature& rule) {
    Quadrature result{.points = (rule.points + (1 - rule.points.reverse())) / 2,
                      .masses = (rule.masses + rule.masses.reverse()) / 2};
    const Eigen::Index half = result.points.size() / 2;
    result.points.head(half) = 1 - result.points.tail(half).reverse();
    return result;
}

STEMGEWICHT_DEFINITION Quadrature gauss_jacobi(std::size_t count, double a, double b) {
    if (count == 0) refuse("count", "at least 1", count);
    check_shape(a, b);
    std::tie(a, b) = summable(a, b);
    const NearZero near = gauss_jacobi_near_zero(count, std::min(a, b), std::max(a, b));
    const Quadrature rule{.points = near.points * near.unit, .masses = near.masses};
    return completed(a == b ? symmetric(rule) : a < b ? rule : mirrored(rule));
}

STEMGEWICHT_DEFINITION std::size_t beta_node_count(std::size_t degree, double a, double b) {
    return gauss_points_for_degree(degree) + (a < 1 || b < 1 ? 1 : 0);
}

/// So many nodes of Beta(a, b), both ends among them where a parameter is below 1.
inline Quadrature some_beta_nodes(std::size_t count, double a, double b) {
    if (a >= 1 && b >= 1) return gauss_jacobi(count, a, b);
    const Quadrature rule = nodes_with_ends(count - 2, std::min(a, b), std::max(a, b));
    return completed(a == b ? symmetric(rule) : a < b ? rule : mirrored(rule));
}

STEMGEWICHT_DEFINITION Quadrature beta_nodes(std::size_t degree, double a, double b) {
    check_shape(a, b);
    return some_beta_nodes(beta_node_count(degree, a, b), a, b);
}

/// Whether nodes of Beta(a, b) integrate each product p^k (1 - p)^(degree - k) to 1e-13 of itself. Its mean is known: a
/// quotient of products of whole distances.
inline bool integrates_products(const Quadrature& rule, std::size_t degree, double a, double b) {
    using Real = long double;  // logarithms of small means lose digits
    const Real n = static_cast<Real>(degree);
    std::vector<Real> ratio, start;  // by node with a mass: log p - log q, and log of mass x q^n
    const auto is_inner = [](double p) { return p > 0 && p < 1; };
    for (Eigen::Index i = 0; i < rule.points.size(); ++i) {
        if (!is_inner(rule.points[i]) || !(rule.masses[i] > 0)) continue;
        const Real p = rule.points[i], log_no = std::log1p(-p);
        ratio.push_back(std::log(p) - log_no);
        start.push_back(std::log(static_cast<Real>(rule.masses[i])) + n * log_no);
    }
    Real mean = 0;  // the logarithm
    for (std::size_t j = 0; j < degree; ++j)
        mean += std::log((static_cast<Real>(b) + static_cast<Real>(j)) /
                         (static_cast<Real>(a) + static_cast<Real>(b) + static_cast<Real>(j)));
    for (std::size_t k = 0; k <= degree; ++k) {
        const auto yes = static_cast<Real>(k);
        Real found = 0;  // as a share of the mean
        stop_point(40 * ratio.size());
        for (std::size_t i = 0; i < ratio.size(); ++i)
            if (const Real exponent = start[i] + yes * ratio[i] - mean; exponent > -45) found += std::exp(exponent);
        for (Eigen::Index i = 0; i < rule.points.size(); ++i)  // everybody votes alike at an end
            if (!is_inner(rule.points[i]) && k == (rule.points[i] > 0 ? degree : 0))
                found += std::exp(std::log(static_cast<Real>(rule.masses[i])) - mean);
        if (!(std::abs(found - 1) <= 1e-13L)) return false;
        mean += std::log((static_cast<Real>(a) + yes) / (static_cast<Real>(b) + n - yes - 1));
    }
    return true;
}

STEMGEWICHT_DEFINITION Quadrature beta_nodes_for_products(std::size_t degree, double a, double b) {
    check_shape(a, b);
    const std::size_t all = beta_node_count(degree, a, b), ends = all - gauss_points_for_degree(degree);
    for (std::size_t count = gauss_points_for_products(degree) + ends; count < all; count += count / 5) {
        Quadrature rule = some_beta_nodes(count, a, b);
        if (integrates_products(rule, degree, a, b)) return rule;
    }
    return beta_nodes(degree, a, b);
}

}  // namespace stemgewicht::detail
