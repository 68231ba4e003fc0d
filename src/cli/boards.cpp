#include "../boards/embedded_boards.hpp"
#include "common.hpp"

#include <stemgewicht/batch/sweep_study.hpp>
#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct BoardsCommand {
    std::string show;
    std::string file;
    BoardReading reading;  ///< of the table that becomes a board file
    std::string decimal;
    bool thousands = false;
    Output output;
};

Table summary(const std::vector<Board>& boards) {
    Table table{.title = "",
                .columns = {"name", "members", "total_weight", "quota", "case", "date", "title"},
                .rows = {},
                .notes = {},
                .as_given = {"total_weight", "quota"}};
    for (const Board& board : boards)
        table.rows.push_back({board.id, static_cast<std::int64_t>(board.names.size()),
                              as_written(total_weight(weights(board)), scale_of(board, board.weight_column)),
                              quota_cell(board), board.governance ? "yes" : "no", board.date, board.title});
    return table;
}

/// Writes the board file of a table.
void run_from(const BoardsCommand& request) {
    BoardReading reading = request.reading;
    reading.form = number_form(request.decimal, request.thousands);
    const Board board = load_board(request.file, reading);
    warn_if_improper(board);
    write_text(request.output.file, board_file(board));
}

void run_boards(const BoardsCommand& request) {
    if (!request.file.empty()) {
        if (!request.show.empty()) refuse("show", "left out with --from", "\"" + request.show + "\"");
        return run_from(request);
    }
    if (request.reading != BoardReading{} || !request.decimal.empty() || request.thousands)
        refuse("from", "given where --weight, --name, --quota or the like are", "nothing");
    if (!request.show.empty()) {
        for (const auto& board : detail::embedded_boards())
            if (board.name == request.show) {
                write_text(request.output.file, board.text);
                return;
            }
        refuse("show", fmt::format("one of {}", fmt::join(shipped_boards(), ", ")), "\"" + request.show + "\"");
    }
    std::vector<Board> boards;
    for (const std::string& name : shipped_boards()) boards.push_back(load_board(name));
    const Table table = summary(boards);
    write(request.output, table, [&] { return Json{{"boards", Json::parse(rows_to_json(table))}}; });
}

/// Says which numbers of a column are more than this many times smaller than its median: 86 among 40,000 and 119,300.
void warn_of_small(const std::string& column, const std::vector<std::string>& names, const std::vector<Weight>& values,
                   Scale scale) {
    constexpr Weight times = 300;
    std::vector<Weight> sorted;
    std::ranges::copy_if(values, std::back_inserter(sorted), [](Weight value) { return value > 0; });
    if (sorted.size() < 2) return;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::ranges::nth_element(sorted, middle);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] > 0 && values[i] < *middle / times)
            warn(fmt::format("{} of {} is {}, orders of magnitude below the median {}: are its thousands missing?",
                             column, names[i], decimal_text(values[i], scale), decimal_text(*middle, scale)));
}

void warn_of_small(const Board& board) {
    for (const auto& [column, values] : board.columns)
        warn_of_small(column, board.names, values, scale_of(board, column));
    if (!board.governance) return;
    std::vector<std::string> names;
    std::vector<Weight> populations;
    for (const Municipality& municipality : board.governance->municipalities) {
        names.push_back(municipality.name);
        populations.push_back(municipality.population);
    }
    warn_of_small("population", names, populations, {});
}

/// The sum of some numbers as they were written; empty beyond all weights.
Table::Cell sum_of(const std::vector<Weight>& values, Scale scale) {
    __extension__ __int128 sum = 0;
    for (const Weight value : values) sum += value;
    return sum > maximum_total_weight ? Table::Cell() : as_written(static_cast<Weight>(sum), scale);
}

