#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/measures/power.hpp>

#include <Eigen/Core>

#include <span>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// An index of all members of a board, and P(pass) under the model that the index presumes, for each of some quotas.
struct QuotaCurve {
    std::vector<Weight> quotas;
    Eigen::ArrayXXd values;  ///< members x quotas
    Eigen::ArrayXd pass;     ///< one per quota
};

/// How one of the indices that are formulas on chances changes with the quota. All quotas share one count of the
/// members for each node of the model, from which each takes a short sum for each weight: a curve of some hundred
/// quotas costs several times one quota. An index that presumes coins takes the frequencies that matter in place of the
/// count for each quota where that is quicker and every chance holds to 1e-12 of itself, as on boards of many members.
/// Where a count does not fit in the memory of the method, or the members are few, each quota is counted by itself as
/// `Exact` does. Throws std::invalid_argument for an unknown index, weights
/// that no rule has, or a quota outside 1..total weight; std::length_error where nothing fits in the memory.
QuotaCurve quota_curve(std::string_view index, const std::vector<Weight>& weights, std::span<const Weight> quotas,
                       const Exact& method = {});

/// The same by the frequencies that matter, of which all quotas share one set: an index that presumes coins, the
/// chances that it is made of each within the error of the method. Throws std::invalid_argument for another index,
/// std::length_error where too many frequencies matter.
QuotaCurve quota_curve(std::string_view index, const std::vector<Weight>& weights, std::span<const Weight> quotas,
                       const Fourier& method);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/definitions/quota_curve.hpp>
#endif
