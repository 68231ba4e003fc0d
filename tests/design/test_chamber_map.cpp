#include <stemgewicht/design/chamber_map.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <utility>
#include <vector>

using namespace stemgewicht;

TEST_CASE("Pairs of weights are in one chamber where the same sets win") {
    support::Random random(31);
    for (int board = 0; board < 40; ++board) {
        std::vector<Weight> weights(3 + random.index(3));
        for (Weight& weight : weights) weight = random.between(1, 6);
        const std::size_t first = random.index(weights.size()), second = (first + 1) % weights.size();
        const QuotaShare share = random.coin() ? majority_share : QuotaShare{2, 3, false};
        const ChamberMap map = chamber_map(weights, {first, second}, {9, 7}, share);
        REQUIRE(map.chamber.size() == 80);
        std::map<std::size_t, std::vector<bool>> wins_in;
        std::set<std::vector<bool>> different;
        for (Weight a = 0; a <= 9; ++a)
            for (Weight b = 0; b <= 7; ++b) {
                WeightedRule rule{weights, 0};
                rule.weights[first] = a;
                rule.weights[second] = b;
                rule.quota = quota_of(share, total_weight(rule.weights));
                std::vector<bool> wins;
                support::each_set(weights.size(), [&](const Coalition& set) { wins.push_back(rule.wins(set)); });
                different.insert(wins);
                const auto known = wins_in.try_emplace(map.chamber_at(a, b), wins).first;
                REQUIRE(known->second == wins);
            }
        CHECK(different.size() == wins_in.size());
        CHECK(map.rules.size() == wins_in.size());
        for (std::size_t chamber = 0; chamber < map.rules.size(); ++chamber) {
            std::vector<bool> wins;
            support::each_set(weights.size(),
                              [&](const Coalition& set) { wins.push_back(map.rules[chamber].wins(set)); });
            CHECK(wins_in.at(chamber) == wins);
        }
    }
}

TEST_CASE("A chamber map of one member, of no weight or of too many pairs is refused") {
    using support::refusal;
    CHECK(refusal([] { return chamber_map({1, 2, 3}, {1, 1}, {5, 5}); }) ==
          "members: must be two different ones, got 1");
    CHECK(refusal([] { return chamber_map({1, 2, 3}, {1, 3}, {5, 5}); }) == "members: must be below 3, got 3");
    CHECK(refusal([] { return chamber_map({1, 2, 3}, {0, 1}, {5, 0}); }) ==
          "largest: must be weights from 1 to 1152921504606846975, got 0");
    CHECK(support::too_large([] { return chamber_map({1, 2, 3}, {0, 1}, {5000, 5000}); }) ==
          "chamber map: more than 4194304 pairs of weights; weights in larger units carry it");
    CHECK(
        support::too_large([] { return chamber_map(std::vector<Weight>(100'000, 1), {0, 1}, {100, 100}); }) ==
        "chamber map: more than 335 games of 100000 members, which are too many to keep; weights in larger units carry "
        "it");
}
