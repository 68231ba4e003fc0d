#pragma once

#include <stemgewicht/core/engine.hpp>

#include <optional>

namespace stemgewicht::detail {

/// The end of Beta(a, b) at 0 where a < 1: its values up to a point in the middle, as a function of the root
/// (u / chance)^(1 / a), where u is the chance below a value and `chance` that below the middle. The root may be far
/// smaller than any u. By the series P(p) = p^a / (a B(a, b)) (1 + a sum over k > 0 of (1 - b)_k p^k / ((a + k) k!)),
/// whose a-th root stays what it is as a tends to 0.
class SteepEnd {
public:
    SteepEnd(double a, double b);

    [[nodiscard]] double chance() const { return chance_; }
    [[nodiscard]] double operator()(double root) const;

private:
    [[nodiscard]] double sum(double p) const;
    [[nodiscard]] double log_root_of_sum(double p) const;
    [[nodiscard]] double log_root(double p) const;

    double a_, b_, middle_, chance_ = 0;
};

/// Beta(a, b) with both parameters from `least` on: its log odds are all but normal, and the expansion of Cornish and
/// Fisher in their cumulants is within 1e-13 of the quantile of the chance.
class NearNormalBeta {
public:
    static constexpr double least = 1e6;

    NearNormalBeta(double a, double b);
    [[nodiscard]] double operator()(double chance) const;

private:
    double mean_, spread_, third_, fourth_, fifth_;  ///< of the log odds; from the third on in units of the spread
};

/// The quantile of Beta(a, b) at the end of a parameter from 1 on. Where one parameter is beyond 1e10 and the other is
/// not large, log p or log(1 - p) is all but Gamma, to a square of their quotient.
double smooth_quantile(double a, double b, double u);

/// The ends of Beta(a, b) and the chance at which they meet.
struct BetaEnds {
    BetaEnds(double a, double b);

    std::optional<SteepEnd> lower, upper;  ///< where the density has no bound
    double chance = 0.5, rest = 0.5;       ///< of the lower and of the upper end
};

/// The quantile function of Beta(a, b), for positive parameters of any size, on (0, 1): within 1e-12 of the chance p,
/// or of the u to which it belongs. As a, b tend to 0 it is that of a coin with values 0 and 1, as they grow the mean.
double beta_quantile(double a, double b, double u);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/numeric/definitions/beta_quantile.hpp>
#endif
