#pragma once

#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/counting/normal_approximation.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace stemgewicht {

namespace detail {

/// A formula on a decisive chance and a chance to pass that are known to a range. It rises with the first, and rises or
/// falls with the second, so that its extremes are at the ends; they lie in [0, 1].
inline ChanceRange formula_range(IndexFormula formula, const ChanceRange& decisive, const ChanceRange& pass) {
    constexpr double least = 1e-300;  // keeps what divides off 0
    const auto at = [&](double d, double p) {
        const double chance = std::clamp(p, 0.0, 1.0);
        return std::clamp(apply(formula, d, std::max(chance, least), std::max(1 - chance, least)), 0.0, 1.0);
    };
    const double lower = std::min(at(decisive.lower, pass.lower), at(decisive.lower, pass.upper));
    const double upper = std::max(at(decisive.upper, pass.lower), at(decisive.upper, pass.upper));
    return {lower, std::clamp(at(decisive.value, pass.value), lower, upper), upper};
}

}  // namespace detail

/// The values of an index by the normal law, one per member, each within its bound of the true one. Throws
/// std::invalid_argument for an unknown index.
inline std::vector<Bounded> bounded_power(std::string_view name, const WeightedRule& rule, const Normal& method = {}) {
    const PowerIndex& index = power_index(name);
    const RangedStandings standings = normal_standings(rule, model_of(index), method);
    std::vector<ChanceRange> ranges;
    ChanceRange sum;
    for (const RangedStanding& member : standings.members) {
        ranges.push_back(detail::formula_range(index.formula, member.decisive, standings.pass));
        sum.add(1, ranges.back());
    }
    std::vector<Bounded> values;
    for (const ChanceRange& own : ranges) {
        if (!index.normalized) {
            values.push_back(own.bounded());
            continue;
        }
        const auto share = [](double part, double others) { return part > 0 ? part / (part + others) : 0; };
        const double lower = share(own.lower, sum.upper - own.upper), upper = share(own.upper, sum.lower - own.lower);
        values.push_back(ChanceRange{lower, std::clamp(own.value / sum.value, lower, upper), upper}.bounded());
    }
    return values;
}

}  // namespace stemgewicht
