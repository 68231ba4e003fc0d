#include <stemgewicht/core/numeric/quadrature.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/special_functions/beta.hpp>

#include <cmath>
#include <limits>
#include <utility>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

/// E(x^degree) for x ~ Beta(a, b).
double moment(double a, double b, int degree) { return boost::math::beta(a + degree, b) / boost::math::beta(a, b); }

double moment(const Quadrature& rule, int degree) { return (rule.masses * rule.points.pow(degree)).sum(); }

const std::pair<double, double> shapes[] = {{1, 1},   {0.5, 0.5}, {2, 2},   {2, 5},     {5, 2},       {0.3, 4},
                                            {7, 0.4}, {1, 3},     {1.5, 1}, {0.1, 0.1}, {40.0, 25.0}, {0.5, 1.5}};

}  // namespace

TEST_CASE("A rule of K points has the moments of Beta(a, b) to degree 2K - 1") {
    for (const auto& [a, b] : shapes)
        for (const int count : {1, 2, 3, 4, 7, 12, 28}) {
            const Quadrature rule = gauss_jacobi(static_cast<std::size_t>(count), a, b);
            REQUIRE(rule.points.size() == count);
            for (int degree = 0; degree < 2 * count; ++degree) {
                INFO("a " << a << ", b " << b << ", points " << count << ", degree " << degree);
                CHECK(moment(rule, degree) == Catch::Approx(moment(a, b, degree)).epsilon(1e-13).margin(0));
            }
        }
}

TEST_CASE("A rule of K points misses the moment of degree 2K") {
    for (const auto& [a, b] : shapes)
        for (const int count : {1, 2, 3, 4}) {
            INFO("a " << a << ", b " << b << ", points " << count);
            CHECK(std::abs(moment(gauss_jacobi(static_cast<std::size_t>(count), a, b), 2 * count) -
                           moment(a, b, 2 * count)) > 1e-10);
        }
}

TEST_CASE("Beta(1, 1) gives the points and weights of Gauss and Legendre") {
    using Legendre = boost::math::quadrature::gauss<double, 30>;  // on [-1, 1], the positive half
    const Quadrature rule = gauss_jacobi(30, 1, 1);
    for (std::size_t k = 0; k < Legendre::abscissa().size(); ++k) {
        const auto upper = static_cast<Eigen::Index>(15 + k);
        const auto lower = static_cast<Eigen::Index>(14 - k);
        CHECK(std::abs(rule.points[upper] - (1 + Legendre::abscissa()[k]) / 2) < 1e-15);
        CHECK(std::abs(rule.points[lower] - (1 - Legendre::abscissa()[k]) / 2) < 1e-15);
        CHECK(std::abs(rule.masses[upper] - Legendre::weights()[k] / 2) < 1e-15);
        CHECK(std::abs(rule.masses[lower] - Legendre::weights()[k] / 2) < 1e-15);
    }
}

TEST_CASE("Points ascend inside the unit interval, and masses are positive and sum to 1") {
    for (const auto& [a, b] : shapes)
        for (const std::size_t count : {1u, 2u, 5u, 28u, 100u}) {
            INFO("a " << a << ", b " << b << ", points " << count);
            const Quadrature rule = gauss_jacobi(count, a, b);
            CHECK((rule.points > 0).all());
            CHECK((rule.points < 1).all());
            CHECK((rule.points.tail(rule.points.size() - 1) > rule.points.head(rule.points.size() - 1)).all());
            CHECK((rule.masses > 0).all());
            CHECK(std::abs(rule.masses.sum() - 1) < 1e-14);
        }
}

TEST_CASE("The rule of a symmetric density is symmetric") {
    for (const double a : {0.5, 1.0, 3.0}) {
        const Quadrature rule = gauss_jacobi(9, a, a);
        CHECK((rule.masses == rule.masses.reverse()).all());
        CHECK((rule.points.head(4) == 1 - rule.points.tail(4).reverse()).all());
        CHECK(rule.points[4] == 0.5);
    }
}

