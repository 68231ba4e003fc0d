#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/loyalty.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/methods/choice/exact.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/gradient/chance_gradient.hpp>
#include <stemgewicht/methods/simulation/check_simulated.hpp>
#include <stemgewicht/models/laws/finer_laws.hpp>

#include <Eigen/Core>

#include <concepts>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

/// What each outcome and side counts for, and as a part of what: of all motions, or those without a tie.
inline std::pair<CellWeights, CellWeights> fate_weights(Fate fate, Ties ties) {
    CellWeights part{}, whole{};
    for (std::size_t cell = 0; cell < part.size(); ++cell) {
        const bool passes = cell >= 3, kept = cell % 3 != 1 || ties != Ties::excluded || fate == Fate::pass;
        whole[cell] = kept ? 1 : 0;
        if (!kept) continue;
        Standing certain;
        certain.add_term(static_cast<Side>(cell % 3), passes, 1);
        if (fate == Fate::pass) {
            part[cell] = certain.pass();
            continue;
        }
        const Outvoted<> read = outvoted(certain, ties);
        part[cell] = fate == Fate::outvoted    ? read.outvoted
                     : fate == Fate::overruled ? read.overruled
                     : fate == Fate::blocked   ? read.blocked
                                               : read.success;
    }
    return {part, whole};
}

inline GradientGame gradient_game(const Rule& decision, const Rule& position, std::size_t limit) {
    const auto own = [&position, limit](const std::vector<std::size_t>& order) {
        return rule_diagram(position, order, limit);
    };
    GradientGame game{
        .counted = {},
        .asking = member_order(decision),
        .holders = holders_of(position, own(member_order(position))),
        .decision = [&decision, limit](const auto& order) { return rule_diagram(decision, order, limit); },
        .position = own,
        .maximum_states = limit};
    if (const auto* weighted = std::get_if<WeightedRule>(&decision); weighted && !prefers_layers(*weighted))
        game.counted = counted_rule(*weighted);
    return game;
}

/// What is made of a value and a gradient before they are given away.
inline FateGradient settled(FateGradient gradient) {
    gradient.value = settled_chance(gradient.value);
    for (const Eigen::ArrayXd& slopes : {gradient.chance, gradient.evidence})
        if (!slopes.allFinite()) settled_chance(slopes.sum());
    return gradient;
}

/// The value and gradient of a chance, or of a part of a whole.
inline FateGradient gradient_under(const GradientGame& game, const std::vector<CellWeights>& weights,
                                   const VotingModel& model, std::span<const std::size_t> block_of) {
    const std::size_t members = game.asking.size();
    GradientPass pass(game, weights);
    std::vector<ChanceGradient> sums(weights.size(), ChanceGradient(members));
    each_finer_law(model, members, block_of, [&](double mass, const VoteLaw& law) {
        const std::vector<ChanceGradient> under = pass.under(law);
        for (std::size_t f = 0; f < sums.size(); ++f) sums[f].add(under[f], mass);
    });
    const ChanceGradient& part = sums.front();
    if (weights.size() == 1) return settled({part.value, part.chance, part.evidence});
    const ChanceGradient& whole = sums.back();
    if (whole.value <= 0) refuse("ties", "against or coin where the position is tied on every motion", "excluded");
    const double value = part.value / whole.value;
    return settled({value, (part.chance - value * whole.chance) / whole.value,
                    (part.evidence - value * whole.evidence) / whole.value});
}

}  // namespace detail

STEMGEWICHT_DEFINITION FateGradient fate_gradient(const Rule& decision, const Rule& position, const VotingModel& model,
                                                  Fate fate, Ties ties, std::size_t maximum_states) {
    const std::size_t members = member_count(decision);
    check(decision);
    check_position(position, members);
    const auto [part, whole] = detail::fate_weights(fate, ties);
    std::vector<detail::CellWeights> weights{part};
    if (ties == Ties::excluded && fate != Fate::pass) weights.push_back(whole);
    try {
        return detail::gradient_under(detail::gradient_game(decision, position, maximum_states), weights, model,
                                      detail::blocks_of(decision));
    } catch (const std::length_error& error) {
        const std::string cause(error.what());
        throw std::length_error(cause.substr(0, cause.find(';')) +
                                "; gradients are carried on a smaller board, or under a model with fewer nodes");
    }
}

}  // namespace stemgewicht
