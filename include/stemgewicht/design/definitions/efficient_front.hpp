#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/definitions/weighted_games.hpp>
#include <stemgewicht/design/efficient_front.hpp>
#include <stemgewicht/design/engines/least_weights.hpp>
#include <stemgewicht/design/engines/ordered_games.hpp>
#include <stemgewicht/design/engines/rule_sweep.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
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

/// Calls work(coalition, whether it wins) for all of a rule's.
template <class Work>
void each_coalition(const WeightedRule& rule, const Work& work) {
    std::vector<Weight> sums(std::size_t{1} << rule.weights.size(), 0);
    for (std::size_t i = 0; i < rule.weights.size(); ++i)
        for (std::size_t set = 0, size = std::size_t{1} << i; set < size; ++set)
            sums[size + set] = sums[set] + rule.weights[i];
    for (std::size_t set = 0; set < sums.size(); ++set) work(set, sums[set] >= rule.quota);
}

/// The shares of power of the members of a rule (banzhaf_normalized), and the share of the coalitions that lose.
struct RulePower {
    std::vector<double> shares;
    double inaction = 1;

    explicit RulePower(const WeightedRule& rule) : shares(rule.weights.size(), 0.0) {
        // The swings of a member: the winning coalitions with it less those without it.
        double winning = 0, swings = 0;
        each_coalition(rule, [&](std::size_t set, bool wins) {
            winning += wins ? 1 : 0;
            for (std::size_t i = 0; wins && i < shares.size(); ++i) shares[i] += (set >> i & 1) != 0 ? 1 : -1;
        });
        for (const double count : shares) swings += count;
        for (double& share : shares) share /= swings;
        inaction = 1 - winning / std::ldexp(1.0, static_cast<int>(shares.size()));
    }
};

