#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/estimate.hpp>

#include <algorithm>
#include <cmath>

namespace stemgewicht {

STEMGEWICHT_DEFINITION Formula JointEstimate::formula(Eigen::Index place) const {
    return {mean[place], Eigen::VectorXd::Unit(mean.size(), place)};
}

STEMGEWICHT_DEFINITION Estimate JointEstimate::estimate(double value, const Eigen::VectorXd& gradient) const {
    const double least = gradient.size() == 0 ? 0 : gradient.cwiseAbs().maxCoeff() * resolution;
    const double seen = gradient.dot(covariance.lazyProduct(gradient));
    const double known = least_covariance.size() == 0 ? 0 : gradient.dot(least_covariance.lazyProduct(gradient));
    return {.value = value, .error = std::sqrt(std::max({seen, known, least * least / 2})), .draws = draws};
}

}  // namespace stemgewicht
