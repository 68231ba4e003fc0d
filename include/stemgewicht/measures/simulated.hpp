#pragma once

#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/methods/simulation/simulated_standing.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace stemgewicht {

/// How often a position and the decision part, simulated: the fields of Outvoted, each with its error.
struct OutvotedEstimate {
    Estimate outvoted, overruled, blocked, success, decisive, luck;
    Estimate tied;                                               ///< P(position tied), whatever the convention
    Estimate pass;                                               ///< P(pass), whatever the convention
    std::optional<Estimate> outvoted_if_yes, outvoted_if_no;     ///< given the position; empty where it never occurred
    std::optional<Estimate> outvoted_if_pass, outvoted_if_fail;  ///< given the decision; empty where it never occurred
    bool reached = true;  ///< whether the target error was reached in the draws allowed
};

namespace detail {

/// The standing with the place `first` among the means, under a convention for ties.
class StandingFormulas {
public:
    StandingFormulas(const JointEstimate& joint, Ties ties, std::size_t place = 0)
        : joint_(joint), first_(static_cast<Eigen::Index>(place * standing_means)), ties_(ties) {
        const double shared = ties == Ties::coin ? 0.5 : ties == Ties::against ? 1.0 : 0.0;
        no_pass_ = cell(4) + shared * cell(2);
        no_fail_ = cell(5) + shared * cell(3);
        const double for_yes = ties == Ties::coin ? 0.5 : 0.0;
        yes_pass_ = cell(0) + for_yes * cell(2);
        yes_fail_ = cell(1) + for_yes * cell(3);
        all_ = yes_pass_ + yes_fail_ + no_pass_ + no_fail_;
        if (!(all_.dot(joint.mean) > 0))
            refuse("ties", "against or coin where the position is tied on every motion", "excluded");
    }

    [[nodiscard]] Formula outvoted() const { return *joint_.ratio(no_pass_ + yes_fail_, all_); }
    [[nodiscard]] OutvotedEstimate all() const {
        OutvotedEstimate result;
        const Formula success = *joint_.ratio(yes_pass_ + no_fail_, all_);
        result.outvoted = joint_.estimate(outvoted());
        result.overruled = joint_.estimate(*joint_.ratio(no_pass_, all_));
        result.blocked = joint_.estimate(*joint_.ratio(yes_fail_, all_));
        result.success = joint_.estimate(success);
        result.decisive = joint_.sum(cell(6));
        result.luck = joint_.estimate({success.value - result.decisive.value, success.gradient - cell(6)});
        result.tied = joint_.sum(cell(2) + cell(3));
        result.pass = joint_.sum(cell(0) + cell(2) + cell(4));
        result.outvoted_if_yes = given(yes_fail_, yes_pass_);
        result.outvoted_if_no = given(no_pass_, no_fail_);
        result.outvoted_if_pass = given(no_pass_, yes_pass_);
        result.outvoted_if_fail = given(yes_fail_, no_fail_);
        return result;
    }

private:
    [[nodiscard]] Eigen::VectorXd cell(Eigen::Index k) const {
        return Eigen::VectorXd::Unit(joint_.mean.size(), first_ + k);
    }
    [[nodiscard]] std::optional<Estimate> given(const Eigen::VectorXd& part, const Eigen::VectorXd& rest) const {
        const auto formula = joint_.ratio(part, part + rest);
        return formula ? std::optional(joint_.estimate(*formula)) : std::nullopt;
    }

    const JointEstimate& joint_;
    Eigen::Index first_;
    Ties ties_;
    Eigen::VectorXd yes_pass_, yes_fail_, no_pass_, no_fail_, all_;
};

}  // namespace detail

/// Reads estimates of standings as `outvoted` reads a standing: that with this place in the group. Throws
/// std::invalid_argument where ties are excluded and nothing is left.
inline OutvotedEstimate estimated_outvoted(const JointEstimate& joint, Ties ties = Ties::excluded,
                                           std::size_t place = 0) {
    return detail::StandingFormulas(joint, ties, place).all();
}

/// The chance to be outvoted under the second standing of a group less that under the first.
inline Estimate estimated_difference(const JointEstimate& joint, Ties ties = Ties::excluded) {
    const Formula first = detail::StandingFormulas(joint, ties, 0).outvoted();
    const Formula second = detail::StandingFormulas(joint, ties, 1).outvoted();
    return joint.estimate(second.value - first.value, second.gradient - first.gradient);
}

/// Means that are known without error, without draws.
inline JointEstimate exact_means(const Eigen::VectorXd& means) {
    return {.mean = means, .covariance = Eigen::MatrixXd::Zero(means.size(), means.size())};
}

/// A standing that is known without error, as the estimate of a group of one.
inline JointEstimate exact_estimate(const Standing& standing) {
    return exact_means(detail::feature_vector(std::span(&standing, 1)));
}

/// Two standings that are known without error, as the estimate of a group of both.
inline JointEstimate exact_pair(const Standing& first, const Standing& second) {
    return exact_means(detail::feature_vector(std::array{first, second}));
}

