#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/threads.hpp>
#include <stemgewicht/methods/fourier/wave_sums.hpp>

#include <tbb/info.h>
#include <tbb/parallel_for.h>

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

STEMGEWICHT_DEFINITION void WaveFactors::set_steps(std::span<const WaveClass> classes, const Frequency& frequency) {
    steps.resize(classes.size());
    for (std::size_t c = 0; c < classes.size(); ++c) steps[c] = frequency.step(classes[c].weight);
}

STEMGEWICHT_DEFINITION void WaveFactors::set_products(const TiltedLaw& law) {
    const std::size_t n = law.classes.size();
    others.resize(n);
    factors_.resize(n);
    before_.resize(n);
    all = {1, 0};
    for (std::size_t c = 0; c < n; ++c) {
        const WaveClass& one = law.classes[c];
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

/// Adds one frequency after the other to the sums of all quotas under one law.
class WaveAdder {
public:
    WaveAdder(const TiltedLaw& law, std::span<const std::uint64_t> quotas, std::size_t frequencies, int cut)
        : law_(law), quotas_(quotas), cut_(cut), votes_(law, frequencies), added_(law.classes.size()), sums_(none()) {}

    /// The steps of the factors are those of the frequency.
    void add(const Frequency& frequency, WaveFactors& factors) {
        factors.set_products(law_);
        if (frequency.cut == 0)
            add_window(frequency, factors, frequency.window(law_.tilt));
        else if (frequency.k % 2 == 1)
            add_window(frequency, factors, frequency.smooth_window());
        else
            add_smoothed(frequency, factors);
    }

    /// The sums of what was added since the last time.
    WaveSums take() { return std::exchange(sums_, none()); }
    /// Of no frequency, but what a window is off by whatever is added.
    [[nodiscard]] WaveSums of_none() const {
        WaveSums sums = none();
        if (cut_ > 0) sums.smoothed.assign(law_.classes.size(), std::ldexp(1.0L, -cut_));
        return sums;
    }

private:
    [[nodiscard]] WaveSums none() const {
        const std::size_t classes = law_.classes.size();
        return {.at = {quotas_.size(), std::vector<ClassWave>(classes)},
                .added_rounding = std::vector<long double>(classes),
                .smoothed = std::vector<long double>(cut_ > 0 ? classes : 0)};
    }

    /// Off by Fejer's kernels about both edges of the square wave, of which even frequencies are left: each counts
    /// twice, for k and -k.
    void add_smoothed(const Frequency& frequency, const WaveFactors& factors) {
        const long double share = 1 - std::ldexp(static_cast<long double>(frequency.k), -frequency.cut);
        const long double size = std::ldexp(2 * share, -frequency.cut);
        for (std::size_t c = 0; c < added_.size(); ++c)
            sums_.smoothed[c] += size * (size_of(factors.others[c]) + votes_.rounding());
    }

    void add_window(const Frequency& frequency, const WaveFactors& factors, const Wave& window) {
        const long double size = size_of(window);
        sums_.rounding += size * votes_.rounding();
        for (std::size_t c = 0; c < added_.size(); ++c) {
            const Wave change = votes_.change(c, factors.steps[c]);
            sums_.added_rounding[c] += size * votes_.rounding_of(c, change);
            added_[c] = factors.others[c] * change;
        }
        for (std::size_t q = 0; q < quotas_.size(); ++q) {
            const Wave turn = window * conjugate(frequency.of(quotas_[q]));
            for (std::size_t c = 0; c < added_.size(); ++c) {
                ClassWave& sum = sums_.at[q][c];
                sum.against += real_product(turn, factors.others[c]);
                sum.added += real_product(turn, added_[c]);
            }
        }
    }

    const TiltedLaw& law_;
    std::span<const std::uint64_t> quotas_;
    int cut_ = 0;
    VoteWaves votes_;
    std::vector<Wave> added_;
    WaveSums sums_;
};

/// What one thread works with: the sums under all laws, and the factors that these take in turn.
struct LawAdders {
    std::vector<WaveAdder> adders;
    WaveFactors factors;

    void add(std::span<const WaveClass> classes, const Frequency& frequency) {
        factors.set_steps(classes, frequency);
        for (WaveAdder& adder : adders) adder.add(frequency, factors);
    }
    std::vector<WaveSums> take() {
        std::vector<WaveSums> sums;
        for (WaveAdder& adder : adders) sums.push_back(adder.take());
        return sums;
    }
};

/// How many threads have room.
inline std::size_t wave_threads(int threads, std::size_t parts, std::size_t classes, std::size_t sums) {
    constexpr std::size_t most_bytes = std::size_t{1} << 30, bytes = 300;
    const std::size_t wanted =
        threads == 0 ? static_cast<std::size_t>(tbb::info::default_concurrency()) : static_cast<std::size_t>(threads);
    return std::max<std::size_t>(
        1, std::min({wanted, parts, most_bytes / (bytes * std::max<std::size_t>(1, classes) * sums)}));
}

}  // namespace fourier

STEMGEWICHT_DEFINITION void WaveSums::add(const WaveSums& other) {
    rounding += other.rounding;
    for (std::size_t q = 0; q < at.size(); ++q)
        for (std::size_t c = 0; c < at[q].size(); ++c) {
            at[q][c].against += other.at[q][c].against;
            at[q][c].added += other.at[q][c].added;
        }
    for (std::size_t c = 0; c < added_rounding.size(); ++c) added_rounding[c] += other.added_rounding[c];
    for (std::size_t c = 0; c < smoothed.size(); ++c) smoothed[c] += other.smoothed[c];
}

STEMGEWICHT_DEFINITION std::vector<WaveSums> wave_sums(std::span<const TiltedLaw> laws, int digits,
                                                       std::span<const std::uint64_t> kept,
                                                       std::span<const std::uint64_t> quotas, int cut, int threads) {
    constexpr std::size_t in_part = 16;
    const std::span<const WaveClass> classes = laws.front().classes;
    const std::size_t parts = (kept.size() + in_part - 1) / in_part;
    const std::size_t workers = fourier::wave_threads(threads, parts, classes.size(), laws.size() * quotas.size());
    std::vector<fourier::LawAdders> own(workers);
    for (fourier::LawAdders& adders : own)
        for (const TiltedLaw& law : laws) adders.adders.emplace_back(law, quotas, kept.size(), cut);
    std::vector<WaveSums> total;
    for (const fourier::WaveAdder& adder : own.front().adders) total.push_back(adder.of_none());
    const auto add_part = [&](fourier::LawAdders& adders, std::size_t part) {
        for (const std::uint64_t k : kept.subspan(part * in_part, std::min(in_part, kept.size() - part * in_part))) {
            stop_point((300 + 8 * quotas.size() * laws.size()) * classes.size());
            adders.add(classes, {.k = k, .digits = digits, .cut = cut});
        }
    };
    const auto add_up = [&](fourier::LawAdders& adders) {
        const std::vector<WaveSums> sums = adders.take();
        for (std::size_t l = 0; l < total.size(); ++l) total[l].add(sums[l]);
    };
    if (workers == 1) {
        for (std::size_t part = 0; part < parts; ++part) {
            add_part(own.front(), part);
            add_up(own.front());
        }
        return total;
    }
    with_threads(threads, [&] {
        for (std::size_t first = 0; first < parts; first += workers) {
            const std::size_t together = std::min(workers, parts - first);
            tbb::parallel_for(std::size_t{0}, together, [&](std::size_t k) { add_part(own[k], first + k); });
            for (std::size_t k = 0; k < together; ++k) add_up(own[k]);
        }
    });
    return total;
}

}  // namespace stemgewicht::detail
