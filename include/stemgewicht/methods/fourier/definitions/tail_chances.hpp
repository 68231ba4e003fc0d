#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/fourier/quota_waves.hpp>
#include <stemgewicht/methods/fourier/tail_chances.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION long double WaveBoard::mean() const {
    long double sum = 0;
    for (const WaveClass& one : classes)
        sum += static_cast<long double>(one.weight) * static_cast<long double>(one.members) * one.chance;
    return sum;
}

STEMGEWICHT_DEFINITION long double WaveBoard::variance() const {
    long double sum = 0;
    for (const WaveClass& one : classes) {
        const auto weight = static_cast<long double>(one.weight);
        sum += weight * weight * static_cast<long double>(one.members) * one.chance * one.against;
    }
    return sum;
}

STEMGEWICHT_DEFINITION WaveBoard WaveBoard::mirrored() const {
    WaveBoard board{.classes = classes, .total = total, .quota = total - quota + 1};
    for (WaveClass& one : board.classes) std::swap(one.chance, one.against);
    return board;
}

namespace fourier {

/// Hoeffding's bound of the chance that a sum of members is so far off its mean, to one side.
inline double far_off(long double distance, long double squares) {
    if (distance <= 0) return 1;
    return static_cast<double>(std::exp(-2 * distance * distance / squares)) * (1 + 1e-12);
}

/// The bounds of a class by the sums: what is left out, the weight that leaves the period, the window below the quota
/// and the rounding of the sums and of the result.
struct Bounds {
    long double unit_no, unit_yes;  ///< what the sums of the class are multiplied by
    long double left_out, window_tail;
    long double digits;  ///< what is lost of each chance

    void apply(TailChance& chance, long double rounding, long double added_rounding) const {
        const auto error = [&](long double size, double value) {
            return static_cast<double>((size + window_tail) * (1 + 1e-9L) + digits * std::abs(value));
        };
        chance.no_error = error(unit_no * (left_out + rounding), chance.if_no);
        chance.yes_error = error(unit_yes * left_out + unit_no * (rounding + added_rounding), chance.if_yes);
        chance.decisive_error =
            error((unit_no + unit_yes) * left_out + unit_no * added_rounding + window_tail, chance.decisive);
    }
};

/// What is known without a sum.
inline void set_certain(TailChance& chance, const WaveBoard& board, std::uint64_t weight) {
    if (board.quota > board.total - weight) {
        chance.if_no = chance.no_error = 0;
        chance.decisive = chance.if_yes;
        chance.decisive_error = chance.yes_error;
    }
    if (board.quota <= weight) {
        chance.if_yes = 1;
        chance.yes_error = 0;
        chance.decisive = 1 - chance.if_no;
        chance.decisive_error = chance.no_error;
    }
    if (weight == 0) chance.decisive = chance.decisive_error = 0;
}

/// The last digit of a double, and with a tilt what the exponent of a chance, of the size of both of its parts, loses
/// of it: a sum over the members, and twice the rounding of the shift of each.
inline long double lost_digits(const TiltedLaw& law, std::uint64_t quota) {
    constexpr long double last = 1.2e-16L, epsilon = std::numeric_limits<long double>::epsilon();
    if (!(law.tilt > 0)) return last;
    long double size = law.logarithm + law.tilt * static_cast<long double>(quota) + 8;
    for (const WaveClass& one : law.classes) size += 2 * static_cast<long double>(one.members);
    return last + 4 * epsilon * size;
}

inline double in_unit(long double value) { return static_cast<double>(std::clamp(value, 0.0L, 1.0L)); }

/// Where even the bound of all chances is below the error, nothing is summed.
inline TailChances rare_chances(const WaveBoard& board, const TiltedLaw& law, long double unit) {
    TailChances result;
    for (const WaveClass& one : law.classes) {
        const long double shift = law.tilt * static_cast<long double>(one.weight);
        const long double no = std::min(1.0L, unit * std::max(1.0L, std::exp(-shift)));
        TailChance& chance = result.classes.emplace_back();
        chance.no_error = static_cast<double>(no) * (1 + 1e-12);
        chance.yes_error = chance.decisive_error =
            static_cast<double>(std::min(1.0L, unit * std::exp(shift))) * (1 + 1e-12);
        set_certain(chance, board, one.weight);
        result.error = std::max({result.error, chance.no_error, chance.yes_error, chance.decisive_error});
    }
    return result;
}

}  // namespace fourier

