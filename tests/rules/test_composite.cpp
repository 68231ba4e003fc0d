#include <stemgewicht/rules/rule.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

/// Three councils of three, one and two members; the second has two votes on the board, the others one.
CompositeRule three_councils() {
    return {.top = {{1, 2, 1}, 3},
            .blocks = {{.members = {0, 3, 5}, .rule = {{1, 1, 1}, 2}},
                       {.members = {2}, .rule = {{1}, 1}},
                       {.members = {1, 4}, .rule = {{2, 1}, 2}}}};
}

Coalition coalition(std::size_t count, const std::vector<std::size_t>& members) {
    Coalition result(count);
    for (const std::size_t member : members) result.set(member);
    return result;
}

std::string composite_refusal(const CompositeRule& rule, std::string_view field = "rule") {
    return support::refusal([&] { return check(rule, field); });
}

}  // namespace

TEST_CASE("Each block votes as its own rule decides, and the blocks vote under the top") {
    const CompositeRule rule = three_councils();
    CHECK(rule.member_count() == 6);
    CHECK(rule.wins(coalition(6, {0, 5, 2})));           // first and second council: 1 + 2
    CHECK(rule.wins(coalition(6, {1, 2})));              // second and third council: 2 + 1
    CHECK_FALSE(rule.wins(coalition(6, {0, 3, 5, 1})));  // first and third council: 1 + 1
    CHECK_FALSE(rule.wins(coalition(6, {0, 2, 4})));     // a minority of the first, and the light member of the third
    CHECK_FALSE(rule.wins(coalition(6, {2})));
    CHECK(rule.wins(coalition(6, {0, 1, 2, 3, 4, 5})));
}

TEST_CASE("A block that ties votes no") {
    const CompositeRule rule{.top = {{1}, 1}, .blocks = {{.members = {0, 1}, .rule = majority_rule({1, 1})}}};
    CHECK_FALSE(rule.wins(coalition(2, {0})));
    CHECK(rule.wins(coalition(2, {0, 1})));
}

TEST_CASE("A composite rule whose blocks partition the members passes the check") {
    CHECK_NOTHROW(check(three_councils()));
    CHECK_NOTHROW(check(Rule{three_councils()}));
}

TEST_CASE("A fault in a composite rule is refused with the path of the field") {
    CompositeRule rule = three_councils();
    rule.top.quota = 5;
    CHECK(composite_refusal(rule) == "rule.top.quota: must be 1..4, got 5");

    rule = three_councils();
    rule.blocks.pop_back();
    CHECK(composite_refusal(rule) == "rule.blocks: must be one block for each of the 3 votes of the top, got 2");

    rule = three_councils();
    rule.blocks.push_back({.members = {}, .rule = {{1}, 1}});
    rule.top.weights.push_back(1);
    CHECK(composite_refusal(rule) == "rule.blocks[3].members: must be a list of at least one member, got none");

    rule = three_councils();
    rule.blocks[2].rule.quota = 4;
    CHECK(composite_refusal(rule) == "rule.blocks[2].rule.quota: must be 1..3, got 4");

    rule = three_councils();
    rule.blocks[2].rule.weights = {2, 1, 1};
    CHECK(composite_refusal(rule) ==
          "rule.blocks[2].rule.weights: must be one weight for each of the 2 members, got 3");

    rule = three_councils();
    rule.blocks[0].rule.weights[1] = -1;
    CHECK(composite_refusal(rule, "option") == "option.blocks[0].rule.weights[1]: must be 0 or more, got -1");
}

TEST_CASE("A member in two blocks, or one that is not on the board, is refused by its place") {
    CompositeRule rule = three_councils();
    rule.blocks[2].members[1] = 0;
    CHECK(composite_refusal(rule) ==
          "rule.blocks[2].members[1]: must be a member from 0 to 6 exclusive that no other block names, got 0");
    rule.blocks[2].members[1] = 6;
    CHECK(composite_refusal(rule) ==
          "rule.blocks[2].members[1]: must be a member from 0 to 6 exclusive that no other block names, got 6");
}

TEST_CASE("A rule of either kind answers through the variant") {
    const Rule weighted = WeightedRule{{2, 1}, 2};
    const Rule composite = three_councils();
    CHECK(member_count(weighted) == 2);
    CHECK(member_count(composite) == 6);
    CHECK(wins(weighted, coalition(2, {0})));
    CHECK_FALSE(wins(weighted, coalition(2, {1})));
    CHECK(wins(composite, coalition(6, {1, 2})));
    CHECK(support::refusal([] { return check(Rule{WeightedRule{{1}, 2}}, "decision"); }) ==
          "decision.quota: must be 1..1, got 2");
}
