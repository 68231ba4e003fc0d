#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// A sum over sets of members for each total weight from `first` on, all in units of 2^exponent.
struct SetSums {
    Eigen::Index first = 0;
    std::span<double> values;
    int exponent = 0;

    [[nodiscard]] Eigen::Index end() const { return first + static_cast<Eigen::Index>(values.size()); }
    [[nodiscard]] Eigen::Map<Eigen::ArrayXd> part(Eigen::Index from, Eigen::Index to) const {
        return {values.data() + (from - first), to - from};
    }
    [[nodiscard]] Eigen::Map<Eigen::ArrayXd> all() const { return part(first, end()); }
};

/// Memory for tables, the last one taken given back first; pages that are never used cost nothing.
class SumsArena {
public:
    explicit SumsArena(Eigen::Index size)
        : values_(std::make_unique_for_overwrite<double[]>(static_cast<std::size_t>(size))), size_(size) {}

    [[nodiscard]] Eigen::Index used() const { return used_; }
    [[nodiscard]] Eigen::Index free() const { return size_ - used_; }
    void give_back_to(Eigen::Index used) { used_ = used; }

    /// A table without values yet; at most free() totals.
    SetSums take(Eigen::Index first, Eigen::Index end) {
        double* const values = values_.get() + used_;
        used_ += end - first;
        return {.first = first, .values = {values, static_cast<std::size_t>(end - first)}, .exponent = 0};
    }

private:
    std::unique_ptr<double[]> values_;
    Eigen::Index size_;
    Eigen::Index used_ = 0;
};

/// factor x sums(t + shift), and 0 where there is no such total.
struct ShiftedSums {
    SetSums sums;
    Eigen::Index shift;
    double factor;

    [[nodiscard]] Eigen::Index first() const { return sums.first - shift; }
    [[nodiscard]] Eigen::Index end() const { return sums.end() - shift; }
    [[nodiscard]] auto part(Eigen::Index from, Eigen::Index to) const { return sums.part(from + shift, to + shift); }
    [[nodiscard]] double unit(int exponent) const { return std::ldexp(factor, sums.exponent - exponent); }
};

/// Adds the term to the table for the totals from `from` to `to`, exclusive.
inline void add_term(SetSums& result, const ShiftedSums& term, Eigen::Index from, Eigen::Index to) {
    from = std::max(from, term.first());
    to = std::min(to, term.end());
    if (from < to) result.part(from, to) += term.unit(result.exponent) * term.part(from, to);
}

/// Sets the totals from `from` to `to`, exclusive, to one + other, in the units of the result.
inline void set_part(SetSums& result, const ShiftedSums& one, const ShiftedSums& other, Eigen::Index from,
                     Eigen::Index to) {
    const Eigen::Index low = std::clamp(std::max(one.first(), other.first()), from, to);
    const Eigen::Index high = std::clamp(std::min(one.end(), other.end()), low, to);
    if (low < high)
        result.part(low, high) =
            one.unit(result.exponent) * one.part(low, high) + other.unit(result.exponent) * other.part(low, high);
    for (const auto& [begin, end] : {std::pair(from, low), std::pair(high, to)}) {
        if (begin == end) continue;
        result.part(begin, end).setZero();
        add_term(result, one, begin, end);
        add_term(result, other, begin, end);
    }
}

inline constexpr Eigen::Index longest_stretch = 1024;  ///< sums of short stretches round less than one long sum, too

/// Calls work(from, to) for short stretches of the totals one after the other: what several sums need of a stretch is
/// read once, and stays in the fastest cache.
template <class Work>
void in_stretches(Eigen::Index first, Eigen::Index end, const Work& work) {
    for (Eigen::Index from = first; from < end; from += longest_stretch)
        work(from, std::min(end, from + longest_stretch));
}