STEMGEWICHT_DEFINITION WavePlan wave_plan(TiltedLaw law, std::uint64_t total, std::uint64_t least, std::uint64_t most,
                                          std::uint64_t step, double error) {
    WavePlan plan{.law = std::move(law)};
    long double squares = 0, mean = 0;
    for (const WaveClass& one : plan.law.classes) {
        const auto weight = static_cast<long double>(one.weight), members = static_cast<long double>(one.members);
        squares += members * weight * weight;
        mean += members * weight * one.chance;
    }
    const long double whole = static_cast<long double>(std::max(most, total - least + 1));
    const long double unit = plan.law.unit_at(most);
    for (plan.digits = 3; plan.digits < 63; ++plan.digits) {
        const long double half = std::ldexp(1.0L, plan.digits - 1), moved = static_cast<long double>(step);
        plan.window_tail = plan.law.tilt > 0 ? std::exp(-plan.law.tilt * half) * (1 + 1e-12L) : 0;
        plan.outside = half >= whole
                           ? 0
                           : fourier::far_off(static_cast<long double>(least) + half - mean - moved, squares) +
                                 fourier::far_off(mean - static_cast<long double>(most) + half - moved, squares);
        if (plan.outside <= 0.05 * error && plan.window_tail <= 0.05L * static_cast<long double>(error) * unit) break;
    }
    return plan;
}

namespace fourier {

/// What a sum over frequencies is multiplied by, beside the unit of the law: for each class 1 / E[e^{tilt vote}] of one
/// of its members where the member says no, and e^{tilt weight} times that where it says yes. `largest` of them all.
struct Units {
    std::vector<long double> no, yes;
    long double largest = 1;
};

inline Units units_of(const WaveBoard& board, const TiltedLaw& law) {
    Units units;
    for (const WaveClass& one : board.classes) {
        const long double grown = std::exp(law.tilt * static_cast<long double>(one.weight));
        units.no.push_back(1 / (one.against + one.chance * grown));
        units.yes.push_back(grown * units.no.back());
        units.largest = std::max({units.largest, units.no.back(), units.yes.back()});
    }
    return units;
}

/// The chances of all classes from their sums.
template <class Sums>
TailChances chances_from(const WaveBoard& board, const WavePlan& plan, const Units& units, const Sums& sums,
                         std::size_t quota, double left_out) {
    const long double base = plan.law.tilt > 0 ? 0 : 0.5L;
    const long double digits = lost_digits(plan.law, board.quota), unit = plan.law.unit_at(board.quota);
    TailChances result;
    for (std::size_t c = 0; c < board.classes.size(); ++c) {
        const CertifiedWave wave = sums.of(quota, c);
        const Bounds bounds{.unit_no = unit * units.no[c],
                            .unit_yes = unit * units.yes[c],
                            .left_out = static_cast<long double>(left_out + plan.outside) + wave.smoothed,
                            .window_tail = plan.window_tail,
                            .digits = digits};
        TailChance& chance = result.classes.emplace_back();
        chance.if_no = in_unit(bounds.unit_no * (base + wave.sum.against));
        chance.if_yes = in_unit(bounds.unit_no * (base + wave.sum.against + wave.sum.added));
        chance.decisive = in_unit(bounds.unit_no * wave.sum.added);
        bounds.apply(chance, wave.rounding, wave.added_rounding);
        set_certain(chance, board, board.classes[c].weight);
        result.error = std::max({result.error, chance.no_error, chance.yes_error, chance.decisive_error});
    }
    return result;
}

inline SievedFrequencies sieved_for(const WavePlan& plan, double error, double most_work, int cut = 0) {
    constexpr double part = 0.4, part_with_cut = 0.25;  // of the error; it counts twice for decisive chances
    return sieved_frequencies({.classes = plan.law.classes,
                               .digits = plan.digits,
                               .decay = static_cast<double>(plan.law.tilt),
                               .error = std::min(1.0, (cut > 0 ? part_with_cut : part) * error),
                               .most_work = most_work,
                               .cut = cut});
}

/// The power of two below which frequencies are enough for an absolute error, from how close the weight is spread; 0
/// where that is not much less than all. What the window is off by is some 0.25 x 2^digits / (2^cut standard
/// deviation).
inline int cut_for(int digits, long double variance, double error) {
    const auto needed =
        static_cast<int>(std::ceil(std::log2(1.3L / (std::sqrt(variance) * static_cast<long double>(error))))) + digits;
    return needed > 0 && needed <= digits - 3 ? needed : 0;
}

/// Sums under a law, each chance within an error in parts of its unit; `cut` as of a SieveTask.
inline TailChances summed_chances(const WaveBoard& board, TiltedLaw law, const Units& units,
                                  const WavePrecision& precision, int cut = 0) {
    const WavePlan plan = wave_plan(std::move(law), board.total, board.quota, board.quota, board.classes.back().weight,
                                    precision.error / 2);
    const SievedFrequencies sieved = sieved_for(plan, precision.error, precision.most_work, cut);
    if (!sieved.done) return {.classes = {}, .done = false, .work = sieved.work};
    const std::vector<WaveSums> sums = wave_sums(std::span(&plan.law, 1), plan.digits, sieved.kept,
                                                 std::span(&board.quota, 1), cut, precision.threads);
    TailChances result = chances_from(board, plan, units, sums.front(), 0, sieved.left_out);
    result.work = sieved.work;
    return result;
}

/// The same without a tilt, by a window that is smoothed, within an absolute error: for weights of any size. Where the
/// weight is spread less evenly than by the normal law, as beside a few giants, the error comes out larger than was
/// asked, and more frequencies are taken.
inline TailChances smoothed_chances(const WaveBoard& board, const WavePrecision& precision) {
    const TiltedLaw law = untilted_law(board.classes);
    const int digits =
        wave_plan(law, board.total, board.quota, board.quota, board.classes.back().weight, precision.error / 2).digits;
    const Units units = units_of(board, law);
    TailChances result{.classes = {}, .done = false};
    for (int cut = cut_for(digits, board.variance(), precision.error); cut > 0 && cut <= digits - 3;) {
        const double before = result.work;
        result = summed_chances(board, law, units, precision, cut);
        result.work += before;
        if (!result.done || result.error <= precision.error) break;
        cut += std::max(1, static_cast<int>(std::ceil(std::log2(result.error / precision.error))));
    }
    return result;
}

}  // namespace fourier

