#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// A rough size of each member in a rule: its share of the weights, tier by tier. Only the order of asking follows from
/// it, never an answer.
std::vector<double> rough_weight(const Rule& rule);
std::vector<std::size_t> member_order(const Rule& rule);

inline std::vector<std::size_t> descending(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>{}, [&](std::size_t i) { return values[i]; });
    return order;
}

/// An order of the members of a graph by which few of those asked have neighbours to come: next is always the member
/// with the fewest neighbours that are not yet next to somebody asked.
inline std::vector<std::size_t> neighbours_together(const std::vector<Pair>& edges, std::size_t member_count) {
    std::vector<Coalition> neighbours(member_count, Coalition(member_count));
    for (const auto& [a, b] : edges) {
        neighbours[a].set(b);
        neighbours[b].set(a);
    }
    Coalition left(member_count), reached(member_count);
    left.set();
    std::vector<std::size_t> order;
    while (left.any()) {
        std::size_t best = left.find_first(), least = member_count + 1;
        for (const std::size_t i : members_of((left & reached).any() ? left & reached : left)) {
            const std::size_t opened = ((neighbours[i] & left) - reached).count();
            if (opened < least) best = i, least = opened;
        }
        order.push_back(best);
        left.reset(best);
        reached |= neighbours[best];
    }
    return order;
}

// Of each kind of rule, in a namespace of its own, so that a kind without one does not compile: among the functions
// above it would become a Rule again, for ever.
namespace by_kind {

inline std::vector<double> rough_weight(const WeightedRule& rule) {
    const double total = std::accumulate(rule.weights.begin(), rule.weights.end(), 0.0);
    std::vector<double> shares;
    for (const Weight weight : rule.weights) shares.push_back(static_cast<double>(weight) / total);
    return shares;
}

inline std::vector<double> rough_weight(const CompositeRule& rule) {
    std::vector<double> shares(rule.member_count());
    const std::vector<double> top = rough_weight(rule.top);
    for (std::size_t j = 0; j < rule.blocks.size(); ++j) {
        const std::vector<double> own = rough_weight(rule.blocks[j].rule);
        for (std::size_t k = 0; k < own.size(); ++k) shares[rule.blocks[j].members[k]] = top[j] * own[k];
    }
    return shares;
}

inline std::vector<double> rough_weight(const CoalitionRule& rule) {
    std::vector<double> shares(rule.members, 0.0);
    for (const Coalition& set : rule.minimal_winning)
        for (const std::size_t i : members_of(set)) shares[i] += 1.0 / static_cast<double>(set.count());
    return shares;
}

inline std::vector<double> rough_weight(const CombinedRule& rule) {
    std::vector<double> shares(rule.members, 0.0);
    const std::vector<double> top = detail::rough_weight(*rule.top);
    for (std::size_t j = 0; j < rule.parts.size(); ++j) {
        const std::vector<double> own = detail::rough_weight(*rule.parts[j].rule);
        for (std::size_t k = 0; k < own.size(); ++k) shares[rule.parts[j].members[k]] += top[j] * own[k];
    }
    return shares;
}

inline std::vector<double> rough_weight(const IncompatibleRule& rule) { return detail::rough_weight(*rule.rule); }
inline std::vector<double> rough_weight(const RestrictedRule& rule) { return detail::rough_weight(*rule.rule); }
inline std::vector<double> rough_weight(const OwnRule& rule) { return std::vector<double>(rule.member_count(), 1.0); }

template <class R>
std::vector<std::size_t> member_order(const R& rule) {
    return descending(rough_weight(rule));
}

/// Part by part where no member sits in two; the parts in the order of the top.
inline std::vector<std::size_t> member_order(const CombinedRule& rule) {
    std::vector<std::size_t> order;
    std::vector<bool> seen(rule.members);
    std::size_t votes = 0;
    for (const std::size_t j : detail::member_order(*rule.top)) {
        const Part& part = rule.parts[j];
        votes += part.members.size();
        for (const std::size_t k : detail::member_order(*part.rule)) {
            if (!seen[part.members[k]]) order.push_back(part.members[k]);
            seen[part.members[k]] = true;
        }
    }
    if (votes > order.size()) return descending(rough_weight(rule));
    for (std::size_t i = 0; i < rule.members; ++i)
        if (!seen[i]) order.push_back(i);
    return order;
}

inline std::vector<std::size_t> member_order(const CompositeRule& rule) {
    std::vector<std::size_t> order;
    for (const std::size_t j : member_order(rule.top))
        for (const std::size_t k : member_order(rule.blocks[j].rule)) order.push_back(rule.blocks[j].members[k]);
    return order;
}

inline std::vector<std::size_t> member_order(const RestrictedRule& rule) {
    return neighbours_together(rule.edges, rule.member_count());
}

inline std::vector<std::size_t> member_order(const IncompatibleRule& rule) { return detail::member_order(*rule.rule); }

}  // namespace by_kind

inline std::vector<double> rough_weight(const Rule& rule) {
    return std::visit([](const auto& r) { return by_kind::rough_weight(r); }, rule);
}

}  // namespace stemgewicht::detail
