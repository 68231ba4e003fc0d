#pragma once

#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/core/member_pairs.hpp>
#include <stemgewicht/methods/set_family.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <Eigen/Core>

#include <string_view>
#include <variant>
#include <vector>

/// What power indices are made of; the indices themselves are the rows of vote_indices.hpp, set_indices.hpp and
/// union_indices.hpp, and power.hpp has the table of all.
namespace stemgewicht {

/// What an index says of itself.
struct IndexText {
    std::string_view name;     ///< the same in C++, in Python and on the command line
    std::string_view meaning;  ///< in one line
    std::string_view details;  ///< definition, what the values are, cost
    std::string_view sources;  ///< keys of references.bib, apart by "; "
};

/// The vote model that an index presumes.
enum class IndexModel {
    coins,           ///< ic: every member tosses a fair coin
    uniform,         ///< iac: all share one chance of yes, uniform on (0, 1)
    uniform_to_half  ///< all share one chance of yes, uniform on (0, 1/2)
};

/// What the values of an index are.
enum class IndexScale {
    chance,  ///< what the formula gives
    share,   ///< that divided by its sum over the members
    count    ///< that times 2^(members - 1): under coins, how many coalitions of the others
};

/// What an index makes of the chance that a member is decisive and the chances that a motion passes and fails, all
/// under the vote model that the index presumes.
enum class IndexFormula {
    decisive,          ///< d
    half_decisive,     ///< d / 2
    prevent,           ///< d / (2 pass)
    initiate,          ///< d / (2 fail)
    rae,               ///< 1/2 + d/2
    pass_if_yes,       ///< pass + d/2: the chance to pass given that the member says yes, its own vote a fair coin
    yes_share_of_pass  ///< (pass + d/2) / (2 pass): the chance that the member said yes, given that a motion passed
};

/// The formula on doubles, on exact fractions, or on formulas of simulated means.
template <class Number>
Number apply(IndexFormula formula, const Number& decisive, const Number& pass, const Number& fail) {
    switch (formula) {
        case IndexFormula::decisive: break;
        case IndexFormula::half_decisive: return decisive / 2;
        case IndexFormula::prevent: return decisive / (2 * pass);
        case IndexFormula::initiate: return decisive / (2 * fail);
        case IndexFormula::rae: return (1 + decisive) / 2;
        case IndexFormula::pass_if_yes: return pass + decisive / 2;
        case IndexFormula::yes_share_of_pass: return (pass + decisive / 2) / (2 * pass);
    }
    return decisive;
}

/// An index that is a formula on chances under a vote model.
///
/// Called with a rule it gives one value per member. Exact costs O(members x quota) for a weighted rule under ic, and
/// what the decision diagram costs for a rule that is neither weighted nor of two tiers. Throws std::invalid_argument
/// where the index divides by a chance that is 0, as for a rule of your own that never passes, and std::length_error
/// where the method cannot carry the size, or a count is too large for a double.
struct VoteIndex {
    IndexText text;
    IndexModel model;
    IndexFormula formula;
    IndexScale scale;

    Eigen::ArrayXd operator()(const Rule& rule, const Method& method = Exact{}) const;
    /// By simulation: see estimated_power.
    std::vector<Estimate> operator()(const Rule& rule, const MonteCarlo& method) const;
    /// By the normal law, for a weighted rule: see bounded_power.
    std::vector<Bounded> operator()(const Rule& rule, const Normal& method) const;
    /// By the frequencies that matter, for a weighted rule: see bounded_power.
    std::vector<Bounded> operator()(const Rule& rule, const Fourier& method) const;
};

/// What of a rule an index counts that is one number for the whole rule.
enum class WholeQuantity {
    winning_share,      ///< winning coalitions / 2^members
    winning,            ///< winning coalitions
    minimal_winning,    ///< those that lose without any one of their members
    least_size_winning  ///< those of the fewest members
};

/// An index that is one number for the whole rule. MonteCarlo, Normal and Fourier estimate the first two of the
/// quantities.
/// Throws std::length_error where a count is too large for a double.
struct WholeIndex {
    IndexText text;
    WholeQuantity quantity;

