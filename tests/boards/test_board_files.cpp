#include <stemgewicht/study/catalogue.hpp>

#include "catch.hpp"
#include "support/files.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

using namespace stemgewicht;
using Catch::Matchers::ContainsSubstring;
using support::refusal;

namespace {

Weight sum(const std::vector<Weight>& values) { return std::accumulate(values.begin(), values.end(), Weight{0}); }

/// Sum of a column by the labels of a grouping.
std::map<std::string, Weight> sums_by(const Board& board, const std::string& grouping, const std::string& column) {
    std::map<std::string, Weight> sums;
    const Grouping& groups = grouping_of(board, grouping);
    for (std::size_t i = 0; i < board.names.size(); ++i)
        sums[groups.labels[groups.group_of[i]]] += column_of(board, column)[i];
    return sums;
}

/// A case of two municipalities, one line a string, so that line numbers can be seen: the line at [k] is line k + 1.
const std::vector<std::string> case_lines{
    /*  1 */ "title = \"Case\"",
    /*  2 */ "quota = \"majority\"",
    /*  3 */ "weight = \"seats\"",
    /*  4 */ "[governance]",
    /*  5 */ "grouping = \"municipality\"",
    /*  6 */ "centre = \"B\"",
    /*  7 */ "position = \"seats\"",
    /*  8 */ "family = \"family\"",
    /*  9 */ "assembly_schemes = [\"seats\"]",
    /* 10 */ "[[municipalities]]",
    /* 11 */ "name = \"A\"",
    /* 12 */ "population = 1000",
    /* 13 */ "[[municipalities]]",
    /* 14 */ "name = \"B\"",
    /* 15 */ "population = 2500",
    /* 16 */ "money_share = \"55%\"",
    /* 17 */ "[[members]]",
    /* 18 */ "name = \"A1\"",
    /* 19 */ "municipality = \"A\"",
    /* 20 */ "family = \"x\"",
    /* 21 */ "seats = 3",
    /* 22 */ "[[members]]",
    /* 23 */ "name = \"B1\"",
    /* 24 */ "municipality = \"B\"",
    /* 25 */ "family = \"y\"",
    /* 26 */ "seats = 4",
    /* 27 */ "[[members]]",
    /* 28 */ "name = \"B2\"",
    /* 29 */ "municipality = \"B\"",
    /* 30 */ "family = \"x\"",
    /* 31 */ "seats = 2.5",
};

/// The case with one line replaced; an empty text takes the line out and keeps the numbers of the others.
std::string with(std::size_t line, const std::string& text) {
    std::string result;
    for (std::size_t k = 0; k < case_lines.size(); ++k) result += (k + 1 == line ? text : case_lines[k]) + "\n";
    return result;
}

Board board_with(std::size_t line, const std::string& text) { return parse_board(with(line, text), "case.toml"); }

std::string refusal_with(std::size_t line, const std::string& text) {
    return refusal([&] { return board_with(line, text); });
}

}  // namespace

TEST_CASE("The boards that come with the library are listed by name") {
    CHECK(shipped_boards() == std::vector<std::string>{"drechtsteden-2018", "eec-1958", "holland-rijnland-2022",
                                                       "imf-2022", "rud-zuid-limburg-2019", "un-security-council"});
}

TEST_CASE("Every shipped board is complete and valid") {
    const std::string references = support::contents(STEMGEWICHT_TEST_DATA "/../../references.bib");
    for (const std::string& name : shipped_boards()) {
        INFO(name);
        const Board board = load_board(name);
        CHECK(board.id == name);
        CHECK_FALSE(board.title.empty());
        CHECK_FALSE(board.date.empty());
        CHECK_FALSE(board.source.empty());
        CHECK_FALSE(board.notes.empty());
        CHECK_NOTHROW(check(board.rule));
        CHECK(board.names.size() == board.rule.member_count());
        CHECK(std::set<std::string>(board.names.begin(), board.names.end()).size() == board.names.size());
        for (const Note& note : board.notes)
            CHECK(std::set<std::string>{"source", "derived", "proxy", "assumption", "unknown"}.contains(note.mark));
        for (const std::string& key : board.references) CHECK_THAT(references, ContainsSubstring("{" + key + ","));
    }
}

