#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/models/homogeneous.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <cstddef>

namespace stemgewicht {

/// Partial homogeneity: each group draws its own chance p ~ Beta(a, b) for each motion, its members vote independently
/// with that chance, and the groups are independent.
struct GroupedVotes {
    Grouping grouping;
    double a = 1;
    double b = 1;

    friend bool operator==(const GroupedVotes&, const GroupedVotes&) = default;
};

/// Each group has its own uniform chance.
GroupedVotes grouped(Grouping grouping);

/// Throws std::invalid_argument where the grouping misses a member or has an empty group.
VoteLaw vote_law(const GroupedVotes& model, std::size_t member_count);

/// One latent a group, which is the chance of its members.
LatentLaw latent_law(const GroupedVotes& model, std::size_t member_count);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/definitions/grouped.hpp>
#endif
