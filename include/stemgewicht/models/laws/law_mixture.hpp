#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <stdexcept>

namespace stemgewicht::detail {

/// What is done with each law, and the chance that it is the one.
using LawWork = std::function<void(double mass, const VoteLaw& law)>;

/// The most laws into which a model may be taken apart.
inline constexpr double maximum_laws = 1 << 14;

/// Calls work(mass, law) for the laws whose mixture the votes are, one after the other: with that chance the votes are
/// such. One side of the latents is integrated inside of each law, all others are fixed: lines at both of their values,
/// normals at quadrature nodes (to about 1e-13). Where the rule has blocks, `block_of` names the block of each member;
/// the side is so chosen that the laws cost the least together, which is fewest laws and fewest factors across blocks.
/// Throws std::length_error where this takes more than maximum_laws.
void each_law(const LatentLaw& law, std::span<const std::size_t> block_of, const LawWork& work);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/laws/definitions/law_mixture.hpp>
#endif
