#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/engines/nearest_rules.hpp>
#include <stemgewicht/design/inverse.hpp>
#include <stemgewicht/design/inverse_problem.hpp>

#include <cmath>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

/// A constraint by itself, and what it is called.
struct NamedConstraint {
    std::string name;
    DesignConstraints constraints;
};

inline std::string share_text(const QuotaShare& share) {
    return std::string(share.exceeded ? "> " : ">= ") + std::to_string(share.numerator) + "/" +
           std::to_string(share.denominator);
}

/// What a member is called.
using NameOf = std::function<std::string(std::size_t)>;

inline std::string bound_text(const MemberBound& bound, const NameOf& name_of) {
    std::string text = measure_name(bound.measure) + " of " + name_of(bound.member);
    if (std::isfinite(bound.least)) text += " >= " + shortest(bound.least);
    if (std::isfinite(bound.most)) text += (std::isfinite(bound.least) ? " and <= " : " <= ") + shortest(bound.most);
    return text;
}

inline std::string coalition_text(std::string text, const Coalition& coalition, const NameOf& name_of) {
    for (std::size_t i = coalition.find_first(); i < coalition.size(); i = coalition.find_next(i))
        text += (text.back() == '=' ? "" : "+") + name_of(i);
    return text;
}

inline std::vector<NamedConstraint> taken_apart(const DesignConstraints& all, const NameOf& name_of) {
    std::vector<NamedConstraint> parts;
    const auto add = [&](std::string name) -> DesignConstraints& {
        return parts.emplace_back(NamedConstraint{std::move(name), {}}).constraints;
    };
    if (all.quota) add("quota " + share_text(*all.quota)).quota = all.quota;
    if (all.proper) add("proper").proper = true;
    if (all.no_dictator) add("no_dictator").no_dictator = true;
    if (all.no_veto) add("no_veto").no_veto = true;
    if (all.no_null) add("no_null").no_null = true;
    for (const auto& pair : all.order) add("order=" + name_of(pair.first) + ">" + name_of(pair.second)).order = {pair};
    for (const Coalition& coalition : all.winning)
        add(coalition_text("winning=", coalition, name_of)).winning = {coalition};
    for (const Coalition& coalition : all.losing)
        add(coalition_text("losing=", coalition, name_of)).losing = {coalition};
    for (const MemberBound& bound : all.bounds) add(bound_text(bound, name_of)).bounds = {bound};
    return parts;
}

inline DesignConstraints both(const DesignConstraints& a, const DesignConstraints& b) {
    DesignConstraints result = a;
    if (b.quota) result.quota = b.quota;
    result.proper |= b.proper;
    result.no_dictator |= b.no_dictator;
    result.no_veto |= b.no_veto;
    result.no_null |= b.no_null;
    result.order.insert(result.order.end(), b.order.begin(), b.order.end());
    result.winning.insert(result.winning.end(), b.winning.begin(), b.winning.end());
    result.losing.insert(result.losing.end(), b.losing.begin(), b.losing.end());
    result.bounds.insert(result.bounds.end(), b.bounds.begin(), b.bounds.end());
    return result;
}

/// Whether some rule keeps to the constraints.
inline bool some_rule_keeps(const DesignConstraints& constraints, const GameTable& games) {
    RuleFilter filter(constraints, games.member_count());
    for (std::size_t place = 0; place < 2 * games.size(); ++place) {
        stop_point(10000);
        const PlacedGameView game(listed_rule(games, place));
        if (!filter.fits(game.rule, game.proper()) || !filter.given(game)) continue;
        filter.read(game);
        if (each_assignment(
                game, [&](std::size_t member, const GamePlaces& at) { return filter.member_fits(member, at); },
                [&](const GamePlaces& at) { return filter.fits(at); }))
            return true;
    }
    return false;
}

/// Says which constraints no rule keeps to, or which two exclude each other.
[[noreturn]] inline void refuse_constraints(const DesignConstraints& constraints, const GameTable& games,
                                            const NameOf& name_of) {
    const std::vector<NamedConstraint> parts = taken_apart(constraints, name_of);
    const std::string expected = "ones that some rule of " + std::to_string(games.member_count()) + " members keeps to";
    for (const NamedConstraint& part : parts)
        if (!some_rule_keeps(part.constraints, games))
            refuse("constraints", expected, part.name + ", to which none does");
    for (std::size_t a = 0; a < parts.size(); ++a)
        for (std::size_t b = a + 1; b < parts.size(); ++b)
            if (!some_rule_keeps(both(parts[a].constraints, parts[b].constraints), games))
                refuse("constraints", expected,
                       parts[a].name + " with " + parts[b].name + ", which exclude each other");
    std::string names;
    for (const NamedConstraint& part : parts) names += (names.empty() ? "" : ", ") + part.name;
    refuse("constraints", expected, names + ", which exclude each other together, though no two of them do");
}

}  // namespace detail

STEMGEWICHT_DEFINITION bool compares_all_rules(const InverseProblem& problem) {
    check(problem);
    const std::size_t members = problem.target.size();
    return members <= maximum_weighted_game_members ||
           (members <= maximum_inverse_members &&
            std::holds_alternative<detail::PlaceMeasure>(detail::counted_measure(problem.measure, members)));
}

STEMGEWICHT_DEFINITION InverseAnswer inverse(const InverseProblem& problem, const InverseOptions& options) {
    check(problem);
    const std::size_t members = problem.target.size();
    const auto too_large = [&](const std::string& what, std::size_t most) {
        throw std::length_error("inverse: " + what + " for up to " + std::to_string(most) + " members, got " +
                                std::to_string(members) + "; inverse_search carries more");
    };
    if (members > maximum_inverse_members) too_large("all rules are compared", maximum_inverse_members);
    detail::CountedMeasure measure = detail::counted_measure(problem.measure, members);
    const bool named = std::holds_alternative<detail::NamedMeasure>(measure);
    if (named && members > maximum_weighted_game_members)
        too_large("all rules are compared under a law that does not treat all members alike",
                  maximum_weighted_game_members);
    const std::string file = options.games.empty() && members == 8 ? game_file(members) : options.games;
    const GameTable games = kept_games(members, file, options.note, options.progress);
    detail::RuleFilter filter(problem.constraints, members);
    detail::NearestRules nearest =
        named ? detail::NamedSearch(problem, std::get<detail::NamedMeasure>(measure), filter).find(options.progress)
              : detail::nearest_by_place(problem, games, std::get<detail::PlaceMeasure>(measure), filter,
                                         options.progress);
    if (nearest.is_empty())
        detail::refuse_constraints(problem.constraints, games, [&](std::size_t member) {
            return member < options.names.size() ? options.names[member] : "member " + std::to_string(member);
        });
    return std::move(nearest).answer(problem, options.listed);
}

}  // namespace stemgewicht
