#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/vector_targets.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stemgewicht::detail {

/// Rows of whole numbers modulo a prime below 2^31: a sum of two fits a word, and the lesser of c and c - p, where that
/// wraps around, is c modulo p, without a branch.
struct PrimeResidues {
    using Word = std::uint32_t;
    Word prime = 2;

    /// to[u] += from[u]; `from` is another row, or runs ahead of `to` in the same one.
    void add(const Word* from, Word* to, std::size_t count) const { add(from, to, count, prime); }

    /// to[u] += near[u] + far[u] + both[u]; each runs ahead of `to` in the same row, or is in another one.
    void add(const Word* near, const Word* far, const Word* both, Word* to, std::size_t count) const {
        add(near, far, both, to, count, prime);
    }

    /// A sum of differences of words, as 64 bits in two's complement.
    [[nodiscard]] Word reduced(std::uint64_t sum) const {
        const std::int64_t rest = static_cast<std::int64_t>(sum) % std::int64_t{prime};
        return static_cast<Word>(rest < 0 ? rest + prime : rest);
    }

    [[nodiscard]] Word sum(Word a, Word b) const { return std::min(a + b, a + b - prime); }

private:
    STEMGEWICHT_WIDE_WHOLE static void add(const Word* from, Word* to, std::size_t count, Word prime) {
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep  // reads run ahead of writes, so vectors of any width see old values only
#endif
        for (std::size_t u = 0; u < count; ++u) {
            const Word sum = to[u] + from[u];
            to[u] = std::min(sum, sum - prime);
        }
    }

    STEMGEWICHT_WIDE_WHOLE static void add(const Word* near, const Word* far, const Word* both, Word* to,
                                           std::size_t count, Word prime) {
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep
#endif
        for (std::size_t u = 0; u < count; ++u) {
            const Word ones = to[u] + near[u], twos = far[u] + both[u];
            const Word sum = std::min(ones, ones - prime) + std::min(twos, twos - prime);
            to[u] = std::min(sum, sum - prime);
        }
    }
};

/// Rows of whole numbers modulo 2^64.
struct WordResidues {
    using Word = std::uint64_t;

    void add(const Word* from, Word* to, std::size_t count) const { add_words(from, to, count); }
    void add(const Word* near, const Word* far, const Word* both, Word* to, std::size_t count) const {
        add_words(near, far, both, to, count);
    }
    [[nodiscard]] Word reduced(std::uint64_t sum) const { return sum; }
    [[nodiscard]] Word sum(Word a, Word b) const { return a + b; }

private:
    STEMGEWICHT_WIDE_WHOLE static void add_words(const Word* from, Word* to, std::size_t count) {
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep
#endif
        for (std::size_t u = 0; u < count; ++u) to[u] += from[u];
    }

    STEMGEWICHT_WIDE_WHOLE static void add_words(const Word* near, const Word* far, const Word* both, Word* to,
                                                 std::size_t count) {
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep
#endif
        for (std::size_t u = 0; u < count; ++u) to[u] += near[u] + far[u] + both[u];
    }
};

/// The largest primes below 2^31, as many as make a product above 2^bits. Cost: some 10,000 divisions for each.
inline std::vector<std::uint32_t> primes_for_bits(std::size_t bits) {
    const auto is_prime = [](std::uint32_t odd) {
        for (std::uint32_t divisor = 3; divisor <= odd / divisor; divisor += 2)
            if (odd % divisor == 0) return false;
        return true;
    };
    std::vector<std::uint32_t> primes;
    double have = 0;
    for (std::uint32_t odd = (std::uint32_t{1} << 31) - 1; have <= static_cast<double>(bits); odd -= 2) {
        stop_point(10'000);
        if (!is_prime(odd)) continue;
        primes.push_back(odd);
        have += std::log2(odd);
    }
    return primes;
}

}  // namespace stemgewicht::detail
