#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/fourier/frequency_sieve.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// The law of a weight, tilted: a member of weight w says yes with the chance that e^{tilt w} gives it more. The chance
/// of a set of yes-voters is e^{logarithm - tilt weight} times that under the tilted law.
struct TiltedLaw {
    std::vector<WaveClass> classes;  ///< in ascending order of weight
    long double tilt = 0, logarithm = 0;

    /// The part of the law to which sums for a quota apply: Chernoff's bound of the chance that it is reached.
    [[nodiscard]] long double unit_at(std::uint64_t quota) const {
        return std::exp(logarithm - tilt * static_cast<long double>(quota));
    }
};

/// The law without a tilt, and with one by which the mean is about the quota.
TiltedLaw untilted_law(std::vector<WaveClass> classes);
TiltedLaw law_tilted_to(std::vector<WaveClass> classes, std::uint64_t quota);

/// A complex number; products of those of the standard library look for infinities at every turn.
struct Wave {
    long double real = 0, imaginary = 0;

    friend Wave operator+(Wave a, Wave b) { return {a.real + b.real, a.imaginary + b.imaginary}; }
    friend Wave operator*(Wave a, Wave b) {
        return {a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
    }
    friend Wave operator*(long double factor, Wave a) { return {factor * a.real, factor * a.imaginary}; }
};

inline Wave conjugate(Wave z) { return {z.real, -z.imaginary}; }
inline long double real_product(Wave a, Wave b) { return a.real * b.real - a.imaginary * b.imaginary; }

/// |z| to within the factor sqrt(2), from above.
inline long double size_of(Wave z) { return std::abs(z.real) + std::abs(z.imaginary); }

/// One frequency k of 2^digits.
struct Frequency {
    std::uint64_t k = 1;
    int digits = 3;
    int cut = 0;  ///< the window is made of 2^cut - 1 frequencies, if not 0

    /// e^{2 pi i k weight / 2^digits}: the phase is exact in arithmetic that wraps around.
    [[nodiscard]] Wave of(std::uint64_t weight) const;
    /// That less 1, to its last digits however small it is.
    [[nodiscard]] Wave step(std::uint64_t weight) const;
    /// What the sum over the odd frequencies takes of this one: 4 / 2^digits / (1 - e^{-tilt - i t}), and with a tilt
    /// 1 + e^{-tilt 2^digits / 2} times that.
    [[nodiscard]] Wave window(long double tilt) const;
    /// The same with a cut, without a tilt: of Vaaler's polynomials of the saw tooth, two of which are the square wave
    /// [montgomery_1994]. For odd k.
    [[nodiscard]] Wave smooth_window() const;
};

/// The factors of the members at a frequency, and the products over all but one member of each class.
struct WaveFactors {
    std::vector<Wave> steps;   ///< e^{i t weight} - 1
    std::vector<Wave> others;  ///< of all members but one of the class
    Wave all;

    void set(const TiltedLaw& law, const Frequency& frequency) {
        set_steps(law.classes, frequency);
        set_products(law);
    }
    /// One after the other, so that laws of the same weights can share the steps.
    void set_steps(std::span<const WaveClass> classes, const Frequency& frequency);
    void set_products(const TiltedLaw& law);

private:
    std::vector<Wave> factors_, before_;
};

/// Of a class, the sums over the frequencies, in units of e^{logarithm - tilt quota} / E[e^{tilt vote}] of one of its
/// members: of the tail with the member against, and of what the member's vote adds.
struct ClassWave {
    long double against = 0, added = 0;
};

/// The same with what they are off by: by rounding, and by a window that is smoothed.
struct CertifiedWave {
    ClassWave sum;
    long double rounding = 0, added_rounding = 0, smoothed = 0;
};

/// The sums of each quota for each class, and what rounding makes of them at most: of `against` for all, of `added` for
/// each class.
struct WaveSums {
    std::vector<std::vector<ClassWave>> at;
    long double rounding = 0;
    std::vector<long double> added_rounding;
    std::vector<long double> smoothed{};  ///< with a cut, what the window is off by, for each class

    void add(const WaveSums& other);

    [[nodiscard]] CertifiedWave of(std::size_t quota, std::size_t c) const {
        return {at[quota][c], rounding, added_rounding[c], smoothed.empty() ? 0 : smoothed[c]};
    }
};

/// Under each of some laws of the same weights, which differ in their chances. Threads share parts of the frequencies,
/// which are added up in order, so that a result does not depend on them. Cost O(frequencies x classes x (laws x quotas
/// + 4)); memory some 300 bytes a class for each law, quota and thread, of which as many run as come to 1 GB.
std::vector<WaveSums> wave_sums(std::span<const TiltedLaw> laws, int digits, std::span<const std::uint64_t> kept,
                                std::span<const std::uint64_t> quotas, int cut = 0, int threads = 1);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/fourier/definitions/wave_sums.hpp>
#endif
