#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/engines/index_fractions.hpp>
#include <stemgewicht/measures/engines/public_good_unions.hpp>
#include <stemgewicht/measures/engines/set_values.hpp>
#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/methods/choice/swing_counts.hpp>
#include <stemgewicht/methods/diagrams/restricted_diagram.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>
#include <stemgewicht/methods/diagrams/union_diagram.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::vector<Fraction> index_fractions(const VoteIndex& index, const Rule& rule,
                                                             const Exact& method) {
    if (index.model != IndexModel::coins) return detail::index_fractions(index, swing_counts(rule, method));
    return detail::index_fractions(index, swing_totals(rule, method));
}

STEMGEWICHT_DEFINITION Fraction index_fraction(const WholeIndex& index, const Rule& rule, const Exact& method) {
    check(rule);
    switch (index.quantity) {
        case WholeQuantity::winning_share: break;
        case WholeQuantity::winning: return Fraction(swing_totals(rule, method).winning);
        case WholeQuantity::minimal_winning:
            return Fraction(detail::number_of_sets(detail::exact_family_counts(rule, SetFamily::minimal, method)));
        case WholeQuantity::least_size_winning:
            return Fraction(detail::number_of_sets(detail::exact_family_counts(rule, SetFamily::least_size, method)));
    }
    return detail::coleman_collectivity_fraction(swing_totals(rule, method));
}

STEMGEWICHT_DEFINITION std::vector<Fraction> index_fractions(const SetIndex& index, const Rule& rule) {
    check(rule);
    if (index.portion == SetPortion::by_weight)
        return detail::values_by_weight<Fraction>(detail::weighted_for(index, rule), index);
    return detail::set_values<Fraction>(detail::exact_family_counts(rule, index.family, Exact{}), index);
}

STEMGEWICHT_DEFINITION std::vector<Fraction> index_fractions(const UnionIndex& index, const Rule& rule,
                                                             const Grouping& unions) {
    check(rule);
    check(unions, member_count(rule), "unions");
    if (index.between == BetweenUnions::public_good)
        return detail::public_good_values<Fraction>(
            rule, unions, index.inside, [](const Rule& game) { return index_fractions(public_good, game); });
    return detail::union_values<Fraction>(rule, unions, index.between == BetweenUnions::orders,
                                          index.inside == InsideUnion::orders);
}

STEMGEWICHT_DEFINITION std::vector<Fraction> index_fractions(const GraphIndex& index, const Rule& rule,
                                                             const std::vector<Pair>& edges) {
    check(rule);
    check_pairs(edges, member_count(rule), "edges");
    std::vector<Fraction> values(member_count(rule));
    detail::each_component_diagram(rule, edges, [&](const detail::Diagram& diagram) {
        const SwingCounts counts = detail::swing_counts(diagram);
        const std::vector<Fraction> part =
            index.by_order ? detail::shapley_fractions(counts) : detail::decisive_fractions(detail::totals_of(counts));
        for (std::size_t i = 0; i < part.size(); ++i) values[i] += part[i];
    });
    return values;
}

}  // namespace stemgewicht
