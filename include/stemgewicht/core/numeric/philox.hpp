#pragma once

#include <stemgewicht/core/engine.hpp>

#include <array>
#include <cstdint>
#include <limits>

namespace stemgewicht::detail {

/// Philox4x32 with ten rounds, [salmon_moraes_dror_shaw_2011]: a keyed bijection of 128-bit counters whose
/// values pass for random, so that any number of any stream is had without those before it.
inline std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t first = std::uint64_t{0xD2511F53} * counter[0];
        const std::uint64_t second = std::uint64_t{0xCD9E8D57} * counter[2];
        counter = {static_cast<std::uint32_t>(second >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(second),
                   static_cast<std::uint32_t>(first >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(first)};
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    return counter;
}

/// A random engine for the distributions of Boost and of the standard library: the numbers of one stream of a seed.
/// Each purpose has streams of its own. A stream has 2^33 numbers.
class CounterEngine {
public:
    using result_type = std::uint64_t;

    explicit CounterEngine(std::uint64_t seed, std::uint64_t stream = 0, std::uint32_t purpose = 0)
        : key_{low(seed), high(seed)}, counter_{0, purpose, low(stream), high(stream)} {}

    /// The middle of one of 2^52 parts of (0, 1), so that 1 - u is exact.
    static constexpr double unit(result_type number) {
        return (static_cast<double>(number >> 12) + 0.5) / static_cast<double>(std::uint64_t{1} << 52);
    }

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

    result_type operator()() {
        half_ = !half_;
        if (!half_) return spare_;
        const auto words = philox(counter_, key_);
        ++counter_[0];
        spare_ = std::uint64_t{words[3]} << 32 | words[2];
        return std::uint64_t{words[1]} << 32 | words[0];
    }

private:
    static constexpr std::uint32_t low(std::uint64_t value) { return static_cast<std::uint32_t>(value); }
    static constexpr std::uint32_t high(std::uint64_t value) { return static_cast<std::uint32_t>(value >> 32); }

    std::array<std::uint32_t, 2> key_;
    std::array<std::uint32_t, 4> counter_;
    std::uint64_t spare_ = 0;
    bool half_ = false;  ///< whether the spare half is due
};

}  // namespace stemgewicht::detail
