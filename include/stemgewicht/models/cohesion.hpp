#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/models/latent_law.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// How strongly the members of each group vote alike: a share from 0 to 1, the same for every group but for those
/// named. Local lists, say, may share a name and not a line.
struct Cohesion {
    Grouping grouping;
    double share = 0;
    std::map<std::string, double> own{};    ///< by label: the groups with a share of their own
    std::map<std::string, double> lines{};  ///< by label: the chance that the line of a group is yes, where it has its
                                            ///< own; for CopyVotes

    friend bool operator==(const Cohesion&, const Cohesion&) = default;
};

/// The share of each group. Throws std::invalid_argument where the grouping does not fit the members, a label is
/// unknown, or a share is outside [0, 1].
std::vector<double> group_shares(const Cohesion& cohesion, std::size_t member_count, std::string_view model);

/// The loadings of all members on a latent of everyone and on those of their groups, and what is left for each alone.
struct SharedLatents {
    LatentLaw law;             ///< loads are shares, base is not set
    std::vector<double> rest;  ///< per member: 1 - the sum of its shares, 0 where that is a rounding error
};

/// `kind` says how the latents are drawn; lines that have a chance of their own have that. Throws std::invalid_argument
/// where the shares or chances do not fit, the shares exceed 1 in sum for some member, or moods have chances.
SharedLatents shared_latents(std::string_view model, double region, const std::vector<Cohesion>& cohesions,
                             const Latent& kind, std::size_t member_count);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/definitions/cohesion.hpp>
#endif
