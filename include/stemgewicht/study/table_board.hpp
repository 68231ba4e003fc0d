#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/number_form.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// Which columns of a table make a board. Left empty, `weight` is the only column of numbers (one that counts the lines
/// left aside), and `name` the first column of texts, all of them different; without one, members are numbered.
struct TableColumns {
    std::string weight{}, name{};
    std::string group{};  ///< columns that are groupings although they hold numbers, separated by commas

    friend bool operator==(const TableColumns&, const TableColumns&) = default;
};

/// What a person says beside a board or a table: which columns, the rule, and how numbers are written.
struct BoardReading {
    TableColumns columns{};
    std::string quota{};         ///< as parse_quota reads it
    std::string rule{};          ///< instead of a quota, as parse_rule reads it
    std::string incompatible{};  ///< who never votes together: pairs of names or labels, or a column of a table
    NumberForm form{};

    friend bool operator==(const BoardReading&, const BoardReading&) = default;
};

/// A table whose cells were read elsewhere: as many cells in each row as there are titles.
struct TableCells {
    std::vector<std::string> titles;
    std::vector<std::vector<std::string>> rows;
};

/// A board from a table of text, in one of these forms, told apart by what they hold:
/// - a line of titles, and one line for each member, by commas, semicolons, tabs or |, whichever cuts all lines into
///   equally many fields; a field may stand in double quotes;
/// - numbers alone: one a line, the quota first (all of them weights where a quota is given), or the quota and then a
///   line for each a-priori union, which is the grouping `union`;
/// - JSON: a list of objects, of lists with the titles first, or of numbers, columns by title, or numbers by name;
/// beside
///   other fields, of which `quota` and a text `rule` are read.
/// Numbers are exact: decimals, fractions such as 1/6, percentages where all of a column are, decimal commas and marks
/// between thousands, where one way alone reads the column. Columns of texts without gaps are groupings. `id` names the
/// table in messages. Throws std::invalid_argument with the line and the title of what cannot be read, or can be read
/// in two ways.
Board parse_table_board(std::string_view text, std::string id, const BoardReading& reading = {});

/// The same of cells.
Board table_board(const TableCells& cells, std::string id, const BoardReading& reading = {});

/// Gives a board the rule that is asked for: a quota on its weight or a rule text, and who never votes together. Throws
/// std::invalid_argument where both or none are given, or they do not fit the board.
void set_rule(Board& board, const BoardReading& reading);

/// Gives a board weights of 2^62 and more as texts, by reduced_rule, as its weight column. A note says how.
void set_large_weights(Board& board, const std::vector<std::string>& texts, const BoardReading& reading);

/// The columns of a table that make a case; empty ones are looked for by their usual titles in English or Dutch.
struct CaseColumns {
    std::string municipality{}, list{}, seats{};
    std::string family{}, population{};  ///< where there are such columns
};

/// The file of a case from a table of lists and their seats: municipality, list, seats, and where there are such
/// columns, the family of the list and the inhabitants of the municipality (in each of its lines, or in one). Further
/// columns of numbers are columns of the members. `centre` is the municipality that would be centre municipality: the
/// largest, if empty. Throws std::invalid_argument as parse_table_board does.
std::string case_from_table(std::string_view text, const std::string& id, const CaseColumns& columns = {},
                            const std::string& centre = {}, const NumberForm& form = {});

/// The same of cells.
std::string case_from_table(const TableCells& cells, const std::string& id, const CaseColumns& columns = {},
                            const std::string& centre = {}, const NumberForm& form = {});

/// The text of a shipped case with a comment on each part, to be filled in with another region's numbers. What its
/// sources say and claim is left out. Throws std::invalid_argument for what is no shipped case.
std::string case_template(const std::string& name);

/// The text of a board file that reads back as this board. Throws std::invalid_argument for a case.
std::string board_file(const Board& board);

}  // namespace stemgewicht
