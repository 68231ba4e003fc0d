#pragma once

#include <stemgewicht/models/cohesion.hpp>
#include <stemgewicht/models/independent.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace stemgewicht {

/// Members who copy a line: for each motion the region, and each family and municipality, takes a line, yes or no. Each
/// member copies the line of one of its groups with the chance that is given for it, and votes by its own chance
/// otherwise, independently of the other members given the lines.
struct CopyVotes {
    double region = 0;               ///< the chance to copy the line that is common to everyone
    std::vector<Cohesion> groups{};  ///< the chances to copy the line of one's family, municipality, ..
    std::vector<double> yes{0.5};    ///< of a member that copies nobody: one chance for each member, or one for all
    double line = 0.5;               ///< the chance that a line is yes

    friend bool operator==(const CopyVotes&, const CopyVotes&) = default;
};

/// The lines as latents: P(member i says yes) is linear in the lines of its groups.
/// Throws std::invalid_argument where the chances to copy exceed 1 in sum, or anything does not fit the members.
inline LatentLaw latent_law(const CopyVotes& model, std::size_t member_count) {
    check_probability(model.line, "copy.line");
    const std::vector<double> yes = yes_chances(model.yes, member_count, "copy.p");
    auto [law, rest] =
        shared_latents("copy", model.region, model.groups, {.kind = Latent::Kind::line, .a = model.line}, member_count);
    for (std::size_t i = 0; i < member_count; ++i) law.members[i].base = rest[i] * yes[i];
    return without_private_latents(std::move(law));
}

}  // namespace stemgewicht
