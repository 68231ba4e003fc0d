#pragma once

#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/measures/index.hpp>
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

inline constexpr VoteIndex banzhaf{
    .text = {.name = "banzhaf",
             .meaning = "chance to be decisive when all toss fair coins: swings / 2^(members - 1)",
             .details =
                 "Absolute Banzhaf (Penrose) index: swings of i / 2^(n-1). One chance in [0, 1] per member; they do "
                 "not sum to 1: see banzhaf_normalized.",
             .sources = "penrose_1946; banzhaf_1965"},
    .model = IndexModel::coins,
    .formula = IndexFormula::decisive,
    .scale = IndexScale::chance};

inline constexpr VoteIndex banzhaf_normalized{
    .text = {.name = "banzhaf_normalized",
             .meaning = "share of all swings",
             .details =
                 "Banzhaf index divided by its sum over the members: a share of the swings. One share per member; they"
                 " sum to 1.",
             .sources = "banzhaf_1965"},
    .model = IndexModel::coins,
    .formula = IndexFormula::decisive,
    .scale = IndexScale::share};

inline constexpr VoteIndex swings{
    .text = {.name = "swings",
             .meaning = "how many coalitions of the others win with the member and lose without",
             .details =
                 "Raw Banzhaf count: coalitions of the others that lose, and win with i. One number per member; to 53 "
                 "members doubles hold it exactly, to 1,024 in about 16 digits, and fractions are integers.",
             .sources = "banzhaf_1965"},
    .model = IndexModel::coins,
    .formula = IndexFormula::decisive,
    .scale = IndexScale::count};

inline constexpr VoteIndex shapley_shubik{
    .text = {.name = "shapley_shubik",
             .meaning = "chance to be decisive when all share one unknown chance of yes",
             .details =
                 "Shapley-Shubik index: the integral over p in (0, 1) of the chance that i is decisive when everyone "
                 "says yes with chance p. One share per member; they sum to 1. Exact takes about 4 sqrt(n) Gauss-"
                 "Legendre nodes, to n/2 + 1, by which nothing but rounding is left out, so it costs O(members^1.5 x "
                 "quota) for a weighted rule.",
             .sources = "shapley_shubik_1954; owen_1972"},
    .model = IndexModel::uniform,
    .formula = IndexFormula::decisive,
    .scale = IndexScale::chance};

inline constexpr VoteIndex coleman_shapley{
    .text =
        {.name = "coleman_shapley",
         .meaning = "the member's part, by Shapley's value, in the power of the collectivity to act",
         .details =
             "Coleman-Shapley index: the Shapley value of the game in which a set is worth the share of its subsets "
             "that win. It is the integral over p in (0, 1/2) of the chance that i is decisive when everyone says "
             "yes with chance p. One value per member; they sum to coleman_collectivity. Exact takes n/2 + 1 nodes: "
             "O(members^2 x quota) for a weighted rule.",
         .sources = "casajus_huettner_2019"},
    .model = IndexModel::uniform_to_half,
    .formula = IndexFormula::half_decisive,
    .scale = IndexScale::chance};

inline constexpr VoteIndex coleman_prevent{
    .text = {.name = "coleman_prevent",
             .meaning = "swings / winning coalitions: power to prevent action",
             .details =
                 "Power to prevent action: swings of i / number of winning sets. One chance in [0, 1] per member.",
             .sources = "coleman_1971"},
    .model = IndexModel::coins,
    .formula = IndexFormula::prevent,
    .scale = IndexScale::chance};

inline constexpr VoteIndex coleman_initiate{
    .text = {.name = "coleman_initiate",
             .meaning = "swings / losing coalitions: power to initiate action",
             .details =
                 "Power to initiate action: swings of i / number of losing sets. One chance in [0, 1] per member.",
             .sources = "coleman_1971"},
    .model = IndexModel::coins,
    .formula = IndexFormula::initiate,
    .scale = IndexScale::chance};

