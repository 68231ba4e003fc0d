#pragma once

#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/measures/index.hpp>
#include <stemgewicht/measures/set_indices.hpp>
#include <stemgewicht/measures/union_indices.hpp>
#include <stemgewicht/measures/vote_indices.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <Eigen/Core>

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Power indices. Each is a value that is called like a function, `banzhaf(rule)` or `banzhaf(rule, MonteCarlo{})`, and
/// knows its name, meaning and sources; index_table has them all. C++, Python, the command line, tables and benchmarks
/// know an index from there and from nowhere else.
namespace stemgewicht {

/// All indices. The last two are the functions of that name in measures/solution.hpp.
inline constexpr auto index_table = std::to_array<Index>({
    banzhaf,
    banzhaf_normalized,
    swings,
    shapley_shubik,
    coleman_shapley,
    coleman_prevent,
    coleman_initiate,
    rae,
    nevison,
    koenig_braeuninger,
    public_help,
    public_help_raw,
    public_help_xi,
    coleman_collectivity,
    winning_coalitions,
    minimal_winning_coalitions,
    least_size_winning_coalitions,
    deegan_packel,
    public_good,
    johnston,
    colomer_martinez,
    johnston_colomer_martinez,
    felsenthal,
    tijs,
    shift,
    shift_deegan_packel,
    deegan_packel_raw,
    public_good_raw,
    johnston_raw,
    shift_raw,
    shift_deegan_packel_raw,
    owen,
    banzhaf_owen,
    symmetric_coalitional_banzhaf,
    amer_carreras_gimenez,
    public_good_solidarity,
    public_good_threat_1,
    public_good_threat_2,
    public_good_threat_3,
    myerson,
    graph_banzhaf,
    SolutionIndex{{"nucleolus", "the division of one by which the worst-off coalition is best off; to 12 members",
                   "Nucleolus: see nucleolus of measures/solution.hpp. One share per member; they sum to 1.",
                   "schmeidler_1969"}},
    SolutionIndex{{"minimum_sum_representation", "shares of the least whole weights; to 12 members",
                   "Weights of the least sum that represent the rule, as shares. One per member; they sum to 1.",
                   "freixas_kaniovski_2013"}},
});

/// The index of that name. Throws std::invalid_argument for an unknown one, with the list of those there are.
const Index& find_index(std::string_view name);

/// The index of that name, if it is a formula on chances. Throws std::invalid_argument for another.
const VoteIndex& vote_index(std::string_view name);

/// The model that an index presumes.
VotingModel model_of(IndexModel model);

/// The values of an index, one per member, from their standings under its model. Throws std::invalid_argument where the
/// index divides by a chance that is 0.
Eigen::ArrayXd index_values(const VoteIndex& index, std::span<const Standing> standings);

/// Chance that each member decides: P(pass if i says yes) - P(pass if i says no), the others voting by the model.
/// One value per member. banzhaf is this under ic, shapley_shubik under iac.
Eigen::ArrayXd decisive(const Rule& rule, const VotingModel& model, const Method& method = Exact{});

/// An index of the unions themselves, each voting as one. One value per union, in the order of the grouping.
Eigen::ArrayXd power_of_unions(const VoteIndex& index, const Rule& rule, const Grouping& unions,
                               const Method& method = Exact{});

/// Power indices by simulation, each value with its standard error.
struct EstimatedPower {
    std::vector<std::vector<Estimate>> values;  ///< [index][member], in the order asked
    Estimate coleman_collectivity;
    bool reached = true;  ///< whether the target error was reached in the draws allowed
};

/// Power indices of all members by simulation: any formula on chances, and coleman_collectivity always, for any rule of
/// any size. Indices that presume the same model share their draws. Errors are by the delta method from the joint law
/// of what was seen; of a share of the whole also that of the whole, with which it is correlated. A target error is
/// asked of every value. Cost for each motion: a decision with and without each member, and O(members log(members)^2)
/// operations on bits. Throws std::invalid_argument for an unknown index, a run without draws, and where an index
/// divides by a chance that no draw has shown.
EstimatedPower estimated_power(std::span<const std::string> names, const Rule& rule, const MonteCarlo& method = {});

/// The values of an index by the normal law, or by the frequencies that matter, one per member, each within its bound
/// of the true one.
std::vector<Bounded> bounded_power(const VoteIndex& index, const WeightedRule& rule, const Normal& method = {});
std::vector<Bounded> bounded_power(const VoteIndex& index, const WeightedRule& rule, const Fourier& method);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/definitions/estimated_power.hpp>
#include <stemgewicht/measures/definitions/power.hpp>
#include <stemgewicht/measures/definitions/set_indices.hpp>
#include <stemgewicht/measures/definitions/union_indices.hpp>
#endif
