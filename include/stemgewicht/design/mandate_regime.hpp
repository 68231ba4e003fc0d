#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/position.hpp>

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace stemgewicht {

/// Who binds the delegates of which council: bit j is set where council j makes its members vote as one in the
/// assembly, as it decided by its own rule (a tied council votes no). The others' members vote freely.
///
/// Whatever the others do, a council never raises its own risk by binding its members: on a motion that it is for, its
/// whole weight is no less than the part that its members for it have, and on any other motion nothing is no more. So
/// under every law of the votes binding is a best reply, and all bound is an equilibrium. What it does to the others is
/// another matter: all of them bound may be worse for some than all free.
using MandateRegime = std::size_t;

/// The most councils whose regimes are all looked at.
inline constexpr std::size_t maximum_mandate_councils = 12;

/// The assembly under a regime, as a rule over the same members: a bound council is a block with the weight of all its
/// members, every other member one of its own.
inline CompositeRule mandate_rule(const WeightedRule& assembly, std::span<const Block> councils, MandateRegime regime) {
    CompositeRule rule{.top = {.weights = {}, .quota = assembly.quota}, .blocks = {}};
    for (std::size_t j = 0; j < councils.size(); ++j) {
        Weight weight = 0;
        for (const std::size_t member : councils[j].members) {
            weight += assembly.weights[member];
            if ((regime >> j & 1) != 0) continue;
            rule.top.weights.push_back(assembly.weights[member]);
            rule.blocks.push_back({.members = {member}, .rule = {.weights = {1}, .quota = 1}});
        }
        if ((regime >> j & 1) == 0) continue;
        rule.top.weights.push_back(weight);
        rule.blocks.push_back(councils[j]);
    }
    return rule;
}

/// The position of each council over the whole electorate: what its own rule says.
inline std::vector<WeightedRule> mandate_positions(std::span<const Block> councils, std::size_t member_count) {
    std::vector<WeightedRule> positions;
    for (const Block& council : councils) {
        positions.push_back({.weights = std::vector<Weight>(member_count, 0), .quota = council.rule.quota});
        for (std::size_t k = 0; k < council.members.size(); ++k)
            positions.back().weights[council.members[k]] = council.rule.weights[k];
    }
    return positions;
}

/// Throws std::invalid_argument unless every member of the assembly is in one council, and no council is both for and
/// against; std::length_error beyond maximum_mandate_councils.
inline void check_mandates(const WeightedRule& assembly, std::span<const Block> councils) {
    check(assembly, "assembly");
    if (councils.empty()) refuse("councils", "a list of at least one council", "none");
    if (councils.size() > maximum_mandate_councils)
        throw std::length_error("mandates: carries up to " + std::to_string(maximum_mandate_councils) +
                                " councils, got " + std::to_string(councils.size()) +
                                "; mandate_rule gives single regimes of any number");
    const CompositeRule all{.top = {.weights = std::vector<Weight>(councils.size(), 1), .quota = 1},
                            .blocks = {councils.begin(), councils.end()}};
    check(all, "councils");
    if (all.member_count() != assembly.member_count())
        refuse("councils", "councils of the " + std::to_string(assembly.member_count()) + " members of the assembly",
               all.member_count());
    const auto positions = mandate_positions(councils, assembly.member_count());
    for (std::size_t j = 0; j < councils.size(); ++j)
        check_position(positions[j], assembly.member_count(), element("councils.blocks", j) + ".rule");
}

/// What each council risks under each regime, and how much more it would if it alone changed its mind.
struct MandateRisks {
    std::size_t councils = 0;
    std::vector<Estimate> risk;    ///< by regime, then council: the chance to be outvoted
    std::vector<Estimate> change;  ///< the same: risk if that council binds where it did not, or no longer, less risk
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
