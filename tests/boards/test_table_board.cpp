#include <stemgewicht/study/table_board.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/rules/incompatible.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

using Weights = std::vector<Weight>;
using Names = std::vector<std::string>;

Board table(const std::string& text, const TableColumns& columns = {}, const std::string& quota = "majority",
            const NumberForm& form = {}) {
    return parse_table_board(text, "t.csv", {.columns = columns, .quota = quota, .form = form});
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
          "t.csv:2, w: must be a number of 0 or more, below 2^62, written as those above it, got nothing");
    CHECK(refused(councils) ==
          "weight: must be the title of a column of numbers of t.csv (Votes, % of votes, Seats), got nothing");
    CHECK(refused(councils, {.weight = "seats"}) ==
          "weight: must be a column of t.csv (Name of list, Votes, % of votes, Seats), got \"seats\"; did you mean "
          "\"Seats\"?");
    CHECK(refused(councils, {.weight = "Seats", .name = "list"}).starts_with("name: must be a column of t.csv"));
    CHECK(refused(councils, {.weight = "Seats", .name = {}, .group = "x"}).starts_with("group: must be a column of"));
    CHECK(refused("n,w\nA,1\nA,2\n", {.weight = "w", .name = "n"}) ==
          "names[1]: must be a name that no other member has, got \"A\"");
    CHECK(refused("n,w\nA,1\nB\n") == "t.csv:3: must be a line of as many fields as there are titles, 2, got 1");
    CHECK(refused("n,w\n") ==
          "t.csv: must be a table with a line of titles and a line for each member, got no members");
    CHECK(refused("w,w\n1,2\n", {.weight = "w"}) ==
          "weight: must be a title that one column of t.csv has, got \"w\", which several have");
    CHECK(refused("n,w,w\nA,1,2\nB,2,3\n") ==
          "weight: must be the title of a column of numbers of t.csv (w, w), got nothing");
    CHECK(refused("n,w,w\nA,1,2\nB,2,3\n", {.weight = "w"}) ==
          "weight: must be a title that one column of t.csv has, got \"w\", which several have");
    CHECK(refused("n,w\nA,3\n", {}, "0.5") ==
          "quota: must be a number of 1 or more, or a share such as 1/2 or 50%, got 0.5");
}

namespace {

/// A file of tests/data/tables.
Board file(const std::string& name, const BoardReading& reading = {}) {
    return load_board(STEMGEWICHT_TEST_DATA "/tables/" + name, reading);
}

/// Shares of the Banzhaf power in units of 1 / parts, by asking all sets of members.
Weights banzhaf_by_sets(const Board& board) {
    const std::size_t n = board.names.size();
    Weights swings(n, 0);
    for (std::size_t set = 0; set < std::size_t{1} << n; ++set) {
        const Coalition yes(n, set);
        for (std::size_t i = 0; i < n; ++i)
            if (yes[i]) {
                Coalition without = yes;
                without.reset(i);
                swings[i] += wins(board.rule, yes) && !wins(board.rule, without) ? 1 : 0;
            }
    }
    return swings;
}

bool same_game(const Board& a, const Board& b) {
    for (std::size_t set = 0; set < std::size_t{1} << a.names.size(); ++set)
        if (wins(a.rule, Coalition(a.names.size(), set)) != wins(b.rule, Coalition(b.names.size(), set))) return false;
    return true;
}

}  // namespace

