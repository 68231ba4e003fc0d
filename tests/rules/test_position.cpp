#include <stemgewicht/rules/position.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

std::string position_refusal(const WeightedRule& position, std::size_t members) {
    return support::refusal([&] { return check_position(position, members); });
}

}  // namespace

TEST_CASE("A majority of an odd weight is never tied") {
    const WeightedRule position = majority_rule({2, 1, 2});
    for (Weight yes = 0; yes <= 5; ++yes) CHECK(side_of(position, 5, yes) == (yes >= 3 ? Side::yes : Side::no));
}

TEST_CASE("A majority of an even weight is tied on one half") {
    const WeightedRule position = majority_rule({2, 2});
    CHECK(side_of(position, 4, 0) == Side::no);
    CHECK(side_of(position, 4, 2) == Side::tied);
    CHECK(side_of(position, 4, 4) == Side::yes);
}

TEST_CASE("A qualified majority is tied wherever neither side reaches it") {
    const WeightedRule position{{1, 1, 1, 1, 1}, 4};
    const Side expected[] = {Side::no, Side::no, Side::tied, Side::tied, Side::yes, Side::yes};
    for (Weight yes = 0; yes <= 5; ++yes) CHECK(side_of(position, 5, yes) == expected[yes]);
}

TEST_CASE("The holders of a position are the members with a weight in it") {
    CHECK(holders({{0, 3, 0, 1}, 3}) == std::vector<std::size_t>{1, 3});
    CHECK(holders(member_position(2, 4)) == std::vector<std::size_t>{2});
}

TEST_CASE("A position that could be both for and against is refused") {
    CHECK(position_refusal({{2, 2}, 2}, 2) ==
          "position.quota: must be above half of its weight 4, so that it is never both for and against, got 2");
    CHECK(position_refusal({{2, 1}, 1}, 2) ==
          "position.quota: must be above half of its weight 3, so that it is never both for and against, got 1");
    CHECK_NOTHROW(check_position({{2, 2}, 3}, 2));
    CHECK_NOTHROW(check_position({{2, 1}, 2}, 2));
}

TEST_CASE("A position over other members than the decision is refused") {
    CHECK(position_refusal({{1, 1, 1}, 2}, 4) ==
          "position.weights: must be one weight for each of the 4 members of the decision, got 3");
    CHECK(position_refusal({{0, 0}, 1}, 2) ==
          "position.weights: must be a list with a positive weight, got only zeros");
    CHECK(support::refusal([] { return check_position({{1, 1}, 3}, 2, "positions[4]"); }) ==
          "positions[4].quota: must be 1..2, got 3");
}