TEST_CASE("A shipped board is its file") {
    for (const std::string& name : shipped_boards()) {
        INFO(name);
        const Board shipped = load_board(name);
        const std::string file = STEMGEWICHT_TEST_DATA "/../../examples/boards/" + name + ".toml";
        const Board read = load_board(file);
        CHECK(read.id == file);
        CHECK(read.title == shipped.title);
        CHECK(read.notes == shipped.notes);
        CHECK(read.names == shipped.names);
        CHECK(read.columns == shipped.columns);
        CHECK(read.groupings == shipped.groupings);
        CHECK(read.rule == shipped.rule);
        CHECK(read.governance.has_value() == shipped.governance.has_value());
    }
}

TEST_CASE("The Drechtsteden have 55 council groups, 169 seats and seven municipalities, Dordrecht first") {
    const Board board = load_board("drechtsteden-2018");
    CHECK(board.names.size() == 55);
    CHECK(sum(column_of(board, "seats")) == 169);
    CHECK(sum(column_of(board, "votes_2022")) == 105092);
    CHECK(board.rule == WeightedRule{column_of(board, "seats"), 85});
    CHECK(board.quota_text == "majority");
    CHECK(sums_by(board, "municipality", "seats") == std::map<std::string, Weight>{{"Dordrecht", 39},
                                                                                   {"Zwijndrecht", 27},
                                                                                   {"Papendrecht", 23},
                                                                                   {"Alblasserdam", 19},
                                                                                   {"Sliedrecht", 21},
                                                                                   {"Hardinxveld-Giessendam", 17},
                                                                                   {"Hendrik-Ido-Ambacht", 23}});
    CHECK(sums_by(board, "family", "seats") == std::map<std::string, Weight>{{"Local", 50},
                                                                             {"CU-SGP", 41},
                                                                             {"CDA", 21},
                                                                             {"VVD", 18},
                                                                             {"PvdA", 14},
                                                                             {"D66", 13},
                                                                             {"GL", 6},
                                                                             {"PVV", 3},
                                                                             {"SP", 3}});
    REQUIRE(board.governance.has_value());
    const GovernanceData& data = *board.governance;
    CHECK(data.centre == "Dordrecht");
    REQUIRE(data.municipalities.size() == 7);
    CHECK(data.municipalities[0] == Municipality{"Dordrecht", 119342, "55%"});
    CHECK(data.municipalities[6] == Municipality{"Zwijndrecht", 44641, std::nullopt});
    CHECK(data.assembly_schemes == std::vector<std::string>{"seats", "votes_2022"});
    CHECK(data.custom_schemes.empty());
}

