// A board or case file in TOML, as `validate` and every other command reads it.
#include "fuzz.hpp"

#include <stemgewicht/rules/rule.hpp>
#include <stemgewicht/study/catalogue.hpp>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::attempt([&] {
        const stemgewicht::Board board = stemgewicht::parse_board(fuzz::text_of(data, size), "board.toml");
        const std::size_t members = board.names.size();
        fuzz::require(members > 0 && member_count(board.rule) == members, "the rule is over the members");
        for (const auto& [name, column] : board.columns) fuzz::require(column.size() == members, name);
        for (const auto& [name, grouping] : board.groupings) fuzz::require(grouping.group_of.size() == members, name);
        stemgewicht::Coalition nobody(members);
        fuzz::require(!wins(board.rule, nobody) && wins(board.rule, ~nobody), "everyone wins, and nobody does not");
    });
    return 0;
}
