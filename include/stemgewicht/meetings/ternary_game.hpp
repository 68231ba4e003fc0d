#pragma once

#include <stemgewicht/core/coalition.hpp>

#include <array>
#include <concepts>
#include <cstddef>

namespace stemgewicht {

/// What comes of a motion in a meeting: it passes, fails, is tied and put off, or the meeting lacks its quorum.
enum class Outcome : unsigned char { passes, fails, tied, no_quorum };

inline constexpr std::array<Outcome, 4> all_outcomes{Outcome::passes, Outcome::fails, Outcome::tied,
                                                     Outcome::no_quorum};

/// A ternary voting game [felsenthal_machover_1997]: each member is for, against, or in neither set, that is absent or
/// abstaining. The two sets are disjoint and as large as the membership.
template <class Rule>
concept TernaryGame = requires(const Rule& rule, const Coalition& yes, const Coalition& no) {
    { rule.member_count() } -> std::same_as<std::size_t>;
    { rule.outcome(yes, no) } -> std::same_as<Outcome>;
};

}  // namespace stemgewicht
