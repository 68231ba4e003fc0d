#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/vector_targets.hpp>
#include <stemgewicht/methods/fourier/definitions/wave_sums.hpp>
#include <stemgewicht/methods/fourier/quota_waves.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

namespace fourier {

/// Columns that are worked side by side, and frequencies that are worked at once: 16 kB of the table.
inline constexpr std::size_t wave_columns = 8, waves_at_once = 128;

/// Adds to eight sums, column by column, the real products of the turns of a quota with the waves of the columns, one
/// frequency after the other.
STEMGEWICHT_WIDE_REAL inline void add_turned(double* sums, const double* turns, const double* waves,
                                             std::size_t count) {
    double sum[wave_columns];
    for (std::size_t c = 0; c < wave_columns; ++c) sum[c] = sums[c];
    for (std::size_t k = 0; k < count; ++k, turns += 2, waves += 2 * wave_columns)
        for (std::size_t c = 0; c < wave_columns; ++c)
            sum[c] += turns[0] * waves[c] - turns[1] * waves[wave_columns + c];
    for (std::size_t c = 0; c < wave_columns; ++c) sums[c] = sum[c];
}

/// e^{-i t quota} times the window of the frequency, off by 9 units of the last digit of a double at most: 4 of the
/// angle, 2 of sine and cosine, 3 of the window and the product.
inline void set_turn(double* turn, const Frequency& frequency, const Wave& window, std::uint64_t quota) {
    const auto angle = static_cast<double>(fourier::angle((frequency.k * quota) << (64 - frequency.digits)));
    const double sine = std::sin(angle), cosine = std::cos(angle);
    const auto real = static_cast<double>(window.real), imaginary = static_cast<double>(window.imaginary);
    turn[0] = real * cosine + imaginary * sine;
    turn[1] = imaginary * cosine - real * sine;
}

/// The waves of some frequencies: eight columns after the other, for each frequency eight real parts, then eight
/// imaginary ones. A column is a class: first the others, then what the vote of a member adds to these.
class WaveTable {
public:
    WaveTable(std::size_t frequencies, std::size_t width)
        : frequencies_(frequencies), waves_(2 * frequencies * width) {}

    void set(std::size_t column, std::size_t k, const Wave& wave) {
        const std::size_t place = 2 * wave_columns * (column / wave_columns * frequencies_ + k) + column % wave_columns;
        waves_[place] = static_cast<double>(wave.real);
        waves_[place + wave_columns] = static_cast<double>(wave.imaginary);
    }
    /// Those of the eight columns from this one on.
    [[nodiscard]] const double* from(std::size_t column) const { return &waves_[2 * column * frequencies_]; }

private:
    std::size_t frequencies_;
    std::vector<double> waves_;
};

/// Bounds what rounding makes of the sum of each column. In parts of a term a turn is off by 9 units of the last digit
/// of a double, a wave by 1, and the real part of their product by 2; an addition by one of the sum so far, so that the
/// largest terms should come last.
class ColumnRounding {
public:
    explicit ColumnRounding(std::size_t columns) : so_far_(columns), bounds_(columns) {}

    /// Counts a term of that size, which is off by so much from the start.
    void count(std::size_t column, long double size, long double off) {
        constexpr long double in_term = 12, unit = 0x1p-53L * 1.001L;
        so_far_[column] += size;
        bounds_[column] += unit * (in_term * size + so_far_[column]) + off;
    }
    std::vector<long double> take() { return std::move(bounds_); }

private:
    std::vector<long double> so_far_, bounds_;
};

}  // namespace fourier

STEMGEWICHT_DEFINITION QuotaWaves::QuotaWaves(const TiltedLaw& law, int digits, std::vector<std::uint64_t> kept,
                                              std::span<const std::uint64_t> quotas)
    : classes_(law.classes.size()),
      width_((2 * classes_ + fourier::wave_columns - 1) / fourier::wave_columns * fourier::wave_columns),
      sums_(quotas.size() * width_) {
    std::ranges::sort(kept, std::greater<>{});  // the largest terms, of the lowest frequencies, last
    const fourier::VoteWaves votes(law, kept.size());
    fourier::ColumnRounding rounding(2 * classes_);
    WaveFactors factors;
    for (std::size_t first = 0; first < kept.size(); first += fourier::waves_at_once) {
        const std::size_t count = std::min(fourier::waves_at_once, kept.size() - first);
        fourier::WaveTable table(count, width_);
        std::vector<double> turns(2 * count * quotas.size());
        for (std::size_t k = 0; k < count; ++k) {
            stop_point(300 * classes_ + 100 * quotas.size());
            const Frequency frequency{.k = kept[first + k], .digits = digits};
            const Wave window = frequency.window(law.tilt);
            const long double size = size_of(window);
            factors.set(law, frequency);
            for (std::size_t c = 0; c < classes_; ++c) {
                const Wave change = votes.change(c, factors.steps[c]), added = factors.others[c] * change;
                table.set(c, k, factors.others[c]);
                table.set(classes_ + c, k, added);
                rounding.count(c, size * size_of(factors.others[c]), size * votes.rounding());
                rounding.count(classes_ + c, size * size_of(added), size * votes.rounding_of(c, change));
            }
            for (std::size_t q = 0; q < quotas.size(); ++q)
                fourier::set_turn(&turns[2 * (q * count + k)], frequency, window, quotas[q]);
        }
        for (std::size_t column = 0; column < width_; column += fourier::wave_columns) {
            stop_point(quotas.size() * count * 4);
            for (std::size_t q = 0; q < quotas.size(); ++q)
                fourier::add_turned(&sums_[q * width_ + column], &turns[2 * q * count], table.from(column), count);
        }
    }
    rounding_ = rounding.take();
}

STEMGEWICHT_DEFINITION CertifiedWave QuotaWaves::of(std::size_t quota, std::size_t c) const {
    const double* const sums = &sums_[quota * width_];
    return {.sum = {static_cast<long double>(sums[c]), static_cast<long double>(sums[classes_ + c])},
            .rounding = rounding_[c],
            .added_rounding = rounding_[classes_ + c]};
}

}  // namespace stemgewicht::detail
