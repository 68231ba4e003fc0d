#pragma once

#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/design/tipping.hpp>
#include <stemgewicht/measures/index.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// The inverse problem: which weights and quota give members the power, or the risks, that are wanted. `inverse` of
/// design/inverse.hpp solves it for up to 8 members, `inverse_search` of design/inverse_search.hpp beyond.
namespace stemgewicht {

/// A chance of each member under a vote model.
enum class RiskQuantity { decisive, outvoted, overruled, blocked };
struct RiskMeasure {
    RiskQuantity quantity = RiskQuantity::outvoted;
    VotingModel model = ic();
};

/// What of each member is to be near its target. An index is one of index_table with a value for each member, that
/// needs neither unions nor a graph nor a program: a VoteIndex or a SetIndex.
using DesignMeasure = std::variant<Index, RiskMeasure>;

/// As the command line and the tables write it: banzhaf_normalized, outvoted:iac.
std::string measure_name(const DesignMeasure& measure);

/// Whether its values always sum to one over the members.
bool sums_to_one(const DesignMeasure& measure);

/// Its value for each member. Throws as the index, or member_standings, does.
std::vector<double> measured_values(const DesignMeasure& measure, const WeightedRule& rule,
                                    const Method& method = Exact{});

/// How far the values of all members are from their targets.
enum class DistanceNorm {
    absolute,   ///< the sum of the differences
    euclidean,  ///< the root of the sum of their squares
    largest,    ///< the largest difference
    relative    ///< the largest difference as a part of the target, all of which are positive
};

/// The distance between as many values as targets.
double distance(const std::vector<double>& values, const std::vector<double>& target, DistanceNorm norm);

/// A measure of one member that must lie in a range.
struct MemberBound {
    std::size_t member = 0;
    DesignMeasure measure = RiskMeasure{};
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
};

/// What a rule must keep to.
struct DesignConstraints {
    std::optional<QuotaShare> quota{};                         ///< of the weights that the rule is given by; empty: any
    bool proper = false;                                       ///< never do a set and the rest both win
    bool no_dictator = false;                                  ///< nobody decides alone
    bool no_veto = false;                                      ///< nobody is in every winning coalition
    bool no_null = false;                                      ///< everybody is critical in some coalition
    std::vector<std::pair<std::size_t, std::size_t>> order{};  ///< the first has at least the weight of the second
    std::vector<Coalition> winning{}, losing{};                ///< coalitions that must win, and that must lose
    std::vector<MemberBound> bounds{};
};

/// Wanted values, one for each member, under constraints.
struct InverseProblem {
    std::vector<double> target;
    DesignMeasure measure;
    DistanceNorm norm = DistanceNorm::euclidean;
    DesignConstraints constraints{};
};

/// Throws std::invalid_argument for a target that is no list of numbers, one that does not sum to one to 1e-6 where the
/// measure does, one that is not positive under DistanceNorm::relative, a measure without a value for each member, and
/// constraints that name other members.
void check(const InverseProblem& problem);

/// In words, the first of the constraints that a rule does not keep to, such as "no_veto"; empty where it keeps to all.
std::optional<std::string> broken_constraint(const DesignConstraints& constraints, const WeightedRule& rule);

/// A rule, and how near it comes.
struct InverseRule {
    WeightedRule rule;
    std::vector<double> values;  ///< of the measure, by member
    double distance = 0;
};

/// Distances that differ by no more are equal.
inline constexpr double equal_distances = 1e-12;

/// The rules that come nearest.
struct InverseAnswer {
    std::vector<InverseRule> rules;  ///< nearest first; of equals the lightest
    std::uint64_t ties = 1;          ///< how many different rules are as near as the first, itself among them, as far
                                     ///< as known
    double lower_bound = 0;          ///< no rule that keeps to the constraints is nearer
    std::string_view reason = "all rules were compared";  ///< for that bound
    bool proved = false;                                  ///< whether none is nearer than the first
    std::uint64_t compared = 0;  ///< how many rules were; where all are, how many games up to renaming

    [[nodiscard]] double distance() const { return rules.front().distance; }
    /// How much nearer another could be.
    [[nodiscard]] double gap() const { return distance() - lower_bound; }
};

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/inverse_problem.hpp>
#endif
