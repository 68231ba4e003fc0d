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
    [[nodiscard]] double value() const { return high + low; }
};

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
/// The sums are kept as pairs of doubles, so that a window of them is as precise as the law itself. Chances far below
/// 1e-32 keep their digits where their own sums are kept.
///
/// The law stands from the largest weight down, so that counting reads ahead and is done in place. Chances below
/// `least` at both its ends are dropped, and summed up in dropped(): of many members most weights are that unlikely.
/// Cost O(members x limit), less where ends are dropped. Memory: two doubles a weight below the limit.
class CumulativeCount {
public:
    static constexpr double least = 1e-100;
    static constexpr std::size_t stretch = 1024;

    static constexpr std::size_t bytes(std::size_t limit) { return 2 * sizeof(double) * (limit + 1); }

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
            values_ = std::make_unique_for_overwrite<double[]>(2 * limit);  // written where it is reached
            room_ = limit;
        }
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
        const double* pair = values_.get() + 2 * (limit_ - std::min(bound, high_));
        return {pair[0], pair[1]};
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
        return std::sqrt(squares_[std::min(squares_.size() - 1, (bound - 1 - low_) / stretch)]);
    }
    /// That of weights from `first` to `end`, exclusive, or some more.
    [[nodiscard]] double norm_within(std::size_t first, std::size_t end) const {
        first = std::max(first, low_);
        end = std::min(end, high_);
        if (first >= end) return 0;
        double sum = 0;
        for (std::size_t k = (first - low_) / stretch; k <= (end - 1 - low_) / stretch; ++k) sum += own_squares_[k];
        return std::sqrt(sum);
    }

private:
    [[nodiscard]] std::size_t place(std::size_t weight) const { return limit_ - 1 - weight; }

    [[nodiscard]] DoubleSum kept_from(std::size_t bound) const {
        if (bound >= high_) return {reached_, 0};
        const double* pair = values_.get() + 2 * place(std::max(bound, low_));
        return {pair[0], pair[1]};
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

    /// Each chance makes room for a pair in place: pairs stand at twice the place, behind all chances still to be read.
    void accumulate() {
        DoubleSum sum;
        double squares = 0, own = 0;
        squares_.clear();
        own_squares_.clear();
        stop_point(3 * (high_ - low_));
        for (std::size_t u = limit_ - low_; u-- > limit_ - high_;) {
            const double value = values_[u];
            own += value * value;
            sum.add(value);
            values_[2 * u] = sum.high;
            values_[2 * u + 1] = sum.low;
            if ((limit_ - low_ - u) % stretch != 0 && u != limit_ - high_) continue;
            squares_.push_back(squares += own);
            own_squares_.push_back(std::exchange(own, 0.0));
        }
    }

    /// Chances are moved to their pairs first, and summed from the largest weight down.
    void accumulate_from() {
        stop_point(6 * (high_ - low_));
        for (std::size_t u = limit_ - low_; u-- > limit_ - high_;) values_[2 * u] = values_[u];
        all_ = {reached_, 0};
        for (std::size_t u = limit_ - high_; u < limit_ - low_; ++u) {
            all_.add(values_[2 * u]);
            values_[2 * u] = all_.high;
            values_[2 * u + 1] = all_.low;
        }
    }

    KeptSums kept_ = KeptSums::below;
    DoubleSum all_;  ///< where sums from a bound on are kept
    std::size_t limit_ = 1, low_ = 0, high_ = 1;
    double reached_ = 0, dropped_ = 0;
    std::vector<double> own_squares_;  ///< sums of squared chances of each stretch, from the lowest weights on
    std::vector<double> squares_;      ///< and of all up to its end
    std::size_t room_ = 0;
    std::unique_ptr<double[]> values_;
};

}  // namespace stemgewicht::detail
