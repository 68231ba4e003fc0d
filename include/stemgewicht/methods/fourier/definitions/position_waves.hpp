#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/fourier/position_waves.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

namespace fourier {

/// A member who holds the position: its weights in it and in the decision, divided by what all have in common.
struct Holder {
    std::size_t own = 0;
    std::uint64_t weight = 0;
    long double chance = 0.5L;
};

/// A decision and the holders of a position, apart from the other members.
struct SplitBoard {
    WaveBoard others;  ///< its total and quota are those of the decision
    std::vector<Holder> holders;
    std::uint64_t held = 0;                           ///< weight of all holders in the decision
    std::size_t most_no = 0, least_yes = 1, own = 0;  ///< position: the bounds of its sides, and its whole weight

    [[nodiscard]] Side side(std::size_t sum) const {
        return sum >= least_yes ? Side::yes : sum <= most_no ? Side::no : Side::tied;
    }
};

inline SplitBoard split_board(const WeightedRule& rule, const WeightedRule& position, const std::vector<double>& yes) {
    const auto common = [](const std::vector<Weight>& weights) {
        return std::accumulate(weights.begin(), weights.end(), Weight{0},
                               [](Weight a, Weight b) { return std::gcd(a, b); });
    };
    const Weight whole = common(rule.weights), part = common(position.weights);
    SplitBoard split;
    std::map<std::pair<Weight, double>, std::size_t> classes;
    for (std::size_t i = 0; i < yes.size(); ++i) {
        const auto weight = static_cast<std::uint64_t>(rule.weights[i] / whole);
        split.others.total += weight;
        if (position.weights[i] == 0) {
            ++classes[{rule.weights[i], yes[i]}];
            continue;
        }
        split.holders.push_back(
            {.own = static_cast<std::size_t>(position.weights[i] / part), .weight = weight, .chance = yes[i]});
        split.held += weight;
        split.own += split.holders.back().own;
    }
    for (const auto& [key, members] : classes)
        split.others.classes.push_back({.weight = static_cast<std::uint64_t>(key.first / whole),
                                        .chance = key.second,
                                        .against = 1 - static_cast<long double>(key.second),
                                        .members = members});
    split.others.quota = static_cast<std::uint64_t>((rule.quota - 1) / whole + 1);
    split.least_yes = static_cast<std::size_t>((position.quota - 1) / part + 1);
    split.most_no = split.own - split.least_yes;
    return split;
}

/// The wave of the holders at a frequency for each side of their position: the sum over their votes.
inline std::array<Wave, 3> wave_by_side(const SplitBoard& split, const std::vector<Wave>& turns) {
    std::vector<Wave> sums(split.own + 1);
    sums[0] = {1, 0};
    std::size_t counted = 0;
    for (std::size_t h = 0; h < split.holders.size(); ++h) {
        const Holder& holder = split.holders[h];
        const Wave yes = holder.chance * turns[h];
        for (std::size_t s = counted + 1; s-- > 0;) {
            sums[s + holder.own] = sums[s + holder.own] + yes * sums[s];
            sums[s] = (1 - holder.chance) * sums[s];
        }
        counted += holder.own;
    }
    std::array<Wave, 3> sides{};
    for (std::size_t s = 0; s <= split.own; ++s) {
        Wave& sum = sides[static_cast<std::size_t>(split.side(s))];
        sum = sum + sums[s];
    }
    return sides;
}

/// Real parts of window, quota and others at each frequency, summed for the sides and for what all holders add.
struct PositionSums {
    std::array<long double, 3> passes{};
    long double decisive = 0, rounding = 0;
};

inline PositionSums position_sums(const SplitBoard& split, const TiltedLaw& law, int digits,
                                  const std::vector<std::uint64_t>& kept) {
    constexpr long double epsilon = std::numeric_limits<long double>::epsilon();
    const long double members =
        static_cast<long double>(split.holders.size()) +
        std::accumulate(law.classes.begin(), law.classes.end(), 0.0L,
                        [](long double n, auto& c) { return n + static_cast<long double>(c.members); });
    const long double unit = (8 * members + static_cast<long double>(kept.size() + split.own) + 64) * epsilon;
    PositionSums sums;
    WaveFactors factors;
    std::vector<Wave> turns(split.holders.size());
    for (const std::uint64_t k : kept) {
        stop_point(300 * law.classes.size() + 10 * split.own * turns.size());
        const Frequency frequency{.k = k, .digits = digits};
        const Wave window = frequency.window(0);
        factors.set(law, frequency);
        for (std::size_t h = 0; h < turns.size(); ++h) turns[h] = frequency.of(split.holders[h].weight);
        const Wave turn = window * conjugate(frequency.of(split.others.quota)) * factors.all;
        const std::array<Wave, 3> sides = wave_by_side(split, turns);
        for (std::size_t side = 0; side < 3; ++side) sums.passes[side] += (turn * sides[side]).real;
        sums.decisive += (turn * frequency.step(split.held)).real;
        sums.rounding += 3 * unit * size_of(window);
    }
    return sums;
}

}  // namespace fourier

STEMGEWICHT_DEFINITION CertifiedPosition certified_position(const WeightedRule& rule, const WeightedRule& position,
                                                            const std::vector<double>& yes, double error,
                                                            double most_work) {
    using fourier::SplitBoard;
    const SplitBoard split = fourier::split_board(rule, position, yes);
    const double table = 30 * static_cast<double>(split.own) * static_cast<double>(split.holders.size());
    CertifiedPosition result;
    result.done = !split.others.classes.empty() && table < most_work;
    if (!result.done) return result;
    const std::uint64_t quota = split.others.quota;
    const WavePlan plan =
        wave_plan(untilted_law(split.others.classes), split.others.total, quota, quota, split.held, error / 2);
    const SievedFrequencies sieved = sieved_frequencies({.classes = plan.law.classes,
                                                         .digits = plan.digits,
                                                         .error = 0.3 * error,
                                                         .most_work = most_work,
                                                         .leaves_out_one = false});
    result.done = sieved.done && static_cast<double>(sieved.kept.size()) * table < most_work;
    if (!result.done) return result;
    const fourier::PositionSums sums = fourier::position_sums(split, plan.law, plan.digits, sieved.kept);
    std::vector<Wave> still(split.holders.size(), Wave{1, 0});
    const std::array<Wave, 3> law = fourier::wave_by_side(split, still);
    for (std::size_t side = 0; side < 3; ++side) {
        const long double whole = law[side].real;
        const auto pass = static_cast<double>(std::clamp(whole / 2 + sums.passes[side], 0.0L, whole));
        result.standing.add_term(static_cast<Side>(side), true, pass);
        result.standing.add_term(static_cast<Side>(side), false, static_cast<double>(whole) - pass);
    }
    result.standing.decisive = static_cast<double>(std::clamp(sums.decisive, 0.0L, 1.0L));
    result.error = 2 * (sieved.left_out + plan.outside) + static_cast<double>(sums.rounding) + 2.4e-16;
    return result;
}

}  // namespace stemgewicht::detail
