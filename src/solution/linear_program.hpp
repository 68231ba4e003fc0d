#pragma once

#include "interruptible.hpp"

#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>

#include <ClpSimplex.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

/// Linear programs with whole coefficients, a few variables and any number of constraints. Clp proposes the vertex; the
/// answer is exact and proved.
namespace stemgewicht::detail {

using Integer = BigInteger;

constexpr Mask single(std::size_t member) { return Mask{1} << member; }
constexpr bool has(Mask set, std::size_t member) { return (set >> member & 1) != 0; }

/// Whole numbers in the proportion of the fractions, without a common divisor.
inline std::vector<Integer> whole(std::span<const Fraction> fractions) {
    Integer multiple = 1;
    for (const Fraction& fraction : fractions) multiple = lcm(multiple, denominator(fraction));
    std::vector<Integer> numbers;
    Integer divisor = 0;
    for (const Fraction& fraction : fractions) {
        numbers.push_back(numerator(fraction) * Integer(multiple / denominator(fraction)));
        divisor = gcd(divisor, numbers.back());
    }
    if (divisor > 1)
        for (Integer& number : numbers) number /= divisor;
    return numbers;
}

/// coefficients . z >= bound, or = bound.
struct Constraint {
    std::vector<int> coefficients;
    Fraction bound;
    bool equality = false;
};

/// value x (the sum of the variables in `set`) >= bound.
inline Constraint at_least(Fraction bound, Mask set, std::size_t variables, int value = 1) {
    Constraint constraint{.coefficients = std::vector<int>(variables), .bound = std::move(bound)};
    for (std::size_t i = 0; i < variables; ++i) constraint.coefficients[i] = has(set, i) ? value : 0;
    return constraint;
}

/// The sum of the variables in `set` = bound.
inline Constraint exactly(Fraction bound, Mask set, std::size_t variables) {
    Constraint constraint = at_least(std::move(bound), set, variables);
    constraint.equality = true;
    return constraint;
}

struct Optimum {
    std::vector<Fraction> point;
    std::vector<std::pair<std::size_t, Fraction>> multipliers;  ///< of the constraints that hold it there
};

/// The constraints that are active at the vertex which Clp finds for: maximise the last of the variables. An index from
/// constraints.size() on stands for a variable that is zero. Clp is given the dual program, minimise -sum of
/// multiplier x bound such that the multipliers balance the objective: it has few rows, whatever the constraints.
inline std::vector<std::size_t> active_constraints(const std::vector<Constraint>& constraints) {
    const std::size_t variables = constraints.front().coefficients.size();
    std::vector<double> lower, objective, elements;
    std::vector<CoinBigIndex> starts{0};
    std::vector<int> rows;
    for (const Constraint& constraint : constraints) {
        lower.push_back(constraint.equality ? -COIN_DBL_MAX : 0.0);
        objective.push_back(-constraint.bound.convert_to<double>());
        for (std::size_t i = 0; i < variables; ++i)
            if (const int coefficient = constraint.coefficients[i]; coefficient != 0) {
                elements.push_back(coefficient);
                rows.push_back(static_cast<int>(i));
            }
        starts.push_back(static_cast<CoinBigIndex>(rows.size()));
    }
    ClpSimplex program;
    program.setLogLevel(0);
    program.scaling(0);
    program.setPrimalTolerance(1e-9);
    program.setDualTolerance(1e-9);
    const int row_count = static_cast<int>(variables);
    const int column_count = static_cast<int>(constraints.size());
    program.resize(row_count, 0);
    for (int i = 0; i < row_count; ++i) program.setRowBounds(i, 0, 0);
    program.setRowBounds(row_count - 1, -1, -1);
    program.addColumns(column_count, lower.data(), nullptr, objective.data(), starts.data(), rows.data(),
                       elements.data());
    solve_interruptibly(program, [](ClpSimplex& primal) { primal.primal(); });
    std::vector<std::size_t> active;
    for (int j = 0; j < column_count; ++j)
        if (program.getColumnStatus(j) == ClpSimplex::basic) active.push_back(static_cast<std::size_t>(j));
    for (int i = 0; i < row_count; ++i)
        if (program.getRowStatus(i) == ClpSimplex::basic) active.push_back(static_cast<std::size_t>(column_count + i));
    return active;
}

/// Solves rows . x = right side, exactly; each row ends with its right side. Empty where the rows are not independent.
inline std::vector<Fraction> solve(std::vector<std::vector<Fraction>> rows) {
    const std::size_t n = rows.size();
    for (std::size_t k = 0; k < n; ++k) {
        const auto rest = rows.begin() + static_cast<std::ptrdiff_t>(k);
        const auto pivot = std::find_if(rest, rows.end(), [k](const auto& row) { return row[k] != 0; });
        if (pivot == rows.end()) return {};
        std::iter_swap(rest, pivot);
        const Fraction inverse = 1 / rows[k][k];
        for (std::size_t c = k; c <= n; ++c) rows[k][c] *= inverse;
        for (std::size_t r = 0; r < n; ++r) {
            if (r == k || rows[r][k] == 0) continue;
            const Fraction factor = rows[r][k];
            for (std::size_t c = k; c <= n; ++c) rows[r][c] -= factor * rows[k][c];
        }
    }
    std::vector<Fraction> solution;
    for (const auto& row : rows) solution.push_back(row[n]);
    return solution;
}

/// Whether all constraints hold at the point; in integers, which are faster than fractions.
inline bool feasible(const std::vector<Constraint>& constraints, const std::vector<Fraction>& point) {
    std::vector<Fraction> extended = point;
    extended.emplace_back(1);
    std::vector<Integer> numbers = whole(extended);
    const Integer scale = numbers.back();
    return std::ranges::all_of(constraints, [&](const Constraint& constraint) {
        Integer sum = 0;
        for (std::size_t i = 0; i < point.size(); ++i)
            if (constraint.coefficients[i] != 0) sum += constraint.coefficients[i] * numbers[i];
        sum *= denominator(constraint.bound);
        const Integer bound = numerator(constraint.bound) * scale;
        return constraint.equality ? sum == bound : sum >= bound;
    });
}

/// Maximises the last of the variables under constraints that can be met and bound it. The vertex is Clp's; the point
/// and the multipliers are its exact ones, and prove each other optimal: all constraints hold, and the objective plus
/// sum of multiplier x constraint is zero with no negative multiplier of an inequality.
inline Optimum maximise_last(const std::vector<Constraint>& constraints) {
    const std::size_t variables = constraints.front().coefficients.size();
    std::vector<std::size_t> active = active_constraints(constraints);
    active.resize(variables);  // as many as a vertex has, but for a fault of Clp, which the proof would find
    std::vector<std::vector<Fraction>> primal(variables, std::vector<Fraction>(variables + 1));
    std::vector<std::vector<Fraction>> dual = primal;
    dual.back().back() = Fraction(-1);
    for (std::size_t k = 0; k < variables; ++k) {
        const bool variable = active[k] >= constraints.size();
        for (std::size_t i = 0; i < variables; ++i) {
            const int entry =
                variable ? int{active[k] - constraints.size() == i} : constraints[active[k]].coefficients[i];
            primal[k][i] = dual[i][k] = Fraction(entry);
        }
        if (!variable) primal[k].back() = constraints[active[k]].bound;
    }
    Optimum optimum{.point = solve(std::move(primal)), .multipliers = {}};
    const std::vector<Fraction> multipliers = solve(std::move(dual));
    bool proved = !optimum.point.empty() && feasible(constraints, optimum.point);
    for (std::size_t k = 0; k < variables && proved; ++k) {
        const bool variable = active[k] >= constraints.size();
        const bool free = !variable && constraints[active[k]].equality;
        proved = free || (variable ? multipliers[k] == 0 : multipliers[k] >= 0);
        if (!variable && multipliers[k] != 0) optimum.multipliers.emplace_back(active[k], multipliers[k]);
    }
    if (!proved) throw std::runtime_error("Clp: the vertex it found is not optimal in exact arithmetic");
    return optimum;
}

}  // namespace stemgewicht::detail
