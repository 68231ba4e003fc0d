// A table of members, or of councils and their seats, in any of its forms, and the files that are made of it.
#include "fuzz.hpp"

#include <stemgewicht/rules/rule.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/table_board.hpp>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stemgewicht;
    const std::string_view text = fuzz::text_of(data, size);
    for (const BoardReading& reading : {BoardReading{.quota = "majority"}, BoardReading{},
                                        BoardReading{.rule = "members >= 2", .incompatible = "apart"}})
        fuzz::attempt([&] {
            const Board board = parse_table_board(text, "table.csv", reading);
            const std::size_t members = board.names.size();
            fuzz::require(members > 0 && member_count(board.rule) == members, "the rule is over the members");
            for (const auto& [name, column] : board.columns) fuzz::require(column.size() == members, name);
            const Board again = parse_board(board_file(board), "board.toml");
            fuzz::require(again.names == board.names, "a board file has the names of its board");
            if (const auto* rule = std::get_if<WeightedRule>(&board.rule); rule && board.divisors == again.divisors)
                fuzz::require(again.rule == board.rule, "a board file has the rule of its board");
        });
    fuzz::attempt([&] {
        const Board board = parse_board(case_from_table(text, "seats.csv"), "case.toml");
        fuzz::require(board.governance.has_value(), "seats of councils are a case");
    });
    return 0;
}
