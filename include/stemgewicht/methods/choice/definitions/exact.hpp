#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/memory.hpp>
#include <stemgewicht/methods/blocks/block_profiles.hpp>
#include <stemgewicht/methods/blocks/two_tier_pass.hpp>
#include <stemgewicht/methods/blocks/two_tier_position.hpp>
#include <stemgewicht/methods/choice/exact.hpp>
#include <stemgewicht/methods/counting/common_chance_standings.hpp>
#include <stemgewicht/methods/counting/costs.hpp>
#include <stemgewicht/methods/counting/forward_backward.hpp>
#include <stemgewicht/methods/counting/meet_in_the_middle.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/methods/fourier/fourier_curve.hpp>
#include <stemgewicht/methods/fourier/fourier_standings.hpp>
#include <stemgewicht/methods/fourier/summed_nodes.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/homogeneous.hpp>
#include <stemgewicht/models/laws/homogeneous_nodes.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

// Which way an exact answer is counted, for one law of the votes.

/// The block of each member of a two-tier rule; empty for others, which count all members together.
STEMGEWICHT_DEFINITION std::vector<std::size_t> blocks_of(const Rule& rule) {
    std::vector<std::size_t> block_of;
    if (const auto* composite = std::get_if<CompositeRule>(&rule)) {
        block_of.resize(composite->member_count());
        for (std::size_t j = 0; j < composite->blocks.size(); ++j)
            for (const std::size_t member : composite->blocks[j].members) block_of[member] = j;
    }
    return block_of;
}

/// Few members with large weights have fewer coalitions than weights: layers of distinct sums are then the smaller
/// table.
STEMGEWICHT_DEFINITION bool prefers_layers(const WeightedRule& rule) {
    const CountedRule reduced = counted_rule(rule);
    return rule.member_count() < 20 && fewer_sets_than_weights(rule.member_count(), reduced.quota);
}

/// A weighted rule as a board with a single block.
inline CompositeRule as_single_block(const WeightedRule& rule) {
    std::vector<std::size_t> everyone(rule.member_count());
    std::iota(everyone.begin(), everyone.end(), std::size_t{0});
    return {.top = {.weights = {1}, .quota = 1}, .blocks = {{.members = std::move(everyone), .rule = rule}}};
}

inline CompositePass composite_pass(const CompositeRule& rule, std::span<const WeightedRule> positions,
                                    const VoteLaw& law, const Exact& method) {
    return {rule, positions, law, method.maximum_nodes, maximum_layer_states};
}
inline MeetInTheMiddle in_halves(const Exact& method) { return {.memory = method.memory, .threads = method.threads}; }
inline WeightedPass weighted_pass(const WeightedRule& rule, const VoteLaw& law, const Exact& method) {
    return {rule, law, method.memory / sizeof(double)};
}

STEMGEWICHT_DEFINITION double pass_probability(const CompositeRule& rule, const VoteLaw& law, const Exact& method) {
    return composite_pass(rule, {}, law, method).pass();
}

/// What a count of everyone takes, where frequencies may be quicker; nothing where they are not. See costs.hpp.
inline std::optional<double> seconds_beside_waves(const WeightedRule& rule) {
    if (rule.member_count() < least_members_of_waves) return std::nullopt;
    const CountedRule counted = counted_rule(rule);
    const std::size_t total = std::accumulate(counted.weights.begin(), counted.weights.end(), std::size_t{0});
    const double counting =
        seconds_by_leave_one_out(1, static_cast<double>(rule.member_count()),
                                 static_cast<double>(std::max(counted.quota, total - counted.quota)));
    return counting < least_seconds_for_waves(rule.member_count()) ? std::nullopt : std::optional(counting);
}

/// Standings by the frequencies that matter, where that is surely quicker than a count. Nothing where it is not, or
/// does not hold to what Exact promises.
inline std::optional<std::vector<Standing>> quick_standings(const WeightedRule& rule, const VoteLaw& law, int threads) {
    const std::optional<double> counting = seconds_beside_waves(rule);
    if (!counting) return std::nullopt;
    return sharp_standings(rule, law, std::min(*counting / 2, most_seconds_of_waves), threads);
}

