#include <stemgewicht/rules/rule.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::Random;

namespace {

std::string incompatible_refusal(const IncompatibleRule& rule, std::string_view field = "rule") {
    return support::refusal([&] { return check(rule, field); });
}

bool in(std::size_t set, std::size_t member) { return ((set >> member) & 1) != 0; }

bool has_pair(std::size_t set, const std::vector<Pair>& pairs) {
    return std::ranges::any_of(pairs, [&](const Pair& pair) { return in(set, pair.first) && in(set, pair.second); });
}

/// Some part of the set without an incompatible pair wins, by trying all parts.
bool some_part_wins(const IncompatibleRule& rule, std::size_t set) {
    for (std::size_t part = set;; part = (part - 1) & set) {
        if (!has_pair(part, rule.pairs) && wins(*rule.rule, Coalition(rule.member_count(), part))) return true;
        if (part == 0) return false;
    }
}

template <class Wins>
bool is_minimal(std::size_t set, const Wins& winning) {
    bool minimal = winning(set);
    for (std::size_t left = set; left != 0; left &= left - 1) minimal = minimal && !winning(set ^ (left & (~left + 1)));
    return minimal;
}

}  // namespace

TEST_CASE("A set passes a motion where some part of it without an incompatible pair does") {
    Random random(401);
    for (int round = 0; round < 200; ++round) {
        const std::size_t members = 1 + random.index(7);
        const Rule inner = support::random_rule(random, members, 1);
        const IncompatibleRule rule{inner, support::random_pairs(random, members, 8)};
        INFO(support::shown(rule));
        CHECK(rule.member_count() == members);
        for (std::size_t set = 0; set < std::size_t{1} << members; ++set)
            CHECK(rule.wins(Coalition(members, set)) == some_part_wins(rule, set));
    }
}

TEST_CASE("Minimal winning coalitions are those of the rule that contain no incompatible pair") {
    Random random(402);
    for (int round = 0; round < 100; ++round) {
        const std::size_t members = 1 + random.index(7);
        const WeightedRule inner = support::random_weighted_rule(random, members);
        const IncompatibleRule rule{Rule(inner), support::random_pairs(random, members, 8)};
        INFO(support::shown(rule));
        for (std::size_t set = 0; set < std::size_t{1} << members; ++set) {
            const bool minimal = is_minimal(set, [&](std::size_t s) { return rule.wins(Coalition(members, s)); });
            const bool minimal_inside =
                is_minimal(set, [&](std::size_t s) { return inner.wins(Coalition(members, s)); });
            CHECK(minimal == (minimal_inside && !has_pair(set, rule.pairs)));
        }
    }
}

TEST_CASE("Two rivals among five need partners, as counted by hand") {
    const IncompatibleRule rule{Rule(WeightedRule{{2, 2, 1, 1, 1}, 4}), {{0, 1}}};
    const auto wins = [&](const std::vector<std::size_t>& yes) { return rule.wins(coalition_of(yes, 5)); };
    CHECK_FALSE(wins({0, 1}));
    CHECK_FALSE(wins({0, 1, 2}));
    CHECK(wins({0, 2, 3}));
    CHECK(wins({0, 1, 2, 3}));  // the rival stays, and the others pass it without
    CHECK_FALSE(wins({2, 3, 4}));
    CHECK_NOTHROW(check(rule));
}

TEST_CASE("Without pairs it is the rule itself, and a pair named twice counts once") {
    Random random(403);
    for (int round = 0; round < 50; ++round) {
        const std::size_t members = 2 + random.index(5);
        const Rule inner = support::random_rule(random, members, 2);
        const IncompatibleRule free{inner, {}}, once{inner, {{0, 1}}}, twice{inner, {{0, 1}, {1, 0}, {0, 1}}};
        for (std::size_t set = 0; set < std::size_t{1} << members; ++set) {
            const Coalition yes(members, set);
            CHECK(free.wins(yes) == wins(inner, yes));
            CHECK(once.wins(yes) == twice.wins(yes));
        }
    }
}

TEST_CASE("Pairs that are none, or by which nothing passes, are refused by their place") {
    const Rule unanimity = WeightedRule{{1, 1, 1}, 3};
    CHECK(incompatible_refusal({unanimity, {{0, 2}}}) ==
          "rule.pairs: must be pairs that leave a winning coalition, got pairs by which no motion passes");
    const Rule majority = WeightedRule{{1, 1, 1}, 2};
    CHECK(incompatible_refusal({majority, {{0, 1}, {1, 2}, {0, 2}}}) ==
          "rule.pairs: must be pairs that leave a winning coalition, got pairs by which no motion passes");
    CHECK_NOTHROW(check(IncompatibleRule{majority, {{0, 1}, {1, 2}}}));
    CHECK(incompatible_refusal({majority, {{0, 1}, {1, 3}}}, "board") ==
          "board.pairs[1]: must be a pair of members from 0 to 3 exclusive, got 1-3");
    CHECK(incompatible_refusal({majority, {{7, 0}}}) ==
          "rule.pairs[0]: must be a pair of members from 0 to 3 exclusive, got 7-0");
    CHECK(incompatible_refusal({majority, {{0, 1}, {2, 2}}}) ==
          "rule.pairs[1]: must be a pair of two different members, got member 2 twice");
    CHECK(incompatible_refusal({Rule(WeightedRule{{1, 1, 1}, 4}), {{0, 1}}}) == "rule.rule.quota: must be 1..3, got 4");
}
