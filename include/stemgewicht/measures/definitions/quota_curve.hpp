#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/quota_curve.hpp>
#include <stemgewicht/methods/choice/exact.hpp>
#include <stemgewicht/methods/counting/common_chance_standings.hpp>
#include <stemgewicht/methods/counting/meet_in_the_middle.hpp>
#include <stemgewicht/methods/fourier/fourier_standings.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/laws/homogeneous_nodes.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

/// A curve without values. Refuses a quota outside 1..total weight.
inline QuotaCurve empty_curve(const std::vector<Weight>& weights, std::span<const Weight> quotas) {
    const Weight total = total_weight(weights);
    for (std::size_t k = 0; k < quotas.size(); ++k)
        if (quotas[k] < 1 || quotas[k] > total) refuse(element("quotas", k), "1.." + std::to_string(total), quotas[k]);
    return {
        .quotas = {quotas.begin(), quotas.end()},
        .values = Eigen::ArrayXXd(static_cast<Eigen::Index>(weights.size()), static_cast<Eigen::Index>(quotas.size())),
        .pass = Eigen::ArrayXd(static_cast<Eigen::Index>(quotas.size()))};
}

}  // namespace detail

STEMGEWICHT_DEFINITION QuotaCurve quota_curve(std::string_view index, const std::vector<Weight>& weights,
                                              std::span<const Weight> quotas, const Fourier& method) {
    const VoteIndex& formula = vote_index(index);
    QuotaCurve curve = detail::empty_curve(weights, quotas);
    if (formula.model != IndexModel::coins)
        refuse("index", "one that presumes coins, with method fourier", "\"" + std::string(index) + "\"");
    const std::vector<detail::RangedPower> powers =
        detail::fourier_curve(weights, quotas, vote_law(ic(), weights.size()), method);
    for (std::size_t k = 0; k < quotas.size(); ++k) {
        const auto column = static_cast<Eigen::Index>(k);
        std::vector<Standing> standings(weights.size());  // of which an index takes these two
        const double pass = powers[k].pass.value;
        for (std::size_t i = 0; i < weights.size(); ++i)
            standings[i] = {.yes_pass = pass, .yes_fail = 1 - pass, .decisive = powers[k].decisive[i].value};
        curve.values.col(column) = index_values(formula, standings);
        curve.pass[column] = pass;
    }
    return curve;
}

STEMGEWICHT_DEFINITION QuotaCurve quota_curve(std::string_view index, const std::vector<Weight>& weights,
                                              std::span<const Weight> quotas, const Exact& method) {
    const VoteIndex& formula = vote_index(index);
    QuotaCurve curve = detail::empty_curve(weights, quotas);
    const bool layers =
        std::ranges::any_of(quotas, [&](Weight quota) { return detail::prefers_layers(WeightedRule{weights, quota}); });
    const VotingModel model = model_of(formula.model);
    const auto* homogeneous = std::get_if<HomogeneousVotes>(&model);
    const detail::CommonChance chance =
        homogeneous ? detail::homogeneous_nodes(*homogeneous, weights.size(), method.every_node)
                    : detail::common_chance(vote_law(std::get<IndependentVotes>(model), weights.size())).value();
    const detail::LeaveOneOutPass pass(weights, quotas, chance);
    const bool one_by_one =
        layers || (pass.bytes() > method.memory && detail::fits_halves(weights.size(), method.memory));
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
