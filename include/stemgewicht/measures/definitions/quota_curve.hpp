#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/quota_curve.hpp>
#include <stemgewicht/methods/choice/exact.hpp>
#include <stemgewicht/methods/counting/common_chance_standings.hpp>
#include <stemgewicht/methods/counting/meet_in_the_middle.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/laws/homogeneous_nodes.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION QuotaCurve quota_curve(std::string_view index, const std::vector<Weight>& weights,
                                              std::span<const Weight> quotas, const Exact& method) {
    const VoteIndex& formula = vote_index(index);
    const Weight total = total_weight(weights);
    QuotaCurve curve{
        .quotas = {quotas.begin(), quotas.end()},
        .values = Eigen::ArrayXXd(static_cast<Eigen::Index>(weights.size()), static_cast<Eigen::Index>(quotas.size())),
        .pass = Eigen::ArrayXd(static_cast<Eigen::Index>(quotas.size()))};
    bool one_by_one = false;
    for (std::size_t k = 0; k < quotas.size(); ++k) {
        if (quotas[k] < 1 || quotas[k] > total) refuse(element("quotas", k), "1.." + std::to_string(total), quotas[k]);
        one_by_one = one_by_one || detail::prefers_layers({weights, quotas[k]});
    }
    const VotingModel model = model_of(formula.model);
    const auto* homogeneous = std::get_if<HomogeneousVotes>(&model);
    const detail::CommonChance chance =
        homogeneous ? detail::homogeneous_nodes(*homogeneous, weights.size(), method.every_node)
                    : detail::common_chance(vote_law(std::get<IndependentVotes>(model), weights.size())).value();
    const detail::LeaveOneOutPass pass(weights, quotas, chance);
    one_by_one = one_by_one || (pass.bytes() > method.memory && detail::fits_halves(weights.size(), method.memory));
    const auto count = [&] {
        if (!one_by_one) return detail::common_standings(weights, quotas, chance, method.threads, method.memory);
        std::vector<std::vector<Standing>> each;
        for (const Weight quota : quotas) each.push_back(member_standings(WeightedRule{weights, quota}, model, method));
        return each;
    };
    const std::vector<std::vector<Standing>> standings =
        advising([](std::string_view) { return false; }, count);  // a curve is counted by exact alone
    for (std::size_t k = 0; k < quotas.size(); ++k) {
        const auto column = static_cast<Eigen::Index>(k);
        curve.values.col(column) = index_values(formula, standings[k]);
        curve.pass[column] = standings[k].front().pass();
    }
    return curve;
}

}  // namespace stemgewicht
