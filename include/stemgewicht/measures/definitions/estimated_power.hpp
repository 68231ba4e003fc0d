#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/engines/coalition_counts.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/choice/followable.hpp>
#include <stemgewicht/methods/counting/normal_approximation.hpp>
#include <stemgewicht/methods/fourier/fourier_standings.hpp>
#include <stemgewicht/methods/simulation/monte_carlo.hpp>
#include <stemgewicht/methods/simulation/plane_features.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

/// What is seen of a member on each motion: whether it would pass with the member for, and with it against, and the
/// digits of how many members could make it pass with the one vote and with the other. The last are the same for every
/// member, and make the error of a share of the whole that of a ratio. Indices on the chance to pass presume ic, under
/// which it is the mean of the first two, the own vote being a fair coin; so what lies in [0, 1] stays there.
class PowerFeatures {
public:
    explicit PowerFeatures(std::size_t members)
        : digits_(static_cast<std::size_t>(std::bit_width(members))), members_(static_cast<double>(members)) {}

    [[nodiscard]] std::size_t size() const { return 2 + 2 * digits_; }

    [[nodiscard]] PlaneFeatures planes(const Rule& rule) const {
        const std::size_t n = member_count(rule);
        std::vector<std::size_t> everyone(n);
        std::iota(everyone.begin(), everyone.end(), std::size_t{0});
        const PlaneSum sum(everyone, std::vector<Weight>(n, 1));
        return [n, size = size(), of_members = member_plane_features(rule), sum_for = sum, sum_against = sum,
                seen = std::vector<Plane>(n * standing_features), all_for = std::vector<Plane>(n),
                all_against = std::vector<Plane>(n)](std::span<const Plane> votes, std::span<Plane> features) mutable {
            of_members(votes, seen);
            for (std::size_t i = 0; i < n; ++i) {
                all_for[i] = seen[i * standing_features + 5];
                all_against[i] = seen[i * standing_features + 6];
            }
            const std::vector<Plane>& digits_for = sum_for(all_for);
            const std::vector<Plane>& digits_against = sum_against(all_against);
            for (std::size_t i = 0; i < n; ++i) {
                Plane* out = features.data() + i * size;
                *out++ = all_for[i];
                *out++ = all_against[i];
                out = std::ranges::copy(digits_for, out).out;
                std::ranges::copy(digits_against, out);
            }
        };
    }

    /// The chance to pass under ic: the mean over the members of what each sees of it.
    [[nodiscard]] Formula pass(const JointEstimate& joint) const {
        return (0.5 * over_members(joint, 0) + 0.5 * over_members(joint, 1)) / members_;
    }

    /// The value of an index for the member of a group. Formulas that are normalized are linear in d and pass, so that
    /// their sum over the members is the formula on the sums.
    [[nodiscard]] Formula value(const VoteIndex& index, const JointEstimate& joint) const {
        const auto on = [&](const Formula& with, const Formula& against) {
            const Formula pass = (with + against) / 2;
            return apply<Formula>(index.formula, with - against, pass, 1 - pass);
        };
        const Formula own = on(joint.formula(0), joint.formula(1));
        switch (index.scale) {
            case IndexScale::chance: break;
            case IndexScale::share: return own / on(over_members(joint, 0), over_members(joint, 1));
            case IndexScale::count: return coalitions_of(static_cast<std::size_t>(members_) - 1, index.text.name) * own;
        }
        return own;
    }

private:
    /// Of a chance to pass with one's own vote for (0) or against (1), the sum over the members.
    [[nodiscard]] Formula over_members(const JointEstimate& joint, std::size_t vote) const {
        Formula sum{0, Eigen::VectorXd::Zero(joint.mean.size())};
        for (std::size_t digit = 0; digit < digits_; ++digit) {
            const auto place = static_cast<Eigen::Index>(2 + vote * digits_ + digit);
            sum.gradient[place] = std::ldexp(1.0, static_cast<int>(digit));
            sum.value += sum.gradient[place] * joint.mean[place];
        }
        return sum;
    }

    std::size_t digits_;
    double members_;
};

