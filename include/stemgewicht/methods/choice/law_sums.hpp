#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Computed standings, each chance in its range.
inline std::vector<Standing> settled(std::vector<Standing> standings) {
    for (Standing& s : standings) {
        for (double* chance : {&s.yes_pass, &s.yes_fail, &s.tied_pass, &s.tied_fail, &s.no_pass, &s.no_fail})
            *chance = settled_chance(*chance);
        s.decisive = settled_chance(s.decisive, -1);
    }
    return standings;
}

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
    return settled(std::move(sum));
}

}  // namespace stemgewicht::detail
