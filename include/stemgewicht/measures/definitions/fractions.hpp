#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/engines/index_fractions.hpp>
#include <stemgewicht/measures/engines/set_shares.hpp>
#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/methods/choice/swing_counts.hpp>
#include <stemgewicht/methods/diagrams/restricted_diagram.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>
#include <stemgewicht/methods/diagrams/union_diagram.hpp>
#include <stemgewicht/methods/enumeration/critical_counts.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::vector<Fraction> index_fractions(const VoteIndex& index, const Rule& rule,
                                                             const Exact& method) {
    if (index.model != IndexModel::coins) return detail::index_fractions(index, swing_counts(rule, method));
    return detail::index_fractions(index, swing_totals(rule, method));
}

STEMGEWICHT_DEFINITION Fraction index_fraction(const WholeIndex&, const Rule& rule, const Exact& method) {
    return detail::coleman_collectivity_fraction(swing_totals(rule, method));
}

STEMGEWICHT_DEFINITION std::vector<Fraction> index_fractions(const SetIndex& index, const Rule& rule) {
    check(rule);
    const Diagram family = detail::family_diagram(rule, index.family, maximum_layer_states);
    if (index.family == SetFamily::vulnerable)
        return detail::set_shares<Fraction>(critical_counts(family), index.divided);
    return detail::set_shares<Fraction>(exact_set_counts(family).containing, index.divided);
}

STEMGEWICHT_DEFINITION std::vector<Fraction> index_fractions(const UnionIndex& index, const Rule& rule,
                                                             const Grouping& unions) {
    check(rule);
    check(unions, member_count(rule), "unions");
    return union_values<Fraction>(rule, unions, index.order_between, index.order_inside);
}

STEMGEWICHT_DEFINITION std::vector<Fraction> index_fractions(const GraphIndex& index, const Rule& rule,
                                                             const std::vector<Pair>& edges) {
    check(rule);
    check_pairs(edges, member_count(rule), "edges");
    std::vector<Fraction> values(member_count(rule));
    detail::each_component_diagram(rule, edges, [&](const Diagram& diagram) {
        const SwingCounts counts = swing_counts(diagram);
        const std::vector<Fraction> part =
            index.by_order ? detail::shapley_fractions(counts) : detail::decisive_fractions(totals_of(counts));
        for (std::size_t i = 0; i < part.size(); ++i) values[i] += part[i];
    });
    return values;
}

}  // namespace stemgewicht