/// The indices that presume one model, on the same draws. A target error applies to them, and under ic of the chance
/// to pass.
inline JointEstimates simulate_power(const Rule& rule, IndexModel model, std::span<const VoteIndex* const> wanted,
                                     const MonteCarlo& method) {
    const std::size_t n = member_count(rule);
    const PowerFeatures features(n);
    const auto largest_error = [&](const std::vector<JointEstimate>& groups) {
        double largest = model != IndexModel::coins ? 0 : groups[0].estimate(features.pass(groups[0])).error;
        for (const VoteIndex* index : wanted)
            for (const JointEstimate& group : groups) {
                const double error = group.estimate(features.value(*index, group)).error;
                largest = std::isfinite(error) ? std::max(largest, error) : std::numeric_limits<double>::infinity();
            }
        return largest;
    };
    return simulate_features(latent_law(model_of(model), n), method, {n, features.size(), 0}, features.planes(rule),
                             largest_error);
}

/// A formula on a decisive chance and a chance to pass that are known to a range. It rises with the first, and rises or
/// falls with the second, so that its extremes are at the ends; they lie in [0, 1].
inline ChanceRange formula_range(IndexFormula formula, const ChanceRange& decisive, const ChanceRange& pass) {
    constexpr double least = 1e-300;  // keeps what divides off 0
    const auto at = [&](double d, double p) {
        const double chance = std::clamp(p, 0.0, 1.0);
        return std::clamp(apply(formula, d, std::max(chance, least), std::max(1 - chance, least)), 0.0, 1.0);
    };
    const double lower = std::min(at(decisive.lower, pass.lower), at(decisive.lower, pass.upper));
    const double upper = std::max(at(decisive.upper, pass.lower), at(decisive.upper, pass.upper));
    return {lower, std::clamp(at(decisive.value, pass.value), lower, upper), upper};
}

/// Throws std::invalid_argument for a rule that is not weighted.
inline const WeightedRule& weighted_only(const Rule& rule, const Method& method) {
    const auto* weighted = std::get_if<WeightedRule>(&rule);
    if (!weighted)
        refuse_method(method,
                      "auto, exact, decision_diagram, enumerate or monte_carlo for a rule that is not weighted");
    return *weighted;
}

/// The values of an index from what is known of what it is made of.
inline std::vector<Bounded> index_ranges(const VoteIndex& index, const RangedPower& power) {
    std::vector<ChanceRange> ranges;
    ChanceRange sum;
    for (const ChanceRange& decisive : power.decisive) {
        ranges.push_back(formula_range(index.formula, decisive, power.pass));
        sum.add(1, ranges.back());
    }
    const double unit = index.scale == IndexScale::count ? coalitions_of(ranges.size() - 1, index.text.name) : 1;
    std::vector<Bounded> values;
    for (const ChanceRange& own : ranges) {
        if (index.scale != IndexScale::share) {
            const Bounded value = own.bounded();
            values.push_back({.value = unit * value.value, .bound = unit * value.bound});
            continue;
        }
        const auto share = [](double part, double others) { return part > 0 ? part / (part + others) : 0; };
        const double lower = share(own.lower, sum.upper - own.upper), upper = share(own.upper, sum.lower - own.lower);
        values.push_back(ChanceRange{lower, std::clamp(own.value / sum.value, lower, upper), upper}.bounded());
    }
    return values;
}

}  // namespace detail

