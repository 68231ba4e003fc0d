#pragma once

#include <stemgewicht/core/check.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// A partition of the members into named groups, in order of first appearance.
struct Grouping {
    std::string name;                   ///< what it groups by, such as "municipality"
    std::vector<std::string> labels;    ///< one per group
    std::vector<std::size_t> group_of;  ///< one per member: its group

    [[nodiscard]] std::size_t member_count() const { return group_of.size(); }
    [[nodiscard]] std::size_t group_count() const { return labels.size(); }
    friend bool operator==(const Grouping&, const Grouping&) = default;
};

/// Groups members by one label each. Cost O(members x groups).
inline Grouping make_grouping(std::string name, std::span<const std::string> label_of_member) {
    Grouping grouping{.name = std::move(name), .labels = {}, .group_of = {}};
    grouping.group_of.reserve(label_of_member.size());
    for (const std::string& label : label_of_member) {
        const auto known = std::ranges::find(grouping.labels, label);
        grouping.group_of.push_back(static_cast<std::size_t>(known - grouping.labels.begin()));
        if (known == grouping.labels.end()) grouping.labels.push_back(label);
    }
    return grouping;
}

/// The members of each group, in member order: one list per group.
inline std::vector<std::vector<std::size_t>> members_by_group(const Grouping& grouping) {
    std::vector<std::vector<std::size_t>> members(grouping.group_count());
    for (std::size_t i = 0; i < grouping.member_count(); ++i) members.at(grouping.group_of[i]).push_back(i);
    return members;
}

/// Throws std::invalid_argument unless every member is in a group and every group has a member.
inline void check(const Grouping& grouping, std::size_t member_count, std::string_view field = "grouping") {
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
