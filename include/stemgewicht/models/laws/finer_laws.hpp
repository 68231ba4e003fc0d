#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>
#include <stemgewicht/models/model.hpp>

#include <cstddef>
#include <span>

namespace stemgewicht::detail {
/// The laws of `each_law`, with nodes enough for sums that are of degree two in the chance of one member, such as
/// p (1 - p) times a chance that the other members make: as if a copy of one member of each latent voted too. Throws as
/// `each_law` does.
void each_finer_law(const VotingModel& model, std::size_t member_count, std::span<const std::size_t> block_of,
                    const LawWork& work);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/laws/definitions/finer_laws.hpp>
#endif
