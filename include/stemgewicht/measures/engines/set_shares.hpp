#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/minimal_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/diagrams/shift_diagram.hpp>
#include <stemgewicht/methods/set_family.hpp>

#include <cstddef>
#include <numeric>
#include <vector>

namespace stemgewicht::detail {

/// Each member's share, from counts [i][k] of coalitions that count for k members, i among them.
template <class Number, class Count>
std::vector<Number> set_shares(const std::vector<std::vector<Count>>& counts, bool divided) {
    std::vector<Number> values;
    for (const auto& by_size : counts) {
        Number value(0);
        for (std::size_t k = 1; k < by_size.size(); ++k)
            if (by_size[k] != 0) value += divided ? Number(Number(by_size[k]) / Number(k)) : Number(by_size[k]);
        values.push_back(value);
    }
    const Number sum = std::accumulate(values.begin(), values.end(), Number(0));
    for (Number& value : values) value /= sum;
    return values;
}

/// The diagram of a family: of the vulnerable sets, that of the rule.
inline Diagram family_diagram(const Rule& rule, SetFamily family, std::size_t limit) {
    Diagram winning = rule_diagram(rule, limit);
    if (family == SetFamily::shift_minimal) return shift_minimal_sets(rule, winning, limit);
    return family == SetFamily::minimal ? minimal_sets(winning, limit) : winning;
}

}  // namespace stemgewicht::detail