/// What a municipality's members add up to, with a line of totals, to hold against a spreadsheet.
Table council_control(const Board& board) {
    const GovernanceData& data = *board.governance;
    const Grouping& councils = board.groupings.at(data.grouping);
    const bool people = std::ranges::all_of(data.municipalities, [](const auto& m) { return m.population > 0; });
    Table table{
        .title = "To hold against your own figures", .columns = {"municipality", "groups"}, .rows = {}, .notes = {}};
    for (const auto& [column, values] : board.columns) table.columns.push_back(column);
    if (people) table.columns.emplace_back("population");
    table.as_given = table.columns;
    std::vector<Weight> populations;
    const auto add = [&](const std::string& name, const auto& is_there, const std::vector<Weight>& inhabitants) {
        std::int64_t groups = 0;
        for (std::size_t i = 0; i < board.names.size(); ++i) groups += is_there(i) ? 1 : 0;
        std::vector<Table::Cell>& row = table.rows.emplace_back();
        row = {name, groups};
        for (const auto& [column, values] : board.columns) {
            std::vector<Weight> there;
            for (std::size_t i = 0; i < values.size(); ++i)
                if (is_there(i)) there.push_back(values[i]);
            row.push_back(sum_of(there, scale_of(board, column)));
        }
        if (people) row.push_back(sum_of(inhabitants, {}));
    };
    for (const Municipality& municipality : data.municipalities) {
        populations.push_back(municipality.population);
        add(municipality.name,
            [&](std::size_t i) { return councils.labels[councils.group_of[i]] == municipality.name; },
            {municipality.population});
    }
    add("total", [](std::size_t) { return true; }, populations);
    return table;
}

/// What each column of numbers holds.
Table column_control(const Board& board) {
    Table table{.title = "To hold against your own figures",
                .columns = {"column", "smallest", "largest", "total"},
                .rows = {},
                .notes = {},
                .as_given = {"smallest", "largest", "total"}};
    for (const auto& [column, values] : board.columns) {
        const auto [least, most] = std::ranges::minmax(values);
        const Scale scale = scale_of(board, column);
        table.rows.push_back({column, as_written(least, scale), as_written(most, scale), sum_of(values, scale)});
    }
    for (const auto& [name, grouping] : board.groupings)
        table.notes.push_back(fmt::format("{}: {} groups", name, grouping.labels.size()));
    return table;
}

void run_validate(const BoardsCommand& request) {
    if (request.file != "-" && request.file.ends_with(".toml"))
        if (const std::string text = read_file(request.file).second; is_sweep(text))
            return explain_study(request.output, request.file, text);
    const Board board = load_board(request.file);
    warn_if_improper(board);
    warn_of_small(board);
    const std::string rule = board_sentence(board);
    Table table = summary({board});
    table.notes = {"rule: " + rule};
    const Table control = board.governance ? council_control(board) : column_control(board);
    const auto json = [&] {
        Json answer = Json::parse(rows_to_json(table)).front();
        answer["rule"] = rule;
        answer["valid"] = true;
        answer["control"] = Json::parse(rows_to_json(control));
        return answer;
    };
    write(request.output, table, json, "\n" + shown_text(control));
}

}  // namespace

void add_boards(CLI::App& app) {
    auto request = std::make_shared<BoardsCommand>();
    CLI::App* command = app.add_subcommand("boards", "list the boards that come with the program");
    command->add_option("--show", request->show, "print the file of this board, to start one of your own from");
    command->add_option(
        "--from", request->file,
        "a table of members (CSV, JSON, or a number a line), or - for standard input, to make a board file "
        "of");
    add_reading(*command, request->reading);
    add_number_form(*command, request->decimal, request->thousands);
    add_output(*command, request->output);
    command->footer(
        "Examples:\n  stemgewicht boards --show eec-1958 --output my-board.toml\n"
        "  stemgewicht boards --from states.csv --weight electoral_votes --name state --quota 270 --output "
        "my-board.toml");
    command->callback([command, request] { run_checked(*command, [&] { run_boards(*request); }); });
}

void add_validate(CLI::App& app) {
    auto request = std::make_shared<BoardsCommand>();
    CLI::App* command = app.add_subcommand("validate", "check a board, a case or a study of many cases");
    command->add_option("file", request->file, "the file, or - for standard input")->required();
    add_output(*command, request->output);
    command->footer("Example:\n  stemgewicht validate my-board.toml");
    command->callback([command, request] { run_checked(*command, [&] { run_validate(*request); }); });
}

}  // namespace stemgewicht::cli
