#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/counting/common_chance.hpp>
#include <stemgewicht/methods/counting/common_chance_pass.hpp>
#include <stemgewicht/methods/counting/common_chance_standings.hpp>
#include <stemgewicht/methods/counting/costs.hpp>
#include <stemgewicht/methods/counting/equal_members.hpp>
#include <stemgewicht/methods/counting/forward_backward.hpp>
#include <stemgewicht/models/homogeneous.hpp>
#include <stemgewicht/models/laws/homogeneous_nodes.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION void each_node_law(const CommonChance& chance, std::size_t member_count,
                                          const std::function<void(double mass, const VoteLaw& law)>& work) {
    std::vector<std::size_t> everyone(member_count);
    std::iota(everyone.begin(), everyone.end(), std::size_t{0});
    VoteLaw law{.member_count = member_count,
                .factors = {{.members = std::move(everyone), .masses = Eigen::ArrayXd::Ones(1), .yes = {}}}};
    for (Eigen::Index k = 0; k < chance.points.size(); ++k) {
        law.factors[0].yes.setConstant(static_cast<Eigen::Index>(member_count), 1, chance.points[k]);
        work(chance.masses[k], law);
    }
}

/// The standings of the picked members, counted forward and back at one node after the other.
inline std::vector<Standing> counted_standings(const WeightedRule& rule, const CommonChance& chance, std::size_t memory,
                                               const std::vector<bool>& picked) {
    std::vector<Standing> sum(rule.member_count());
    each_node_law(chance, rule.member_count(), [&](double mass, const VoteLaw& law) {
        const auto part = WeightedPass(rule, law, memory / sizeof(double)).standings_of(picked);
        for (std::size_t i = 0; i < sum.size(); ++i)
            if (picked[i]) sum[i].add(part[i], mass);
    });
    return sum;
}

/// The standings of equal members at each quota: by_quota(members with a weight, how many have to say yes).
template <class ByQuota>
std::vector<std::vector<Standing>> equal_members(const WeightClasses& board, std::span<const Weight> quotas,
                                                 const ByQuota& by_quota) {
    std::vector<std::vector<Standing>> result;
    for (const Weight quota : quotas) {
        const EqualStandings own = by_quota(board.total, board.counted(quota));
        result.emplace_back();
        for (const std::size_t place : board.class_of)
            result.back().push_back(place == 0 ? own.member : own.weightless);
    }
    return result;
}

/// Whether all members with a weight have the same one.
inline bool are_equal(const WeightClasses& board) { return board.classes.size() == 1; }

STEMGEWICHT_DEFINITION std::vector<std::vector<Standing>> common_standings(const std::vector<Weight>& weights,
                                                                           std::span<const Weight> quotas,
                                                                           const HomogeneousVotes& model,
                                                                           const Exact& method) {
    check(model);
    if (const WeightClasses board = weight_classes(weights); are_equal(board) && model.most == 1)
        return equal_members(board, quotas, [&](std::size_t count, std::size_t needed) {
            return equal_standings(count, needed, model.a, model.b);
        });
    return common_standings(weights, quotas, homogeneous_nodes(model, weights.size(), method.every_node),
                            method.threads, method.memory);
}

STEMGEWICHT_DEFINITION std::vector<double> common_pass(const std::vector<Weight>& weights,
                                                       std::span<const Weight> quotas, const HomogeneousVotes& model,
                                                       const Exact& method) {
    if (are_equal(weight_classes(weights)) && model.most == 1) {
        std::vector<double> pass;
        for (const auto& standings : common_standings(weights, quotas, model, method))
            pass.push_back(standings.front().pass());
        return pass;
    }
    return common_pass(weights, quotas, homogeneous_nodes(model, weights.size(), method.every_node), method.threads,
                       method.memory);
}

STEMGEWICHT_DEFINITION bool prefers_lesser_quota(const std::vector<Weight>& weights, std::span<const Weight> quotas,
                                                 const LeaveOneOutPass& pass) {
    std::size_t largest = 0;
    for (const Weight quota : quotas) largest = std::max(largest, counted_rule({weights, quota}).quota);
    return forward_backward_counts * largest < pass.limit();
}

