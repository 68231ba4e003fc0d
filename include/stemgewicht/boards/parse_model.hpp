#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/models/model.hpp>

#include <string_view>

namespace stemgewicht {

/// The model that a text names:
///
/// - ic, iac, beta:A,B, independent:P1,P2,.. (or one P for all), grouped:GROUPING
/// - copy:LIST, factor:LIST, where the list gives shares: region=0.1 for everyone, GROUPING=0.3 for the groups of a
///   grouping, GROUPING.GROUP=0 for a group of another share than the rest, p=0.6 for the chance of yes (p=P1/P2/.. for
///   each member), and line=0.5 for the chance that a line to copy is yes
/// - observed:FILE for past votes drawn again, fitted:FILE for the factor model fitted to them (read_votes, fitted)
///
/// Groupings are those of the board. Throws std::invalid_argument for anything else.
VotingModel parse_model(std::string_view text, const Board& board, std::string_view field = "model");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/parse_model.hpp>
#endif
