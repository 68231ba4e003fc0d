#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/definitions/weighted_games.hpp>
#include <stemgewicht/design/efficient_front.hpp>
#include <stemgewicht/design/engines/least_weights.hpp>
#include <stemgewicht/design/engines/ordered_games.hpp>
#include <stemgewicht/design/engines/rule_sweep.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

inline void check_coalition_risks(const CoalitionRisks& risks, std::size_t member_count) {
    const std::size_t coalitions = std::size_t{1} << member_count;
    for (const auto* side : {&risks.passes, &risks.fails}) {
        const std::string field = side == &risks.passes ? "risks.passes" : "risks.fails";
        if (side->size() != member_count)
            refuse(field, "one list for each of the " + std::to_string(member_count) + " members", side->size());
        for (std::size_t i = 0; i < member_count; ++i)
            if ((*side)[i].size() != coalitions)
                refuse(element(field, i), "one number for each of the " + std::to_string(coalitions) + " coalitions",
                       (*side)[i].size());
    }
}

/// The number of members of fronts. Throws as rule_fronts does.
inline std::size_t checked_front_members(std::span<const CoalitionRisks> laws, std::size_t member,
                                         std::span<const WeightedRule> placed) {
    if (laws.empty()) refuse("laws", "one or more", "none");
    const std::size_t members = checked_game_members(laws.front().member_count());
    if (members < 2) refuse("members", "2 or more", members);
    if (member >= members) refuse("member", "below " + std::to_string(members), member);
    for (const CoalitionRisks& risks : laws) check_coalition_risks(risks, members);
    for (std::size_t k = 0; k < placed.size(); ++k)
        if (placed[k].member_count() != members)
            refuse(element("placed", k), "a rule of " + std::to_string(members) + " members", placed[k].member_count());
    return members;
}

/// The rule that a game with its members is.
inline FrontRule front_rule(const PlacedGame& placed, const WeightedRule& ordered, const CoalitionRisks& risks) {
    FrontRule result{.rule = {std::vector<Weight>(ordered.weights.size()), ordered.quota}, .risk = {}, .risks = {}};
    for (std::size_t i = 0; i < ordered.weights.size(); ++i)
        result.rule.weights[placed.members[i]] = ordered.weights[i];
    result.risk = placed.risk;
    result.risks = risks_under(risks, result.rule);
    return result;
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::vector<double> risks_under(const CoalitionRisks& risks, const WeightedRule& rule) {
    check(rule);
    const std::size_t members = rule.member_count();
    detail::check_coalition_risks(risks, members);
    std::vector<double> result(members, 0.0);
    for (std::size_t coalition = 0; coalition < std::size_t{1} << members; ++coalition) {
        Weight weight = 0;
        for (std::size_t i = 0; i < members; ++i) weight += (coalition >> i & 1) != 0 ? rule.weights[i] : 0;
        const auto& side = weight >= rule.quota ? risks.passes : risks.fails;
        for (std::size_t i = 0; i < members; ++i) result[i] += side[i][coalition];
    }
    return result;
}

STEMGEWICHT_DEFINITION RiskPair risk_pair(const std::vector<double>& risks, std::size_t member, OthersRisk others) {
    if (risks.size() < 2) refuse("members", "2 or more", risks.size());
    if (member >= risks.size()) refuse("member", "below " + std::to_string(risks.size()), member);
    double sum = 0, largest = 0;
    for (std::size_t i = 0; i < risks.size(); ++i) {
        if (i == member) continue;
        sum += risks[i];
        largest = std::max(largest, risks[i]);
    }
    return {.own = risks[member],
            .others = others == OthersRisk::mean ? sum / static_cast<double>(risks.size() - 1) : largest};
}

namespace detail {

/// The proper weighted games of so many members, with what a sweep over all rules needs of them.
struct SweptGames {
    CoalitionOrder order;
    std::vector<OrderedGame> games;
    std::vector<WeightedRule> rules;
    std::vector<std::size_t> alike;
    std::vector<Weight> sums;

    explicit SweptGames(std::size_t members) : order(members), games(proper_weighted_games(order)) {
        for (const OrderedGame& game : games) {
            const WeightedRule& rule = rules.emplace_back(LeastWeights(order, game.game).find().value());
            sums.push_back(total_weight(rule.weights));
            alike.push_back(0);
            for (std::size_t i = 0; i + 1 < members; ++i)
                if (rule.weights[i] == rule.weights[i + 1]) alike.back() |= std::size_t{1} << i;
        }
    }
};

inline RuleFronts swept_fronts(const SweptGames& all, const CoalitionRisks& risks, std::size_t member,
                               std::span<const WeightedRule> placed, const Progress& progress) {
    const auto keeper = [&](OthersRisk others) {
        std::vector<RiskPair> pairs;
        for (const WeightedRule& rule : placed) pairs.push_back(risk_pair(risks_under(risks, rule), member, others));
        return FrontKeeper(all.sums, std::move(pairs));
    };
    FrontKeeper mean = keeper(OthersRisk::mean), largest = keeper(OthersRisk::largest);
    RuleFronts fronts;
    const auto others = static_cast<double>(risks.member_count() - 1);
    const auto show = [&](const SeenRisks& risk, std::size_t game, const Places& who) {
        ++fronts.rules;
        const std::size_t column = FrontKeeper::cell_of(risk.own());
        mean.show({risk.own(), risk.others_sum() / others}, column, game, who);
        largest.show({risk.own(), risk.others_largest()}, column, game, who);
    };
    const RiskGains gains(risks, member);
    each_placed_row(all.order, all.games, all.alike, gains.nothing, gains.of_coalition, show, progress);
    const auto read = [&](OthersRisk kind, const FrontKeeper& kept) {
        RuleFront front{.others = kind, .rules = {}, .better = {}, .cloud = kept.cloud()};
        const auto rule = [&](const PlacedGame& game) { return front_rule(game, all.rules[game.game], risks); };
        for (const PlacedGame& game : kept.front()) front.rules.push_back(rule(game));
        for (const auto& game : kept.better()) front.better.push_back(game ? std::optional(rule(*game)) : std::nullopt);
        return front;
    };
    fronts.mean = read(OthersRisk::mean, mean);
    fronts.largest = read(OthersRisk::largest, largest);
    return fronts;
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::vector<RuleFronts> rule_fronts(std::span<const CoalitionRisks> laws, std::size_t member,
                                                           std::span<const WeightedRule> placed,
                                                           const Progress& progress) {
    const detail::SweptGames all(detail::checked_front_members(laws, member, placed));
    std::vector<RuleFronts> fronts;
    for (const CoalitionRisks& risks : laws)
        fronts.push_back(
            detail::swept_fronts(all, risks, member, placed, [&](std::size_t done, std::size_t assignments) {
                if (progress && done % 64 == 0) progress(fronts.size() * assignments + done, laws.size() * assignments);
            }));
    return fronts;
}

}  // namespace stemgewicht
