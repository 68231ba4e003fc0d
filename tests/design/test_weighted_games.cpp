#include <stemgewicht/design/weighted_games.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

using Wins = std::string;  ///< for each coalition, whether it wins

Wins wins_of(const WeightedRule& rule) {
    Wins wins;
    for (std::size_t set = 0; set < std::size_t{1} << rule.weights.size(); ++set) {
        Weight weight = 0;
        for (std::size_t i = 0; i < rule.weights.size(); ++i) weight += (set >> i & 1) != 0 ? rule.weights[i] : 0;
        wins += weight >= rule.quota ? '1' : '0';
    }
    return wins;
}

/// Calls work for all weights that do not rise, to the largest given.
void each_falling(std::size_t members, Weight largest, std::vector<Weight>& weights,
                  const std::function<void(const std::vector<Weight>&)>& work) {
    if (weights.size() == members) {
        work(weights);
        return;
    }
    for (Weight weight = 0; weight <= (weights.empty() ? largest : weights.back()); ++weight) {
        weights.push_back(weight);
        each_falling(members, largest, weights, work);
        weights.pop_back();
    }
}

}  // namespace

TEST_CASE("The weighted games are as many as are known, and their least weights") {
    constexpr std::array<std::size_t, 8> known{0, 1, 3, 8, 25, 117, 1111, 29373};
    for (std::size_t n = 1; n <= maximum_weighted_game_members; ++n) {
        const std::vector<WeightedRule> games = weighted_games(n);
        CHECK(games.size() == known[n]);
        std::set<Wins> different;
        Weight sum = 0, largest_sum = 0, largest = 0;
        for (const WeightedRule& rule : games) {
            different.insert(wins_of(rule));
            const Weight total = total_weight(rule.weights);
            sum += total;
            largest_sum = std::max(largest_sum, total);
            largest = std::max(largest, rule.weights.front());
        }
        CHECK(different.size() == games.size());
        if (n < 7) continue;
        CHECK(sum == 1'054'823);
        CHECK(largest_sum == 77);
        CHECK(largest == 18);
    }
}

TEST_CASE("The weighted games are those that whole weights give, each by weights of least sum") {
    constexpr std::array<Weight, 7> largest_weight{0, 1, 1, 2, 3, 5, 9};
    for (std::size_t n = 1; n <= 6; ++n) {
        std::map<Wins, Weight> least;
        std::vector<Weight> weights;
        each_falling(n, largest_weight[n] + (n < 6 ? 1 : 0), weights, [&](const std::vector<Weight>& chosen) {
            Weight total = 0;
            for (const Weight weight : chosen) total += weight;
            for (Weight quota = 1; quota <= total; ++quota) {
                const auto [place, fresh] = least.emplace(wins_of({chosen, quota}), total);
                if (!fresh) place->second = std::min(place->second, total);
            }
        });
        const std::vector<WeightedRule> games = weighted_games(n);
        CHECK(games.size() == least.size());
        for (const WeightedRule& rule : games) {
            const auto found = least.find(wins_of(rule));
            REQUIRE(found != least.end());
            CHECK(found->second == total_weight(rule.weights));
        }
    }
}

TEST_CASE("Proper weighted games are those with a quota above half of the weight") {
    for (std::size_t n = 1; n <= 6; ++n) {
        std::set<Wins> proper, above_half;
        for (const WeightedRule& rule : weighted_games(n, WeightedGames::proper)) proper.insert(wins_of(rule));
        for (const WeightedRule& rule : weighted_games(n)) {
            const Wins wins = wins_of(rule);
            bool both = false;
            for (std::size_t set = 0; set < wins.size(); ++set)
                both = both || (wins[set] == '1' && wins[wins.size() - 1 - set] == '1');
            if (!both) above_half.insert(wins);
        }
        CHECK(proper == above_half);
    }
}

