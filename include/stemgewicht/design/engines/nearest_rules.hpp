#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/design/engines/least_weights.hpp>
#include <stemgewicht/design/engines/placed_game.hpp>
#include <stemgewicht/design/inverse_problem.hpp>
#include <stemgewicht/design/kept_games.hpp>
#include <stemgewicht/design/weighted_games.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// A game of a table, or its dual where that is another.
inline WeightedRule listed_rule(const GameTable& games, std::size_t place) {
    WeightedRule rule = games.rule(place / 2);
    return place % 2 == 0 ? rule : dual_of(rule);
}

/// The distance of values from targets, built up member by member.
class PartialDistance {
public:
    PartialDistance(const std::vector<double>& target, DistanceNorm norm) : target_(&target), norm_(norm) {}

    [[nodiscard]] double with(double before, std::size_t member, double value) const {
        const double target = (*target_)[member], difference = std::abs(value - target);
        switch (norm_) {
            case DistanceNorm::absolute: return before + difference;
            case DistanceNorm::euclidean: return before + difference * difference;
            case DistanceNorm::largest: return std::max(before, difference);
            case DistanceNorm::relative: return std::max(before, difference / target);
        }
        return before;
    }
    [[nodiscard]] double whole(double sum) const { return norm_ == DistanceNorm::euclidean ? std::sqrt(sum) : sum; }

private:
    const std::vector<double>* target_;
    DistanceNorm norm_;
};

/// The nearest rules so far.
class NearestRules {
public:
    /// Whether a rule at this distance is to be shown.
    [[nodiscard]] bool wants(double distance) const { return distance <= best_ + equal_distances; }

    void show(double distance, const WeightedRule& given, const GamePlaces& places) {
        if (distance < best_ - equal_distances) {
            answer_.rules.clear();
            answer_.ties = 0;
        }
        best_ = std::min(best_, distance);
        ++answer_.ties;
        if (answer_.rules.size() >= most_kept) return;
        InverseRule rule{.rule = {std::vector<Weight>(given.weights.size()), given.quota}, .values = {}, .distance = 0};
        for (std::size_t i = 0; i < given.weights.size(); ++i) rule.rule.weights[i] = given.weights[places[i]];
        answer_.rules.push_back(std::move(rule));
    }

    void count_compared(std::size_t games) { answer_.compared += games; }
    [[nodiscard]] bool is_empty() const { return answer_.rules.empty(); }

    /// The lightest of them, with their values.
    [[nodiscard]] InverseAnswer answer(const InverseProblem& problem, std::size_t listed) && {
        std::ranges::sort(answer_.rules, {}, [](const InverseRule& one) {
            return std::tuple(total_weight(one.rule.weights), one.rule.quota, one.rule.weights);
        });
        answer_.rules.resize(std::min(answer_.rules.size(), std::max<std::size_t>(listed, 1)));
        for (InverseRule& one : answer_.rules) {
            one.values = measured_values(problem.measure, one.rule);
            one.distance = stemgewicht::distance(one.values, problem.target, problem.norm);
        }
        answer_.lower_bound = answer_.distance();
        answer_.proved = true;
        return std::move(answer_);
    }

private:
    static constexpr std::size_t most_kept = 4096;
    double best_ = std::numeric_limits<double>::infinity();
    InverseAnswer answer_{.rules = {}, .ties = 0};
};

/// The nearest distance of each game of the table, and of its dual, over all assignments: the largest value to the
/// largest target and so on, which is best in every norm, as the differences grow on both sides of a target and the
/// ranges of equal relative difference stand in the order of the targets. Infinite where the game does not fit.
inline std::vector<double> nearest_distances(const InverseProblem& problem, const GameTable& games,
                                             PlaceMeasure& measure, const RuleFilter& filter,
                                             const Progress& progress) {
    std::vector<double> target = problem.target, values(target.size());
    std::ranges::sort(target);
    const PartialDistance partial(target, problem.norm);
    std::vector<double> nearest(2 * games.size(), std::numeric_limits<double>::infinity());
    TurnCounter turns(1000);
    for (std::size_t g = 0; g < games.size(); ++g) {
        turns.turn();
        if (progress && g % 0x10000 == 0) progress(g, games.size());
        const WeightedRule rule = games.rule(g);
        const bool dual = !PlacedGameView(rule).strong();
        for (std::size_t side = 0; side < (dual ? 2U : 1U); ++side) {
            const WeightedRule here = side == 0 ? rule : dual_of(rule);
            if (!filter.fits(here, side == 0)) continue;
            measure.read(here, values);
            if (!std::isfinite(values.front())) continue;
            std::ranges::sort(values);
            double sum = 0;
            for (std::size_t i = 0; i < values.size(); ++i) sum = partial.with(sum, i, values[i]);
            nearest[2 * g + side] = partial.whole(sum);
        }
    }
    return nearest;
}

