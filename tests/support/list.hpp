#pragma once

#include <Eigen/Core>

#include <vector>

namespace support {

inline std::vector<double> list(const Eigen::ArrayXd& values) { return {values.begin(), values.end()}; }

}  // namespace support
