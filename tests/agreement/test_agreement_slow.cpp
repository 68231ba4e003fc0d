#include "catch.hpp"
#include "compare_methods.hpp"

// With the quick tests these make 1,000 boards of each kind.

namespace {

void agree(const std::vector<std::string>& disagreements) {
    for (const std::string& line : disagreements) FAIL_CHECK(line);
    SUCCEED("every number agrees");
}

}  // namespace

TEST_CASE("Exact and Enumerate agree on 900 more random weighted boards under every model") {
    agree(disagreements_on_weighted_boards({.first = 100, .last = 1000}));
}

TEST_CASE("Exact and Enumerate agree on 900 more random two-tier boards under every model") {
    agree(disagreements_on_composite_boards({.first = 100, .last = 1000}));
}

TEST_CASE("Exact and Enumerate agree on boards of 20 members") {
    agree(disagreements_on_boards_of_twenty({.first = 0, .last = 4}));
}
