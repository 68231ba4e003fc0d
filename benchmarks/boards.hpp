#pragma once

// Boards to measure on, the same in every run; plain counts to check answers by; and the memory that work takes.

#include <stemgewicht/rules/weighted.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace bench {

using stemgewicht::Weight;
using stemgewicht::WeightedRule;

/// Weights of 1..largest.
inline std::vector<Weight> weights_to(std::int64_t members, std::int64_t largest) {
    std::mt19937_64 engine(static_cast<std::uint64_t>(members * 1'000'003 + largest));
    std::vector<Weight> weights;
    for (std::int64_t i = 0; i < members; ++i)
        weights.push_back(static_cast<Weight>(engine() % static_cast<std::uint64_t>(largest)) + 1);
    return weights;
}

/// Weights of that sum: drawn evenly about the mean, then moved by one, member after member, until they fit.
inline std::vector<Weight> weights_of_total(std::int64_t members, std::int64_t total) {
    std::vector<Weight> weights = weights_to(members, std::max<std::int64_t>(1, 2 * total / members - 1));
    Weight excess = stemgewicht::total_weight(weights) - total;
    for (std::size_t i = 0; excess != 0; i = (i + 1) % weights.size()) {
        const Weight step = excess > 0 ? 1 : -1;
        if (weights[i] <= step) continue;
        weights[i] -= step;
        excess -= step;
    }
    return weights;
}

/// A register by a power law, from the largest on: of the members the share x^-exponent has more than x times the least
/// weight.
inline std::vector<Weight> power_law_register(std::size_t members, double largest, double exponent) {
    std::mt19937_64 engine(20180321);
    const double least = std::max(1.0, largest * std::pow(static_cast<double>(members), -1 / exponent));
    std::vector<Weight> weights(members);
    for (Weight& weight : weights) {
        const double part = (static_cast<double>(engine() >> 11) + 0.5) * 0x1p-53;
        weight = static_cast<Weight>(std::min(largest, std::floor(least * std::pow(part, -1 / exponent))));
    }
    std::ranges::sort(weights, std::greater<>{});
    return weights;
}

/// Chance that a member is decisive when every other says yes with chance p: the weight of the others for, counted one
/// by one without the member.
inline double decisive_by_plain_count(const WeightedRule& rule, std::size_t member, double p) {
    const auto quota = static_cast<std::size_t>(rule.quota);
    std::vector<double> chance(quota, 0.0);
    chance[0] = 1;
    for (std::size_t i = 0; i < rule.member_count(); ++i) {
        if (i == member) continue;
        const auto weight = static_cast<std::size_t>(rule.weights[i]);
        for (std::size_t x = quota; x-- > 0;)
            chance[x] = (1 - p) * chance[x] + (x >= weight ? p * chance[x - weight] : 0.0);
    }
    double sum = 0;
    for (std::size_t x = quota - std::min(quota, static_cast<std::size_t>(rule.weights[member])); x < quota; ++x)
        sum += chance[x];
    return sum;
}

/// Shapley-Shubik index of a member: the others counted by number and weight, in chances under coins, which are then
/// turned into those of random orders. To about 1,000 members.
inline double shapley_shubik_by_plain_count(const WeightedRule& rule, std::size_t member) {
    const std::size_t n = rule.member_count(), quota = static_cast<std::size_t>(rule.quota);
    std::vector<double> chance(n * quota, 0.0);  // [s][x], row by row
    chance[0] = 1;
    std::size_t counted = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (i == member) continue;
        const auto weight = std::min(quota, static_cast<std::size_t>(rule.weights[i]));
        for (std::size_t s = ++counted; s-- > 0;) {  // rows from above, so that each is read before it is written
            const double* const row = &chance[s * quota];
            double* const next = &chance[(s + 1) * quota];
            for (std::size_t x = 0; x + weight < quota; ++x) next[x + weight] += row[x] / 2;
            for (std::size_t x = 0; x < quota; ++x) chance[s * quota + x] /= 2;
        }
    }
    double sum = 0, factor = std::exp2(static_cast<double>(n - 1)) / static_cast<double>(n);
    for (std::size_t s = 0; s < n; ++s) {  // factor: 2^(n - 1) / (n binomial(n - 1, s))
        double sets = 0;
        for (std::size_t x = quota - std::min(quota, static_cast<std::size_t>(rule.weights[member])); x < quota; ++x)
            sets += chance[s * quota + x];
        sum += sets * factor;
        factor *= static_cast<double>(s + 1) / static_cast<double>(n - 1 - s);
    }
    return sum;
}

/// Starts the count of the peak of memory anew, as far as the system allows that.
inline void forget_peak_memory() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
    std::ofstream("/proc/self/clear_refs") << 5;
}

/// The most bytes of memory that the process held since then; 0 where the system does not tell.
inline double peak_memory() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return 1024 * std::stod(line.substr(6));
    return 0;
}

}  // namespace bench
