#pragma once

#include "common.hpp"

#include <string>

namespace stemgewicht::cli {

/// Goals of delegates, and who their citizens are.
struct SecondTierChoice {
    std::string goals, citizens;
    double correlation = 0;
    Weight total = 10'000;
};

/// --second-tier, --citizens, --correlation and --total.
void add_citizens(CLI::App& command, SecondTierChoice& choice);

/// The board of a choice, where a table or weights written out need no quota, as the numbers are citizens.
Board board_of_citizens(BoardChoice choice);

/// Writes the weights of delegates for each goal, and what these give the citizens.
void write_second_tier(const Board& board, const SecondTierChoice& choice, const Output& output);

/// Writes the quota of a board by which power is nearest to weight.
void write_optimal_quota(const Board& board, const Output& output);

}  // namespace stemgewicht::cli
