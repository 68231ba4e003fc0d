#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/member_pairs.hpp>

#include <boost/pending/disjoint_sets.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION void check_pairs(const std::vector<Pair>& pairs, std::size_t member_count,
                                        std::string_view field) {
    for (std::size_t k = 0; k < pairs.size(); ++k) {
        const auto [a, b] = pairs[k];
        const std::string path = element(field, k);
        if (a >= member_count || b >= member_count)
            refuse(path, "a pair of members from 0 to " + std::to_string(member_count) + " exclusive",
                   std::to_string(a) + "-" + std::to_string(b));
        if (a == b) refuse(path, "a pair of two different members", "member " + std::to_string(a) + " twice");
    }
}

STEMGEWICHT_DEFINITION std::vector<Coalition> connected_components(const std::vector<Pair>& edges,
                                                                   const Coalition& set) {
    const std::size_t n = set.size();
    boost::disjoint_sets_with_storage<> sets(n);
    for (const auto& [a, b] : edges)
        if (set.test(a) && set.test(b)) sets.union_set(a, b);
    std::vector<Coalition> components(n, Coalition(n));
    for (auto i = set.find_first(); i != Coalition::npos; i = set.find_next(i)) components[sets.find_set(i)].set(i);
    std::erase_if(components, [](const Coalition& component) { return component.none(); });
    return components;
}

}  // namespace stemgewicht
