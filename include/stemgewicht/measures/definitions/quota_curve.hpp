#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/quota_curve.hpp>
#include <stemgewicht/methods/choice/exact.hpp>
#include <stemgewicht/methods/counting/common_chance_standings.hpp>
#include <stemgewicht/methods/counting/meet_in_the_middle.hpp>
#include <stemgewicht/methods/fourier/fourier_curve.hpp>
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

inline void fill_curve(QuotaCurve& curve, const VoteIndex& formula,
                       const std::vector<std::vector<Standing>>& standings) {
    for (std::size_t k = 0; k < standings.size(); ++k) {
        const auto column = static_cast<Eigen::Index>(k);
        curve.values.col(column) = index_values(formula, standings[k]);
        curve.pass[column] = standings[k].front().pass();
    }
}

}  // namespace detail

STEMGEWICHT_DEFINITION QuotaCurve quota_curve(std::string_view index, const std::vector<Weight>& weights,
                                              std::span<const Weight> quotas, const Fourier& method) {
    const VoteIndex& formula = vote_index(index);
    QuotaCurve curve = detail::empty_curve(weights, quotas);
    if (formula.model != IndexModel::coins)
        refuse("index", "one that presumes coins, with method fourier", "\"" + std::string(index) + "\"");
    detail::fill_curve(curve, formula, detail::fourier_curve(weights, quotas, vote_law(ic(), weights.size()), method));
    return curve;
}

STEMGEWICHT_DEFINITION QuotaCurve quota_curve(std::string_view index, const std::vector<Weight>& weights,
                                              std::span<const Weight> quotas, const Exact& method) {
    const VoteIndex& formula = vote_index(index);
    QuotaCurve curve = detail::empty_curve(weights, quotas);
    const VotingModel model = model_of(formula.model);
    const auto count = [&] { return detail::curve_standings(weights, quotas, model, method); };
    detail::fill_curve(curve, formula,
                       advising([](std::string_view) { return false; }, count));  // a curve is counted by exact alone
    return curve;
}

}  // namespace stemgewicht
