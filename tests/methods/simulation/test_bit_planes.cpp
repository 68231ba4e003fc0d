#include <stemgewicht/core/numeric/beta_quantile_table.hpp>
#include <stemgewicht/core/numeric/normal_table.hpp>
#include <stemgewicht/core/numeric/philox.hpp>
#include <stemgewicht/core/numeric/sobol_points.hpp>
#include <stemgewicht/methods/simulation/bit_planes.hpp>
#include <stemgewicht/methods/simulation/random_planes.hpp>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/random/sobol.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <span>
#include <utility>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

TEST_CASE("Philox gives the known answers of its authors") {
    // tests/kat_vectors of Random123, the rows "philox4x32 10": counter, key, result.
    using Four = std::array<std::uint32_t, 4>;
    CHECK(philox({0, 0, 0, 0}, {0, 0}) == Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    constexpr std::uint32_t ones = 0xffffffff;
    CHECK(philox({ones, ones, ones, ones}, {ones, ones}) == Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("The counter engine serves distributions, and its streams, seeds and purposes differ") {
    static_assert(std::uniform_random_bit_generator<CounterEngine>);
    CounterEngine first(7, 3, 1);
    CHECK(first() == (std::uint64_t{philox({0, 1, 3, 0}, {7, 0})[1]} << 32 | philox({0, 1, 3, 0}, {7, 0})[0]));
    CHECK(first() == (std::uint64_t{philox({0, 1, 3, 0}, {7, 0})[3]} << 32 | philox({0, 1, 3, 0}, {7, 0})[2]));
    CHECK(first() == (std::uint64_t{philox({1, 1, 3, 0}, {7, 0})[1]} << 32 | philox({1, 1, 3, 0}, {7, 0})[0]));
    const std::uint64_t value = CounterEngine(7, 3, 1)();
    for (CounterEngine other : {CounterEngine(8, 3, 1), CounterEngine(7, 4, 1), CounterEngine(7, 3, 2),
                                CounterEngine(7, 3 + (std::uint64_t{1} << 32), 1)})
        CHECK(other() != value);
    std::array<int, 6> sides{};
    CounterEngine engine(1);
    boost::random::uniform_int_distribution<std::size_t> die(0, 5);
    for (int throws = 0; throws < 60'000; ++throws) ++sides[die(engine)];
    for (const int side : sides) CHECK(std::abs(side - 10'000) < 4.5 * std::sqrt(60'000.0 * 5 / 36));
    CHECK(CounterEngine::unit(0) == 0x1p-53);
    CHECK(CounterEngine::unit(~std::uint64_t{0}) == 1 - 0x1p-53);
}

TEST_CASE("Every place of the random planes steps as the reference of xoshiro256++ does") {
    RandomPlanes::State state;
    for (std::size_t k = 0; k < plane_words; ++k)
        for (std::size_t part = 0; part < 4; ++part) state[part].words[k] = part + 1;
    RandomPlanes planes(state);
    // From the state 1, 2, 3, 4: the first ten numbers of the authors' program.
    for (const std::uint64_t expected :
         {std::uint64_t{41943041}, std::uint64_t{58720359}, std::uint64_t{3588806011781223},
          std::uint64_t{3591011842654386}, std::uint64_t{9228616714210784205U}, std::uint64_t{9973669472204895162U},
          std::uint64_t{14011001112246962877U}, std::uint64_t{12406186145184390807U},
          std::uint64_t{15849039046786891736U}, std::uint64_t{10450023813501588000U}}) {
        const Plane drawn = planes();
        for (const std::uint64_t word : drawn.words) CHECK(word == expected);
    }
}

TEST_CASE("A fill of many planes is what single draws give, and every bit is fair") {
    RandomPlanes one(5, 6), many(5, 6);
    std::vector<Plane> filled(1000);
    many.fill(filled);
    std::uint64_t ones = 0, alike = 0;
    for (std::size_t k = 0; k < filled.size(); ++k) {
        const Plane drawn = one();
        REQUIRE(drawn == filled[k]);
        ones += count(drawn);
        if (k > 0) alike += count(~(drawn ^ filled[k - 1]));
    }
    const double bits = 1000.0 * plane_bits;
    CHECK(std::abs(static_cast<double>(ones) - bits / 2) < 4.5 * std::sqrt(bits) / 2);
    CHECK(std::abs(static_cast<double>(alike) - (bits - plane_bits) / 2) < 4.5 * std::sqrt(bits) / 2);
}

TEST_CASE("Planes count their motions, and the first of them") {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{65},
                                   plane_bits - 1, plane_bits}) {
        const Plane first = Plane::first(size);
        CHECK(count(first) == size);
        CHECK(first.any() == (size > 0));
        for (std::size_t m = 0; m < plane_bits; ++m) REQUIRE(first.test(m) == (m < size));
    }
    RandomPlanes planes(2, 0);
    const Plane a = planes(), b = planes();
    std::uint64_t common = 0;
    for (std::size_t k = 0; k < plane_words; ++k)
        common += static_cast<std::uint64_t>(std::popcount(a.words[k] & b.words[k]));
    CHECK(count(a & b) == common);
    std::array<Plane, 3> all{a, Plane{}, b};
    std::array<std::uint64_t, 9> counts{};
    detail::count_pairs(all, all, 0, counts.data());
    CHECK(counts == std::array<std::uint64_t, 9>{count(a), 0, common, 0, 0, 0, 0, 0, count(b)});
    const std::array<Plane, 3> some{a & b, a & ~b, a};
    counts = {};
    detail::count_pairs(some, some, 2, counts.data());
    CHECK(counts == std::array<std::uint64_t, 9>{common, 0, common, 0, count(a & ~b), count(a & ~b), 0, 0, count(a)});
}

TEST_CASE("Sums on planes are those of every motion by itself, for weights of any kind") {
    support::Random random(2);
    RandomPlanes planes(3, 0);
    for (int board = 0; board < 200; ++board) {
        const std::size_t n = 1 + random.index(40);
        std::vector<Plane> votes(n);
        planes.fill(votes);
        std::vector<std::size_t> members;
        for (std::size_t i = 0; i < n; ++i)
            if (random.index(5) > 0) members.push_back(i);
        std::vector<Weight> weights =
            members.empty() ? std::vector<Weight>{} : support::random_weights(random, members.size());
        PlaneSum sum(members, weights);
        const std::vector<Plane> digits = sum(votes);
        CHECK(sum(votes) == digits);
        std::vector<Weight> expected(plane_bits, 0);
        for (std::size_t m = 0; m < plane_bits; ++m) {
            Weight own = 0;
            for (std::size_t k = 0; k < members.size(); ++k) expected[m] += votes[members[k]].test(m) ? weights[k] : 0;
            for (std::size_t d = 0; d < digits.size(); ++d) own += Weight{digits[d].test(m)} << d;
            REQUIRE(own == expected[m]);
        }
        const Weight total = std::accumulate(weights.begin(), weights.end(), Weight{0});
        for (const Weight threshold : {Weight{-3}, Weight{0}, Weight{1}, total / 2, total / 2 + 1, total, total + 1,
                                       2 * total + 5, maximum_total_weight}) {
            const Plane reached = at_least(digits, threshold);
            const Plane doubled = sum_at_least(digits, digits, threshold);
            for (std::size_t m = 0; m < plane_bits; ++m) {
                REQUIRE(reached.test(m) == (expected[m] >= threshold));
                REQUIRE(doubled.test(m) == (2 * expected[m] >= threshold));
            }
        }
    }
}

TEST_CASE("The tables of the normal distribution agree with the functions that they replace") {
    const NormalTable& table = NormalTable::instance();
    const boost::math::normal normal;
    support::Random random(4);
    for (int k = 0; k < 100'000; ++k) {
        const double x = 20 * random.unit() - 10, u = CounterEngine::unit(random.index(~std::uint64_t{0}));
        REQUIRE(std::abs(table.cdf(x) - boost::math::cdf(normal, x)) < 1e-14);
        REQUIRE(std::abs(table.quantile(u) - boost::math::quantile(normal, u)) < 1e-13);
    }
    std::array<double, 64> u{}, x{};
    for (int k = 0; k < 1000; ++k) {
        for (std::size_t m = 0; m < 64; ++m) {
            x[m] = random.index(4) == 0 ? 30 * random.unit() - 15 : 4 * random.unit() - 2;
            u[m] = random.coin() ? random.unit() : boost::math::cdf(normal, x[m]) * (1 + 0.01 * (random.unit() - 0.5));
        }
        const std::uint64_t below = table.below(u, x);
        for (std::size_t m = 0; m < 64; ++m) REQUIRE((below >> m & 1) == (u[m] < boost::math::cdf(normal, x[m])));
    }
}

TEST_CASE("The series of a Beta quantile agree with the function that they replace") {
    support::Random random(7);
    std::vector<std::pair<double, double>> cases{{1, 1},      {2, 3},    {2.5, 0.7}, {0.5, 0.5},
                                                 {0.05, 0.2}, {100, 50}, {1, 7}};
    for (int k = 0; k < 10; ++k) cases.emplace_back(0.1 + 9 * random.unit(), 0.1 + 9 * random.unit());
    for (const auto& [a, b] : cases) {
        INFO(a << ", " << b);
        const BetaQuantile quantile(a, b);
        const boost::math::beta_distribution<> exact(a, b);
        for (int k = 0; k < 400; ++k) {
            const double u =
                k < 300 ? CounterEngine::unit(random.index(~std::uint64_t{0})) : std::ldexp(1.0, -(k - 298) / 2);
            REQUIRE(std::abs(quantile(u) - boost::math::quantile(exact, u)) < 1e-12);
            REQUIRE(std::abs(quantile(1 - u) - boost::math::quantile(exact, 1 - u)) < 1e-12);
        }
    }
}

TEST_CASE("The direction numbers give back the Sobol sequence of Boost") {
    constexpr std::size_t dimensions = 17;
    const SobolDirections directions(dimensions);
    boost::random::sobol sobol(dimensions);
    std::vector<std::uint64_t> point(dimensions, 0);
    for (std::uint64_t place = 1; place < 3000; ++place)
        for (std::size_t d = 0; d < dimensions; ++d) {
            point[d] ^= directions(static_cast<std::size_t>(std::countr_zero(place)), d);
            REQUIRE(sobol() == point[d]);
        }
}

TEST_CASE("Scrambled points stay as even as Sobol points, and are uniform") {
    constexpr std::size_t dimensions = 9;
    const SobolDirections directions(dimensions);
    std::vector<double> point(dimensions), mean(dimensions, 0);
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        ScrambledPoints points(directions, seed, 1);
        std::vector<std::vector<int>> strips(dimensions, std::vector<int>(256));
        std::vector<int> boxes(256);
        for (int k = 0; k < 256; ++k) {
            points.next(point);
            for (std::size_t d = 0; d < dimensions; ++d) {
                REQUIRE(point[d] > 0);
                REQUIRE(point[d] < 1);
                ++strips[d][static_cast<std::size_t>(point[d] * 256)];
                if (k == 0) mean[d] += point[d] / 200;
            }
            ++boxes[static_cast<std::size_t>(point[0] * 16) * 16 + static_cast<std::size_t>(point[1] * 16)];
        }
        for (const auto& strip : strips)
            for (const int points_in : strip) REQUIRE(points_in == 1);
        for (const int points_in : boxes) REQUIRE(points_in == 1);
    }
    for (const double each : mean) CHECK(std::abs(each - 0.5) < 4.5 / std::sqrt(12 * 200.0));
}
