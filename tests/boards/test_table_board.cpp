#include <stemgewicht/study/table_board.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

using Weights = std::vector<Weight>;
using Names = std::vector<std::string>;

Board table(const std::string& text, const TableColumns& columns = {}, const std::string& quota = "majority",
            const NumberForm& form = {}) {
    return parse_table_board(text, "t.csv", columns, quota, form);
}

std::string refused(const std::string& text, const TableColumns& columns = {}, const std::string& quota = "majority",
                    const NumberForm& form = {}) {
    return refusal([&] { return table(text, columns, quota, form).names.size(); });
}

const std::string councils =
    "Name of list,Votes,% of votes,Seats\nHarbour,\"1,204,118\",31.2%,14\n\"Farmers (north, "
    "east)\",\"610,077\",15.8%,7\n"
    "Green,\"998,240\",25.9%,12\n";

}  // namespace

TEST_CASE("A table with names in quotes, thousands and percentages is read by its columns") {
    const Board seats = table(councils, {.weight = "Seats", .name = "Name of list"});
    CHECK(weighted_rule(seats) == WeightedRule{{14, 7, 12}, 17});
    CHECK(seats.names == Names{"Harbour", "Farmers (north, east)", "Green"});
    CHECK(seats.weight_column == "Seats");
    const Board votes = table(councils, {.weight = "Votes"}, "2/3");
    CHECK(weighted_rule(votes) == WeightedRule{{1'204'118, 610'077, 998'240}, 1'874'957});
    CHECK(votes.names == seats.names);
    const Board percent = table(councils, {.weight = "% of votes"}, "40");
    CHECK(weighted_rule(percent) == WeightedRule{{312, 158, 259}, 400});
}

TEST_CASE("Semicolons and tabs separate too, and commas are decimal where nothing else reads the column") {
    const std::string owners =
        "\xEF\xBB\xBF"
        "Einheit;Eigentümer;Anteil\r\n1;A;2.150,88\r\n2;B;1.849,12\r\n3;C;3.000,00\r\n\r\n";
    const Board board = table(owners, {.weight = "Anteil", .name = "Eigentümer"});
    CHECK(board.columns.at("Anteil") == Weights{215'088, 184'912, 300'000});
    CHECK(board.decimals.at("Anteil") == 2);
    CHECK(weighted_rule(board).quota == 350'001);
    CHECK(board.names == Names{"A", "B", "C"});
    CHECK(weighted_rule(table(owners, {.weight = "Anteil"}, "5.000,5", {.decimal = ',', .thousands = false})).quota ==
          500'050);
    CHECK(table("a\tw\nx\t1,5\ny\t2\n").columns.at("w") == Weights{15, 20});
    CHECK(table("w\n3\n2\n").names == Names{"1", "2"});
}

TEST_CASE("Fractions in a table are exact") {
    const Board board = table("owner,share\nA,1/6\nB,1/3\nC,1/2\n");
    CHECK(weighted_rule(board) == WeightedRule{{1, 2, 3}, 4});
    CHECK(board.divisors.at("share") == 6);
}

TEST_CASE("A column of a table is a grouping where it is asked for") {
    const Board board =
        table("n,seats,bloc\nA,3,left\nB,2,right\nC,1,left\n", {.weight = {}, .name = {}, .group = "bloc"});
    CHECK(board.groupings.at("bloc").labels == Names{"left", "right"});
    CHECK(board.groupings.at("bloc").group_of == std::vector<std::size_t>{0, 1, 0});
    CHECK(board.names == Names{"A", "B", "C"});
}

TEST_CASE("A column of weights that two forms read differently is refused with both") {
    const std::string text = "n;w\nA;581,507\nB;220,381\n";
    CHECK(
        refused(text) ==
        "t.csv:2, w: must be clear in its points and commas (--decimal comma for 581.507, --thousands for 581507), got "
        "\"581,507\"");
    CHECK(table(text, {}, "majority", {.decimal = ',', .thousands = false}).decimals.at("w") == 3);
    CHECK(table(text, {}, "majority", {.decimal = {}, .thousands = true}).columns.at("w") == Weights{581'507, 220'381});
    CHECK(
        refused("n,w\nA,2.601\nB,987\n") ==
        "t.csv:2, w: must be clear in its points and commas (--decimal point for 2.601, --decimal comma for 2601), got "
        "\"2.601\"");
    CHECK(table("n,w\nA,2.601\nB,987\nC,0.5\n").columns.at("w") == Weights{2601, 987'000, 500});
}

TEST_CASE("What a table lacks is refused with its line and title") {
    CHECK(refused("n,w\nA,1\nB,x\n", {.weight = "w"}) ==
          "t.csv:3, w: must be a number of 0 or more, below 2^62, written as those above it, got \"x\"");
    CHECK(refused("n,w\nA,1%\nB,2\n", {.weight = "w"}) ==
          "t.csv:3, w: must be a number of 0 or more, below 2^62, written as those above it, got \"2\"");
    CHECK(refused("n,w\nA,\n", {.weight = "w"}) ==
          "t.csv:2, w: must be a number of 0 or more, below 2^62, written as those above it, got \"\"");
    CHECK(refused(councils) ==
          "weight: must be the title of a column of numbers of t.csv (Votes, % of votes, Seats), got nothing");
    CHECK(refused(councils, {.weight = "seats"}) ==
          "weight: must be a column of t.csv (Name of list, Votes, % of votes, Seats), got \"seats\"");
    CHECK(refused(councils, {.weight = "Seats", .name = "list"}).starts_with("name: must be a column of t.csv"));
    CHECK(refused(councils, {.weight = "Seats", .name = {}, .group = "x"}).starts_with("group: must be a column of"));
    CHECK(refused("n,w\nA,1\nA,2\n", {.weight = "w", .name = "n"}) ==
          "names[1]: must be a name that no other member has, got \"A\"");
    CHECK(refused("n,w\nA,1\nB\n") == "t.csv:3: must be a line of as many fields as there are titles, got 1");
    CHECK(refused("n,w\n") ==
          "t.csv: must be a table with a line of titles and a line for each member, got no members");
    CHECK(refused("w,w\n1,2\n") == "t.csv: must be a table in which every title stands once, got \"w\" again");
    CHECK(refused("n,w\nA,3\n", {}, "0.5") ==
          "quota: must be a number of 1 or more, or a share such as 1/2 or 50%, got 0.5");
}
