#include <stemgewicht/design/weighted_games.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
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

TEST_CASE("All weighted games of no member, or of more than seven, are refused") {
    CHECK(support::refusal([] { return weighted_games(0); }) == "members: must be 1 or more, got 0");
    CHECK_THROWS_AS(weighted_games(8), std::length_error);
}
