#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/definition.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
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
Grouping make_grouping(std::string name, std::span<const std::string> label_of_member);

/// The members of each group, in member order: one list per group.
std::vector<std::vector<std::size_t>> members_by_group(const Grouping& grouping);

/// Throws std::invalid_argument unless every member is in a group and every group has a member.
void check(const Grouping& grouping, std::size_t member_count, std::string_view field = "grouping");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/definitions/grouping.hpp>
#endif
