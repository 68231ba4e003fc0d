#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/simulation/check_simulated.hpp>
#include <stemgewicht/methods/simulation/latent_values.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <string>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION void check_simulated(const Rule& rule, const LatentLaw& law) {
    check(rule);
    check(law);
    if (law.member_count() != member_count(rule))
        refuse("law.members", "one for each of the " + std::to_string(member_count(rule)) + " members",
               law.member_count());
}

}  // namespace stemgewicht::detail
