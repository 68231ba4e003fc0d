#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/counting/normal_approximation.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// Some voters: moments of the weight for a motion, and its range. `third`: sum of absolute third central moments.
struct WeightMoments {
    double mean = 0, variance = 0, third = 0;
    double squares = 0;  ///< of the weights
    Weight total = 0;

    void add(const WeightMoments& more) {
        mean += more.mean;
        variance += more.variance;
        third += more.third;
        squares += more.squares;
        total += more.total;
    }
};

/// So many voters of this weight and chance of yes.
inline WeightMoments moments_of(Weight weight, double chance, std::size_t count) {
    const auto w = static_cast<double>(weight), voters = static_cast<double>(count), spread = chance * (1 - chance);
    return {.mean = voters * w * chance,
            .variance = voters * w * w * spread,
            .third = voters * w * w * w * spread * (chance * chance + (1 - chance) * (1 - chance)),
            .squares = voters * w * w,
            .total = weight * static_cast<Weight>(count)};
}

/// P(weight >= threshold). By the normal law with half a unit of continuity correction; within 0.5606 third /
/// variance^(3/2) of the truth [tyurin_2009], and within what Hoeffding's inequality leaves of the tails.
inline ChanceRange reach_chance(const WeightMoments& voters, Weight threshold) {
    if (threshold <= 0) return {1, 1, 1};
    if (threshold > voters.total) return {0, 0, 0};
    const auto limit = static_cast<double>(threshold);
    if (!(voters.variance > 0)) {  // all votes are certain, and their sum is, up to rounding
        const double sure = voters.mean >= limit - 0.5 ? 1 : 0;
        const bool unclear = std::abs(voters.mean - limit + 0.5) < 1e-14 * limit;
        return {unclear ? 0 : sure, sure, unclear ? 1 : sure};
    }
    const double value = std::erfc((limit - 0.5 - voters.mean) / std::sqrt(2 * voters.variance)) / 2;
    const double error = 0.5606 * voters.third / (voters.variance * std::sqrt(voters.variance));
    const auto tail = [&](double distance) {
        return distance > 0 ? std::exp(-2 * distance * distance / voters.squares) : 1.0;
    };
    const double upper = std::min(value + error, tail(limit - voters.mean));
    const double lower = std::max(value - error, 1 - tail(voters.mean - (limit - 1)));
    return {lower, std::clamp(value, lower, upper), upper};
}

/// Members of one weight and chance of yes.
struct MemberClass {
    Weight weight = 0;
    double chance = 0;
    std::size_t count = 0;
};

/// The moments of all others of a member of each class, without subtractions, and those of all members at the end.
inline std::vector<WeightMoments> moments_of_others(const std::vector<MemberClass>& classes) {
    std::vector<WeightMoments> others(classes.size() + 1);
    WeightMoments before, after;
    for (std::size_t c = 0; c < classes.size(); ++c) {
        others[c] = moments_of(classes[c].weight, classes[c].chance, classes[c].count - 1);
        others[c].add(before);
        before.add(moments_of(classes[c].weight, classes[c].chance, classes[c].count));
    }
    for (std::size_t c = classes.size(); c-- > 0;) {
        others[c].add(after);
        after.add(moments_of(classes[c].weight, classes[c].chance, classes[c].count));
    }
    others.back() = before;
    return others;
}

/// Chances to pass if a member says yes and if it says no; the last is that of all members, twice.
using ClassChances = std::vector<std::pair<ChanceRange, ChanceRange>>;

inline ClassChances class_chances(const std::vector<MemberClass>& classes, Weight quota) {
    const std::vector<WeightMoments> others = moments_of_others(classes);
    ClassChances chances(others.size());
    TurnCounter turns(500);
    for (std::size_t c = 0; c < classes.size(); ++c) {
        turns.turn();
        chances[c] = {reach_chance(others[c], quota - classes[c].weight), reach_chance(others[c], quota)};
    }
    chances.back().first = chances.back().second = reach_chance(others.back(), quota);
    return chances;
}

inline ChanceRange difference(const ChanceRange& more, const ChanceRange& less) {
    const double lower = std::max(0.0, more.lower - less.upper);
    return {lower, std::max(lower, more.value - less.value), std::max(lower, more.upper - less.lower)};
}

/// Standings by class from chances that are fixed; the last is that of all members.
inline std::vector<RangedStanding> fixed_standings(const std::vector<MemberClass>& classes, Weight quota) {
    const ClassChances chances = class_chances(classes, quota);
    std::vector<RangedStanding> standings(chances.size());
    for (std::size_t c = 0; c < chances.size(); ++c) {
        const double yes = c < classes.size() ? classes[c].chance : 1;
        standings[c].yes = yes;
        standings[c].yes_pass.add(yes, chances[c].first);
        standings[c].no_pass.add(1 - yes, chances[c].second);
        if (c == classes.size() || classes[c].weight > 0)
            standings[c].decisive = difference(chances[c].first, chances[c].second);
    }
    return standings;
}

