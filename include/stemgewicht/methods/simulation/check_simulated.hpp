#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/simulation/latent_values.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>

namespace stemgewicht::detail {

void check_simulated(const Rule& rule, const LatentLaw& law);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/simulation/definitions/check_simulated.hpp>
#endif
