#pragma once

#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/simulation/monte_carlo.hpp>
#include <stemgewicht/methods/simulation/plane_features.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// Power indices by simulation, each value with its standard error.
struct EstimatedPower {
    std::vector<std::vector<Estimate>> values;  ///< [index][member], in the order asked
    Estimate coleman_collectivity;
    bool reached = true;  ///< whether the target error was reached in the draws allowed
};

namespace detail {

/// What is seen of a member on each motion: whether it would pass with the member for, and with it against, and the
/// digits of how many members could make it pass with the one vote and with the other. The last are the same for every
/// member, and make the error of a share of the whole that of a ratio. Indices that ask for the chance to pass presume
/// ic, under which it is the mean of the first two, the own vote being a fair coin; so what lies in [0, 1] stays there.
class PowerFeatures {
public:
    explicit PowerFeatures(std::size_t members)
        : digits_(static_cast<std::size_t>(std::bit_width(members))), members_(static_cast<double>(members)) {}

    [[nodiscard]] std::size_t size() const { return 2 + 2 * digits_; }

    template <AnyRule R>
    [[nodiscard]] PlaneFeatures planes(const R& rule) const {
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
        const Eigen::VectorXd gradient = whole(0.5, 0.5) / members_;
        return {gradient.dot(joint.mean), gradient};
    }

    /// The value of an index for the member of a group. Formulas that are normalized are linear in d and pass, and so
    /// is their sum over the members.
    [[nodiscard]] Formula value(const PowerIndex& index, const JointEstimate& joint) const {
        const double d = joint.mean[0] - joint.mean[1], pass = (joint.mean[0] + joint.mean[1]) / 2, fail = 1 - pass;
        const auto [along_d, along_pass] = slopes(index.formula, d, pass, fail);
        const double along_for = along_d + along_pass / 2, along_against = along_pass / 2 - along_d;
        Formula own{apply(index.formula, d, pass, fail), Eigen::VectorXd::Zero(joint.mean.size())};
        own.gradient[0] = along_for;
        own.gradient[1] = along_against;
        if (!index.normalized) return own;
        const Eigen::VectorXd sum = whole(along_for, along_against);
        own.value /= sum.dot(joint.mean);
        own.gradient = (own.gradient - own.value * sum) / sum.dot(joint.mean);
        return own;
    }

private:
    struct Slopes {
        double along_d, along_pass;
    };
    static Slopes slopes(IndexFormula formula, double d, double pass, double fail) {
        switch (formula) {
            case IndexFormula::decisive: break;
            case IndexFormula::prevent: return {1 / (2 * pass), -d / (2 * pass * pass)};
            case IndexFormula::initiate: return {1 / (2 * fail), d / (2 * fail * fail)};
            case IndexFormula::rae: return {0.5, 0};
            case IndexFormula::pass_if_yes: return {0.5, 1};
            case IndexFormula::yes_share_of_pass: return {1 / (4 * pass), -d / (4 * pass * pass)};
        }
        return {1, 0};
    }

    /// The gradient of a sum over the members, in which both chances to pass have these worths.
    [[nodiscard]] Eigen::VectorXd whole(double worth_for, double worth_against) const {
        const auto digits = static_cast<Eigen::Index>(digits_);
        Eigen::VectorXd gradient = Eigen::VectorXd::Zero(2 + 2 * digits);
        for (Eigen::Index digit = 0; digit < digits; ++digit) {
            const double members = std::ldexp(1.0, static_cast<int>(digit));
            gradient[2 + digit] = worth_for * members;
            gradient[2 + digits + digit] = worth_against * members;
        }
        return gradient;
    }

    std::size_t digits_;
    double members_;
};

/// The indices that presume one model, on the same draws. A target error is asked of them, and under ic of the chance
/// to pass.
template <AnyRule R>
Simulated simulate_power(const R& rule, bool common_chance, std::span<const PowerIndex* const> wanted,
                         const MonteCarlo& method) {
    const std::size_t n = member_count(rule);
    const PowerFeatures features(n);
    const auto largest_error = [&](const std::vector<JointEstimate>& groups) {
        double largest = common_chance ? 0 : groups[0].estimate(features.pass(groups[0])).error;
        for (const PowerIndex* index : wanted)
            for (const JointEstimate& group : groups) {
                const double error = group.estimate(features.value(*index, group)).error;
                largest = std::isfinite(error) ? std::max(largest, error) : std::numeric_limits<double>::infinity();
            }
        return largest;
    };
    const VotingModel model = common_chance ? VotingModel(iac()) : ic();
    return simulate_features(latent_law(model, n), method, {n, features.size(), 0}, features.planes(rule),
                             largest_error);
}

}  // namespace detail

/// Power indices of all members by simulation: any of power_index_table, and coleman_collectivity always, for any rule
/// of any size. Indices that presume the same model share their draws. Errors are by the delta method from the joint
/// law of what was seen; of a share of the whole also that of the whole and how both hang together. A target error is
/// asked of every value. Cost for each motion: what member_plane_features costs, and O(members log(members)^2)
/// operations on bits. Throws std::invalid_argument for an unknown index, a run without draws, and where an index
/// divides by a chance that no draw has shown.
template <AnyRule R>
EstimatedPower estimated_power(std::span<const std::string> names, const R& rule, const MonteCarlo& method = {}) {
    if constexpr (!detail::is_own_rule<R>) check(rule);
    check(method);
    EstimatedPower result;
    result.values.resize(names.size());
    const detail::PowerFeatures features(member_count(rule));
    for (const bool common : {false, true}) {
        std::vector<const PowerIndex*> wanted;
        std::vector<std::size_t> places;
        for (std::size_t k = 0; k < names.size(); ++k)
            if (const PowerIndex& index = power_index(names[k]); index.common_chance == common) {
                wanted.push_back(&index);
                places.push_back(k);
            }
        if (common && wanted.empty()) continue;
        const Simulated simulated = detail::simulate_power(rule, common, wanted, method);
        result.reached = result.reached && simulated.reached;
        if (!common) result.coleman_collectivity = simulated.groups[0].estimate(features.pass(simulated.groups[0]));
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

}  // namespace stemgewicht
