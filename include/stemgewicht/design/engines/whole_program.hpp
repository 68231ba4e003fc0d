#pragma once

#include <stemgewicht/core/engine.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// A linear program in whole numbers: least costs . x with x >= 0 under demands `row` . x >= bound, where no cost is
/// negative. Solved by the simplex method on its dual, greatest bounds . y under columns . y <= costs, which starts
/// from y = 0. Every entry of the tableau is a minor of the program over one common divisor, the last pivot, so that
/// the numbers stay whole and every answer is exact: Number is a whole number, or a double as long as the minors are
/// below 2^26, as they are for coefficients of a few units.
template <class Number>
class WholeProgram {
public:
    explicit WholeProgram(std::vector<Number> costs) : costs_(std::move(costs)) {}

    void demand(const std::vector<Number>& row, const Number& bound) {
        rows_.push_back(row);
        bounds_.push_back(bound);
    }

    /// x is numerators / divisor.
    struct Point {
        std::vector<Number> numerators;
        Number divisor;
    };

    /// The least point; empty where the demands cannot be met together.
    [[nodiscard]] std::optional<Point> solve() {
        fill();
        for (std::size_t turn = 0;; ++turn) {
            // the smallest place after many turns, by which none repeats [Bland]
            const auto entering = turn < 60 ? steepest() : first_negative();
            if (!entering) break;
            const auto leaving = tightest(*entering);
            if (!leaving) return std::nullopt;
            pivot(*leaving, *entering);
        }
        Point point{.numerators = {}, .divisor = divisor_};
        for (std::size_t j = 0; j < costs_.size(); ++j) point.numerators.push_back(at(costs_.size(), rows_.size() + j));
        return point;
    }

private:
    [[nodiscard]] Number& at(std::size_t row, std::size_t column) { return table_[row * width_ + column]; }

    /// Rows: one for each variable, then the objective. Columns: demands, slacks, what is left of the cost.
    void fill() {
        const std::size_t variables = costs_.size();
        width_ = rows_.size() + variables + 1;
        table_.assign((variables + 1) * width_, Number(0));
        basis_.resize(variables);
        divisor_ = Number(1);
        for (std::size_t j = 0; j < variables; ++j) {
            for (std::size_t k = 0; k < rows_.size(); ++k) at(j, k) = rows_[k][j];
            at(j, rows_.size() + j) = Number(1);
            at(j, width_ - 1) = costs_[j];
            basis_[j] = rows_.size() + j;
        }
        for (std::size_t k = 0; k < rows_.size(); ++k) at(variables, k) = -bounds_[k];
    }

    [[nodiscard]] std::optional<std::size_t> steepest() {
        std::optional<std::size_t> place;
        for (std::size_t k = 0; k + 1 < width_; ++k)
            if (at(costs_.size(), k) < 0 && (!place || at(costs_.size(), k) < at(costs_.size(), *place))) place = k;
        return place;
    }

    [[nodiscard]] std::optional<std::size_t> first_negative() {
        for (std::size_t k = 0; k + 1 < width_; ++k)
            if (at(costs_.size(), k) < 0) return k;
        return std::nullopt;
    }

    /// Of the rows that end the rise of a column that which does so first, of equals that of the smallest basis.
    [[nodiscard]] std::optional<std::size_t> tightest(std::size_t column) {
        std::optional<std::size_t> row;
        for (std::size_t j = 0; j < costs_.size(); ++j) {
            if (!(at(j, column) > 0)) continue;
            if (!row) {
                row = j;
                continue;
            }
            const Number here = at(j, width_ - 1) * at(*row, column), best = at(*row, width_ - 1) * at(j, column);
            if (here < best || (here == best && basis_[j] < basis_[*row])) row = j;
        }
        return row;
    }

    void pivot(std::size_t row, std::size_t column) {
        const Number pivot = at(row, column);
        for (std::size_t j = 0; j <= costs_.size(); ++j) {
            if (j == row) continue;
            const Number factor = at(j, column);
            for (std::size_t k = 0; k < width_; ++k)
                at(j, k) = Number(at(j, k) * pivot - factor * at(row, k)) / divisor_;
        }
        divisor_ = pivot;
        basis_[row] = column;
    }

    std::vector<Number> costs_, bounds_, table_;
    std::vector<std::vector<Number>> rows_;
    std::vector<std::size_t> basis_;
    std::size_t width_ = 0;
    Number divisor_ = Number(1);
};

}  // namespace stemgewicht::detail
