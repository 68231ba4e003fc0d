#pragma once

#include <stemgewicht/core/big_integer.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Finds whole numbers from their remainders modulo different primes below 2^32.
class ChineseRemainders {
public:
    explicit ChineseRemainders(std::vector<std::uint32_t> primes) : primes_(std::move(primes)) {
        for (const std::uint32_t prime : primes_) product_ *= prime;
        for (const std::uint32_t prime : primes_) {
            stop_point(4 * primes_.size() + 100);
            cofactors_.push_back(product_ / prime);
            inverses_.push_back(inverse(static_cast<std::uint32_t>(cofactors_.back() % prime), prime));
        }
    }

    [[nodiscard]] const std::vector<std::uint32_t>& primes() const { return primes_; }

    /// The number from 0 to the product of the primes, exclusive, that leaves these remainders: the sum of
    /// (remainder / cofactor modulo the prime) x cofactor, modulo the product. Cost O(primes^2).
    [[nodiscard]] BigInteger number(std::span<const std::uint32_t> remainders) const {
        BigInteger sum = 0;
        for (std::size_t r = 0; r < primes_.size(); ++r)
            sum += cofactors_[r] * static_cast<std::uint32_t>(inverses_[r] * remainders[r] % primes_[r]);
        return sum % product_;
    }

private:
    /// value^(prime - 2), by Fermat.
    static std::uint64_t inverse(std::uint64_t value, std::uint32_t prime) {
        std::uint64_t result = 1;
        for (std::uint32_t exponent = prime - 2; exponent > 0; exponent >>= 1) {
            if (exponent & 1) result = result * value % prime;
            value = value * value % prime;
        }
        return result;
    }

    std::vector<std::uint32_t> primes_;
    BigInteger product_ = 1;
    std::vector<BigInteger> cofactors_;  ///< the product of the other primes
    std::vector<std::uint64_t> inverses_;
};

}  // namespace stemgewicht::detail