TEST_CASE("The councils and general boards have the members, totals and quotas of their sources") {
    const Board eec = load_board("eec-1958");
    CHECK(eec.rule == WeightedRule{{4, 4, 4, 2, 2, 1}, 12});
    CHECK(eec.names.front() == "France");
    const Board imf = load_board("imf-2022");
    CHECK(imf.names.size() == 190);
    CHECK(sum(imf.rule.weights) == 5'039'930);
    CHECK(imf.rule.quota == 2'519'966);
    CHECK(imf.rule.weights[member_index(imf, "United States")] == 831'401);
    const Board rud = load_board("rud-zuid-limburg-2019");
    CHECK(rud.names.size() == 17);
    CHECK(sum(rud.rule.weights) == 100);
    CHECK(rud.rule.quota == 51);
    const Board rijnland = load_board("holland-rijnland-2022");
    CHECK(rijnland.names.size() == 13);
    CHECK(sum(rijnland.rule.weights) == 189);
    CHECK(rijnland.rule.quota == 95);
    const Board council = load_board("un-security-council");
    CHECK(council.names.size() == 15);
    CHECK(council.rule == WeightedRule{{7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 39});
}

TEST_CASE("A case is read with its columns, groupings and municipalities, the centre rotated first") {
    const Board board = board_with(1, case_lines[0]);
    CHECK(board.id == "case.toml");
    CHECK(board.title == "Case");
    CHECK(board.names == std::vector<std::string>{"A1", "B1", "B2"});
    CHECK(board.columns == std::map<std::string, std::vector<Weight>>{{"seats", {30, 40, 25}}});
    CHECK(board.decimals == std::map<std::string, int>{{"seats", 1}});
    CHECK(board.weight_column == "seats");
    CHECK(board.rule == WeightedRule{{30, 40, 25}, 48});
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
    CHECK(board_with(2, "quota = 5").rule.quota == 50);
    CHECK(board_with(2, "quota = 6.25").rule.quota == 63);
    CHECK(board_with(2, "quota = 3.0").rule.quota == 30);
    CHECK(board_with(2, "quota = \"2/3\"").rule.quota == 64);
    CHECK(board_with(2, "quota = \"70%\"").rule.quota == 67);
    CHECK(board_with(2, "quota = \"70%\"").quota_text == "70%");
    CHECK(board_with(2, "quota = 5").quota_text == "5");
}

TEST_CASE("The weight is the column weight unless another is named") {
    const std::string text = "title = \"t\"\nquota = 2\n[[members]]\nname = \"a\"\nseats = 9\nweight = 2\n";
    CHECK(parse_board(text, "b").rule == WeightedRule{{2}, 2});
    CHECK(parse_board("weight = \"seats\"\n" + text, "b").rule == WeightedRule{{9}, 2});
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

TEST_CASE("A fault in a custom scheme is refused with its path and line") {
    CHECK(refusal_with(9, "[governance.schemes.ours]\nA = 1") ==
          "governance.schemes.ours.B: must be a number of 0 or more, below 2^62, got nothing (line 9 of case.toml)");
    CHECK(refusal_with(9, "[governance.schemes.ours]\nA = -1\nB = 1") ==
          "governance.schemes.ours.A: must be a number of 0 or more, below 2^62, got -1 (line 10 of case.toml)");
    CHECK(refusal_with(9, "[governance.schemes.ours]\nA = 0\nB = 0") ==
          "governance.schemes.ours: must be a list with a positive weight, got only zeros (line 9 of case.toml)");
    CHECK(refusal_with(9, "[governance.schemes.ours]\nA = 1\nB = 1\nC = 1") ==
          "governance.schemes.ours.C: must be left out, or one of the fields A, B, got 1 (line 12 of case.toml)");
    CHECK(refusal_with(9, "[governance.schemes.apex]\nA = 1\nB = 1") ==
          "governance.schemes.apex: must be a name of your own, which no standard scheme has, got a table (line 9 of "
          "case.toml)");
    CHECK(refusal_with(9, "[governance.schemes]\nours = 1") ==
          "governance.schemes.ours: must be a table of weights by municipality, got 1 (line 10 of case.toml)");
    CHECK_THAT(refusal_with(9, "schemes = [1]"),
               ContainsSubstring("governance.schemes: must be tables of weights by municipality"));
}

TEST_CASE("A fault in the head of a file is refused with its field and line") {
    CHECK(refusal_with(1, "") == "title: must be a text, got nothing (line 1 of case.toml)");
    CHECK(refusal_with(1, "title = 3") == "title: must be a text, got 3 (line 1 of case.toml)");
    CHECK(refusal_with(1, "title = \"\"") == "title: must be a text, got \"\" (line 1 of case.toml)");
    CHECK(refusal_with(1, "title = \"x\"\ncolour = \"red\"") ==
          "colour: must be left out, or one of the fields date, governance, members, municipalities, notes, quota, "
          "references, source, "
          "title, weight, got \"red\" (line 2 of case.toml)");
    CHECK(refusal_with(1, "title = \"x\"\nreferences = 3") ==
          "references: must be a list of texts, got 3 (line 2 of case.toml)");
    CHECK(refusal_with(1, "title = \"x\"\nreferences = [\"a\", 4]") ==
          "references[1]: must be a text, got 4 (line 2 of case.toml)");
    CHECK(refusal_with(1, "title = \"x\"\nnotes = 4") ==
          "notes: must be a list of tables, [[notes]], got 4 (line 2 of case.toml)");
    CHECK(refusal_with(17, "[[notes]]\nmark = \"proxy\"\nabout = \"y\"\n[[members]]") ==
          "notes[0].text: must be a text, got nothing (line 17 of case.toml)");
    CHECK(refusal_with(3, "weight = 3") == "weight: must be a text, got 3 (line 3 of case.toml)");
    CHECK(refusal_with(3, "weight = \"votes\"") ==
          "weight: must be a numeric column of the members (seats), got \"votes\" (line 3 of case.toml)");
    CHECK_THAT(refusal_with(3, ""),
               ContainsSubstring("weight: must be a numeric column of the members (seats), got nothing (line "));
    CHECK(refusal_with(3, "weight = \"family\"") ==
          "weight: must be a numeric column of the members (seats), got \"family\" (line 3 of case.toml)");
}

TEST_CASE("A fault in the quota is refused with its line") {
    const std::string expected = "quota: must be a number, majority, or a share such as 2/3 or 70%, got ";
    CHECK(refusal_with(2, "") == expected + "nothing (line 1 of case.toml)");
    CHECK(refusal_with(2, "quota = nan") == expected + "nan (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = inf") == expected + "inf (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = \"9x\"") == expected + "9x (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = -1") == expected + "-1 (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = true") == expected + "true (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = 1979-05-27") == expected + "a date or time (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = [1]") == expected + "a list (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = 0") == "quota: must be above 0 and at most 9.5, got 0 (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = 10") == "quota: must be above 0 and at most 9.5, got 10 (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = \"5/4\"") ==
          "quota: must be a share above 0 and at most 1, got 5/4 (line 2 of case.toml)");
}

