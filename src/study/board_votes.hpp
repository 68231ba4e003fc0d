#pragma once

#include "study/council_profiles.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/design/efficient_front.hpp>
#include <stemgewicht/measures/outvoted.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// What the rules of a board cost its delegations, and how these vote.
struct BoardVotes {
    CoalitionRisks risks;
    std::vector<double> law;  ///< chance of each coalition of the delegations that are for
};

/// How much of a motion on which a position is on a side counts as one on which it is for, and against.
inline std::pair<double, double> counted_as(Side side, Ties ties) {
    switch (side) {
        case Side::yes: return {1, 0};
        case Side::no: return {0, 1};
        case Side::tied: break;
    }
    return ties == Ties::against ? std::pair(0.0, 1.0) : ties == Ties::coin ? std::pair(0.5, 0.5) : std::pair(0.0, 0.0);
}

/// The votes of the delegations of a case, of which each votes as its council decides, and the risk of a position in
/// each municipality: its council, or whoever else votes by weights there. Throws std::length_error where they can vote
/// in too many ways.
inline BoardVotes board_votes(const Board& board, const CompositeRule& councils,
                              const std::vector<WeightedRule>& positions, const VotingModel& model, Ties ties) {
    const auto profiles = council_profiles(councils, positions, model, Exact{});
    if (!profiles) throw std::length_error("board: the councils of this case can vote in too many ways");
    const std::size_t count = profiles->cells.size(), coalitions = std::size_t{1} << count;
    const std::vector nothing(count, std::vector<double>(coalitions, 0.0));
    BoardVotes votes{.risks = {.passes = nothing, .fails = nothing}, .law = std::vector<double>(coalitions, 0.0)};
    std::vector<double> counted(count, 0.0);  // chance of the motions that count for a member
    std::vector<std::size_t> cell(count, 0);
    for (const double chance : profiles->law) {
        std::size_t coalition = 0;
        for (std::size_t j = 0; j < count; ++j)
            coalition |= static_cast<std::size_t>(profiles->cells[j][cell[j]].vote) << j;
        votes.law[coalition] += chance;
        for (std::size_t j = 0; j < count; ++j) {
            const auto [yes, no] = counted_as(profiles->cells[j][cell[j]].side, ties);
            votes.risks.passes[j][coalition] += chance * no;
            votes.risks.fails[j][coalition] += chance * yes;
            counted[j] += chance * (yes + no);
        }
        for (std::size_t j = 0; j < count && ++cell[j] == profiles->cells[j].size(); ++j) cell[j] = 0;
    }
    for (std::size_t j = 0; j < count; ++j) {
        if (!(counted[j] > 0))
            refuse("ties", "other than excluded where a council is always tied",
                   "excluded, and that of " + governance_of(board).municipalities[j].name + " is");
        for (auto* side : {&votes.risks.passes[j], &votes.risks.fails[j]})
            for (double& chance : *side) chance /= counted[j];
    }
    return votes;
}

}  // namespace stemgewicht::detail