inline constexpr VoteIndex rae{
    .text = {.name = "rae",
             .meaning = "chance that the decision is the member's vote, under coins",
             .details =
                 "Rae index: chance that the decision agrees with i's vote when all toss fair coins; 1/2 + banzhaf/2. "
                 "One chance in [1/2, 1] per member.",
             .sources = "rae_1969; dubey_shapley_1979"},
    .model = IndexModel::coins,
    .formula = IndexFormula::rae,
    .scale = IndexScale::chance};

inline constexpr VoteIndex nevison{
    .text = {.name = "nevison",
             .meaning = "chance to pass when the member says yes, under coins",
             .details =
                 "Nevison index: chance to pass given that i says yes; winning sets with i / 2^(n-1). One chance in "
                 "[0, 1] per member; also a null member has the chance of any motion.",
             .sources = "nevison_1979"},
    .model = IndexModel::coins,
    .formula = IndexFormula::pass_if_yes,
    .scale = IndexScale::chance};

inline constexpr VoteIndex koenig_braeuninger{
    .text = {.name = "koenig_braeuninger",
             .meaning = "share of the winning coalitions that the member is in",
             .details =
                 "Koenig-Braeuninger inclusiveness: share of the winning sets that i is in. One chance in [1/2, 1] per"
                 " member; 1 for a veto player, 1/2 for a null one.",
             .sources = "koenig_braeuninger_1998"},
    .model = IndexModel::coins,
    .formula = IndexFormula::yes_share_of_pass,
    .scale = IndexScale::chance};

inline constexpr VoteIndex public_help{
    .text = {.name = "public_help",
             .meaning = "winning coalitions with the member, as a share over the members",
             .details =
                 "Public help index: winning sets with i, divided by the sum of these over the members. One share per "
                 "member; they sum to 1, and null members have a share.",
             .sources = "bertini_gambarelli_stach_2008"},
    .model = IndexModel::coins,
    .formula = IndexFormula::pass_if_yes,
    .scale = IndexScale::share};

inline constexpr VoteIndex public_help_raw{
    .text = {.name = "public_help_raw",
             .meaning = "how many winning coalitions the member is in",
             .details = "Raw public help index: winning coalitions with i. One number per member; doubles hold it to "
                        "1,024 members, fractions are integers.",
             .sources = "bertini_gambarelli_stach_2008"},
    .model = IndexModel::coins,
    .formula = IndexFormula::pass_if_yes,
    .scale = IndexScale::count};

inline constexpr SetIndex public_help_xi{
    .text =
        {.name = "public_help_xi",
         .meaning = "winning coalitions, the likelier the smaller, divide one among their members",
         .details =
             "Public help index xi: each winning coalition has a weight of 1/size, and divides that equally among its "
             "members; the sums are divided by the sum over the members. One share per member; they sum to 1, and "
             "null members have a share. Exact counts the swings by size, O(members^2 x quota) for a weighted rule.",
         .sources = "bertini_stach_2015"},
    .family = SetFamily::winning,
    .portion = SetPortion::equal_of_equal};

inline constexpr WholeIndex coleman_collectivity{
    .text = {.name = "coleman_collectivity",
             .meaning = "the share of all coalitions that win",
             .details = "Power of a collectivity to act: the share of all sets of members that win. One number in [0, "
                        "1].",
             .sources = "coleman_1971"},
    .quantity = WholeQuantity::winning_share};

inline constexpr WholeIndex winning_coalitions{
    .text = {.name = "winning_coalitions",
             .meaning = "how many coalitions win",
             .details =
                 "Winning coalitions. One number; a double holds it to 1,023 members, as a fraction it is an integer.",
             .sources = "coleman_1971"},
    .quantity = WholeQuantity::winning};

inline constexpr WholeIndex minimal_winning_coalitions{
    .text = {.name = "minimal_winning_coalitions",
             .meaning = "how many coalitions win and lose without any one of their members",
             .details = "Minimal winning coalitions. One number. Exact costs O(members x quota) for a weighted rule.",
             .sources = "deegan_packel_1978"},
    .quantity = WholeQuantity::minimal_winning};

inline constexpr WholeIndex least_size_winning_coalitions{
    .text = {.name = "least_size_winning_coalitions",
             .meaning = "how many coalitions win with the fewest members",
             .details =
                 "Winning coalitions of least size. One number. Exact counts the swings by size of a weighted rule.",
             .sources = "felsenthal_2016"},
    .quantity = WholeQuantity::least_size_winning};

