#pragma once

#include <stemgewicht/methods/rule_diagram.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

using BigInteger = boost::multiprecision::cpp_int;

/// How many coalitions win, and in how many each member is critical, by size: exact integers.
struct SwingCounts {
    std::vector<BigInteger> winning;              ///< [s]: winning coalitions of s members
    std::vector<std::vector<BigInteger>> swings;  ///< [i][s]: losing coalitions of s others that win with member i

    [[nodiscard]] std::size_t member_count() const { return swings.size(); }
};

namespace detail {

template <class Integer>
using Polynomial = std::vector<Integer>;  ///< coefficient s counts coalitions of s members

template <class Integer>
void add(Polynomial<Integer>& sum, const Polynomial<Integer>& other, std::size_t shift) {
    if (sum.size() < other.size() + shift) sum.resize(other.size() + shift);
    for (std::size_t s = 0; s < other.size(); ++s) sum[s + shift] += other[s];
}

/// Forward-backward over the layers of the diagram: for each state the coalitions that lead to it, and those of the
/// members behind it that win from it, both by size.
template <class Integer>
SwingCounts count_swings(const Diagram& diagram) {
    using Layer = std::vector<Polynomial<Integer>>;
    const std::size_t n = diagram.member_count();
    std::vector<Layer> winning(n + 1);
    for (const bool win : diagram.wins) winning[n].push_back({Integer(win ? 1 : 0)});
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t state = 0; state < diagram.state_count(i); ++state) {
            Polynomial<Integer> ways = winning[i + 1][diagram.layers[i].no[state]];
            add(ways, winning[i + 1][diagram.layers[i].yes[state]], 1);
            winning[i].push_back(std::move(ways));
        }
    SwingCounts counts;
    for (const Integer& count : winning[0][0]) counts.winning.emplace_back(count);
    counts.winning.resize(n + 1);
    counts.swings.resize(n);
    Layer leading{{Integer(1)}};
    for (std::size_t i = 0; i < n; ++i) {
        const auto& [yes, no] = diagram.layers[i];
        Polynomial<Integer> swings(n);
        Layer next(diagram.state_count(i + 1));
        for (std::size_t state = 0; state < leading.size(); ++state) {
            add(next[yes[state]], leading[state], 1);
            add(next[no[state]], leading[state], 0);
            if (yes[state] == no[state]) continue;
            const Polynomial<Integer>& with = winning[i + 1][yes[state]];
            const Polynomial<Integer>& without = winning[i + 1][no[state]];
            for (std::size_t b = 0; b < with.size(); ++b) {
                const Integer gain = with[b] - (b < without.size() ? without[b] : Integer(0));
                if (gain == 0) continue;
                for (std::size_t a = 0; a < leading[state].size(); ++a) swings[a + b] += leading[state][a] * gain;
            }
        }
        for (const Integer& count : swings) counts.swings[diagram.order[i]].emplace_back(count);
        leading = std::move(next);
    }
    return counts;
}

}  // namespace detail

/// Counts by size on the decision diagram of a rule; 64-bit integers to 63 members, Boost.Multiprecision beyond.
/// Cost O(states x members^2). Throws std::length_error where the diagram or its counts are too large.
inline SwingCounts swing_counts(const Rule& rule) {
    check(rule);
    constexpr std::size_t maximum_states = std::size_t{1} << 20;
    constexpr std::size_t maximum_counts = std::size_t{1} << 26;
    const auto refuse_size = [](const std::string& size) {
        throw std::length_error("fractions: the rule has too many different sums to count exactly (" + size +
                                "); without fractions exact gives doubles");
    };
    Diagram diagram;
    try {
        diagram = rule_diagram(rule, maximum_states);
    } catch (const std::length_error&) {
        refuse_size("over " + std::to_string(maximum_states) + " at one member");
    }
    const std::size_t counts = diagram.size() * (diagram.member_count() + 1);
    if (counts > maximum_counts)
        refuse_size(std::to_string(counts) + " counts, allowed are " + std::to_string(maximum_counts));
    return diagram.member_count() < 64 ? detail::count_swings<std::uint64_t>(diagram)
                                       : detail::count_swings<BigInteger>(diagram);
}

}  // namespace stemgewicht
