#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/counting/common_chance.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/homogeneous.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace stemgewicht::detail {

/// The law of the number of yes-voters out of `count`, from its ratios: ratio(s) is P(s + 1) / P(s). It is followed
/// both ways from s = `start`, near its largest chance. All errors are relative ones, of a few units of 1e-19 for each
/// step where long doubles have as many bits, and of 1e-16 elsewhere.
template <class Ratio>
std::vector<long double> law_from_ratios(std::size_t count, std::size_t start, const Ratio& ratio) {
    std::vector<long double> law(count + 1);
    stop_point(20 * count);
    law[start] = 1;
    for (std::size_t s = start; s < count && law[s] > 0; ++s) law[s + 1] = law[s] * ratio(s);
    for (std::size_t s = start; s > 0 && law[s] > 0; --s) law[s - 1] = law[s] / ratio(s - 1);
    long double below = 0, above = 0;  // from the ends to the middle, small ones first
    for (std::size_t s = 0; s <= start; ++s) below += law[s];
    for (std::size_t s = count; s > start; --s) above += law[s];
    for (long double& chance : law) chance /= below + above;
    return law;
}

/// The binomial law.
inline std::vector<long double> binomial_law(std::size_t count, double p) {
    if (p == 0 || p == 1) {
        std::vector<long double> certain(count + 1);
        certain[p == 0 ? 0 : count] = 1;
        return certain;
    }
    const long double odds = static_cast<long double>(p) / (1 - static_cast<long double>(p));
    const auto mode = static_cast<std::size_t>(static_cast<double>(count) * p);
    return law_from_ratios(count, mode, [&](std::size_t s) {
        return static_cast<long double>(count - s) / static_cast<long double>(s + 1) * odds;
    });
}

/// The binomial law of a chance p ~ Beta(a, b).
inline std::vector<long double> beta_binomial_law(std::size_t count, double a, double b) {
    const double mode = a > 1 && b > 1 ? std::floor((a - 1) / ((a - 1) + (b - 1)) * static_cast<double>(count + 1))
                        : a < b        ? 0.0
                                       : static_cast<double>(count);
    const std::size_t start = std::min(count, static_cast<std::size_t>(mode));
    return law_from_ratios(count, start, [&](std::size_t s) {
        const auto yes = static_cast<long double>(s), no = static_cast<long double>(count - s);
        return no / (yes + 1) * ((a + yes) / (b + (no - 1)));
    });
}

/// The chance of `from` to `to`, exclusive, small terms first.
inline double sum_between(const std::vector<long double>& law, std::size_t from, std::size_t to) {
    long double up = 0, down = 0;
    const auto largest = static_cast<std::size_t>(std::max_element(law.begin(), law.end()) - law.begin());
    const std::size_t middle = std::clamp(largest, from, to);
    for (std::size_t s = from; s < middle; ++s) up += law[s];
    for (std::size_t s = to; s > middle; --s) down += law[s - 1];
    return static_cast<double>(up + down);
}

/// What the others of `count` equal members do where this many of all have to say yes: P(they carry it), and P(they do
/// with one more), with what is left, and P(one more settles it).
struct OthersOfEqual {
    double carry, fall, carry_with, fall_with, settle;

    OthersOfEqual(const std::vector<long double>& others, std::size_t needed)
        : carry(sum_between(others, std::min(needed, others.size()), others.size())),
          fall(sum_between(others, 0, std::min(needed, others.size()))),
          carry_with(sum_between(others, needed - 1, others.size())),
          fall_with(sum_between(others, 0, needed - 1)),
          settle(static_cast<double>(others[needed - 1])) {}
};

/// The standing of each of `count` equal members, and of a member without weight.
struct EqualStandings {
    Standing member, weightless;
};

/// `needed` of them have to say yes, each of whom does with chance p. Every chance is a sum of positive terms, so that
/// small ones are as precise as large ones. Cost O(count).
inline EqualStandings equal_standings(std::size_t count, std::size_t needed, double p) {
    const OthersOfEqual others(binomial_law(count - 1, p), needed);
    const double q = 1 - p, pass = others.carry + p * others.settle, fail = others.fall_with + q * others.settle;
    return {.member = {.yes_pass = p * others.carry_with,
                       .yes_fail = p * others.fall_with,
                       .no_pass = q * others.carry,
                       .no_fail = q * others.fall,
                       .decisive = others.settle},
            .weightless = {.yes_pass = p * pass, .yes_fail = p * fail, .no_pass = q * pass, .no_fail = q * fail}};
}

/// Likewise at the nodes of a common chance.
inline EqualStandings equal_standings(std::size_t count, std::size_t needed, const CommonChance& chance) {
    EqualStandings sum;
    for (Eigen::Index k = 0; k < chance.points.size(); ++k) {
        const EqualStandings at = equal_standings(count, needed, chance.points[k]);
        sum.member.add(at.member, chance.masses[k]);
        sum.weightless.add(at.weightless, chance.masses[k]);
    }
    return sum;
}

/// Likewise under p ~ Beta(a, b), without nodes. Given its own vote, a member takes p as Beta(a + 1, b) or
/// Beta(a, b + 1); one without weight takes the number of all others as beta-binomial of these.
inline EqualStandings equal_standings(std::size_t count, std::size_t needed, double a, double b) {
    const double yes = a / (a + b), no = b / (a + b);
    const OthersOfEqual with(beta_binomial_law(count - 1, a + 1, b), needed),
        without(beta_binomial_law(count - 1, a, b + 1), needed), any(beta_binomial_law(count - 1, a, b), needed);
    const std::vector<long double> all_with = beta_binomial_law(count, a + 1, b),
                                   all_without = beta_binomial_law(count, a, b + 1);
    const std::size_t end = count + 1;
    return {.member = {.yes_pass = yes * with.carry_with,
                       .yes_fail = yes * with.fall_with,
                       .no_pass = no * without.carry,
                       .no_fail = no * without.fall,
                       .decisive = any.settle},
            .weightless = {.yes_pass = yes * sum_between(all_with, needed, end),
                           .yes_fail = yes * sum_between(all_with, 0, needed),
                           .no_pass = no * sum_between(all_without, needed, end),
                           .no_fail = no * sum_between(all_without, 0, needed)}};
}

}  // namespace stemgewicht::detail
