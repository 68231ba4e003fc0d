#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/number_form.hpp>

#include <string>
#include <string_view>

namespace stemgewicht {

/// Which columns of a table make a board. Left empty, `weight` is the only column of numbers, and `name` the first
/// column of texts, all of them different; without one, members are numbered.
struct TableColumns {
    std::string weight{}, name{}, group{};

    friend bool operator==(const TableColumns&, const TableColumns&) = default;
};

/// A board from a table of text: a line of titles, and one line for each member. Commas, semicolons or tabs separate
/// the fields, whichever cuts all lines into equally many; a field may stand in double quotes. All columns of numbers
/// are read, exactly: decimals, fractions such as 1/6, percentages where all of a column are, and numbers with decimal
/// commas or marks between thousands, where one way alone reads the column. Other columns are groupings where `group`
/// names them, or left out. The rule is the quota in words on the weight. `id` names the table in messages. Throws
/// std::invalid_argument with the line and the title of what cannot be read, and for a column of the weight that can be
/// read in two ways.
Board parse_table_board(std::string_view text, std::string id, const TableColumns& columns, const std::string& quota,
                        const NumberForm& form = {});

/// parse_table_board of a file, or of standard input for `-`.
Board load_table_board(const std::string& file, const TableColumns& columns, const std::string& quota,
                       const NumberForm& form = {});

}  // namespace stemgewicht
