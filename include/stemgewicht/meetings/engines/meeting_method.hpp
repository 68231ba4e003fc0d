#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/methods/method.hpp>

#include <variant>

namespace stemgewicht::detail {

inline void check_meeting_rule(const MeetingRule& rule) {
    if (const auto* known = std::get_if<AttendanceRule>(&rule)) check(*known);
}

/// Calls work(rule, method) with an attendance rule and Exact, or with any rule and Enumerate.
template <class Work>
auto with_meeting_method(const MeetingRule& rule, const Method& method, const Work& work) {
    const auto* exact = std::get_if<Exact>(&method);
    if (!exact && !std::holds_alternative<Enumerate>(method)) refuse_method(method, "exact or enumerate");
    const auto* known = std::get_if<AttendanceRule>(&rule);
    return exact && known ? work(*known, *exact) : work(rule, Enumerate{});
}

}  // namespace stemgewicht::detail