STEMGEWICHT_DEFINITION std::vector<std::size_t> unsure_classes(const WeightClasses& board,
                                                               const LeaveOneOutSums& sums) {
    const std::size_t width = board.classes.size() + 1, quotas = sums.pass.size();
    std::vector<std::size_t> unsure(board.classes.size());  // quotas, by class
    std::size_t quotas_unsure = 0;
    for (std::size_t k = 0; k < quotas; ++k) {
        bool any = false;
        for (std::size_t j = 0; j < board.classes.size(); ++j)
            if (!sums.standings[k * width + j].is_sure()) {
                ++unsure[j];
                any = true;
            }
        quotas_unsure += any ? 1U : 0U;
    }
    const std::size_t limit = board.ascending.size() * board.total * quotas_unsure;
    std::vector<std::size_t> few;
    std::size_t members = 0, weight = 0, queries = 0;
    for (std::size_t j = 0; j < board.classes.size(); ++j) {
        if (unsure[j] == 0) continue;
        members += board.classes[j].members;
        weight += board.classes[j].members * board.classes[j].weight;
        queries += unsure[j];
        if (((few.size() + 1) * members + queries) * weight > limit) break;
        few.push_back(j);
    }
    return few;
}

STEMGEWICHT_DEFINITION std::vector<std::vector<Standing>> common_standings(const std::vector<Weight>& weights,
                                                                           std::span<const Weight> quotas,
                                                                           const CommonChance& chance, int threads,
                                                                           std::size_t memory) {
    if (const WeightClasses board = weight_classes(weights); are_equal(board))
        return equal_members(board, quotas, [&](std::size_t count, std::size_t needed) {
            return equal_standings(count, needed, chance);
        });
    const LeaveOneOutPass pass(weights, quotas, chance);
    std::vector<std::vector<Standing>> result(quotas.size());
    if (prefers_lesser_quota(weights, quotas, pass)) {
        for (std::size_t k = 0; k < quotas.size(); ++k)
            result[k] =
                counted_standings({weights, quotas[k]}, chance, memory, std::vector<bool>(weights.size(), true));
        return result;
    }
    LeaveOneOutSums sums = pass.run(threads, memory);
    const WeightClasses& board = pass.board();
    const std::size_t width = board.classes.size() + 1;
    if (const auto few = unsure_classes(board, sums); !few.empty()) {
        const LeaveOneOutSums apart = pass.run_apart(few, sums, threads, memory);
        for (std::size_t k = 0; k < quotas.size(); ++k)
            for (const std::size_t j : few)
                if (CheckedStanding& found = sums.standings[k * width + j]; !found.is_sure())
                    found = apart.standings[k * width + j];
    }
    for (std::size_t k = 0; k < quotas.size(); ++k) {
        std::vector<bool> unsure(weights.size());
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const CheckedStanding& found = sums.standings[k * width + board.class_of[i]];
            result[k].push_back(found.value);
            unsure[i] = !found.is_sure();
        }
        if (std::ranges::none_of(unsure, [](bool b) { return b; })) continue;
        const auto again = counted_standings({weights, quotas[k]}, chance, memory, unsure);
        for (std::size_t i = 0; i < weights.size(); ++i)
            if (unsure[i]) result[k][i] = again[i];
    }
    return result;
}

STEMGEWICHT_DEFINITION std::vector<double> common_pass(const std::vector<Weight>& weights,
                                                       std::span<const Weight> quotas, const CommonChance& chance,
                                                       int threads, std::size_t memory) {
    if (are_equal(weight_classes(weights))) {
        std::vector<double> pass;
        for (const auto& standings : common_standings(weights, quotas, chance, threads, memory))
            pass.push_back(standings.front().pass());
        return pass;
    }
    const LeaveOneOutPass pass(weights, quotas, chance);
    const bool lesser = prefers_lesser_quota(weights, quotas, pass);
    LeaveOneOutSums sums = lesser ? LeaveOneOutSums(quotas.size(), 0) : pass.run(threads, memory, false);
    for (std::size_t k = 0; k < quotas.size(); ++k)
        if (lesser || sums.missing[k] > 1e-13 * sums.pass[k]) {
            sums.pass[k] = 0;
            each_node_law(chance, weights.size(), [&](double mass, const VoteLaw& law) {
                sums.pass[k] += mass * WeightedPass({weights, quotas[k]}, law, memory / sizeof(double)).pass();
            });
        }
    return sums.pass;
}

}  // namespace stemgewicht::detail
