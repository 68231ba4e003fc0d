#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/distributions.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Where a member whose chance is Phi(base + load z) goes from one vote to the other, and how steeply.
struct ChanceStep {
    double place = 0, load = 0;
};

/// Points of the real line with masses, for integrals over a standard normal z of products of chances that are all but
/// steps: Gauss-Legendre rules between the ends of panels, which are 1 wide, and half as wide as a step around each
/// step. A step that is narrower than doubles tell apart is a panel's end. The sum of masses is 1 but for the tail
/// beyond 14, which is below 1e-43. Cost O(steps).
inline Quadrature stepped_nodes(std::vector<ChanceStep> steps) {
    constexpr double reach = 14, close = 1e-9;
    constexpr int around = 20;
    std::vector<double> ends;
    for (double end = -reach; end <= reach; ++end) ends.push_back(end);
    std::ranges::sort(steps, {}, [](const ChanceStep& step) { return std::pair(step.place, step.load); });
    const auto same = [&](const ChanceStep& a, const ChanceStep& b) {
        return std::abs(a.place - b.place) <= close / a.load && std::abs(a.load / b.load - 1) < close;
    };
    steps.erase(std::unique(steps.begin(), steps.end(), same), steps.end());
    for (const ChanceStep& step : steps)
        for (int k = -around; k <= around; ++k) {
            const double end = step.place + k * 0.5 / step.load;
            if (std::abs(end) < reach) ends.push_back(end);
        }
    std::ranges::sort(ends);
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    const Quadrature panel = gauss_legendre(20);
    const auto order = panel.points.size();
    Quadrature rule{.points = Eigen::ArrayXd(order * (static_cast<Eigen::Index>(ends.size()) - 1)), .masses = {}};
    rule.masses.resize(rule.points.size());
    for (std::size_t e = 0; e + 1 < ends.size(); ++e) {
        const double width = ends[e + 1] - ends[e];
        const auto place = static_cast<Eigen::Index>(e) * order;
        rule.points.segment(place, order) = ends[e] + width * panel.points;
        rule.masses.segment(place, order) = width * panel.masses;
    }
    rule.masses *= (-rule.points.square() / 2).exp() / std::sqrt(2 * std::numbers::pi);
    rule.masses /= rule.masses.sum();
    return rule;
}

}  // namespace stemgewicht::detail
