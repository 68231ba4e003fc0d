#include "catch.hpp"
#include "compare_methods.hpp"

// With the quick tests these make 1,000 boards or rules of each kind, and 100 of the long diagrams.

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

TEST_CASE("Exact, DecisionDiagram and Enumerate agree on 900 more random rules of every kind under every model") {
    agree(disagreements_on_rules_of_every_kind({.first = 100, .last = 1000}));
}

TEST_CASE("DecisionDiagram and Exact agree on 90 more two-tier boards of up to 45 members") {
    agree(disagreements_on_long_diagrams({.first = 10, .last = 100}));
}

TEST_CASE("Exact and Enumerate agree on boards of 20 members") {
    agree(disagreements_on_boards_of_twenty({.first = 0, .last = 4}));
}
