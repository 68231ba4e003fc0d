#pragma once

#include <stemgewicht/measures/index.hpp>

/// Indices for a-priori unions, and of the game on a graph.
namespace stemgewicht {

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

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/power.hpp>
#endif
