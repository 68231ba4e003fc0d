#include <stemgewicht/design/pair_games.hpp>
#include <stemgewicht/design/tipping.hpp>
#include <stemgewicht/measures/properties.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <set>
#include <vector>

using namespace stemgewicht;

namespace {

using Game = std::uint64_t;  ///< bit S: the set S wins

/// All monotone games on n members, the constant ones too: one that wins with the last member at least where it does
/// without.
std::vector<Game> monotone_games(std::size_t n) {
    if (n == 0) return {0, 1};
    const std::vector<Game> smaller = monotone_games(n - 1);
    std::vector<Game> games;
    for (const Game without : smaller)
        for (const Game with : smaller)
            if ((without & ~with) == 0) games.push_back(without | with << (std::size_t{1} << (n - 1)));
    return games;
}

bool wins_in(Game game, std::size_t set) { return (game >> set & 1) != 0; }

bool is_proper_game(Game game, std::size_t n) {
    const std::size_t everyone = (std::size_t{1} << n) - 1;
    for (std::size_t set = 0; set <= everyone; ++set)
        if (wins_in(game, set) && wins_in(game, everyone ^ set)) return false;
    return true;
}

Game game_of(const CoalitionRule& rule) {
    Game game = 0;
    for (std::size_t set = 0; set < std::size_t{1} << rule.members; ++set)
        game |= Game{rule.wins(Coalition(rule.members, set))} << set;
    return game;
}

std::set<Game> games_of(const std::vector<CoalitionRule>& rules) {
    std::set<Game> games;
    for (const CoalitionRule& rule : rules) games.insert(game_of(rule));
    REQUIRE(games.size() == rules.size());
    return games;
}

}  // namespace

TEST_CASE("proper games are those among all monotone ones") {
    for (std::size_t n = 1; n <= 5; ++n) {
        const std::size_t everyone = (std::size_t{1} << n) - 1;
        std::set<Game> expected;
        for (const Game game : monotone_games(n))
            if (wins_in(game, everyone) && is_proper_game(game, n)) expected.insert(game);
        CHECK(games_of(proper_games(n, {})) == expected);
    }
}

TEST_CASE("proper games in which some coalitions must win are those among all monotone ones") {
    support::Random random(11);
    const std::vector<Game> all = monotone_games(4);
    for (int round = 0; round < 60; ++round) {
        std::vector<Coalition> winning;
        for (std::size_t k = 0; k < 1 + random.index(3); ++k) winning.emplace_back(4, 1 + random.index(15));
        std::set<Game> expected;
        for (const Game game : all)
            if (wins_in(game, 15) && is_proper_game(game, 4) &&
                std::ranges::all_of(winning, [&](const Coalition& set) { return wins_in(game, set.to_ulong()); }))
                expected.insert(game);
        CHECK(games_of(proper_games(4, winning)) == expected);
    }
}

TEST_CASE("just three proper games let a member win with any one other, among all monotone games to 6 members") {
    for (std::size_t n = 2; n <= 6; ++n) {
        Game pairs = 0, complements = 0;
        const std::size_t everyone = (std::size_t{1} << n) - 1;
        for (std::size_t other = 1; other < n; ++other) {
            const std::size_t pair = 1 | std::size_t{1} << other;
            pairs |= Game{1} << pair;
            complements |= Game{1} << (everyone ^ pair);
        }
        std::set<Game> expected;
        const std::vector<Game> smaller = monotone_games(n - 1);
        for (const Game without : smaller)
            for (const Game with : smaller) {
                const Game game = without | with << (std::size_t{1} << (n - 1));
                if ((without & ~with) == 0 && (game & pairs) == pairs && (game & complements) == 0 &&
                    is_proper_game(game, n))
                    expected.insert(game);
            }
        CHECK(expected.size() == 3);
        CHECK(games_of(pair_games(n)) == expected);
    }
}

