#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/core/definition.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// Vote weights that the general board (AB) of a region may have. The sources give none, so they are compared.
inline constexpr std::array<std::string_view, 7> board_schemes{"one_vote", "seats", "population", "sqrt_population",
                                                               "money",    "apex",  "apex_veto"};

/// The governance data of a case. Throws std::invalid_argument where the board has none.
const GovernanceData& governance_of(const Board& board);

/// The group of the council grouping that each municipality is, in the order of the municipalities.
std::vector<std::size_t> council_groups(const Board& board);

/// The general board of a case under a scheme: one member per municipality, the centre first, absolute majority.
/// `one_vote`: 1 each; `seats`: council seats; `population`; `sqrt_population`: rounded to thousandths [penrose_1946];
/// `money`: share of the contributions; `apex`: the centre and any one other win, and so do all others together;
/// `apex_veto`: the centre and any one other win, nobody else does; or the name of a custom scheme of the case.
/// Throws std::invalid_argument for an unknown scheme.
WeightedRule board_rule(const Board& board, std::string_view scheme);

/// Whether a case has the numbers that a standard scheme needs.
bool can_weigh(const GovernanceData& data, std::string_view scheme);

/// The standard board schemes for which the case has the numbers, and its custom ones.
std::vector<std::string> all_schemes(const Board& board);

/// A share of the contributions such as "55%", in millionths. Throws std::invalid_argument for anything else.
Weight money_share(std::string_view text, std::string_view field);

/// The weights of `money`, in proportion to the contributions: a known share keeps it, the others divide the rest by
/// population. Throws std::invalid_argument where the shares do not add up.
std::vector<Weight> money_weights(const GovernanceData& data);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/schemes.hpp>
#endif
