#include <stemgewicht/models/laws/normal_nodes.hpp>

#include "catch.hpp"

#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/special_functions/beta.hpp>

#include <cmath>
#include <numbers>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

double probit(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

template <class Function>
double mean(const Quadrature& rule, const Function& f) {
    double sum = 0;
    for (Eigen::Index k = 0; k < rule.points.size(); ++k) sum += rule.masses[k] * f(rule.points[k]);
    return sum;
}

/// P(at least k of n members say yes) when each does with chance Phi(slope z - threshold).
double tail(int n, int k, double slope, double threshold, double z) {
    const double p = probit(slope * z - threshold);
    if (k == 0) return 1;
    return boost::math::ibeta(k, n - k + 1, p);
}

}  // namespace

TEST_CASE("Normal nodes are a standard normal") {
    for (const double sharpness : {0.0, 1e-6, 0.01, 0.3, 0.7, 1.0, 30.0, 1e4}) {
        INFO(sharpness);
        const Quadrature rule = normal_nodes(sharpness);
        CHECK(static_cast<double>(rule.points.size()) == normal_node_count(sharpness));
        CHECK(std::abs(rule.masses.sum() - 1) < 1e-14);
        CHECK(std::abs(mean(rule, [](double z) { return z; })) < 1e-14);
        if (sharpness > 0) CHECK(std::abs(mean(rule, [](double z) { return z * z; }) - 1) < 1e-11);
        // E Phi(b z - t) = Phi(-t / sqrt(1 + b^2)), for the slope that is as sharp as that.
        const double slope = std::sqrt(sharpness);
        CHECK(std::abs(mean(rule, [&](double z) { return probit(slope * z - 0.5); }) -
                       probit(-0.5 / std::sqrt(1 + sharpness))) < 1e-13);
    }
    CHECK(normal_nodes(0).points.size() == 1);
}

TEST_CASE("Normal nodes integrate binomial tails to the tolerance that is asked") {
    boost::math::quadrature::tanh_sinh<double> reference;
    for (const double square : {0.003, 0.1, 0.5, 1.0, 3.0})
        for (const int n : {1, 3, 14, 55})
            for (const double threshold : {0.0, 0.7, 2.0}) {
                const double slope = std::sqrt(square);
                const int k = (n + 1) / 2;
                const auto f = [&](double z) { return tail(n, k, slope, threshold, z); };
                const double expected = reference.integrate(
                    [&](double z) { return f(z) * std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }, -9.0, 9.0);
                INFO(square << " " << n << " " << threshold);
                CHECK(std::abs(mean(normal_nodes(n * square), f) - expected) < 2e-13);
                CHECK(std::abs(mean(normal_nodes(n * square, 1e-6), f) - expected) < 1e-6);
                CHECK(normal_node_count(n * square, 1e-6) < normal_node_count(n * square));
            }
}

TEST_CASE("Chances that are steps take more nodes than any computer has") {
    CHECK(normal_node_count(1e100) > 1e50);
    CHECK(std::isfinite(normal_node_count(1e200)));
}

TEST_CASE("A condensed rule keeps all moments up to its degree with the fewest points") {
    const Quadrature many = normal_nodes(200);
    const Quadrature chances{.points = many.points.unaryExpr([](double z) { return probit(1.7 * z - 0.4); }),
                             .masses = many.masses};
    for (const std::size_t degree : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{40}}) {
        const Quadrature few = condensed(chances, degree);
        CHECK(few.points.size() == static_cast<Eigen::Index>(degree / 2 + 1));
        CHECK(few.points.minCoeff() > -1e-15);
        CHECK(few.points.maxCoeff() < 1 + 1e-15);
        CHECK(few.masses.minCoeff() > 0);
        for (std::size_t power = 0; power <= degree; ++power) {
            const auto f = [&](double p) { return std::pow(p, static_cast<double>(power)); };
            CHECK(std::abs(mean(few, f) - mean(chances, f)) < 1e-13);
        }
    }
}

TEST_CASE("A rule of few points is not condensed, and points that coincide are one") {
    const Quadrature two{.points = Eigen::Array2d(0.25, 0.75), .masses = Eigen::Array2d(0.5, 0.5)};
    CHECK(condensed(two, 5).points.size() == 2);
    const Quadrature same{.points = Eigen::ArrayXd::Constant(9, 0.3), .masses = Eigen::ArrayXd::Constant(9, 1.0 / 9)};
    CHECK(std::abs(mean(condensed(same, 8), [](double p) { return p * p; }) - 0.09) < 1e-15);
    const Quadrature ends{.points = (Eigen::ArrayXd(5) << 0, 1, 0, 1, 1).finished(),
                          .masses = Eigen::ArrayXd::Constant(5, 0.2)};
    CHECK(std::abs(mean(condensed(ends, 6), [](double p) { return p * p * p; }) - 0.6) < 1e-15);
}
