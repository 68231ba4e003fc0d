#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/methods/set_family.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <vector>

namespace stemgewicht::detail {

/// [i][k]: sets of a family that count for member i, by size; of vulnerable sets by the number of critical members.
template <class Number>
using FamilyCounts = std::vector<std::vector<Number>>;

inline bool in_set(Mask set, std::size_t i) { return ((set >> i) & 1) != 0; }

/// [i][j]: whether member i can take the place of j in every winning set, by trying all of them.
inline std::vector<std::vector<bool>> at_least_as_desirable(const std::vector<bool>& wins, std::size_t n) {
    std::vector<std::vector<bool>> at_least(n, std::vector<bool>(n, true));
    TurnCounter turns(4);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            for (Mask set = 0; set < wins.size() && at_least[i][j]; ++set, turns.turn())
                if (i != j && !in_set(set, i) && !in_set(set, j))
                    at_least[i][j] = wins[set | Mask{1} << i] || !wins[set | Mask{1} << j];
    return at_least;
}

/// Whether a member of the set can give way to a strictly less desirable one, and the set still wins.
inline bool shifts_down(const std::vector<bool>& wins, const std::vector<std::vector<bool>>& at_least, Mask set) {
    for (std::size_t i = 0; i < at_least.size(); ++i)
        for (std::size_t j = 0; j < at_least.size(); ++j)
            if (in_set(set, i) && !in_set(set, j) && at_least[i][j] && !at_least[j][i] &&
                wins[(set ^ Mask{1} << i) | Mask{1} << j])
                return true;
    return false;
}

/// Calls visit(the members that the set counts for) for each set of a family, found by looking at all 2^n by its plain
/// definition. Cost O(2^n n), with shifts O(2^n n^2).
template <class Visit>
void each_family_set(const Rule& rule, SetFamily family, const Visit& visit) {
    const std::vector<bool> wins = winning_table(rule);
    const std::size_t n = member_count(rule);
    int least_size = static_cast<int>(n);
    Mask in_all = (Mask{1} << n) - 1;
    TurnCounter turns(10 + 10 * n);
    for (Mask set = 0; set < wins.size(); ++set)
        if (wins[set]) {
            least_size = std::min(least_size, std::popcount(set));
            in_all &= set;
        }
    if (family == SetFamily::veto) {
        if (in_all != 0) visit(in_all);
        return;
    }
    const auto at_least =
        family == SetFamily::shift_minimal ? at_least_as_desirable(wins, n) : std::vector<std::vector<bool>>{};
    for (Mask set = 0; set < wins.size(); ++set) {
        turns.turn();
        if (!wins[set]) continue;
        if (family == SetFamily::winning || (family == SetFamily::least_size && std::popcount(set) == least_size))
            visit(set);
        if (family == SetFamily::winning || family == SetFamily::least_size) continue;
        Mask critical = 0;
        for (std::size_t i = 0; i < n; ++i)
            if (in_set(set, i) && !wins[set ^ Mask{1} << i]) critical |= Mask{1} << i;
        if (critical == 0 || (family != SetFamily::vulnerable && critical != set)) continue;
        if (family != SetFamily::shift_minimal || !shifts_down(wins, at_least, set)) visit(critical);
    }
}

/// Counts a family by looking at all sets.
inline FamilyCounts<double> family_counts(const Rule& rule, SetFamily family, const Enumerate&) {
    const std::size_t n = member_count(rule);
    FamilyCounts<double> counts(n, std::vector<double>(n + 1, 0));
    each_family_set(rule, family, [&](Mask members) {
        for (std::size_t i = 0; i < n; ++i)
            if (in_set(members, i)) ++counts[i][static_cast<std::size_t>(std::popcount(members))];
    });
    return counts;
}

}  // namespace stemgewicht::detail
