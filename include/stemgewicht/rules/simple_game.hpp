#pragma once

#include <stemgewicht/core/coalition.hpp>

#include <concepts>
#include <cstddef>

namespace stemgewicht {

/// What a rule must offer: how many members there are, and whether a set of yes-voters passes a motion. Every measure
/// takes a type of this concept: see OwnRule.
template <class Rule>
concept SimpleGame = requires(const Rule& rule, const Coalition& yes_voters) {
    { rule.member_count() } -> std::same_as<std::size_t>;
    { rule.wins(yes_voters) } -> std::same_as<bool>;
};

}  // namespace stemgewicht
