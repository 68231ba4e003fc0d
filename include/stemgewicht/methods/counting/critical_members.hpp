#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/counting/descending_sets.hpp>
#include <stemgewicht/methods/counting/reciprocal_nodes.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {
/// Sets result(t) to the sum of sums(x) over t - most <= x <= t - least. Blocks as long as that sum are added up from
/// both ends, so that nothing is subtracted and no digit is lost. Cost O(totals of the result + most - least).
inline void set_sliding_sums(SetSums& result, const SetSums& sums, Eigen::Index least, Eigen::Index most) {
    const Eigen::Index length = most - least + 1;
    const auto size = static_cast<Eigen::Index>(result.values.size());
    const auto at = [&](Eigen::Index x) {
        return x >= sums.first && x < sums.end() ? sums.values[static_cast<std::size_t>(x - sums.first)] : 0.0;
    };
    double* const values = result.values.data();
    stop_point(4 * (result.values.size() + static_cast<std::size_t>(length)));
    for (Eigen::Index block = 0; block < size; block += length) {
        const Eigen::Index width = std::min(length, size - block);
        const Eigen::Index x = result.first + block - most;  // where the sum for the first total of the block begins
        double sum = 0;
        for (Eigen::Index k = length; k-- > 0;) {
            sum += at(x + k);
            if (k < width) values[block + k] = sum;
        }
        sum = 0;
        for (Eigen::Index k = 1; k < width; ++k) {
            sum += at(x + length + k - 1);
            values[block + k] += sum;
        }
    }
    result.exponent = sums.exponent;
}

/// The critical members of a winning set are those that weigh more than its excess over the quota. With the members in
/// descending order of weight and an excess from w_m up to w_{m-1}, exclusive, they are its members before place m. So
/// the pass chooses the members before m, a factor y for each, and there source_m counts the sets of lighter members
/// that end with such an excess, whatever y is; by weight they are worth 1 / the weight of those chosen, which are the
/// critical ones.
inline DescendingPass critical_pass(const DescendingMembers& game, std::size_t memory, bool by_weight = false) {
    const auto weight = [&](std::size_t i) { return i < game.count() ? game.weights[i] : Eigen::Index{0}; };
    std::vector<Eigen::Index> ends{1};
    for (const Eigen::Index heavier : game.weights) ends.push_back(game.quota + heavier);
    DescendingPass pass(game, ends, true, "critical members", memory);
    const Eigen::Index size = game.quota + game.weights.front();
    SumsArena arena(2 * size);
    std::span<double> place = arena.take(0, size).values;
    std::span<double> spare = arena.take(0, size).values;
    SetSums exact{.first = game.quota, .values = place.first(1), .exponent = 0};  // [x]: sets that bring x to the quota
    exact.values[0] = 1;
    for (std::size_t m = game.count(); m > 0; --m) {
        if (m < game.count()) {
            const Eigen::Index first = std::max(game.quota - game.from(m), 1 - game.weights.front());
            const Eigen::Index end = std::min(game.before[m], game.quota) + 1;
            SetSums next{.first = first, .values = spare.first(static_cast<std::size_t>(end - first)), .exponent = 0};
            set_sum(next, {exact, 0, 1}, {exact, weight(m), 1});
            if (m % DescendingPass::members_between_rescaling == 0) rescale(next);
            exact = next;
            std::swap(place, spare);
        }
        if (weight(m) == weight(m - 1)) continue;
        SetSums& source = pass.make_source(m);
        set_sliding_sums(source, exact, weight(m), weight(m - 1) - 1);
        if (by_weight) divide_by_totals(source);
    }
    return pass;
}

/// Calls visit(places chosen, how many of them are critical) for every winning set with a critical member.
template <class Visit>
void each_critical_set(const DescendingMembers& game, std::size_t next, Eigen::Index total,
                       std::vector<std::size_t>& chosen, const Visit& visit) {
    if (total + game.from(next) < game.quota) return;
    const Eigen::Index excess = total - game.quota;
    if (!chosen.empty() && excess >= game.weights[chosen.front()]) return;
    if (next == game.count()) {
        const auto light = std::ranges::find_if(chosen, [&](std::size_t i) { return game.weights[i] <= excess; });
        visit(chosen, static_cast<std::size_t>(light - chosen.begin()));
        return;
    }
    each_critical_set(game, next + 1, total, chosen, visit);
    chosen.push_back(next);
    each_critical_set(game, next + 1, total + game.weights[next], chosen, visit);
    chosen.pop_back();
}

/// [i, k - 1]: how many winning sets with k critical members have the member at place i among these.
inline Eigen::ArrayXXd enumerate_critical(const DescendingMembers& game) {
    const auto size = static_cast<Eigen::Index>(game.count());
    Eigen::ArrayXXd sets = Eigen::ArrayXXd::Zero(size, size);
    std::vector<std::size_t> chosen;
    TurnCounter turns(10 * game.count());
    each_critical_set(game, 0, 0, chosen, [&](const std::vector<std::size_t>& set, std::size_t critical) {
        turns.turn();
        for (std::size_t k = 0; k < critical; ++k)
            ++sets(static_cast<Eigen::Index>(set[k]), static_cast<Eigen::Index>(critical) - 1);
    });
    return sets;
}

/// Each winning set with critical members divides one unit equally among them: the sum over all these sets, whose
/// shares are the Johnston index [johnston_1978].
/// One pass over the members at each of about members / 2 points, fewer from 20 members on (20 of 190): O(members x
/// (quota + largest weight) x points); few members with large weights are enumerated instead. The points are shared by
/// `threads` (0: all cores), as many at a time as fit in the memory; the answer is the same for any number. Throws
/// std::length_error where the tables exceed the memory, in bytes.
inline UnitSums critical_division(const WeightedRule& rule, std::size_t memory = std::size_t{1} << 28,
                                  int threads = 1) {
    const DescendingMembers game = descending_members(rule);
    const UnitSums sums =
        game.prefers_enumeration()
            ? UnitSums{divide_by_size(enumerate_critical(game)), 0}
            : integrate_sizes(critical_pass(game, memory), reciprocal_nodes(1, largest_critical_size(game)), threads);
    return game.with_idle_members(game.spread(sums));
}

/// Each winning set with critical members divides one unit among them in proportion to their weights: the sum over all
/// these sets of 1[i critical in S] w_i / the weight of the critical members, whose shares are the
/// Johnston-Colomer-Martinez index. The weight of the critical members is what the pass has chosen, so one pass is
/// enough: O(members x (quota + largest weight)). Throws std::length_error where the tables exceed the memory.
inline UnitSums critical_division_by_weight(const WeightedRule& rule, std::size_t memory = std::size_t{1} << 28) {
    const DescendingMembers game = descending_members(rule);
    const SumsAtPoint sums = critical_pass(game, memory, true).at(1);
    return game.with_idle_members(game.spread(game.by_weight(in_common_units(sums.containing))));
}

}  // namespace stemgewicht::detail
