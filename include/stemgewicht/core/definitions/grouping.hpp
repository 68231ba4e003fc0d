#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/grouping.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION Grouping make_grouping(std::string name, std::span<const std::string> label_of_member) {
    Grouping grouping{.name = std::move(name), .labels = {}, .group_of = {}};
    grouping.group_of.reserve(label_of_member.size());
    for (const std::string& label : label_of_member) {
        const auto known = std::ranges::find(grouping.labels, label);
        grouping.group_of.push_back(static_cast<std::size_t>(known - grouping.labels.begin()));
        if (known == grouping.labels.end()) grouping.labels.push_back(label);
    }
    return grouping;
}

STEMGEWICHT_DEFINITION std::vector<std::vector<std::size_t>> members_by_group(const Grouping& grouping) {
    std::vector<std::vector<std::size_t>> members(grouping.group_count());
    for (std::size_t i = 0; i < grouping.member_count(); ++i) members.at(grouping.group_of[i]).push_back(i);
    return members;
}

STEMGEWICHT_DEFINITION void check(const Grouping& grouping, std::size_t member_count, std::string_view field) {
    if (grouping.member_count() != member_count)
        refuse(std::string(field) + ".group_of",
               "one group for each of the " + std::to_string(member_count) + " members", grouping.member_count());
    std::vector<bool> used(grouping.group_count());
    for (std::size_t i = 0; i < member_count; ++i) {
        if (grouping.group_of[i] >= grouping.group_count())
            refuse(element(std::string(field) + ".group_of", i),
                   "a group from 0 to " + std::to_string(grouping.group_count()) + " exclusive", grouping.group_of[i]);
        used[grouping.group_of[i]] = true;
    }
    for (std::size_t g = 0; g < used.size(); ++g)
        if (!used[g]) refuse(element(std::string(field) + ".labels", g), "a group with members", grouping.labels[g]);
}

}  // namespace stemgewicht
