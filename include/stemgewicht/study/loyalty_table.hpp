#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/study/table.hpp>

#include <string>

namespace stemgewicht {

/// Whose loyalty matters to the holders of a position: one row per member, those first whose vote moves the chance of
/// being outvoted, overruled or blocked the most. For each of the three, the derivative with respect to the member's
/// chance of yes, and under `_evidence` that with respect to its log odds. `who`: the name of the position. See
/// fate_gradient for cost and errors.
Table loyalty_table(const Board& board, const std::string& who, const WeightedRule& position, const VotingModel& model,
                    Ties ties = Ties::excluded);

}  // namespace stemgewicht
