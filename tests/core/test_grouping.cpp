#include <stemgewicht/core/grouping.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

const std::vector<std::string> parties{"VVD", "CDA", "VVD", "D66", "CDA"};

}  // namespace

TEST_CASE("Groups stand in the order in which they first appear") {
    const Grouping grouping = make_grouping("family", parties);
    CHECK(grouping.name == "family");
    CHECK(grouping.labels == std::vector<std::string>{"VVD", "CDA", "D66"});
    CHECK(grouping.group_of == std::vector<std::size_t>{0, 1, 0, 2, 1});
    CHECK(grouping.member_count() == 5);
    CHECK(grouping.group_count() == 3);
}

TEST_CASE("Members by group are listed in member order") {
    CHECK(members_by_group(make_grouping("family", parties)) ==
          std::vector<std::vector<std::size_t>>{{0, 2}, {1, 4}, {3}});
}

TEST_CASE("A grouping of nobody has no groups") {
    const Grouping grouping = make_grouping("empty", {});
    CHECK(grouping.group_count() == 0);
    CHECK(members_by_group(grouping).empty());
}

TEST_CASE("Labels that differ in case or in blanks are different groups") {
    const std::vector<std::string> labels{"vvd", "VVD", "VVD "};
    CHECK(make_grouping("family", labels).group_count() == 3);
}

TEST_CASE("A grouping that fits passes the check") { CHECK_NOTHROW(check(make_grouping("family", parties), 5)); }

TEST_CASE("A grouping of another number of members is refused") {
    CHECK(support::refusal([] { return check(make_grouping("family", parties), 6); }) ==
          "grouping.group_of: must be one group for each of the 6 members, got 5");
}

TEST_CASE("A member in a group that does not exist is refused by its place") {
    Grouping grouping = make_grouping("family", parties);
    grouping.group_of[3] = 7;
    CHECK(support::refusal([&] { return check(grouping, 5, "families"); }) ==
          "families.group_of[3]: must be a group from 0 to 3 exclusive, got 7");
}

TEST_CASE("A group without members is refused by its label") {
    Grouping grouping = make_grouping("family", parties);
    grouping.labels.push_back("PvdA");
    CHECK(support::refusal([&] { return check(grouping, 5); }) ==
          "grouping.labels[3]: must be a group with members, got PvdA");
}