TEST_CASE("the three games on seven members are apex, apex with veto and dictator") {
    const std::vector<CoalitionRule> games = pair_games(7, 2);
    REQUIRE(games.size() == 3);
    std::set<PairGame> kinds;
    for (const CoalitionRule& rule : games) {
        check(rule);
        const RuleProperties properties = rule_properties(rule);
        CHECK(properties.proper);
        const auto kind = pair_game(rule, 2);
        REQUIRE(kind);
        kinds.insert(*kind);
        CHECK((properties.dictator == std::size_t{2}) == (*kind == PairGame::dictator));
        CHECK(properties.veto_members.size() == (*kind == PairGame::apex ? 0 : 1));
        CHECK(properties.strong == (*kind != PairGame::apex_veto));
    }
    CHECK(kinds.size() == 3);
}

TEST_CASE("a rule is one of the three just where it is proper and every pair wins") {
    support::Random random(12);
    std::set<PairGame> seen;
    for (int game = 0; game < 3000; ++game) {
        const std::size_t n = 2 + random.index(4);
        std::vector<Weight> weights(n);
        for (Weight& weight : weights) weight = random.between(0, 6);
        weights[0] = random.between(0, 20);
        const Weight total = std::accumulate(weights.begin(), weights.end(), Weight{0});
        if (total == 0) continue;
        const WeightedRule rule{.weights = weights, .quota = random.between(1, total)};
        bool pairs = true;
        for (std::size_t other = 1; other < n; ++other) pairs = pairs && weights[0] + weights[other] >= rule.quota;
        CHECK(wins_with_any_other(rule, 0) == pairs);
        const auto kind = pair_game(rule, 0);
        CHECK(kind.has_value() == (pairs && is_proper(rule)));
        if (!kind) continue;
        seen.insert(*kind);
        CHECK((*kind == PairGame::dictator) == (weights[0] >= rule.quota));
        CHECK((*kind == PairGame::apex) == (total - weights[0] >= rule.quota));
    }
    CHECK(seen.size() == 3);
}

TEST_CASE("the weights with which a member wins with any one other agree with the staircase") {
    support::Random random(13);
    for (int game = 0; game < 100; ++game) {
        std::vector<Weight> others(1 + random.index(6));
        for (Weight& weight : others) weight = random.between(0, 9);
        others.push_back(random.between(1, 9));
        const PairWeights found = pair_weights(others);
        std::vector<Weight> weights = others;
        weights.push_back(0);
        for (weights.back() = 0; weights.back() <= found.dictator + 3; ++weights.back()) {
            const WeightedRule rule = majority_rule(weights);
            const Weight weight = weights.back();
            const std::size_t member = others.size();
            CHECK(wins_with_any_other(rule, member) == (weight >= found.first));
            const auto kind = pair_game(rule, member);
            CHECK((kind == PairGame::apex) == (weight >= found.first && weight < found.veto));
            CHECK((kind == PairGame::apex_veto) == (weight >= found.first && weight == found.veto));
            CHECK((kind == PairGame::dictator) == (weight >= found.dictator));
        }
    }
    const PairWeights seats = pair_weights({27, 23, 23, 21, 19, 17});
    CHECK(seats.first == 97);
    CHECK(seats.veto == 130);
    CHECK(seats.dictator == 131);
    for (const WeightStep& step : weight_steps({39, 27, 23, 23, 21, 19, 17}, 0))
        CHECK(wins_with_any_other(step.rule, 0) == (step.first >= 97));
}

TEST_CASE("games of pairs refuse what is none") {
    using support::refusal;
    CHECK(refusal([] { return pair_games(1); }) == "members: must be 2 or more, got 1");
    CHECK(refusal([] { return pair_games(3, 3); }) == "member: must be below 3, got 3");
    CHECK(refusal([] { return wins_with_any_other(majority_rule({1, 1}), 2); }) == "member: must be below 2, got 2");
    CHECK(refusal([] { return pair_weights({0}); }) == "others: must be a list with a positive weight, got only zeros");
    CHECK(refusal([] { return proper_games(3, std::vector{Coalition(4)}); }) ==
          "winning[0]: must be a coalition of the 3 members, got one of 4");
    CHECK(proper_games(4, std::vector{Coalition(4, 3), Coalition(4, 12)}).empty());
    CHECK(support::too_large([] { return pair_games(15); }) == "proper games: carries up to 14 members, got 15");
}