/// Sets the table to one + other + the sum of `more`. Cost O(totals x terms).
inline void set_sum(SetSums& result, const ShiftedSums& one, const ShiftedSums& other,
                    std::initializer_list<ShiftedSums> more = {}) {
    result.exponent = std::max(one.sums.exponent, other.sums.exponent);
    for (const ShiftedSums& term : more) result.exponent = std::max(result.exponent, term.sums.exponent);
    stop_point((2 + more.size()) * result.values.size());
    in_stretches(result.first, result.end(), [&](Eigen::Index from, Eigen::Index to) {
        set_part(result, one, other, from, to);
        for (const ShiftedSums& term : more) add_term(result, term, from, to);
    });
}

/// Sum over the totals from `from` to `to`, exclusive, of before(t) x after(t + shift), in units of the product of
/// theirs.
inline double product_of_part(const SetSums& before, const SetSums& after, Eigen::Index shift, Eigen::Index from,
                              Eigen::Index to) {
    from = std::max({from, before.first, after.first - shift});
    to = std::min({to, before.end(), after.end() - shift});
    return from < to ? (before.part(from, to) * after.part(from + shift, to + shift)).sum() : 0.0;
}

/// The same over all totals.
inline double sum_of_products(const SetSums& before, const SetSums& after, Eigen::Index shift) {
    stop_point(before.values.size());
    double sum = 0;
    in_stretches(std::max(before.first, after.first - shift), std::min(before.end(), after.end() - shift),
                 [&](Eigen::Index from, Eigen::Index to) { sum += product_of_part(before, after, shift, from, to); });
    return sum;
}

/// Divides what each total is worth by the total; a total of 0 is worth nothing.
inline void divide_by_totals(SetSums& sums) {
    for (std::size_t k = 0; k < sums.values.size(); ++k) {
        const Eigen::Index total = sums.first + static_cast<Eigen::Index>(k);
        sums.values[k] = total > 0 ? sums.values[k] / static_cast<double>(total) : 0;
    }
}

/// Brings the largest sum near 2^400: products of two tables do not overflow, and keep twice the range of a double
/// below that. Sums at most double with each member, so a table needs this only now and then; in between, and in
/// scaling by a power of two, counts below 2^53 stay exact.
inline void rescale(SetSums& sums) {
    const double largest = sums.values.empty() ? 0 : sums.all().maxCoeff();
    if (!(largest > 0)) return;
    const int shift = std::max(std::ilogb(largest) - 400, -1000);
    sums.all() *= std::ldexp(1.0, -shift);
    sums.exponent += shift;
}

/// value x 2^exponent: a number that may be too large or too small for a double.
struct ScaledSum {
    double value = 0;
    int exponent = 0;

    void add(double more, int its_exponent) {
        if (value == 0) exponent = its_exponent;
        const int top = std::max(exponent, its_exponent);
        value = std::ldexp(value, exponent - top) + std::ldexp(more, its_exponent - top);
        exponent = top;
    }
};

/// Numbers in units of 2^exponent, which may be too large for doubles.
struct UnitSums {
    Eigen::ArrayXd values;
    int exponent = 0;

    [[nodiscard]] Eigen::ArrayXd shares() const { return values / values.sum(); }
    [[nodiscard]] Eigen::ArrayXd numbers() const {
        return values.unaryExpr([this](double value) { return std::ldexp(value, exponent); });
    }
};

/// The numbers in units of the largest power of two among them.
inline UnitSums in_common_units(std::span<const ScaledSum> sums) {
    UnitSums result{.values = Eigen::ArrayXd(static_cast<Eigen::Index>(sums.size())),
                    .exponent = std::ranges::max(sums, {}, &ScaledSum::exponent).exponent};
    for (std::size_t i = 0; i < sums.size(); ++i)
        result.values[static_cast<Eigen::Index>(i)] = std::ldexp(sums[i].value, sums[i].exponent - result.exponent);
    return result;
}

}  // namespace stemgewicht::detail