    double operator()(const Rule& rule, const Method& method = Exact{}) const;
    Estimate operator()(const Rule& rule, const MonteCarlo& method) const;
    Bounded operator()(const Rule& rule, const Normal& method) const;
    Bounded operator()(const Rule& rule, const Fourier& method) const;
};

/// What a coalition gives to each of the k members that it counts for.
enum class SetPortion {
    one,             ///< 1
    equal,           ///< 1 / k
    equal_of_equal,  ///< 1 / k^2
    by_weight        ///< the member's share of their weight; of a weighted rule
};

/// An index that is made of a family of winning coalitions, each of which gives a portion to the members that it counts
/// for; the sums are divided by their sum, so that the values sum to 1, or left raw. Takes Exact, DecisionDiagram (not
/// by weight) and Enumerate. Throws std::invalid_argument where there is no such coalition, as of veto players where
/// there are none, and by weight for a rule that is not weighted.
struct SetIndex {
    IndexText text;
    SetFamily family;
    SetPortion portion;
    bool raw = false;

    Eigen::ArrayXd operator()(const Rule& rule, const Method& method = Exact{}) const;
};

/// How an index for a-priori unions divides power between the unions, each voting as one.
enum class BetweenUnions {
    coalitions,  ///< all coalitions of unions alike (Banzhaf)
    orders,      ///< by orders of arrival (Shapley)
    public_good  ///< the public good index of the game between the unions
};

/// How it divides what a union has among its members.
enum class InsideUnion {
    coalitions,    ///< all parts of the union alike (Banzhaf)
    orders,        ///< by orders of arrival (Shapley)
    evenly,        ///< to each the same
    all_alone,     ///< by the public good index of each where all unions have broken up
    union_broken,  ///< by that where its own union has broken up, and the others stay
    leaving        ///< by that where it alone has left its union
};

/// An index for a-priori unions: members of a union bargain as one with the other unions, then among each other. Exact
/// works weighted rules on the distribution of the other unions' weight; others, and few members with large weights, on
/// one decision diagram for each union; indices by public_good on what that takes of the games that they name. Throws
/// std::invalid_argument unless the unions are a partition of the members.
struct UnionIndex {
    IndexText text;
    BetweenUnions between;
    InsideUnion inside;

    Eigen::ArrayXd operator()(const Rule& rule, const Grouping& unions, const Method& method = Exact{}) const;
};

/// An index of the game on a graph, in which a set is worth the sum over its connected components of what they are
/// worth. Exact and DecisionDiagram ask the members along the graph: cheap where few of those asked have neighbours to
/// come. Throws std::invalid_argument for an edge to an unknown member or to itself, std::length_error where the
/// diagram is too large.
struct GraphIndex {
    IndexText text;
    bool by_order;  ///< by orders of arrival (Shapley), else by all coalitions alike (Banzhaf)

    Eigen::ArrayXd operator()(const Rule& rule, const std::vector<Pair>& edges, const Method& method = Exact{}) const;
};

/// An index that solves programs, compiled into stemgewicht::study: the function of that name in measures/solution.hpp.
struct SolutionIndex {
    IndexText text;
};

/// Any index, by what it is made of.
using Index = std::variant<VoteIndex, WholeIndex, SetIndex, UnionIndex, GraphIndex, SolutionIndex>;

/// What an index says of itself.
inline const IndexText& text_of(const Index& index) {
    return std::visit([](const auto& one) -> const IndexText& { return one.text; }, index);
}

/// What an index is made of: votes, whole, sets, unions, graph or solution.
std::string_view index_kind(const Index& index);

}  // namespace stemgewicht
