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

/// Which risk of the others a member's own is weighed against.
enum class OthersRisk { mean, largest };

/// A member's risk, and that of the others.
struct RiskPair {
    double own = 0, others = 0;
};

/// That of a member and the others, from the risks of all.
RiskPair risk_pair(const std::vector<double>& risks, std::size_t member, OthersRisk others);

/// Risks that differ by no more are equal.
inline constexpr double equal_front_risks = 1e-12;

/// A rule with its risks.
struct FrontRule {
    WeightedRule rule;  ///< the whole weights of least sum, in the order of the members
    RiskPair risk;
    std::vector<double> risks;  ///< of all members
};

/// The width of the steps of a member's own risk, for each of which a front has one rule.
inline constexpr double front_step = 0.0025;

/// The efficient rules among all proper weighted ones, as seen by one member.
struct RuleFront {
    OthersRisk others = OthersRisk::mean;
    /// Of those in a step that of the least risk of the others, from the lowest own risk; of equals the lightest.
    std::vector<FrontRule> rules;
    /// For each rule that was to be placed: of those with both risks as low and one lower that which lowers the two by
    /// most together; empty where there is none, so that the rule is efficient.
    std::vector<std::optional<FrontRule>> better;
    /// Squares of side front_step that hold the risks of some rule, by what is beside and what is below them.
    std::vector<std::pair<std::size_t, std::size_t>> cloud;
};

/// Both fronts, and how many rules were compared: all assignments of the weights of all games that differ.
struct RuleFronts {
    RuleFront mean, largest;
    std::uint64_t rules = 0;
};

/// The front between one member's risk and the others' mean, and their largest, among all proper weighted rules, for
/// each of several laws: rules of which none has both risks as low and one of them lower. There can be 100,000 of them,
/// of which most are as good as their neighbours, so that one is given for each step of the member's own risk. `placed`
/// are rules to be compared with all.
///
/// Every weighted game (see weighted_games) is taken with each assignment of its members to these. Games differ from
/// the one above them by one coalition, so that a rule costs one step for each risk: 7 members have 33 million rules,
/// a second for each law. A motion on which neither side reaches the quota fails, as in law. Throws
/// std::invalid_argument where sizes do not fit, std::length_error beyond maximum_weighted_game_members.
std::vector<RuleFronts> rule_fronts(std::span<const CoalitionRisks> laws, std::size_t member,
                                    std::span<const WeightedRule> placed = {}, const Progress& progress = {});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/efficient_front.hpp>
#endif