TEST_CASE("The tables of the tests are read as they are meant") {
    const Board parties = file("parties.csv", {.columns = {.weight = "Votes"}, .quota = "majority"});
    CHECK(parties.names == Names{"Bridge, Ferry and Quay", "Lanterns", "The \"Orchard\"", "Millers", "Salt Road"});
    CHECK(weighted_rule(parties) == WeightedRule{{1'310'442, 1'020'310, 702'115, 611'090, 316'200}, 1'980'079});
    CHECK(parties.columns.at("Seats") == Weights{15, 12, 8, 7, 4});
    CHECK(parties.groupings.at("Bench").labels == Names{"east", "west"});
    const Board owners = file("owners.csv", {.columns = {.weight = "Anteil"}, .quota = "5.000,01"});
    CHECK(owners.names == Names{"Ahorn", "Birke", "Eiche", "Linde", "Ulme"});
    CHECK(weighted_rule(owners) == WeightedRule{{312'040, 137'960, 250'000, 175'025, 124'975}, 500'001});
    CHECK(weighted_rule(file("owners.csv", {.columns = {.weight = "Quote"}, .quota = "majority"})).weights ==
          Weights{312'040, 137'960, 250'000, 175'025, 124'975});
    CHECK(weighted_rule(file("heirs.tsv", {.quota = "majority"})) == WeightedRule{{1, 3, 2, 2}, 5});
    const Board provinces = file("provinces.json");
    CHECK(provinces.quota_text == "members >= 3 and people >= 60%");
    CHECK(provinces.columns.at("people") == Weights{30'250, 24'500, 18'125, 9'500, 6'625});
    CHECK(provinces.names == Names{"Upper", "Lower", "Lake", "Marsh", "Heath"});
    CHECK(banzhaf_by_sets(provinces) == Weights{9, 5, 5, 3, 3});
}

TEST_CASE("Numbers without titles are the quota and the weights, or unions") {
    const Board list = file("quota_and_weights.txt");
    CHECK(weighted_rule(list) == WeightedRule{{14, 9, 9, 7, 5, 5, 1}, 27});
    CHECK(list.notes.front().text.find("first number") != std::string::npos);
    const Board all = file("quota_and_weights.txt", {.quota = "majority"});
    CHECK(weighted_rule(all) == WeightedRule{{27, 14, 9, 9, 7, 5, 5, 1}, 39});
    const Board unions = file("quota_and_unions.csv");
    CHECK(weighted_rule(unions) == WeightedRule{{12, 5, 9, 8, 4, 11, 7, 3, 1}, 31});
    CHECK(unions.groupings.at("union").group_of == std::vector<std::size_t>{0, 0, 1, 1, 1, 2, 2, 2, 2});
    CHECK(
        refusal([] { return parse_table_board("50\n30,8\n12,9\n", "u.txt").names.size(); }) ==
        "u.txt:2: must be clear in its commas (--decimal comma for 30.8, --decimal point for 2 numbers), got \"30,8\"");
    CHECK(weighted_rule(parse_table_board("50\n30,8\n12,9\n", "u", {.form = {.decimal = '.', .thousands = false}}))
              .weights.size() == 4);
    CHECK(parse_table_board("40\n30,8\n12,9\n", "u", {.form = {.decimal = ',', .thousands = false}}).names.size() == 2);
    CHECK(refusal([] {
              return parse_table_board("1,55\n2,38\n3,6\n", "u", {.quota = "50"}).names.size();
          }).starts_with("u:1: must be clear in its commas"));
    CHECK(refusal([] { return parse_table_board("1;55\n2;38\n", "u", {.quota = "50"}).names.size(); }) ==
          "u: must be a table with a line of titles, where all lines hold equally many numbers, got numbers without "
          "titles");
}

TEST_CASE("No column is taken as the weight in the place of one with a gap") {
    CHECK(refused("n,w\nA,3\nB,\nC,1\n") ==
          "t.csv:3, w: must be a number of 0 or more, below 2^62, as in the other lines, got nothing");
    CHECK(refused("n,w\nA,-3\nB,2\n") ==
          "t.csv:2, w: must be a number of 0 or more, below 2^62, as in the other lines, got \"-3\"");
    CHECK(refused("n,votes,people\nA,3,100\nB,,200\nC,1,300\n") ==
          "weight: must be the title of a column of numbers of t.csv (people, votes but for t.csv:3), got nothing");
    CHECK(table("n,votes,people\nA,3,100\nB,,200\nC,1,300\n", {.weight = "people"}).columns.at("people") ==
          Weights{100, 200, 300});
    CHECK(table("n,side,people\nA,3,100\nB,north,200\nC,south,300\n").weight_column == "people");
    CHECK(refused("n,w\nA,many\nB,few\n") ==
          "weight: must be the title of a column of numbers of t.csv (none), got nothing");
}

TEST_CASE("Lines above the titles that begin with # are comments") {
    const Board board = table("# The owners, as of May\r\n#\tby deed\r\n\r\nname;share\r\nA;3\r\nB;2\r\n");
    CHECK(board.names == Names{"A", "B"});
    CHECK(board.columns.at("share") == Weights{3, 2});
    CHECK(refused("# two lines\n# of comments\nname;share\nA;3\nB;x\n", {.weight = "share"}).starts_with("t.csv:5,"));
    CHECK(table("#,name,votes\n1,A,3\n2,B,2\n").names == Names{"A", "B"});
    CHECK(table("#name,votes\nA,3\nB,2\n").names == Names{"A", "B"});
    CHECK(table("#\n3\n2\n").weight_column == "#");
    CHECK(weighted_rule(parse_table_board("# quota, then weights\n5\n4\n3\n2\n", "t")) == WeightedRule{{4, 3, 2}, 5});
}

TEST_CASE("A first line that is no titles, and a last one that is a sum, are refused rather than read") {
    CHECK(refused("A,14\nB,12\nC,7\n") ==
          "t.csv: must be a table with a line of titles above its members, such as name and weight (--weight names a "
          "column whose title is a number), got the number 14 in the first line");
    CHECK(table("n,2018\nA,14\nB,12\n", {.weight = "2018"}).columns.at("2018") == Weights{14, 12});
    CHECK(refused("n,w\nA,14\nB,12\nTotal,26\n") ==
          "t.csv:4: must be a member (leave out the line with the sum), got the sum of those above it");
    CHECK(table("n,w\nA,14\nB,12\nChair,26\n").names.size() == 3);
    CHECK(table("n,w\nA,14\nB,12\nTotal,25\n").names.size() == 3);
}

TEST_CASE("Numbers that a computer rounded are refused, long ones are not") {
    CHECK(refused("n,w\nA,0.16666666666666666\nB,0.3333333333333333\nC,0.5\n") ==
          "t.csv:2, w: must be an exact number of at most 15 digits, or a fraction such as 1/6, got "
          "\"0.16666666666666666\", which was rounded");
    CHECK(table("n,w\nA,1.234567890123456789\nB,0.100000000000000001\n").decimals.at("w") == 18);
}

TEST_CASE("Weights of 2^62 and more in a table are those of a rule that decides alike") {
    const std::string tokens = "holder,tokens\nA,12345678901234567890\nB,9876543210987654321\nC,5555555555555555555\n";
    const Board board = table(tokens);
    CHECK(board.names == Names{"A", "B", "C"});
    CHECK(banzhaf_by_sets(board) == Weights{2, 2, 2});
    CHECK(board.given_weights == Names{"12345678901234567890", "9876543210987654321", "5555555555555555555"});
    CHECK(same_game(parse_board(board_file(board), "t"), board));
    CHECK(banzhaf_by_sets(table(tokens, {}, "3/4")) == Weights{2, 2, 0});
}

TEST_CASE("Blanks and apostrophes between thousands, signs of currencies and line breaks in titles are taken") {
    CHECK(table("n;w\nA;1 204 118\nB;998\u00A0240\n").columns.at("w") == Weights{1'204'118, 998'240});
    CHECK(table("n;w\nA;1'204'118\nB;998'240\n").columns.at("w") == Weights{1'204'118, 998'240});
    CHECK(refused("n;w\nA;12 04\n", {.weight = "w"}).find("\"12 04\"") != std::string::npos);
    CHECK(table("n;\"votes\n(2018)\"\nA;€ 5\nB;€ 7\n", {.weight = "votes (2018)"}).columns.at("votes (2018)") ==
          Weights{5, 7});
    CHECK(table("sep=;\nn;w\nA;5\nB;7\n").names == Names{"A", "B"});
}

TEST_CASE("JSON is read in each of its forms, with all digits") {
    const WeightedRule rule{{4, 2, 1}, 4};
    const auto json = [](const std::string& text, const std::string& quota) {
        return parse_table_board(text, "t", {.quota = quota});
    };
    for (const char* text :
         {R"([{"n": "A", "w": 4}, {"n": "B", "w": 2}, {"n": "C", "w": 1}])",
          R"([["n", "w"], ["A", 4], ["B", 2], ["C", 1]])", R"({"n": ["A", "B", "C"], "w": [4, 2, 1]})",
          R"({"A": 4, "B": 2, "C": 1})", R"([4, 2, 1])", R"({"A": {"w": 4}, "B": {"w": 2}, "C": {"w": 1}})",
          R"({"w": {"0": 4, "1": 2, "2": 1}, "v": {"0": "A", "1": "B", "2": "C"}})",
          R"({"weights": {"A": 4, "B": 2, "C": 1}, "year": 2020})"})
        CHECK(weighted_rule(json(text, "4")) == rule);
    CHECK(weighted_rule(json(R"({"quota": 5, "weights": [4, 2, 1]})", "")) == WeightedRule{{4, 2, 1}, 5});
    CHECK(weighted_rule(json(R"({"quota": 5, "weights": [4, 2, 1]})", "4")) == rule);
    CHECK(
        json(R"({"names": ["A", "B"], "weights": [0.123456789012345678, 1], "quota": 1})", "").columns.at("weights") ==
        Weights{123'456'789'012'345'678, 1'000'000'000'000'000'000});
    CHECK(json(R"({"A": 2.601, "B": 987})", "majority").columns.at("weight") == Weights{2601, 987'000});
    CHECK(
        refusal([&] { return json(R"({"rule": {"w": 4}, "w": [{"name": "A", "w": 2}]})", "").names.size(); }) ==
        "rule: must be a text such as \"regions >= 4 and population >= 65%\", in the table or beside it, got an object "
        "or list");
    CHECK(json(R"({"rule": {"w": 4}, "w": [{"name": "A", "w": 2}, {"name": "B", "w": 1}]})", "2").names.size() == 2);
    CHECK(refusal([&] { return json("[1, 2", "1").names.size(); }) == "t:1: must be JSON, got what is none");
    CHECK(refusal([&] { return json("[4, 2, 1]", "").names.size(); }).starts_with("quota: must be given with a list"));
    CHECK(refusal([&] { return json("[[[[4]]]]", "1").names.size(); }).find("no members") != std::string::npos);
    CHECK(refusal([&] { return json(std::string(1000, '[') + std::string(1000, ']'), "1").names.size(); }) ==
          "t: must be JSON of at most 100 levels, got more");
}

TEST_CASE("Members who never vote together are pairs of names or groups, or a column, and stand in the board file") {
    const Board column = file("chamber.csv", {.quota = "71", .incompatible = "never with"});
    const Board pairs = file("chamber.csv", {.quota = "71", .incompatible = "A-D,C-D"});
    const Board groups = file("chamber.csv", {.quota = "71", .incompatible = "left-far"});
    CHECK(column.incompatible == std::vector<Pair>{{0, 3}, {2, 3}});
    CHECK(pairs.rule == column.rule);
    CHECK(groups.rule == column.rule);
    CHECK_FALSE(wins(column.rule, Coalition(5, 0b01001)));  // A and D, 63 of 71; with E they would have 75
    CHECK_FALSE(wins(column.rule, Coalition(5, 0b11001)));
    CHECK(wins(column.rule, Coalition(5, 0b11010)));  // B, D and E
    const Board again = parse_board(board_file(column), "again");
    CHECK(again.rule == column.rule);
    CHECK(refusal([] { return file("chamber.csv", {.quota = "71", .incompatible = "A-X"}).names.size(); }) ==
          "incompatible[0]: must be two members or groups joined by -, such as A-E, got \"A-X\"");
    CHECK(refusal([] {
              return parse_board(
                         "title=\"t\"\nquota=1\nincompatible=[[\"A\",\"Z\"]]\n[[members]]\nname=\"A\"\n"
                         "weight=1\n[[members]]\nname=\"B\"\nweight=1\n",
                         "t")
                  .names.size();
          }) == "member: must be a member of t (A, B), got \"Z\" (line 3 of t)");
}

TEST_CASE("A rule that names its columns needs no weight beside it") {
    const std::string towns = "town,inhabitants,votes\nA,300,5\nB,200,4\nC,100,3\n";
    const std::string rule = "votes > 1/2 and inhabitants > 1/2";
    const Board board = parse_table_board(towns, "towns", {.rule = rule});
    CHECK(board.weight_column == "votes");
    CHECK(board.rule == parse_table_board(towns, "towns", {.columns = {.weight = "votes"}, .rule = rule}).rule);
    CHECK(refusal([&] {
              return parse_table_board(towns, "towns", {.rule = "members > 1/2"}).names.size();
          }).starts_with("weight: must be the title of a column of numbers of towns (inhabitants, votes)"));
    const std::string file =
        "title = \"Council\"\nrule = \"members >= 2 and against permanent < 1\"\n[[members]]\nname = \"A\"\npermanent "
        "= "
        "1\nnot_permanent = 0\n[[members]]\nname = \"B\"\npermanent = 0\nnot_permanent = 1\n";
    CHECK(parse_board(file, "council").weight_column == "permanent");
}

TEST_CASE("A board file reads back to the same board, whatever its names and numbers") {
    const std::string odd =
        "who;w;x y;2018;side\n\"A \"\"quoted\"\", B\";2.601;1/6;3;\\n\n\"C # = [d]\";987;1/3;4;ünï\nD'; "
        "1.5;1/2;5;\\n\n";
    const NumberForm point{.decimal = '.', .thousands = false};
    for (const Board& board :
         {parse_table_board(odd, "odd", {.columns = {.weight = "w"}, .quota = "500.5", .form = point}),
          parse_table_board(odd, "odd", {.columns = {.weight = "x y"}, .quota = "2/3", .form = point}),
          parse_table_board(odd, "odd",
                            {.columns = {.weight = "2018"}, .rule = "members >= 2 and 2018 >= 7", .form = point}),
          parse_table_board("who,share\na,0.1666666666666666666\nb,0.25\n", "shares", {.quota = "50%"}),
          file("provinces.json"), file("quota_and_unions.csv"), file("heirs.tsv", {.quota = "majority"}),
          file("owners.csv", {.columns = {.weight = "Quote"}, .quota = "majority"})}) {
        const Board again = parse_board(board_file(board), board.id);
        CHECK(again.names == board.names);
        CHECK(again.columns == board.columns);
        CHECK(again.decimals == board.decimals);
        CHECK(again.divisors == board.divisors);
        CHECK(again.weight_column == board.weight_column);
        CHECK(again.quota_text == board.quota_text);
        CHECK(again.rule == board.rule);
        CHECK(again.notes == board.notes);
        REQUIRE(again.groupings.size() == board.groupings.size());
        for (const auto& [title, grouping] : board.groupings) {
            CHECK(again.groupings.at(title).labels == grouping.labels);
            CHECK(again.groupings.at(title).group_of == grouping.group_of);
        }
    }
    const Board fine = table("n,w\nA,1.234567890123456789\nB,0.1\nC,0.9\n");
    CHECK(same_game(parse_board(board_file(fine), "fine"), fine));
    CHECK(
        refusal([] { return board_file(load_board("drechtsteden-2018")); }).starts_with("board: must be one without"));
}

TEST_CASE("Another weight, quota or pair of a board file is taken from beside it") {
    const Board seats = load_board("tienstroom-synthetic", {.columns = {.weight = "votes"}});
    CHECK(weighted_rule(seats).weights == seats.columns.at("votes"));
    CHECK(refusal([] {
              return load_board("eec-1958", {.columns = {.weight = "weight"}}).names.size();
          }).starts_with("quota: must be given for another weight"));
    CHECK(refusal([] { return load_board("eec-1958", {.columns = {.weight = {}, .name = "name"}}).names.size(); }) ==
          "name: must be left out for a board file, got \"name\"");
    const Board apart = load_board("eec-1958", {.incompatible = "France-Germany"});
    CHECK(std::get<IncompatibleRule>(apart.rule).pairs.size() == 1);
}
