#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/laws/law_mixture.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>
#include <stemgewicht/models/model.hpp>

#include <concepts>
#include <cstddef>
#include <span>
#include <variant>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION void each_law(const VotingModel& model, std::size_t member_count,
                                     std::span<const std::size_t> block_of, const LawWork& work) {
    const auto of = [&]<class M>(const M& m) {
        if constexpr (std::same_as<M, CopyVotes> || std::same_as<M, FactorVotes>)
            each_law(latent_law(m, member_count), block_of, work);
        else
            work(1.0, vote_law(m, member_count));
    };
    std::visit(of, model);
}

}  // namespace stemgewicht::detail
