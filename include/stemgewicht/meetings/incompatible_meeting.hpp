#pragma once

#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/member_pairs.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht {

/// A meeting with members who never vote together: of two who are there and both for a motion, one votes against it, so
/// that the motion fares as well as it can. A motion passes if some part of those for it without an incompatible
/// pair passes it, all others who are there voting no; where everyone is present, this is an
/// IncompatibleRule. As a MeetingRule it is a game of your own.
struct IncompatibleMeeting {
    MeetingRule rule;
    std::vector<Pair> pairs;

    [[nodiscard]] std::size_t member_count() const { return stemgewicht::member_count(rule); }
    /// Cost: 2^(incompatible pairs among the yes-voters) at most.
    [[nodiscard]] Outcome outcome(const Coalition& yes, const Coalition& no) const;
};
static_assert(TernaryGame<IncompatibleMeeting>);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/meetings/definitions/incompatible_meeting.hpp>
#endif
