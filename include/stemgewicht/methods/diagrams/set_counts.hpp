#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// How many coalitions of a family there are, and how many contain each member, by size. Exact where Number is an
/// integer that holds 2^members; as doubles to a relative error of a few units of 1e-16.
template <class Number>
struct SetCounts {
    std::vector<Number> by_size;                  ///< [s]: coalitions of s members
    std::vector<std::vector<Number>> containing;  ///< [i][s]: coalitions of s members, i among them

    [[nodiscard]] std::size_t member_count() const { return containing.size(); }
};

/// The sum of counts, such as those of all sizes.
template <class Number>
Number sum_of(const std::vector<Number>& counts) {
    return std::accumulate(counts.begin(), counts.end(), Number(0));
}

template <class Number>
using Polynomial = std::vector<Number>;  ///< coefficient s counts coalitions of s members

/// Steps that an addition is reckoned with.
template <class Number>
inline constexpr std::size_t steps_of = std::is_arithmetic_v<Number> ? 1 : 50;

template <class Number>
void add(Polynomial<Number>& sum, const Polynomial<Number>& other, std::size_t shift) {
    if (other.empty()) return;
    if (sum.size() < other.size() + shift) sum.resize(other.size() + shift);
    stop_point(steps_of<Number> * other.size());
    for (std::size_t s = 0; s < other.size(); ++s) sum[s + shift] += other[s];
}

/// For each state from the layer `first` on, the ways on to outcome 1, by size; empty where there is none.
template <class Number>
std::vector<std::vector<Polynomial<Number>>> ways_on(const Diagram& diagram, std::size_t first = 0) {
    const std::size_t n = diagram.member_count();
    std::vector<std::vector<Polynomial<Number>>> ways(n + 1);
    for (const std::uint8_t outcome : diagram.outcomes)
        ways[n].push_back(outcome != 0 ? Polynomial<Number>{1} : Polynomial<Number>{});
    for (std::size_t i = n; i-- > first;) {
        const auto& [yes, no] = diagram.layers.steps[i];
        ways[i].resize(yes.size());
        for (std::size_t state = 0; state < yes.size(); ++state) {
            ways[i][state] = ways[i + 1][no[state]];
            add(ways[i][state], ways[i + 1][yes[state]], 1);
        }
    }
    return ways;
}

inline void check_counts(const Diagram& diagram, bool as_doubles) {
    constexpr std::size_t maximum_counts = std::size_t{1} << 26;
    const std::size_t counts = diagram.size() * (diagram.member_count() + 1);
    if (counts > maximum_counts)
        throw SizeRefusal("decision_diagram: the rule has too many different sums to count its coalitions (" +
                              std::to_string(counts) + " counts, allowed are " + std::to_string(maximum_counts) + ")",
                          {.methods = {"exact"}});
    if (as_doubles && diagram.member_count() > 1000)
        throw std::length_error("decision_diagram: coalitions of " + std::to_string(diagram.member_count()) +
                                " members are too many for doubles, which carry 1,000; take fractions");
}

/// Counts the sets with outcome 1 by size: forward-backward over the layers, with the coalitions that lead to each
/// state and those that lead on from it. Cost O(states x members^2). Throws std::length_error where the counts would
/// not fit in memory, or in doubles (beyond 1,000 members).
template <class Number>
SetCounts<Number> set_counts(const Diagram& diagram) {
    const std::size_t n = diagram.member_count();
    check_counts(diagram, std::is_floating_point_v<Number>);
    const auto ways = ways_on<Number>(diagram);
    SetCounts<Number> counts{.by_size = ways[0][0], .containing = {}};
    counts.by_size.resize(n + 1);
    counts.containing.assign(n, std::vector<Number>(n + 1));
    std::vector<Polynomial<Number>> leading{{1}};
    for (std::size_t i = 0; i < n; ++i) {
        const auto& [yes, no] = diagram.layers.steps[i];
        std::vector<Number>& containing = counts.containing[diagram.order[i]];
        std::vector<Polynomial<Number>> next(diagram.state_count(i + 1));
        for (std::size_t state = 0; state < leading.size(); ++state) {
            add(next[yes[state]], leading[state], 1);
            add(next[no[state]], leading[state], 0);
            const auto& on = ways[i + 1][yes[state]];
            for (std::size_t b = 0; b < on.size(); ++b) {
                if (on[b] == 0) continue;
                stop_point(2 * steps_of<Number> * leading[state].size());
                for (std::size_t a = 0; a < leading[state].size(); ++a)
                    containing[a + b + 1] += leading[state][a] * on[b];
            }
        }
        leading = std::move(next);
    }
    return counts;
}

}  // namespace stemgewicht::detail
