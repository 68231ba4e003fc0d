#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/optimal_quota.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION QuotaCriterion share_criterion(const std::vector<double>& wanted) {
    if (wanted.empty()) refuse("wanted", "one number for each member", "none");
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (!(wanted[i] >= 0) || !std::isfinite(wanted[i]))
            refuse(element("wanted", i), "a number of 0 or more", wanted[i]);
    Eigen::ArrayXd shares = Eigen::Map<const Eigen::ArrayXd>(wanted.data(), static_cast<Eigen::Index>(wanted.size()));
    if (!(shares.sum() > 0)) refuse("wanted", "numbers that are not all 0", shares.sum());
    shares /= shares.sum();
    return [shares](const Eigen::ArrayXd& values, double) {
        if (values.size() != shares.size())
            refuse("wanted", "one number for each of the " + std::to_string(values.size()) + " members", shares.size());
        return std::sqrt((values / values.sum() - shares).square().mean());
    };
}

STEMGEWICHT_DEFINITION Weight normal_quota(const std::vector<Weight>& weights) {
    const auto total = static_cast<double>(total_weight(weights));
    double squares = 0;
    for (const Weight weight : weights) squares += static_cast<double>(weight) * static_cast<double>(weight);
    const auto quota = static_cast<Weight>(std::ceil((total + std::sqrt(squares)) / 2));
    return std::clamp<Weight>(quota, 1, total_weight(weights));
}

namespace detail {

/// Quotas that were compared, and what is known of them.
struct ComparedQuota {
    Eigen::ArrayXd values;
    double pass = 0, criterion = 0;
};
using ComparedQuotas = std::map<Weight, ComparedQuota>;

/// Compares those of first, first + step, ... and last that were not before.
inline void compare_quotas(ComparedQuotas& compared, const std::vector<Weight>& weights,
                           const QuotaCriterion& criterion, std::string_view index, Weight first, Weight last,
                           Weight step) {
    std::vector<Weight> quotas;
    for (Weight quota = first; quota < last; quota += step)
        if (!compared.contains(quota)) quotas.push_back(quota);
    if (!compared.contains(last)) quotas.push_back(last);
    const QuotaCurve curve = quota_curve(index, weights, quotas);
    stop_point(100 * quotas.size());
    for (std::size_t k = 0; k < quotas.size(); ++k) {
        const auto column = static_cast<Eigen::Index>(k);
        ComparedQuota one{.values = curve.values.col(column), .pass = curve.pass[column]};
        one.criterion = criterion(one.values, one.pass);
        if (!std::isfinite(one.criterion))
            refuse("criterion", "a function that gives numbers", "none at the quota " + std::to_string(quotas[k]));
        compared.emplace(quotas[k], std::move(one));
    }
}

inline Weight best_of(const ComparedQuotas& compared) {
    return std::ranges::min_element(compared, {}, [](const auto& one) { return one.second.criterion; })->first;
}

}  // namespace detail

STEMGEWICHT_DEFINITION OptimalQuota optimal_quota(const std::vector<Weight>& weights, const QuotaCriterion& criterion,
                                                  const QuotaSearch& search) {
    const Weight total = total_weight(weights);
    const Weight first = search.first == 0 ? majority_quota(total) : search.first;
    const Weight last = search.last == 0 ? total : search.last;
    if (first < 1 || first > total) refuse("first", "1.." + std::to_string(total), first);
    if (last < first || last > total) refuse("last", std::to_string(first) + ".." + std::to_string(total), last);
    if (search.most < 16) refuse("most", "16 or more", search.most);
    const QuotaCriterion judged = criterion ? criterion : share_criterion({weights.begin(), weights.end()});
    const auto most = static_cast<Weight>(search.most);
    constexpr double most_values = 4e6;  // about a minute
    const double quotas = std::min(static_cast<double>(last - first) + 1, 3.0 * static_cast<double>(search.most));
    if (const auto members = static_cast<double>(weights.size()); quotas * members > most_values)
        throw std::length_error("optimal_quota: compares the power of " + std::to_string(weights.size()) +
                                " members at some " + std::to_string(static_cast<std::uint64_t>(quotas)) +
                                " quotas, which takes too long; fewer quotas in a round (most) carry it");
    detail::ComparedQuotas compared;
    Weight low = first, high = last;
    while (true) {
        const Weight step = (high - low) / most + 1;
        detail::compare_quotas(compared, weights, judged, search.index, low, high, step);
        if (step == 1) break;
        const Weight best = detail::best_of(compared);
        low = std::max(first, best - 2 * step);
        high = std::min(last, best + 2 * step);
    }
    OptimalQuota result{.quota = detail::best_of(compared), .criterion = 0, .every = last - first < most};
    result.criterion = compared.at(result.quota).criterion;
    const auto count = static_cast<Eigen::Index>(compared.size());
    result.curve.values.resize(static_cast<Eigen::Index>(weights.size()), count);
    result.curve.pass.resize(count);
    for (const auto& [quota, one] : compared) {
        const auto column = static_cast<Eigen::Index>(result.curve.quotas.size());
        result.curve.quotas.push_back(quota);
        result.curve.values.col(column) = one.values;
        result.curve.pass[column] = one.pass;
        result.criteria.push_back(one.criterion);
    }
    return result;
}

}  // namespace stemgewicht
