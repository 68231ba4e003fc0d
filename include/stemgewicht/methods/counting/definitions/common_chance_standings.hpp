#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/counting/common_chance.hpp>
#include <stemgewicht/methods/counting/common_chance_pass.hpp>
#include <stemgewicht/methods/counting/common_chance_standings.hpp>
#include <stemgewicht/methods/counting/costs.hpp>
#include <stemgewicht/methods/counting/forward_backward.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION VoteLaw law_of_chance(const CommonChance& chance, std::size_t member_count) {
    std::vector<std::size_t> everyone(member_count);
    std::iota(everyone.begin(), everyone.end(), std::size_t{0});
    return {.member_count = member_count,
            .factors = {{.members = std::move(everyone),
                         .masses = chance.masses,
                         .yes = chance.points.transpose().replicate(static_cast<Eigen::Index>(member_count), 1)}}};
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
    const LeaveOneOutPass pass(weights, quotas, chance);
    std::vector<std::vector<Standing>> result(quotas.size());
    if (prefers_lesser_quota(weights, quotas, pass)) {
        const VoteLaw law = law_of_chance(chance, weights.size());
        for (std::size_t k = 0; k < quotas.size(); ++k)
            result[k] = WeightedPass({weights, quotas[k]}, law, memory / sizeof(double))
                            .standings_of(std::vector<bool>(weights.size(), true));
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
        const VoteLaw law = law_of_chance(chance, weights.size());
        const auto again = WeightedPass({weights, quotas[k]}, law, memory / sizeof(double)).standings_of(unsure);
        for (std::size_t i = 0; i < weights.size(); ++i)
            if (unsure[i]) result[k][i] = again[i];
    }
    return result;
}

STEMGEWICHT_DEFINITION std::vector<double> common_pass(const std::vector<Weight>& weights,
                                                       std::span<const Weight> quotas, const CommonChance& chance,
                                                       int threads, std::size_t memory) {
    const LeaveOneOutPass pass(weights, quotas, chance);
    const bool lesser = prefers_lesser_quota(weights, quotas, pass);
    LeaveOneOutSums sums = lesser ? LeaveOneOutSums(quotas.size(), 0) : pass.run(threads, memory, false);
    for (std::size_t k = 0; k < quotas.size(); ++k)
        if (lesser || sums.missing[k] > 1e-13 * sums.pass[k])
            sums.pass[k] =
                WeightedPass({weights, quotas[k]}, law_of_chance(chance, weights.size()), memory / sizeof(double))
                    .pass();
    return sums.pass;
}

}  // namespace stemgewicht::detail
