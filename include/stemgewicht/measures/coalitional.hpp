#pragma once

#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/enumeration/enumerate_unions.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/diagrams/union_diagram.hpp>
#include <stemgewicht/methods/counting/union_power.hpp>

#include <Eigen/Core>

#include <array>
#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

namespace stemgewicht {

/// An index for a-priori unions: members of a union bargain as one with the other unions, then among each other.
struct UnionIndex {
    std::string_view name;
    bool order_between;  ///< between unions by orders of arrival (Shapley), else by all coalitions alike (Banzhaf)
    bool order_inside;   ///< inside a union likewise
};

/// The indices by name, the same in C++, in Python and on the command line.
inline constexpr std::array<UnionIndex, 4> union_index_table{{
    {"owen", true, true},
    {"banzhaf_owen", false, false},
    {"symmetric_coalitional_banzhaf", false, true},
    {"amer_carreras_gimenez", true, false},
}};

/// The index of that name; null where there is none.
inline const UnionIndex* find_union_index(std::string_view name) {
    for (const UnionIndex& index : union_index_table)
        if (index.name == name) return &index;
    return nullptr;
}

/// The values of a union index, one per member. Exact works weighted rules on the distribution of the other unions'
/// weight; others, and few members with large weights, on one decision diagram for each union. Throws
/// std::invalid_argument unless the unions are a partition of the members.
inline Eigen::ArrayXd union_index_values(const UnionIndex& index, const Rule& rule, const Grouping& unions,
                                         const Method& method = Exact{}) {
    check(rule);
    check(unions, member_count(rule), "unions");
    const auto* weighted = std::get_if<WeightedRule>(&rule);
    const auto* exact = std::get_if<Exact>(&method);
    if (weighted && exact && !detail::prefers_layers(*weighted))
        return union_decisive(*weighted, unions, index.order_between, index.order_inside, exact->threads,
                              exact->memory);
    std::vector<double> values;
    if (const auto* enumerate = std::get_if<Enumerate>(&method))
        values = union_values(rule, unions, index.order_between, index.order_inside, *enumerate);
    else
        values = union_values<double>(rule, unions, index.order_between, index.order_inside);
    return Eigen::Map<const Eigen::ArrayXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// Owen value: Shapley between the unions and inside them [owen_1977]; the double integral of the chance to be decisive
/// when the other unions say yes with one common chance and the members of the own one with another. One value per
/// member; they sum to 1. With every member a union of its own, or all in one, it is shapley_shubik.
inline Eigen::ArrayXd owen(const Rule& rule, const Grouping& unions, const Method& method = Exact{}) {
    return union_index_values(*find_union_index("owen"), rule, unions, method);
}

/// Banzhaf-Owen value: Banzhaf between the unions and inside them [owen_1982]. One value per member; with every member
/// a union of its own it is banzhaf.
inline Eigen::ArrayXd banzhaf_owen(const Rule& rule, const Grouping& unions, const Method& method = Exact{}) {
    return union_index_values(*find_union_index("banzhaf_owen"), rule, unions, method);
}

/// Symmetric coalitional Banzhaf value: Banzhaf between the unions, Shapley inside them
/// [alonso_meijide_fiestras_2002]. One value per member; those of a union sum to its banzhaf in the game between the
/// unions.
inline Eigen::ArrayXd symmetric_coalitional_banzhaf(const Rule& rule, const Grouping& unions,
                                                    const Method& method = Exact{}) {
    return union_index_values(*find_union_index("symmetric_coalitional_banzhaf"), rule, unions, method);
}

/// Amer-Carreras-Gimenez value: Shapley between the unions, Banzhaf inside them [amer_carreras_gimenez_2002]. One value
/// per member.
inline Eigen::ArrayXd amer_carreras_gimenez(const Rule& rule, const Grouping& unions, const Method& method = Exact{}) {
    return union_index_values(*find_union_index("amer_carreras_gimenez"), rule, unions, method);
}

/// An index of the unions themselves, each voting as one: banzhaf, shapley_shubik or any other of power_index_table.
/// One value per union, in the order of the grouping.
inline Eigen::ArrayXd quotient_index_values(std::string_view name, const Rule& rule, const Grouping& unions,
                                            const Method& method = Exact{}) {
    check(rule);
    check(unions, member_count(rule), "unions");
    return detail::named_index(name, quotient_rule(rule, unions), method);
}

}  // namespace stemgewicht
