#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/vector_targets.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// A sum and what its rounding has lost, together twice as precise as a double.
struct DoubleSum {
    double high = 0, low = 0;

    void add(double value) {
        const double sum = high + value;
        const double part = sum - high;
        low += (high - (sum - part)) + (value - part);
        high = sum;
    }
    void add(const DoubleSum& other) {
        add(other.high);
        low += other.low;
    }
    [[nodiscard]] double value() const { return high + low; }
};

/// Eight numbers, as a tree: no chain of additions that wait for each other.
inline DoubleSum sum_of_eight(const double* a) {
    std::array<DoubleSum, 4> part;
    for (std::size_t k = 0; k < 4; ++k) {
        part[k].high = a[2 * k];
        part[k].add(a[2 * k + 1]);
    }
    part[0].add(part[1]);
    part[2].add(part[3]);
    part[0].add(part[2]);
    return part[0];
}

inline double operator-(const DoubleSum& a, const DoubleSum& b) { return (a.high - b.high) + (a.low - b.low); }

/// One member a pass, in place: a <- (1 - p) a + p a[weight ahead].
STEMGEWICHT_WIDE_REAL inline void count_one(double* a, std::size_t weight, double p, std::size_t size) {
    const double q = 1 - p;
    const double* ahead = a + weight;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep  // reads run ahead of writes, so vectors of any width see old values only
#endif
    for (std::size_t u = 0; u < size; ++u) a[u] = q * a[u] + p * ahead[u];
}

/// Two members a pass, for half of the traffic to memory. `second` is the larger of the weights.
STEMGEWICHT_WIDE_REAL inline void count_two(double* a, std::size_t first, std::size_t second, double p,
                                            std::size_t size) {
    const double none = (1 - p) * (1 - p), one = p * (1 - p), both = p * p;
    const double* ahead = a + first;
    const double* further = a + second;
    const double* furthest = further + first;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep
#endif
    for (std::size_t u = 0; u < size; ++u) a[u] = (none * a[u] + both * furthest[u]) + one * (ahead[u] + further[u]);
}

/// Two members where the sum of both weights is more than can have been counted.
STEMGEWICHT_WIDE_REAL inline void count_either(double* a, std::size_t first, std::size_t second, double p,
                                               std::size_t size) {
    const double none = (1 - p) * (1 - p), one = p * (1 - p);
    const double* ahead = a + first;
    const double* further = a + second;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep
#endif
    for (std::size_t u = 0; u < size; ++u) a[u] = none * a[u] + one * (ahead[u] + further[u]);
}

STEMGEWICHT_WIDE_REAL inline void scale(double* a, double factor, std::size_t size) {
    for (std::size_t u = 0; u < size; ++u) a[u] *= factor;
}

/// A sum in eight strands, so that it is the same with vectors of any width.
STEMGEWICHT_WIDE_REAL inline double sum_of(const double* a, std::size_t size) {
    std::array<double, 8> strands{};
    std::size_t u = 0;
    for (; u + 8 <= size; u += 8)
        for (std::size_t lane = 0; lane < 8; ++lane) strands[lane] += a[u + lane];
    for (; u < size; ++u) strands[0] += a[u];
    return ((strands[0] + strands[4]) + (strands[2] + strands[6])) +
           ((strands[1] + strands[5]) + (strands[3] + strands[7]));
}

/// Which sums of a law are kept: of the weights below a bound, or of those from it on. The others are differences.
enum class KeptSums { below, from };

/// The law of the weight of yes-voters who say yes independently with one chance, as cumulative sums below a limit.
/// The sums are kept as pairs of doubles, so that a window of them is as precise as the law itself: one for every eight
/// weights, and the few between are added when they are asked for. Chances far below 1e-32 keep their digits where
/// their own sums are kept.
///
/// The law stands from the largest weight down, so that counting reads ahead and is done in place. Chances below
/// `least` at both its ends are dropped, and summed up in dropped(): of many members most weights are that unlikely.
/// Cost O(members x limit), less where ends are dropped. Memory: ten bytes a weight below the limit.
class CumulativeCount {
public:
    static constexpr double least = 1e-100;
    static constexpr std::size_t stretch = 1024;
    static constexpr std::size_t block = 8;

    static constexpr double bytes_a_weight = sizeof(double) + sizeof(DoubleSum) / static_cast<double>(block);
    static constexpr std::size_t bytes(std::size_t limit) {
        return sizeof(double) * (limit + block) + sizeof(DoubleSum) * (limit / block + 2);
    }

