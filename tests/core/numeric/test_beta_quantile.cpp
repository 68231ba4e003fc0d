#include <stemgewicht/core/numeric/beta_quantile_table.hpp>
#include <stemgewicht/core/numeric/philox.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

/// Parameters from where a Beta distribution is a coin to where it is a point.
const std::vector<double> sizes{1e-300, 1e-17, 1e-10, 1e-6, 1e-4, 0.003, 0.01, 0.1,  0.5,  0.9,  1,
                                1.5,    7,     100,   5000, 9e5,  1.1e6, 1e8,  1e11, 1e18, 1e300};

/// Whether a value belongs to u, or to one that rounding cannot tell from it.
bool belongs(double value, double a, double b, double u) {
    constexpr double rounding = 1e-13;
    const double low = beta_quantile(a, b, std::max(0x1p-54, u - rounding));
    const double high = beta_quantile(a, b, std::min(1 - 0x1p-53, u + rounding));
    return value > low - 1e-12 && value < high + 1e-12;
}

}  // namespace

TEST_CASE("Quantiles of Beta distributions are those of a computation with 40 digits") {
    struct Known {
        double a, b, u, p;
    };
    for (const auto& [a, b, u, p] : std::vector<Known>{{0.003, 0.01, 0.05, 0},
                                                       {0.003, 0.01, 0.229, 3.8536136762866101e-176},
                                                       {0.003, 0.01, 0.5, 4.2727633519444899e-63},
                                                       {0.003, 0.01, 0.77, 0.58196161971317046},
                                                       {0.003, 0.01, 0.95, 1},
                                                       {0.01, 0.003, 0.229, 0.31666706682104435},
                                                       {1, 1e-4, 0.05, 1},
                                                       {1e-4, 1, 0.95, 1.7220782772880995e-223},
                                                       {0.003, 5, 0.77, 1.8185311950573822e-39},
                                                       {0.003, 5, 0.95, 4.6846894027634222e-9},
                                                       {7, 0.003, 0.05, 0.99999999675298998},
                                                       {0.3, 40, 0.05, 8.0982495906585344e-7},
                                                       {0.3, 40, 0.5, 0.0018426702598702829},
                                                       {0.3, 40, 0.95, 0.034017812529440174},
                                                       {1e-6, 2e-6, 0.5, 0},
                                                       {1e-6, 2e-6, 0.77, 1},
                                                       {0.5, 0.5, 0.05, 0.0061558297024311376},
                                                       {1e-3, 1e4, 0.95, 2.9737360865251151e-27}}) {
        INFO("a " << a << ", b " << b << ", u " << u);
        CHECK(beta_quantile(a, b, u) == Approx(p).epsilon(1e-10).margin(1e-300));
        CHECK(BetaQuantile(a, b)(u) == Approx(p).epsilon(1e-10).margin(1e-300));
        CHECK(beta_quantile(b, a, 1 - u) == Approx(1 - p).margin(1e-12));
    }
}

TEST_CASE("The series of a Beta quantile agree with the function that they replace, at parameters of any size") {
    support::Random random(11);
    for (const double a : sizes)
        for (const double b : sizes) {
            const BetaQuantile quantile(a, b);
            for (int k = 0; k < 60; ++k) {
                const double u = CounterEngine::unit(random.index(~std::uint64_t{0}));
                const double value = quantile(u);
                if (!(value >= 0 && value <= 1) || !belongs(value, a, b, u))
                    FAIL("a " << a << ", b " << b << ", u " << u << ": " << value << " for " << beta_quantile(a, b, u));
            }
        }
}

TEST_CASE("Values of Beta distributions have their mean and their spread, at parameters of any size") {
    constexpr int points = 1 << 12;
    for (const double a : sizes)
        for (const double b : sizes) {
            INFO("a " << a << ", b " << b);
            const BetaQuantile quantile(a, b);
            double mean = 0, product = 0;
            for (int k = 0; k < points; ++k) {
                const double p = quantile((k + 0.5) / points);
                mean += p / points;
                product += p * (1 - p) / points;
            }
            const double expected = 1 / (1 + b / a);
            CHECK(std::abs(mean - expected) < 2e-4);
            CHECK(std::abs(product - expected * (b / (a + b + 1))) < 2e-4);
        }
}

TEST_CASE("A draw from a Beta distribution takes a few microseconds at most, at parameters of any size") {
    double slowest = 0, sum = 0;
    for (const double a : {1e-17, 1e-6, 0.003, 0.5, 7.0, 9e5, 1e12, 1e16})
        for (const double b : {1e-17, 1e-6, 0.003, 0.5, 7.0, 9e5, 1e12, 1e16}) {
            constexpr int draws = 2000;
            const BetaQuantile quantile(a, b);
            const std::clock_t start = std::clock();
            for (int k = 0; k < draws; ++k) sum += quantile((k + 0.5) / draws);
            slowest = std::max(slowest, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / draws);
        }
    CHECK(sum > 0);
    CHECK(slowest < 2e-5);
}
