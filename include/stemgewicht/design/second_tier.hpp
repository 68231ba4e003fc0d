#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// A board of delegates, each of whom votes as the majority of its own constituency does: which weights serve the
/// citizens best, and what a rule of the board gives them.
namespace stemgewicht {

/// Constituencies, apart from each other. In each the citizens' votes for a motion are fair coins, of which any two
/// have the same correlation: each constituency draws its chance of yes from Beta(a, a) with a = (1 / correlation - 1)
/// / 2. At 0 everybody tosses a coin of its own, 1/3 is iac, and at 1 the whole constituency is of one mind. Where an
/// even number is tied, its delegate tosses a coin.
struct Constituencies {
    std::vector<Weight> citizens;  ///< of each, 1 or more
    double correlation = 0;        ///< of the votes of two citizens of one constituency
};

/// The most citizens of a constituency.
inline constexpr Weight maximum_citizens = Weight{1} << 40;

/// Throws std::invalid_argument for none, for numbers of citizens outside 1..maximum_citizens, and a correlation
/// outside [0, 1].
void check(const Constituencies& constituencies, std::string_view field = "constituencies");

/// For each constituency the chance that one citizen decides how its delegate votes. Without correlation about
/// root(2 / (pi citizens)) [penrose_1946].
std::vector<double> citizen_decides_delegate(const Constituencies& constituencies);

/// For each constituency by how many citizens those who vote as its delegate outnumber the others, on average. Without
/// correlation citizens x citizen_decides_delegate, about root(2 citizens / pi); at 1 it is the citizens. Exact to
/// about 1e-10.
std::vector<double> mean_margins(const Constituencies& constituencies);

/// What the weights of the delegates are to achieve.
enum class SecondTierGoal {
    equal_chance,   ///< every citizen has the same chance to decide what the board decides
    least_deficit,  ///< least citizens are outvoted, compared with a vote of them all
    utilitarian     ///< citizens agree with the board most often, as far as the citizens' votes are correlated
};

/// A goal with its name on the command line and in Python, what it asks for, and keys of references.bib.
struct SecondTierText {
    SecondTierGoal goal;
    std::string_view name, meaning, sources;
};
inline constexpr std::array<SecondTierText, 3> second_tier_goals{{
    {SecondTierGoal::equal_chance, "equal_chance", "every citizen has the same chance to decide",
     "penrose_1946; slomczynski_zyczkowski_2007"},
    {SecondTierGoal::least_deficit, "least_deficit",
     "the fewest citizens disagree with the board, beyond those whom a vote of all outvotes",
     "felsenthal_machover_1999"},
    {SecondTierGoal::utilitarian, "utilitarian", "citizens whose votes are correlated agree with the board most often",
     "barbera_jackson_2006; beisbart_bovens_2007"},
}};

/// The goal of that name. Throws std::invalid_argument for another, with those there are.
SecondTierGoal second_tier_goal(std::string_view name);

/// Shares for each constituency, which sum to 1. For equal_chance they are the shares of *power* (banzhaf_normalized)
/// that the delegates need: one over citizen_decides_delegate, nearly the root of the citizens where these are not
/// correlated. For the others they are the weights, under majority: the mean margins, for least_deficit those without
/// correlation, whatever it is. Throws std::invalid_argument for equal_chance where a citizen is never decisive, at a
/// correlation of 1.
std::vector<double> second_tier_shares(const Constituencies& constituencies, SecondTierGoal goal);

/// A rule of the delegates for the goal, of weights that add up to about `total`. For equal_chance the weights are the
/// shares of power and the quota that of optimal_quota, by which power is nearly weight; `inverse_search` comes nearer
/// where the members are few. Else the quota is the majority. Throws std::invalid_argument unless
/// 1 <= total <= 2^40.
WeightedRule second_tier_rule(const Constituencies& constituencies, SecondTierGoal goal, Weight total = 10'000);

/// What a rule of the delegates gives the citizens.
struct SecondTierOutcome {
    std::vector<double> decides;    ///< chance of a citizen of each constituency to decide what the board decides
    std::vector<double> outvoted;   ///< that it disagrees with the board
    double decides_ratio = 1;       ///< the largest chance to decide over the least; infinite where that is 0
    double mean_outvoted = 0;       ///< of all citizens
    std::optional<double> deficit;  ///< mean majority deficit, in citizens; without correlation alone
};

/// With delegates who are fair coins apart from each other, citizen_decides_delegate x banzhaf, and
/// 1/2 - mean margin x banzhaf / (2 citizens); the deficit is half of what the mean margins x banzhaf lack in sum from
/// the mean margin of all citizens together [felsenthal_machover_1999]. Cost: that of banzhaf. Throws
/// std::invalid_argument unless the rule has a member for each constituency.
SecondTierOutcome second_tier_outcome(const Constituencies& constituencies, const WeightedRule& rule);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/second_tier.hpp>
#endif
