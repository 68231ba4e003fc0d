#include <stemgewicht/methods/diagrams/diagram.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <set>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;
using support::Random;

namespace {

constexpr std::size_t unlimited = std::numeric_limits<std::uint32_t>::max();

/// The outcome of every set, by its number: bit i is member i.
using Table = std::vector<int>;

Table random_table(Random& random, std::size_t members, int outcomes) {
    Table table(std::size_t{1} << members);
    // Few members matter in some of them, so that states merge.
    const std::size_t mask = random.coin() ? table.size() - 1 : random.index(table.size());
    for (std::size_t set = 0; set < table.size(); ++set)
        table[set] = (set & mask) == set ? static_cast<int>(random.index(static_cast<std::size_t>(outcomes)))
                                         : table[set & mask];
    return table;
}

std::vector<std::size_t> random_order(Random& random, std::size_t members) {
    std::vector<std::size_t> order(members);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = members; i > 1; --i) std::swap(order[i - 1], order[random.index(i)]);
    return order;
}

/// The state is who said yes so far, under another name: nothing is merged before the diagram is reduced.
Diagram from_sets(const Table& table, const std::vector<std::size_t>& order, std::size_t key) {
    const auto step = [&](std::size_t state, std::size_t layer, bool vote) {
        return state ^ (vote ? std::size_t{1} << order[layer] : 0);
    };
    return build_diagram(order, key, step, [&](std::size_t state) { return table[state ^ key]; }, unlimited);
}

/// What can still come of each way of answering: the outcomes of all sets that contain just these of the asked.
std::vector<std::set<Table>> ways_on(const Table& table, const std::vector<std::size_t>& order) {
    std::vector<std::set<Table>> layers(order.size() + 1);
    for (std::size_t layer = 0; layer <= order.size(); ++layer) {
        std::size_t asked = 0;
        for (std::size_t i = 0; i < layer; ++i) asked |= std::size_t{1} << order[i];
        for (std::size_t yes = 0; yes < table.size(); ++yes) {
            if ((yes & asked) != yes) continue;
            Table rest;
            for (std::size_t others = 0; others < table.size(); ++others)
                if ((others & asked) == 0) rest.push_back(table[yes | others]);
            layers[layer].insert(rest);
        }
    }
    return layers;
}

/// The state is the table of what can still come: everything is merged at once.
Diagram from_ways_on(const Table& table, const std::vector<std::size_t>& order) {
    Table start(table.size());
    for (std::size_t set = 0; set < table.size(); ++set) {  // bit n - 1 - i of the index is the vote of order[i]
        std::size_t index = 0;
        for (const std::size_t member : order) index = index << 1 | ((set >> member) & 1);
        start[index] = table[set];
    }
    const auto step = [](const Table& state, std::size_t, bool vote) {
        const auto half = state.begin() + static_cast<std::ptrdiff_t>(state.size() / 2);
        return vote ? Table(half, state.end()) : Table(state.begin(), half);
    };
    return build_diagram(order, start, step, [](const Table& state) { return state.front(); }, unlimited);
}

Diagram majority_of(std::size_t members, std::size_t limit) {
    std::vector<std::size_t> order(members);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto step = [](std::size_t sum, std::size_t, bool vote) { return sum + (vote ? 1 : 0); };
    return build_diagram(order, std::size_t{0}, step, [&](std::size_t sum) { return 2 * sum > members; }, limit);
}

}  // namespace

TEST_CASE("A diagram gives the outcome of every set, in any order of asking") {
    Random random(101);
    for (int round = 0; round < 200; ++round) {
        const std::size_t members = random.index(7);
        const Table table = random_table(random, members, 3);
        const std::vector<std::size_t> order = random_order(random, members);
        const Diagram diagram = from_sets(table, order, 0);
        INFO("outcomes {" << support::list(table) << "}, order {" << support::list(order) << "}");
        CHECK(diagram.member_count() == members);
        for (std::size_t set = 0; set < table.size(); ++set) {
            CHECK(diagram.outcome(Coalition(members, set)) == table[set]);
            CHECK(diagram.wins(Coalition(members, set)) == (table[set] != 0));
        }
    }
}

TEST_CASE("Equal functions are equal diagrams whatever they are built from, and others are not") {
    Random random(102);
    for (int round = 0; round < 200; ++round) {
        const std::size_t members = 1 + random.index(6);
        Table table = random_table(random, members, 2);
        const std::vector<std::size_t> order = random_order(random, members);
        const Diagram diagram = from_sets(table, order, 0);
        INFO("outcomes {" << support::list(table) << "}, order {" << support::list(order) << "}");
        CHECK(diagram == from_sets(table, order, random.index(table.size())));
        CHECK(diagram == from_ways_on(table, order));
        table[random.index(table.size())] ^= 1;
        CHECK_FALSE(diagram == from_sets(table, order, 0));
    }
}