inline constexpr SetIndex deegan_packel{
    .text = {.name = "deegan_packel",
             .meaning = "each minimal winning coalition divides one among its members",
             .details =
                 "Deegan-Packel index: the mean over the minimal winning coalitions of 1/size where i is a member. One"
                 " share per member; they sum to 1. Not monotone in the weights: read it beside others. Exact costs "
                 "O(members^2 x quota) for a weighted rule, and goes by the decision diagram for others.",
             .sources = "deegan_packel_1978"},
    .family = SetFamily::minimal,
    .portion = SetPortion::equal};

inline constexpr SetIndex public_good{
    .text = {.name = "public_good",
             .meaning = "minimal winning coalitions with the member, as a share over the members",
             .details =
                 "Public good index: minimal winning coalitions with i, divided by the sum of these over the members. "
                 "One share per member; they sum to 1. Not monotone in the weights. Exact costs O(members x quota) for"
                 " a weighted rule.",
             .sources = "holler_packel_1983"},
    .family = SetFamily::minimal,
    .portion = SetPortion::one};

inline constexpr SetIndex johnston{
    .text = {.name = "johnston",
             .meaning = "each winning coalition divides one among its critical members",
             .details =
                 "Johnston index: each winning coalition with critical members divides one among them. One share per "
                 "member; they sum to 1, also where one member wins alone. Exact costs O(members^2 x (quota + largest "
                 "weight)) for a weighted rule, and visits all sets, 64 at a time, to 28 members, for another and as "
                 "fractions.",
             .sources = "johnston_1978"},
    .family = SetFamily::vulnerable,
    .portion = SetPortion::equal};

inline constexpr SetIndex colomer_martinez{
    .text = {.name = "colomer_martinez",
             .meaning = "each minimal winning coalition divides one among its members by weight",
             .details =
                 "Colomer-Martinez index of executive power: the mean over the minimal winning coalitions of w_i / the "
                 "weight of the coalition where i is a member. Of weighted rules. One share per member; they sum to 1. "
                 "Exact costs O(members x quota); fractions are carried to 25 members.",
             .sources = "colomer_martinez_1995"},
    .family = SetFamily::minimal,
    .portion = SetPortion::by_weight};

inline constexpr SetIndex johnston_colomer_martinez{
    .text =
        {.name = "johnston_colomer_martinez",
         .meaning = "each winning coalition divides one among its critical members by weight",
         .details =
             "Johnston-Colomer-Martinez index of executive power: each winning coalition with critical members "
             "divides one among these in proportion to their weights. Of weighted rules. One share per member; they "
             "sum to 1. Exact costs O(members x (quota + largest weight)), less than johnston; fractions are carried "
             "to 25 members.",
         .sources = "johnston_1978; colomer_martinez_1995"},
    .family = SetFamily::vulnerable,
    .portion = SetPortion::by_weight};

inline constexpr SetIndex tijs{
    .text =
        {.name = "tijs",
         .meaning = "the veto players divide one equally",
         .details =
             "Tijs index: the tau-value of the game, which gives the veto players, those in every winning coalition, "
             "equal shares, and the others nothing. One share per member; they sum to 1. Refuses a rule without a "
             "veto player, whose tau-value does not exist.",
         .sources = "tijs_1981"},
    .family = SetFamily::veto,
    .portion = SetPortion::equal};

inline constexpr SetIndex felsenthal{
    .text =
        {.name = "felsenthal",
         .meaning = "each winning coalition of the fewest members divides one among these",
         .details =
             "Felsenthal index: the mean over the winning coalitions of least size of 1/size where i is a member. One "
             "share per member; they sum to 1. Exact counts the swings by size, O(members^2 x quota) for a weighted "
             "rule.",
         .sources = "felsenthal_2016"},
    .family = SetFamily::least_size,
    .portion = SetPortion::equal};

