#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/laws/law_mixture.hpp>
#include <stemgewicht/models/model.hpp>

#include <cstddef>
#include <span>

namespace stemgewicht::detail {

/// Calls work(mass, law) for the laws whose mixture the model is; most models are one law, of mass 1. `block_of`: the
/// block of each member, where the rule has blocks, so that fewest groups cross them. Throws std::invalid_argument
/// where the model does not fit the members, std::length_error where it takes more than maximum_laws.
void each_law(const VotingModel& model, std::size_t member_count, std::span<const std::size_t> block_of,
              const LawWork& work);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/laws/definitions/model_laws.hpp>
#endif