STEMGEWICHT_DEFINITION EstimatedPower estimated_power(std::span<const std::string> names, const Rule& rule,
                                                      const MonteCarlo& method) {
    check(rule);
    check(method);
    EstimatedPower result;
    result.values.resize(names.size());
    const detail::PowerFeatures features(member_count(rule));
    for (const IndexModel model : {IndexModel::coins, IndexModel::uniform, IndexModel::uniform_to_half}) {
        std::vector<const VoteIndex*> wanted;
        std::vector<std::size_t> places;
        for (std::size_t k = 0; k < names.size(); ++k)
            if (const VoteIndex& index = vote_index(names[k]); index.model == model) {
                wanted.push_back(&index);
                places.push_back(k);
            }
        if (model != IndexModel::coins && wanted.empty()) continue;
        const JointEstimates simulated = detail::simulate_power(rule, model, wanted, method);
        result.reached = result.reached && simulated.reached;
        if (model == IndexModel::coins)
            result.coleman_collectivity = simulated.groups[0].estimate(features.pass(simulated.groups[0]));
        for (std::size_t w = 0; w < wanted.size(); ++w)
            for (const JointEstimate& group : simulated.groups) {
                const Estimate value = group.estimate(features.value(*wanted[w], group));
                if (!std::isfinite(value.value))
                    refuse("samples", "enough to see motions that pass and that fail for " + names[places[w]],
                           value.draws);
                result.values[places[w]].push_back(value);
            }
    }
    return result;
}

STEMGEWICHT_DEFINITION std::vector<Bounded> bounded_power(const VoteIndex& index, const WeightedRule& rule,
                                                          const Normal& method) {
    const detail::RangedStandings standings = detail::normal_standings(rule, model_of(index.model), method);
    detail::RangedPower power{.decisive = {}, .pass = standings.pass};
    for (const detail::RangedStanding& member : standings.members) power.decisive.push_back(member.decisive);
    return detail::index_ranges(index, power);
}

STEMGEWICHT_DEFINITION std::vector<Bounded> bounded_power(const VoteIndex& index, const WeightedRule& rule,
                                                          const Fourier& method) {
    return advising(detail::followable(rule, method), [&] {
        return detail::index_ranges(index, detail::fourier_power(rule, model_of(index.model), method));
    });
}

STEMGEWICHT_DEFINITION std::vector<Estimate> VoteIndex::operator()(const Rule& rule, const MonteCarlo& method) const {
    const std::string name(text.name);
    return estimated_power(std::span(&name, 1), rule, method).values.front();
}

STEMGEWICHT_DEFINITION std::vector<Bounded> VoteIndex::operator()(const Rule& rule, const Normal& method) const {
    return bounded_power(*this, detail::weighted_only(rule, method), method);
}

STEMGEWICHT_DEFINITION std::vector<Bounded> VoteIndex::operator()(const Rule& rule, const Fourier& method) const {
    return bounded_power(*this, detail::weighted_only(rule, method), method);
}

namespace detail {

/// What a share of all coalitions is multiplied by to give the quantity. Refuses one that is no multiple of it.
inline double unit_of(const WholeIndex& index, const Rule& rule, const Method& method) {
    if (index.quantity == WholeQuantity::winning_share) return 1;
    if (index.quantity != WholeQuantity::winning)
        refuse_method(method, "auto, exact, decision_diagram or enumerate for " + std::string(index.text.name));
    return coalitions_of(member_count(rule), index.text.name);
}

}  // namespace detail

STEMGEWICHT_DEFINITION Estimate WholeIndex::operator()(const Rule& rule, const MonteCarlo& method) const {
    const double unit = detail::unit_of(*this, rule, method);
    const Estimate share = estimated_power({}, rule, method).coleman_collectivity;
    return {.value = unit * share.value, .error = unit * share.error, .draws = share.draws};
}

STEMGEWICHT_DEFINITION Bounded WholeIndex::operator()(const Rule& rule, const Normal& method) const {
    const double unit = detail::unit_of(*this, rule, method);
    const Bounded share = detail::normal_pass_probability(detail::weighted_only(rule, method), ic(), method);
    return {.value = unit * share.value, .bound = unit * share.bound};
}

STEMGEWICHT_DEFINITION Bounded WholeIndex::operator()(const Rule& rule, const Fourier& method) const {
    const double unit = detail::unit_of(*this, rule, method);
    const WeightedRule& weighted = detail::weighted_only(rule, method);
    const Bounded share = advising(detail::followable(rule, method),
                                   [&] { return detail::fourier_power(weighted, ic(), method).pass.bounded(); });
    return {.value = unit * share.value, .bound = unit * share.bound};
}

}  // namespace stemgewicht
