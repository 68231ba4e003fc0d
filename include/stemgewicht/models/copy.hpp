#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/models/cohesion.hpp>
#include <stemgewicht/models/independent.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht {

/// Members who copy a line: for each motion the region, and each family and municipality, takes a line, yes or no. Each
/// member copies the line of one of its groups with the chance that is given for it, and votes by its own chance
/// otherwise, independently of the other members given the lines.
struct CopyVotes {
    double region = 0;               ///< the chance to copy the line that is common to everyone
    std::vector<Cohesion> groups{};  ///< the chances to copy the line of one's family, municipality, ..
    std::vector<double> yes{0.5};    ///< of a member that copies nobody: one chance for each member, or one for all
    double line = 0.5;               ///< the chance that a line is yes, where a group has no chance of its own

    friend bool operator==(const CopyVotes&, const CopyVotes&) = default;
};

/// The lines as latents: P(member i says yes) is linear in the lines of its groups.
/// Throws std::invalid_argument where the chances to copy exceed 1 in sum, or anything does not fit the members.
LatentLaw latent_law(const CopyVotes& model, std::size_t member_count);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/definitions/copy.hpp>
#endif
