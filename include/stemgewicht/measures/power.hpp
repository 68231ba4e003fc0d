#pragma once

#include <stemgewicht/methods/method.hpp>

#include <Eigen/Core>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// What an index makes of the chance that a member is decisive and the chances that a motion passes and fails, all
/// under the vote model that the index presumes.
enum class IndexFormula {
    decisive,          ///< d
    prevent,           ///< d / (2 pass)
    initiate,          ///< d / (2 fail)
    rae,               ///< 1/2 + d/2
    pass_if_yes,       ///< pass + d/2: the chance to pass given that the member says yes, its own vote a fair coin
    yes_share_of_pass  ///< (pass + d/2) / (2 pass): the chance that the member said yes, given that a motion passed
};

/// The formula on doubles or on exact fractions.
template <class Number>
Number apply(IndexFormula formula, const Number& decisive, const Number& pass, const Number& fail) {
    switch (formula) {
        case IndexFormula::decisive: break;
        case IndexFormula::prevent: return decisive / (2 * pass);
        case IndexFormula::initiate: return decisive / (2 * fail);
        case IndexFormula::rae: return (1 + decisive) / 2;
        case IndexFormula::pass_if_yes: return pass + decisive / 2;
        case IndexFormula::yes_share_of_pass: return (pass + decisive / 2) / (2 * pass);
    }
    return decisive;
}

struct PowerIndex {
    std::string_view name;
    bool common_chance;  ///< false: presumes ic; true: iac
    IndexFormula formula;
    bool normalized;  ///< divided by the sum over the members
};

/// The indices by name, the same in C++, in Python and on the command line.
inline constexpr std::array<PowerIndex, 9> power_index_table{{
    {"banzhaf", false, IndexFormula::decisive, false},
    {"banzhaf_normalized", false, IndexFormula::decisive, true},
    {"shapley_shubik", true, IndexFormula::decisive, false},
    {"coleman_prevent", false, IndexFormula::prevent, false},
    {"coleman_initiate", false, IndexFormula::initiate, false},
    {"rae", false, IndexFormula::rae, false},
    {"nevison", false, IndexFormula::pass_if_yes, false},
    {"koenig_braeuninger", false, IndexFormula::yes_share_of_pass, false},
    {"public_help", false, IndexFormula::pass_if_yes, true},
}};

/// The index of that name. Throws std::invalid_argument for an unknown one.
inline const PowerIndex& power_index(std::string_view name) {
    std::string known;
    for (const PowerIndex& index : power_index_table) {
        if (index.name == name) return index;
        known += std::string(known.empty() ? "" : ", ") + std::string(index.name);
    }
    refuse("index", "one of " + known + ", coleman_collectivity", "\"" + std::string(name) + "\"");
}

/// The values of an index, one per member, from their standings under its model. Throws std::invalid_argument where the
/// index divides by a chance that is 0, as for a rule of your own that never passes.
inline Eigen::ArrayXd index_values(const PowerIndex& index, const std::vector<Standing>& standings) {
    Eigen::ArrayXd values(static_cast<Eigen::Index>(standings.size()));
    for (std::size_t i = 0; i < standings.size(); ++i)
        values[static_cast<Eigen::Index>(i)] =
            apply(index.formula, standings[i].decisive, standings[i].pass(), standings[i].fail());
    if (index.normalized) values /= values.sum();
    if (!values.isFinite().all())
        refuse("rule", "one under which " + std::string(index.name) + " exists",
               "one that always passes or always fails");
    return values;
}

/// The model that an index presumes.
inline VotingModel model_of(const PowerIndex& index) {
    if (index.common_chance) return iac();
    return ic();
}

namespace detail {
template <class R, class M>
Eigen::ArrayXd named_index(std::string_view name, const R& rule, const M& method) {
    const PowerIndex& index = power_index(name);
    return index_values(index, member_standings(rule, model_of(index), method));
}
}  // namespace detail

/// Chance that each member decides: P(pass if i says yes) - P(pass if i says no), the others voting by the model.
/// One value per member. banzhaf is this under ic, shapley_shubik under iac.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd decisive(const R& rule, const VotingModel& model, const M& method = {}) {
    return index_values(power_index("banzhaf"), member_standings(rule, model, method));
}

/// Absolute Banzhaf (Penrose) index: swings of i / 2^(n-1) [penrose_1946; banzhaf_1965]. One value per member.
/// Exact costs O(members x quota). The values do not sum to 1; see banzhaf_normalized.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd banzhaf(const R& rule, const M& method = {}) {
    return detail::named_index("banzhaf", rule, method);
}

/// Banzhaf index divided by its sum over the members: a share of the swings. One value per member.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd banzhaf_normalized(const R& rule, const M& method = {}) {
    return detail::named_index("banzhaf_normalized", rule, method);
}

/// Shapley-Shubik index: the integral over p in (0, 1) of the chance that i is decisive when everyone says yes with
/// chance p [shapley_shubik_1954; owen_1972]. One value per member; they sum to 1. Exact takes about 4 sqrt(n)
/// Gauss-Legendre nodes, to n/2 + 1, by which nothing but rounding is left out, so it costs O(members^1.5 x quota).
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd shapley_shubik(const R& rule, const M& method = {}) {
    return detail::named_index("shapley_shubik", rule, method);
}

/// Power to prevent action: swings of i / number of winning sets [coleman_1971]. One value per member.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd coleman_prevent(const R& rule, const M& method = {}) {
    return detail::named_index("coleman_prevent", rule, method);
}

/// Power to initiate action: swings of i / number of losing sets [coleman_1971]. One value per member.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd coleman_initiate(const R& rule, const M& method = {}) {
    return detail::named_index("coleman_initiate", rule, method);
}

/// Rae index: chance that the decision agrees with i's vote when all toss fair coins; 1/2 + banzhaf/2
/// [rae_1969; dubey_shapley_1979]. One value per member.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd rae(const R& rule, const M& method = {}) {
    return detail::named_index("rae", rule, method);
}

/// Nevison index: chance to pass given that i says yes; winning sets with i / 2^(n-1) [nevison_1979]. One value per
/// member; also a null member has the chance of any motion.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd nevison(const R& rule, const M& method = {}) {
    return detail::named_index("nevison", rule, method);
}

/// Koenig-Braeuninger inclusiveness: share of the winning sets that i is in [koenig_braeuninger_1998]. One value per
/// member; 1 for a veto player, 1/2 for a null one.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd koenig_braeuninger(const R& rule, const M& method = {}) {
    return detail::named_index("koenig_braeuninger", rule, method);
}

/// Public help index: winning sets with i, divided by the sum of these over the members
/// [bertini_gambarelli_stach_2008]. One value per member; they sum to 1, and null members have a share.
template <AnyRule R, class M = DefaultMethod<R>>
Eigen::ArrayXd public_help(const R& rule, const M& method = {}) {
    return detail::named_index("public_help", rule, method);
}

/// Power of a collectivity to act: the share of all sets of members that win [coleman_1971]. One number.
template <AnyRule R, class M = DefaultMethod<R>>
double coleman_collectivity(const R& rule, const M& method = {}) {
    return pass_probability(rule, ic(), method);
}

}  // namespace stemgewicht
