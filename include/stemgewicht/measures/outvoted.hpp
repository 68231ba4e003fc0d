#pragma once

#include <stemgewicht/methods/method.hpp>

#include <optional>
#include <span>
#include <type_traits>
#include <variant>
#include <vector>

namespace stemgewicht {

/// What is made of motions on which a position is tied, such as a council that is evenly split.
enum class Ties {
    excluded,  ///< left out: chances are given that the position is not tied
    against,   ///< a tie is a no, as in law a tied motion is rejected
    coin,      ///< a tie is a yes or a no, with equal chance
};

/// How often a position and the decision part, under one convention for ties. To be outvoted is to disagree with the
/// decision: to be overruled by one that passes, or blocked by one that fails.
struct Outvoted {
    double outvoted = 0;   ///< overruled + blocked
    double overruled = 0;  ///< P(passes, position no)
    double blocked = 0;    ///< P(fails, position yes)
    double success = 0;    ///< 1 - outvoted
    double decisive = 0;   ///< P(passes with all holders for) - P(passes with all against)
    double luck = 0;       ///< success - decisive [laruelle_valenciano_2008]
    double tied = 0;       ///< P(position tied), whatever the convention
    std::optional<double> outvoted_if_yes, outvoted_if_no;     ///< given the position; empty where it never occurs
    std::optional<double> outvoted_if_pass, outvoted_if_fail;  ///< given the decision; empty where it never occurs
    Standing standing;                                         ///< the joint law that all of this is computed from
};

/// Reads a standing under a convention for ties. Throws std::invalid_argument if ties are excluded and nothing is left.
inline Outvoted outvoted(const Standing& standing, Ties ties = Ties::excluded) {
    const double tied = standing.tied_pass + standing.tied_fail;
    double yes_pass = standing.yes_pass, yes_fail = standing.yes_fail;
    double no_pass = standing.no_pass, no_fail = standing.no_fail;
    const double to_yes = ties == Ties::coin ? 0.5 : 0.0;
    const double to_no = ties == Ties::coin ? 0.5 : ties == Ties::against ? 1.0 : 0.0;
    yes_pass += to_yes * standing.tied_pass;
    yes_fail += to_yes * standing.tied_fail;
    no_pass += to_no * standing.tied_pass;
    no_fail += to_no * standing.tied_fail;
    if (ties == Ties::excluded && tied > 0) {
        const double definite = yes_pass + yes_fail + no_pass + no_fail;
        if (definite <= 0) refuse("ties", "against or coin where the position is tied on every motion", "excluded");
        for (double* chance : {&yes_pass, &yes_fail, &no_pass, &no_fail}) *chance /= definite;
    }
    const auto given = [](double part, double rest) {
        return part + rest > 0 ? std::optional(part / (part + rest)) : std::nullopt;
    };
    Outvoted result;
    result.overruled = no_pass;
    result.blocked = yes_fail;
    result.outvoted = no_pass + yes_fail;
    result.success = yes_pass + no_fail;
    result.decisive = standing.decisive;
    result.luck = result.success - result.decisive;
    result.tied = tied;
    result.outvoted_if_yes = given(yes_fail, yes_pass);
    result.outvoted_if_no = given(no_pass, no_fail);
    result.outvoted_if_pass = given(no_pass, yes_pass);
    result.outvoted_if_fail = given(yes_fail, no_fail);
    result.standing = standing;
    return result;
}

namespace detail {

template <class R, class P, class M>
Standing standing_of_kind(const R& decision, const P& position, const VoteLaw& law, const M& method) {
    if constexpr (!is_own_rule<P>) check_position(position, law.member_count);
    if constexpr (std::is_same_v<P, WeightedRule> || !std::is_same_v<M, Exact>)
        return position_standings(decision, std::span(&position, 1), law, method).front();
    else
        return position_standing(decision, position, law, method);
}

template <class R, class P, class M>
Standing standing_of(const R& decision, const P& position, const VoteLaw& law, const M& method) {
    if constexpr (is_own_rule<P> || std::is_same_v<P, WeightedRule> || std::is_same_v<P, CompositeRule>)
        return standing_of_kind(decision, position, law, method);
    else
        return with_kind(position, [&](const auto& p) { return standing_of_kind(decision, p, law, method); });
}

}  // namespace detail

/// How often the holders of a position are outvoted: the chance that two rules on the same electorate disagree.
/// The position may be any rule over the same members: it is yes where it wins, no where the members against would win,
/// tied otherwise.
template <AnyRule R, AnyRule P, class M = std::conditional_t<detail::is_own_rule<P>, Enumerate, DefaultMethod<R>>>
Outvoted outvoted(const R& decision, const P& position, const VotingModel& model, const M& method = {},
                  Ties ties = Ties::excluded) {
    const auto standing = [&](const auto& r, const auto& m) {
        return detail::sum_over_laws(model, member_count(r), detail::blocks_of(r), [&](const VoteLaw& law) {
            return std::vector{detail::standing_of(r, position, law, m)};
        });
    };
    return outvoted(detail::with_alternatives(decision, method, standing).front(), ties);
}

/// How often each member is outvoted; its position is its own vote, which is never tied.
template <AnyRule R, class M = DefaultMethod<R>>
std::vector<Outvoted> outvoted_members(const R& decision, const VotingModel& model, const M& method = {}) {
    std::vector<Outvoted> result;
    for (const Standing& standing : member_standings(decision, model, method)) result.push_back(outvoted(standing));
    return result;
}

}  // namespace stemgewicht
