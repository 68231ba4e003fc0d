#pragma once

#include <stemgewicht/core/definition.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace stemgewicht {

/// A simulated value with its standard error and the number of draws behind both.
struct Estimate {
    double value = 0;
    double error = 0;
    std::uint64_t draws = 0;

    friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// A formula on means that were simulated together: its value and its gradient in them. Sums, differences, multiples
/// and quotients are formulas again, so that what is written once for doubles reads estimates too.
struct Formula {
    double value = 0;
    Eigen::VectorXd gradient{};

    friend Formula operator+(const Formula& a, const Formula& b) {
        return {a.value + b.value, a.gradient + b.gradient};
    }
    friend Formula operator-(const Formula& a, const Formula& b) {
        return {a.value - b.value, a.gradient - b.gradient};
    }
    friend Formula operator+(double number, const Formula& a) { return {number + a.value, a.gradient}; }
    friend Formula operator-(double number, const Formula& a) { return {number - a.value, -a.gradient}; }
    friend Formula operator*(double factor, const Formula& a) { return {factor * a.value, factor * a.gradient}; }
    friend Formula operator/(const Formula& a, double divisor) { return {a.value / divisor, a.gradient / divisor}; }
    friend Formula operator/(const Formula& part, const Formula& whole) {
        const double ratio = part.value / whole.value;
        return {ratio, (part.gradient - ratio * whole.gradient) / whole.value};
    }
};

/// The number itself, of what formulas are written in.
inline double value_of(double number) { return number; }
inline double value_of(const Formula& formula) { return formula.value; }

/// Means that were simulated together, and how their errors are correlated: what every estimate is a formula on.
struct JointEstimate {
    Eigen::VectorXd mean;
    Eigen::MatrixXd covariance;  ///< of the means, not of a single draw
    std::uint64_t draws = 0;
    double resolution = 0;     ///< the least change of a mean that the draws can show: 1 / draws where they are counts
    double least_divisor = 0;  ///< sums of means below this are known too badly to divide by them
    Eigen::MatrixXd least_covariance{};  ///< a part that is known of how they are drawn, seen or not; empty where none

    /// One of the means, as a formula.
    [[nodiscard]] Formula formula(Eigen::Index place) const;

    /// A value with this gradient in the means. The error is that of the delta method, and never less than what an
    /// event that no draw has shown may still add, so that a rare event is not taken for an impossible one, nor than
    /// what is known without the draws.
    [[nodiscard]] Estimate estimate(double value, const Eigen::VectorXd& gradient) const;
    [[nodiscard]] Estimate estimate(const Formula& formula) const { return estimate(formula.value, formula.gradient); }

    /// The sum of the means with these weights.
    [[nodiscard]] Estimate sum(const Eigen::VectorXd& weights) const { return estimate(weights.dot(mean), weights); }
};

/// Several groups of means from one run.
struct JointEstimates {
    std::vector<JointEstimate> groups;
    bool reached = true;  ///< whether the target error was reached in the draws allowed
};

/// A value that is within `bound` of the true one.
struct Bounded {
    double value = 0;
    double bound = 0;
};

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/definitions/estimate.hpp>
#endif
