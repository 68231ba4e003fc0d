#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>
#include <stemgewicht/rules/transform.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// What a coalition of `size` out of `others` weighs for the member that joins it: equal for all coalitions, or for all
/// sizes and then for all coalitions of one size, as in orders of arrival.
template <class Number>
std::vector<Number> joining_weights(std::size_t others, bool by_order) {
    std::vector<Number> weights;
    Number ways(1);  // binomial(others, size)
    Number all(1);
    for (std::size_t k = 0; k < others; ++k) all *= 2;
    for (std::size_t size = 0; size <= others; ++size) {
        weights.push_back(by_order ? Number(Number(1) / (ways * Number(others + 1))) : Number(Number(1) / all));
        ways = ways * Number(others - size) / Number(size + 1);
    }
    return weights;
}

/// The rule in which one union votes member by member and every other as a bloc: blocs first, then the union's members.
inline Rule opened_union(const Rule& rule, const Grouping& unions, std::size_t opened) {
    std::vector<std::size_t> voter(unions.member_count());
    const std::size_t blocs = unions.group_count() - 1;
    std::size_t next = blocs;
    for (std::size_t i = 0; i < voter.size(); ++i) {
        const std::size_t u = unions.group_of[i];
        voter[i] = u == opened ? next++ : u < opened ? u : u - 1;
    }
    return voted_by(rule, std::move(voter), next);
}

/// Blocs by their rough_weight, then the union's members by theirs.
inline std::vector<std::size_t> blocs_first(const Rule& opened, std::size_t blocs) {
    std::vector<std::size_t> order = member_order(opened);
    std::ranges::stable_partition(order, [&](std::size_t voter) { return voter < blocs; });
    return order;
}

/// For each member of the opened union: the sum over sets of blocs and of other members of the union in which it is
/// critical, of the weight of the number of blocs times that of the number of members.
template <class Number>
std::vector<Number> union_member_values(const Diagram& opened, std::size_t blocs, bool order_between,
                                        bool order_inside) {
    const std::size_t n = opened.member_count(), own = n - blocs;
    std::vector<Polynomial<Number>> leading{{Number(1)}};  // by number of blocs
    const auto advance = [&](std::size_t layer) {
        std::vector<Polynomial<Number>> next(opened.state_count(layer + 1));
        for (std::size_t s = 0; s < leading.size(); ++s) {
            add(next[opened.layers.steps[layer].yes[s]], leading[s], 1);
            add(next[opened.layers.steps[layer].no[s]], leading[s], 0);
        }
        leading = std::move(next);
    };
    for (std::size_t layer = 0; layer < blocs; ++layer) advance(layer);
    const std::vector<Number> between = joining_weights<Number>(blocs, order_between);
    for (auto& ways : leading) {  // from here on by number of the union's own members
        Number sum(0);
        for (std::size_t a = 0; a < ways.size(); ++a) sum += ways[a] * between[a];
        ways.assign(1, sum);
    }
    const std::vector<Number> inside = joining_weights<Number>(own - 1, order_inside);
    const auto ways = ways_on<Number>(opened, blocs);
    std::vector<Number> values(own);
    for (std::size_t layer = blocs; layer < n; ++layer) {
        const auto& [yes, no] = opened.layers.steps[layer];
        Number value(0);
        for (std::size_t s = 0; s < yes.size(); ++s) {
            if (yes[s] == no[s]) continue;
            const auto& with = ways[layer + 1][yes[s]];
            const auto& without = ways[layer + 1][no[s]];
            for (std::size_t b = 0; b < with.size(); ++b) {
                const Number gain = with[b] - (b < without.size() ? without[b] : Number(0));
                if (gain == 0) continue;
                stop_point(3 * steps_of<Number> * leading[s].size());
                for (std::size_t a = 0; a < leading[s].size(); ++a) value += leading[s][a] * gain * inside[a + b];
            }
        }
        values[opened.order[layer] - blocs] = value;
        advance(layer);
    }
    return values;
}

/// The chance of each member to be critical when it joins the other unions and then the members of its own: between the
/// unions by orders of arrival (Shapley) or by all coalitions alike (Banzhaf), and inside the unions likewise. On one
/// decision diagram for each union. Throws std::length_error where a layer exceeds `limit` states.
template <class Number>
std::vector<Number> union_values(const Rule& rule, const Grouping& unions, bool order_between, bool order_inside,
                                 std::size_t limit = maximum_layer_states) {
    std::vector<Number> values(unions.member_count());
    const auto members = members_by_group(unions);
    const std::size_t blocs = unions.group_count() - 1;
    for (std::size_t u = 0; u < members.size(); ++u) {
        const Rule opened = opened_union(rule, unions, u);
        const Diagram diagram = rule_diagram(opened, blocs_first(opened, blocs), limit);
        const auto own = union_member_values<Number>(diagram, blocs, order_between, order_inside);
        for (std::size_t k = 0; k < own.size(); ++k) values[members[u][k]] = own[k];
    }
    return values;
}

}  // namespace stemgewicht::detail