namespace {

constexpr std::array<std::uint64_t, 9> known_complete{0, 1, 3, 8, 25, 117, 1171, 44313, 16175188};
constexpr std::array<std::uint64_t, 9> known_weighted{0, 1, 3, 8, 25, 117, 1111, 29373, 2730164};
constexpr std::array<std::uint64_t, 9> known_self_dual{0, 1, 1, 2, 3, 7, 21, 135, 2470};

/// How many functions of so many bits are 1 just where a weighted sum reaches a number: a weighted game, any of whose
/// members who matter is taken for its opposite, or a constant.
std::uint64_t threshold_functions(std::size_t members) {
    std::uint64_t functions = 2;
    each_weighted_game(members, [&](const WeightedRule& rule) {
        std::uint64_t orders = 1, alike = 1;
        for (std::size_t i = 1; i < members; ++i) {
            alike = rule.weights[i] == rule.weights[i - 1] ? alike + 1 : 1;
            orders = orders * (i + 1) / alike;
        }
        const auto nobody = static_cast<std::size_t>(std::ranges::count(rule.weights, 0));
        functions += orders << (members - nobody);
    });
    return functions;
}

}  // namespace

TEST_CASE("Complete, weighted and self-dual games are as many as are known") {
    for (std::size_t n = 1; n <= 7; ++n) {
        const GameCounts counts = count_games(n);
        CHECK(counts.complete == known_complete[n]);
        CHECK(counts.weighted == known_weighted[n]);
        CHECK(counts.self_dual == known_self_dual[n]);
    }
    const GameCounts seven = count_games(7);
    CHECK(seven.sums == 1'054'823);
    CHECK(seven.largest_sum == 77);
    CHECK(seven.largest_weight == 18);
}

TEST_CASE("The weighted games of members with names are as many as rules that differ") {
    constexpr std::array<Weight, 6> largest_weight{0, 1, 1, 2, 3, 5};
    for (std::size_t n = 1; n <= 4; ++n) {
        std::set<Wins> different;
        std::vector<Weight> weights(n, 0);
        while (true) {
            std::size_t i = 0;
            while (i < n && weights[i] == largest_weight[n]) weights[i++] = 0;
            if (i == n) break;
            ++weights[i];
            for (Weight quota = 1; quota <= total_weight(weights); ++quota) different.insert(wins_of({weights, quota}));
        }
        CHECK(count_games(n).labelled == different.size());
    }
}

TEST_CASE("The weighted games are as many as threshold functions of bits say") {
    // the sequence A000609 of the On-Line Encyclopedia of Integer Sequences
    constexpr std::array<std::uint64_t, 8> known{2, 4, 14, 104, 1882, 94572, 15028134, 8378070864};
    for (std::size_t n = 1; n <= 7; ++n) CHECK(threshold_functions(n) == known[n]);
}

TEST_CASE("All weighted games of eight members are as many as are known", "[.][eight]") {
    // some ten seconds: test_design "[eight]"
    const GameCounts counts = count_games(8);
    CHECK(counts.complete == known_complete[8]);
    CHECK(counts.weighted == known_weighted[8]);
    CHECK(counts.self_dual == known_self_dual[8]);
    CHECK(counts.largest_weight == 42);
    // of the rules of n members with names those in which just k matter are choose(n, k) times as many as those of k
    // members who all do, and each gives 2^k threshold functions
    constexpr std::uint64_t known_functions = 17561539552946;  // A000609
    const auto choose = [](std::size_t n, std::size_t k) {
        std::uint64_t count = 1;
        for (std::size_t i = 1; i <= k; ++i) count = count * (n - k + i) / i;
        return count;
    };
    std::array<std::uint64_t, 9> all_matter{};
    std::uint64_t functions = 2;
    for (std::size_t n = 1; n <= 8; ++n) {
        all_matter[n] = n < 8 ? count_games(n).labelled : counts.labelled;
        for (std::size_t k = 1; k < n; ++k) all_matter[n] -= choose(n, k) * all_matter[k];
        functions += choose(8, n) * all_matter[n] << n;
    }
    CHECK(functions == known_functions);
}

TEST_CASE("All weighted games of no member, or of more than seven, are refused") {
    CHECK(support::refusal([] { return weighted_games(0); }) == "members: must be 1 or more, got 0");
    CHECK_THROWS_AS(weighted_games(8), std::length_error);
    CHECK_THROWS_AS(count_games(9), std::length_error);
}
