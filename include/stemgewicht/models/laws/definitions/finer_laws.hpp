#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/laws/finer_laws.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>
#include <stemgewicht/models/model.hpp>

#include <cstddef>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// The law of the first `member_count` members, the nodes as they are.
inline VoteLaw first_members(const VoteLaw& law, std::size_t member_count) {
    VoteLaw result{.member_count = member_count, .factors = {}};
    for (const VoteFactor& factor : law.factors) {
        VoteFactor kept{.members = {}, .masses = factor.masses, .yes = factor.yes};
        for (std::size_t r = 0; r < factor.members.size(); ++r) {
            if (factor.members[r] >= member_count) continue;
            kept.yes.row(static_cast<Eigen::Index>(kept.members.size())) = factor.yes.row(static_cast<Eigen::Index>(r));
            kept.members.push_back(factor.members[r]);
        }
        kept.yes.conservativeResize(static_cast<Eigen::Index>(kept.members.size()), Eigen::NoChange);
        result.factors.push_back(std::move(kept));
    }
    return result;
}

STEMGEWICHT_DEFINITION void each_finer_law(const VotingModel& model, std::size_t member_count,
                                           std::span<const std::size_t> block_of, const LawWork& work) {
    if (const auto* observed = std::get_if<ObservedVotes>(&model)) return work(1.0, vote_law(*observed, member_count));
    LatentLaw law = latent_law(model, member_count);
    std::vector<std::size_t> blocks(block_of.begin(), block_of.end());
    for (const std::vector<std::size_t>& members : members_by_latent(law)) {
        if (members.empty()) continue;
        law.members.push_back(law.members[members.front()]);
        if (!blocks.empty()) blocks.push_back(blocks[members.front()]);
    }
    each_law(law, blocks, [&](double mass, const VoteLaw& finer) { work(mass, first_members(finer, member_count)); });
}

}  // namespace stemgewicht::detail
