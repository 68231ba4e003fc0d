#include "catch.hpp"
#include "compare_methods.hpp"
#include "support/rounds.hpp"

namespace {

void agree(const std::vector<std::string>& disagreements) {
    for (const std::string& line : disagreements) FAIL_CHECK(line);
    SUCCEED("every number agrees");
}

}  // namespace

TEST_CASE("Exact and Enumerate agree on 100 random weighted boards under every model") {
    agree(disagreements_on_weighted_boards({.first = 0, .last = support::rounds(100U)}));
}

TEST_CASE("Exact and Enumerate agree on 100 random two-tier boards under every model") {
    agree(disagreements_on_composite_boards({.first = 0, .last = support::rounds(100U)}));
}

TEST_CASE("A weighted board and the same board as a single block agree on 20 boards of up to 35 members") {
    agree(disagreements_with_a_single_block({.first = 0, .last = support::rounds(20U)}));
}

TEST_CASE("Exact gives the same with little memory on 12 boards of up to 70 members") {
    agree(disagreements_with_little_memory({.first = 0, .last = support::rounds(12U)}));
}

TEST_CASE("Exact and Enumerate agree on 150 random two-tier positions under weighted boards") {
    agree(disagreements_on_two_tier_positions({.first = 0, .last = support::rounds(150U)}));
}

TEST_CASE("Exact, DecisionDiagram and Enumerate agree on 100 random rules of every kind under every model") {
    agree(disagreements_on_rules_of_every_kind({.first = 0, .last = support::rounds(100U)}));
}

TEST_CASE("DecisionDiagram and Exact agree on 10 two-tier boards of up to 45 members") {
    agree(disagreements_on_long_diagrams({.first = 0, .last = support::rounds(10U)}));
}

TEST_CASE("Chances to 1e-12 and below agree to a part of themselves on 2,000 random boards with positions") {
    agree(disagreements_on_small_chances({.first = 0, .last = support::rounds(2000U)}));
}
