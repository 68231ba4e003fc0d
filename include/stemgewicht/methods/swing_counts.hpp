#pragma once

#include <stemgewicht/methods/rule_diagram.hpp>
#include <stemgewicht/methods/set_counts.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

using BigInteger = boost::multiprecision::cpp_int;

/// Counts the sets with outcome 1 exactly: in 64 bits to 63 members, by Boost.Multiprecision beyond.
inline SetCounts<BigInteger> exact_set_counts(const Diagram& diagram) {
    if (diagram.member_count() >= 64) return set_counts<BigInteger>(diagram);
    const SetCounts<std::uint64_t> counts = set_counts<std::uint64_t>(diagram);
    SetCounts<BigInteger> result;
    result.by_size.assign(counts.by_size.begin(), counts.by_size.end());
    for (const auto& by_size : counts.containing) result.containing.emplace_back(by_size.begin(), by_size.end());
    return result;
}

/// How many coalitions win, and in how many each member is critical, by size: exact integers. Of a function of the set
/// of yes-voters that is not monotone, joining may also turn a winning set into a losing one; such sets count as
/// negative.
struct SwingCounts {
    std::vector<BigInteger> winning;              ///< [s]: winning coalitions of s members
    std::vector<std::vector<BigInteger>> swings;  ///< [i][s]: losing coalitions of s others that win with member i

    [[nodiscard]] std::size_t member_count() const { return swings.size(); }
};

/// The swings of i among s others are the winning coalitions of s + 1 members with i, less those of s without i.
inline SwingCounts swing_counts(const SetCounts<BigInteger>& winning) {
    SwingCounts counts{.winning = winning.by_size, .swings = {}};
    for (const auto& containing : winning.containing) {
        std::vector<BigInteger>& swings = counts.swings.emplace_back();
        for (std::size_t s = 0; s < winning.member_count(); ++s)
            swings.emplace_back(containing[s + 1] - (winning.by_size[s] - containing[s]));
    }
    return counts;
}

inline SwingCounts swing_counts(const Diagram& diagram) { return swing_counts(exact_set_counts(diagram)); }

/// Counts by size on the decision diagram of a rule. Cost O(states x members^2). Throws std::length_error where the
/// diagram or its counts are too large.
inline SwingCounts swing_counts(const Rule& rule) {
    check(rule);
    Diagram diagram;
    try {
        diagram = rule_diagram(rule, maximum_layer_states);
    } catch (const std::length_error&) {
        throw std::length_error("fractions: the rule has too many different sums to count exactly (over " +
                                std::to_string(maximum_layer_states) +
                                " at one member); without fractions exact gives doubles");
    }
    return swing_counts(diagram);
}

}  // namespace stemgewicht