/// The nearest rules by a measure that treats all members alike: games in the order of their nearest distance, until
/// that exceeds the best of an assignment that keeps to the constraints.
inline NearestRules nearest_by_place(const InverseProblem& problem, const GameTable& games, PlaceMeasure& measure,
                                     RuleFilter& filter, const Progress& progress) {
    const std::vector<double> nearest = nearest_distances(problem, games, measure, filter, progress);
    const auto farther = [&](std::size_t a, std::size_t b) { return nearest[a] > nearest[b]; };
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < nearest.size(); ++place)
        if (std::isfinite(nearest[place])) places.push_back(place);
    const PartialDistance partial(problem.target, problem.norm);
    NearestRules best;
    best.count_compared(places.size());
    std::priority_queue queue(farther, std::move(places));
    std::vector<double> values(problem.target.size());
    std::array<double, maximum_ordered_members + 1> sums{};
    for (; !queue.empty() && best.wants(nearest[queue.top()]); queue.pop()) {
        stop_point(10000);
        const PlacedGameView game(listed_rule(games, queue.top()));
        const auto given = filter.given(game);
        if (!given) continue;
        filter.read(game);
        measure.read(game.rule, values);
        const auto may = [&](std::size_t member, const GamePlaces& at) {
            sums[member + 1] = partial.with(sums[member], member, values[at[member]]);
            return best.wants(partial.whole(sums[member + 1])) && filter.member_fits(member, at);
        };
        each_assignment(game, may, [&](const GamePlaces& at) {
            if (filter.fits(at)) best.show(partial.whole(sums[values.size()]), *given, at);
            return false;
        });
    }
    return best;
}

/// The nearest rules by a law that does not treat all members alike: every game with every assignment. Games differ
/// from the one above them by one coalition, so that a rule costs one step; duals are counted along, a coalition
/// winning in them where the rest loses.
class NamedSearch {
public:
    NamedSearch(const InverseProblem& problem, const NamedMeasure& measure, RuleFilter& filter)
        : problem_(problem), measure_(measure), filter_(filter), order_(problem.target.size()) {
        for (const OrderedGame& game : proper_weighted_games(order_)) {
            const WeightedRule rule = heaviest_first(order_, game.game).value();
            PlacedGameView view(rule);
            const bool strong = view.strong();
            Entry& entry = entries_.emplace_back(Entry{game, {}});
            if (filter.fits(rule, true)) entry.views[0].emplace(std::move(view));
            if (!strong && filter.fits(dual_of(rule), false)) entry.views[1].emplace(dual_of(rule));
            for (const auto& side : entry.views) best_.count_compared(side ? 1 : 0);
            deepest_ = std::max(deepest_, game.depth);
        }
    }

    NearestRules find(const Progress& progress) {
        const std::size_t members = order_.members();
        std::vector<std::size_t> who(members);  // by place in the ordered game, from the lightest
        std::iota(who.begin(), who.end(), std::size_t{0});
        std::size_t done = 0, all = 1;
        for (std::size_t i = 2; i <= members; ++i) all *= i;
        for (const double value : measure_.nothing) nothing_.push_back(value);
        all_.assign(members, 0.0);
        for (const auto& gain : measure_.gain)
            for (std::size_t i = 0; i < members; ++i) all_[i] += gain[i];
        do {
            if (progress && done % 64 == 0) progress(done, all);
            ++done;
            stop_point(20 * entries_.size());
            walk(who);
        } while (std::next_permutation(who.begin(), who.end()));
        return std::move(best_);
    }

private:
    struct Entry {
        OrderedGame game;
        std::array<std::optional<PlacedGameView>, 2> views;  ///< and the dual; empty where it does not fit
    };
    using Values = std::array<double, maximum_weighted_game_members>;

