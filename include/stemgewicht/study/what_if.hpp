#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/study/table.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// One arrangement of a region that might be: the sliders of the what-if page.
struct WhatIf {
    std::string assembly_scheme{};  ///< weights of the assembly; empty: the first that can be asked
    std::string board_scheme{};     ///< of the general board; empty: council seats, or one vote each without councils
    double weight = 1;              ///< of the centre in both, as a multiple of what it has: 0.1 to 2, in hundredths
    double quota = 0.5;  ///< both pass a motion with more than this share of their weight: 0.5 to 1, in thousandths
    double family = 0, municipality = 0;  ///< how often a group follows the line of its party family, and of its
                                          ///< municipality, as CopyVotes has it; at most 1 in sum
    double base_package = 0.5;  ///< share of the decisions that are on the base package; all others are on policy
};

/// What a municipality risks under an option of the case.
struct WhatIfRow {
    std::string option, municipality;
    double risk = 0;  ///< the chance to be outvoted, per decision
};

/// Weights of the assembly, and of the general board, that can be asked: those whose sum is small enough.
std::vector<std::string> what_if_assemblies(const Board& board);
std::vector<std::string> what_if_boards(const Board& board);

/// The risk of every municipality under every option in which not each council decides for itself, exactly. A tied
/// council counts neither way (Ties::excluded). Votes of the centre's groups are rounded to whole ones.
///
/// The lines of the families are gone through, in all their values; given these the councils are independent of each
/// other, whatever lines they follow themselves. Cost: 2^families x members x quota x log2(municipalities).
/// Throws std::invalid_argument for a setting out of range, an unknown scheme, or a case without governance data;
/// std::length_error for more than 14 municipalities, or more than 20 of them and families of several groups together.
std::vector<WhatIfRow> what_if_risks(const Board& board, const WhatIf& settings = {});

/// The rows as a table, with what they assume.
Table what_if_table(const Board& board, const std::vector<WhatIfRow>& rows);

/// The page with sliders that a report has beside it, alone: HTML that asks for nothing, with this library inside as
/// WebAssembly. `language`: en or nl. Throws as what_if_risks does, and std::invalid_argument for another language.
std::string what_if_page(const Board& board, std::string_view language = "en");

}  // namespace stemgewicht
