#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/distributions.hpp>
#include <stemgewicht/core/numeric/vector_targets.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace stemgewicht::detail {

/// The standard normal distribution from tables: values at the points of a grid, and Taylor's series from the nearest
/// one. Both functions are within 1e-14 of the exact ones, at a fraction of their cost.
class NormalTable {
public:
    static const NormalTable& instance() {
        static const NormalTable table;
        return table;
    }

    /// P(X <= x).
    [[nodiscard]] double cdf(double x) const {
        x = std::clamp(x, -double{reach}, double{reach});  // beyond, the values are within 1e-15 of 0 and 1
        const auto place = static_cast<int>((x + reach) * coarse + 0.5);
        const auto& [value, slope] = cdf_[static_cast<std::size_t>(place)];
        return near(x, place * (1.0 / coarse) - reach, value, slope);
    }

    /// P(X <= x) of many x, in their place.
    STEMGEWICHT_WIDE_REAL void cdf(double* x, std::size_t count) const {
        constexpr std::size_t chunk = 8;
        std::array<double, chunk> at, value, slope;
        std::array<int, chunk> place;
        std::size_t k = 0;
        for (; k + chunk <= count; k += chunk) {
            for (std::size_t j = 0; j < chunk; ++j) {
                const double low = x[k + j] > -reach ? x[k + j] : -reach;
                at[j] = low < reach ? low : reach;
                place[j] = static_cast<int>((at[j] + reach) * coarse + 0.5);
            }
            for (std::size_t j = 0; j < chunk; ++j) {
                const Point& point = cdf_[static_cast<std::size_t>(place[j])];
                value[j] = point.value;
                slope[j] = point.slope;
            }
            for (std::size_t j = 0; j < chunk; ++j)
                x[k + j] = near(at[j], place[j] * (1.0 / coarse) - reach, value[j], slope[j]);
        }
        for (; k < count; ++k) x[k] = cdf(x[k]);
    }

    /// The x with P(X <= x) = u.
    [[nodiscard]] double quantile(double u) const {
        const auto place = static_cast<int>(u * parts + 0.5);
        if (place < first_part || place > parts - first_part) return quick_normal_quantile(u);
        const auto& [z, slope] = quantile_[static_cast<std::size_t>(place)];
        return beyond(z, (u - place * (1.0 / parts)) * slope);
    }

    /// The quantiles of many u, in their place.
    STEMGEWICHT_WIDE_REAL void quantile(double* u, std::size_t count) const {
        constexpr std::size_t chunk = 8;
        std::array<double, chunk> off, z, slope;
        std::array<int, chunk> place;
        std::size_t k = 0;
        for (; k + chunk <= count; k += chunk) {
            int ends = 0;
            for (std::size_t j = 0; j < chunk; ++j) {
                place[j] = static_cast<int>(u[k + j] * parts + 0.5);
                off[j] = u[k + j] - place[j] * (1.0 / parts);
                ends += int{place[j] < first_part} | int{place[j] > parts - first_part};
            }
            if (ends > 0) {
                for (std::size_t j = 0; j < chunk; ++j) u[k + j] = quantile(u[k + j]);
                continue;
            }
            for (std::size_t j = 0; j < chunk; ++j) {
                const Point& point = quantile_[static_cast<std::size_t>(place[j])];
                z[j] = point.value;
                slope[j] = point.slope;
            }
            for (std::size_t j = 0; j < chunk; ++j) u[k + j] = beyond(z[j], off[j] * slope[j]);
        }
        for (; k < count; ++k) u[k] = quantile(u[k]);
    }

    /// In which of 64 cases u is below P(X <= x): exactly, but nearly always from the values on both sides of x alone.
    [[nodiscard]] std::uint64_t below(const std::array<double, 64>& u, const std::array<double, 64>& x) const {
        std::uint64_t result = 0, unsure = 0;
        for (std::size_t m = 0; m < 64; ++m) {
            const double place = std::clamp((x[m] + reach) * steps, 0.0, 2.0 * reach * steps - 1);
            const auto k = static_cast<std::size_t>(place);
            result |= std::uint64_t{u[m] < fine_[k]} << m;
            const std::uint64_t is_between = std::uint64_t{u[m] >= fine_[k]} & std::uint64_t{u[m] < fine_[k + 1]};
            const std::uint64_t is_outside{std::abs(x[m]) >= reach};
            unsure |= (is_between | is_outside) << m;
        }
        for (; unsure != 0; unsure &= unsure - 1) {
            const auto m = static_cast<std::size_t>(std::countr_zero(unsure));
            const bool is_below = u[m] < quick_normal_cdf(x[m]);
            result = (result & ~(std::uint64_t{1} << m)) | std::uint64_t{is_below} << m;
        }
        return result;
    }

private:
    static constexpr int reach = 8, coarse = 32, steps = 128, parts = 4096, first_part = 96;
    struct Point {
        double value = 0, slope = 0;
    };

    /// The series at a point of the grid: the derivatives of the density are Hermite polynomials times the density.
    static double near(double x, double at, double value, double slope) {
        const double d = x - at, s = at * at;
        const double fourth = (3 - s) * at * (1.0 / 24), fifth = ((s - 6) * s + 3) * (1.0 / 120);
        const double sixth = ((10 - s) * s - 15) * at * (1.0 / 720);
        return value +
               slope * d * (1 + d * (at * -0.5 + d * ((s - 1) * (1.0 / 6) + d * (fourth + d * (fifth + d * sixth)))));
    }

    /// The series of the quantile from z, e being the step in chance times the slope at z: z' = slope, z'' = z slope^2,
    /// and so on.
    static double beyond(double z, double e) {
        const double s = z * z;
        const double fourth = (7 + 6 * s) * z * (1.0 / 24), fifth = ((24 * s + 46) * s + 7) * (1.0 / 120);
        return z + e * (1 + e * (z * 0.5 + e * ((1 + 2 * s) * (1.0 / 6) + e * (fourth + e * fifth))));
    }

    NormalTable() {
        for (std::size_t k = 0; k < cdf_.size(); ++k) {
            const double x = static_cast<double>(k) / coarse - reach;
            cdf_[k] = {quick_normal_cdf(x), quick_normal_density(x)};
        }
        cdf_.front() = {0, 0};  // so that what is certain is certain
        cdf_.back() = {1, 0};
        for (std::size_t k = 0; k < fine_.size(); ++k)
            fine_[k] = quick_normal_cdf(static_cast<double>(k) / steps - reach);
        for (std::size_t k = 1; k < quantile_.size(); ++k) {
            const double z = quick_normal_quantile(static_cast<double>(k) / parts);
            quantile_[k] = {z, 1 / quick_normal_density(z)};
        }
    }

    std::array<Point, 2 * reach * coarse + 1> cdf_{};
    std::array<double, 2 * reach * steps + 1> fine_{};
    std::array<Point, parts> quantile_{};
};

}  // namespace stemgewicht::detail