/// The same under a chance that all members share: the nodes about 1/2, where few frequencies matter, are summed, and
/// those near 0 and 1, where few members say yes or few no, are counted.
inline std::optional<std::vector<Standing>> quick_standings(const WeightedRule& rule, const CommonChance& nodes,
                                                            const Exact& method) {
    const std::optional<double> counting = seconds_beside_waves(rule);
    if (!counting || nodes.points.size() < 2) return std::nullopt;
    if (seconds_beside_frequencies(static_cast<double>(nodes.points.size()), static_cast<double>(rule.member_count())) >
        *counting)
        return std::nullopt;
    const std::span<const Weight> quotas(&rule.quota, 1);
    if (prefers_lesser_quota(rule.weights, quotas, {rule.weights, quotas, nodes})) return std::nullopt;
    const WeightClasses board = weight_classes(rule.weights);
    const double share = static_cast<double>(board.ascending.front()) / static_cast<double>(board.total);
    auto found = summed_and_counted(rule, nodes, 1e-13 * share, std::min(2 * *counting, most_seconds_of_waves),
                                    method.threads, method.memory);
    if (!found) return std::nullopt;
    for (std::size_t i = 0; i < rule.member_count(); ++i)
        if (!CheckedStanding{.value = found->standings[i], .error = found->errors[i]}.is_sure()) return std::nullopt;
    return std::move(found->standings);
}

STEMGEWICHT_DEFINITION double pass_probability(const WeightedRule& rule, const VoteLaw& law, const Exact& method) {
    const auto chance = common_chance(law);
    if (chance && prefers_halves(rule, *chance, method.memory))
        return detail::pass_probability(rule, law, in_halves(method));
    if (prefers_layers(rule)) return detail::pass_probability(as_single_block(rule), law, method);
    if (const auto standings = quick_standings(rule, law, method.threads)) return standings->front().pass();
    if (chance) return common_pass(rule.weights, std::span(&rule.quota, 1), *chance, method.threads, method.memory)[0];
    return weighted_pass(rule, law, method).pass();
}

STEMGEWICHT_DEFINITION std::vector<Standing> member_standings(const CompositeRule& rule, const VoteLaw& law,
                                                              const Exact& method) {
    auto standings = composite_pass(rule, {}, law, method).member_standings(rule.member_count());
    sharpen(standings, rule, law, [](std::size_t member) { return std::vector{member}; });
    return standings;
}

/// Counts the decisive chances that are far below those that they are the difference of by themselves, where that takes
/// no more than a second or so.
inline void sharpen(std::vector<Standing>& standings, const WeightedRule& rule, const VoteLaw& law,
                    const Exact& method) {
    constexpr double most_additions = 1e9;
    const auto blunt = static_cast<double>(std::ranges::count_if(standings, is_blunt));
    double nodes = 0;
    for (const VoteFactor& factor : law.factors) nodes += static_cast<double>(factor.node_count());
    const double size = static_cast<double>(rule.member_count()) * static_cast<double>(counted_rule(rule).quota);
    if (blunt == 0 || blunt * nodes * size > most_additions) return;
    const auto pass = weighted_pass(rule, law, method);
    for (std::size_t i = 0; i < standings.size(); ++i)
        if (is_blunt(standings[i]) && rule.weights[i] > 0) standings[i].decisive = pass.decisive({i});
}

STEMGEWICHT_DEFINITION std::vector<Standing> member_standings(const WeightedRule& rule, const VoteLaw& law,
                                                              const Exact& method) {
    const auto chance = common_chance(law);
    if (chance && prefers_halves(rule, *chance, method.memory))
        return detail::member_standings(rule, law, in_halves(method));
    if (prefers_layers(rule)) return detail::member_standings(as_single_block(rule), law, method);
    if (auto quick = quick_standings(rule, law, method.threads)) return *std::move(quick);
    auto standings =
        chance ? common_standings(rule.weights, std::span(&rule.quota, 1), *chance, method.threads, method.memory)[0]
               : weighted_pass(rule, law, method).member_standings();
    sharpen(standings, rule, law, method);
    return standings;
}

