#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht::detail {

/// The chance of yes that all members have in common: a point with a mass for each node of the law.
using CommonChance = Quadrature;

/// The common chance under a law by which all members vote alike, as under ic, iac and beta; empty for others.
inline std::optional<CommonChance> common_chance(const VoteLaw& law) {
    if (law.factors.empty()) return std::nullopt;
    const VoteFactor& first = law.factors.front();
    if (law.factors.size() > 1)  // independent of each other, and so without anything in common but one fixed chance
        for (const VoteFactor& factor : law.factors)
            if (factor.node_count() != 1 || !(factor.yes == first.yes(0, 0)).all()) return std::nullopt;
    for (Eigen::Index k = 0; k < first.masses.size(); ++k)
        if (!(first.yes.col(k) == first.yes(0, k)).all()) return std::nullopt;
    return CommonChance{.points = first.yes.row(0).transpose(), .masses = first.masses};
}

/// The common chance of a law; refuses other laws in the name of a method.
inline CommonChance checked_common_chance(const VoteLaw& law, std::string_view method) {
    const auto chance = common_chance(law);
    if (!chance)
        refuse("model",
               "one common chance of all members, such as ic, iac or beta:A,B, with method " + std::string(method),
               "members of different chances");
    return *chance;
}

/// E[p^s (1 - p)^(count - s)] for s = 0..count: the chance of each set of s of so many voters.
inline std::vector<double> set_chances(const CommonChance& chance, std::size_t count) {
    std::vector<double> chances(count + 1);
    for (std::size_t s = 0; s <= count; ++s)
        for (Eigen::Index k = 0; k < chance.masses.size(); ++k)
            chances[s] += chance.masses[k] * std::pow(chance.points[k], static_cast<double>(s)) *
                          std::pow(1 - chance.points[k], static_cast<double>(count - s));
    return chances;
}

/// Standings from winning sets by size, to 62 members.
inline std::vector<Standing> common_chance_standings(const SetCounts<std::uint64_t>& winning,
                                                     const CommonChance& chance) {
    const std::size_t n = winning.member_count();
    const std::vector<double> all = set_chances(chance, n), others = set_chances(chance, n - 1);
    std::vector<std::uint64_t> sets(n, 1);  // [s]: sets of s others
    for (std::size_t s = 1; s < n; ++s) {
        __extension__ using Wide = unsigned __int128;
        sets[s] = static_cast<std::uint64_t>(static_cast<Wide>(sets[s - 1]) * (n - s) / s);
    }
    std::vector<Standing> standings(n);
    for (std::size_t i = 0; i < n; ++i) {
        Standing& standing = standings[i];
        for (std::size_t s = 0; s < n; ++s) {  // of s others
            const std::uint64_t with = winning.containing[i][s + 1],
                                without = winning.by_size[s] - winning.containing[i][s];
            standing.yes_pass += static_cast<double>(with) * all[s + 1];
            standing.yes_fail += static_cast<double>(sets[s] - with) * all[s + 1];
            standing.no_pass += static_cast<double>(without) * all[s];
            standing.no_fail += static_cast<double>(sets[s] - without) * all[s];
            standing.decisive += static_cast<double>(with - without) * others[s];
        }
    }
    return standings;
}

/// Standings under ic from winning sets of all sizes together.
inline std::vector<Standing> coin_standings(const SetCounts<std::uint64_t>& winning) {
    const std::size_t n = winning.member_count();
    const std::uint64_t half = std::uint64_t{1} << (n - 1), total = sum_of(winning.by_size);
    const auto chance = [&](std::uint64_t sets) { return std::ldexp(static_cast<double>(sets), -static_cast<int>(n)); };
    std::vector<Standing> standings;
    for (const auto& containing : winning.containing) {
        const std::uint64_t with = sum_of(containing), without = total - with;
        Standing& standing = standings.emplace_back();
        standing.yes_pass = chance(with);
        standing.yes_fail = chance(half - with);
        standing.no_pass = chance(without);
        standing.no_fail = chance(half - without);
        standing.decisive = 2 * chance(with - without);
    }
    return standings;
}

}  // namespace stemgewicht::detail
