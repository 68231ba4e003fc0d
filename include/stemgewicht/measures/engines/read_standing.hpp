#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/outvoted.hpp>

#include <concepts>
#include <cstddef>
#include <optional>

namespace stemgewicht::detail {

/// The chances of a Standing in any numbers.
template <class Number>
struct Cells {
    Number yes_pass, yes_fail, tied_pass, tied_fail, no_pass, no_fail, decisive;
};

inline double with_value(double, double value) { return value; }
inline Formula with_value(const Formula& formula, double value) { return {value, formula.gradient}; }

/// What reading a standing asks of a chance: its size, its value in its range, and whether it is one that others may be
/// given by. By a number and its gradient, but for numbers that are none.
template <class Number>
struct ChanceNumber {
    static double value(const Number& chance) { return value_of(chance); }
    static Number settled(const Number& chance, double least) {
        return with_value(chance, settled_chance(value_of(chance), least));
    }
    static bool occurs(const Number& chance, double least) { return value(chance) > 0 && value(chance) >= least; }
};

/// A chance in any numbers, in its range.
template <class Number>
Number settled(const Number& chance, double least = 0) {
    return ChanceNumber<Number>::settled(chance, least);
}

/// Reads a standing under a convention for ties: the one formula for doubles and for simulated means. Chances are given
/// that the position is not tied where ties are excluded; simulated means are divided by their sum always, which makes
/// the gradient that of a share. Nothing is given an event whose chance is below `least`.
template <class Number>
Outvoted<Number> read_standing(const Cells<Number>& computed, Ties ties, double least) {
    const Cells<Number> cells{.yes_pass = settled(computed.yes_pass),
                              .yes_fail = settled(computed.yes_fail),
                              .tied_pass = settled(computed.tied_pass),
                              .tied_fail = settled(computed.tied_fail),
                              .no_pass = settled(computed.no_pass),
                              .no_fail = settled(computed.no_fail),
                              .decisive = settled(computed.decisive, -1)};
    const auto occurs = &ChanceNumber<Number>::occurs;
    const auto value = &ChanceNumber<Number>::value;
    const Number tied = settled<Number>(cells.tied_pass + cells.tied_fail);
    Number yes_pass = cells.yes_pass, yes_fail = cells.yes_fail, no_pass = cells.no_pass, no_fail = cells.no_fail;
    if (ties != Ties::excluded) {
        const double to_no = ties == Ties::coin ? 0.5 : 1.0;
        if (ties == Ties::coin) {
            yes_pass = yes_pass + 0.5 * cells.tied_pass;
            yes_fail = yes_fail + 0.5 * cells.tied_fail;
        }
        no_pass = no_pass + to_no * cells.tied_pass;
        no_fail = no_fail + to_no * cells.tied_fail;
    }
    const Number definite = yes_pass + yes_fail + no_pass + no_fail;
    const bool divides = !std::same_as<Number, double> || (ties == Ties::excluded && occurs(tied, 0));
    if (divides && !occurs(definite, 0))
        refuse("ties", "against or coin where the position is tied on every motion", "excluded");
    const auto share = [&](const Number& part) { return settled<Number>(divides ? Number(part / definite) : part); };
    const auto given = [&](const Number& part, const Number& rest) {
        const Number whole = part + rest;
        return occurs(whole, least) ? std::optional<Number>(settled<Number>(part / whole)) : std::nullopt;
    };
    Outvoted<Number> result;
    result.overruled = share(no_pass);
    result.blocked = share(yes_fail);
    result.outvoted = share(no_pass + yes_fail);
    result.success = share(yes_pass + no_fail);
    result.decisive = cells.decisive;
    result.luck = result.success - result.decisive;
    result.tied = tied;
    result.pass = settled<Number>(cells.yes_pass + cells.tied_pass + cells.no_pass);
    result.outvoted_if_yes = given(yes_fail, yes_pass);
    result.outvoted_if_no = given(no_pass, no_fail);
    result.outvoted_if_pass = given(no_pass, yes_pass);
    result.outvoted_if_fail = given(yes_fail, no_fail);
    result.standing = {.yes_pass = value(cells.yes_pass),
                       .yes_fail = value(cells.yes_fail),
                       .tied_pass = value(cells.tied_pass),
                       .tied_fail = value(cells.tied_fail),
                       .no_pass = value(cells.no_pass),
                       .no_fail = value(cells.no_fail),
                       .decisive = value(cells.decisive)};
    return result;
}

/// The cells of the standing at a place of a group.
inline Cells<Formula> cells_of(const JointEstimate& joint, std::size_t place) {
    const auto cell = [&](std::size_t k) {
        return joint.formula(static_cast<Eigen::Index>(place * standing_means + k));
    };
    return {.yes_pass = cell(0),
            .yes_fail = cell(1),
            .tied_pass = cell(2),
            .tied_fail = cell(3),
            .no_pass = cell(4),
            .no_fail = cell(5),
            .decisive = cell(6)};
}

/// Formulas on means with the errors that these have.
inline OutvotedEstimate estimates_of(const JointEstimate& joint, const Outvoted<Formula>& formulas) {
    const auto estimate = [&](const Formula& formula) { return joint.estimate(formula); };
    const auto some = [&](const std::optional<Formula>& formula) {
        return formula ? std::optional(joint.estimate(*formula)) : std::nullopt;
    };
    return {.outvoted = estimate(formulas.outvoted),
            .overruled = estimate(formulas.overruled),
            .blocked = estimate(formulas.blocked),
            .success = estimate(formulas.success),
            .decisive = estimate(formulas.decisive),
            .luck = estimate(formulas.luck),
            .tied = estimate(formulas.tied),
            .pass = estimate(formulas.pass),
            .outvoted_if_yes = some(formulas.outvoted_if_yes),
            .outvoted_if_no = some(formulas.outvoted_if_no),
            .outvoted_if_pass = some(formulas.outvoted_if_pass),
            .outvoted_if_fail = some(formulas.outvoted_if_fail),
            .standing = formulas.standing};
}

}  // namespace stemgewicht::detail