/// Whether a rule is counted in halves or layers, which read the chances of the members off a law: of few members.
inline bool takes_a_law(const WeightedRule& rule, const HomogeneousVotes& model, const Exact& method) {
    if (prefers_layers(rule)) return true;
    return fits_halves(rule.member_count(), method.memory) &&
           prefers_halves(rule, homogeneous_nodes(model, rule.member_count(), method.every_node), method.memory);
}

STEMGEWICHT_DEFINITION std::vector<Standing> member_standings(const WeightedRule& rule, const HomogeneousVotes& model,
                                                              const Exact& method) {
    check(rule);
    if (takes_a_law(rule, model, method))
        return detail::member_standings(rule, vote_law(model, rule.member_count(), method.every_node), method);
    if (auto quick = quick_standings(rule, homogeneous_nodes(model, rule.member_count(), method.every_node), method))
        return *std::move(quick);
    return common_standings(rule.weights, std::span(&rule.quota, 1), model, method)[0];
}

STEMGEWICHT_DEFINITION double pass_probability(const WeightedRule& rule, const HomogeneousVotes& model,
                                               const Exact& method) {
    check(rule);
    if (takes_a_law(rule, model, method))
        return detail::pass_probability(rule, vote_law(model, rule.member_count(), method.every_node), method);
    return common_pass(rule.weights, std::span(&rule.quota, 1), model, method)[0];
}

/// Those quotas of a curve that are quicker by the frequencies that matter; see costs.hpp.
inline std::vector<std::optional<std::vector<Standing>>> quick_curve(const std::vector<Weight>& weights,
                                                                     std::span<const Weight> quotas,
                                                                     const VoteLaw& law) {
    if (weights.size() >= least_members_of_waves) {
        const double counting =
            seconds_by_curve(static_cast<double>(weights.size()), static_cast<double>(weight_classes(weights).total),
                             static_cast<double>(quotas.size()));
        if (counting >= least_seconds_for_waves(weights.size()))
            return sharp_curve(weights, quotas, law, std::min(counting / 8, most_seconds_of_waves));
    }
    return std::vector<std::optional<std::vector<Standing>>>(quotas.size());
}

/// All quotas of a curve by one count of the members, or each by itself where there are few members, or the count does
/// not fit in the memory.
inline std::vector<std::vector<Standing>> counted_curve(const std::vector<Weight>& weights,
                                                        std::span<const Weight> quotas, const VotingModel& model,
                                                        const CommonChance& chance, const Exact& method) {
    const auto layers = [&](Weight quota) { return prefers_layers(WeightedRule{weights, quota}); };
    if (!std::ranges::any_of(quotas, layers) && (!fits_halves(weights.size(), method.memory) ||
                                                 LeaveOneOutPass(weights, quotas, chance).bytes() <= method.memory))
        return common_standings(weights, quotas, chance, method.threads, method.memory);
    std::vector<std::vector<Standing>> each;
    for (const Weight quota : quotas)
        each.push_back(stemgewicht::member_standings(WeightedRule{weights, quota}, model, method));
    return each;
}

STEMGEWICHT_DEFINITION std::vector<std::vector<Standing>> curve_standings(const std::vector<Weight>& weights,
                                                                          std::span<const Weight> quotas,
                                                                          const VotingModel& model,
                                                                          const Exact& method) {
    const auto* homogeneous = std::get_if<HomogeneousVotes>(&model);
    if (homogeneous)
        return counted_curve(weights, quotas, model, homogeneous_nodes(*homogeneous, weights.size(), method.every_node),
                             method);
    const VoteLaw law = vote_law(std::get<IndependentVotes>(model), weights.size());
    auto quick = quick_curve(weights, quotas, law);
    std::vector<Weight> left;
    for (std::size_t q = 0; q < quotas.size(); ++q)
        if (!quick[q]) left.push_back(quotas[q]);
    if (!left.empty()) {
        auto counted = counted_curve(weights, left, model, common_chance(law).value(), method);
        for (std::size_t q = 0, k = 0; q < quotas.size(); ++q)
            if (!quick[q]) quick[q] = std::move(counted[k++]);
    }
    std::vector<std::vector<Standing>> curve;
    for (auto& standings : quick) curve.push_back(*std::move(standings));
    return curve;
}

