#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/simulation/latent_values.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <variant>

namespace stemgewicht::detail {

inline void check_simulated(const Rule& rule, const LatentLaw& law) {
    check(rule);
    check(law);
    if (law.member_count() != member_count(rule))
        refuse("law.members", "one for each of the " + std::to_string(member_count(rule)) + " members",
               law.member_count());
}

inline void check_simulated_position(const Rule& position, std::size_t members) {
    std::visit(
        [&]<class P>(const P& p) {
            if constexpr (std::same_as<P, WeightedRule> || std::same_as<P, CompositeRule>)
                check_position(p, members);
            else
                check_position(position, members);
        },
        position);
}

}  // namespace stemgewicht::detail
