#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/vector_targets.hpp>
#include <stemgewicht/methods/fourier/frequency_sieve.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

inline constexpr std::size_t sieve_lanes = 32;
inline constexpr float lane_start = 1e30F, lane_least = 1e-36F;  ///< products are kept in the range of floats

/// Blocks of frequencies side by side: the middle of each, the product of the squared factors so far and the least of
/// them, both rounded up.
struct SieveLanes {
    alignas(64) std::array<std::uint64_t, sieve_lanes> middle{};
    alignas(64) std::array<std::uint32_t, sieve_lanes> low{};  ///< the lower half of it
    alignas(64) std::array<float, sieve_lanes> product{}, enough{};
    alignas(64) std::array<std::int32_t, sieve_lanes> least{};  ///< the bits of the float
};

/// A bound from below of sin^2(pi d), 0 <= d <= 1/2, by its series, which alternates; each coefficient is off by more
/// than all roundings, to the safe side.
inline float below_squared_sine(float d) {
    constexpr float c1 = 9.869594F, c2 = -32.469730F, c3 = 42.7278F, c4 = -30.1226F;
    const float z = d * d;
    return z * (c1 + z * (c2 + z * (c3 + z * c4)));
}

/// 1 - spread sin^2(pi distance) bounded from above: the squared factor of a member whose phase is `phase` / 2^32 turns
/// in the middle of the block and `reach` / 2^32 turns off it at most. Comparisons are of whole numbers, here and where
/// floats above 0 are compared by their bits, since those of floats may trap and keep a loop from becoming vectors.
inline float squared_factor(std::int32_t phase, std::int32_t reach, float spread) {
    const std::int32_t distance = (phase ^ (phase >> 31)) - reach;
    return 1.0000005F - spread * below_squared_sine(static_cast<float>(distance > 0 ? distance : 0) * 0x1p-32F);
}
inline std::int32_t bits_of(float value) { return std::bit_cast<std::int32_t>(value); }

/// What a member makes of the product of a lane and of the least of its factors.
inline void count_factor(float& product, std::int32_t& least, float factor) {
    const std::int32_t bits = bits_of(factor);
    product = product * factor + lane_least;
    least = bits < least ? bits : least;
}

/// A member is counted in all lanes; where the number of frequencies is below 2^32, by its low words alone.
STEMGEWICHT_WIDE_REAL inline void count_low(SieveLanes& lanes, std::uint32_t weight, std::int32_t reach, float spread) {
    for (std::size_t i = 0; i < sieve_lanes; ++i)
        count_factor(lanes.product[i], lanes.least[i],
                     squared_factor(static_cast<std::int32_t>(lanes.low[i] * weight), reach, spread));
}
STEMGEWICHT_WIDE_REAL inline void count_whole(SieveLanes& lanes, std::uint64_t weight, std::int32_t reach,
                                              float spread) {
    for (std::size_t i = 0; i < sieve_lanes; ++i)
        count_factor(lanes.product[i], lanes.least[i],
                     squared_factor(static_cast<std::int32_t>((lanes.middle[i] * weight) >> 32), reach, spread));
}

/// So many equal members at once, by repeated squaring.
STEMGEWICHT_WIDE_REAL inline void count_equal(SieveLanes& lanes, std::uint64_t weight, std::int32_t reach, float spread,
                                              std::size_t members) {
    std::array<float, sieve_lanes> factor{};
    for (std::size_t i = 0; i < sieve_lanes; ++i) {
        factor[i] = squared_factor(static_cast<std::int32_t>((lanes.middle[i] * weight) >> 32), reach, spread);
        lanes.least[i] = std::min(lanes.least[i], bits_of(factor[i]));
    }
    for (std::size_t rest = members; rest > 0; rest >>= 1)
        for (std::size_t i = 0; i < sieve_lanes; ++i) {
            if ((rest & 1) != 0) lanes.product[i] = lanes.product[i] * factor[i] + lane_least;
            factor[i] = factor[i] * factor[i] + lane_least;
        }
}

/// Whether the products of all lanes are small enough.
STEMGEWICHT_WIDE_REAL inline bool all_enough(const SieveLanes& lanes) {
    std::int32_t over = 0;
    for (std::size_t i = 0; i < sieve_lanes; ++i) {
        const float enough = lanes.enough[i] * std::bit_cast<float>(lanes.least[i]);
        over |= bits_of(enough) - bits_of(lanes.product[i]);
    }
    return over >= 0;
}