STEMGEWICHT_DEFINITION TailChances tail_chances(const WaveBoard& board, const WavePrecision& precision) {
    constexpr long double rare = 2;     // standard deviations, from which on a tilt keeps the digits of the chance
    constexpr double sharp_work = 3e8;  // of a window that is not smoothed, where one that is would do
    const long double apart = (static_cast<long double>(board.quota) - board.mean()) / std::sqrt(board.variance());
    const bool tilts = std::isfinite(apart) && apart > rare;
    const auto make_law = [&] {
        return tilts ? law_tilted_to(board.classes, board.quota) : untilted_law(board.classes);
    };
    TiltedLaw law = make_law();
    const fourier::Units units = fourier::units_of(board, law);
    const long double unit = law.unit_at(board.quota);
    if (!precision.in_part && unit * units.largest * units.largest <= precision.error / 2)
        return fourier::rare_chances(board, law, unit * units.largest);
    const auto error = static_cast<double>(precision.error / (precision.in_part ? 1 : unit) / units.largest);
    const bool may_smooth = precision.error >= least_smoothed_error;
    const auto sharp = [&](TiltedLaw under, double most_work) {
        TailChances chances = fourier::summed_chances(
            board, std::move(under), units, {.error = error, .most_work = most_work, .threads = precision.threads});
        if (precision.in_part) chances.error /= static_cast<double>(unit);
        return chances;
    };
    const double at_first = may_smooth ? std::min(sharp_work, precision.most_work) : precision.most_work;
    TailChances first = sharp(std::move(law), at_first);
    if (first.done || !may_smooth) return first;
    TailChances result = fourier::smoothed_chances(board, precision);
    result.work += first.work;
    if (result.done || precision.most_work <= sharp_work) return result;
    const double before = result.work;  // where the smoothed window has about as many frequencies as the sharp one
    result = sharp(make_law(), precision.most_work);
    result.work += before;
    return result;
}

STEMGEWICHT_DEFINITION std::vector<TailChances> tail_curve(WaveBoard board, const TiltedLaw& law,
                                                           std::span<const std::uint64_t> quotas, double error,
                                                           double most_work) {
    constexpr long double most_shift = 700;  // e to this is in the range of doubles
    if (law.tilt * static_cast<long double>(board.classes.back().weight) > most_shift) return {};
    const auto [least, most] = std::ranges::minmax_element(quotas);
    const fourier::Units units = fourier::units_of(board, law);
    error /= static_cast<double>(units.largest);
    const WavePlan plan = wave_plan(law, board.total, *least, *most, board.classes.back().weight, error / 2);
    SievedFrequencies sieved = fourier::sieved_for(plan, error, most_work);
    std::vector<TailChances> curve;
    if (!sieved.done) return curve;
    const QuotaWaves sums(plan.law, plan.digits, std::move(sieved.kept), quotas);
    for (std::size_t q = 0; q < quotas.size(); ++q) {
        board.quota = quotas[q];
        curve.push_back(fourier::chances_from(board, plan, units, sums, q, sieved.left_out));
        curve.back().error /= static_cast<double>(law.unit_at(board.quota));
    }
    return curve;
}

}  // namespace stemgewicht::detail
