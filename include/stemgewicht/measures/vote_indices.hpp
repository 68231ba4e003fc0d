#pragma once

#include <stemgewicht/measures/index.hpp>

/// Indices that are formulas on chances, and those that are one number for the whole rule.
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

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/power.hpp>
#endif
