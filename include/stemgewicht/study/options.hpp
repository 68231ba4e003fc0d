#pragma once

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/study/table.hpp>

#include <string>
#include <vector>

namespace stemgewicht {

/// What a comparison of governance options varies.
struct OptionsRequest {
    std::vector<std::string> models{};   ///< as on the command line; empty: ic, iac and grouped by family
    std::vector<std::string> options{};  ///< drechtraad, ab, mandate, centre; empty: all
    std::vector<std::string> schemes{};  ///< of the general board; empty: all
    Method method = Exact{};
    Ties ties = Ties::excluded;
    int threads = 1;  ///< 0: all cores; results do not depend on it
};

/// One fact: what a municipality risks under an option, a scheme, a model, for a kind of decision.
struct OptionRow {
    std::string option, scheme, model, municipality, kind;
    double outvoted = 0, overruled = 0, blocked = 0, decisive = 0;
};

/// P(outvoted), overruled, blocked and decisive of every municipality under every option and scheme; its position is
/// the majority of its own council. Where each council decides for itself, the decision is its position and nobody is
/// outvoted. Rows are ordered by option, scheme, kind, model and municipality, the centre first.
/// Throws std::invalid_argument for an unknown option, model or scheme, or a board without governance data.
std::vector<OptionRow> compare_options(const Board& board, const OptionsRequest& request = {});

/// The rows as a table, with the notes of the board and those on schemes, and on ties where a council can tie.
Table options_table(const Board& board, const std::vector<OptionRow>& rows, Ties ties = Ties::excluded);

/// The outvoting risk of one municipality: a row per option, scheme and kind, a column per model.
Table risk_table(const Board& board, const std::vector<OptionRow>& rows, const std::string& municipality);

}  // namespace stemgewicht
