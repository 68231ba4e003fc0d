#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// Random games on which Exact and DecisionDiagram are compared with Enumerate, which shares no algorithm with them. A
/// range of seeds is a range of games; each is tried under every model. What comes back is empty, or names each
/// disagreement with all of its input.
struct Games {
    std::uint64_t first = 0, last = 0;
};

std::vector<std::string> disagreements_on_weighted_boards(Games games);
std::vector<std::string> disagreements_on_composite_boards(Games games);
std::vector<std::string> disagreements_on_boards_of_twenty(Games games);
std::vector<std::string> disagreements_with_a_single_block(Games games);
std::vector<std::string> disagreements_with_little_memory(Games games);
std::vector<std::string> disagreements_on_two_tier_positions(Games games);
std::vector<std::string> disagreements_on_rules_of_every_kind(Games games);
std::vector<std::string> disagreements_on_long_diagrams(Games games);
/// Chances to the extremes, each held against that of Enumerate by its own size.
std::vector<std::string> disagreements_on_small_chances(Games games);
