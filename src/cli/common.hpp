#pragma once

#include "arguments.hpp"
#include "progress.hpp"

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/study/output_file.hpp>
#include <stemgewicht/study/table.hpp>
#include <stemgewicht/study/table_board.hpp>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht::cli {

using Json = nlohmann::ordered_json;

/// --format and --output, which every command takes; a file that cannot be written is refused at once.
struct Output {
    std::string format = "table";
    std::string file;
};
void add_output(CLI::App& command, Output& output);

/// --output alone.
void add_output_file(CLI::App& command, std::string& file);

/// Writes a table in the format asked for; `json` is the whole JSON answer, made only when it is asked for. `more` goes
/// behind the text form of the table.
void write(const Output& output, const Table& table, const std::function<Json()>& json, std::string_view more = {});

/// Writes a text to a file, or to standard output where it has no name.
void write_text(const std::string& file, std::string_view text);

/// The JSON answer of a command on a case: which case, what is particular to the command, the rows, and the notes.
Json case_answer(const Board& board, const Json& particular, const Table& table);

/// A board from the command line: a file or shipped name, or weights and quota written out.
struct BoardChoice {
    std::string name;
    std::string weights, names;
    std::string decimal;     ///< point or comma; empty where not said
    bool thousands = false;  ///< whether commas stand between groups of three digits
    BoardReading reading;    ///< quota or rule, and the columns of a table; its form is that of the two above
};
void add_board(CLI::App& command, BoardChoice& choice);

/// --decimal and --thousands, and the form that they say.
void add_number_form(CLI::App& command, std::string& decimal, bool& thousands);
NumberForm number_form(const std::string& decimal, bool thousands);

/// What says how a table or another board is read: --weight, --name, --group, --quota, --rule, --incompatible.
void add_reading(CLI::App& command, BoardReading& reading);
Board resolve(const BoardChoice& choice);

/// What --model takes.
inline constexpr const char* model_help =
    "ic, iac, beta:A,B, independent:P1,P2,.. or NAME=P,.. (1/2 for the rest), grouped:GROUPING, "
    "copy:region=0.1,family=0.3,.. (the chances to copy a "
    "line "
    "of the region or one's group), factor:region=0.1,family=0.4,.. (loadings on moods in common; GROUPING.GROUP=.. "
    "for "
    "a group of its own, p=.. for the chance of yes), observed:FILE or fitted:FILE (past votes as CSV)";

/// --ties.
Ties parse_ties(const std::string& text);

/// Parts of a list, separated by commas or (where `blanks`) white space; refuses an empty part.
std::vector<std::string> split(std::string_view text, std::string_view field, bool blanks = false);

/// A-priori unions: a grouping of the board, or one label for each member, separated by commas; empty for an empty
/// text.
std::optional<Grouping> parse_unions(const Board& board, const std::string& text);

/// Pairs of members by name, A-B,B-C; empty for an empty text.
std::optional<std::vector<Pair>> parse_pairs(const Board& board, const std::string& text, std::string_view field);

/// One line on standard error.
void warn(std::string_view text);

/// The quota of a board as it was written, or the text of its rule where that has other criteria.
Table::Cell quota_cell(const Board& board);

/// quota_cell as a text.
std::string quota_text(const Board& board);

/// Says what is odd about a board: a rule by which both sides can win.
void warn_if_improper(const Board& board);

/// Which of its weights a case takes where it is read as a board; empty where there is no choice.
std::optional<std::string> weight_line(const Board& board);

/// Adds that line, and the notes on the data of the board.
void add_board_notes(Table& table, const Board& board);

/// A table for reading. Where the notes on the data are more than five, their subjects alone are named.
std::string shown_text(const Table& table);

/// Tells what a study makes, for `validate`: a text of lines, or JSON.
void explain_study(const Output& output, const std::string& file, const std::string& text);

void add_coalitions(CLI::App& app);
void add_power(CLI::App& app);
void add_outvoted(CLI::App& app);
void add_options(CLI::App& app);
void add_scorecard(CLI::App& app);
void add_portfolio(CLI::App& app);
void add_phase(CLI::App& app);
void add_sensitivity(CLI::App& app);
void add_mandates(CLI::App& app);
void add_bounds(CLI::App& app);
void add_claims(CLI::App& app);
void add_report(CLI::App& app);
void add_indices(CLI::App& app);
void add_loyalty(CLI::App& app);
void add_votes(CLI::App& app);
void add_front(CLI::App& app);
void add_design(CLI::App& app);
void add_sweep(CLI::App& app);
void add_boards(CLI::App& app);
void add_case(CLI::App& app);
void add_validate(CLI::App& app);

}  // namespace stemgewicht::cli
