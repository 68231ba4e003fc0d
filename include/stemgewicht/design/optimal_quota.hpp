#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/measures/quota_curve.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// What a quota is judged by, the less the better, from the values of an index for each member and the chance that a
/// motion passes, which the model of the index gives.
using QuotaCriterion = std::function<double(const Eigen::ArrayXd& values, double pass)>;

/// How far power is from what is wanted: the root of the mean square of the differences between the shares of the
/// values and these, which are taken as shares of their sum. With the weights themselves, the criterion of
/// [slomczynski_zyczkowski_2006]. Throws std::invalid_argument unless they are numbers of 0 or more, and not all 0.
QuotaCriterion share_criterion(const std::vector<double>& wanted);

/// Which quotas are compared.
struct QuotaSearch {
    Weight first = 0;         ///< 0: the majority of the weights
    Weight last = 0;          ///< 0: their total, which is unanimity
    std::size_t most = 2048;  ///< quotas that are counted in one round
    std::string_view index = "banzhaf";
};

/// The best of some quotas.
struct OptimalQuota {
    Weight quota = 0;
    double criterion = 0;
    bool every = false;              ///< whether all of the range were compared, so that none of it is better
    QuotaCurve curve{};              ///< of those that were compared, ascending
    std::vector<double> criteria{};  ///< of these
};

/// The quota by which a criterion is least; of equals the lowest. Where the range has no more quotas than one round
/// counts, all are compared. Else a round takes some that are evenly spaced, and the next ones the neighbourhood of the
/// best, down to single quotas: power changes little from one to the next on boards of many members, and no better
/// quota far from there is ruled out. Without a criterion it is share_criterion(weights). Cost: a quota_curve for each
/// round. Throws std::invalid_argument for a range that is none and a criterion that gives no number,
/// std::length_error where members times quotas are more than four million, which takes minutes, else as quota_curve
/// does.
OptimalQuota optimal_quota(const std::vector<Weight>& weights, const QuotaCriterion& criterion = {},
                           const QuotaSearch& search = {});

/// The quota at which power is nearly weight, by the normal law: the share of the weights 1/2 + root(sum of w_i^2) / (2
/// sum of w_i) that must be reached [slomczynski_zyczkowski_2007]. Close for many members of which none outweighs the
/// others; it costs nothing, and optimal_quota says how good it is.
Weight normal_quota(const std::vector<Weight>& weights);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/optimal_quota.hpp>
#endif
