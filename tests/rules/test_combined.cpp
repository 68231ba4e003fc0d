#include <stemgewicht/rules/combined.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

using namespace stemgewicht;
using support::Random;

namespace {

std::string combined_refusal(const CombinedRule& rule, std::string_view field = "rule") {
    return support::refusal([&] { return check(rule, field); });
}

/// States and population, as in the Council of the European Union: 4 of 6 states with 65 of 100, or 5 states.
CombinedRule double_majority() {
    const WeightedRule states{{1, 1, 1, 1, 1, 1}, 4}, population{{38, 20, 16, 12, 9, 5}, 65};
    return any_of({all_of({states, population}), WeightedRule{{1, 1, 1, 1, 1, 1}, 5}});
}

/// Council 0 of members 0, 0, 1 (member 0 casts two votes of three) and council 1 of members 1, 2, both needed.
CombinedRule two_councils() {
    return {.members = 4,
            .top = Rule(WeightedRule{{1, 1}, 2}),
            .parts = {{.members = {0, 0, 1}, .rule = Rule(WeightedRule{{1, 1, 1}, 2})},
                      {.members = {1, 2}, .rule = Rule(WeightedRule{{1, 1}, 1})}}};
}

}  // namespace

TEST_CASE("A combined rule passes where enough of its rules pass") {
    Random random(201);
    for (int round = 0; round < 100; ++round) {
        const std::size_t members = 1 + random.index(7), count = 1 + random.index(4);
        std::vector<WeightedRule> weighted;
        while (weighted.size() < count) weighted.push_back(support::random_weighted_rule(random, members));
        const std::vector<Rule> rules(weighted.begin(), weighted.end());
        const CombinedRule all = all_of(rules), any = any_of(rules);
        const std::size_t needed = 1 + random.index(count);
        const CombinedRule some = at_least(needed, rules);
        CHECK(some.member_count() == members);
        support::each_set(members, [&](const Coalition& yes) {
            std::size_t passing = 0;
            for (const WeightedRule& rule : weighted) passing += rule.wins(yes);
            CHECK(some.wins(yes) == (passing >= needed));
            CHECK(all.wins(yes) == (passing == count));
            CHECK(any.wins(yes) == (passing > 0));
        });
    }
}

TEST_CASE("A double majority with an exception for nearly all states is counted by hand") {
    const CombinedRule rule = double_majority();
    CHECK(rule.wins(coalition_of(std::vector<std::size_t>{0, 1, 4, 5}, 6)));        // 4 states with 72
    CHECK_FALSE(rule.wins(coalition_of(std::vector<std::size_t>{0, 1, 2}, 6)));     // 74 in 3 states
    CHECK_FALSE(rule.wins(coalition_of(std::vector<std::size_t>{1, 2, 3, 4}, 6)));  // 4 states with 57
    CHECK(rule.wins(coalition_of(std::vector<std::size_t>{1, 2, 3, 4, 5}, 6)));     // 5 states with 62
    CHECK_NOTHROW(check(rule));
}

TEST_CASE("A member may cast several votes of a part and sit in several parts, or in none") {
    const CombinedRule rule = two_councils();
    CHECK_NOTHROW(check(rule));
    support::each_set(4, [&](const Coalition& yes) {
        const bool first = 2 * int{yes.test(0)} + int{yes.test(1)} >= 2, second = yes.test(1) || yes.test(2);
        CHECK(rule.wins(yes) == (first && second));
    });
}

TEST_CASE("Two tiers of weighted rules are the composite rule") {
    Random random(202);
    for (int round = 0; round < 100; ++round) {
        const std::size_t members = 1 + random.index(8);
        const CompositeRule composite = support::random_composite_rule(random, members);
        CombinedRule combined{.members = members, .top = Rule(composite.top), .parts = {}};
        for (const Block& block : composite.blocks)
            combined.parts.push_back({.members = block.members, .rule = Rule(block.rule)});
        INFO(support::shown(composite));
        CHECK_NOTHROW(check(combined));
        support::each_set(members, [&](const Coalition& yes) { CHECK(combined.wins(yes) == composite.wins(yes)); });
    }
}

TEST_CASE("Parts and tops may be rules of any kind, by the definition of each") {
    Random random(203);
    for (int round = 0; round < 200; ++round) {
        const std::size_t members = 1 + random.index(6);
        const CombinedRule rule = support::random_combined_rule(random, members, 2);
        INFO(support::shown(rule));
        CHECK_NOTHROW(check(rule));
        support::each_set(members, [&](const Coalition& yes) {
            Coalition decisions(rule.parts.size());
            for (std::size_t j = 0; j < rule.parts.size(); ++j) {
                std::string votes;  // of the part, the last first, as a set is written
                for (const std::size_t member : rule.parts[j].members) votes.insert(0, yes.test(member) ? "1" : "0");
                if (wins(*rule.parts[j].rule, Coalition(votes))) decisions.set(j);
            }
            CHECK(rule.wins(yes) == wins(*rule.top, decisions));
        });
    }
}

