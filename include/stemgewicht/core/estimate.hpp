#pragma once

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace stemgewicht {

/// A simulated value with its standard error and the number of draws behind both.
struct Estimate {
    double value = 0;
    double error = 0;
    std::uint64_t draws = 0;
};

/// A formula on means: its value and its gradient.
struct Formula {
    double value = 0;
    Eigen::VectorXd gradient;
};

/// Means that were simulated together, and how their errors hang together: what every estimate is a formula on.
struct JointEstimate {
    Eigen::VectorXd mean;
    Eigen::MatrixXd covariance;  ///< of the means, not of a single draw
    std::uint64_t draws = 0;
    double resolution = 0;  ///< the least change of a mean that the draws can show: 1 / draws where they are counts

    /// A value with this gradient in the means. The error is that of the delta method, and never less than what an
    /// event that no draw has shown may still add, so that a rare event is not taken for an impossible one.
    [[nodiscard]] Estimate estimate(double value, const Eigen::VectorXd& gradient) const {
        const double least = gradient.size() == 0 ? 0 : gradient.cwiseAbs().maxCoeff() * resolution;
        const double variance = gradient.dot(covariance.lazyProduct(gradient));
        return {.value = value, .error = std::sqrt(std::max(variance, least * least / 2)), .draws = draws};
    }

    /// The ratio of two sums of the means, with its gradient; empty where the lower one is 0.
    [[nodiscard]] std::optional<Formula> ratio(const Eigen::VectorXd& part, const Eigen::VectorXd& whole) const {
        const double below = whole.dot(mean);
        if (!(below > 0)) return std::nullopt;
        const double value = part.dot(mean) / below;
        return Formula{value, (part - value * whole) / below};
    }

    /// A formula on the means.
    [[nodiscard]] Estimate estimate(const Formula& formula) const { return estimate(formula.value, formula.gradient); }

    /// The sum of the means with these weights.
    [[nodiscard]] Estimate sum(const Eigen::VectorXd& weights) const { return estimate(weights.dot(mean), weights); }
};

}  // namespace stemgewicht
