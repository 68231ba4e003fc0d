#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/laws/law_mixture.hpp>
#include <stemgewicht/models/model.hpp>

#include <concepts>
#include <cstddef>
#include <span>
#include <variant>

namespace stemgewicht {

/// Calls work(mass, law) for the laws whose mixture the model is; most models are one law, of mass 1. `block_of`: the
/// block of each member, where the rule has blocks, so that fewest groups cross them. Throws std::invalid_argument
/// where the model does not fit the members, std::length_error where it takes more than maximum_laws.
template <class Work>
void each_law(const VotingModel& model, std::size_t member_count, std::span<const std::size_t> block_of,
              const Work& work) {
    const auto of = [&]<class M>(const M& m) {
        if constexpr (std::same_as<M, CopyVotes> || std::same_as<M, FactorVotes>)
            each_law(latent_law(m, member_count), block_of, work);
        else
            work(1.0, vote_law(m, member_count));
    };
    std::visit(of, model);
}

}  // namespace stemgewicht
