#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/models/factor.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace stemgewicht {

/// Past votes, drawn again: each motion is one of the table, all equally likely. A member who was absent there says yes
/// as often as on the motions that it did vote on.
struct ObservedVotes {
    std::string name;                                       ///< of the table, such as its file
    std::vector<std::vector<std::optional<bool>>> motions;  ///< motions x members; empty where the vote is missing

    friend bool operator==(const ObservedVotes&, const ObservedVotes&) = default;
};

/// How often each member said yes, of the motions that it voted on. Throws std::invalid_argument where the table is
/// empty, a motion does not have one vote per member, or a member never voted.
std::vector<double> observed_chances(const ObservedVotes& model, std::size_t member_count);

/// One row for each motion. Throws std::invalid_argument where the table does not fit the members.
LatentLaw latent_law(const ObservedVotes& model, std::size_t member_count);

/// One factor whose nodes are the distinct motions. Throws std::invalid_argument where the table does not fit.
VoteLaw vote_law(const ObservedVotes& model, std::size_t member_count);

/// The largest loading that `fitted` gives.
inline constexpr double maximum_fitted_loading = 0.9999;

/// The factor model with one mood, common to everyone, that is nearest to a table: each member's own chance is how
/// often it said yes, and the loading is the one under which two members agree as often as in the table, in the mean
/// over all pairs, weighted by the motions that both voted on. The loading is 0 where members agree no more than by
/// chance. Throws std::invalid_argument where the table is empty. Cost O(nodes x members^2).
FactorVotes fitted(const ObservedVotes& model);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/definitions/observed.hpp>
#endif
