#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht {

/// What rules over the same members cost each of them, by which coalition is for a motion (bit i is member i): the risk
/// of member i is the sum over the coalitions of passes[i][coalition] where these pass it, else fails[i][coalition].
/// A chance to be outvoted is of this form, under any law of the votes.
struct CoalitionRisks {
    std::vector<std::vector<double>> passes, fails;  ///< by member, then by coalition

    [[nodiscard]] std::size_t member_count() const { return passes.size(); }
};

/// The risk of every member under a rule. Throws std::invalid_argument where they do not fit.
std::vector<double> risks_under(const CoalitionRisks& risks, const WeightedRule& rule);

/// What a rule is judged by, as one member sees it; of each the lower is the better.
enum class FrontAxis {
    own,             ///< the member's risk
    others_mean,     ///< the mean risk of the others
    others_largest,  ///< the largest of theirs
    penrose,         ///< half of the sum of what the shares of power (banzhaf_normalized) differ from wanted ones
                     ///< [penrose_1946]
    inaction,        ///< the share of the coalitions that lose: one minus the power to act [coleman_1971]
};

/// The two of them that are weighed against each other.
struct FrontAxes {
    FrontAxis x = FrontAxis::own, y = FrontAxis::others_mean;

    friend bool operator==(const FrontAxes&, const FrontAxes&) = default;
};

/// A member's risk against the mean, and against the largest, of the others.
inline constexpr FrontAxes own_and_mean{}, own_and_largest{.x = FrontAxis::own, .y = FrontAxis::others_largest};

/// What a rule has on two axes.
struct FrontPoint {
    double x = 0, y = 0;
};

/// What a rule has on an axis, from the risks of all; `shares` are those of power that are wanted, looked at for
/// penrose alone. Throws std::invalid_argument where sizes do not fit.
double axis_value(FrontAxis axis, const WeightedRule& rule, const std::vector<double>& risks, std::size_t member,
                  const std::vector<double>& shares = {});

/// The same on two axes.
FrontPoint front_point(const FrontAxes& axes, const WeightedRule& rule, const std::vector<double>& risks,
                       std::size_t member, const std::vector<double>& shares = {});

/// Points that differ by no more are equal.
inline constexpr double equal_front_risks = 1e-12;

/// A rule with its risks.
struct FrontRule {
    WeightedRule rule;  ///< the whole weights of least sum, in the order of the members
    FrontPoint point;
    std::vector<double> risks;  ///< of all members
};

/// The width of the steps of the first axis, for each of which a front has one rule.
inline constexpr double front_step = 0.0025;

/// The efficient rules among all proper weighted ones, on two axes.
struct RuleFront {
    FrontAxes axes;
    /// Of those in a step of x that of the least y, from the lowest x; of equals the lightest.
    std::vector<FrontRule> rules;
    /// For each rule that was to be placed: of those as low on both axes and lower on one that which lowers the two by
    /// most together; empty where there is none, so that the rule is efficient.
    std::vector<std::optional<FrontRule>> better;
    /// Squares of side front_step that hold some rule, by what is beside and what is below them.
    std::vector<std::pair<std::size_t, std::size_t>> cloud;
};

/// The fronts on all pairs of axes, and how many rules were compared: all assignments of the weights of all games that
/// differ.
struct RuleFronts {
    std::vector<RuleFront> fronts;  ///< in the order of the axes that were asked for
    FrontRule fairest;  ///< by which the worst-off member risks least, its own and the largest risk of the others
    std::uint64_t rules = 0;

    /// The front on these axes. Throws std::invalid_argument where it was not asked for.
    [[nodiscard]] const RuleFront& on(const FrontAxes& axes) const;
};

/// Which fronts are looked for.
struct FrontOptions {
    std::vector<FrontAxes> axes{own_and_mean, own_and_largest};
    std::vector<double> shares{};  ///< of power that are wanted, one for each member: where penrose is an axis
    bool worst = false;            ///< adds, behind the laws, the worst case over them
    Progress progress{};
};

/// The front between one member's risk and the others' mean, and their largest, or on other axes, among all proper
/// weighted rules, for each of several laws: rules of which none is as low on both axes and lower on one. There can be
/// 100,000 of them, of which most are as good as their neighbours, so that one is given for each step of x. `placed`
/// are rules to be compared with all.
///
/// In the worst case the risk of each member is its largest over the laws, so that what one member risks may come from
/// one law, and what another does from another. A rule on that front need not be on the front of any single law, and
/// says less of each than that does.
///
/// Every weighted game (see weighted_games) is taken with each assignment of its members to these. Games differ from
/// the one above them by one coalition, so that a rule costs one step for each risk: 7 members have 33 million rules,
/// two thirds of a second for each law. A motion on which neither side reaches the quota fails, as in law. Throws
/// std::invalid_argument where sizes do not fit, std::length_error beyond maximum_weighted_game_members.
std::vector<RuleFronts> rule_fronts(std::span<const CoalitionRisks> laws, std::size_t member,
                                    std::span<const WeightedRule> placed = {}, const FrontOptions& options = {});

/// The worst risk of each member over several laws, under a rule. Throws std::invalid_argument where they do not fit.
std::vector<double> worst_risks(std::span<const CoalitionRisks> laws, const WeightedRule& rule);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/efficient_front.hpp>
#endif
