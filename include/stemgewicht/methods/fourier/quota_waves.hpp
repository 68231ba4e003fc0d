#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/fourier/wave_sums.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// The sums over the frequencies for many quotas. What depends on the quota is a phase alone, so that they are the
/// product of a table of quotas by frequencies with one of frequencies by classes, in doubles. Cost two multiplications
/// and additions for a quota, a frequency and a class, eight classes side by side; memory 16 bytes for a quota and a
/// class.
class QuotaWaves {
public:
    QuotaWaves(const TiltedLaw& law, int digits, std::vector<std::uint64_t> kept,
               std::span<const std::uint64_t> quotas);

    [[nodiscard]] CertifiedWave of(std::size_t quota, std::size_t c) const;

private:
    std::size_t classes_, width_;  ///< `against` of all classes, `added` of all, and what fills the last eight
    std::vector<double> sums_;     ///< quotas x width
    std::vector<long double> rounding_;
};

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/fourier/definitions/quota_waves.hpp>
#endif