    /// Counts the members of these weights, ascending and positive. The memory is kept from one count to the next.
    /// Of their chances `negligible` may be dropped in all.
    void count(std::span<const std::size_t> weights, double p, std::size_t limit, KeptSums kept = KeptSums::below,
               double negligible = 0) {
        limit_ = limit;
        kept_ = kept;
        low_ = 0;
        high_ = 1;
        reached_ = dropped_ = 0;
        if (room_ < limit) {
            values_ = std::make_unique_for_overwrite<double[]>(limit + block);  // written where it is reached
            sums_ = std::make_unique_for_overwrite<DoubleSum[]>(limit / block + 2);
            room_ = limit;
        }
        std::fill_n(values_.get() + limit, block, 0.0);
        values_[limit - 1] = 1;
        std::size_t i = weights.size() % 2;
        const auto share = [&] { return negligible * static_cast<double>(i) / static_cast<double>(weights.size()); };
        if (i == 1) count(std::min(weights[0], limit), p);
        for (; i < weights.size(); i += 2) {
            count(std::min(weights[i], limit), std::min(weights[i + 1], limit), p);
            drop_ends(share());
        }
        kept == KeptSums::below ? accumulate() : accumulate_from();
    }

    /// P(weight < bound); bound <= limit.
    [[nodiscard]] DoubleSum below(std::size_t bound) const {
        if (kept_ == KeptSums::from) return difference(all_, kept_from(bound));
        if (bound <= low_) return {};
        const std::size_t first = limit_ - std::min(bound, high_), next = first / block + 1;
        DoubleSum sum = sums_[next];
        for (std::size_t u = next * block; u-- > first;) sum.add(values_[u]);
        return sum;
    }
    /// P(weight >= bound); bound <= limit.
    [[nodiscard]] double from(std::size_t bound) const {
        if (kept_ == KeptSums::from) return kept_from(bound).value();
        return below(limit_) - below(bound) + reached_;
    }
    /// P(first <= weight < end).
    [[nodiscard]] double within(std::size_t first, std::size_t end) const {
        return kept_ == KeptSums::from ? kept_from(first) - kept_from(end) : below(end) - below(first);
    }
    /// How far rounding may move what is a difference of sums.
    [[nodiscard]] double lost_from(std::size_t bound) const {
        return kept_ == KeptSums::from || bound >= limit_ ? 0.0 : lost_in_difference();
    }
    [[nodiscard]] double lost_below() const { return kept_ == KeptSums::from ? lost_in_difference() : 0.0; }

    [[nodiscard]] double dropped() const { return dropped_; }
    /// The root of the sum of the squared chances of weights below the bound, or some more.
    [[nodiscard]] double norm_below(std::size_t bound) const {
        if (bound <= low_) return 0;
        return std::sqrt(squares_[stretch_of(std::min(bound, high_) - 1)]);
    }
    /// That of weights from `first` to `end`, exclusive, or some more.
    [[nodiscard]] double norm_within(std::size_t first, std::size_t end) const {
        first = std::max(first, low_);
        end = std::min(end, high_);
        if (first >= end) return 0;
        double sum = 0;
        for (std::size_t k = stretch_of(first); k <= stretch_of(end - 1); ++k) sum += own_squares_[k];
        return std::sqrt(sum);
    }

private:
    [[nodiscard]] std::size_t place(std::size_t weight) const { return limit_ - 1 - weight; }
    /// Which stretch of places a weight is in, from the lowest weights on.
    [[nodiscard]] std::size_t stretch_of(std::size_t weight) const {
        return place(low_) / stretch - place(weight) / stretch;
    }

    [[nodiscard]] DoubleSum kept_from(std::size_t bound) const {
        if (bound >= high_) return {reached_, 0};
        const std::size_t end = limit_ - std::max(bound, low_), own = end / block;
        DoubleSum sum = sums_[own];
        for (std::size_t u = own * block; u < end; ++u) sum.add(values_[u]);
        return sum;
    }
    [[nodiscard]] double lost_in_difference() const { return 0x1p-106 * static_cast<double>(high_ - low_); }
    static DoubleSum difference(const DoubleSum& whole, const DoubleSum& part) {
        DoubleSum left = whole;
        left.add(-part.high);
        left.low -= part.low;
        return left;
    }