inline constexpr SetIndex shift{
    .text = {.name = "shift",
             .meaning = "public_good on the shift-minimal coalitions",
             .details =
                 "Shift index: the public good index on the shift-minimal coalitions, those minimal winning ones that "
                 "lose when a member gives way to a strictly less desirable one. One share per member; they sum to 1.",
             .sources = "alonso_meijide_freixas_2010"},
    .family = SetFamily::shift_minimal,
    .portion = SetPortion::one};

inline constexpr SetIndex shift_deegan_packel{
    .text = {.name = "shift_deegan_packel",
             .meaning = "deegan_packel on the shift-minimal coalitions",
             .details =
                 "Shift Deegan-Packel index: the Deegan-Packel index on the shift-minimal coalitions. One share per "
                 "member; they sum to 1.",
             .sources = "alonso_meijide_freixas_2010"},
    .family = SetFamily::shift_minimal,
    .portion = SetPortion::equal};

inline constexpr SetIndex deegan_packel_raw{
    .text = {.name = "deegan_packel_raw",
             .meaning = "the sum over the minimal winning coalitions of 1/size",
             .details = "Raw Deegan-Packel index: the sum over the minimal winning coalitions with i of 1/size. One "
                        "number per member; they sum to the number of these coalitions.",
             .sources = "deegan_packel_1978"},
    .family = SetFamily::minimal,
    .portion = SetPortion::equal,
    .raw = true};

inline constexpr SetIndex public_good_raw{
    .text =
        {.name = "public_good_raw",
         .meaning = "how many minimal winning coalitions the member is in",
         .details =
             "Raw public good index: minimal winning coalitions with i. One number per member; fractions are integers.",
         .sources = "holler_packel_1983"},
    .family = SetFamily::minimal,
    .portion = SetPortion::one,
    .raw = true};

inline constexpr SetIndex johnston_raw{
    .text = {.name = "johnston_raw",
             .meaning = "the sum over the vulnerable coalitions of 1/critical members",
             .details = "Raw Johnston index: the sum over the winning coalitions in which i is critical of 1/critical "
                        "members. One number per member; they sum to the number of coalitions with critical members.",
             .sources = "johnston_1978"},
    .family = SetFamily::vulnerable,
    .portion = SetPortion::equal,
    .raw = true};

inline constexpr SetIndex shift_raw{
    .text = {.name = "shift_raw",
             .meaning = "how many shift-minimal coalitions the member is in",
             .details =
                 "Raw shift index: shift-minimal coalitions with i. One number per member; fractions are integers.",
             .sources = "alonso_meijide_freixas_2010"},
    .family = SetFamily::shift_minimal,
    .portion = SetPortion::one,
    .raw = true};

inline constexpr SetIndex shift_deegan_packel_raw{
    .text = {.name = "shift_deegan_packel_raw",
             .meaning = "the sum over the shift-minimal coalitions of 1/size",
             .details = "Raw shift Deegan-Packel index: the sum over the shift-minimal coalitions with i of 1/size. "
                        "One number per member.",
             .sources = "alonso_meijide_freixas_2010"},
    .family = SetFamily::shift_minimal,
    .portion = SetPortion::equal,
    .raw = true};

inline constexpr UnionIndex owen{
    .text = {.name = "owen",
             .meaning = "Shapley between a-priori unions and inside them",
             .details =
                 "Owen value: Shapley between the unions and inside them; the double integral of the chance to be "
                 "decisive when the other unions say yes with one common chance and the members of the own one with "
                 "another. One share per member; they sum to 1. With every member a union of its own, or all in one, "
                 "it is shapley_shubik.",
             .sources = "owen_1977"},
    .between = BetweenUnions::orders,
    .inside = InsideUnion::orders};

inline constexpr UnionIndex banzhaf_owen{
    .text = {.name = "banzhaf_owen",
             .meaning = "Banzhaf between the unions and inside them",
             .details =
                 "Banzhaf-Owen value: Banzhaf between the unions and inside them. One chance per member; with every "
                 "member a union of its own it is banzhaf.",
             .sources = "owen_1982"},
    .between = BetweenUnions::coalitions,
    .inside = InsideUnion::coalitions};

