#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/models/grouped.hpp>
#include <stemgewicht/models/homogeneous.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <cstddef>
#include <utility>

namespace stemgewicht {

STEMGEWICHT_DEFINITION GroupedVotes grouped(Grouping grouping) { return {.grouping = std::move(grouping)}; }

STEMGEWICHT_DEFINITION VoteLaw vote_law(const GroupedVotes& model, std::size_t member_count) {
    check(model.grouping, member_count);
    VoteLaw law{.member_count = member_count, .factors = {}};
    for (auto& members : members_by_group(model.grouping))
        law.factors.push_back(homogeneous_factor(std::move(members), model.a, model.b));
    return law;
}

STEMGEWICHT_DEFINITION LatentLaw latent_law(const GroupedVotes& model, std::size_t member_count) {
    check_beta(model.a, model.b);
    check(model.grouping, member_count);
    LatentLaw law;
    law.latents.assign(model.grouping.group_count(), {.kind = Latent::Kind::beta, .a = model.a, .b = model.b});
    for (const std::size_t group : model.grouping.group_of)
        law.members.push_back({.base = 0, .loadings = {{group, 1.0}}});
    return law;
}

}  // namespace stemgewicht
