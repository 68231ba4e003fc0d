#pragma once

#include <stemgewicht/methods/method.hpp>

#include <algorithm>
#include <vector>

namespace stemgewicht {

/// By how many heads the losing side outnumbers the winning one, on average over all motions, 0 where it does not: the
/// mean majority deficit [felsenthal_machover_1998].
///
/// On every motion the rule outvotes the losing side, and the simple majority the smaller one. The deficit is the
/// difference, so that its mean is the mean number of members whom the rule outvotes, less that of the simple majority.
/// Under ic it is half of what the rule's Banzhaf indices lack in sum from those of the simple majority. Cost and
/// errors: those of two calls of member_standings.
template <AnyRule R, class M = DefaultMethod<R>>
double majority_deficit(const R& rule, const VotingModel& model, const M& method = {}) {
    const auto outvoted_heads = [&](const auto& decision) {
        double sum = 0;
        for (const Standing& standing : member_standings(decision, model, method))
            sum += standing.no_pass + standing.yes_fail;
        return sum;
    };
    const WeightedRule simple = majority_rule(std::vector<Weight>(member_count(rule), 1));
    return std::max(0.0, outvoted_heads(rule) - outvoted_heads(simple));
}

}  // namespace stemgewicht
