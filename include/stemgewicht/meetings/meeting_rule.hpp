#pragma once

#include <stemgewicht/meetings/attendance_rule.hpp>
#include <stemgewicht/meetings/own_ternary_game.hpp>
#include <stemgewicht/meetings/statute.hpp>

#include <cstddef>
#include <variant>

namespace stemgewicht {

/// What decides a meeting from which members may be absent: a rule on the votes cast, a statute of several criteria, or
/// a ternary game of your own.
using MeetingRule = std::variant<AttendanceRule, Statute, OwnTernaryGame>;

inline std::size_t member_count(const MeetingRule& rule) {
    return std::visit([](const auto& game) { return game.member_count(); }, rule);
}

}  // namespace stemgewicht