namespace detail {

/// The target is asked of the chances to be outvoted.
inline auto largest_outvoted_error(Ties ties) {
    return [ties](const std::vector<JointEstimate>& groups) {
        double largest = 0;
        for (const JointEstimate& group : groups) {
            const StandingFormulas formulas(group, ties);
            largest = std::max(largest, group.estimate(formulas.outvoted()).error);
        }
        return largest;
    };
}

inline std::vector<OutvotedEstimate> all_outvoted(const Simulated& simulated, Ties ties) {
    std::vector<OutvotedEstimate> result;
    for (const JointEstimate& group : simulated.groups) {
        result.push_back(estimated_outvoted(group, ties));
        result.back().reached = simulated.reached;
    }
    return result;
}

}  // namespace detail

/// How often the holders of each position are outvoted by a decision, on the same draws. With a target error, the
/// simulation goes on until the chance to be outvoted has it for every position; where it has not at the most draws
/// allowed, `reached` is false. Throws std::invalid_argument for a run without draws and input that does not fit, and
/// where ties are excluded and nothing is left.
template <AnyRule R, AnyRule P, SimulationMethod M = MonteCarlo>
std::vector<OutvotedEstimate> simulate_outvoted(const R& decision, std::span<const P> positions, const LatentLaw& law,
                                                const M& method = {}, Ties ties = Ties::excluded) {
    return detail::all_outvoted(
        simulate_standings(decision, positions, law, method, detail::largest_outvoted_error(ties)), ties);
}
template <AnyRule R, AnyRule P, SimulationMethod M = MonteCarlo>
OutvotedEstimate simulate_outvoted(const R& decision, const P& position, const LatentLaw& law, const M& method = {},
                                   Ties ties = Ties::excluded) {
    return simulate_outvoted(decision, std::span(&position, 1), law, method, ties).front();
}

/// How often each member is outvoted; its position is its own vote, which is never tied.
template <AnyRule R, SimulationMethod M = MonteCarlo>
std::vector<OutvotedEstimate> simulate_outvoted_members(const R& decision, const LatentLaw& law, const M& method = {}) {
    return detail::all_outvoted(
        simulate_member_standings(decision, law, method, detail::largest_outvoted_error(Ties::excluded)),
        Ties::excluded);
}

/// P(pass), simulated; a target error is asked of it.
template <AnyRule R, SimulationMethod M = MonteCarlo>
Estimate simulate_pass_probability(const R& rule, const LatentLaw& law, const M& method = {}) {
    const Eigen::VectorXd cells = (Eigen::VectorXd(7) << 1, 0, 1, 0, 1, 0, 0).finished();
    const WeightedRule position = member_position(0, law.member_count());
    const Simulated simulated =
        simulate_standings(rule, std::span(&position, 1), law, method,
                           [&](const std::vector<JointEstimate>& groups) { return groups[0].sum(cells).error; });
    return simulated.groups[0].sum(cells);
}

/// The same names as of exact answers, where the method simulates.
template <AnyRule R, AnyRule P, SimulationMethod M>
OutvotedEstimate outvoted(const R& decision, const P& position, const VotingModel& model, const M& method,
                          Ties ties = Ties::excluded) {
    return simulate_outvoted(decision, position, latent_law(model, member_count(decision)), method, ties);
}
template <AnyRule R, SimulationMethod M>
std::vector<OutvotedEstimate> outvoted_members(const R& decision, const VotingModel& model, const M& method) {
    return simulate_outvoted_members(decision, latent_law(model, member_count(decision)), method);
}
template <AnyRule R, SimulationMethod M>
Estimate pass_probability(const R& rule, const VotingModel& model, const M& method) {
    return simulate_pass_probability(rule, latent_law(model, member_count(rule)), method);
}

/// Two decisions on the same motions: how often the holders of a position are outvoted under each, and the difference,
/// whose error is far below those of the two where they mostly decide alike.
struct OutvotedComparison {
    OutvotedEstimate first, second;
    Estimate difference;  ///< second - first, in the chance to be outvoted
    bool reached = true;  ///< whether the difference reached the target error
};

/// Compares two decisions by common random numbers. A target error is asked of the difference.
template <AnyRule A, AnyRule B, AnyRule P, SimulationMethod M = MonteCarlo>
OutvotedComparison compare_outvoted(const A& first, const B& second, const P& position, const LatentLaw& law,
                                    const M& method = {}, Ties ties = Ties::excluded) {
    const Simulated simulated = simulate_standing_pair(
        first, second, position, law, method,
        [&](const std::vector<JointEstimate>& groups) { return estimated_difference(groups[0], ties).error; });
    const JointEstimate& joint = simulated.groups[0];
    OutvotedComparison result{.first = estimated_outvoted(joint, ties, 0),
                              .second = estimated_outvoted(joint, ties, 1),
                              .difference = estimated_difference(joint, ties),
                              .reached = simulated.reached};
    result.first.reached = result.second.reached = simulated.reached;
    return result;
}

}  // namespace stemgewicht
