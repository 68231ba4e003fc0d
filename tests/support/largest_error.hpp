#pragma once

#include <Eigen/Core>

#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace support {

/// The largest relative error of values that are known; one that is 0 must be 0.
inline double largest_error(const Eigen::ArrayXd& values, const std::vector<double>& expected) {
    REQUIRE(static_cast<std::size_t>(values.size()) == expected.size());
    double error = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double value = values[static_cast<Eigen::Index>(i)];
        REQUIRE(std::isfinite(value));
        if (expected[i] == 0) CHECK(value == 0);
        if (expected[i] > 0) error = std::max(error, std::abs(value / expected[i] - 1));
    }
    return error;
}

}  // namespace support
