#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/rules/simple_game.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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
inline Coalition coalition_of(std::span<const std::size_t> members, std::size_t member_count,
                              std::string_view field = "coalition") {
    Coalition set(member_count);
    for (std::size_t k = 0; k < members.size(); ++k) {
        if (members[k] >= member_count || set.test(members[k]))
            refuse(element(field, k), "a member from 0 to " + std::to_string(member_count) + " exclusive, named once",
                   members[k]);
        set.set(members[k]);
    }
    return set;
}

/// The members of a coalition, ascending.
inline std::vector<std::size_t> members_of(const Coalition& coalition) {
    std::vector<std::size_t> members;
    for (auto i = coalition.find_first(); i != Coalition::npos; i = coalition.find_next(i)) members.push_back(i);
    return members;
}

/// A list of winning coalitions as a rule, and how many of them it did not need since they contain another.
struct CoalitionList {
    CoalitionRule rule;
    std::size_t dropped = 0;
};

/// The rule by which a set passes a motion if it contains one of these coalitions. Coalitions that contain another are
/// dropped and counted. Throws std::invalid_argument where the list or one of its coalitions is empty, or names an
/// unknown member. Cost O(coalitions^2 x members / 64).
inline CoalitionList coalition_rule(std::size_t member_count, std::span<const std::vector<std::size_t>> winning) {
    if (winning.empty()) refuse("coalitions", "a list of at least one winning coalition", "none");
    std::vector<Coalition> sets;
    for (std::size_t k = 0; k < winning.size(); ++k) {
        sets.push_back(coalition_of(winning[k], member_count, element("coalitions", k)));
        if (sets.back().none())
            refuse(element("coalitions", k), "a coalition of at least one member", "the empty one, which always wins");
    }
    std::ranges::stable_sort(sets, std::less<>{}, [](const Coalition& set) { return set.count(); });
    CoalitionList list{.rule = {.members = member_count, .minimal_winning = {}}, .dropped = 0};
    for (Coalition& set : sets)
        if (list.rule.wins(set))
            ++list.dropped;
        else
            list.rule.minimal_winning.push_back(std::move(set));
    return list;
}

/// Throws std::invalid_argument unless there is a coalition, none is empty and none contains another.
inline void check(const CoalitionRule& rule, std::string_view field = "rule") {
    const std::string path = std::string(field) + ".minimal_winning";
    if (rule.minimal_winning.empty()) refuse(path, "a list of at least one coalition", "none");
    for (std::size_t k = 0; k < rule.minimal_winning.size(); ++k) {
        const Coalition& set = rule.minimal_winning[k];
        if (set.size() != rule.members)
            refuse(element(path, k), "a coalition of the " + std::to_string(rule.members) + " members",
                   "one of " + std::to_string(set.size()));
        if (set.none()) refuse(element(path, k), "a coalition of at least one member", "the empty one");
    }
    for (std::size_t k = 0; k < rule.minimal_winning.size(); ++k)
        for (std::size_t j = 0; j < rule.minimal_winning.size(); ++j)
            if (j != k && rule.minimal_winning[j].is_subset_of(rule.minimal_winning[k]))
                refuse(element(path, k), "one that contains no other (coalition_rule reduces such a list)",
                       "one that contains " + element("minimal_winning", j));
}

}  // namespace stemgewicht