    /// The mass that a further `weight` carries to the limit.
    [[nodiscard]] double carried(std::size_t weight) const {
        const std::size_t first = std::max(low_, limit_ - std::min(weight, limit_));
        return first < high_ ? sum_of(values_.get() + (limit_ - high_), high_ - first) : 0.0;
    }

    void grow(std::size_t weight) {
        const std::size_t high = std::min(limit_, high_ + weight);
        std::fill_n(values_.get() + (limit_ - high), high - high_, 0.0);
        high_ = high;
    }

    void count(std::size_t weight, double p) {
        reached_ += p * carried(weight);
        grow(weight);
        const std::size_t begin = limit_ - high_, end = limit_ - low_;
        const std::size_t inside = std::max(begin, end - std::min(end, weight));
        count_one(values_.get() + begin, weight, p, inside - begin);
        scale(values_.get() + inside, 1 - p, end - inside);
        stop_point(high_ - low_);
    }

    void count(std::size_t first, std::size_t second, double p) {
        reached_ += p * (1 - p) * (carried(first) + carried(second)) + p * p * carried(first + second);
        grow(first + second);
        const std::size_t begin = limit_ - high_, end = limit_ - low_;
        const auto inside = [&](std::size_t weight) { return std::max(begin, end - std::min(end, weight)); };
        const std::size_t both = inside(first + second), far = inside(second), near = inside(first);
        double* a = values_.get();
        count_two(a + begin, first, second, p, both - begin);
        count_either(a + both, first, second, p, far - both);
        count_one(a + far, first, p, near - far);  // here the second member says no
        scale(a + far, 1 - p, near - far);
        scale(a + near, (1 - p) * (1 - p), end - near);
        stop_point(high_ - low_);
    }

    /// Drops chances from both ends while they are too small to be kept, or come to less than `allowed` in all.
    void drop_ends(double allowed) {
        const auto drops = [&](std::size_t weight) {
            double& value = values_[place(weight)];
            if (low_ + 1 >= high_ || (value >= least && dropped_ + value > allowed)) return false;
            dropped_ += value;
            value = 0;
            return true;
        };
        while (drops(low_)) ++low_;
        while (drops(high_ - 1)) --high_;
    }

    /// The blocks that hold chances; what they have of places in front is no chance.
    [[nodiscard]] std::pair<std::size_t, std::size_t> filled_blocks() const {
        const std::size_t first = limit_ - high_, begin = first / block;
        std::fill(values_.get() + begin * block, values_.get() + first, 0.0);
        return {begin, place(low_) / block + 1};
    }

    /// [b]: of all places from block b on.
    void accumulate() {
        squares_.clear();
        own_squares_.clear();
        stop_point(2 * (high_ - low_));
        const auto [begin, end] = filled_blocks();
        DoubleSum sum;
        double squares = 0, own = 0;
        sums_[end] = sum;
        for (std::size_t b = end; b-- > begin;) {
            const double* const values = values_.get() + b * block;
            sum.add(sum_of_eight(values));
            sums_[b] = sum;
            double part = 0;
            for (std::size_t k = 0; k < block; ++k) part += values[k] * values[k];
            own += part;
            if (b % (stretch / block) != 0 && b != begin) continue;
            squares_.push_back(squares += own);
            own_squares_.push_back(std::exchange(own, 0.0));
        }
    }

    /// [b]: of all places before block b, and of what has reached the limit.
    void accumulate_from() {
        stop_point(2 * (high_ - low_));
        const auto [begin, end] = filled_blocks();
        all_ = {reached_, 0};
        for (std::size_t b = begin; b < end; ++b) {
            sums_[b] = all_;
            all_.add(sum_of_eight(values_.get() + b * block));
        }
        sums_[end] = all_;
    }

    KeptSums kept_ = KeptSums::below;
    DoubleSum all_;  ///< where sums from a bound on are kept
    std::size_t limit_ = 1, low_ = 0, high_ = 1;
    double reached_ = 0, dropped_ = 0;
    std::vector<double> own_squares_;  ///< sums of squared chances of each stretch, from the lowest weights on
    std::vector<double> squares_;      ///< and of all up to its end
    std::size_t room_ = 0;
    std::unique_ptr<double[]> values_;
    std::unique_ptr<DoubleSum[]> sums_;
};

}  // namespace stemgewicht::detail