    void walk(const std::vector<std::size_t>& who) {
        const std::size_t members = order_.members();
        std::vector<std::array<Values, 2>> gain(order_.count()), at(deepest_ + 1);
        for (std::size_t set = 0; set < order_.count(); ++set) {
            std::size_t coalition = 0;
            for (std::size_t i = 0; i < members; ++i) coalition |= (set >> i & 1) << who[i];
            for (std::size_t i = 0; i < members; ++i) {
                gain[set][0][i] = measure_.gain[coalition][i];
                gain[set][1][i] = measure_.gain[order_.count() - 1 - coalition][i];
            }
        }
        GamePlaces places{};
        for (std::size_t i = 0; i < members; ++i) places[who[i]] = members - 1 - i;
        for (Entry& entry : entries_) {
            auto& here = at[entry.game.depth];
            if (entry.game.depth > 0)
                step(at[entry.game.depth - 1], gain[entry.game.removed], here);
            else
                start(entry.game.game, gain, here);
            for (std::size_t side = 0; side < 2; ++side)
                if (entry.views[side]) consider(*entry.views[side], places, side, here[side]);
        }
    }

    static void step(const std::array<Values, 2>& above, const std::array<Values, 2>& gain,
                     std::array<Values, 2>& here) {
        for (std::size_t side = 0; side < 2; ++side)
            for (std::size_t i = 0; i < here[side].size(); ++i) here[side][i] = above[side][i] - gain[side][i];
    }

    void start(const CompleteGame& game, const std::vector<std::array<Values, 2>>& gain,
               std::array<Values, 2>& here) const {
        here = {};
        for (std::size_t set = 0; set < order_.count(); ++set)
            if (game.wins(set))
                for (std::size_t side = 0; side < 2; ++side)
                    for (std::size_t i = 0; i < here[side].size(); ++i) here[side][i] += gain[set][side][i];
    }

    /// The dual wins with a coalition where the game loses with the rest: all gains less those of the rests that win.
    void consider(const PlacedGameView& game, const GamePlaces& places, std::size_t side, const Values& sums) {
        const PartialDistance partial(problem_.target, problem_.norm);
        double sum = 0;
        for (std::size_t i = 0; i < order_.members(); ++i)
            sum = partial.with(sum, i, nothing_[i] + (side == 0 ? sums[i] : all_[i] - sums[i]));
        const double distance = partial.whole(sum);
        if (!best_.wants(distance) || !is_first(game, places)) return;
        filter_.read(game);
        for (std::size_t i = 0; i < order_.members(); ++i)
            if (!filter_.member_fits(i, places)) return;
        if (!filter_.fits(places)) return;
        const auto [found, fresh] = given_.try_emplace(&game);
        if (fresh) found->second = filter_.given(game);
        if (found->second) best_.show(distance, *found->second, places);
    }

    /// Of assignments that differ by members who can stand in for each other, the one in which these are in order.
    [[nodiscard]] bool is_first(const PlacedGameView& game, const GamePlaces& places) const {
        std::array<std::size_t, maximum_ordered_members> who{};
        for (std::size_t i = 0; i < order_.members(); ++i) who[places[i]] = i;
        for (std::size_t i = 1; i < order_.members(); ++i)
            if (game.kind[i] == game.kind[i - 1] && who[i] < who[i - 1]) return false;
        return true;
    }

    const InverseProblem& problem_;
    const NamedMeasure& measure_;
    RuleFilter& filter_;
    CoalitionOrder order_;
    std::vector<Entry> entries_;
    std::size_t deepest_ = 0;
    std::vector<double> nothing_, all_;
    std::map<const PlacedGameView*, std::optional<WeightedRule>> given_;  ///< with a share of the quota
    NearestRules best_;
};

}  // namespace stemgewicht::detail
