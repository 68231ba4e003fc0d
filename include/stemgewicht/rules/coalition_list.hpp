#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/rules/simple_game.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// A rule given by its minimal winning coalitions: a set passes a motion if it contains one of them.
struct CoalitionRule {
    std::size_t members = 0;
    std::vector<Coalition> minimal_winning;  ///< none contains another

    [[nodiscard]] std::size_t member_count() const { return members; }
    [[nodiscard]] bool wins(const Coalition& yes_voters) const {
        return std::ranges::any_of(minimal_winning, [&](const Coalition& set) { return set.is_subset_of(yes_voters); });
    }
    friend bool operator==(const CoalitionRule&, const CoalitionRule&) = default;
};
static_assert(SimpleGame<CoalitionRule>);

/// The coalition of these members among `member_count`. Throws std::invalid_argument for an unknown or repeated one.
Coalition coalition_of(std::span<const std::size_t> members, std::size_t member_count,
                       std::string_view field = "coalition");

/// The members of a coalition, ascending.
std::vector<std::size_t> members_of(const Coalition& coalition);

/// A list of winning coalitions as a rule, and how many of them it did not need since they contain another.
struct CoalitionList {
    CoalitionRule rule;
    std::size_t dropped = 0;
};

/// The rule by which a set passes a motion if it contains one of these coalitions. Coalitions that contain another are
/// dropped and counted. Throws std::invalid_argument where the list or one of its coalitions is empty, or names an
/// unknown member. Cost O(coalitions^2 x members / 64).
CoalitionList coalition_rule(std::size_t member_count, std::span<const std::vector<std::size_t>> winning);

/// Throws std::invalid_argument unless there is a coalition, none is empty and none contains another.
void check(const CoalitionRule& rule, std::string_view field = "rule");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/rules/definitions/coalition_list.hpp>
#endif
