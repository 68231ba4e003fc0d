#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/diagrams/union_diagram.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <bit>
#include <cstddef>
#include <vector>

namespace stemgewicht::detail {

/// What union_values of a diagram gives, by the plain definition: all sets of other unions, all sets of other members
/// of the own one. Cost O(members x 2^(unions + members of a union)).
inline std::vector<double> union_values(const Rule& rule, const Grouping& unions, bool order_between, bool order_inside,
                                        const Enumerate&) {
    const std::vector<bool> wins = winning_table(rule);
    std::vector<Mask> set_of(unions.group_count(), 0);
    for (std::size_t i = 0; i < unions.member_count(); ++i) set_of[unions.group_of[i]] |= Mask{1} << i;
    const auto between = joining_weights<double>(unions.group_count() - 1, order_between);
    std::vector<double> values(unions.member_count(), 0.0);
    TurnCounter turns(10);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Mask own = set_of[unions.group_of[i]] & ~(Mask{1} << i);
        const auto inside = joining_weights<double>(static_cast<std::size_t>(std::popcount(own)), order_inside);
        for (Mask others = 0; others < Mask{1} << unions.group_count(); ++others) {
            if ((others >> unions.group_of[i]) & 1) continue;
            Mask joined = 0;
            for (std::size_t u = 0; u < set_of.size(); ++u)
                if ((others >> u) & 1) joined |= set_of[u];
            for (Mask mates = own;; mates = (mates - 1) & own) {
                turns.turn();
                if (wins[joined | mates | Mask{1} << i] && !wins[joined | mates])
                    values[i] += between[static_cast<std::size_t>(std::popcount(others))] *
                                 inside[static_cast<std::size_t>(std::popcount(mates))];
                if (mates == 0) break;
            }
        }
    }
    return values;
}

/// Chance to be critical, by orders of arrival or by all coalitions alike, in the game on a graph in which a set is
/// worth the sum over its connected components of what they are worth. By its plain definition: cost O(2^n n).
inline std::vector<double> graph_values(const Rule& rule, const std::vector<Pair>& edges, bool by_order,
                                        const Enumerate&) {
    const std::vector<bool> wins = winning_table(rule);
    const std::size_t n = member_count(rule);
    std::vector<Mask> next_to(n, 0);
    for (const auto& [a, b] : edges) {
        next_to[a] |= Mask{1} << b;
        next_to[b] |= Mask{1} << a;
    }
    const auto worth = [&](Mask set) {
        int sum = 0;
        while (set != 0) {
            Mask component = set & (~set + 1);  // grows from the lowest member
            for (Mask before = 0; before != component;) {
                before = component;
                for (Mask rest = before; rest != 0; rest &= rest - 1)
                    component |= next_to[static_cast<std::size_t>(std::countr_zero(rest))] & set;
            }
            sum += int{wins[component]};
            set &= ~component;
        }
        return sum;
    };
    const auto weights = joining_weights<double>(n - 1, by_order);
    std::vector<double> values(n, 0.0);
    TurnCounter turns(10 * n);
    for (Mask set = 0; set < wins.size(); ++set) {
        turns.turn();
        const int here = worth(set);
        for (std::size_t i = 0; i < n; ++i)
            values[i] += (set >> i) & 1 ? here * weights[static_cast<std::size_t>(std::popcount(set)) - 1]
                         : static_cast<std::size_t>(std::popcount(set)) < n
                             ? -here * weights[static_cast<std::size_t>(std::popcount(set))]
                             : 0.0;
    }
    return values;
}

}  // namespace stemgewicht::detail
