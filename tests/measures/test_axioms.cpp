// What the indices must satisfy on any rule: random rules of every kind, exact fractions, so that equal means equal.

#include "catch.hpp"
#include "support/indices.hpp"
#include "support/random_games.hpp"

#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/measures/properties.hpp>
#include <stemgewicht/methods/diagrams/desirability.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/rules/transform.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

using Fractions = std::vector<Fraction>;

/// Whether the values of an index are shares of one whole.
bool is_share(const std::string& name) {
    if (name == "shapley_shubik") return true;
    const Index& index = find_index(name);
    const auto* votes = std::get_if<VoteIndex>(&index);
    return votes ? votes->scale == IndexScale::share : !std::get<SetIndex>(index).raw;
}

/// Whether an index counts coalitions that a member is in, and not what it does there.
bool counts_presence(const std::string& name) {
    const Index& index = find_index(name);
    if (const auto* set = std::get_if<SetIndex>(&index)) return set->family == SetFamily::winning;
    const IndexFormula formula = std::get<VoteIndex>(index).formula;
    return formula == IndexFormula::rae || formula == IndexFormula::pass_if_yes ||
           formula == IndexFormula::yes_share_of_pass;
}

/// Every index that a rule alone determines, by name.
std::vector<std::pair<std::string, Fractions>> all_indices(const Rule& rule) {
    std::vector<std::pair<std::string, Fractions>> values;
    for (const VoteIndex& index : support::indices_of<VoteIndex>())
        values.emplace_back(index.text.name, index_fractions(index, rule));
    for (const SetIndex& index : support::indices_of<SetIndex>())
        if (support::exists(index, rule)) values.emplace_back(index.text.name, index_fractions(index, rule));
    return values;
}

/// Passes what the rule cannot block: a set wins where the rest loses.
struct Dual {
    Rule rule;
    [[nodiscard]] std::size_t member_count() const { return stemgewicht::member_count(rule); }
    [[nodiscard]] bool wins(const Coalition& yes) const { return !stemgewicht::wins(rule, ~yes); }
};

Fraction sum_of_values(const Fractions& values) { return std::accumulate(values.begin(), values.end(), Fraction(0)); }

Grouping grouping_of(std::vector<std::size_t> group_of, std::size_t groups) {
    Grouping grouping{.name = "unions", .labels = {}, .group_of = std::move(group_of)};
    for (std::size_t g = 0; g < groups; ++g) grouping.labels.push_back(std::to_string(g));
    return grouping;
}

Grouping singletons(std::size_t n) {
    std::vector<std::size_t> own(n);
    std::iota(own.begin(), own.end(), std::size_t{0});
    return grouping_of(std::move(own), n);
}

std::vector<Pair> complete_graph(std::size_t n) {
    std::vector<Pair> edges;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) edges.emplace_back(i, j);
    return edges;
}

/// The members in another order: member i of the rule becomes order[i].
Rule relabelled(const Rule& rule, const std::vector<std::size_t>& order) {
    return CombinedRule{.members = order.size(),
                        .top = Rule(WeightedRule{.weights = {1}, .quota = 1}),
                        .parts = {{.members = order, .rule = rule}}};
}

/// Calls work(rule, members, random) for random rules of every kind.
template <class Work>
void each_rule(std::uint64_t seed, const Work& work) {
    support::Random random(seed);
    for (int round = 0; round < 120; ++round) {
        const std::size_t n = 1 + static_cast<std::size_t>(round % 7);
        const Rule rule =
            support::random_rule_of_kind(random, static_cast<std::size_t>(round) % support::rule_kinds, n, 2);
        INFO(support::shown(rule));
        work(rule, n, random);
    }
}

}  // namespace

TEST_CASE("Shares sum to one, and a null member has none") {
    each_rule(1, [](const Rule& rule, std::size_t, support::Random&) {
        const RuleProperties properties = rule_properties(rule);
        for (const auto& [name, values] : all_indices(rule)) {
            INFO(name);
            if (is_share(name)) CHECK(sum_of_values(values) == 1);
            for (const std::size_t i : properties.null_members)
                if (!counts_presence(name)) CHECK(values[i] == 0);
        }
    });
}

TEST_CASE("Members who can stand in for each other have equal values, and the more desirable has no less") {
    each_rule(2, [](const Rule& rule, std::size_t n, support::Random&) {
        const Desirability desirable = desirability(rule_diagram(rule));
        for (const auto& [name, values] : all_indices(rule)) {
            INFO(name);
            const auto* set = std::get_if<SetIndex>(&find_index(name));
            if (set && set->portion == SetPortion::by_weight) continue;  // looks at weights, not at the game alone
            for (const auto& members : desirable.classes)
                for (const std::size_t i : members) CHECK(values[i] == values[members.front()]);
            // The indices on minimal or shift-minimal coalitions alone are not monotone.
            if (set && (set->family == SetFamily::minimal || set->family == SetFamily::shift_minimal)) continue;
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j)
                    if (desirable.at_least[i][j]) CHECK(values[i] >= values[j]);
        }
    });
}

