#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/cohesion.hpp>
#include <stemgewicht/models/copy.hpp>
#include <stemgewicht/models/independent.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION LatentLaw latent_law(const CopyVotes& model, std::size_t member_count) {
    check_probability(model.line, "copy.line");
    const std::vector<double> yes = yes_chances(model.yes, member_count, "copy.p");
    auto [law, rest] =
        shared_latents("copy", model.region, model.groups, {.kind = Latent::Kind::line, .a = model.line}, member_count);
    for (std::size_t i = 0; i < member_count; ++i) law.members[i].base = rest[i] * yes[i];
    return without_private_latents(std::move(law));
}

}  // namespace stemgewicht
