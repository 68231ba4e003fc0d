#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/design/efficient_front.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace stemgewicht {

/// Rules whose risks are low under every one of several laws.
struct RobustFronts {
    /// The fronts between one member's risk and the others' mean, and their largest; the risk of each member is its
    /// worst over the laws.
    RuleFronts fronts;
    /// Of all rules that under which the worst risk of the worst-off member is least; of equals the lightest.
    FrontRule fairest;
};

/// The worst risk of each member over several laws, under a rule. Throws std::invalid_argument where they do not fit.
std::vector<double> worst_risks(std::span<const CoalitionRisks> laws, const WeightedRule& rule);

/// The fronts of rule_fronts for the worst case over all of the laws: different vote models, or one model with
/// different figures. What one rule risks at worst may come from one law, and what another does from another. A rule on
/// them need not be on the front of any single law, and says less of each than that does. Cost and errors: those of
/// rule_fronts.
RobustFronts robust_fronts(std::span<const CoalitionRisks> laws, std::size_t member,
                           std::span<const WeightedRule> placed = {}, const Progress& progress = {});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/robust_front.hpp>
#endif
