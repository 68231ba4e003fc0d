#include <stemgewicht/rules/graph_edges.hpp>
#include <stemgewicht/rules/rule.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/adjacency_matrix.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::Random;

namespace {

std::string restricted_refusal(const RestrictedRule& rule, std::string_view field = "rule") {
    return support::refusal([&] { return check(rule, field); });
}

/// The connected components of a set, by letting the lowest member left spread along the edges until it stops.
std::vector<std::size_t> components_of(std::size_t set, const std::vector<Pair>& edges) {
    std::vector<std::size_t> found;
    while (set != 0) {
        std::size_t part = set & (~set + 1), before = 0;
        while (part != before) {
            before = part;
            for (const auto& [a, b] : edges) {
                const std::size_t both = std::size_t{1} << a | std::size_t{1} << b;
                if ((both & set) == both && (both & part) != 0) part |= both;
            }
        }
        found.push_back(part);
        set &= ~part;
    }
    return found;
}

std::vector<Pair> complete_graph(std::size_t members) {
    std::vector<Pair> edges;
    for (std::size_t a = 0; a < members; ++a)
        for (std::size_t b = 0; b < a; ++b) edges.emplace_back(a, b);
    return edges;
}

}  // namespace

TEST_CASE("Connected components are those that members reach along edges among the yes-voters") {
    Random random(501);
    for (int round = 0; round < 200; ++round) {
        const std::size_t members = 1 + random.index(8);
        const std::vector<Pair> edges = support::random_pairs(random, members, 10);
        INFO(support::shown(edges));
        for (std::size_t set = 0; set < std::size_t{1} << members; ++set) {
            std::vector<std::size_t> found;
            for (const Coalition& part : connected_components(edges, Coalition(members, set))) {
                CHECK(part.size() == members);
                found.push_back(part.to_ulong());
            }
            std::ranges::sort(found);
            std::vector<std::size_t> expected = components_of(set, edges);
            std::ranges::sort(expected);
            CHECK(found == expected);
        }
    }
}

TEST_CASE("A set passes a motion where one of its connected components does") {
    Random random(502);
    for (int round = 0; round < 200; ++round) {
        const std::size_t members = 1 + random.index(7);
        const Rule inner = support::random_rule(random, members, 1);
        const RestrictedRule rule{inner, support::random_pairs(random, members, 12)};
        INFO(support::shown(rule));
        CHECK(rule.member_count() == members);
        for (std::size_t set = 0; set < std::size_t{1} << members; ++set) {
            const bool one_wins = std::ranges::any_of(components_of(set, rule.edges), [&](std::size_t part) {
                return wins(inner, Coalition(members, part));
            });
            CHECK(rule.wins(Coalition(members, set)) == one_wins);
        }
    }
}

TEST_CASE("Parties in a line pass a motion with neighbours alone") {
    const RestrictedRule rule{Rule(WeightedRule{{1, 1, 1, 1, 1}, 3}), {{0, 1}, {1, 2}, {2, 3}, {3, 4}}};
    const auto wins = [&](const std::vector<std::size_t>& yes) { return rule.wins(coalition_of(yes, 5)); };
    CHECK(wins({0, 1, 2}));
    CHECK(wins({1, 2, 3, 0}));
    CHECK_FALSE(wins({0, 1, 3, 4}));
    CHECK_FALSE(wins({0, 2, 4}));
    CHECK_NOTHROW(check(rule));
}

TEST_CASE("On a complete graph it is the rule itself, and without edges each member stands alone") {
    Random random(503);
    for (int round = 0; round < 50; ++round) {
        const std::size_t members = 1 + random.index(6);
        const Rule inner = support::random_rule(random, members, 1);
        const RestrictedRule all{inner, complete_graph(members)}, none{inner, {}};
        INFO(support::shown(inner));
        for (std::size_t set = 0; set < std::size_t{1} << members; ++set) {
            const Coalition yes(members, set);
            CHECK(all.wins(yes) == wins(inner, yes));
            bool alone = false;
            for (std::size_t i = 0; i < members; ++i)
                alone = alone || (yes.test(i) && wins(inner, Coalition(members).set(i)));
            CHECK(none.wins(yes) == alone);
        }
    }
}

TEST_CASE("Edges that are none, or by which nothing passes, are refused by their place") {
    const Rule majority = WeightedRule{{1, 1, 1}, 2};
    CHECK(restricted_refusal({majority, {}}) ==
          "rule.edges: must be edges that connect a winning coalition, got edges by which no motion passes");
    CHECK(restricted_refusal({Rule(WeightedRule{{1, 1, 1, 1}, 3}), {{0, 1}, {2, 3}}}) ==
          "rule.edges: must be edges that connect a winning coalition, got edges by which no motion passes");
    CHECK_NOTHROW(check(RestrictedRule{majority, {{2, 0}}}));
    CHECK_NOTHROW(check(RestrictedRule{Rule(WeightedRule{{2, 1, 1}, 2}), {}}));
    CHECK(restricted_refusal({majority, {{0, 1}, {3, 2}}}) ==
          "rule.edges[1]: must be a pair of members from 0 to 3 exclusive, got 3-2");
    CHECK(restricted_refusal({majority, {{1, 1}}}, "board.rule") ==
          "board.rule.edges[0]: must be a pair of two different members, got member 1 twice");
    CHECK(restricted_refusal({Rule(WeightedRule{{}, 1}), {}}) ==
          "rule.rule.weights: must be a list of at least one weight, got none");
}

TEST_CASE("The edges of a graph of Boost.Graph restrict a rule") {
    boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> list(4);
    add_edge(0, 1, list);
    add_edge(3, 1, list);
    CHECK(edges_of(list) == std::vector<Pair>{{0, 1}, {3, 1}});
    boost::adjacency_matrix<boost::undirectedS> matrix(4);
    add_edge(0, 1, matrix);
    add_edge(3, 1, matrix);
    const Rule majority = WeightedRule{{1, 1, 1, 1}, 3};
    for (const std::vector<Pair>& edges : {edges_of(list), edges_of(matrix)}) {
        const RestrictedRule rule{majority, edges};
        CHECK(rule.wins(coalition_of(std::vector<std::size_t>{0, 1, 3}, 4)));
        CHECK_FALSE(rule.wins(coalition_of(std::vector<std::size_t>{0, 2, 3}, 4)));
        CHECK_NOTHROW(check(rule));
    }
    CHECK(edges_of(boost::adjacency_list<>(3)).empty());
}