TEST_CASE("Nodes of a Beta chance are precise in every product of p and 1 - p, at parameters of any size") {
    const std::pair<double, double> extremes[] = {
        {1e-300, 1e-300}, {1e-20, 3e-20},  {1e-16, 1}, {1, 1e-15},         {1e-15, 7},     {0.003, 0.01},  {0.5, 0.5},
        {1e-9, 1e5},      {1e-30, 1e30},   {2, 3e8},   {1e16, 1e16},       {1e154, 1e154}, {1e300, 1e300}, {2e11, 1e12},
        {1e308, 1e-308},  {1e-308, 1e308}, {1, 1e300}, {1.7e308, 1.7e308}, {0.3, 4},       {1, 1}};
    for (const auto& [a, b] : extremes)
        for (const int degree : {1, 2, 3, 6, 7, 31}) {
            const Quadrature rule = beta_nodes(static_cast<std::size_t>(degree), a, b);
            INFO("a " << a << ", b " << b << ", degree " << degree);
            REQUIRE(static_cast<std::size_t>(rule.points.size()) ==
                    beta_node_count(static_cast<std::size_t>(degree), a, b));
            REQUIRE((rule.points >= 0).all());
            REQUIRE((rule.points <= 1).all());
            REQUIRE((rule.masses >= 0).all());
            CHECK(std::abs(rule.masses.sum() - 1) < 1e-13);
            for (int yes = 0; yes <= degree; ++yes) {  // the chance of so many yes, then no, drawn from an urn
                double chance = 1;
                for (int k = 0; k < degree; ++k) {
                    const double drawn = k < yes ? a + k : b + (k - yes), other = k < yes ? b : a + yes;
                    chance /= 1 + other / drawn;
                }
                const Eigen::ArrayXd no = 1 - rule.points;
                const double found = (rule.masses * rule.points.pow(yes) * no.pow(degree - yes)).sum();
                CHECK(found == Approx(chance).epsilon(1e-11).margin(a > 1e4 * b ? 1e-15 : 1e-290));
            }
        }
}

TEST_CASE("In a large board fewer nodes of a Beta chance are as precise in every product, however rare") {
    constexpr std::size_t degree = 190;
    const std::pair<double, double> chances[] = {{1e-3, 1}, {1e-2, 1}, {0.1, 10},  {10, 0.1}, {1e3, 1},
                                                 {2, 2},    {50, 80},  {0.5, 0.5}, {1, 30}};
    for (const auto& [a, b] : chances)
        for (const bool every : {true, false}) {
            const Quadrature rule = every ? beta_nodes(degree, a, b) : beta_nodes_for_products(degree, a, b);
            INFO("a " << a << ", b " << b << ", nodes " << rule.points.size());
            CHECK(rule.points.size() <= (every ? 97 : a == 1e3 ? 97 : 70));
            long double mean = 1;  // of so many yes, then no, drawn from an urn
            for (std::size_t j = 0; j < degree; ++j)
                mean *= (static_cast<long double>(b) + j) / (static_cast<long double>(a) + b + j);
            for (std::size_t yes = 0; yes <= degree; ++yes) {
                long double found = 0;
                for (Eigen::Index i = 0; i < rule.points.size(); ++i) {
                    const long double p = rule.points[i];
                    found += rule.masses[i] * std::pow(p, static_cast<long double>(yes)) *
                             std::pow(1 - p, static_cast<long double>(degree - yes));
                }
                CHECK(std::abs(static_cast<double>(found / mean - 1)) < 1e-12);
                if (yes < degree)
                    mean *= (static_cast<long double>(a) + yes) / (static_cast<long double>(b) + (degree - yes - 1));
            }
        }
}

TEST_CASE("A polynomial of degree d takes half of d + 1 points, rounded up") {
    CHECK(gauss_points_for_degree(0) == 1);
    CHECK(gauss_points_for_degree(1) == 1);
    CHECK(gauss_points_for_degree(2) == 2);
    CHECK(gauss_points_for_degree(3) == 2);
    CHECK(gauss_points_for_degree(55) == 28);
}

TEST_CASE("A rule without points, or of a density that does not exist, is refused") {
    const double infinite = std::numeric_limits<double>::infinity();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(support::refusal([] { return gauss_jacobi(0, 1, 1); }) == "count: must be at least 1, got 0");
    CHECK(support::refusal([] { return gauss_jacobi(3, 0, 1); }) == "beta.a: must be positive and finite, got 0");
    CHECK(support::refusal([] { return gauss_jacobi(3, -1, 1); }) == "beta.a: must be positive and finite, got -1");
    CHECK(support::refusal([] { return gauss_jacobi(3, 1, -0.5); }) == "beta.b: must be positive and finite, got -0.5");
    CHECK(support::refusal([&] { return gauss_jacobi(3, infinite, 1); }) ==
          "beta.a: must be positive and finite, got inf");
    CHECK(support::refusal([&] {
              return gauss_jacobi(3, 1, nan);
          }).starts_with("beta.b: must be positive and finite, got "));
}

TEST_CASE("Many points of Beta(a, b) have its moments, and those of Beta(1, 1) are Gauss and Legendre's") {
    for (const auto& [a, b] : shapes) {
        const Quadrature rule = gauss_jacobi(700, a, b);
        for (const int degree : {0, 1, 2, 10, 100}) {
            INFO("a " << a << ", b " << b << ", degree " << degree);
            CHECK(moment(rule, degree) == Catch::Approx(moment(a, b, degree)).epsilon(1e-11).margin(0));
        }
    }
    const Quadrature jacobi = gauss_jacobi(700, 1, 1), legendre = gauss_legendre(700);
    CHECK(moment(jacobi, 1399) == Catch::Approx(1.0 / 1400).epsilon(1e-11).margin(0));
    CHECK((jacobi.points - legendre.points).abs().maxCoeff() < 1e-14);
    CHECK((jacobi.masses / legendre.masses - 1).abs().maxCoeff() < 1e-8);
}
