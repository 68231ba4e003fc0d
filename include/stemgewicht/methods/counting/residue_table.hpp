#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/counting/residues.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stemgewicht::detail {

/// Sums of sets of weights, ascending, that are to be counted: those below `range`, all in one row, or a row for each
/// size of the set. A row runs from the sum range - 1 down to the least sum of its size, so that counting reads ahead.
struct SumShape {
    std::vector<std::uint64_t> weights;
    std::vector<std::uint64_t> reached{0};  ///< [j]: sum of the j least weights
    std::uint64_t range = 1;
    bool by_size = false;
    std::vector<std::size_t> starts{0};  ///< of the rows, and the end of the last

    [[nodiscard]] std::size_t row_count() const { return starts.size() - 1; }
    /// Words of the table: as a double, for they may be too many for a whole number.
    [[nodiscard]] double word_count() const {
        double count = 0;
        for (std::size_t k = 0; k < row_count(); ++k) count += static_cast<double>(range - (by_size ? reached[k] : 0));
        return count;
    }
};

/// Counts of sets by their sum, and maybe by their size, modulo a prime or 2^64: c(t) <- c(t) + c(t - weight) for each
/// weight in turn, two weights a pass. Cost O(members x range), by size O(members x range x sizes) additions, in
/// vectors.
template <class Residues>
class SumTable {
public:
    using Word = typename Residues::Word;

    explicit SumTable(const SumShape& shape) : shape_(shape), words_(shape.starts.back()) {}

    void count(const Residues& residues) {
        residues_ = residues;
        std::ranges::fill(words_, Word{0});
        row(0)[shape_.range - 1] = 1;
        const std::size_t n = shape_.weights.size();
        for (std::size_t j = 0; j + 1 < n; j += 2) shape_.by_size ? count_two_by_size(j) : count_two(j);
        if (n % 2 == 1) shape_.by_size ? count_one_by_size(n - 1) : count_one(n - 1);
        for (std::size_t k = 0; k < shape_.row_count(); ++k) sum_row(shape_.starts[k], shape_.starts[k + 1] - 1);
    }

    /// Sets, of this size where sizes are told apart, whose sum is below `bound`, which is at most the range.
    [[nodiscard]] Word below(std::uint64_t bound, std::size_t size) const {
        if (size >= shape_.row_count()) return 0;
        const std::size_t place = shape_.starts[size] + (shape_.range - bound);
        return place < shape_.starts[size + 1] ? words_[place] : 0;
    }

    /// Sets of the others, of this size, that miss the quota without a member of this weight and reach it with it. With
    /// C counting the sets of everyone whose sum is below a bound and D those without the member,
    /// C(t) = D(t) + D(t - weight), and the same at one size less: so D(t) = C(t) - C(t - weight) + C(t - 2 weight) -
    /// ... and the answer is D(quota) - D(quota - weight). Cost O(quota / weight).
    [[nodiscard]] Word swings(std::uint64_t quota, std::uint64_t weight, std::size_t size) const {
        if (weight == 0) return 0;
        std::uint64_t sum = 0;
        stop_point(4 * static_cast<std::size_t>(quota / weight));
        for (bool add = true; quota > 0; add = !add) {
            const std::uint64_t rest = quota - std::min(quota, weight);
            const std::uint64_t term = std::uint64_t{below(quota, size)} - below(rest, size);
            sum += add ? term : -term;
            quota = rest;
            if (shape_.by_size && size-- == 0) break;
        }
        return residues_.reduced(sum);
    }

private:
    [[nodiscard]] Word* row(std::size_t k) { return words_.data() + shape_.starts[k]; }

    /// Makes counts of each sum those of all lesser ones too.
    void sum_row(std::size_t first, std::size_t last) {
        stop_point(last - first);
        for (std::size_t u = last; u-- > first;) words_[u] = residues_.sum(words_[u], words_[u + 1]);
    }

    /// Adds to the sums from `low` to `high` of a row the counts of `from` at the sum less `weight`.
    void add(const Word* from, Word* to, std::uint64_t weight, std::uint64_t low, std::uint64_t high) {
        if (low > high) return;
        stop_point(static_cast<std::size_t>(high - low) / 4 + 1);
        const std::size_t u = shape_.range - 1 - high;
        residues_.add(from + u + weight, to + u, high - low + 1);
    }

    [[nodiscard]] std::uint64_t highest(std::uint64_t sum) const { return std::min(shape_.range - 1, sum); }

    void count_one(std::size_t j) {
        add(row(0), row(0), shape_.weights[j], shape_.weights[j], highest(shape_.reached[j + 1]));
    }

    void count_two(std::size_t j) {
        const std::uint64_t a = shape_.weights[j], b = shape_.weights[j + 1];
        std::uint64_t high = highest(shape_.reached[j + 2]);
        if (a + b <= high) {
            stop_point(static_cast<std::size_t>(high) / 4 + 1);
            Word* to = row(0) + (shape_.range - 1 - high);
            residues_.add(to + a, to + b, to + a + b, to, high - (a + b) + 1);
            if (a + b == 0) return;
            high = a + b - 1;
        }
        add(row(0), row(0), b, b, high);
        add(row(0), row(0), a, a, high);
    }

    /// Largest sum of k of the first j weights that is counted.
    [[nodiscard]] std::uint64_t highest(std::size_t j, std::size_t k) const {
        return highest(shape_.reached[j] - shape_.reached[j - k]);
    }

    void count_one_by_size(std::size_t j) {
        const std::uint64_t weight = shape_.weights[j];
        for (std::size_t k = std::min(shape_.row_count() - 1, j + 1); k > 0; --k)
            add(row(k - 1), row(k), weight, shape_.reached[k - 1] + weight, highest(j + 1, k));
    }

    void count_two_by_size(std::size_t j) {
        const std::uint64_t a = shape_.weights[j], b = shape_.weights[j + 1];
        for (std::size_t k = std::min(shape_.row_count() - 1, j + 2); k > 0; --k) {
            std::uint64_t high = highest(j + 2, k);
            const std::uint64_t near = std::max(shape_.reached[k], shape_.reached[k - 1] + a),
                                far = shape_.reached[k - 1] + b;
            const std::uint64_t both = k > 1 ? shape_.reached[k - 2] + a + b : shape_.range;
            if (const std::uint64_t all = std::max(far, both); all <= high) {
                const std::size_t u = shape_.range - 1 - high;
                stop_point(static_cast<std::size_t>(high - all) / 4 + 1);
                residues_.add(row(k - 1) + u + a, row(k - 1) + u + b, row(k - 2) + u + a + b, row(k) + u,
                              high - all + 1);
                if (all == 0) continue;
                high = all - 1;
            }
            add(row(k - 1), row(k), a, near, high);
            add(row(k - 1), row(k), b, far, high);
            if (k > 1) add(row(k - 2), row(k), a + b, both, high);
        }
    }

    const SumShape& shape_;
    Residues residues_{};
    std::vector<Word> words_;
};

}  // namespace stemgewicht::detail