TEST_CASE("A fault in a member is refused with the member's place and line") {
    const std::string number = "members[1].seats: must be a number of 0 or more, below 2^62, got ";
    CHECK(refusal_with(23, "") == "members[1].name: must be a text, got nothing (line 22 of case.toml)");
    CHECK(refusal_with(23, "name = \"\"") == "members[1].name: must be a text, got \"\" (line 23 of case.toml)");
    CHECK(refusal_with(23, "name = \"A1\"") ==
          "members[1].name: must be a name that no other member has, got \"A1\" (line 23 of case.toml)");
    CHECK(refusal_with(26, "seats = -4") == number + "-4 (line 26 of case.toml)");
    CHECK(refusal_with(26, "seats = \"four\"") == number + "\"four\" (line 26 of case.toml)");
    CHECK(refusal_with(26, "seats = nan") == number + "nan (line 26 of case.toml)");
    CHECK(refusal_with(26, "seats = inf") == number + "inf (line 26 of case.toml)");
    CHECK(refusal_with(26, "seats = true") == number + "true (line 26 of case.toml)");
    CHECK(refusal_with(26, "seats = 9223372036854775807") == number + "9223372036854775807 (line 26 of case.toml)");
    CHECK(refusal_with(26, "") ==
          "members[1].seats: must be given, as for the first member, got nothing (line 22 of case.toml)");
    CHECK(refusal_with(26, "seats = 4\nchairs = 3") ==
          "members[1].chairs: must be left out, or given for every member, got 3 (line 27 of case.toml)");
    CHECK(refusal_with(24, "municipality = 3") ==
          "members[1].municipality: must be a text, got 3 (line 24 of case.toml)");
    CHECK(refusal_with(24, "") ==
          "members[1].municipality: must be given, as for the first member, got nothing (line 22 of case.toml)");
}

TEST_CASE("A weight that overflows when scaled is refused with the member's place and line") {
    CHECK(refusal_with(26, "seats = 4000000000000000000") ==
          "members[1].seats: must be a weight below 2^62 when scaled to whole numbers, got 4000000000000000000 (line "
          "26 of case.toml)");
}

TEST_CASE("The largest weight, 2^62 - 1, can be given in a file") {
    const std::string text = "title = \"t\"\nquota = 1\n[[members]]\nname = \"a\"\nweight = 4611686018427387903\n";
    CHECK(parse_board(text, "b").rule.weights == std::vector<Weight>{maximum_total_weight});
}

TEST_CASE("A file without members, or with members of no weight, is refused") {
    const std::string head = "title = \"t\"\nquota = 1\n";
    CHECK(refusal([&] { return parse_board(head, "b"); }) ==
          "members: must be a list of tables, [[members]], got nothing (line 1 of b)");
    CHECK(refusal([&] { return parse_board(head + "members = 3", "b"); }) ==
          "members: must be a list of tables, [[members]], got 3 (line 3 of b)");
    CHECK(refusal([&] { return parse_board(head + "members = []", "b"); }) ==
          "members: must be a list of tables, [[members]], got a list (line 3 of b)");
    CHECK(refusal([&] { return parse_board(head + "[[members]]\nname = \"a\"\nweight = 0\n", "b"); }) ==
          "members.weight: must be a list with a positive weight, got only zeros (line 3 of b)");
    CHECK(refusal([&] { return parse_board(head + "[[members]]\nname = \"a\"\n", "b"); }) ==
          "weight: must be a numeric column of the members (none), got nothing (line 3 of b)");
    CHECK(refusal([&] {
              return parse_board("title = \"t\"\n[[members]]\nname = \"a\"\nweight = 1\n", "b");
          }).starts_with("quota: must be a number, majority, or a share such as 2/3 or 70%, got nothing (line 1 of b"));
}

