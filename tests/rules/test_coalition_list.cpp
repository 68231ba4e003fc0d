#include <stemgewicht/rules/coalition_list.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::Random;
using Sets = std::vector<std::vector<std::size_t>>;

namespace {

std::string list_refusal(std::size_t members, const Sets& winning) {
    return support::refusal([&] { return coalition_rule(members, winning); });
}

std::string coalition_list_refusal(const CoalitionRule& rule, std::string_view field = "rule") {
    return support::refusal([&] { return check(rule, field); });
}

Coalition set_of(const std::vector<std::size_t>& members, std::size_t count) { return coalition_of(members, count); }

template <class Work>
void each_set(std::size_t members, const Work& work) {
    for (std::size_t set = 0; set < std::size_t{1} << members; ++set) work(Coalition(members, set));
}

}  // namespace

TEST_CASE("A set passes a motion where it contains one of the coalitions") {
    Random random(301);
    for (int round = 0; round < 100; ++round) {
        const std::size_t members = 1 + random.index(7);
        Sets winning(1 + random.index(8));
        for (auto& coalition : winning) {
            for (std::size_t i = 0; i < members; ++i)
                if (random.index(3) == 0) coalition.push_back(i);
            if (coalition.empty()) coalition.push_back(random.index(members));
            if (random.coin()) std::ranges::reverse(coalition);
        }
        const CoalitionList list = coalition_rule(members, winning);
        CHECK(list.rule.member_count() == members);
        CHECK_NOTHROW(check(list.rule));
        CHECK(list.dropped + list.rule.minimal_winning.size() == winning.size());
        each_set(members, [&](const Coalition& yes) {
            const bool contains_one = std::ranges::any_of(winning, [&](const auto& coalition) {
                return std::ranges::all_of(coalition, [&](std::size_t member) { return yes.test(member); });
            });
            CHECK(list.rule.wins(yes) == contains_one);
        });
    }
}

TEST_CASE("Coalitions that contain another are dropped and counted, as are repeated ones") {
    const CoalitionList list = coalition_rule(5, Sets{{0, 1, 2}, {1, 2}, {3}, {2, 1}, {0, 3}, {0, 4}});
    CHECK(list.dropped == 3);
    CHECK(list.rule.minimal_winning == std::vector<Coalition>{set_of({3}, 5), set_of({1, 2}, 5), set_of({0, 4}, 5)});
    const CoalitionList antichain = coalition_rule(4, Sets{{0, 1}, {1, 2}, {2, 3}});
    CHECK(antichain.dropped == 0);
    CHECK(antichain.rule.minimal_winning ==
          std::vector<Coalition>{set_of({0, 1}, 4), set_of({1, 2}, 4), set_of({2, 3}, 4)});
}

TEST_CASE("The minimal winning coalitions of a weighted rule are that rule") {
    Random random(302);
    for (int round = 0; round < 100; ++round) {
        const std::size_t members = 1 + random.index(7);
        const WeightedRule weighted = support::random_weighted_rule(random, members);
        Sets winning;
        std::size_t minimal = 0;
        each_set(members, [&](const Coalition& set) {
            if (!weighted.wins(set)) return;
            winning.push_back(members_of(set));
            bool needs_all = true;
            for (const std::size_t member : winning.back())
                needs_all = needs_all && !weighted.wins(Coalition(set).reset(member));
            minimal += needs_all;
        });
        const CoalitionList list = coalition_rule(members, winning);
        INFO(support::shown(weighted));
        CHECK(list.rule.minimal_winning.size() == minimal);
        each_set(members, [&](const Coalition& yes) { CHECK(list.rule.wins(yes) == weighted.wins(yes)); });
    }
}

TEST_CASE("A coalition and its members are written into each other") {
    const std::vector<std::size_t> members{4, 0, 66};
    const Coalition set = coalition_of(members, 70);
    CHECK(set.size() == 70);
    CHECK(set.count() == 3);
    CHECK(members_of(set) == std::vector<std::size_t>{0, 4, 66});
    CHECK(members_of(Coalition(3)).empty());
    CHECK(coalition_of(std::vector<std::size_t>{}, 2) == Coalition(2));
}

TEST_CASE("A list that makes no rule is refused by the place of the fault") {
    CHECK(list_refusal(3, {}) == "coalitions: must be a list of at least one winning coalition, got none");
    CHECK(list_refusal(3, {{0, 1}, {}}) ==
          "coalitions[1]: must be a coalition of at least one member, got the empty one, which always wins");
    CHECK(list_refusal(3, {{0, 1}, {2, 3}}) ==
          "coalitions[1][1]: must be a member from 0 to 3 exclusive, named once, got 3");
    CHECK(list_refusal(3, {{0, 1, 0}}) ==
          "coalitions[0][2]: must be a member from 0 to 3 exclusive, named once, got 0");
    CHECK(list_refusal(0, {{0}}) == "coalitions[0][0]: must be a member from 0 to 0 exclusive, named once, got 0");
    CHECK(support::refusal([] { return coalition_of(std::vector<std::size_t>{1, 1}, 2, "bloc"); }) ==
          "bloc[1]: must be a member from 0 to 2 exclusive, named once, got 1");
}

TEST_CASE("A coalition rule that was not made from a list is checked") {
    CHECK_NOTHROW(check(CoalitionRule{3, {set_of({0, 1}, 3), set_of({2}, 3)}}));
    CHECK(coalition_list_refusal({3, {}}) ==
          "rule.minimal_winning: must be a list of at least one coalition, got none");
    CHECK(coalition_list_refusal({3, {set_of({0, 1}, 3), set_of({1}, 2)}}) ==
          "rule.minimal_winning[1]: must be a coalition of the 3 members, got one of 2");
    CHECK(coalition_list_refusal({3, {set_of({0, 1}, 3), Coalition(3)}}, "board.rule") ==
          "board.rule.minimal_winning[1]: must be a coalition of at least one member, got the empty one");
    CHECK(coalition_list_refusal({3, {set_of({1}, 3), set_of({0, 1}, 3)}}) ==
          "rule.minimal_winning[1]: must be one that contains no other (coalition_rule reduces such a list), got one "
          "that contains minimal_winning[0]");
    CHECK(coalition_list_refusal({2, {set_of({1}, 2), set_of({1}, 2)}}) ==
          "rule.minimal_winning[0]: must be one that contains no other (coalition_rule reduces such a list), got one "
          "that contains minimal_winning[1]");
}
