#pragma once

#include <stemgewicht/core/engine.hpp>

namespace stemgewicht::detail {

// Chances and quantiles of the usual distributions, compiled once: the headers of Boost.Math take a compiler seconds.
// The quick ones do without long doubles, and with that without the last digit or two.

/// The x with P(X <= x) = chance, X standard normal.
double normal_quantile(double chance);
double quick_normal_quantile(double chance);

/// P(X <= x), X standard normal.
double quick_normal_cdf(double x);
double quick_normal_density(double x);

/// The quantile of Student's t with this many degrees of freedom at a chance.
double student_quantile(double freedom, double chance);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/numeric/definitions/distributions.hpp>
#endif