TEST_CASE("A fault in the governance table is refused with its path and line") {
    CHECK(refusal_with(5, "") == "governance.grouping: must be a text, got nothing (line 4 of case.toml)");
    CHECK(refusal_with(5, "grouping = \"town\"") ==
          "governance.grouping: must be a grouping of the members (family, municipality), got \"town\" (line 5 of "
          "case.toml)");
    CHECK(refusal_with(6, "centre = \"C\"") ==
          "governance.centre: must be one of the municipalities, got \"C\" (line 6 of case.toml)");
    CHECK(refusal_with(6, "") == "governance.centre: must be a text, got nothing (line 4 of case.toml)");
    CHECK(refusal_with(7, "position = \"votes\"") ==
          "governance.position: must be a numeric column of the members (seats), got \"votes\" (line 7 of case.toml)");
    CHECK(refusal_with(8, "family = \"list\"") ==
          "governance.family: must be a grouping of the members (family, municipality), got \"list\" (line 8 of "
          "case.toml)");
    CHECK(refusal_with(9, "assembly_schemes = [\"seats\", \"votes\"]") ==
          "governance.assembly_schemes[1]: must be a numeric column of the members (seats), got \"votes\" (line 9 of "
          "case.toml)");
    CHECK(refusal_with(9, "assembly_schemes = \"seats\"") ==
          "governance.assembly_schemes: must be a list of texts, got \"seats\" (line 9 of case.toml)");
    CHECK(refusal_with(9, "centre_weight = 1") ==
          "governance.centre_weight: must be left out, or one of the fields assembly_schemes, centre, family, "
          "grouping, position, schemes, "
          "got 1 (line 9 of case.toml)");
    CHECK(parse_board(with(8, ""), "case.toml").governance->family.empty());
}

TEST_CASE("A fault in a municipality is refused with its path and line") {
    CHECK(refusal_with(11, "") == "municipalities[0].name: must be a text, got nothing (line 10 of case.toml)");
    CHECK(refusal_with(11, "name = \"B\"") ==
          "municipalities[1].name: must be a name that no other municipality has, got \"B\" (line 14 of case.toml)");
    CHECK(refusal_with(11, "name = \"C\"") ==
          "municipalities[0].name: must be a municipality in which some member sits, got \"C\" (line 11 of case.toml)");
    CHECK(
        refusal_with(12, "") ==
        "municipalities[0].population: must be a number of 0 or more, below 2^62, got nothing (line 10 of case.toml)");
    CHECK(refusal_with(12, "population = 0") ==
          "municipalities[0].population: must be a whole number of 1 or more, got 0 (line 12 of case.toml)");
    CHECK(refusal_with(12, "population = 10.5") ==
          "municipalities[0].population: must be a whole number of 1 or more, got 10.5 (line 12 of case.toml)");
    CHECK(refusal_with(12, "population = -5") ==
          "municipalities[0].population: must be a number of 0 or more, below 2^62, got -5 (line 12 of case.toml)");
    CHECK(refusal_with(16, "money_share = 55") ==
          "municipalities[1].money_share: must be a text, got 55 (line 16 of case.toml)");
    CHECK(refusal_with(16, "share = 4") ==
          "municipalities[1].share: must be left out, or one of the fields money_share, name, population, got 4 (line "
          "16 of case.toml)");
}

TEST_CASE("A municipality that is missing is named") {
    CHECK(refusal_with(24, "municipality = \"C\"") ==
          "municipalities: must be a list with C, where members sit, got a list (line 10 of case.toml)");
}

TEST_CASE("A share of the contributions that cannot be read is refused where it stands in the file") {
    CHECK(refusal_with(16, "money_share = \"55\"") ==
          "municipalities[1].money_share: must be a percentage such as 55% or 33.3333%, got \"55\" (line 16 of "
          "case.toml)");
    CHECK(refusal_with(16, "money_share = \"155%\"")
              .starts_with("municipalities.money_share: must be shares that add up to 100%"));
}

