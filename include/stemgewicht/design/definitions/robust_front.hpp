#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/definitions/efficient_front.hpp>
#include <stemgewicht/design/robust_front.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

/// Risks under several laws, as one member sees them: the worst count.
class JointRisks {
public:
    explicit JointRisks(std::size_t laws) : of_law_(laws) {}

    void set(std::size_t law, const SeenRisks& risks) { of_law_[law] = risks; }
    JointRisks& operator+=(const JointRisks& other) {
        for (std::size_t k = 0; k < of_law_.size(); ++k) of_law_[k] += other.of_law_[k];
        return *this;
    }
    void assign_difference(const JointRisks& from, const JointRisks& less) {
        for (std::size_t k = 0; k < of_law_.size(); ++k) of_law_[k].assign_difference(from.of_law_[k], less.of_law_[k]);
    }

    /// The worst risk of each member.
    [[nodiscard]] SeenRisks worst() const {
        SeenRisks result = of_law_.front();
        for (std::size_t k = 1; k < of_law_.size(); ++k) result.raise(of_law_[k]);
        return result;
    }

private:
    std::vector<SeenRisks> of_law_;
};

/// What rule_fronts keeps of a sweep, for the worst risks.
struct RobustKeeper {
    FrontKeeper mean, largest;
    PlacedGame fairest;
    double fairest_risk = std::numeric_limits<double>::infinity();

    RobustKeeper(std::span<const Weight> sums, std::vector<RiskPair> of_mean, std::vector<RiskPair> of_largest)
        : mean(sums, std::move(of_mean)), largest(sums, std::move(of_largest)), sums_(sums) {}

    void show(const SeenRisks& risks, double others, std::size_t game, const Places& who) {
        const double own = risks.own(), most = risks.others_largest();
        const std::size_t column = FrontKeeper::cell_of(own);
        mean.show({own, risks.others_sum() / others}, column, game, who);
        largest.show({own, most}, column, game, who);
        const double worst = std::max(own, most);
        const bool equal = worst <= fairest_risk + equal_front_risks;
        if (worst < fairest_risk - equal_front_risks || (equal && sums_[game] < sums_[fairest.game])) {
            fairest = {{own, most}, game, who};
            fairest_risk = worst;
        }
    }

private:
    std::span<const Weight> sums_;
};

}  // namespace detail

STEMGEWICHT_DEFINITION std::vector<double> worst_risks(std::span<const CoalitionRisks> laws, const WeightedRule& rule) {
    std::vector<double> worst(rule.member_count(), 0.0);
    for (const CoalitionRisks& risks : laws) {
        const std::vector<double> under = risks_under(risks, rule);
        for (std::size_t i = 0; i < worst.size(); ++i) worst[i] = std::max(worst[i], under[i]);
    }
    return worst;
}

STEMGEWICHT_DEFINITION RobustFronts robust_fronts(std::span<const CoalitionRisks> laws, std::size_t member,
                                                  std::span<const WeightedRule> placed, const Progress& progress) {
    const detail::SweptGames all(detail::checked_front_members(laws, member, placed));
    detail::JointRisks nothing(laws.size());
    std::vector gains(all.order.count(), nothing);
    for (std::size_t k = 0; k < laws.size(); ++k) {
        const detail::RiskGains of_law(laws[k], member);
        nothing.set(k, of_law.nothing);
        for (std::size_t set = 0; set < gains.size(); ++set) gains[set].set(k, of_law.of_coalition[set]);
    }
    std::vector<RiskPair> mean, largest;
    for (const WeightedRule& rule : placed) {
        mean.push_back(risk_pair(worst_risks(laws, rule), member, OthersRisk::mean));
        largest.push_back(risk_pair(worst_risks(laws, rule), member, OthersRisk::largest));
    }
    detail::RobustKeeper keeper(all.sums, std::move(mean), std::move(largest));
    RobustFronts result;
    const auto others = static_cast<double>(all.order.members() - 1);
    detail::each_placed_row(
        all.order, all.games, all.alike, nothing, gains,
        [&](const detail::JointRisks& risks, std::size_t game, const detail::Places& who) {
            ++result.fronts.rules;
            keeper.show(risks.worst(), others, game, who);
        },
        [&](std::size_t done, std::size_t assignments) {
            if (progress && done % 64 == 0) progress(done, assignments);
        });
    const auto rule = [&](const detail::PlacedGame& game) {
        FrontRule found = detail::front_rule(game, all.rules[game.game], laws.front());
        found.risks = worst_risks(laws, found.rule);
        return found;
    };
    const auto read = [&](OthersRisk kind, const detail::FrontKeeper& kept) {
        RuleFront front{.others = kind, .rules = {}, .better = {}, .cloud = kept.cloud()};
        for (const detail::PlacedGame& game : kept.front()) front.rules.push_back(rule(game));
        for (const auto& game : kept.better()) front.better.push_back(game ? std::optional(rule(*game)) : std::nullopt);
        return front;
    };
    result.fronts.mean = read(OthersRisk::mean, keeper.mean);
    result.fronts.largest = read(OthersRisk::largest, keeper.largest);
    result.fairest = rule(keeper.fairest);
    return result;
}

}  // namespace stemgewicht
