#pragma once

#include <stemgewicht/measures/index.hpp>

/// Indices that are made of a family of winning coalitions.
namespace stemgewicht {

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

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/power.hpp>
#endif
