#pragma once

#include <stemgewicht/core/grouping.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace stemgewicht::detail {

/// The families with every list of the loose ones taken as a family of its own.
inline Grouping each_its_own(const Grouping& families, const std::vector<std::string>& loose,
                             const std::vector<std::string>& names) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < families.member_count(); ++i) {
        labels.push_back(families.labels[families.group_of[i]]);
        if (std::ranges::count(loose, labels.back()) > 0) labels.back() += ": " + names[i];
    }
    return make_grouping(families.name, labels);
}

}  // namespace stemgewicht::detail