TEST_CASE("A diagram has one state for each way on that differs, and counts them") {
    Random random(103);
    for (int round = 0; round < 100; ++round) {
        const std::size_t members = random.index(6);
        const Table table = random_table(random, members, 2);
        const std::vector<std::size_t> order = random_order(random, members);
        const Diagram diagram = from_sets(table, order, 0);
        INFO("outcomes {" << support::list(table) << "}, order {" << support::list(order) << "}");
        std::size_t sum = 0;
        const auto layers = ways_on(table, order);
        for (std::size_t layer = 0; layer <= members; ++layer) {
            CHECK(diagram.state_count(layer) == layers[layer].size());
            sum += layers[layer].size();
        }
        CHECK(diagram.size() == sum);
    }
}

TEST_CASE("Majorities of equal members have the states that are known by hand") {
    // The start; no or one yes so far; lost, one yes of two, or won; lost or won.
    const Diagram three = majority_of(3, unlimited);
    CHECK(three.state_count(0) == 1);
    CHECK(three.state_count(1) == 2);
    CHECK(three.state_count(2) == 3);
    CHECK(three.state_count(3) == 2);
    CHECK(three.size() == 8);
    CHECK(three.outcomes == std::vector<std::uint8_t>{0, 1});
}

TEST_CASE("A function that is constant has one state a layer") {
    for (const int outcome : {0, 1}) {
        const Diagram diagram = from_sets(Table(16, outcome), {3, 1, 0, 2}, 5);
        CHECK(diagram.size() == 5);
        CHECK(diagram.outcomes == std::vector<std::uint8_t>{static_cast<std::uint8_t>(outcome)});
    }
}

TEST_CASE("The dual wins where the complement loses, and its dual is the rule") {
    Random random(104);
    for (int round = 0; round < 200; ++round) {
        const std::size_t members = 1 + random.index(6);
        const Table table = random_table(random, members, 2);
        const std::vector<std::size_t> order = random_order(random, members);
        const Diagram diagram = from_sets(table, order, 0), other = dual(diagram);
        INFO("outcomes {" << support::list(table) << "}, order {" << support::list(order) << "}");
        for (std::size_t set = 0; set < table.size(); ++set)
            CHECK(other.wins(Coalition(members, set)) == (table[table.size() - 1 - set] == 0));
        CHECK(dual(other) == diagram);
        Table expected(table.size());
        for (std::size_t set = 0; set < table.size(); ++set) expected[set] = 1 - table[table.size() - 1 - set];
        CHECK(other == from_sets(expected, order, 0));
    }
}

TEST_CASE("The majority of an odd number of members is its own dual, and of an even number is not") {
    CHECK(dual(majority_of(7, unlimited)) == majority_of(7, unlimited));
    CHECK_FALSE(dual(majority_of(6, unlimited)) == majority_of(6, unlimited));
}

TEST_CASE("A state is settled where all ways on lead to one outcome") {
    Random random(105);
    for (int round = 0; round < 100; ++round) {
        const std::size_t members = random.index(6);
        const Table table = random_table(random, members, 3);
        const std::vector<std::size_t> order = random_order(random, members);
        const Diagram diagram = from_sets(table, order, 0);
        const Settled known = settled(diagram);
        INFO("outcomes {" << support::list(table) << "}, order {" << support::list(order) << "}");
        REQUIRE(known.value.size() == members + 1);
        for (std::size_t set = 0; set < table.size(); ++set) {
            std::uint32_t state = 0;
            std::size_t open = table.size() - 1;  // the members to come
            for (std::size_t layer = 0;; ++layer) {
                std::set<int> outcomes;
                for (std::size_t others = 0; others < table.size(); ++others)
                    if ((others & ~open) == 0) outcomes.insert(table[(set & ~open) | others]);
                CHECK(known.value[layer].at(state) == (outcomes.size() == 1 ? *outcomes.begin() : Settled::open));
                if (layer == members) break;
                open &= ~(std::size_t{1} << order[layer]);
                const Layers::Step& step = diagram.layers.steps[layer];
                state = (set >> order[layer]) & 1 ? step.yes[state] : step.no[state];
            }
        }
    }
}

TEST_CASE("A layer of more states than allowed is refused") {
    CHECK(support::too_large([] { return majority_of(9, 9); }) ==
          "decision_diagram: the rule needs more than 9 states in a layer; few members, or few different weights, "
          "take less");
    CHECK(majority_of(9, 10) == majority_of(9, unlimited));
}

TEST_CASE("A sum is settled where it reaches the quota and where the rest cannot reach it any more") {
    CHECK(settled_sum(7, 2, 5) == 5);
    CHECK(settled_sum(5, 0, 5) == 5);
    CHECK(settled_sum(3, 2, 5) == 3);
    CHECK(settled_sum(2, 2, 5) == 0);
    CHECK(settled_sum(0, 5, 5) == 0);
    CHECK(settled_sum(maximum_total_weight, maximum_total_weight, maximum_total_weight) == maximum_total_weight);
}
