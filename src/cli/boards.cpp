#include "../boards/embedded_boards.hpp"
#include "common.hpp"

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
    Output output;
};

Table summary(const std::vector<Board>& boards) {
    Table table{.title = "",
                .columns = {"name", "members", "total_weight", "quota", "case", "date", "title"},
                .rows = {},
                .notes = {}};
    for (const Board& board : boards)
        table.rows.push_back({board.id, static_cast<std::int64_t>(board.names.size()),
                              as_written(total_weight(weights(board)), scale_of(board, board.weight_column)),
                              quota_cell(board), board.governance ? "yes" : "no", board.date, board.title});
    return table;
}

void run_boards(const BoardsCommand& request) {
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

void run_validate(const BoardsCommand& request) {
    const Board board = load_board(request.file);
    warn_if_improper(board);
    warn_of_small(board);
    const std::string rule = board_sentence(board);
    Table table = summary({board});
    table.notes = {"rule: " + rule};
    write(request.output, table, [&] {
        Json answer = Json::parse(rows_to_json(table)).front();
        answer["rule"] = rule;
        answer["valid"] = true;
        return answer;
    });
}

}  // namespace

void add_boards(CLI::App& app) {
    auto request = std::make_shared<BoardsCommand>();
    CLI::App* command = app.add_subcommand("boards", "list the boards that come with the program");
    command->add_option("--show", request->show, "print the file of this board, to start one of your own from");
    add_output(*command, request->output);
    command->footer("Example:\n  stemgewicht boards --show eec-1958 --output my-board.toml");
    command->callback([command, request] { run_checked(*command, [&] { run_boards(*request); }); });
}

void add_validate(CLI::App& app) {
    auto request = std::make_shared<BoardsCommand>();
    CLI::App* command = app.add_subcommand("validate", "check a board or case file");
    command->add_option("file", request->file, "the file, or - for standard input")->required();
    add_output(*command, request->output);
    command->footer("Example:\n  stemgewicht validate my-board.toml");
    command->callback([command, request] { run_checked(*command, [&] { run_validate(*request); }); });
}

}  // namespace stemgewicht::cli
