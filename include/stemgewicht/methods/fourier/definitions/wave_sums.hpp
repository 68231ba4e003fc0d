#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/fourier/wave_sums.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

inline constexpr long double wave_epsilon = std::numeric_limits<long double>::epsilon();

STEMGEWICHT_DEFINITION TiltedLaw untilted_law(std::vector<WaveClass> classes) {
    return {.classes = std::move(classes)};
}

/// The members of a class under a tilt.
inline WaveClass tilted(const WaveClass& one, long double tilt) {
    const long double shift = tilt * static_cast<long double>(one.weight);
    const long double yes = one.chance * std::exp(shift), sum = one.against + yes;
    return {.weight = one.weight, .chance = yes / sum, .against = one.against / sum, .members = one.members};
}

STEMGEWICHT_DEFINITION TiltedLaw law_tilted_to(std::vector<WaveClass> classes, std::uint64_t quota) {
    constexpr long double most_shift = 5000;  // e to this is in the range of doubles of every width but the least
    const auto target = static_cast<long double>(quota);
    const long double heaviest = static_cast<long double>(classes.back().weight);
    const long double largest =
        std::min(most_shift, std::log(std::numeric_limits<long double>::max()) / 3) / std::max(1.0L, heaviest);
    TiltedLaw law;
    for (int turn = 0; turn < 60; ++turn) {
        long double mean = 0, spread = 0;
        for (const WaveClass& plain : classes) {
            const WaveClass one = tilted(plain, law.tilt);
            const auto weight = static_cast<long double>(one.weight), members = static_cast<long double>(one.members);
            mean += members * weight * one.chance;
            spread += members * weight * weight * one.chance * one.against;
        }
        const long double off = target - mean;
        if (!(spread > 0) || std::abs(off) < 0.01L * std::sqrt(spread)) break;
        const long double most = law.tilt > 0 ? law.tilt : 4 / std::sqrt(spread);
        law.tilt = std::clamp(law.tilt + std::clamp(off / spread, -most / 2, most), 0.0L, largest);
    }
    for (const WaveClass& plain : classes) {
        const long double shift = law.tilt * static_cast<long double>(plain.weight);
        law.logarithm += static_cast<long double>(plain.members) * std::log1p(plain.chance * std::expm1(shift));
        law.classes.push_back(tilted(plain, law.tilt));
    }
    return law;
}

namespace fourier {

/// The angle of a phase in 2^-64 turns, which is read as one between minus half a turn and half a turn.
inline long double angle(std::uint64_t phase) {
    return std::ldexp(static_cast<long double>(static_cast<std::int64_t>(phase)), -63) *
           std::numbers::pi_v<long double>;
}

inline Wave power(Wave base, std::size_t exponent) {
    Wave result{1, 0};
    for (; exponent > 0; exponent >>= 1) {
        if ((exponent & 1) != 0) result = result * base;
        base = base * base;
    }
    return result;
}

}  // namespace fourier

STEMGEWICHT_DEFINITION Wave Frequency::of(std::uint64_t weight) const {
    const long double angle = fourier::angle((k * weight) << (64 - digits));
    return {std::cos(angle), std::sin(angle)};
}

STEMGEWICHT_DEFINITION Wave Frequency::step(std::uint64_t weight) const {
    const long double angle = fourier::angle((k * weight) << (64 - digits));
    const long double sine = std::sin(angle), cosine = std::cos(angle);
    return {cosine > 0 ? -sine * sine / (1 + cosine) : cosine - 1, sine};
}

STEMGEWICHT_DEFINITION Wave Frequency::window(long double tilt) const {
    const Wave turn = step(1);  // 1 - e^{-tilt - i t} = 1 - e^-tilt - e^-tilt (e^{-i t} - 1)
    const long double shrink = std::exp(-tilt);
    const Wave divisor{-std::expm1(-tilt) - shrink * turn.real, shrink * turn.imaginary};
    const long double half = std::ldexp(1.0L, digits - 1);
    const long double size = std::ldexp(4.0L, -digits) * (tilt > 0 ? 1 + std::exp(-tilt * half) : 1);
    const long double norm = divisor.real * divisor.real + divisor.imaginary * divisor.imaginary;
    return {size * divisor.real / norm, -size * divisor.imaginary / norm};
}

STEMGEWICHT_DEFINITION Wave Frequency::smooth_window() const {
    const long double u = std::ldexp(static_cast<long double>(k), -cut);
    const long double angle = u * std::numbers::pi_v<long double>;
    const long double saw = (1 - u) * std::cos(angle) / std::sin(angle) + 1 / std::numbers::pi_v<long double>;
    const long double size = std::ldexp(2 * saw, -cut);
    const Wave half_turn = Frequency{.k = k, .digits = digits + 1}.of(1);
    return {size * half_turn.imaginary, -size * half_turn.real};  // -i e^{i t / 2}
}

