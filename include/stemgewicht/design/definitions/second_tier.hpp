#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/optimal_quota.hpp>
#include <stemgewicht/design/second_tier.hpp>
#include <stemgewicht/measures/power.hpp>

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

/// One over B(p, q) 2^(p + q - 2): a density at 1/2. Counted as long double, as it loses digits where p and q are
/// large.
inline double half_density(double p, double q) { return boost::math::ibeta_derivative(p, q, 0.5); }

/// P(yes of `voters` say yes), where any two votes have this correlation, between 0 and 1. The powers of 1/2 of
/// C(n, k) B(a + k, a + n - k) / B(a, a) cancel. `voters` may be any real number of at least `yes`.
inline double yes_chance(double voters, double yes, double correlation) {
    const double no = voters - yes, coins = half_density(yes + 1, no + 1) / (voters + 1);
    if (correlation == 0) return coins;
    const double a = (1 / correlation - 1) / 2;
    return coins * half_density(a, a) / half_density(a + yes, a + no);
}

inline double decides_delegate(Weight citizens, double correlation) {
    if (citizens == 1) return 1;
    if (correlation == 1) return citizens == 2 ? 0.5 : 0.0;  // two of one mind are never tied
    // The others tie, or, where they are odd in number, are one apart and the tie with this citizen is a coin.
    return yes_chance(static_cast<double>(citizens - 1), static_cast<double>(citizens / 2), correlation);
}

/// E|S| of the sum S of n signs. The next sign has the mean S / (2 a + n) given S, and a tie becomes 1, so that
/// E|S_(n+1)| / (2 a + n + 1) = E|S_n| / (2 a + n), and P(S_n = 0) / (2 a + n + 1) more after an even n. The terms are
/// smooth in the logarithm of n, and from some thousand on are summed by Euler and Maclaurin's formula.
inline double mean_margin(Weight citizens, double correlation) {
    const auto n = static_cast<double>(citizens);
    if (correlation == 1) return n;
    if (correlation == 0) return n * decides_delegate(citizens, 0);
    const double whole = 1 / correlation - 1;  // 2 a
    const auto term = [&](double half) {
        return (half == 0 ? 1.0 : yes_chance(2 * half, half, correlation)) / (whole + 2 * half + 1);
    };
    constexpr Weight apart = 2000;
    const Weight ties = (citizens - 1) / 2;  // the last n = 2 x ties that is followed by an odd one
    double sum = 0;
    for (Weight half = 0; half <= std::min(ties, apart); ++half) sum += term(static_cast<double>(half));
    if (ties > apart) {
        const auto first = static_cast<double>(apart), last = static_cast<double>(ties);
        const Quadrature nodes = gauss_legendre(16);
        for (double low = first; low < last; low *= 2) {
            const double width = std::log(std::min(2.0, last / low));
            for (Eigen::Index k = 0; k < nodes.points.size(); ++k) {
                const double half = low * std::exp(width * nodes.points[k]);
                sum += width * nodes.masses[k] * half * term(half);
            }
        }
        const auto slope = [&](double half) { return (term(half + 1) - term(half - 1)) / 2; };
        sum += (term(last) - term(first)) / 2 + (slope(last) - slope(first)) / 12;
    }
    return sum * (whole + n);
}

}  // namespace detail

STEMGEWICHT_DEFINITION void check(const Constituencies& constituencies, std::string_view field) {
    const std::string citizens = std::string(field) + ".citizens";
    if (constituencies.citizens.empty()) refuse(citizens, "a number for each constituency", "none");
    for (std::size_t i = 0; i < constituencies.citizens.size(); ++i)
        if (constituencies.citizens[i] < 1 || constituencies.citizens[i] > maximum_citizens)
            refuse(element(citizens, i), "1..2^40", constituencies.citizens[i]);
    check_probability(constituencies.correlation, std::string(field) + ".correlation");
}

