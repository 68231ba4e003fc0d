#pragma once

#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace stemgewicht {

/// The joint law of a position (yes, tied, no) and the decision (pass, fail): six chances that sum to 1, and the chance
/// that the holders of the position are decisive. Everything that success, outvoting and power ask is a formula on
/// these.
struct Standing {
    double yes_pass = 0, yes_fail = 0;
    double tied_pass = 0, tied_fail = 0;
    double no_pass = 0, no_fail = 0;
    double decisive =
        0;  ///< P(passes with all of its holders for) - P(passes with all against), the others voting as ever

    [[nodiscard]] double pass() const { return yes_pass + tied_pass + no_pass; }
    [[nodiscard]] double fail() const { return yes_fail + tied_fail + no_fail; }

    /// Adds the chance of one outcome.
    void add_term(Side side, bool passes, double chance) {
        switch (side) {
            case Side::yes: (passes ? yes_pass : yes_fail) += chance; break;
            case Side::tied: (passes ? tied_pass : tied_fail) += chance; break;
            case Side::no: (passes ? no_pass : no_fail) += chance; break;
        }
    }

    /// Adds another law with a weight, as a mixture does.
    void add(const Standing& other, double mass) {
        yes_pass += mass * other.yes_pass;
        yes_fail += mass * other.yes_fail;
        tied_pass += mass * other.tied_pass;
        tied_fail += mass * other.tied_fail;
        no_pass += mass * other.no_pass;
        no_fail += mass * other.no_fail;
        decisive += mass * other.decisive;
    }

    friend bool operator==(const Standing&, const Standing&) = default;
};

// The waist. Rule, model and method go in, chances come out: all measures are formulas on these, and the ways to count
// do not show. `Exact`, `DecisionDiagram` and `Enumerate` carry everything; `MeetInTheMiddle` weighted rules under one
// common chance, `Fourier` weighted rules within its error; other methods are refused here, and have estimates below.
// Throws std::invalid_argument where the model does not fit the members, std::length_error where the method cannot
// carry the size.

/// P(pass) under a model.
double pass_probability(const Rule& rule, const VotingModel& model, const Method& method = Exact{});

/// The standing of every member under a model: its own vote against the decision.
std::vector<Standing> member_standings(const Rule& rule, const VotingModel& model, const Method& method = Exact{});

/// The standing of each of several positions under a model, in one pass.
std::vector<Standing> position_standings(const Rule& rule, std::span<const WeightedRule> positions,
                                         const VotingModel& model, const Method& method = Exact{});

/// The standing of a position that may be any rule over the same members: yes where it wins, no where the members
/// against would win, tied where neither does. Throws std::invalid_argument where both can win.
Standing position_standing(const Rule& rule, const Rule& position, const VotingModel& model,
                           const Method& method = Exact{});

// Standings by any method, as estimates in groups whose errors are known together. The means of a group are those of
// its standings in turn, standing_means each, namely the six chances in the order of Standing and the decisive chance.
// A method of the waist gives them without draws and without errors.

inline constexpr std::size_t standing_means = 7;

/// The least chance that others may be given by. By an exact method every chance holds to a part of itself, so that
/// this is 1e-290, for the range of doubles; but under latents that are normal it holds to 2e-13 of 1, and this is
/// 1e-7.
double least_condition(const VotingModel& model, std::size_t member_count);

/// A standing that is known without error, as the estimate of a group of one.
JointEstimate exact_estimate(const Standing& standing);

/// What a target error applies to: the largest error of what is made of the groups.
using LargestError = std::function<double(const std::vector<JointEstimate>&)>;

/// The standing of each position under a decision: one group each, all on the same motions.
JointEstimates estimated_position_standings(const Rule& rule, std::span<const Rule> positions, const VotingModel& model,
                                            const Method& method, const LargestError& largest_error);

/// The standing of every member: one group each.
JointEstimates estimated_member_standings(const Rule& rule, const VotingModel& model, const Method& method,
                                          const LargestError& largest_error);

/// The standings of one position under two decisions, on the same motions: one group of both.
JointEstimates estimated_standing_pair(const Rule& first, const Rule& second, const Rule& position,
                                       const VotingModel& model, const Method& method,
                                       const LargestError& largest_error);

// Under a law of your own, by MonteCarlo or Conditional.
JointEstimates estimated_position_standings(const Rule& rule, std::span<const Rule> positions, const LatentLaw& law,
                                            const Method& method, const LargestError& largest_error);
JointEstimates estimated_member_standings(const Rule& rule, const LatentLaw& law, const Method& method,
                                          const LargestError& largest_error);
JointEstimates estimated_standing_pair(const Rule& first, const Rule& second, const Rule& position,
                                       const LatentLaw& law, const Method& method, const LargestError& largest_error);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/definitions/estimated_standings.hpp>
#include <stemgewicht/methods/definitions/standing.hpp>
#endif
