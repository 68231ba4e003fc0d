#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <cmath>
#include <iomanip>
#include <sstream>
#include <vector>

namespace stemgewicht::detail {

/// Refuses a target error that no run reaches, whatever the draws show: one below the error that means of this
/// resolution have where nothing varies. `groups`: those of a first round.
inline void check_reachable(double target, std::vector<JointEstimate> groups, double resolution,
                            const LargestError& largest_error) {
    for (JointEstimate& group : groups) {
        group.covariance.setZero();
        group.least_covariance.resize(0, 0);
        group.resolution = resolution;
    }
    const double least = largest_error(groups);
    if (!(std::isfinite(least) && least > target)) return;
    std::ostringstream expected;
    expected << "at least " << std::setprecision(2) << 1.1 * least << ", the least that a simulation reaches here";
    refuse("error", expected.str(), target);
}

}  // namespace stemgewicht::detail
