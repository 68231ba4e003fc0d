#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/distributions.hpp>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace stemgewicht::detail {

using QuickNormal =
    boost::math::normal_distribution<double,
                                     boost::math::policies::policy<boost::math::policies::promote_double<false>>>;

STEMGEWICHT_DEFINITION double normal_quantile(double chance) {
    return boost::math::quantile(boost::math::normal(), chance);
}

STEMGEWICHT_DEFINITION double quick_normal_quantile(double chance) {
    return boost::math::quantile(QuickNormal(), chance);
}

STEMGEWICHT_DEFINITION double quick_normal_cdf(double x) { return boost::math::cdf(QuickNormal(), x); }

STEMGEWICHT_DEFINITION double quick_normal_density(double x) { return boost::math::pdf(QuickNormal(), x); }

STEMGEWICHT_DEFINITION double student_quantile(double freedom, double chance) {
    return boost::math::quantile(boost::math::students_t_distribution<>(freedom), chance);
}

}  // namespace stemgewicht::detail