TEST_CASE("The dual has the same Banzhaf and Shapley values, and prevention for initiation") {
    each_rule(3, [](const Rule& rule, std::size_t, support::Random&) {
        const Rule opposite = Dual{rule};
        for (const VoteIndex& index : {banzhaf, banzhaf_normalized, shapley_shubik, rae})
            CHECK(index_fractions(index, rule) == index_fractions(index, opposite));
        CHECK(index_fractions(coleman_prevent, rule) == index_fractions(coleman_initiate, opposite));
    });
}

TEST_CASE("A relabelling of the members relabels the values, and a scaling of the weights leaves them") {
    each_rule(4, [](const Rule& rule, std::size_t n, support::Random& random) {
        std::vector<std::size_t> order(n);
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[random.index(i)]);
        const auto before = all_indices(rule), after = all_indices(relabelled(rule, order));
        for (const auto& [name, values] : after) {  // not those by weight: relabelled, no rule has weights
            INFO(name);
            const auto same = std::ranges::find(before, name, [](const auto& index) { return index.first; });
            REQUIRE(same != before.end());
            for (std::size_t i = 0; i < n; ++i) CHECK(values[order[i]] == same->second[i]);
        }
        if (const auto* weighted = std::get_if<WeightedRule>(&rule)) {
            WeightedRule scaled = *weighted;
            const Weight factor = random.between(2, 9);
            for (Weight& weight : scaled.weights) weight *= factor;
            scaled.quota = scaled.quota * factor - random.between(0, factor - 1);
            CHECK(all_indices(scaled) == before);
        }
    });
}

TEST_CASE("With every member a union of its own, or all in one, the union indices are those without unions") {
    each_rule(5, [](const Rule& rule, std::size_t n, support::Random&) {
        const Fractions by_order = index_fractions(shapley_shubik, rule), by_set = index_fractions(banzhaf, rule);
        const Grouping alone = singletons(n), together = grouping_of(std::vector<std::size_t>(n, 0), 1);
        for (const UnionIndex& index : support::indices_of<UnionIndex>()) {
            INFO(index.text.name);
            if (index.between == BetweenUnions::public_good) {
                CHECK(index_fractions(index, rule, alone) == index_fractions(public_good, rule));
                continue;
            }
            CHECK(index_fractions(index, rule, alone) == (index.between == BetweenUnions::orders ? by_order : by_set));
            CHECK(index_fractions(index, rule, together) == (index.inside == InsideUnion::orders ? by_order : by_set));
        }
    });
}

TEST_CASE("What the members of a union get is what their union gets, where they divide that") {
    each_rule(6, [](const Rule& rule, std::size_t n, support::Random& random) {
        const Grouping unions = support::random_grouping(random, n);
        const Rule between = quotient_rule(rule, unions);
        for (const UnionIndex& index : support::indices_of<UnionIndex>()) {
            if (index.inside == InsideUnion::coalitions) continue;
            INFO(index.text.name);
            Fractions sums(unions.group_count(), 0);
            const Fractions values = index_fractions(index, rule, unions);
            for (std::size_t i = 0; i < n; ++i) sums[unions.group_of[i]] += values[i];
            if (index.between == BetweenUnions::public_good)
                CHECK(sums == index_fractions(public_good, between));
            else
                CHECK(sums ==
                      index_fractions(index.between == BetweenUnions::orders ? shapley_shubik : banzhaf, between));
        }
    });
}

TEST_CASE("On the complete graph the graph indices are those without a graph, and each component keeps its worth") {
    each_rule(7, [](const Rule& rule, std::size_t n, support::Random& random) {
        CHECK(index_fractions(myerson, rule, complete_graph(n)) == index_fractions(shapley_shubik, rule));
        CHECK(index_fractions(graph_banzhaf, rule, complete_graph(n)) == index_fractions(banzhaf, rule));
        const std::vector<Pair> edges = support::random_pairs(random, n, 2 * n);
        const Fractions values = index_fractions(myerson, rule, edges);
        for (const Coalition& component : connected_components(edges, Coalition(n).set())) {
            Fraction sum = 0;
            for (const std::size_t i : members_of(component)) sum += values[i];
            CHECK(sum == (wins(rule, component) ? 1 : 0));
        }
    });
}
