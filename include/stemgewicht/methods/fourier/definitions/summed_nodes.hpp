#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/counting/common_chance_pass.hpp>
#include <stemgewicht/methods/counting/common_chance_standings.hpp>
#include <stemgewicht/methods/counting/weight_classes.hpp>
#include <stemgewicht/methods/fourier/definitions/tail_chances.hpp>
#include <stemgewicht/methods/fourier/summed_nodes.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numbers>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

namespace fourier {

/// A node of a common chance and that which mirrors it, by the vote that is rarer there.
struct NodePair {
    double rarer = 0.5;
    std::vector<Eigen::Index> nodes;
};

/// The nodes from 1/2 outwards.
inline std::vector<NodePair> node_pairs(const CommonChance& chance) {
    const auto rarer = [&](Eigen::Index k) { return std::min(chance.points[k], 1 - chance.points[k]); };
    std::vector<Eigen::Index> order(static_cast<std::size_t>(chance.points.size()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::ranges::stable_sort(order, std::greater{}, rarer);
    std::vector<NodePair> pairs;
    for (const Eigen::Index k : order)
        if (!pairs.empty() && pairs.back().rarer - rarer(k) <= 0x1p-52 * rarer(k))
            pairs.back().nodes.push_back(k);
        else
            pairs.push_back({.rarer = rarer(k), .nodes = {k}});
    return pairs;
}

/// Nodes from 1/2 outwards of which one set of frequencies takes care: that of the last one, at which the factors of
/// all members are the largest.
struct NodeSums {
    std::vector<NodePair> pairs;
    std::vector<WavePlan> plans;  ///< of each pair
    SievedFrequencies sieved;
    std::vector<WaveSums> sums;  ///< of each pair, for the quota, and for the blocking weight at the mirrored node
};

/// The mean of |1 - p + p e^{i t}| over a whole turn of t, by the trapezoid rule.
inline double mean_factor(double p) {
    constexpr int steps = 256;
    double sum = 0;
    for (int k = 0; k < steps; ++k) {
        const double sine = std::sin(std::numbers::pi * (k + 0.5) / steps);
        sum += std::sqrt(1 - 4 * p * (1 - p) * sine * sine);
    }
    return sum / steps;
}

/// How many pairs have few frequencies that matter: where the terms of all frequencies, if members turned
/// independently of each other, come to little of the error; all pairs where there are few frequencies.
inline std::size_t pairs_that_fade(const std::vector<NodePair>& pairs, std::size_t members, int digits,
                                   const WavePrecision& precision) {
    constexpr double part = 0.01, of_kept = 300, of_law = 60;  // factors bounded, as for the sieve
    const double all = std::ldexp(static_cast<double>(members), digits - 2);
    if (all * (of_kept + of_law * static_cast<double>(pairs.size())) <= precision.most_work) return pairs.size();
    const auto all_terms = [&](const NodePair& pair) {
        return digits * std::pow(mean_factor(pair.rarer), static_cast<double>(members));
    };
    const auto end =
        std::ranges::find_if(pairs, [&](const NodePair& pair) { return all_terms(pair) > part * precision.error; });
    return static_cast<std::size_t>(end - pairs.begin());
}

/// A board whose members have the chance of a pair.
inline WaveBoard board_at(WaveBoard board, double chance) {
    for (WaveClass& one : board.classes) {
        one.chance = chance;
        one.against = 1 - static_cast<long double>(chance);
    }
    return board;
}

/// Sums the pairs that fade, or a quarter fewer, and so on, where that takes more work than is allowed in all.
inline NodeSums node_sums(const WaveBoard& board, std::vector<NodePair> pairs, const WavePrecision& precision) {
    const std::array<std::uint64_t, 2> quotas{board.quota, board.total - board.quota + 1};
    const auto [least, most] = std::minmax(quotas[0], quotas[1]);
    std::vector<WavePlan> plans;
    std::vector<TiltedLaw> laws;
    int digits = 0;
    std::size_t members = 0;
    for (const WaveClass& one : board.classes)
        if (one.weight > 0) members += one.members;
    for (const NodePair& pair : pairs) {
        laws.push_back(untilted_law(board_at(board, pair.rarer).classes));
        plans.push_back(
            wave_plan(laws.back(), board.total, least, most, board.classes.back().weight, precision.error / 2));
        digits = std::max(digits, plans.back().digits);
    }
    for (WavePlan& plan : plans) plan.digits = digits;
    NodeSums result;
    double left = precision.most_work;
    for (std::size_t count = pairs_that_fade(pairs, members, digits, precision); count > 0 && left > 0;
         count -= (count + 3) / 4) {
        result.sieved = sieved_for(plans[count - 1], precision.error, left);
        left -= result.sieved.work;
        if (!result.sieved.done) continue;
        pairs.resize(count);
        plans.resize(count);
        result.sums = wave_sums(std::span(laws).first(count), digits, result.sieved.kept, quotas, 0, precision.threads);
        result.pairs = std::move(pairs);
        result.plans = std::move(plans);
        break;
    }
    return result;
}

/// The chances of a pair: with the quota, and with the weight that blocks.
inline std::array<TailChances, 2> chances_of_pair(const NodeSums& nodes, std::size_t place, const WaveBoard& board) {
    const WaveBoard at_node = board_at(board, nodes.pairs[place].rarer);
    const Units units = units_of(at_node, nodes.plans[place].law);
    const auto chances = [&](std::size_t q, std::uint64_t quota) {
        WaveBoard asked = at_node;
        asked.quota = quota;
        return chances_from(asked, nodes.plans[place], units, nodes.sums[place], q, nodes.sieved.left_out);
    };
    return {chances(0, board.quota), chances(1, board.total - board.quota + 1)};
}

}  // namespace fourier

STEMGEWICHT_DEFINITION SummedNodes summed_nodes(const WeightedRule& rule, const CommonChance& nodes, double error,
                                                double seconds, int threads) {
    SummedNodes summed{.part = fourier::no_standings(rule.member_count())};
    const std::vector<double> evenly(rule.member_count(), 0.5);
    const fourier::ClassedBoard classed = fourier::classed_board(rule, evenly);
    const fourier::NodeSums sums = fourier::node_sums(
        classed.board, fourier::node_pairs(nodes),
        {.error = error, .in_part = false, .most_work = seconds * fourier::work_a_second, .threads = threads});
    for (std::size_t k = 0; k < sums.pairs.size(); ++k) {
        stop_point(100 * rule.member_count());
        const auto tails = fourier::chances_of_pair(sums, k, classed.board);
        for (const Eigen::Index node : sums.pairs[k].nodes) {
            const bool mirrored = nodes.points[node] > 0.5;
            fourier::add_members(summed.part, classed, tails[mirrored ? 1 : 0],
                                 std::vector<double>(rule.member_count(), nodes.points[node]), nodes.masses[node],
                                 mirrored);
        }
        summed.rarest = sums.pairs[k].rarer;
    }
    return summed;
}

namespace fourier {

/// What is counted, with what is summed, for each class; members without weight are the last one.
inline LeaveOneOutSums with_summed(LeaveOneOutSums counted, const CertifiedStandings& summed,
                                   const WeightClasses& board) {
    std::vector<bool> added(counted.standings.size());
    for (std::size_t i = 0; i < board.class_of.size(); ++i) {
        const std::size_t place = board.class_of[i];
        if (added[place]) continue;
        counted.standings[place].value.add(summed.standings[i], 1);
        counted.standings[place].error.add(summed.errors[i], 1);
        added[place] = true;
    }
    return counted;
}

}  // namespace fourier

STEMGEWICHT_DEFINITION std::optional<CertifiedStandings> summed_and_counted(const WeightedRule& rule,
                                                                            const CommonChance& nodes, double error,
                                                                            double seconds, int threads,
                                                                            std::size_t memory) {
    SummedNodes summed = summed_nodes(rule, nodes, error, seconds, threads);
    if (summed.rarest > 0.5) return std::nullopt;
    const LeaveOneOutPass rest(rule.weights, std::span(&rule.quota, 1), nodes, summed.rarest * (1 - 0x1p-50));
    const WeightClasses& board = rest.board();
    const LeaveOneOutSums counted = rest.run(threads, memory);
    LeaveOneOutSums sums = fourier::with_summed(counted, summed.part, board);
    double off = 0;
    for (const CheckedStanding& found : counted.standings)
        off = std::max(off, std::ranges::max(fourier::chances_of(found.error)));
    if (const auto few = unsure_classes(board, sums); off > error && !few.empty()) {
        LeaveOneOutSums apart = counted;
        const LeaveOneOutSums again = rest.run_apart(few, sums, threads, memory);
        for (const std::size_t j : few) apart.standings[j] = again.standings[j];
        sums = fourier::with_summed(std::move(apart), summed.part, board);
    }
    CertifiedStandings result = fourier::no_standings(rule.member_count());
    for (std::size_t i = 0; i < rule.member_count(); ++i) {
        result.standings[i] = sums.standings[board.class_of[i]].value;
        result.errors[i] = sums.standings[board.class_of[i]].error;
        result.error = std::max(result.error, std::ranges::max(fourier::chances_of(result.errors[i])));
    }
    return result;
}

}  // namespace stemgewicht::detail
