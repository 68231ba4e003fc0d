#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/diagrams/member_order.hpp>
#include <stemgewicht/methods/diagrams/minimal_diagram.hpp>
#include <stemgewicht/methods/diagrams/restricted_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/diagrams/weighted_diagram.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/combined.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/reference_rules.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;
using support::Random;

namespace {

std::vector<std::size_t> in_turn(std::size_t members) {
    std::vector<std::size_t> order(members);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

std::vector<std::size_t> random_order(Random& random, std::size_t members) {
    std::vector<std::size_t> order = in_turn(members);
    for (std::size_t i = members; i > 1; --i) std::swap(order[i - 1], order[random.index(i)]);
    return order;
}

/// The diagram from what the rule answers about all sets; there is just one for an order.
template <class Wins>
Diagram from_all_sets(const std::vector<std::size_t>& order, const Wins& winning) {
    const std::size_t n = order.size();
    std::vector<bool> table(std::size_t{1} << n);
    for (std::size_t index = 0; index < table.size(); ++index) {
        Coalition yes(n);
        for (std::size_t i = 0; i < n; ++i) yes[order[i]] = (index >> (n - 1 - i)) & 1;
        table[index] = winning(yes);
    }
    return table_diagram(order, table);
}

std::string shown(const Rule& rule, const std::vector<std::size_t>& order) {
    return support::shown(rule) + ", asked {" + support::list(order) + "}";
}

bool is_minimal(const Rule& rule, const Coalition& set) {
    if (!wins(rule, set)) return false;
    return std::ranges::none_of(members_of(set), [&](std::size_t i) { return wins(rule, Coalition(set).reset(i)); });
}

void check_minimal_sets(const Rule& rule, const std::vector<std::size_t>& order) {
    const Diagram minimal = minimal_sets(rule_diagram(rule, order, maximum_layer_states));
    CHECK(minimal == from_all_sets(order, [&](const Coalition& set) { return is_minimal(rule, set); }));
}

}  // namespace

TEST_CASE("The diagram of a table reads the votes in its order") {
    // Passes where member 2 says yes, or 0 without 1; asked 1, 2, 0.
    const auto passes = [](const Coalition& yes) { return yes.test(2) || (yes.test(0) && !yes.test(1)); };
    const Diagram diagram = from_all_sets({1, 2, 0}, passes);
    for (std::size_t set = 0; set < 8; ++set) CHECK(diagram.wins(Coalition(3, set)) == passes(Coalition(3, set)));
    CHECK(diagram.order == std::vector<std::size_t>{1, 2, 0});
    CHECK(diagram.size() == 1 + 2 + 3 + 2);
    CHECK(table_diagram({}, {true}).outcomes == std::vector<std::uint8_t>{1});
}

TEST_CASE("The diagram of a rule of any kind, in any order, is what asking about all sets gives") {
    Random random(701);
    for (std::size_t kind = 0; kind < support::rule_kinds; ++kind)
        for (int round = 0; round < 120; ++round) {
            const std::size_t members = 1 + random.index(round % 12 == 0 ? 9 : 7);
            const Rule rule = support::random_rule_of_kind(random, kind, members, 2);
            const std::vector<std::size_t> order = random_order(random, members);
            INFO(shown(rule, order));
            const Diagram diagram = rule_diagram(rule, order, maximum_layer_states);
            const auto winning = [&](const Coalition& yes) { return wins(rule, yes); };
            CHECK(diagram == from_all_sets(order, winning));
            const Diagram own = rule_diagram(rule);
            CHECK(own == from_all_sets(own.order, winning));
        }
}

TEST_CASE("Members are asked in an order that has each of them once") {
    Random random(702);
    for (int round = 0; round < 600; ++round) {
        const std::size_t members = 1 + random.index(9);
        const Rule rule = support::random_rule_of_kind(random, random.index(support::rule_kinds), members, 2);
        std::vector<std::size_t> order = member_order(rule);
        INFO(shown(rule, order));
        std::ranges::sort(order);
        CHECK(order == in_turn(members));
        CHECK(rough_weight(rule).size() == members);
    }
}

TEST_CASE("Rules of one's own are asked about all sets, in the order of the members") {
    struct AllButOneOrTheFirst {
        [[nodiscard]] std::size_t member_count() const { return 5; }
        [[nodiscard]] bool wins(const Coalition& yes) const { return yes.test(0) || yes.count() == 4; }
    };
    const Diagram diagram = detail::asked_diagram(AllButOneOrTheFirst{}, in_turn(5));
    CHECK(diagram == from_all_sets(in_turn(5), [](const Coalition& yes) { return AllButOneOrTheFirst{}.wins(yes); }));
    const VoteLaw law = vote_law(iac(), 5);
    CHECK(pass_probability(AllButOneOrTheFirst{}, law, DecisionDiagram{}) ==
          Catch::Approx(pass_probability(AllButOneOrTheFirst{}, law, Enumerate{})).margin(1e-15));
}

TEST_CASE("The holders of a position are those with a weight, though others may decide there") {
    // Member 2 has a weight in its council, so it holds the position, though the others decide there.
    const CompositeRule position{.top = {{1}, 1}, .blocks = {{.members = {0, 1, 2}, .rule = {{2, 2, 1}, 4}}}};
    const Rule decision = WeightedRule{{1, 1, 3}, 3};
    const Rule held = position;
    const auto check_decisive = [&](const auto& method) {
        const auto standings = position_standings(decision, std::span(&held, 1), vote_law(ic(), 3), method);
        CHECK(standings.front().decisive == 1);
    };
    check_decisive(DecisionDiagram{});
    check_decisive(Enumerate{});
}

TEST_CASE("Equal rules of different kinds are one diagram") {
    // Both 0 and 1, or both 2 and 3.
    const std::vector<Rule> rules{
        any_of({WeightedRule{{1, 1, 0, 0}, 2}, WeightedRule{{0, 0, 1, 1}, 2}}),
        coalition_rule(4, std::vector<std::vector<std::size_t>>{{2, 3}, {0, 1}}).rule,
        CompositeRule{WeightedRule{{1, 1}, 1}, {{{3, 2}, {{1, 1}, 2}}, {{0, 1}, {{1, 1}, 2}}}},
        RestrictedRule{Rule(WeightedRule{{1, 1, 1, 1}, 2}), {{0, 1}, {3, 2}}},
        IncompatibleRule{Rule(WeightedRule{{1, 1, 1, 1}, 2}), {{0, 2}, {0, 3}, {1, 2}, {1, 3}}}};
    for (const Rule& rule : rules) {
        INFO(support::shown(rule));
        CHECK(rule_diagram(rule, {2, 0, 3, 1}, 100) == rule_diagram(rules[0], {2, 0, 3, 1}, 100));
    }
}

TEST_CASE("Councils that decide one after the other stay small however many there are") {
    // A majority of 25 councils of three: the board's sum, the votes of one council.
    CombinedRule board{.members = 75, .top = Rule(majority_rule(std::vector<Weight>(25, 1))), .parts = {}};
    for (std::size_t j = 0; j < 25; ++j)
        board.parts.push_back({.members = {j, 25 + j, 50 + j}, .rule = Rule(majority_rule({1, 1, 1}))});
    const Diagram diagram = rule_diagram(Rule(board));
    for (std::size_t layer = 0; layer <= 75; ++layer) CHECK(diagram.state_count(layer) <= 3 * 14);
    CHECK(pass_probability(board, vote_law(ic(), 75), DecisionDiagram{}) == Catch::Approx(0.5).margin(1e-13));
}

TEST_CASE("Equal members have a state for each open sum, and one each for won and lost") {
    const Diagram diagram = rule_diagram(Rule(majority_rule(std::vector<Weight>(60, 1'000'000'007))));
    for (std::size_t layer = 0; layer <= 60; ++layer) {
        std::size_t open = 0;
        for (std::size_t yes = 0; yes <= layer; ++yes) open += yes < 31 && yes + (60 - layer) >= 31;
        CHECK(diagram.state_count(layer) == open + (layer >= 30) + (layer >= 31));
    }
}

TEST_CASE("Minimal winning coalitions are those that lose without any of their members") {
    Random random(703);
    for (std::size_t kind = 0; kind < support::rule_kinds; ++kind)
        for (int round = 0; round < 100; ++round) {
            const std::size_t members = 1 + random.index(round % 10 == 0 ? 9 : 7);
            const Rule rule = support::random_rule_of_kind(random, kind, members, 2);
            const std::vector<std::size_t> order = random_order(random, members);
            INFO(shown(rule, order));
            check_minimal_sets(rule, order);
            check_minimal_sets(rule, member_order(rule));
        }
}

TEST_CASE("Minimal winning coalitions of the reference games are those of their lists") {
    std::size_t lists = 0;
    for (const support::ReferenceRow& row : support::reference_rows()) {
        if (row.index != "banzhaf" || !row.setting.empty()) continue;
        const Rule rule = support::rule_of(row);
        CHECK_NOTHROW(check(rule));
        if (member_count(rule) > 13) continue;
        INFO(row.game);
        check_minimal_sets(rule, member_order(rule));
        if (const auto* list = std::get_if<CoalitionRule>(&rule)) {
            ++lists;
            const Diagram minimal = minimal_sets(rule_diagram(rule));
            for (const Coalition& set : list->minimal_winning) CHECK(minimal.wins(set));
        }
    }
    CHECK(lists >= 5);
}

TEST_CASE("Diagrams of components count the winning components of a set") {
    Random random(704);
    for (int round = 0; round < 300; ++round) {
        const std::size_t members = 1 + random.index(round % 12 == 0 ? 9 : 7);
        const Rule inner = round % 3 == 0 ? support::random_rule(random, members, 1)
                                          : Rule(support::random_weighted_rule(random, members));
        RestrictedRule rule{inner, support::random_pairs(random, members, 10)};
        if (auto* weighted = std::get_if<WeightedRule>(&inner); weighted && random.coin())  // several winners
            rule.rule = Rule(WeightedRule{weighted->weights, 1 + weighted->quota / 5});
        const std::vector<std::size_t> order = random_order(random, members);
        INFO(shown(rule, order));
        for (const std::size_t needed : {1U, 2U, 3U}) {
            const Diagram counted = from_all_sets(order, [&](const Coalition& yes) {
                std::size_t winning = 0;
                for (const Coalition& part : connected_components(rule.edges, yes)) winning += wins(*rule.rule, part);
                return winning >= needed;
            });
            CHECK(detail::component_diagram(rule, order, needed, maximum_layer_states) == counted);
        }
    }
}

TEST_CASE("Three components win side by side on a path of seven, by hand") {
    const RestrictedRule path{Rule(WeightedRule{{1, 1, 1, 1, 1, 1, 1}, 1}),
                              {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}}};
    const Diagram three = detail::component_diagram(path, member_order(path), 3, 1000);
    CHECK(three.wins(coalition_of(std::vector<std::size_t>{0, 2, 4}, 7)));
    CHECK(three.wins(coalition_of(std::vector<std::size_t>{0, 1, 3, 5, 6}, 7)));
    CHECK_FALSE(three.wins(coalition_of(std::vector<std::size_t>{0, 1, 2, 4}, 7)));
    CHECK_FALSE(three.wins(Coalition(7).set()));  // all are one component
}

TEST_CASE("A rule of any kind that needs more states than allowed is refused by its diagram") {
    // Powers of two: a layer of i members has up to 2^i sums.
    std::vector<Weight> powers;
    for (int i = 0; i < 12; ++i) powers.push_back(Weight{1} << i);
    const WeightedRule spread{powers, 2100};
    std::vector<std::vector<std::size_t>> pairs;
    for (std::size_t i = 0; i < 6; ++i) pairs.push_back({i, 6 + i});
    std::vector<Pair> ring;
    for (std::size_t i = 0; i < 12; ++i) ring.emplace_back(i, (i + 5) % 12);
    const std::string expected =
        "decision_diagram: the rule needs more than 8 states in a layer; few members, or few different weights, take "
        "less";
    for (const Rule& rule : {Rule(spread), Rule(all_of({spread, WeightedRule{std::vector<Weight>(12, 1), 6}})),
                             Rule(coalition_rule(12, pairs).rule), Rule(IncompatibleRule{Rule(spread), {{0, 11}}}),
                             Rule(RestrictedRule{Rule(WeightedRule{std::vector<Weight>(12, 1), 7}), ring})}) {
        INFO(support::shown(rule));
        CHECK(support::too_large([&] { return rule_diagram(rule, in_turn(12), 8); }) == expected);
        CHECK(support::too_large([&] {
                  return pass_probability(rule, vote_law(ic(), 12), DecisionDiagram{.maximum_states = 2});
              }).starts_with("decision_diagram: the rule needs more than 2 states in a layer; "));
        CHECK(rule_diagram(rule, in_turn(12), maximum_layer_states) ==
              from_all_sets(in_turn(12), [&](const Coalition& yes) { return wins(rule, yes); }));
    }
}

TEST_CASE("Pairs of states that are compared are bounded, and the bound does not change answers") {
    std::vector<Weight> weights;
    for (Weight i = 1; i <= 12; ++i) weights.push_back(100 + 7 * i * i);
    const Diagram diagram = rule_diagram(majority_rule(weights), in_turn(weights.size()), maximum_layer_states);
    const std::size_t middle = weights.size() / 2;
    const auto compare_all = [&](Implication implication) {
        std::vector<bool> answers;
        for (std::uint32_t a = 0; a < diagram.state_count(middle); ++a)
            for (std::uint32_t b = 0; b < diagram.state_count(middle); ++b)
                answers.push_back(implication.implies(middle, a, b));
        return answers;
    };
    const std::vector<bool> answers = compare_all(Implication(diagram));
    CHECK(std::ranges::count(answers, true) > static_cast<std::ptrdiff_t>(diagram.state_count(middle)));
    CHECK(support::too_large([&] { return compare_all(Implication(diagram, 100)); }) ==
          "decision_diagram: to find the minimal sets needs more than 100 pairs of states; few members, or few "
          "different weights, take less");
}

TEST_CASE("A rule that can only be asked is refused above 25 members") {
    struct Own {
        [[nodiscard]] std::size_t member_count() const { return 26; }
        [[nodiscard]] bool wins(const Coalition& yes) const { return yes.count() > 13; }
    };
    const std::string expected =
        "decision_diagram: a rule that is neither weighted nor made of weighted ones is carried to 25 members, got 26";
    CHECK(support::too_large([] { return pass_probability(Own{}, vote_law(ic(), 26), DecisionDiagram{}); }) ==
          expected);
    const Rule combined = any_of({majority_rule(std::vector<Weight>(26, 1))});
    CHECK(support::too_large([&] { return rule_diagram(RestrictedRule{combined, {{0, 1}}}, in_turn(26), 100); }) ==
          expected);
}
