#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/table_board.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

std::string made(const std::string& text, const CaseColumns& columns = {}, const std::string& centre = {}) {
    return case_from_table(text, "t.csv", columns, centre);
}

const std::string towns = "municipality,list,seats\nEast,Red,4\nEast,Blue,3\nWest,Red,5\nWest,Green,5\n";

}  // namespace

TEST_CASE("Seats of councils in a table become a case, with the largest municipality as its centre") {
    const Board board = load_board(STEMGEWICHT_TEST_DATA "/tables/seats.csv");
    REQUIRE(board.governance);
    const GovernanceData& data = *board.governance;
    CHECK(data.centre == "Oostdijk");
    CHECK(data.family == "family");
    CHECK(data.municipalities.size() == 3);
    CHECK(data.municipalities[1].population == 23'800);
    CHECK(board.names[4] == "Molenwaard Waard, Water & Wind");
    CHECK(weighted_rule(board) == WeightedRule{{7, 6, 8, 9, 6, 5, 4, 4}, 25});
    CHECK(board_rule(board, "seats").weights == std::vector<Weight>{21, 15, 13});
}

TEST_CASE("A case without inhabitants has no scheme that needs them") {
    const Board board = parse_board(made(towns), "t");
    CHECK(board.governance->centre == "West");
    CHECK(all_schemes(board) == std::vector<std::string>{"one_vote", "seats"});
    CHECK(parse_board(made(towns, {}, "East"), "t").governance->centre == "East");
    CHECK(refusal([] { return made(towns, {}, "North"); }) ==
          "centre: must be one of the municipalities East, West, got \"North\"");
    const std::string some = "title = \"t\"\n" + made(towns).substr(made(towns).find("source"));
    const std::size_t place = some.find("name = \"East\"\n");
    CHECK(refusal([&] {
              return parse_board(some.substr(0, place) + "population = 5\n" + some.substr(place), "t").id;
          }).starts_with("municipalities[1].population: must be given for every municipality, or for none"));
}

TEST_CASE("Inhabitants stand in each line of a municipality or in one, and further numbers are columns") {
    const std::string text =
        "Town,Party,Seats,Inhabitants,votes\nEast,Red,4,900,70\nEast,Blue,3,,50\nWest,Red,5,,90\nWest,Green,5,700,80\n";
    const Board board = parse_board(made(text), "t");
    CHECK(board.governance->centre == "East");
    CHECK(board.governance->municipalities[1].population == 700);
    CHECK(board.columns.at("votes") == std::vector<Weight>{70, 50, 90, 80});
    CHECK(refusal([] { return made("town,list,seats,population\nEast,Red,4,900\nEast,Blue,3,800\n"); }) ==
          "t.csv:3, population: must be one number for all lines of East (above it is 900), got 800");
}

TEST_CASE("What a case lacks is refused with its line and title") {
    CHECK(refusal([] { return made("a,list,seats\nEast,Red,4\n"); }) ==
          "municipality: must be the title of a column of t.csv (a, list, seats), where none is called municipality, "
          "gemeente, town, got nothing");
    CHECK(parse_board(made("a,list,seats\nEast,Red,4\nWest,Red,3\n", {.municipality = "a"}), "t").names.size() == 2);
    CHECK(refusal([] { return made("town,list,seats\nEast,Red,4.5\n"); }) ==
          "t.csv:2, seats: must be a whole number, got \"4.5\"");
    CHECK(refusal([] { return made("town,list,seats\n,Red,4\nWest,Red,4\n"); }) ==
          "t.csv:2, town: must be filled in, got nothing");
    CHECK(refusal([] {
              return made("town,list,seats\nEast,Red,4\nEast,Red,3\n");
          }).find("a name that no other member has") != std::string::npos);
}

TEST_CASE("A template is the shipped case, commented, without what its sources say") {
    for (const char* name : {"drechtsteden-2018", "tienstroom-synthetic", "holland-rijnland-2022"}) {
        const std::string text = case_template(name);
        const Board board = parse_board(text, name), shipped = load_board(name);
        CHECK(board.names == shipped.names);
        CHECK(board.columns == shipped.columns);
        CHECK(board.rule == shipped.rule);
        CHECK(board.governance->municipalities == shipped.governance->municipalities);
        CHECK(board.governance->quotations.empty());
        CHECK(board.governance->portfolios.empty());
        CHECK(text.find("# A table for each") != std::string::npos);
        CHECK(text.find("[[claims]]\n") == std::string::npos);
    }
    CHECK(
        refusal([] { return case_template("eec-1958"); }).starts_with("template: must be one of drechtsteden-2018, "));
}
