#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/methods/set_family.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stemgewicht {

namespace detail {

/// [i][k]: sets of a family that count for member i, by size; of vulnerable sets by the number of critical members.
using FamilyCounts = std::vector<std::vector<std::uint64_t>>;

/// [i][j]: whether member i can take the place of j in every winning set, by trying all of them.
inline std::vector<std::vector<bool>> at_least_as_desirable(const std::vector<bool>& wins, std::size_t n) {
    std::vector<std::vector<bool>> at_least(n, std::vector<bool>(n, true));
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            for (Mask set = 0; set < wins.size() && at_least[i][j]; ++set)
                if (i != j && !((set >> i) & 1) && !((set >> j) & 1))
                    at_least[i][j] = wins[set | Mask{1} << i] || !wins[set | Mask{1} << j];
    return at_least;
}

}  // namespace detail

/// Counts a family by looking at all 2^n sets, by its plain definition. Cost O(2^n n), with shifts O(2^n n^2).
inline detail::FamilyCounts family_counts(const Rule& rule, SetFamily family, const Enumerate&) {
    using detail::Mask;
    const std::vector<bool> wins = detail::winning_table(rule);
    const std::size_t n = member_count(rule);
    const auto in = [](Mask set, std::size_t i) { return ((set >> i) & 1) != 0; };
    const auto at_least =
        family == SetFamily::shift_minimal ? detail::at_least_as_desirable(wins, n) : std::vector<std::vector<bool>>{};
    const auto shifts_down = [&](Mask set, std::size_t i) {
        for (std::size_t j = 0; j < n; ++j)
            if (!in(set, j) && at_least[i][j] && !at_least[j][i] && wins[(set ^ Mask{1} << i) | Mask{1} << j])
                return true;
        return false;
    };
    detail::FamilyCounts counts(n, std::vector<std::uint64_t>(n + 1, 0));
    for (Mask set = 0; set < wins.size(); ++set) {
        if (!wins[set]) continue;
        Mask critical = 0;
        bool shifts = false;
        for (std::size_t i = 0; i < n; ++i)
            if (in(set, i) && !wins[set ^ Mask{1} << i]) critical |= Mask{1} << i;
        if (family != SetFamily::vulnerable && critical != set) continue;
        for (std::size_t i = 0; i < n && family == SetFamily::shift_minimal && !shifts; ++i)
            shifts = in(set, i) && shifts_down(set, i);
        if (shifts) continue;
        for (std::size_t i = 0; i < n; ++i)
            if (in(critical, i)) ++counts[i][static_cast<std::size_t>(std::popcount(critical))];
    }
    return counts;
}

}  // namespace stemgewicht