/// Where the range of a common chance is cut: a quarter of the panels outside, the others evenly where the mean weight
/// is within eight standard deviations and one member of the quota.
inline std::vector<double> panel_ends(const std::vector<MemberClass>& classes, Weight quota, std::size_t panels) {
    WeightMoments all;
    Weight largest = 0;
    for (const MemberClass& one : classes) {
        all.add(moments_of(one.weight, 0.5, one.count));
        largest = std::max(largest, one.weight);
    }
    const auto total = static_cast<double>(all.total);
    const double centre = static_cast<double>(quota) / total;
    const double reach = (4 * std::sqrt(all.squares) + static_cast<double>(largest)) / total;
    const double from = std::max(0.0, centre - reach), to = std::min(1.0, centre + reach);
    const std::size_t outside = from > 0 || to < 1 ? panels / 8 : 0, inside = panels - 2 * outside;
    std::vector<double> ends;
    const auto cut = [&](double first, double last, std::size_t count) {
        for (std::size_t k = 0; k < count && last > first; ++k)
            ends.push_back(first + (last - first) * static_cast<double>(k) / static_cast<double>(count));
    };
    cut(0, from, outside);
    cut(from, to, inside);
    cut(to, 1, outside);
    ends.push_back(1);
    return ends;
}

/// A monotone chance between the ends of a panel.
inline ChanceRange between(const ChanceRange& first, const ChanceRange& last) {
    return {first.lower, (first.value + last.value) / 2, last.upper};
}

/// Standings by class where p = most x Beta(a, b) is the chance of all: chances to pass rise with p, so in each panel
/// they lie between those at its ends.
inline std::vector<RangedStanding> beta_standings(std::vector<MemberClass> classes, Weight quota,
                                                  const HomogeneousVotes& model, std::size_t panels) {
    const std::vector<double> ends = panel_ends(classes, quota, panels);
    const double mean = model.most * model.a / (model.a + model.b);
    const auto at = [&](double p) {
        for (MemberClass& one : classes) one.chance = p;
        return class_chances(classes, quota);
    };
    std::vector<RangedStanding> standings(classes.size() + 1);
    ClassChances here = at(0);
    double mass_before = 0, yes_before = 0;
    for (std::size_t k = 0; k + 1 < ends.size(); ++k) {
        const ClassChances next = at(ends[k + 1]);
        const double end = std::min(1.0, ends[k + 1] / model.most);
        const double below = boost::math::ibeta(model.a, model.b, end);
        const double yes_below = mean * boost::math::ibeta(model.a + 1, model.b, end);
        const double mass = below - mass_before, yes = yes_below - yes_before;
        stop_point(100 * standings.size());
        for (std::size_t c = 0; c < standings.size(); ++c) {
            const ChanceRange if_yes = between(here[c].first, next[c].first);
            const ChanceRange if_no = between(here[c].second, next[c].second);
            const bool member = c < classes.size();
            standings[c].yes_pass.add(member ? yes : mass, if_yes);
            standings[c].no_pass.add(member ? mass - yes : 0, if_no);
            if (!member || classes[c].weight > 0) standings[c].decisive.add(mass, difference(if_yes, if_no));
        }
        here = next;
        mass_before = below;
        yes_before = yes_below;
    }
    for (RangedStanding& standing : standings) standing.yes = mean;
    return standings;
}

/// Members by weight and chance; `class_of` tells the class of each.
inline std::vector<MemberClass> member_classes(const WeightedRule& rule, const std::vector<double>& yes, Weight divisor,
                                               std::vector<std::size_t>& class_of) {
    std::map<std::pair<Weight, double>, std::size_t> found;
    std::vector<MemberClass> classes;
    for (std::size_t i = 0; i < rule.member_count(); ++i) {
        const double chance = yes[yes.size() == 1 ? 0 : i];
        const auto [place, is_new] = found.try_emplace({rule.weights[i], chance}, classes.size());
        if (is_new) classes.push_back({.weight = rule.weights[i] / divisor, .chance = chance, .count = 0});
        ++classes[place->second].count;
        class_of.push_back(place->second);
    }
    return classes;
}

STEMGEWICHT_DEFINITION RangedStandings normal_standings(const WeightedRule& rule, const VotingModel& model,
                                                        const Normal& method) {
    check(rule);
    if (method.panels < 16) refuse("panels", "16 or more", method.panels);
    const auto* fixed = std::get_if<IndependentVotes>(&model);
    const auto* common = std::get_if<HomogeneousVotes>(&model);
    if (!fixed && !common)
        refuse("model", "ic, independent:P,.., iac or beta:A,B with method normal", model_name(model));
    if (fixed) static_cast<void>(vote_law(*fixed, rule.member_count()));
    if (common) check(*common);
    Weight divisor = 0;
    for (const Weight weight : rule.weights) divisor = std::gcd(divisor, weight);
    const Weight quota = (rule.quota - 1) / divisor + 1;
    std::vector<std::size_t> class_of;
    const auto classes = member_classes(rule, fixed ? fixed->yes : std::vector{0.5}, divisor, class_of);
    const std::vector<RangedStanding> standings =
        fixed ? fixed_standings(classes, quota) : beta_standings(classes, quota, *common, method.panels);
    RangedStandings result;
    for (const std::size_t c : class_of) result.members.push_back(standings[c]);
    result.pass = standings.back().yes_pass;
    return result;
}

STEMGEWICHT_DEFINITION Bounded normal_pass_probability(const WeightedRule& rule, const VotingModel& model,
                                                       const Normal& method) {
    return normal_standings(rule, model, method).pass.bounded();
}

}  // namespace stemgewicht::detail
