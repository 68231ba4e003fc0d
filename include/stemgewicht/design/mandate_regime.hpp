#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace stemgewicht {

/// Who binds the delegates of which council: bit j is set where council j makes its members vote as one in the
/// assembly, as it decided by its own rule (a tied council votes no). The others' members vote freely.
///
/// Whatever the others do, a council never raises its own risk by binding its members: on a motion that it is for they
/// then bring all of their weight, at least that of those who are for it, and on any other motion none, at most that.
/// So under every law of the votes binding is a best reply, and all bound is an equilibrium. That need not help the
/// others: all of them bound may be worse for some than all free.
using MandateRegime = std::size_t;

/// The most councils whose regimes are all looked at.
inline constexpr std::size_t maximum_mandate_councils = 12;

/// The assembly under a regime, as a rule over the same members: a bound council is a block with the weight of all its
/// members, every other member one of its own.
CompositeRule mandate_rule(const WeightedRule& assembly, std::span<const Block> councils, MandateRegime regime);

/// The position of each council over the whole electorate: what its own rule says.
std::vector<WeightedRule> mandate_positions(std::span<const Block> councils, std::size_t member_count);

/// Throws std::invalid_argument unless every member of the assembly is in one council, and no council is both for and
/// against; std::length_error beyond maximum_mandate_councils.
void check_mandates(const WeightedRule& assembly, std::span<const Block> councils);

/// What each council risks under each regime, and how much more it would if it alone changed its mind.
struct MandateRisks {
    std::size_t councils = 0;
    std::vector<Estimate> risk;    ///< by regime, then council: the chance to be outvoted
    std::vector<Estimate> change;  ///< likewise: risk if that council binds where it did not, or no longer, less risk
    bool reached = true;           ///< whether a target error was reached for all changes

    [[nodiscard]] std::size_t regime_count() const { return std::size_t{1} << councils; }
    [[nodiscard]] const Estimate& risk_of(MandateRegime regime, std::size_t council) const {
        return risk.at(regime * councils + council);
    }
    [[nodiscard]] const Estimate& change_of(MandateRegime regime, std::size_t council) const {
        return change.at(regime * councils + council);
    }
};

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/mandate_regime.hpp>
#endif
