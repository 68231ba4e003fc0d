#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/counting/weight_law.hpp>
#include <stemgewicht/models/vote_law.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <vector>

namespace stemgewicht::detail {

/// A weighted rule made ready for counting: common divisor removed, weights stopped at the quota.
struct CountedRule {
    std::vector<std::size_t> weights;
    std::size_t quota = 1;
};

inline CountedRule counted_rule(const WeightedRule& rule) {
    Weight divisor = 0;
    for (const Weight weight : rule.weights) divisor = std::gcd(divisor, weight);
    CountedRule result{.weights = {}, .quota = static_cast<std::size_t>((rule.quota + divisor - 1) / divisor)};
    for (const Weight weight : rule.weights)
        result.weights.push_back(std::min(result.quota, static_cast<std::size_t>(weight / divisor)));
    return result;
}

/// A factor of the model together with the weights of its members, in ascending order of weight.
struct CountedFactor {
    std::vector<std::size_t> members;
    std::vector<std::size_t> weights;
    Eigen::ArrayXd masses;
    Eigen::ArrayXXd yes;  ///< members x nodes

    [[nodiscard]] Eigen::Index node_count() const { return masses.size(); }
    [[nodiscard]] std::size_t total() const { return std::accumulate(weights.begin(), weights.end(), std::size_t{0}); }
};

/// The members of a factor that `wanted` picks, under the same nodes.
template <class Wanted>
CountedFactor counted_factor(const VoteFactor& factor, const CountedRule& rule, const Wanted& wanted) {
    std::vector<std::size_t> order;
    for (std::size_t r = 0; r < factor.members.size(); ++r)
        if (wanted(factor.members[r])) order.push_back(r);
    std::ranges::stable_sort(order, std::less<>{}, [&](std::size_t r) { return rule.weights[factor.members[r]]; });
    CountedFactor result{.members = {}, .weights = {}, .masses = factor.masses, .yes = {}};
    result.yes.resize(static_cast<Eigen::Index>(order.size()), factor.masses.size());
    for (std::size_t r = 0; r < order.size(); ++r) {
        result.members.push_back(factor.members[order[r]]);
        result.weights.push_back(rule.weights[factor.members[order[r]]]);
        result.yes.row(static_cast<Eigen::Index>(r)) = factor.yes.row(static_cast<Eigen::Index>(order[r]));
    }
    return result;
}

/// Counts the members of a factor back at one of its nodes, in place. Cost O(members x quota).
inline void count_node_back(const CountedFactor& factor, Eigen::Index node, Tail& tail, std::size_t columns) {
    std::size_t rest = factor.total();
    for (std::size_t r = factor.members.size(); r-- > 0;) {  // heaviest first, so that columns shrink at once
        rest -= factor.weights[r];
        count_back(tail, factor.weights[r], factor.yes(static_cast<Eigen::Index>(r), node),
                   std::min(tail.values.size(), columns + rest));
    }
    tail.values.resize(std::min(columns, tail.values.size()));
}

/// sum(t) += mass * tail(t + shift).
inline void add_shifted(Tail& sum, const Tail& tail, double mass, std::size_t shift) {
    const std::size_t inside = std::min(sum.values.size(), tail.values.size() - std::min(tail.values.size(), shift));
    for (std::size_t t = 0; t < inside; ++t) sum.values[t] += mass * tail.values[t + shift];
    for (std::size_t t = inside; t < sum.values.size(); ++t) sum.values[t] += mass * tail.beyond;
    sum.beyond += mass * tail.beyond;
}

/// The tail before a factor, its nodes integrated. Cost O(nodes x members x quota).
inline Tail before_factor(const CountedFactor& factor, const Tail& after, std::size_t columns) {
    Tail mixed{.values = std::vector<double>(std::min(columns, after.values.size()), 0.0), .beyond = 0.0};
    Tail tail;
    for (Eigen::Index k = 0; k < factor.node_count(); ++k) {
        tail = after;
        count_node_back(factor, k, tail, columns);
        add_shifted(mixed, tail, factor.masses[k], 0);
    }
    mixed.beyond = after.beyond;  // exactly, though the masses sum to 1 only up to rounding
    return mixed;
}

}  // namespace stemgewicht::detail
