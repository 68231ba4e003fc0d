#include <stemgewicht/core/estimate.hpp>

#include "catch.hpp"

#include <cmath>
#include <cstddef>

using namespace stemgewicht;

namespace {

/// Written once, for doubles and for formulas.
template <class Number>
Number some_formula(const Number& a, const Number& b, const Number& c) {
    return (2.0 * a - b / 4 + (0.5 + a)) / (1 - b + c) - c;
}

JointEstimate joint_of(const Eigen::Vector3d& mean) {
    Eigen::Matrix3d covariance;
    covariance << 4, 1, 0, 1, 9, -2, 0, -2, 16;
    return {.mean = mean, .covariance = covariance * 1e-6, .draws = 1000, .resolution = 1e-9};
}

}  // namespace

TEST_CASE("A formula on means has the value of the formula on numbers, and its gradient") {
    const Eigen::Vector3d mean(0.3, 0.2, 0.6);
    const JointEstimate joint = joint_of(mean);
    const Formula formula = some_formula(joint.formula(0), joint.formula(1), joint.formula(2));
    CHECK(std::abs(value_of(formula) - value_of(some_formula(0.3, 0.2, 0.6))) < 1e-15);
    REQUIRE(formula.gradient.size() == 3);
    for (Eigen::Index k = 0; k < 3; ++k) {
        constexpr double step = 1e-6;
        const auto at = [&](double by) {
            Eigen::Vector3d moved = mean;
            moved[k] += by;
            return some_formula(moved[0], moved[1], moved[2]);
        };
        CHECK(std::abs((at(step) - at(-step)) / (2 * step) - formula.gradient[k]) < 1e-8);
    }
}

TEST_CASE("The error of a sum counts how the errors of its parts are correlated") {
    const JointEstimate joint = joint_of({0.3, 0.2, 0.6});
    const Estimate sum = joint.estimate(joint.formula(0) + joint.formula(1));
    CHECK(std::abs(sum.value - 0.5) < 1e-15);
    CHECK(std::abs(sum.error - 1e-3 * std::sqrt(4 + 9 + 2.0)) < 1e-15);
    CHECK(sum.draws == 1000);
    const Estimate difference = joint.estimate(joint.formula(1) - joint.formula(2));
    CHECK(std::abs(difference.error - 1e-3 * std::sqrt(9 + 16 + 4.0)) < 1e-15);
    const Estimate weighted = joint.sum(Eigen::Vector3d(1, 1, 0));
    CHECK(std::abs(weighted.value - sum.value) < 1e-15);
    CHECK(std::abs(weighted.error - sum.error) < 1e-15);
    const Formula itself = joint.formula(2) / joint.formula(2);
    CHECK(itself.value == 1);
    CHECK(itself.gradient.cwiseAbs().maxCoeff() == 0);
}

TEST_CASE("An event that no draw has shown has an error all the same") {
    const JointEstimate joint{
        .mean = Eigen::VectorXd::Zero(1), .covariance = Eigen::MatrixXd::Zero(1, 1), .draws = 1000, .resolution = 1e-3};
    CHECK(std::abs(joint.estimate(joint.formula(0)).error - 1e-3 / std::sqrt(2.0)) < 1e-15);
    const JointEstimate exact{.mean = Eigen::VectorXd::Zero(1), .covariance = Eigen::MatrixXd::Zero(1, 1)};
    CHECK(exact.estimate(exact.formula(0)).error == 0);
}