STEMGEWICHT_DEFINITION void WaveFactors::set(const TiltedLaw& law, const Frequency& frequency) {
    const std::size_t n = law.classes.size();
    steps.resize(n);
    others.resize(n);
    factors_.resize(n);
    before_.resize(n);
    all = {1, 0};
    for (std::size_t c = 0; c < n; ++c) {
        const WaveClass& one = law.classes[c];
        steps[c] = frequency.step(one.weight);
        factors_[c] = Wave{1, 0} + one.chance * steps[c];
        others[c] = one.members > 1 ? fourier::power(factors_[c], one.members - 1) : Wave{1, 0};
        before_[c] = all;
        all = all * factors_[c] * others[c];
    }
    Wave after{1, 0};
    for (std::size_t c = n; c-- > 0;) {
        const Wave own = others[c] * factors_[c];
        others[c] = before_[c] * after * others[c];
        after = after * own;
    }
}

namespace fourier {

/// What a member's own vote makes of the waves of the others, e^{(tilt + i t) weight} - 1, and what rounding makes of
/// these.
class VoteWaves {
public:
    /// For sums over so many frequencies.
    VoteWaves(const TiltedLaw& law, std::size_t frequencies) {
        long double members = 0;
        for (const WaveClass& one : law.classes) {
            const long double shift = law.tilt * static_cast<long double>(one.weight);
            growth_.push_back(std::exp(shift));
            grown_.push_back(std::expm1(shift));
            members += static_cast<long double>(one.members);
        }
        // A factor is off by 6 units of the last digit at most, of which 3 in its angle; the two products of a member
        // and its power by 2, the sums by 1 for each term. They are at most 1 each.
        unit_ = (8 * members + static_cast<long double>(frequencies) + 32) * wave_epsilon;
    }

    /// e^{(tilt + i t) weight} - 1 for a class, from e^{i t weight} - 1.
    [[nodiscard]] Wave change(std::size_t c, const Wave& step) const {
        return {grown_[c] + growth_[c] * step.real, growth_[c] * step.imaginary};
    }

    /// What a term is off by, for a window of size 1: that of the others, and that times a change.
    [[nodiscard]] long double rounding() const { return unit_; }
    [[nodiscard]] long double rounding_of(std::size_t c, const Wave& change) const {
        return unit_ * (size_of(change) + 4 * grown_[c] * wave_epsilon);
    }

private:
    std::vector<long double> growth_, grown_;  ///< e^{tilt weight}, and that less 1
    long double unit_ = 0;
};

/// Adds one frequency after the other to the sums of all quotas.
class WaveAdder {
public:
    WaveAdder(const TiltedLaw& law, std::span<const std::uint64_t> quotas, std::size_t frequencies, int cut)
        : law_(law), quotas_(quotas), votes_(law, frequencies), added_(law.classes.size()) {
        if (cut > 0) sums_.smoothed.assign(law.classes.size(), std::ldexp(1.0L, -cut));
        sums_.at.assign(quotas.size(), std::vector<ClassWave>(law.classes.size()));
        sums_.added_rounding.resize(law.classes.size());
    }

    void add(const Frequency& frequency) {
        factors_.set(law_, frequency);
        if (frequency.cut == 0)
            add_window(frequency, frequency.window(law_.tilt));
        else if (frequency.k % 2 == 1)
            add_window(frequency, frequency.smooth_window());
        else
            add_smoothed(frequency);
    }

    WaveSums take() { return std::move(sums_); }

private:
    /// Off by Fejer's kernels about both edges of the square wave, of which even frequencies are left: each counts
    /// twice, for k and -k.
    void add_smoothed(const Frequency& frequency) {
        const long double share = 1 - std::ldexp(static_cast<long double>(frequency.k), -frequency.cut);
        const long double size = std::ldexp(2 * share, -frequency.cut);
        for (std::size_t c = 0; c < added_.size(); ++c)
            sums_.smoothed[c] += size * (size_of(factors_.others[c]) + votes_.rounding());
    }

    void add_window(const Frequency& frequency, const Wave& window) {
        const long double size = size_of(window);
        sums_.rounding += size * votes_.rounding();
        for (std::size_t c = 0; c < added_.size(); ++c) {
            const Wave change = votes_.change(c, factors_.steps[c]);
            sums_.added_rounding[c] += size * votes_.rounding_of(c, change);
            added_[c] = factors_.others[c] * change;
        }
        for (std::size_t q = 0; q < quotas_.size(); ++q) {
            const Wave turn = window * conjugate(frequency.of(quotas_[q]));
            for (std::size_t c = 0; c < added_.size(); ++c) {
                ClassWave& sum = sums_.at[q][c];
                sum.against += real_product(turn, factors_.others[c]);
                sum.added += real_product(turn, added_[c]);
            }
        }
    }

    const TiltedLaw& law_;
    std::span<const std::uint64_t> quotas_;
    VoteWaves votes_;
    WaveFactors factors_;
    std::vector<Wave> added_;
    WaveSums sums_;
};

}  // namespace fourier

STEMGEWICHT_DEFINITION WaveSums wave_sums(const TiltedLaw& law, int digits, std::span<const std::uint64_t> kept,
                                          std::span<const std::uint64_t> quotas, int cut) {
    fourier::WaveAdder adder(law, quotas, kept.size(), cut);
    for (const std::uint64_t k : kept) {
        stop_point((300 + 8 * quotas.size()) * law.classes.size());
        adder.add({.k = k, .digits = digits, .cut = cut});
    }
    return adder.take();
}

}  // namespace stemgewicht::detail
