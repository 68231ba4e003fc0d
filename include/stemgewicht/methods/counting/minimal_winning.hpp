#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/counting/descending_sets.hpp>
#include <stemgewicht/methods/counting/reciprocal_nodes.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

namespace stemgewicht::detail {

/// The minimal winning sets of a rule: those that lose without any one of their members.
struct MinimalWinning {
    double count = 0;           ///< how many there are; infinity beyond 2^1024
    Eigen::ArrayXd containing;  ///< the share of them that each member is in
};

/// In descending order of weight a set is minimal winning just where its last member, the lightest, brings it to the
/// quota. So a pass over the totals below the quota is enough, and to reach it is worth 1, or 1 / weight.
inline DescendingPass minimal_pass(const DescendingMembers& game, std::size_t memory, bool by_weight = false) {
    DescendingPass pass(game, std::vector<Eigen::Index>(game.count() + 1, game.quota), false, "minimal winning sets",
                        memory);
    pass.end_at_quota(by_weight);
    return pass;
}

/// Calls visit(places chosen) for every minimal winning set. Cost O(sets x members), at most 2^members.
template <class Visit>
void each_minimal_set(const DescendingMembers& game, std::size_t first, Eigen::Index total,
                      std::vector<std::size_t>& chosen, const Visit& visit) {
    for (std::size_t i = first; i < game.count() && total + game.from(i) >= game.quota; ++i) {
        chosen.push_back(i);
        if (total + game.weights[i] >= game.quota)
            visit(chosen);
        else
            each_minimal_set(game, i + 1, total + game.weights[i], chosen, visit);
        chosen.pop_back();
    }
}

/// [i, k - 1]: how many minimal winning sets of k members hold the member at place i.
inline Eigen::ArrayXXd enumerate_minimal(const DescendingMembers& game) {
    const auto size = static_cast<Eigen::Index>(game.count());
    Eigen::ArrayXXd sets = Eigen::ArrayXXd::Zero(size, size);
    std::vector<std::size_t> chosen;
    TurnCounter turns(5 * game.count());
    each_minimal_set(game, 0, 0, chosen, [&](const std::vector<std::size_t>& set) {
        turns.turn();
        for (const std::size_t i : set) ++sets(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(set.size()) - 1);
    });
    return sets;
}

/// The fewest members that win.
inline std::size_t smallest_winning_size(const DescendingMembers& game) {
    std::size_t size = 1;
    while (game.before[size] < game.quota) ++size;
    return size;
}

/// How many minimal winning sets hold the member at each place, and behind these how many there are.
inline UnitSums minimal_counts(const DescendingMembers& game, std::size_t memory) {
    const auto size = static_cast<Eigen::Index>(game.count());
    if (game.prefers_enumeration()) {
        const Eigen::ArrayXXd sets = enumerate_minimal(game);
        const Eigen::ArrayXd sizes = Eigen::ArrayXd::LinSpaced(size, 1, static_cast<double>(size));
        UnitSums counts{.values = Eigen::ArrayXd(size + 1), .exponent = 0};
        counts.values.head(size) = sets.rowwise().sum();
        counts.values[size] = (sets.colwise().sum().transpose() / sizes).sum();
        return counts;
    }
    SumsAtPoint sums = minimal_pass(game, memory).at(1);
    sums.containing.push_back(sums.ended);
    return in_common_units(sums.containing);
}

/// How many minimal winning sets there are, and in which share of them each member is; the shares divided by their sum
/// are the public good index [holler_packel_1983]. One forward and backward pass over the members in descending order
/// of weight: O(members x quota), in less than `memory` bytes; few members with large weights are enumerated instead.
/// Members without weight are in no minimal set. Throws std::length_error where one table exceeds the memory.
inline MinimalWinning minimal_winning(const WeightedRule& rule, std::size_t memory = std::size_t{1} << 28) {
    const DescendingMembers game = descending_members(rule);
    const UnitSums counts = minimal_counts(game, memory);
    const double all = counts.values[counts.values.size() - 1];
    return {.count = std::ldexp(all, counts.exponent),
            .containing = game.spread(counts.values.head(counts.values.size() - 1) / all)};
}

/// How many minimal winning sets each member is in. Cost and errors as for minimal_winning.
inline UnitSums minimal_winning_sums(const WeightedRule& rule, std::size_t memory = std::size_t{1} << 28) {
    const DescendingMembers game = descending_members(rule);
    const UnitSums counts = minimal_counts(game, memory);
    return {.values = game.spread(counts.values.head(counts.values.size() - 1)), .exponent = counts.exponent};
}

/// Each minimal winning set divides one unit equally among its members: the sum over all of them of 1[i in S] / |S|,
/// whose shares are the Deegan-Packel index [deegan_packel_1978].
/// One pass as for minimal_winning at each of about (largest - smallest size) / 2 points, fewer where there are many
/// sizes (18 on the IMF's 190 members): O(members x quota x points). The points are shared by `threads` (0: all cores),
/// as many at a time as fit in the memory; the answer is the same for any number. Throws std::length_error where one
/// table exceeds the memory.
inline UnitSums minimal_winning_division(const WeightedRule& rule, std::size_t memory = std::size_t{1} << 28,
                                         int threads = 1) {
    const DescendingMembers game = descending_members(rule);
    if (game.prefers_enumeration()) return game.spread(UnitSums{divide_by_size(enumerate_minimal(game)), 0});
    const ReciprocalNodes nodes = reciprocal_nodes(smallest_winning_size(game), largest_critical_size(game));
    return game.spread(integrate_sizes(minimal_pass(game, memory), nodes, threads));
}

/// Each minimal winning set divides one unit among its members in proportion to their weights: the sum over all of them
/// of 1[i in S] w_i / w(S), whose shares are the Colomer-Martinez index [colomer_martinez_1995]. A weight above the
/// quota, which the count takes for the quota, wins alone. One pass: O(members x quota). Throws std::length_error where
/// one table exceeds the memory.
inline UnitSums minimal_winning_division_by_weight(const WeightedRule& rule,
                                                   std::size_t memory = std::size_t{1} << 28) {
    const DescendingMembers game = descending_members(rule);
    const SumsAtPoint sums = minimal_pass(game, memory, true).at(1);
    return game.spread(game.by_weight(in_common_units(sums.containing)));
}

}  // namespace stemgewicht::detail
