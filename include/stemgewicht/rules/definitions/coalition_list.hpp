#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/rules/coalition_list.hpp>
#include <stemgewicht/rules/simple_game.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION Coalition coalition_of(std::span<const std::size_t> members, std::size_t member_count,
                                              std::string_view field) {
    Coalition set(member_count);
    for (std::size_t k = 0; k < members.size(); ++k) {
        if (members[k] >= member_count || set.test(members[k]))
            refuse(element(field, k), "a member from 0 to " + std::to_string(member_count) + " exclusive, named once",
                   members[k]);
        set.set(members[k]);
    }
    return set;
}

STEMGEWICHT_DEFINITION std::vector<std::size_t> members_of(const Coalition& coalition) {
    std::vector<std::size_t> members;
    for (auto i = coalition.find_first(); i != Coalition::npos; i = coalition.find_next(i)) members.push_back(i);
    return members;
}

STEMGEWICHT_DEFINITION CoalitionList coalition_rule(std::size_t member_count,
                                                    std::span<const std::vector<std::size_t>> winning) {
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

STEMGEWICHT_DEFINITION void check(const CoalitionRule& rule, std::string_view field) {
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