inline void check_shares(const std::vector<double>& shares, std::size_t members) {
    if (shares.size() != members)
        refuse("shares", "one for each of the " + std::to_string(members) + " members where penrose is an axis",
               shares.size());
    double sum = 0;
    for (std::size_t i = 0; i < members; ++i) {
        check_probability(shares[i], element("shares", i));
        sum += shares[i];
    }
    if (std::abs(sum - 1) > 1e-9) refuse("shares", "shares that sum to 1", sum);
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::vector<double> risks_under(const CoalitionRisks& risks, const WeightedRule& rule) {
    check(rule);
    const std::size_t members = rule.member_count();
    detail::check_coalition_risks(risks, members);
    std::vector<double> result(members, 0.0);
    detail::each_coalition(rule, [&](std::size_t coalition, bool wins) {
        const auto& side = wins ? risks.passes : risks.fails;
        for (std::size_t i = 0; i < members; ++i) result[i] += side[i][coalition];
    });
    return result;
}

STEMGEWICHT_DEFINITION std::vector<double> worst_risks(std::span<const CoalitionRisks> laws, const WeightedRule& rule) {
    std::vector<double> worst(rule.member_count(), 0.0);
    for (const CoalitionRisks& risks : laws) {
        const std::vector<double> under = risks_under(risks, rule);
        for (std::size_t i = 0; i < worst.size(); ++i) worst[i] = std::max(worst[i], under[i]);
    }
    return worst;
}

STEMGEWICHT_DEFINITION double axis_value(FrontAxis axis, const WeightedRule& rule, const std::vector<double>& risks,
                                         std::size_t member, const std::vector<double>& shares) {
    check(rule);
    const std::size_t members = rule.member_count();
    detail::checked_game_members(members);
    if (members < 2) refuse("members", "2 or more", members);
    if (risks.size() != members)
        refuse("risks", "one for each of the " + std::to_string(members) + " members", risks.size());
    if (member >= members) refuse("member", "below " + std::to_string(members), member);
    double sum = 0, largest = 0;
    for (std::size_t i = 0; i < members; ++i) {
        if (i == member) continue;
        sum += risks[i];
        largest = std::max(largest, risks[i]);
    }
    switch (axis) {
        case FrontAxis::own: return risks[member];
        case FrontAxis::others_mean: return sum / static_cast<double>(members - 1);
        case FrontAxis::others_largest: return largest;
        case FrontAxis::inaction: return detail::RulePower(rule).inaction;
        case FrontAxis::penrose: break;
    }
    detail::check_shares(shares, members);
    const detail::RulePower power(rule);
    double distance = 0;
    for (std::size_t i = 0; i < members; ++i) distance += std::abs(power.shares[i] - shares[i]) / 2;
    return distance;
}

STEMGEWICHT_DEFINITION FrontPoint front_point(const FrontAxes& axes, const WeightedRule& rule,
                                              const std::vector<double>& risks, std::size_t member,
                                              const std::vector<double>& shares) {
    return {.x = axis_value(axes.x, rule, risks, member, shares), .y = axis_value(axes.y, rule, risks, member, shares)};
}

STEMGEWICHT_DEFINITION const RuleFront& RuleFronts::on(const FrontAxes& axes) const {
    for (const RuleFront& front : fronts)
        if (front.axes == axes) return front;
    refuse("axes", "ones on which there is a front", "others");
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

/// Where a rule stands on all axes.
using AxisValues = std::array<double, 5>;

/// What the axes that are none of risk need of a rule: of the game its power, of the assignment whose share is where.
class PowerAxes {
public:
    PowerAxes(const SweptGames& all, const FrontOptions& options) : shares_(options.shares) {
        const auto asked = [&](FrontAxis axis) {
            return std::ranges::any_of(options.axes, [&](const FrontAxes& of) { return of.x == axis || of.y == axis; });
        };
        penrose_ = asked(FrontAxis::penrose);
        if (penrose_) check_shares(shares_, all.order.members());
        if (!penrose_ && !asked(FrontAxis::inaction)) return;
        for (const WeightedRule& rule : all.rules) powers_.emplace_back(rule);
    }

    /// Reads the values of a game with its members.
    void read(std::size_t game, const Places& who, AxisValues& values) const {
        if (powers_.empty()) return;
        const RulePower& power = powers_[game];
        values[static_cast<std::size_t>(FrontAxis::inaction)] = power.inaction;
        if (!penrose_) return;
        double distance = 0;
        for (std::size_t i = 0; i < power.shares.size(); ++i)
            distance += std::abs(power.shares[i] - shares_[who[i]]) / 2;
        values[static_cast<std::size_t>(FrontAxis::penrose)] = distance;
    }

private:
    std::vector<double> shares_;
    bool penrose_ = false;
    std::vector<RulePower> powers_;  ///< by game; none where no axis needs them
};

/// What is kept of a sweep for one law, or for the worst case.
class LawKeeper {
public:
    LawKeeper(std::span<const Weight> sums, const std::vector<FrontAxes>& axes,
              std::vector<std::vector<FrontPoint>> placed)
        : sums_(sums), axes_(axes) {
        for (std::vector<FrontPoint>& points : placed) fronts_.emplace_back(sums, std::move(points));
    }

    void show(const SeenRisks& risks, double others, AxisValues& values, std::size_t game, const Places& who) {
        const double own = risks.own(), most = risks.others_largest(), worst = std::max(own, most);
        values[static_cast<std::size_t>(FrontAxis::own)] = own;
        values[static_cast<std::size_t>(FrontAxis::others_mean)] = risks.others_sum() / others;
        values[static_cast<std::size_t>(FrontAxis::others_largest)] = most;
        for (std::size_t k = 0; k < fronts_.size(); ++k)
            fronts_[k].show(
                {values[static_cast<std::size_t>(axes_[k].x)], values[static_cast<std::size_t>(axes_[k].y)]}, game,
                who);
        if (worst > least_worst_ + equal_front_risks) return;
        if (worst < least_worst_ - equal_front_risks || sums_[game] < sums_[fairest_.game]) {
            fairest_ = {{own, most}, game, who};
            least_worst_ = worst;
        }
    }

    /// What was kept; read(game) gives the rule that a game with its members is.
    template <class Read>
    [[nodiscard]] RuleFronts fronts(std::uint64_t rules, const Read& read) const {
        RuleFronts result{.fronts = {}, .fairest = read(fairest_), .rules = rules};
        for (std::size_t k = 0; k < fronts_.size(); ++k) {
            RuleFront& front = result.fronts.emplace_back();
            front.axes = axes_[k];
            front.cloud = fronts_[k].cloud();
            for (const PlacedGame& game : fronts_[k].front()) front.rules.push_back(read(game));
            for (const auto& game : fronts_[k].better())
                front.better.push_back(game ? std::optional(read(*game)) : std::nullopt);
        }
        return result;
    }

private:
    std::span<const Weight> sums_;
    std::vector<FrontAxes> axes_;
    std::vector<FrontKeeper> fronts_;  ///< by pair of axes
    PlacedGame fairest_;
    double least_worst_ = std::numeric_limits<double>::infinity();
};

/// Risks under several laws, as one member sees them.
class JointRisks {
public:
    explicit JointRisks(std::size_t laws) : of_law_(laws) {}

    void set(std::size_t law, const SeenRisks& risks) { of_law_[law] = risks; }
    [[nodiscard]] const SeenRisks& of(std::size_t law) const { return of_law_[law]; }
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
        result.sum_up();
        return result;
    }

private:
    std::vector<SeenRisks> of_law_;
};

/// The keeper for one law, or for the worst case over several.
inline LawKeeper law_keeper(const SweptGames& all, std::span<const CoalitionRisks> laws, std::size_t member,
                            std::span<const WeightedRule> placed, const FrontOptions& options) {
    std::vector<std::vector<FrontPoint>> points(options.axes.size());
    for (const WeightedRule& rule : placed) {
        const std::vector<double> risks = worst_risks(laws, rule);
        for (std::size_t k = 0; k < points.size(); ++k)
            points[k].push_back(front_point(options.axes[k], rule, risks, member, options.shares));
    }
    return {all.sums, options.axes, std::move(points)};
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::vector<RuleFronts> rule_fronts(std::span<const CoalitionRisks> laws, std::size_t member,
                                                           std::span<const WeightedRule> placed,
                                                           const FrontOptions& options) {
    const std::size_t members = detail::checked_front_members(laws, member, placed);
    if (options.axes.empty()) refuse("axes", "one pair or more", "none");
    const detail::SweptGames all(members);
    const detail::PowerAxes powers(all, options);
    std::vector<std::span<const CoalitionRisks>> kept_laws;
    for (std::size_t k = 0; k < laws.size(); ++k) kept_laws.push_back(laws.subspan(k, 1));
    if (options.worst) kept_laws.push_back(laws);
    std::vector<detail::LawKeeper> keepers;
    for (const auto& of : kept_laws) keepers.push_back(detail::law_keeper(all, of, member, placed, options));
    detail::JointRisks nothing(laws.size());
    std::vector gains(all.order.count(), nothing);
    for (std::size_t k = 0; k < laws.size(); ++k) {
        const detail::RiskGains of_law(laws[k], member);
        nothing.set(k, of_law.nothing);
        for (std::size_t set = 0; set < gains.size(); ++set) gains[set].set(k, of_law.of_coalition[set]);
    }
    const auto others = static_cast<double>(members - 1);
    std::uint64_t rules = 0;
    detail::AxisValues values{};
    detail::each_placed_row(
        all.order, all.games, all.alike, nothing, gains,
        [&](const detail::JointRisks& risks, std::size_t game, const detail::Places& who) {
            ++rules;
            powers.read(game, who, values);
            for (std::size_t k = 0; k < laws.size(); ++k) keepers[k].show(risks.of(k), others, values, game, who);
            if (options.worst) keepers.back().show(risks.worst(), others, values, game, who);
        },
        [&](std::size_t done, std::size_t assignments) {
            if (options.progress && done % 64 == 0) options.progress(done, assignments);
        });
    std::vector<RuleFronts> fronts;
    for (std::size_t k = 0; k < keepers.size(); ++k)
        fronts.push_back(keepers[k].fronts(rules, [&](const detail::PlacedGame& game) {
            FrontRule found{
                .rule = {std::vector<Weight>(members), all.rules[game.game].quota}, .point = game.point, .risks = {}};
            for (std::size_t i = 0; i < members; ++i)
                found.rule.weights[game.members[i]] = all.rules[game.game].weights[i];
            found.risks = worst_risks(kept_laws[k], found.rule);
            return found;
        }));
    return fronts;
}

}  // namespace stemgewicht
