#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/beta_quantile.hpp>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>

namespace stemgewicht::detail {

/// Without the detour by long doubles; an iteration that ends early gives what it has.
using QuantilePolicy =
    boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>>;

STEMGEWICHT_DEFINITION SteepEnd::SteepEnd(double a, double b) : a_(a), b_(b), middle_((a + 1) / (a + b + 2)) {
    const double gammas = boost::math::tgamma(1 + a, QuantilePolicy()) *
                          boost::math::tgamma_delta_ratio(1 + b, a, QuantilePolicy()) * (1 + a / b);
    chance_ = std::min(1.0, std::pow(middle_, a) * (1 + a * sum(middle_)) / gammas);
}

STEMGEWICHT_DEFINITION double SteepEnd::operator()(double root) const {
    if (!(root > 0)) return 0;
    const double wanted = std::log(root) + log_root(middle_);
    double log_value = std::log(root) + std::log(middle_);
    for (int step = 0; step < 30; ++step) {  // it converges in 4 or so
        const double p = std::exp(log_value);
        const double change =
            (log_value + log_root_of_sum(p) - wanted) * (1 + a_ * sum(p)) * std::exp((1 - b_) * std::log1p(-p));
        log_value = std::min(log_value - change, std::log(middle_));
        if (!(std::abs(change) > 1e-15 * (1 + std::abs(log_value)))) break;
    }
    return std::exp(log_value);
}

STEMGEWICHT_DEFINITION double SteepEnd::sum(double p) const {
    double term = 1, result = 0;
    for (double k = 1; std::abs(term) > 1e-18 * (1 + std::abs(result)); ++k) {
        term *= (k - b_) / k * p;
        result += term / (a_ + k);
    }
    return result;
}

STEMGEWICHT_DEFINITION double SteepEnd::log_root_of_sum(double p) const { return std::log1p(a_ * sum(p)) / a_; }

STEMGEWICHT_DEFINITION double SteepEnd::log_root(double p) const { return std::log(p) + log_root_of_sum(p); }

STEMGEWICHT_DEFINITION NearNormalBeta::NearNormalBeta(double a, double b) {
    const double x = 1 / a, y = 1 / b;
    mean_ = std::log(a) - std::log(b) - (x - y) / 2 - (x * x - y * y) / 12;
    spread_ = std::sqrt(x * (1 + x / 2) + y * (1 + y / 2));
    const double u = x / spread_, v = y / spread_;  // so that nothing underflows before it is negligible
    third_ = (v * v * (1 + y) - u * u * (1 + x)) / spread_;
    fourth_ = 2 * (u * u * u + v * v * v) / spread_;
    fifth_ = 6 * (v * v * v * v - u * u * u * u) / spread_;
}

STEMGEWICHT_DEFINITION double NearNormalBeta::operator()(double chance) const {
    const double z = boost::math::quantile(boost::math::normal_distribution<double, QuantilePolicy>(), chance);
    const double s = z * z;
    const double first = third_ * (s - 1) / 6;
    const double second = z * (fourth_ * (s - 3) / 24 - third_ * third_ * (2 * s - 5) / 36);
    const double last = fifth_ * ((s - 6) * s + 3) / 120 - third_ * fourth_ * ((s - 5) * s + 2) / 24 +
                        third_ * third_ * third_ * ((12 * s - 53) * s + 17) / 324;
    return 1 / (1 + std::exp(-(mean_ + spread_ * (z + first + second + last))));
}

STEMGEWICHT_DEFINITION double smooth_quantile(double a, double b, double u) {
    constexpr double gamma_from = 1e10;
    if (a >= NearNormalBeta::least && b >= NearNormalBeta::least) return NearNormalBeta(a, b)(u);
    if (b > gamma_from) return -std::expm1(-boost::math::gamma_p_inv(a, u, QuantilePolicy()) / (b + (a - 1) / 2));
    if (a > gamma_from) return std::exp(-boost::math::gamma_q_inv(b, u, QuantilePolicy()) / (a + (b - 1) / 2));
    return boost::math::quantile(boost::math::beta_distribution<double, QuantilePolicy>(a, b), u);
}

STEMGEWICHT_DEFINITION BetaEnds::BetaEnds(double a, double b) {
    if (a < 1) lower.emplace(a, b);
    if (b < 1) upper.emplace(b, a);
    chance = lower ? lower->chance() : upper ? 1 - upper->chance() : 0.5;
    rest = upper ? upper->chance() : 1 - chance;
}

STEMGEWICHT_DEFINITION double beta_quantile(double a, double b, double u) {
    const BetaEnds ends(a, b);
    if (ends.lower && u <= ends.chance) return (*ends.lower)(std::pow(u / ends.chance, 1 / a));
    if (ends.upper && (ends.lower || 1 - u < ends.rest)) return 1 - (*ends.upper)(std::pow((1 - u) / ends.rest, 1 / b));
    return smooth_quantile(a, b, u);
}

}  // namespace stemgewicht::detail