inline constexpr UnionIndex symmetric_coalitional_banzhaf{
    .text = {.name = "symmetric_coalitional_banzhaf",
             .meaning = "Banzhaf between the unions, Shapley inside them",
             .details =
                 "Symmetric coalitional Banzhaf value: Banzhaf between the unions, Shapley inside them. One chance per"
                 " member; those of a union sum to its banzhaf in the game between the unions.",
             .sources = "alonso_meijide_fiestras_2002"},
    .between = BetweenUnions::coalitions,
    .inside = InsideUnion::orders};

inline constexpr UnionIndex amer_carreras_gimenez{
    .text = {.name = "amer_carreras_gimenez",
             .meaning = "Shapley between the unions, Banzhaf inside them",
             .details =
                 "Amer-Carreras-Gimenez value: Shapley between the unions, Banzhaf inside them. One chance per member.",
             .sources = "amer_carreras_gimenez_2002"},
    .between = BetweenUnions::orders,
    .inside = InsideUnion::coalitions};

inline constexpr UnionIndex public_good_solidarity{
    .text = {.name = "public_good_solidarity",
             .meaning = "public_good between a-priori unions, equal shares inside them",
             .details = "Solidarity public good index: the public good index of the game between the unions, divided "
                        "equally among the members of each. One share per member; they sum to 1. With every member a "
                        "union of its own it is public_good.",
             .sources = "alonso_meijide_et_al_2010"},
    .between = BetweenUnions::public_good,
    .inside = InsideUnion::evenly};

inline constexpr UnionIndex public_good_threat_1{
    .text = {.name = "public_good_threat_1",
             .meaning = "public_good between a-priori unions, inside by what members have where all unions break up",
             .details = "Threat public good index 1: the public good index of the game between the unions, divided "
                        "inside each union in proportion to the public good index of its members without any unions. "
                        "One share per member; they sum to 1.",
             .sources = "staudacher_2025"},
    .between = BetweenUnions::public_good,
    .inside = InsideUnion::all_alone};

inline constexpr UnionIndex public_good_threat_2{
    .text = {.name = "public_good_threat_2",
             .meaning = "public_good between a-priori unions, inside by what members have where their union breaks up",
             .details = "Threat public good index 2: the public good index of the game between the unions, divided "
                        "inside each union in proportion to the public good index of its members where this union has "
                        "broken up and the others stay. One share per member; they sum to 1.",
             .sources = "staudacher_2025"},
    .between = BetweenUnions::public_good,
    .inside = InsideUnion::union_broken};

inline constexpr UnionIndex public_good_threat_3{
    .text = {.name = "public_good_threat_3",
             .meaning = "public_good between a-priori unions, inside by what each member has where it leaves its union",
             .details = "Threat public good index 3: the public good index of the game between the unions, divided "
                        "inside each union in proportion to the public good index of each member where it alone has "
                        "left the union; equally where none has any. One share per member; they sum to 1.",
             .sources = "staudacher_2025"},
    .between = BetweenUnions::public_good,
    .inside = InsideUnion::leaving};

inline constexpr GraphIndex myerson{
    .text = {.name = "myerson",
             .meaning = "Shapley value of the game on a graph",
             .details =
                 "Myerson value: Shapley value of the game on a graph of who can talk with whom. One value per member;"
                 " those of each connected component of the graph sum to what it is worth. On the complete graph it is"
                 " shapley_shubik.",
             .sources = "myerson_1977"},
    .by_order = true};

inline constexpr GraphIndex graph_banzhaf{
    .text = {.name = "graph_banzhaf",
             .meaning = "Banzhaf value of the game on a graph",
             .details =
                 "Banzhaf value of the game on a graph. One value per member. On the complete graph it is banzhaf.",
             .sources = "owen_1986"},
    .by_order = false};

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

/// The values of an index by the normal law, one per member, each within its bound of the true one.
std::vector<Bounded> bounded_power(const VoteIndex& index, const WeightedRule& rule, const Normal& method = {});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/definitions/estimated_power.hpp>
#include <stemgewicht/measures/definitions/power.hpp>
#include <stemgewicht/measures/definitions/set_indices.hpp>
#include <stemgewicht/measures/definitions/union_indices.hpp>
#endif
