#pragma once

#include <stemgewicht/measures/coalitional.hpp>
#include <stemgewicht/measures/graph.hpp>
#include <stemgewicht/measures/minimal_winning.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/swing_counts.hpp>
#include <stemgewicht/methods/union_diagram.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <numeric>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// An exact value, in lowest terms.
using Fraction = boost::multiprecision::cpp_rational;

/// Share of all coalitions that win, exactly.
inline Fraction coleman_collectivity_fraction(const SwingCounts& counts) {
    return Fraction(sum_of(counts.winning), BigInteger(1) << counts.member_count());
}

/// Chance of each member to be decisive, exactly: swings / 2^(n-1) under ic; under iac the sum over s of
/// s! (n - 1 - s)! / n! x swings that join s others [shapley_shubik_1954].
inline std::vector<Fraction> decisive_fractions(const SwingCounts& counts, bool common_chance) {
    const std::size_t n = counts.member_count();
    std::vector<Fraction> values;
    for (const auto& swings : counts.swings) {
        if (!common_chance) {
            values.emplace_back(sum_of(swings), BigInteger(BigInteger(1) << (n - 1)));
            continue;
        }
        Fraction value = 0;
        BigInteger ways = 1;  // binomial(n - 1, s) = (n - 1)! / (s! (n - 1 - s)!)
        for (std::size_t s = 0; s < n; ++s) {
            value += Fraction(swings[s], ways);
            ways = ways * (n - 1 - s) / (s + 1);
        }
        values.emplace_back(value / n);
    }
    return values;
}

/// The values of an index as exact fractions, one per member, by the same formula as its values as doubles.
/// Throws std::invalid_argument for an unknown index.
inline std::vector<Fraction> index_fractions(std::string_view name, const SwingCounts& counts) {
    const PowerIndex& index = power_index(name);
    const Fraction pass = coleman_collectivity_fraction(counts);
    std::vector<Fraction> values = decisive_fractions(counts, index.common_chance);
    for (Fraction& value : values) value = apply<Fraction>(index.formula, value, pass, 1 - pass);
    if (index.normalized) {
        const Fraction sum = std::accumulate(values.begin(), values.end(), Fraction(0));
        for (Fraction& value : values) value /= sum;
    }
    return values;
}

/// The values of an index on a family of winning coalitions as exact fractions, one per member, counted on the decision
/// diagram of the rule (johnston: over all sets, to 28 members).
inline std::vector<Fraction> set_index_fractions(const SetIndex& index, const Rule& rule) {
    check(rule);
    const Diagram family = detail::family_diagram(rule, index.family, maximum_layer_states);
    if (index.family == SetFamily::vulnerable) return set_shares<Fraction>(critical_counts(family), index.divided);
    return set_shares<Fraction>(exact_set_counts(family).containing, index.divided);
}

/// The values of an index for a-priori unions as exact fractions, one per member. Cost: arithmetic on fractions, one
/// decision diagram for each union.
inline std::vector<Fraction> union_index_fractions(const UnionIndex& index, const Rule& rule, const Grouping& unions) {
    check(rule);
    check(unions, member_count(rule), "unions");
    return union_values<Fraction>(rule, unions, index.order_between, index.order_inside);
}

/// The values of an index on a graph as exact fractions, one per member: Myerson by orders, else Banzhaf.
inline std::vector<Fraction> graph_index_fractions(bool by_order, const Rule& rule, const std::vector<Pair>& edges) {
    check(rule);
    check_pairs(edges, member_count(rule), "edges");
    std::vector<Fraction> values(member_count(rule));
    detail::each_component_diagram(rule, edges, [&](const Diagram& diagram) {
        const std::vector<Fraction> part = decisive_fractions(swing_counts(diagram), by_order);
        for (std::size_t i = 0; i < part.size(); ++i) values[i] += part[i];
    });
    return values;
}

}  // namespace stemgewicht
