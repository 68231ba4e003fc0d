#pragma once

#include <stemgewicht/core/big_integer.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/index.hpp>
#include <stemgewicht/methods/choice/swing_counts.hpp>
#include <stemgewicht/methods/diagrams/minimal_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/diagrams/shift_diagram.hpp>
#include <stemgewicht/methods/enumeration/critical_counts.hpp>
#include <stemgewicht/methods/enumeration/enumerate_sets.hpp>
#include <stemgewicht/methods/swing_counts.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

inline Eigen::ArrayXd as_array(const std::vector<double>& values) {
    return Eigen::Map<const Eigen::ArrayXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// The coalition of all members without whom nothing passes, as counts of a family.
template <class Number>
FamilyCounts<Number> veto_counts(const Rule& rule) {
    const std::size_t n = member_count(rule);
    std::vector<std::size_t> players;
    Coalition others(n);
    others.set();
    for (std::size_t i = 0; i < n; ++i) {
        others.reset(i);
        if (!wins(rule, others)) players.push_back(i);
        others.set(i);
    }
    FamilyCounts<Number> counts(n, std::vector<Number>(n + 1));
    for (const std::size_t i : players) counts[i][players.size()] = 1;
    return counts;
}

/// Of all winning coalitions, as counts of a family, those of the fewest members.
template <class Number>
FamilyCounts<Number> least_size_counts(const FamilyCounts<Number>& winning) {
    FamilyCounts<Number> counts(winning.size(), std::vector<Number>(winning.size() + 1));
    bool found = false;
    for (std::size_t k = 1; k <= winning.size() && !found; ++k)
        for (std::size_t i = 0; i < winning.size(); ++i) {
            counts[i][k] = winning[i][k];
            found = found || winning[i][k] != 0;
        }
    return counts;
}

/// The counts of a family, from the diagram of the rule; `count` counts the sets of a diagram.
template <class Number, class Count>
FamilyCounts<Number> counts_on_diagram(const Rule& rule, SetFamily family, const Diagram& diagram, std::size_t limit,
                                       const Count& count) {
    switch (family) {
        case SetFamily::minimal: return count(minimal_sets(diagram, limit));
        case SetFamily::shift_minimal: return count(shift_minimal_sets(rule, diagram, limit));
        case SetFamily::winning: return count(diagram);
        case SetFamily::least_size: return least_size_counts(count(diagram));
        case SetFamily::veto: return veto_counts<Number>(rule);
        case SetFamily::vulnerable: break;
    }
    FamilyCounts<Number> counts;
    for (const auto& by_size : critical_counts(diagram)) counts.emplace_back(by_size.begin(), by_size.end());
    return counts;
}

/// The counts of a family, exactly: on diagram(), the decision diagram of the rule, or from swings(), its swings by
/// size. Both are called only where they are needed.
template <class GetDiagram, class GetSwings>
FamilyCounts<BigInteger> exact_family_counts(const Rule& rule, SetFamily family, const GetDiagram& diagram,
                                             const GetSwings& swings_of_rule) {
    if (family == SetFamily::veto) return veto_counts<BigInteger>(rule);
    if (family == SetFamily::winning) return winning_counts(swings_of_rule());
    if (family == SetFamily::least_size) return least_size_counts(winning_counts(swings_of_rule()));
    return counts_on_diagram<BigInteger>(rule, family, diagram(), maximum_layer_states,
                                         [](const Diagram& sets) { return exact_set_counts(sets).containing; });
}

inline FamilyCounts<BigInteger> exact_family_counts(const Rule& rule, SetFamily family, const Exact& method) {
    return exact_family_counts(
        rule, family, [&] { return rule_diagram(rule, maximum_layer_states); },
        [&] { return stemgewicht::swing_counts(rule, method); });
}

/// How many coalitions a family has: those of k members are counted once for each of these.
template <class Number>
Number number_of_sets(const FamilyCounts<Number>& counts) {
    Number all(0);
    for (std::size_t k = 1; k <= counts.size(); ++k) {
        Number members(0);
        for (const auto& by_size : counts) members += by_size[k];
        all += members / Number(k);
    }
    return all;
}

/// Sums over coalitions, divided by their sum unless the index is raw. Refuses a family without a coalition.
template <class Number>
std::vector<Number> scaled(std::vector<Number> sums, const SetIndex& index) {
    const Number sum = std::accumulate(sums.begin(), sums.end(), Number(0));
    if (sum == 0) {
        const std::string name(index.text.name);
        if (index.family == SetFamily::veto) refuse("rule", "one with a veto player for " + name, "one without");
        refuse("rule", "one under which " + name + " exists", "one that always passes or always fails");
    }
    if (!index.raw)
        for (Number& value : sums) value /= sum;
    return sums;
}

/// The values of an index, one per member, from the counts of its family.
template <class Number, class Count>
std::vector<Number> set_values(const FamilyCounts<Count>& counts, const SetIndex& index) {
    std::vector<Number> values;
    for (const auto& by_size : counts) {
        Number value(0);
        for (std::size_t k = 1; k < by_size.size(); ++k) {
            if (by_size[k] == 0) continue;
            const std::size_t divisor = index.portion == SetPortion::one     ? 1
                                        : index.portion == SetPortion::equal ? k
                                                                             : k * k;
            value += Number(by_size[k]) / Number(divisor);
        }
        values.push_back(value);
    }
    return scaled(std::move(values), index);
}

/// The values of an index in doubles, from exact counts: in units of a power of two by which the largest count fits.
/// Raw values may be infinite.
inline Eigen::ArrayXd double_values(const FamilyCounts<BigInteger>& counts, const SetIndex& index) {
    unsigned bits = 0;
    for (const auto& by_size : counts)
        for (const BigInteger& count : by_size)
            if (count > 0) bits = std::max(bits, static_cast<unsigned>(msb(count)));
    constexpr unsigned most_bits = 900;
    const unsigned shift = bits > most_bits ? bits - most_bits : 0;
    FamilyCounts<double> scaled_counts;
    for (const auto& by_size : counts) {
        std::vector<double>& row = scaled_counts.emplace_back();
        for (const BigInteger& count : by_size) row.push_back(BigInteger(count >> shift).convert_to<double>());
    }
    const Eigen::ArrayXd values = as_array(set_values<double>(scaled_counts, index));
    if (!index.raw) return values;
    return values.unaryExpr([shift](double value) { return std::ldexp(value, static_cast<int>(shift)); });
}

/// The rule of an index by weight. Throws std::invalid_argument for a rule that is not weighted.
inline const WeightedRule& weighted_for(const SetIndex& index, const Rule& rule) {
    const auto* weighted = std::get_if<WeightedRule>(&rule);
    if (!weighted) refuse("rule", "a weighted rule for " + std::string(index.text.name), "another kind of rule");
    return *weighted;
}

/// The values of an index by weight: all sets are visited, and counted by the weight that they divide.
template <class Number>
std::vector<Number> values_by_weight(const WeightedRule& rule, const SetIndex& index) {
    std::map<Weight, std::vector<std::uint64_t>> counts;
    each_family_set(rule, index.family, [&](Mask members) {
        Weight weight = 0;
        for (std::size_t i = 0; i < rule.member_count(); ++i) weight += in_set(members, i) ? rule.weights[i] : 0;
        auto& by_member = counts.try_emplace(weight, rule.member_count()).first->second;
        for (std::size_t i = 0; i < rule.member_count(); ++i) by_member[i] += in_set(members, i) ? 1U : 0U;
    });
    std::vector<Number> values(rule.member_count(), Number(0));
    for (const auto& [weight, by_member] : counts)
        for (std::size_t i = 0; i < values.size(); ++i)
            if (by_member[i] > 0) values[i] += Number(by_member[i]) * Number(rule.weights[i]) / Number(weight);
    return scaled(std::move(values), index);
}

}  // namespace stemgewicht::detail
