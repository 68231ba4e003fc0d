#pragma once

#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/methods/gradient/chance_gradient.hpp>
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

/// What may become of a motion for the holders of a position: the fields of that name of Outvoted, and P(pass).
enum class Fate { outvoted, overruled, blocked, success, pass };

/// Whose loyalty matters: a chance, and how it moves with each member. One value per member.
struct FateGradient {
    double value = 0;
    Eigen::ArrayXd chance;    ///< d value / d p_i, where the member's chance of yes moves equally on every motion
    Eigen::ArrayXd evidence;  ///< d value / d log(p_i / (1 - p_i)), where its log odds do; 0 for certain votes
};

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
        const Outvoted read = outvoted(certain, ties);
        part[cell] = fate == Fate::outvoted    ? read.outvoted
                     : fate == Fate::overruled ? read.overruled
                     : fate == Fate::blocked   ? read.blocked
                                               : read.success;
    }
    return {part, whole};
}

template <AnyRule R>
const WeightedRule* as_weighted(const R& rule) {
    if constexpr (std::same_as<R, WeightedRule>) return &rule;
    if constexpr (std::same_as<R, Rule>) return std::get_if<WeightedRule>(&rule);
    return nullptr;
}

template <AnyRule R>
std::vector<std::size_t> any_blocks_of(const R& rule) {
    if constexpr (std::same_as<R, Rule>) return std::visit([](const auto& r) { return blocks_of(r); }, rule);
    return blocks_of(rule);
}

template <AnyRule R, AnyRule P>
GradientGame gradient_game(const R& decision, const P& position, std::size_t limit) {
    const auto own = [&position, limit](const std::vector<std::size_t>& order) {
        return diagram_of(position, order, limit);
    };
    GradientGame game{.counted = {},
                      .asking = order_of(decision),
                      .holders = holders_of(position, own(order_of(position))),
                      .decision = [&decision, limit](const auto& order) { return diagram_of(decision, order, limit); },
                      .position = own,
                      .maximum_states = limit};
    if (const WeightedRule* weighted = as_weighted(decision); weighted && !prefers_layers(*weighted))
        game.counted = counted(*weighted);
    return game;
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
    if (weights.size() == 1) return {part.value, part.chance, part.evidence};
    const ChanceGradient& whole = sums.back();
    if (whole.value <= 0) refuse("ties", "against or coin where the position is tied on every motion", "excluded");
    const double value = part.value / whole.value;
    return {value, (part.chance - value * whole.chance) / whole.value,
            (part.evidence - value * whole.evidence) / whole.value};
}

}  // namespace detail

/// How the chance of a fate moves with the chance of yes, and with the weight of evidence for yes, of each member:
/// exact, for all members in one forward and one reverse pass. Given the latents of the model the votes are
/// independent, and the chance of every event is linear in each member's own, so that dR / dp_i is the mean of R(i says
/// yes) - R(i says no), and dR / d log odds that of p_i (1 - p_i) times the same. With ties excluded the chance is a
/// ratio, and so is its gradient by the rule for quotients. Where the position is a member's own vote, that vote moves
/// with its chance.
///
/// A weighted decision costs O(states of the position x quota x nodes), other rules O(states of the joint diagram x
/// nodes); groups of the model that cross the blocks of a two-tier rule take all combinations of their nodes, where
/// that is less. Throws std::invalid_argument where the input does not fit or ties are excluded and nothing is left,
/// std::length_error where it is too large; no simulation gives these gradients.
template <AnyRule R, AnyRule P>
FateGradient fate_gradient(const R& decision, const P& position, const VotingModel& model, Fate fate = Fate::outvoted,
                           Ties ties = Ties::excluded, std::size_t maximum_states = maximum_layer_states) {
    const std::size_t members = member_count(decision);
    if constexpr (!detail::is_own_rule<R>) check(decision);
    if constexpr (!detail::is_own_rule<P>)
        check_position(position, members);
    else if (member_count(position) != members)
        refuse("position", "a rule over the " + std::to_string(members) + " members of the decision",
               member_count(position));
    const auto [part, whole] = detail::fate_weights(fate, ties);
    std::vector<detail::CellWeights> weights{part};
    if (ties == Ties::excluded && fate != Fate::pass) weights.push_back(whole);
    try {
        return detail::gradient_under(detail::gradient_game(decision, position, maximum_states), weights, model,
                                      detail::any_blocks_of(decision));
    } catch (const std::length_error& error) {
        const std::string cause(error.what());
        throw std::length_error(cause.substr(0, cause.find(';')) +
                                "; gradients are carried on a smaller board, or under a model with fewer nodes");
    }
}

}  // namespace stemgewicht
