#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// Each member says yes with its own probability, independently. A single probability is that of every member.
struct IndependentVotes {
    std::vector<double> yes{0.5};

    friend bool operator==(const IndependentVotes&, const IndependentVotes&) = default;
};

/// Impartial culture: every member tosses a fair coin. The model of the Banzhaf index [penrose_1946].
IndependentVotes ic();

/// Independent votes with the given chances of yes: one per member, or one for all.
IndependentVotes independent(std::vector<double> yes);

/// One chance of yes per member, from one for each or one for all.
/// Throws std::invalid_argument if a chance is outside [0, 1] or their number fits no board of `member_count`.
std::vector<double> yes_chances(const std::vector<double>& yes, std::size_t member_count, std::string_view field);

/// Throws std::invalid_argument if a chance is outside [0, 1] or their number fits no board of `member_count`.
VoteLaw vote_law(const IndependentVotes& model, std::size_t member_count);

/// Without latents.
LatentLaw latent_law(const IndependentVotes& model, std::size_t member_count);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/definitions/independent.hpp>
#endif