STEMGEWICHT_DEFINITION std::vector<double> citizen_decides_delegate(const Constituencies& constituencies) {
    check(constituencies);
    std::vector<double> result;
    for (const Weight citizens : constituencies.citizens)
        result.push_back(detail::decides_delegate(citizens, constituencies.correlation));
    return result;
}

STEMGEWICHT_DEFINITION std::vector<double> mean_margins(const Constituencies& constituencies) {
    check(constituencies);
    std::vector<double> result;
    std::map<Weight, double> known;  // thousands of terms each
    for (const Weight citizens : constituencies.citizens) {
        const auto [margin, is_new] = known.try_emplace(citizens);
        if (is_new) {
            detail::stop_point(1'000'000);
            margin->second = detail::mean_margin(citizens, constituencies.correlation);
        }
        result.push_back(margin->second);
    }
    return result;
}

STEMGEWICHT_DEFINITION SecondTierGoal second_tier_goal(std::string_view name) {
    for (const SecondTierText& text : second_tier_goals)
        if (text.name == name) return text.goal;
    refuse_unknown("second tier", names_of(second_tier_goals, &SecondTierText::name), name);
}

STEMGEWICHT_DEFINITION std::vector<double> second_tier_shares(const Constituencies& constituencies,
                                                              SecondTierGoal goal) {
    std::vector<double> shares;
    if (goal == SecondTierGoal::equal_chance) {
        for (const double decides : citizen_decides_delegate(constituencies)) {
            if (decides == 0)
                refuse("constituencies.correlation", "below 1, so that a citizen can be decisive",
                       constituencies.correlation);
            shares.push_back(1 / decides);
        }
    } else {
        const bool coins = goal == SecondTierGoal::least_deficit;
        shares = mean_margins({constituencies.citizens, coins ? 0.0 : constituencies.correlation});
    }
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares) share /= sum;
    return shares;
}

STEMGEWICHT_DEFINITION WeightedRule second_tier_rule(const Constituencies& constituencies, SecondTierGoal goal,
                                                     Weight total) {
    if (total < 1 || total > Weight{1} << 40) refuse("total", "1..2^40", total);
    std::vector<Weight> weights;
    const std::vector<double> shares = second_tier_shares(constituencies, goal);
    for (const double share : shares)
        weights.push_back(std::max<Weight>(1, std::llround(share * static_cast<double>(total))));
    if (goal != SecondTierGoal::equal_chance) return majority_rule(std::move(weights));
    const Weight quota = optimal_quota(weights, share_criterion(shares)).quota;
    return {std::move(weights), quota};
}

STEMGEWICHT_DEFINITION SecondTierOutcome second_tier_outcome(const Constituencies& constituencies,
                                                             const WeightedRule& rule) {
    const std::vector<double> chances = citizen_decides_delegate(constituencies);
    const std::vector<double> margins = mean_margins(constituencies);
    if (rule.member_count() != chances.size())
        refuse("rule", "one of " + std::to_string(chances.size()) + " members, as there are constituencies",
               rule.member_count());
    const Eigen::ArrayXd power = banzhaf(rule);
    SecondTierOutcome result;
    double agreed = 0;  // mean surplus of the citizens who agree with the board
    for (std::size_t i = 0; i < chances.size(); ++i) {
        const double of_delegate = power[static_cast<Eigen::Index>(i)];
        result.decides.push_back(chances[i] * of_delegate);
        result.outvoted.push_back(0.5 -
                                  margins[i] * of_delegate / (2 * static_cast<double>(constituencies.citizens[i])));
        agreed += margins[i] * of_delegate;
    }
    const auto [least, largest] = std::ranges::minmax(result.decides);
    result.decides_ratio = least > 0 ? largest / least : std::numeric_limits<double>::infinity();
    const Weight everyone = std::accumulate(constituencies.citizens.begin(), constituencies.citizens.end(), Weight{0});
    result.mean_outvoted = 0.5 - agreed / (2 * static_cast<double>(everyone));
    if (constituencies.correlation == 0) result.deficit = (detail::mean_margin(everyone, 0) - agreed) / 2;
    return result;
}

}  // namespace stemgewicht
