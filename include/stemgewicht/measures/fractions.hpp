#pragma once

#include <stemgewicht/measures/coalitional.hpp>
#include <stemgewicht/measures/graph.hpp>
#include <stemgewicht/measures/minimal_winning.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/swing_counts.hpp>
#include <stemgewicht/methods/diagrams/union_diagram.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// An exact value, in lowest terms.
using Fraction = boost::multiprecision::cpp_rational;

/// Share of all coalitions that win, exactly.
inline Fraction coleman_collectivity_fraction(const SwingTotals& counts) {
    return Fraction(counts.winning, BigInteger(1) << counts.member_count());
}
inline Fraction coleman_collectivity_fraction(const SwingCounts& counts) {
    return coleman_collectivity_fraction(totals_of(counts));
}

/// Chance of each member to be decisive under ic, exactly: swings / 2^(n-1).
inline std::vector<Fraction> decisive_fractions(const SwingTotals& counts) {
    std::vector<Fraction> values;
    for (const BigInteger& swings : counts.swings)
        values.emplace_back(swings, BigInteger(BigInteger(1) << (counts.member_count() - 1)));
    return values;
}

/// The same under iac: the sum over s of s! (n - 1 - s)! / n! x swings that join s others [shapley_shubik_1954].
inline std::vector<Fraction> shapley_fractions(const SwingCounts& counts) {
    const std::size_t n = counts.member_count();
    std::vector<BigInteger> orders(n);  // s! (n - 1 - s)!
    if (n > 0) orders[0] = 1;
    for (std::size_t s = 1; s < n; ++s) orders[0] *= s;
    for (std::size_t s = 1; s < n; ++s) orders[s] = orders[s - 1] * s / (n - s);
    const BigInteger all = orders[0] * n;
    std::vector<Fraction> values;
    for (const auto& swings : counts.swings) {
        BigInteger sum = 0;
        for (std::size_t s = 0; s < n; ++s) sum += swings[s] * orders[s];
        values.emplace_back(sum, all);
    }
    return values;
}

namespace detail {

inline std::vector<Fraction> index_of(const PowerIndex& index, std::vector<Fraction> values, const Fraction& pass) {
    for (Fraction& value : values) value = apply<Fraction>(index.formula, value, pass, 1 - pass);
    if (index.normalized) {
        const Fraction sum = std::accumulate(values.begin(), values.end(), Fraction(0));
        for (Fraction& value : values) value /= sum;
    }
    return values;
}

}  // namespace detail

/// The values of an index as exact fractions, one per member, by the same formula as its values as doubles.
/// Throws std::invalid_argument for an unknown index.
inline std::vector<Fraction> index_fractions(std::string_view name, const SwingCounts& counts) {
    const PowerIndex& index = power_index(name);
    const SwingTotals sums = totals_of(counts);
    return detail::index_of(index, index.common_chance ? shapley_fractions(counts) : decisive_fractions(sums),
                            coleman_collectivity_fraction(sums));
}

/// The same of an index that presumes ic, which needs no counts by size.
inline std::vector<Fraction> index_fractions(std::string_view name, const SwingTotals& counts) {
    const PowerIndex& index = power_index(name);
    if (index.common_chance) refuse("counts", "by size for " + std::string(name), "totals");
    return detail::index_of(index, decisive_fractions(counts), coleman_collectivity_fraction(counts));
}

/// The same of a rule, from the counts that the index needs: by size under iac, else totals.
inline std::vector<Fraction> index_fractions(std::string_view name, const Rule& rule, const Exact& method = {}) {
    if (power_index(name).common_chance)
        return index_fractions(name, swing_counts(rule, method.memory, method.threads));
    return index_fractions(name, swing_totals(rule, method.memory, method.threads));
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
        const SwingCounts counts = swing_counts(diagram);
        const std::vector<Fraction> part = by_order ? shapley_fractions(counts) : decisive_fractions(totals_of(counts));
        for (std::size_t i = 0; i < part.size(); ++i) values[i] += part[i];
    });
    return values;
}

}  // namespace stemgewicht
