#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/meetings/reconvened.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// A rule in a meeting that is called again because there was no quorum: whoever comes decides.
inline AttendanceRule recalled(AttendanceRule rule) {
    rule.quorum = 0;
    return rule;
}
inline Statute recalled(Statute statute) {
    statute.quorum.clear();
    return statute;
}

/// The rules of the meetings that a motion may come to, and which of them are held: the first always.
struct MeetingPlan {
    std::vector<MeetingRule> rules;
    std::optional<std::size_t> first_again{}, second{}, second_again{};
};

/// A rule that is followed beyond a meeting must be an attendance rule or a statute.
inline MeetingPlan meeting_plan(const MeetingRule& rule, Until until) {
    MeetingPlan plan{.rules = {rule}};
    if (until == Until::first_meeting) return plan;
    const auto add = [&](MeetingRule next) {
        plan.rules.push_back(std::move(next));
        return plan.rules.size() - 1;
    };
    if (const auto* statute = std::get_if<Statute>(&rule)) {
        if (!statute->quorum.empty()) plan.first_again = add(recalled(*statute));
        return plan;
    }
    auto second = std::get<AttendanceRule>(rule);
    const bool recalls = second.quorum > 0, puts_off = second.has_ties() && second.tie != UnbrokenTie::rejected;
    if (recalls) plan.first_again = add(recalled(second));
    second.tie = UnbrokenTie::deferred;
    if (puts_off) plan.second = add(second);
    if (puts_off && recalls) plan.second_again = add(recalled(second));
    return plan;
}

}  // namespace stemgewicht::detail
