#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// Standings summed over the laws of a model; `work(law)` gives those under one law, in the same order always.
/// `block_of`: see vote_laws.
template <class Work>
std::vector<Standing> sum_over_laws(const VotingModel& model, std::size_t member_count,
                                    std::span<const std::size_t> block_of, const Work& work) {
    std::vector<Standing> sum;
    each_law(model, member_count, block_of, [&](double mass, const VoteLaw& law) {
        const std::vector<Standing> part = work(law);
        sum.resize(part.size());
        for (std::size_t i = 0; i < part.size(); ++i) sum[i].add(part[i], mass);
    });
    return sum;
}

}  // namespace stemgewicht::detail