TEST_CASE("A council without seats is refused by its name") {
    CHECK(refusal_with(21, "seats = 0") ==
          "seats of A: must be a list with a positive weight, got only zeros (line 10 of case.toml)");
}

TEST_CASE("Municipalities without a governance table are refused") {
    const std::string text =
        "title = \"t\"\nquota = 1\n[[members]]\nname = \"a\"\nweight = 1\n[[municipalities]]\nname = \"A\"\n";
    CHECK(refusal([&] { return parse_board(text, "b"); }) ==
          "governance: must be a table beside [[municipalities]], got nothing (line 6 of b)");
    std::string alone;
    for (std::size_t k = 0; k < case_lines.size(); ++k)
        if (k < 9 || k >= 16) alone += case_lines[k] + "\n";
    CHECK(refusal([&] {
              return parse_board(alone, "b");
          }).starts_with("municipalities: must be a list of tables, [[municipalities]], got nothing"));
}

TEST_CASE("A text that is not TOML in UTF-8 is refused with line and column") {
    CHECK_THAT(refusal_with(3, "weight = \"seats"),
               ContainsSubstring("case.toml: must be a TOML file in UTF-8, got an error at line 3, column "));
    CHECK_THAT(refusal_with(2, "quota = \"majority\"\nquota = 3"),
               ContainsSubstring("got an error at line 3, column "));
    CHECK_THAT(refusal_with(1, "title = \"\xff\""),
               ContainsSubstring("case.toml: must be a TOML file in UTF-8, got an error at line 1, column "));
    CHECK(refusal([] { return parse_board("", "b"); }) == "title: must be a text, got nothing (line 1 of b)");
}

TEST_CASE("Names in any script are kept") {
    const Board board =
        parse_board("title = \"Ræd\"\nquota = 1\n[[members]]\nname = \"Côte d'Ivoire\"\nweight = 1\n", "b");
    CHECK(member_index(board, "Côte d'Ivoire") == 0);
    CHECK(member_index(load_board("imf-2022"), "São Tomé and Príncipe") > 0);
}

TEST_CASE("A board file is read from disk, and its path names it in refusals") {
    const support::Directory directory("board-files");
    const std::string file = directory.file("case.toml");
    support::write(file, with(1, case_lines[0]));
    CHECK(load_board(file).rule == WeightedRule{{30, 40, 25}, 48});
    support::write(file, with(26, "seats = -4"));
    CHECK_THAT(refusal([&] { return load_board(file); }), ContainsSubstring("(line 26 of " + file + ")"));
}

TEST_CASE("A board that is neither shipped nor a file is refused with those that are") {
    CHECK(refusal([] { return load_board("drechtsteden"); }) ==
          "board: must be a board that comes with the library (drechtsteden-2018, eec-1958, holland-rijnland-2022, "
          "imf-2022, "
          "rud-zuid-limburg-2019, un-security-council) or a file that can be read, got \"drechtsteden\"");
    CHECK(refusal([] { return load_board("nowhere.toml"); }) ==
          "board: must be a file that can be read, got \"nowhere.toml\"");
    CHECK(refusal([] { return load_board("./nowhere"); }) ==
          "board: must be a file that can be read, got \"./nowhere\"");
}

TEST_CASE("A directory is refused as a board") {
    const support::Directory directory("board-directory");
    CHECK(refusal([&] { return load_board(directory.path().string()); }) ==
          "board: must be a file that can be read, got \"" + directory.path().string() + "\"");
}

TEST_CASE("A case without assembly schemes weighs its assembly by the weight of the board") {
    CHECK(board_with(9, "").governance->assembly_schemes == std::vector<std::string>{"seats"});
}

TEST_CASE("A note with a mark of its own is refused with the marks that there are") {
    const std::string text =
        "title = \"t\"\nquota = 1\n[[notes]]\nmark = \"guess\"\nabout = \"a\"\ntext = \"b\"\n[[members]]\nname = "
        "\"a\"\nweight = 1\n";
    CHECK(refusal([&] { return parse_board(text, "b"); }) ==
          "notes[0].mark: must be source, derived, proxy, assumption or unknown, got \"guess\" (line 4 of b)");
}
