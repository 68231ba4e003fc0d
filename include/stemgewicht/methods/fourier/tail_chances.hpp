#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/fourier/wave_sums.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// Independent votes on a weighted rule: the members by weight and chance of yes, in ascending order of weight.
struct WaveBoard {
    std::vector<WaveClass> classes;
    std::uint64_t total = 0, quota = 1;

    [[nodiscard]] long double mean() const;
    [[nodiscard]] long double variance() const;
    /// The same board for those against: they reach its quota where the motion fails.
    [[nodiscard]] WaveBoard mirrored() const;
};

/// From this error on weights of any size are summed, by a window that is smoothed.
inline constexpr double least_smoothed_error = 1e-9;

/// How good the answers are to be: `error` of each chance, or, if `in_part`, of the bound e^{logarithm - tilt quota} of
/// the chance that the quota is reached, which is 1 unless that is rare; absolute too where only a smoothed window is
/// in reach.
struct WavePrecision {
    double error = 1e-13;
    bool in_part = true;
    double most_work = 1e10;
    int threads = 1;  ///< 0: all cores; they change no digit
};

/// Of a member of a class: the chance that the quota is reached if it says no and if it says yes, and their difference,
/// each with a bound on its error.
struct TailChance {
    double if_no = 0, if_yes = 0, decisive = 0;
    double no_error = 0, yes_error = 0, decisive_error = 0;
};

/// Those of all classes, with what the precision came to: the largest error, in part of the bound where that is asked.
/// `done` is false where it would take more work than is allowed.
struct TailChances {
    std::vector<TailChance> classes;
    double error = 0;
    bool done = true;
    double work = 0;  ///< in factors bounded
};

/// How a sum over frequencies is to be made: the law, the number of frequencies as a power of two, and what is known of
/// the weight that leaves their period.
struct WavePlan {
    TiltedLaw law;
    int digits = 3;
    double outside = 0;           ///< bounds the chance, under the tilted law, of a weight outside
    long double window_tail = 0;  ///< bounds what the tilted window adds below the quota, as a chance
};

/// For the quota of the board, or for all from `least` to `most`; `step`: the largest weight that moves at once. Both
/// parts that are known of the plan come to a tenth of `error` at most, in parts of e^{logarithm - tilt quota}.
WavePlan wave_plan(TiltedLaw law, std::uint64_t total, std::uint64_t least, std::uint64_t most, std::uint64_t step,
                   double error);

/// The chances of a board on which the quota is rarely reached, or as often as not: quota >= mean.
TailChances tail_chances(const WaveBoard& board, const WavePrecision& precision);

/// Those for each of some quotas, from one set of frequencies under one law, each within the error in parts of
/// e^{logarithm - tilt quota}; nothing where it would take more work than is allowed, or the tilt leaves the range of
/// doubles. Small chances keep their digits where the quota is within some two standard deviations of the mean of the
/// law. Cost O(frequencies) for a quota and a class.
std::vector<TailChances> tail_curve(WaveBoard board, const TiltedLaw& law, std::span<const std::uint64_t> quotas,
                                    double error, double most_work);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/fourier/definitions/tail_chances.hpp>
#endif
