// Properties of rules and lists of coalitions, against their plain definitions.

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <stemgewicht/measures/properties.hpp>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

/// wins(S) of every S, by asking the rule.
std::vector<bool> table_of(const Rule& rule) {
    const std::size_t n = member_count(rule);
    std::vector<bool> table;
    for (unsigned long set = 0; set < 1UL << n; ++set) table.push_back(wins(rule, Coalition(n, set)));
    return table;
}

std::set<unsigned long> listed(const Rule& rule, CoalitionKind kind) {
    std::set<unsigned long> sets;
    CoalitionListing listing(rule, kind);
    while (const auto set = listing.next()) CHECK(sets.insert(set->to_ulong()).second);
    CHECK(CoalitionListing(rule, kind).count() == std::to_string(sets.size()));
    return sets;
}

}  // namespace

TEST_CASE("Null, veto, passing and dictating members, proper and strong rules are as defined") {
    support::Random random(1);
    std::size_t proper_ones = 0, strong_ones = 0, dictators = 0;
    for (int round = 0; round < 400; ++round) {
        const std::size_t n = 1 + random.index(7);
        const Rule rule = support::random_rule(random, n, 2);
        INFO(support::shown(rule));
        const std::vector<bool> wins = table_of(rule);
        const std::size_t all = wins.size() - 1;
        const RuleProperties properties = rule_properties(rule);
        bool proper = true, strong = true;
        for (std::size_t set = 0; set <= all; ++set) {
            proper = proper && !(wins[set] && wins[all ^ set]);
            strong = strong && (wins[set] || wins[all ^ set]);
        }
        CHECK(properties.proper == proper);
        CHECK(is_proper(rule) == proper);
        CHECK(properties.strong == strong);
        CHECK(properties.constant_sum() == (proper && strong));
        for (std::size_t i = 0; i < n; ++i) {
            const std::size_t bit = std::size_t{1} << i;
            bool null = true;
            for (std::size_t set = 0; set <= all; ++set) null = null && wins[set] == wins[set ^ bit];
            const auto in = [&](const std::vector<std::size_t>& members) {
                return std::ranges::find(members, i) != members.end();
            };
            CHECK(in(properties.null_members) == null);
            CHECK(in(properties.veto_members) == !wins[all ^ bit]);
            CHECK(in(properties.passers) == wins[bit]);
            CHECK((properties.dictator == i) == (wins[bit] && !wins[all ^ bit]));
        }
        proper_ones += proper;
        strong_ones += strong;
        dictators += properties.dictator.has_value();
    }
    CHECK(proper_ones > 50);
    CHECK(proper_ones < 350);
    CHECK(strong_ones > 50);
    CHECK(dictators > 10);
}

TEST_CASE("The lists of coalitions hold just those that the definitions name") {
    support::Random random(2);
    for (int round = 0; round < 200; ++round) {
        const std::size_t n = 1 + random.index(7);
        const Rule rule = support::random_rule(random, n, 2);
        INFO(support::shown(rule));
        const std::vector<bool> wins = table_of(rule);
        const std::size_t all = wins.size() - 1;
        const auto is_minimal = [&](const auto& in_family, std::size_t set) {
            bool minimal = in_family(set);
            for (std::size_t i = 0; i < n && minimal; ++i)
                minimal = !((set >> i) & 1) || !in_family(set ^ std::size_t{1} << i);
            return minimal;
        };
        const auto winning = [&](std::size_t set) { return wins[set] != false; };
        const auto blocking = [&](std::size_t set) { return !wins[all ^ set]; };
        std::set<unsigned long> sets[4];
        for (std::size_t set = 0; set <= all; ++set) {
            if (winning(set)) sets[0].insert(set);
            if (is_minimal(winning, set)) sets[1].insert(set);
            if (blocking(set)) sets[2].insert(set);
            if (is_minimal(blocking, set)) sets[3].insert(set);
        }
        CHECK(listed(rule, CoalitionKind::winning) == sets[0]);
        CHECK(listed(rule, CoalitionKind::minimal_winning) == sets[1]);
        CHECK(listed(rule, CoalitionKind::blocking) == sets[2]);
        CHECK(listed(rule, CoalitionKind::minimal_blocking) == sets[3]);
        const auto shift_minimal = listed(rule, CoalitionKind::shift_minimal);
        CHECK(std::ranges::includes(sets[1], shift_minimal));
        CHECK_FALSE(shift_minimal.empty());
    }
}

TEST_CASE("Coalitions are listed lazily: the first of 2^60 comes at once") {
    const Rule rule = WeightedRule{.weights = std::vector<Weight>(61, 1), .quota = 1};
    CoalitionListing listing(rule, CoalitionKind::winning);
    CHECK(listing.next()->count() == 61);
    CHECK(listing.next()->count() == 60);
    CHECK(listing.count() == "2305843009213693951");  // 2^61 - 1: what was listed counts too
}

TEST_CASE("The EEC of 1958 has Luxembourg as null member and three classes besides") {
    const RuleProperties eec = rule_properties(WeightedRule{.weights = {4, 4, 4, 2, 2, 1}, .quota = 12});
    CHECK(eec.null_members == std::vector<std::size_t>{5});
    CHECK(eec.complete);
    CHECK(eec.classes == std::vector<std::vector<std::size_t>>{{0, 1, 2}, {3, 4}, {5}});
    CHECK(eec.proper);
    CHECK_FALSE(eec.strong);
    CHECK(CoalitionListing(WeightedRule{.weights = {4, 4, 4, 2, 2, 1}, .quota = 12}, CoalitionKind::minimal_winning)
              .count() == "4");
}

TEST_CASE("An unknown kind of coalition is refused with the known ones") {
    CHECK(support::refusal([] { return coalition_kind("losing"); }) ==
          "kind: must be one of winning, minimal_winning, shift_minimal, blocking, minimal_blocking, got \"losing\"");
}
