#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/engines/meeting_diagram.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/methods/method.hpp>

#include <concepts>
#include <variant>

namespace stemgewicht::detail {

inline void check_meeting_rule(const MeetingRule& rule) {
    std::visit(
        []<class Game>(const Game& game) {
            if constexpr (!std::same_as<Game, OwnTernaryGame>) check(game);
        },
        rule);
}

/// Checks a rule, and that its meetings are called again where they have no quorum, whatever the votes: not so where
/// the quorum is not known, or counts votes.
inline void check_reconvened(const MeetingRule& rule) {
    check_meeting_rule(rule);
    if (std::holds_alternative<OwnTernaryGame>(rule))
        refuse("reconvened", "given with an attendance rule or a statute, whose quorum is known", "another rule");
    if (const auto* statute = std::get_if<Statute>(&rule))
        for (const Clause& clause : statute->quorum)
            if (clause.yes != clause.no)
                refuse("reconvened", "given with a quorum of those present, however they vote", "one of votes");
}

/// Calls work(rule, method) with an attendance rule and Exact, with a rule of the library and DecisionDiagram, which is
/// also how Exact counts a statute, or with any rule and Enumerate.
template <class Work>
auto with_meeting_method(const MeetingRule& rule, const Method& method, const Work& work) {
    const auto* exact = std::get_if<Exact>(&method);
    const auto* diagram = std::get_if<DecisionDiagram>(&method);
    const bool own = std::holds_alternative<OwnTernaryGame>(rule);
    if (own ? !exact && !std::holds_alternative<Enumerate>(method)
            : !exact && !diagram && !std::holds_alternative<Enumerate>(method))
        refuse_method(method,
                      own ? "exact or enumerate for a game of your own" : "exact, decision_diagram or enumerate");
    const auto* attendance = std::get_if<AttendanceRule>(&rule);
    if (exact && attendance) return work(*attendance, *exact);
    if (diagram) return work(rule, *diagram);
    return exact && !own ? work(rule, DecisionDiagram{.maximum_states = maximum_exact_states})
                         : work(rule, Enumerate{});
}

}  // namespace stemgewicht::detail
