#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/definition.hpp>

#include <cstddef>
#include <span>

namespace stemgewicht {

/// The most members of a board that `small_boards` takes.
inline constexpr std::size_t maximum_small_members = 16;

/// Where the answers on many boards go, and so which are asked: each span is empty, or has one value for each board and
/// member, board by board.
struct SmallBoardValues {
    std::span<double> banzhaf{}, shapley_shubik{};
    std::span<double> outvoted_ic{}, outvoted_iac{};  ///< chance to be outvoted, under each of the two models
};

/// Power indices and chances to be outvoted on many weighted boards of the same number of members, to 16. `weights`
/// has those of board after board; `quotas` one for each board. Boards of fewer members take part with weights of 0,
/// which change nothing for the others. Each answer is a quotient of whole numbers, rounded once, from the counts by
/// size of winning sets with and without the member. Cost O(2^members) a board: a quarter of a microsecond at 7
/// members; no memory is taken for it. Threads: 0 for all cores. Throws std::invalid_argument, before anything is
/// written, for the first board that is no rule: `boards[12].quota: must be 1..57, got 60`.
void small_boards(std::span<const Weight> weights, std::span<const Weight> quotas, const SmallBoardValues& values,
                  int threads = 1);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/definitions/small_boards.hpp>
#endif
