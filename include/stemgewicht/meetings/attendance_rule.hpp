#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/meetings/ternary_game.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// A share numerator / denominator.
struct Share {
    Weight numerator = 1;
    Weight denominator = 2;

    friend bool operator==(const Share&, const Share&) = default;
};

/// What a tie does that no casting vote breaks.
enum class UnbrokenTie {
    deferred,              ///< the motion is put off to another meeting: Outcome::tied
    rejected,              ///< it fails, as in a reconvened meeting
    deferred_unless_full,  ///< it is put off, but fails where every member is present
};

/// A weighted rule on the votes cast. A motion needs a share of the weight of those who vote, and a yes-voter; the
/// meeting needs a quorum of heads. A tie is a motion on which the votes are equal where more than half is needed; so
/// are no votes at all.
struct AttendanceRule {
    std::vector<Weight> weights;
    Share share{};                       ///< of the votes cast
    bool more_than = true;               ///< whether the share must be exceeded, or only reached
    std::size_t quorum = 0;              ///< members who must be present, whatever their weight; 0: none
    std::optional<std::size_t> chair{};  ///< the member whose vote breaks a tie, where present
    UnbrokenTie tie = UnbrokenTie::deferred;
    Weight quota = 0;  ///< weight of yes-voters that is needed besides the share; 0: none

    [[nodiscard]] std::size_t member_count() const { return weights.size(); }

    /// Whether votes can be equal without a decision.
    [[nodiscard]] bool has_ties() const { return more_than && share.numerator == share.denominator - share.numerator; }

    [[nodiscard]] Outcome outcome(const Coalition& yes, const Coalition& no) const;

    friend bool operator==(const AttendanceRule&, const AttendanceRule&) = default;
};
static_assert(TernaryGame<AttendanceRule>);

/// Throws std::invalid_argument unless the weights are valid, their sum times the denominator of the share stays below
/// 2^62, the share lies in (0, 1], or below 1 where it must be exceeded, the quorum is at most the membership, the
/// quota at most the total weight, and the chair a member of a rule that has ties.
void check(const AttendanceRule& rule, std::string_view field = "rule");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/meetings/definitions/attendance_rule.hpp>
#endif
