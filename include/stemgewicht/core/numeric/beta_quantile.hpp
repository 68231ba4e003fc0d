#pragma once

#include <stemgewicht/core/engine.hpp>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace stemgewicht::detail {

/// Without the detour by long doubles; an iteration that ends early gives what it has.
using QuantilePolicy =
    boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>>;

/// The end of Beta(a, b) at 0 where a < 1: its values up to a point in the middle, as a function of the root
/// (u / chance)^(1 / a), where u is the chance below a value and `chance` that below the middle. The root may be far
/// smaller than any u. By the series P(p) = p^a / (a B(a, b)) (1 + a sum over k > 0 of (1 - b)_k p^k / ((a + k) k!)),
/// whose a-th root stays what it is as a tends to 0.
class SteepEnd {
public:
    SteepEnd(double a, double b) : a_(a), b_(b), middle_((a + 1) / (a + b + 2)) {
        const double gammas = boost::math::tgamma(1 + a, QuantilePolicy()) *
                              boost::math::tgamma_delta_ratio(1 + b, a, QuantilePolicy()) * (1 + a / b);
        chance_ = std::min(1.0, std::pow(middle_, a) * (1 + a * sum(middle_)) / gammas);
    }

    [[nodiscard]] double chance() const { return chance_; }

    [[nodiscard]] double operator()(double root) const {
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

private:
    [[nodiscard]] double sum(double p) const {
        double term = 1, result = 0;
        for (double k = 1; std::abs(term) > 1e-18 * (1 + std::abs(result)); ++k) {
            term *= (k - b_) / k * p;
            result += term / (a_ + k);
        }
        return result;
    }
    [[nodiscard]] double log_root_of_sum(double p) const { return std::log1p(a_ * sum(p)) / a_; }
    [[nodiscard]] double log_root(double p) const { return std::log(p) + log_root_of_sum(p); }

    double a_, b_, middle_, chance_ = 0;
};

/// Beta(a, b) with both parameters from `least` on: its log odds are all but normal, and the expansion of Cornish and
/// Fisher in their cumulants is within 1e-13 of the quantile of the chance.
class NearNormalBeta {
public:
    static constexpr double least = 1e6;

    NearNormalBeta(double a, double b) {
        const double x = 1 / a, y = 1 / b;
        mean_ = std::log(a) - std::log(b) - (x - y) / 2 - (x * x - y * y) / 12;
        spread_ = std::sqrt(x * (1 + x / 2) + y * (1 + y / 2));
        const double u = x / spread_, v = y / spread_;  // so that nothing underflows before it is negligible
        third_ = (v * v * (1 + y) - u * u * (1 + x)) / spread_;
        fourth_ = 2 * (u * u * u + v * v * v) / spread_;
        fifth_ = 6 * (v * v * v * v - u * u * u * u) / spread_;
    }

    [[nodiscard]] double operator()(double chance) const {
        const double z = boost::math::quantile(boost::math::normal_distribution<double, QuantilePolicy>(), chance);
        const double s = z * z;
        const double first = third_ * (s - 1) / 6;
        const double second = z * (fourth_ * (s - 3) / 24 - third_ * third_ * (2 * s - 5) / 36);
        const double last = fifth_ * ((s - 6) * s + 3) / 120 - third_ * fourth_ * ((s - 5) * s + 2) / 24 +
                            third_ * third_ * third_ * ((12 * s - 53) * s + 17) / 324;
        return 1 / (1 + std::exp(-(mean_ + spread_ * (z + first + second + last))));
    }

private:
    double mean_, spread_, third_, fourth_, fifth_;  ///< of the log odds; from the third on in units of the spread
};

/// The quantile of Beta(a, b) at the end of a parameter from 1 on. Where one parameter is beyond 1e10 and the other is
/// not large, log p or log(1 - p) is all but Gamma, to a square of their quotient.
inline double smooth_quantile(double a, double b, double u) {
    constexpr double gamma_from = 1e10;
    if (a >= NearNormalBeta::least && b >= NearNormalBeta::least) return NearNormalBeta(a, b)(u);
    if (b > gamma_from) return -std::expm1(-boost::math::gamma_p_inv(a, u, QuantilePolicy()) / (b + (a - 1) / 2));
    if (a > gamma_from) return std::exp(-boost::math::gamma_q_inv(b, u, QuantilePolicy()) / (a + (b - 1) / 2));
    return boost::math::quantile(boost::math::beta_distribution<double, QuantilePolicy>(a, b), u);
}

/// The ends of Beta(a, b) and the chance at which they meet.
struct BetaEnds {
    BetaEnds(double a, double b) {
        if (a < 1) lower.emplace(a, b);
        if (b < 1) upper.emplace(b, a);
        chance = lower ? lower->chance() : upper ? 1 - upper->chance() : 0.5;
        rest = upper ? upper->chance() : 1 - chance;
    }

    std::optional<SteepEnd> lower, upper;  ///< where the density has no bound
    double chance = 0.5, rest = 0.5;       ///< of the lower and of the upper end
};

/// The quantile function of Beta(a, b), for positive parameters of any size, on (0, 1): within 1e-12 of the chance p,
/// or of the u to which it belongs. As a, b tend to 0 it is that of a coin with values 0 and 1, as they grow the mean.
inline double beta_quantile(double a, double b, double u) {
    const BetaEnds ends(a, b);
    if (ends.lower && u <= ends.chance) return (*ends.lower)(std::pow(u / ends.chance, 1 / a));
    if (ends.upper && (ends.lower || 1 - u < ends.rest)) return 1 - (*ends.upper)(std::pow((1 - u) / ends.rest, 1 / b));
    return smooth_quantile(a, b, u);
}

}  // namespace stemgewicht::detail