TEST_CASE("A combined rule is a value: copies are equal, apart, and as deep as it is") {
    const CombinedRule rule = double_majority();
    CombinedRule copy = rule;
    CHECK(copy == rule);
    copy.parts[0].rule = Rule(WeightedRule{{1, 1, 1, 1, 1, 1}, 1});
    CHECK_FALSE(copy == rule);
    CHECK(rule == double_majority());
    CHECK(copy.wins(coalition_of(std::vector<std::size_t>{5}, 6)));
    copy = rule;
    CHECK(copy == rule);
    const CombinedRule moved = std::move(copy);
    CHECK(moved == rule);
    CHECK_FALSE(Rule(moved) == Rule(WeightedRule{{1}, 1}));
    CHECK(Rule(moved) == Rule(rule));
}

TEST_CASE("Rules that do not fit together are refused by their place") {
    const WeightedRule two{{1, 1}, 2}, three{{1, 1, 1}, 2};
    CHECK(support::refusal([] { return all_of({}); }) == "rules: must be a list of at least one rule, got none");
    CHECK(support::refusal([] { return any_of({}); }) == "rules: must be a list of at least one rule, got none");
    CHECK(support::refusal([&] { return all_of({two, two, three}); }) ==
          "rules[2]: must be a rule over the 2 members of the first, got 3 members");
    CHECK(combined_refusal(at_least(0, {two, two})) == "rule.top.quota: must be 1..2, got 0");
    CHECK(combined_refusal(at_least(3, {two, two})) == "rule.top.quota: must be 1..2, got 3");
    CHECK(combined_refusal(all_of({two, WeightedRule{{1, 1}, 3}}), "board") ==
          "board.parts[1].rule.quota: must be 1..2, got 3");
}

TEST_CASE("A fault in a combined rule is refused with the path of the field") {
    CombinedRule rule = two_councils();
    rule.parts.clear();
    CHECK(combined_refusal(rule) == "rule.parts: must be a list of at least one part, got none");

    rule = two_councils();
    rule.parts.pop_back();
    CHECK(combined_refusal(rule) == "rule.parts: must be one part for each of the 2 votes of the top, got 1");

    rule = two_councils();
    rule.parts[1].members.pop_back();
    CHECK(combined_refusal(rule) ==
          "rule.parts[1].members: must be one member for each of the 2 votes of its rule, got 1");

    rule = two_councils();
    rule.parts[0].members.push_back(3);
    CHECK(combined_refusal(rule) ==
          "rule.parts[0].members: must be one member for each of the 3 votes of its rule, got 4");

    rule = two_councils();
    rule.parts[0].members[2] = 4;
    CHECK(combined_refusal(rule, "decision") ==
          "decision.parts[0].members[2]: must be a member from 0 to 4 exclusive, got 4");

    rule = two_councils();
    rule.top = Rule(WeightedRule{{1, 1}, 0});
    CHECK(combined_refusal(rule) == "rule.top.quota: must be 1..2, got 0");
}

TEST_CASE("A fault deep in a combined rule is refused with the whole path") {
    CombinedRule inner = two_councils();
    inner.parts[0].rule = Rule(WeightedRule{{1, -1, 1}, 1});
    const WeightedRule four{{1, 1, 1, 1}, 3};
    CHECK(combined_refusal(all_of({four, inner})) ==
          "rule.parts[1].rule.parts[0].rule.weights[1]: must be 0 or more, got -1");
    CHECK(support::refusal([&] { return check(Rule(any_of({inner})), "boards[2].rule"); }) ==
          "boards[2].rule.parts[0].rule.parts[0].rule.weights[1]: must be 0 or more, got -1");
}

TEST_CASE("Rules that are nested deeper than anybody writes are refused, and answered up to there") {
    Rule rule = WeightedRule{{1, 1, 1}, 2};
    for (std::size_t depth = 1; depth < 100; ++depth) rule = all_of({std::move(rule)});
    check(rule);
    CHECK(wins(rule, Coalition(3, 0b011)));
    CHECK_FALSE(wins(rule, Coalition(3, 0b100)));
    const CombinedRule deeper = any_of({rule, WeightedRule{{1, 1, 1}, 1}});
    const std::string expected = ": must be rules nested at most 100 deep, got 101";
    CHECK(support::refusal([&] { return check(Rule(deeper)); }) == "rule" + expected);
    CHECK(support::refusal([&] { return check(any_of({Rule(deeper)})); }) == "rule.parts[0].rule" + expected);
    const Rule restricted = RestrictedRule{.rule = rule, .edges = {{0, 1}}};
    CHECK(support::refusal([&] { return check(restricted, "board"); }) == "board" + expected);
}
