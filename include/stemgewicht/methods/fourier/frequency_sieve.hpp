#pragma once

#include <stemgewicht/core/engine.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stemgewicht::detail {

namespace fourier {

inline constexpr double work_a_second = 1.5e9;  ///< factors bounded in a second, on one core with AVX2

}  // namespace fourier

/// Members of one weight and one chance of yes. Both chances are kept to their last digits; they sum to 1.
struct WaveClass {
    std::uint64_t weight = 0;
    long double chance = 0.5L, against = 0.5L;
    std::size_t members = 1;
};

/// Which frequencies are wanted: t_k = 2 pi k / 2^digits for the odd k below 2^(digits - 1), or for all k from 1 to
/// 2^cut - 1, those excepted whose terms are at most `error` together. The term of t is wave_size(t) times the product
/// of |chance of no + chance of yes e^{i t weight}| over all members, or, with `leaves_out_one`, over all but any one
/// of them.
struct SieveTask {
    std::span<const WaveClass> classes;  ///< in ascending order of weight
    int digits = 3;
    double decay = 0;  ///< of the window by weight, 0 for a square wave
    double error = 1e-13;
    double most_work = 1e10;  ///< factors bounded, and several hundred for each that is computed
    bool leaves_out_one = true;
    int cut = 0;  ///< 0 for the odd frequencies
};

/// Those that are to be computed, and a bound of the sum of the terms of all others.
struct SievedFrequencies {
    std::vector<std::uint64_t> kept;
    double left_out = 0;
    double work = 0;
    bool done = true;  ///< false where it would take more than most_work
};

/// |4 / 2^digits / (1 - e^{-decay - i t})|, rounded up, and twice that with a decay: it falls in t. With a cut also
/// what a smoothed window is off by in one frequency, 2 / 2^cut.
double wave_size(const SieveTask& task, std::uint64_t k);

/// Sieves the frequencies by halving: all factors of a block of frequencies are bounded together, by the least distance
/// of their phases from a whole turn, and a block whose terms are surely small is left out; else it is halved. Blocks
/// are worked side by side, in 32 lanes of floats that are rounded up. See docs/fourier.md for the proof of the bound.
SievedFrequencies sieved_frequencies(const SieveTask& task);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/fourier/definitions/frequency_sieve.hpp>
#endif