STEMGEWICHT_DEFINITION double wave_size(const SieveTask& task, std::uint64_t k) {
    const double sine = std::sin(std::numbers::pi * std::ldexp(static_cast<double>(k), -task.digits));
    const double shrink = std::exp(-task.decay), apart = -std::expm1(-task.decay);
    const double size = std::ldexp(4.0, -task.digits) / std::sqrt(apart * apart + 4 * shrink * sine * sine);
    const double smoothed = task.cut > 0 ? std::ldexp(2.0, -task.cut) : 0;
    return ((task.decay > 0 ? 2 : 1) * size + smoothed) * (1 + 1e-14);
}

/// The search itself. Blocks of 2^level frequencies that stand together are taken from the top of a stack, so that
/// memory stays at a few hundred kB.
class FrequencySieve {
public:
    explicit FrequencySieve(const SieveTask& task)
        : task_(task),
          range_(std::ldexp(1.0, task.cut > 0 ? task.cut : task.digits - 1)),
          even_(task.error / 2),
          free_(task.error / 2) {
        for (const WaveClass& one : task.classes) {
            turns_.push_back(one.weight << (64 - task.digits));
            per_frequency_.push_back(
                static_cast<float>(std::ldexp(static_cast<double>(one.weight), -task.digits) * 1.000001));
            spread_.push_back(static_cast<float>(4 * one.chance * one.against) * 0.9999997F);
            members_ += one.members;
        }
    }

    SievedFrequencies run() {
        stack_.push_back({.level = task_.cut > 0 ? task_.cut : task_.digits - 1, .blocks = {0}});
        while (!stack_.empty()) {
            const Stretch stretch = std::move(stack_.back());
            stack_.pop_back();
            bound(stretch);
            share_out(stretch);
            stop_point(1000);
            if (too_long()) {
                found_.done = false;
                break;
            }
        }
        found_.left_out = (task_.error - even_ - free_) * (1 + 1e-9);
        return std::move(found_);
    }

private:
    struct Stretch {
        int level = 0;
        std::vector<std::uint64_t> blocks;  ///< block b holds the frequencies from b 2^level on
    };

    static constexpr std::size_t turns_before_check = 16;

    /// What a block may be off by: of one half of the error its even share, by the part of the range, and of the other
    /// a small part of what is left, so that something is left for all.
    [[nodiscard]] double even_share(int level) const {
        return even_ * std::min(1.0, std::ldexp(1.0, level) / (range_ - searched_));
    }
    [[nodiscard]] double allowed(int level) const { return even_share(level) + free_ * 0x1p-10; }

    void pay(double left_out, int level) {
        const double even = std::min(left_out, even_share(level));
        even_ -= even;
        free_ -= left_out - even;
        searched_ += std::ldexp(1.0, level);
    }

    /// Bounds the sizes of all frequencies of a block together: of the first one, times their number.
    [[nodiscard]] double terms(const Stretch& stretch, std::size_t i) const {
        const std::uint64_t first = stretch.blocks[i] << stretch.level;
        if (task_.cut == 0) return wave_size(task_, first + 1) * std::ldexp(0.5, stretch.level);
        return wave_size(task_, std::max<std::uint64_t>(first, 1)) * std::ldexp(1.0, stretch.level);
    }

    /// How far the frequencies of a block are off its middle: the odd ones by less than all.
    [[nodiscard]] double reach_of(int level) const {
        if (task_.cut == 0) return std::ldexp(0.5, level) - 1;
        return level > 0 ? std::ldexp(0.5, level) : 0;
    }

    void set_lanes(const Stretch& stretch) {
        const std::uint64_t half = (std::uint64_t{1} << stretch.level) / 2;
        for (std::size_t i = 0; i < sieve_lanes; ++i) {
            const std::size_t block = std::min(i, stretch.blocks.size() - 1);
            terms_[i] = i == block ? terms(stretch, block) : terms_[block];
            lanes_.middle[i] = (stretch.blocks[block] << stretch.level) + half;
            lanes_.low[i] = static_cast<std::uint32_t>(lanes_.middle[i]);
            lanes_.product[i] = lane_start;
            lanes_.least[i] = bits_of(1);
            const double ratio = std::min(1.0, allowed(stretch.level) / terms_[i]);
            lanes_.enough[i] = static_cast<float>(ratio * ratio * 0.99) * lane_start;
        }
    }

