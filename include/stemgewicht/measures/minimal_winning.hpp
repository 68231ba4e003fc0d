#pragma once

#include <stemgewicht/methods/enumeration/critical_counts.hpp>
#include <stemgewicht/methods/counting/critical_members.hpp>
#include <stemgewicht/methods/enumeration/enumerate_sets.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/counting/minimal_winning.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>
#include <stemgewicht/methods/diagrams/shift_diagram.hpp>

#include <Eigen/Core>

#include <array>
#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace stemgewicht {

/// An index that is made of a family of winning coalitions: every coalition gives each member that it counts for one,
/// or divides one among them; the sums are divided by their sum.
struct SetIndex {
    std::string_view name;
    SetFamily family;
    bool divided;  ///< one is divided among the members that a coalition counts for
};

/// The indices by name, the same in C++, in Python and on the command line.
inline constexpr std::array<SetIndex, 5> set_index_table{{
    {"deegan_packel", SetFamily::minimal, true},
    {"public_good", SetFamily::minimal, false},
    {"johnston", SetFamily::vulnerable, true},
    {"shift", SetFamily::shift_minimal, false},
    {"shift_deegan_packel", SetFamily::shift_minimal, true},
}};

/// The index of that name; null where there is none.
inline const SetIndex* find_set_index(std::string_view name) {
    for (const SetIndex& index : set_index_table)
        if (index.name == name) return &index;
    return nullptr;
}

/// Each member's share, from counts [i][k] of coalitions that count for k members, i among them.
template <class Number, class Count>
std::vector<Number> set_shares(const std::vector<std::vector<Count>>& counts, bool divided) {
    std::vector<Number> values;
    for (const auto& by_size : counts) {
        Number value(0);
        for (std::size_t k = 1; k < by_size.size(); ++k)
            if (by_size[k] != 0) value += divided ? Number(Number(by_size[k]) / Number(k)) : Number(by_size[k]);
        values.push_back(value);
    }
    const Number sum = std::accumulate(values.begin(), values.end(), Number(0));
    for (Number& value : values) value /= sum;
    return values;
}

namespace detail {

/// The diagram of a family: of the vulnerable sets, that of the rule.
template <class R>
Diagram family_diagram(const R& rule, SetFamily family, std::size_t limit) {
    Diagram winning = diagram_of(rule, order_of(rule), limit);
    if (family == SetFamily::shift_minimal) return shift_minimal_sets(rule, winning, limit);
    return family == SetFamily::minimal ? minimal_sets(winning, limit) : winning;
}

inline Eigen::ArrayXd as_array(const std::vector<double>& values) {
    return Eigen::Map<const Eigen::ArrayXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

template <class R>
Eigen::ArrayXd set_values(const SetIndex& index, const R& rule, const DecisionDiagram& method) {
    const Diagram family = family_diagram(rule, index.family, method.maximum_states);
    if (index.family == SetFamily::vulnerable)
        return as_array(set_shares<double>(critical_counts(family), index.divided));
    return as_array(set_shares<double>(set_counts<double>(family).containing, index.divided));
}

template <class R>
Eigen::ArrayXd set_values(const SetIndex& index, const R& rule, const Enumerate& method) {
    return as_array(set_shares<double>(family_counts(rule, index.family, method), index.divided));
}

template <class R>
Eigen::ArrayXd set_values(const SetIndex& index, const R& rule, const Exact& method) {
    if constexpr (std::is_same_v<R, WeightedRule>) {
        if (index.family == SetFamily::vulnerable) return critical_division(rule, method.memory);
        if (index.family == SetFamily::minimal && index.divided) return minimal_winning_division(rule, method.memory);
        if (index.family == SetFamily::minimal) {
            const MinimalWinning minimal = minimal_winning(rule, method.memory);
            return minimal.containing / minimal.containing.sum();
        }
    }
    return set_values(index, rule, DecisionDiagram{});
}

}  // namespace detail

/// The values of an index that is made of a family of winning coalitions, one per member; they sum to 1.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd set_index_values(const SetIndex& index, const R& rule, const M& method = {}) {
    return detail::with_alternatives(rule, method,
                                     [&](const auto& r, const auto& m) { return detail::set_values(index, r, m); });
}

/// Deegan-Packel index: the mean over the minimal winning coalitions of 1/size where i is a member
/// [deegan_packel_1978]. One value per member; they sum to 1. Of a weighted rule in O(members^2 x quota), of another on
/// its decision diagram. Not monotone in the weights: read it beside others.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd deegan_packel(const R& rule, const M& method = {}) {
    return set_index_values(*find_set_index("deegan_packel"), rule, method);
}

/// Public good index: minimal winning coalitions with i, divided by the sum of these over the members
/// [holler_packel_1983]. One value per member; they sum to 1. Of a weighted rule in O(members x quota). Not monotone in
/// the weights.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd public_good(const R& rule, const M& method = {}) {
    return set_index_values(*find_set_index("public_good"), rule, method);
}

/// Johnston index: each winning coalition with critical members divides one among them [johnston_1978]. One value per
/// member; they sum to 1, also where one member wins alone. Of a weighted rule in O(members^2 x (quota + largest
/// weight)); of another by visiting all sets, 64 at a time, to 28 members.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd johnston(const R& rule, const M& method = {}) {
    return set_index_values(*find_set_index("johnston"), rule, method);
}

/// Shift index: the public good index on the shift-minimal coalitions, those minimal winning ones that lose when a
/// member gives way to a strictly less desirable one [alonso_meijide_freixas_2010]. One value per member; they sum
/// to 1.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd shift(const R& rule, const M& method = {}) {
    return set_index_values(*find_set_index("shift"), rule, method);
}

/// Shift Deegan-Packel index: the Deegan-Packel index on the shift-minimal coalitions [alonso_meijide_freixas_2010].
/// One value per member; they sum to 1.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd shift_deegan_packel(const R& rule, const M& method = {}) {
    return set_index_values(*find_set_index("shift_deegan_packel"), rule, method);
}

}  // namespace stemgewicht
