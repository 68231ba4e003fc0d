#include <stemgewicht/study/catalogue.hpp>

#include "case_file.hpp"
#include "catch.hpp"
#include "support/files.hpp"

#include <map>
#include <string>
#include <vector>

using namespace stemgewicht;
using Catch::Matchers::ContainsSubstring;
using support::board_with;
using support::case_lines;
using support::refusal;
using support::refusal_with;
using support::with;

TEST_CASE("A case is read with its columns, groupings and municipalities, the centre rotated first") {
    const Board board = board_with(1, case_lines[0]);
    CHECK(board.id == "case.toml");
    CHECK(board.title == "Case");
    CHECK(board.names == std::vector<std::string>{"A1", "B1", "B2"});
    CHECK(board.columns == std::map<std::string, std::vector<Weight>>{{"seats", {30, 40, 25}}});
    CHECK(board.decimals == std::map<std::string, int>{{"seats", 1}});
    CHECK(board.weight_column == "seats");
    CHECK(weighted_rule(board) == WeightedRule{{30, 40, 25}, 48});
    CHECK(board.groupings.at("family").labels == std::vector<std::string>{"x", "y"});
    CHECK(board.groupings.at("family").group_of == std::vector<std::size_t>{0, 1, 0});
    REQUIRE(board.governance.has_value());
    CHECK(board.governance->municipalities == std::vector<Municipality>{{"B", 2500, "55%"}, {"A", 1000, std::nullopt}});
}

TEST_CASE("The other municipalities keep their order behind the centre") {
    std::string text = with(24, "municipality = \"C\"");  // A, then C between, then B
    const std::string third = "[[municipalities]]\nname = \"C\"\npopulation = 5\n";
    text.insert(text.find("[[municipalities]]\nname = \"B\""), third);
    const Board board = parse_board(text, "case.toml");
    std::vector<std::string> names;
    for (const Municipality& municipality : board.governance->municipalities) names.push_back(municipality.name);
    CHECK(names == std::vector<std::string>{"B", "A", "C"});
}

TEST_CASE("A quota is a number, a word or a share, and keeps its text") {
    CHECK(weighted_rule(board_with(2, "quota = 5")).quota == 50);
    CHECK(weighted_rule(board_with(2, "quota = 6.25")).quota == 63);
    CHECK(weighted_rule(board_with(2, "quota = 3.0")).quota == 30);
    CHECK(weighted_rule(board_with(2, "quota = \"2/3\"")).quota == 64);
    CHECK(weighted_rule(board_with(2, "quota = \"70%\"")).quota == 67);
    CHECK(board_with(2, "quota = \"70%\"").quota_text == "70%");
    CHECK(board_with(2, "quota = 5").quota_text == "5");
}

TEST_CASE("The weight is the column weight unless another is named") {
    const std::string text = "title = \"t\"\nquota = 2\n[[members]]\nname = \"a\"\nseats = 9\nweight = 2\n";
    CHECK(weighted_rule(parse_board(text, "b")) == WeightedRule{{2}, 2});
    CHECK(weighted_rule(parse_board("weight = \"seats\"\n" + text, "b")) == WeightedRule{{9}, 2});
    CHECK_FALSE(parse_board(text, "b").governance.has_value());
}

TEST_CASE("Notes and references are read in their order") {
    const Board board = parse_board(
        "title = \"t\"\nquota = 1\nreferences = [\"rae_1969\", \"coleman_1971\"]\n[[notes]]\nmark = \"proxy\"\nabout = "
        "\"weight\"\n"
        "text = \"One.\"\n[[notes]]\nmark = \"source\"\nabout = \"quota\"\ntext = \"Two.\"\n[[members]]\nname = "
        "\"a\"\nweight = 1\n",
        "b");
    CHECK(board.references == std::vector<std::string>{"rae_1969", "coleman_1971"});
    CHECK(board.notes == std::vector<Note>{{"proxy", "weight", "One."}, {"source", "quota", "Two."}});
}

TEST_CASE("Custom schemes give a weight to every municipality, the centre first") {
    const Board board = board_with(9, "[governance.schemes.ours]\nA = 1\nB = 2.5");
    CHECK(board.governance->custom_schemes == std::map<std::string, std::vector<Weight>>{{"ours", {25, 10}}});
}

TEST_CASE("A case without assembly schemes weighs its assembly by the weight of the board") {
    CHECK(board_with(9, "").governance->assembly_schemes == std::vector<std::string>{"seats"});
}

TEST_CASE("Names in any script are kept") {
    const Board board =
        parse_board("title = \"Ræd\"\nquota = 1\n[[members]]\nname = \"Côte d'Ivoire\"\nweight = 1\n", "b");
    CHECK(member_index(board, "Côte d'Ivoire") == 0);
    CHECK(member_index(load_board("imf-2022"), "São Tomé and Príncipe") > 0);
}

TEST_CASE("The largest weight, 2^62 - 1, can be given in a file") {
    const std::string text = "title = \"t\"\nquota = 1\n[[members]]\nname = \"a\"\nweight = 4611686018427387903\n";
    CHECK(weights(parse_board(text, "b")) == std::vector<Weight>{maximum_total_weight});
}

TEST_CASE("A board file is read from disk, and its path names it in refusals") {
    const support::Directory directory("board-files");
    const std::string file = directory.file("case.toml");
    support::write(file, with(1, case_lines[0]));
    CHECK(weighted_rule(load_board(file)) == WeightedRule{{30, 40, 25}, 48});
    support::write(file, with(26, "seats = -4"));
    CHECK_THAT(refusal([&] { return load_board(file); }), ContainsSubstring("(line 26 of " + file + ")"));
}

TEST_CASE("A directory is refused as a board") {
    const support::Directory directory("board-directory");
    CHECK(refusal([&] { return load_board(directory.path().string()); }) ==
          "board: must be a file that can be read, got \"" + directory.path().string() + "\"");
}