STEMGEWICHT_DEFINITION std::optional<BlockProfiles> block_profiles(std::span<const Block> blocks,
                                                                   std::span<const WeightedRule> positions,
                                                                   const VoteLaw& law, const Exact& method) {
    return block_profiles(blocks, positions, law, method.maximum_nodes, maximum_layer_states);
}

STEMGEWICHT_DEFINITION std::vector<Standing> position_standings(const CompositeRule& rule,
                                                                std::span<const WeightedRule> positions,
                                                                const VoteLaw& law, const Exact& method) {
    if (const auto profiles = block_profiles(rule.blocks, positions, law, method))
        return profile_standings(*profiles, rule.top);
    auto standings = composite_pass(rule, positions, law, method).position_standings();
    sharpen(standings, rule, law, [&](std::size_t k) { return holders(positions[k]); });
    return standings;
}

STEMGEWICHT_DEFINITION std::vector<std::size_t> own_votes(std::span<const WeightedRule> positions) {
    std::vector<std::size_t> members;
    for (const WeightedRule& position : positions) {
        const std::vector<std::size_t> held = holders(position);
        if (held.size() != 1) return {};
        members.push_back(held.front());
    }
    return members;
}

inline std::vector<Standing> picked(const std::vector<Standing>& standings, const std::vector<std::size_t>& members) {
    std::vector<Standing> result;
    for (const std::size_t member : members) result.push_back(standings[member]);
    return result;
}

STEMGEWICHT_DEFINITION std::vector<Standing> position_standings(const WeightedRule& rule,
                                                                std::span<const WeightedRule> positions,
                                                                const HomogeneousVotes& model, const Exact& method) {
    if (const auto members = own_votes(positions); !members.empty())
        return picked(detail::member_standings(rule, model, method), members);
    return detail::position_standings(rule, positions, vote_law(model, rule.member_count()), method);
}

STEMGEWICHT_DEFINITION std::vector<Standing> position_standings(const WeightedRule& rule,
                                                                std::span<const WeightedRule> positions,
                                                                const VoteLaw& law, const Exact& method) {
    const auto chance = common_chance(law);
    if (const auto members = own_votes(positions); chance && !members.empty())
        return picked(detail::member_standings(rule, law, method), members);
    if (prefers_layers(rule) || std::ranges::any_of(positions, prefers_layers))
        return detail::position_standings(as_single_block(rule), positions, law, method);
    const auto pass = weighted_pass(rule, law, method);
    std::vector<Standing> standings;
    for (const WeightedRule& position : positions) standings.push_back(pass.position_standing(position));
    return standings;
}

STEMGEWICHT_DEFINITION Standing position_standing(const WeightedRule& rule, const CompositeRule& position,
                                                  const VoteLaw& law, const Exact& method) {
    check_position(position, rule.member_count());
    if (prefers_layers(rule))
        return detail::position_standings(Rule(rule), std::vector<Rule>{position}, law, DecisionDiagram{}).front();
    return two_tier_position_standing(rule, position, law, method.memory / sizeof(double), method.maximum_nodes);
}

STEMGEWICHT_DEFINITION double pass_probability(const Rule& rule, const VoteLaw& law, const Exact&) {
    return std::holds_alternative<OwnRule>(rule) ? detail::pass_probability(rule, law, Enumerate{})
                                                 : detail::pass_probability(rule, law, DecisionDiagram{});
}

STEMGEWICHT_DEFINITION std::vector<Standing> member_standings(const Rule& rule, const VoteLaw& law, const Exact&) {
    return std::holds_alternative<OwnRule>(rule) ? detail::member_standings(rule, law, Enumerate{})
                                                 : detail::member_standings(rule, law, DecisionDiagram{});
}

STEMGEWICHT_DEFINITION std::vector<Standing> position_standings(const Rule& rule, std::span<const Rule> positions,
                                                                const VoteLaw& law, const Exact&) {
    bool own = std::holds_alternative<OwnRule>(rule);
    for (const Rule& position : positions) own = own || std::holds_alternative<OwnRule>(position);
    return own ? detail::position_standings(rule, positions, law, Enumerate{})
               : detail::position_standings(rule, positions, law, DecisionDiagram{});
}

}  // namespace stemgewicht::detail
