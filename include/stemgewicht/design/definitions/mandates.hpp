#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/design/engines/mandate_pass.hpp>
#include <stemgewicht/design/engines/mandate_planes.hpp>
#include <stemgewicht/design/mandates.hpp>
#include <stemgewicht/methods/choice/law_sums.hpp>
#include <stemgewicht/methods/simulation/check_simulated.hpp>
#include <stemgewicht/methods/simulation/monte_carlo.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <variant>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::vector<Standing> mandate_standings(const WeightedRule& assembly,
                                                               std::span<const Block> councils,
                                                               const VotingModel& model, const Exact& method) {
    check_mandates(assembly, councils);
    std::vector<std::size_t> block_of(assembly.member_count());
    for (std::size_t j = 0; j < councils.size(); ++j)
        for (const std::size_t member : councils[j].members) block_of[member] = j;
    return detail::sum_over_laws(model, assembly.member_count(), block_of, [&](const VoteLaw& law) {
        return detail::MandatePass(assembly, councils, law, method).standings(method.threads);
    });
}

namespace detail {

/// What each council risks under each regime, exactly.
inline MandateRisks exact_mandate_risks(const WeightedRule& assembly, std::span<const Block> councils,
                                        const VotingModel& model, const Exact& method, Ties ties) {
    MandateRisks result{.councils = councils.size(), .risk = {}, .change = {}};
    for (const Standing& standing : mandate_standings(assembly, councils, model, method))
        result.risk.push_back({.value = outvoted(standing, ties).outvoted});
    for (MandateRegime regime = 0; regime < result.regime_count(); ++regime)
        for (std::size_t j = 0; j < councils.size(); ++j)
            result.change.push_back(
                {.value = result.risk_of(regime ^ MandateRegime{1} << j, j).value - result.risk_of(regime, j).value});
    return result;
}

/// The chances to be outvoted of a council that is free or bound, and their difference, from the means of
/// MandatePlanes.
struct SimulatedReply {
    Estimate free, bound, change;

    SimulatedReply(const JointEstimate& joint, Ties ties) {
        const Formula tied = joint.formula(2);
        const auto chance = [&](const Formula& disagrees) {
            if (ties != Ties::excluded) return joint.estimate(disagrees);
            return joint.estimate(disagrees / Formula{1 - tied.value, -tied.gradient});
        };
        if (ties == Ties::excluded && !(tied.value < 1))
            refuse("ties", "against or coin where a council is tied on every motion", "excluded");
        const Formula when_free = joint.formula(0), when_bound = joint.formula(1);
        const double shared = ties == Ties::coin ? 0.5 : 0.0;
        free = chance(when_free + shared * tied);
        bound = chance(when_bound + shared * tied);
        change = chance(when_bound - when_free);
    }
};

}  // namespace detail

STEMGEWICHT_DEFINITION MandateRisks mandate_risks(const WeightedRule& assembly, std::span<const Block> councils,
                                                  const LatentLaw& law, const MonteCarlo& method, Ties ties) {
    check_mandates(assembly, councils);
    detail::check_simulated(assembly, law);
    MandateRisks result{.councils = councils.size(), .risk = {}, .change = {}};
    const std::size_t others = result.regime_count() / 2;
    const auto simulated = detail::simulate_features(
        law, method, {councils.size() * others, detail::MandatePlanes::group_size, 0},
        detail::MandatePlanes(assembly, councils, ties), [&](const std::vector<JointEstimate>& groups) {
            double largest = 0;
            for (const JointEstimate& group : groups)
                largest = std::max(largest, detail::SimulatedReply(group, ties).change.error);
            return largest;
        });
    result.reached = simulated.reached;
    result.risk.resize(result.regime_count() * councils.size());
    result.change.resize(result.risk.size());
    std::size_t group = 0;
    for (std::size_t j = 0; j < councils.size(); ++j)
        for (MandateRegime free = 0; free < result.regime_count(); ++free) {
            if ((free >> j & 1) != 0) continue;
            detail::SimulatedReply reply(simulated.groups[group++], ties);
            const MandateRegime bound = free | MandateRegime{1} << j;
            result.risk[free * councils.size() + j] = reply.free;
            result.risk[bound * councils.size() + j] = reply.bound;
            result.change[free * councils.size() + j] = reply.change;
            reply.change.value = -reply.change.value;
            result.change[bound * councils.size() + j] = reply.change;
        }
    return result;
}

STEMGEWICHT_DEFINITION MandateRisks mandate_risks(const WeightedRule& assembly, std::span<const Block> councils,
                                                  const VotingModel& model, const Method& method, Ties ties) {
    if (const auto* exact = std::get_if<Exact>(&method))
        return advising([](std::string_view name) { return name == "monte_carlo"; },
                        [&] { return detail::exact_mandate_risks(assembly, councils, model, *exact, ties); });
    if (const auto* simulation = std::get_if<MonteCarlo>(&method))
        return mandate_risks(assembly, councils, latent_law(model, assembly.member_count()), *simulation, ties);
    refuse_method(method, "exact or monte_carlo");
}

}  // namespace stemgewicht