    /// Classes whose phases turn by less than this over half a block, which are the lightest ones.
    [[nodiscard]] std::size_t slower_than(double turns, double reach) const {
        const auto limit = static_cast<float>(turns / std::max(1.0, reach));
        return static_cast<std::size_t>(std::ranges::lower_bound(per_frequency_, limit) - per_frequency_.begin());
    }

    void count(std::size_t c, float reach) {
        const float turns = std::min(reach * per_frequency_[c] + 1.5e-7F, 0.4999999F);
        const auto off = static_cast<std::int32_t>(turns * 0x1p32F);
        const std::size_t members = task_.classes[c].members;
        if (members > 1)
            count_equal(lanes_, turns_[c], off, spread_[c], members);
        else if (task_.digits <= 32)
            count_low(lanes_, static_cast<std::uint32_t>(turns_[c] >> 32), off, spread_[c]);
        else
            count_whole(lanes_, turns_[c], off, spread_[c]);
    }

    /// Counts members into the lanes until all are small enough: first the fastest of those that turn little, which
    /// tell most, then slower ones, then faster ones that turn by less than half a turn.
    void bound(const Stretch& stretch) {
        set_lanes(stretch);
        const double reach = reach_of(stretch.level);
        const std::size_t slow = slower_than(0.06, reach), useful = slower_than(0.5, reach);
        std::size_t counted = 0;
        for (; counted < useful; ++counted) {
            if (counted % turns_before_check == 0 && counted > 0 && all_enough(lanes_)) break;
            count(counted < slow ? slow - 1 - counted : counted, static_cast<float>(reach));
        }
        found_.work += static_cast<double>((counted + 1) * sieve_lanes);
    }

    /// Leaves blocks out, halves the others, and keeps the frequencies that are left alone.
    void share_out(const Stretch& stretch) {
        std::vector<std::uint64_t> halves;
        const int last_level = task_.cut > 0 ? 0 : 1;
        const double rounding = 1 + 2.5e-7 * static_cast<double>(members_);
        for (std::size_t i = 0; i < stretch.blocks.size(); ++i) {
            const double least = task_.leaves_out_one ? static_cast<double>(std::bit_cast<float>(lanes_.least[i])) : 1;
            const double squared = static_cast<double>(lanes_.product[i]) / static_cast<double>(lane_start) / least;
            const double left_out = terms_[i] * std::sqrt(squared * rounding) * (1 + 1e-12);
            if (left_out <= allowed(stretch.level)) {
                pay(left_out, stretch.level);
            } else if (stretch.level == last_level) {
                keep(stretch.blocks[i]);
            } else {
                halves.push_back(2 * stretch.blocks[i]);
                halves.push_back(2 * stretch.blocks[i] + 1);
            }
        }
        for (std::size_t first = 0; first < halves.size(); first += sieve_lanes) {
            const std::size_t end = std::min(halves.size(), first + sieve_lanes);
            stack_.push_back({.level = stretch.level - 1,
                              .blocks = {halves.begin() + static_cast<std::ptrdiff_t>(first),
                                         halves.begin() + static_cast<std::ptrdiff_t>(end)}});
        }
    }

    void keep(std::uint64_t block) {
        searched_ += task_.cut > 0 ? 1 : 2;
        if (task_.cut > 0 && block == 0) return;
        found_.kept.push_back(task_.cut > 0 ? block : 2 * block + 1);
        found_.work += of_kept * static_cast<double>(task_.classes.size());
    }

    /// Whether the rest of the range, at what it has cost so far, would take too much.
    [[nodiscard]] bool too_long() const {
        const double before = 2e7 + 2000 * static_cast<double>(task_.classes.size());  // about a hundredth of a second
        if (stack_.empty()) return false;
        if (found_.work > task_.most_work) return true;
        return found_.work > before && found_.work > task_.most_work * searched_ / range_;
    }

    static constexpr double of_kept = 300;  ///< what a factor costs that is computed, in factors bounded

    SieveTask task_;
    double range_, searched_ = 0;  ///< frequencies
    double even_, free_;           ///< what is left of the two halves of the error
    std::size_t members_ = 0;
    std::vector<std::uint64_t> turns_;
    std::vector<float> per_frequency_, spread_;
    std::vector<Stretch> stack_;
    SieveLanes lanes_;
    std::array<double, sieve_lanes> terms_{};
    SievedFrequencies found_;
};

STEMGEWICHT_DEFINITION SievedFrequencies sieved_frequencies(const SieveTask& task) {
    return FrequencySieve(task).run();
}

}  // namespace stemgewicht::detail
