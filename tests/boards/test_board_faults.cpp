#include <stemgewicht/study/catalogue.hpp>

#include "case_file.hpp"
#include "catch.hpp"

#include <string>
#include <vector>

using namespace stemgewicht;
using Catch::Matchers::ContainsSubstring;
using support::board_with;
using support::case_lines;
using support::refusal;
using support::refusal_with;
using support::with;

TEST_CASE("A fault in the head of a file is refused with its field and line") {
    CHECK(refusal_with(1, "") == "title: must be a text, got nothing (line 1 of case.toml)");
    CHECK(refusal_with(1, "title = 3") == "title: must be a text, got 3 (line 1 of case.toml)");
    CHECK(refusal_with(1, "title = \"\"") == "title: must be a text, got \"\" (line 1 of case.toml)");
    CHECK(refusal_with(1, "title = \"x\"\ncolour = \"red\"") ==
          "colour: must be left out, or one of the fields claims, criteria, date, governance, incompatible, members, "
          "municipalities, notes, options, portfolios, quota, references, rule, source, source_nl, title, title_nl, "
          "weight, got \"red\" (line 2 of case.toml)");
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
    CHECK(refusal_with(2, "quota = \"1\\u00002\"") == expected + "1 2 (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = true") == expected + "true (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = 1979-05-27") == expected + "a date or time (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = [1]") == expected + "a list (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = 0") == "quota: must be above 0 and at most 9.5, got 0 (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = 10") == "quota: must be above 0 and at most 9.5, got 10 (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = \"5/4\"") ==
          "quota: must be a share above 0 and at most 1, got 5/4 (line 2 of case.toml)");
}

TEST_CASE("A rule that stands beside a quota, or is no text, is refused with its line") {
    CHECK(refusal_with(2, "quota = 5\nrule = \"seats >= 5\"") ==
          "rule: must be left out where a quota is given, got \"seats >= 5\" (line 3 of case.toml)");
    CHECK(refusal_with(2, "rule = 5") == "rule: must be a text, got 5 (line 2 of case.toml)");
    CHECK(refusal_with(2, "rule = \"\"") == "rule: must be a text, got \"\" (line 2 of case.toml)");
    CHECK(refusal_with(2, "rule = \"seats >= 5 and\"") ==
          "rule: must be members, a numeric column of the members (seats), a grouping (family, municipality), a "
          "member's name in quotes, or a parenthesis, got the end of the text "
          "(line 2 of case.toml)");
}

TEST_CASE("A case with several criteria is refused, one with a single comparison of its weight is not") {
    const std::string expected = "rule: must be a quota on the weight, given as quota, in a case, got ";
    CHECK(refusal_with(2, "rule = \"seats >= 5 and members >= 2\"") ==
          expected + "\"seats >= 5 and members >= 2\" (line 2 of case.toml)");
    CHECK(refusal_with(2, "rule = \"members >= 2\"") == expected + "\"members >= 2\" (line 2 of case.toml)");
    CHECK(weighted_rule(board_with(2, "rule = \"seats > 1/2\"")) == weighted_rule(board_with(2, case_lines[1])));
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

TEST_CASE("A field that is a number for most members and a text for one is refused at that one, first or not") {
    CHECK(refusal_with(21, "seats = \"3\"") ==
          "members[0].seats: must be a number of 0 or more, below 2^62, got \"3\" (line 21 of case.toml)");
    CHECK(refusal_with(20, "family = 3") == "members[0].family: must be a text, got 3 (line 20 of case.toml)");
}

TEST_CASE("A field that is a number for half of the members and a text for the others is refused by both lines") {
    CHECK(
        refusal([] {
            return parse_board(
                "title = \"t\"\nquota = 1\n[[members]]\nname = \"a\"\nweight = \"9\"\n[[members]]\nname = \"b\"\n"
                "weight = 8\n",
                "b");
        }) ==
        "members[1].weight: must be a number or a text for every member (in line 5 it is \"9\"), got 8 (line 8 of b)");
}

TEST_CASE("A weight that overflows when scaled is refused with the member's place and line") {
    CHECK(refusal_with(26, "seats = 4000000000000000000") ==
          "members[1].seats: must be a weight below 2^62 when scaled to whole numbers, got 4000000000000000000 (line "
          "26 of case.toml)");
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
          "governance.centre_weight: must be left out, or one of the fields assembly_schemes, centre, "
          "cooperation, family, grouping, kinds, loose_families, position, schemes, "
          "votes, votes_column, votes_unit, "
          "got 1 (line 9 of case.toml)");
    CHECK(parse_board(with(8, ""), "case.toml").governance->family.empty());
}

TEST_CASE("A fault in a municipality is refused with its path and line") {
    CHECK(refusal_with(11, "") == "municipalities[0].name: must be a text, got nothing (line 10 of case.toml)");
    CHECK(refusal_with(11, "name = \"B\"") ==
          "municipalities[1].name: must be a name that no other municipality has, got \"B\" (line 14 of case.toml)");
    CHECK(refusal_with(11, "name = \"C\"") ==
          "municipalities[0].name: must be a municipality in which some member sits, got \"C\" (line 11 of case.toml)");
    CHECK(refusal_with(12, "") ==
          "municipalities[1].population: must be given for every municipality, or for none, got 2500 (line 15 of "
          "case.toml)");
    CHECK(refusal_with(12, "population = 0") ==
          "municipalities[0].population: must be a whole number of 1 or more, got 0 (line 12 of case.toml)");
    CHECK(refusal_with(12, "population = 10.5") ==
          "municipalities[0].population: must be a whole number of 1 or more, got 10.5 (line 12 of case.toml)");
    CHECK(refusal_with(12, "population = -5") ==
          "municipalities[0].population: must be a number of 0 or more, below 2^62, got -5 (line 12 of case.toml)");
    CHECK(refusal_with(16, "money_share = 55") ==
          "municipalities[1].money_share: must be a percentage in quotes, such as \"55%\", got 55 (line 16 of "
          "case.toml)");
    CHECK(refusal_with(16, "share = 4") ==
          "municipalities[1].share: must be left out, or one of the fields electorate, money_share, name, population, "
          "turnout, got 4 (line "
          "16 of case.toml)");
}

TEST_CASE("A municipality that is missing is named") {
    CHECK(
        refusal_with(24, "municipality = \"C\"") ==
        "municipalities: must be every municipality in which members sit, got none named \"C\" (line 10 of case.toml)");
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

TEST_CASE("A fault in a custom scheme is refused with its path and line") {
    CHECK(refusal_with(9, "[governance.schemes.ours]\nA = 1") ==
          "governance.schemes.ours.B: must be a number of 0 or more, below 2^62, got nothing (line 9 of case.toml)");
    CHECK(refusal_with(9, "[governance.schemes.ours]\nA = -1\nB = 1") ==
          "governance.schemes.ours.A: must be a number of 0 or more, below 2^62, got -1 (line 10 of case.toml)");
    CHECK(refusal_with(9, "[governance.schemes.ours]\nA = 0\nB = 0") ==
          "governance.schemes.ours: must be a list with a positive weight, got only zeros (line 9 of case.toml)");
    CHECK(refusal_with(9, "[governance.schemes.ours]\nA = 1\nB = 1\nC = 1") ==
          "governance.schemes.ours.C: must be left out, or one of the fields A, B, got 1 (line 12 of case.toml)");
    CHECK(refusal_with(9, "[governance.schemes.ours]\nA = 1\nb = 1") ==
          "governance.schemes.ours.b: must be left out, or one of the fields A, B, got 1 (line 11 of case.toml)");
    CHECK(refusal_with(9, "[governance.schemes.apex]\nA = 1\nB = 1") ==
          "governance.schemes.apex: must be a name of your own, which no standard scheme has, got a table (line 9 of "
          "case.toml)");
    CHECK(refusal_with(9, "[governance.schemes]\nours = 1") ==
          "governance.schemes.ours: must be a table of weights by municipality, got 1 (line 10 of case.toml)");
    CHECK_THAT(refusal_with(9, "schemes = [1]"),
               ContainsSubstring("governance.schemes: must be tables of weights by municipality"));
}

TEST_CASE("A fault in the kinds of decisions is refused with its path and line") {
    const std::string name = " must be a name without blanks and + , = :, other than all and name, got ";
    CHECK(refusal_with(9, "kinds = 3") == "governance.kinds: must be a list of texts, got 3 (line 9 of case.toml)");
    CHECK(refusal_with(9, "kinds = []") ==
          "governance.kinds: must be a list with a kind of decisions, got a list (line 9 of case.toml)");
    CHECK(refusal_with(9, "kinds = [\"roads\", \"all\"]") ==
          "governance.kinds[1]:" + name + "\"all\" (line 9 of case.toml)");
    CHECK(refusal_with(9, "kinds = [\"a+b\"]") == "governance.kinds[0]:" + name + "\"a+b\" (line 9 of case.toml)");
    CHECK(refusal_with(9, "kinds = [\"a\", \"a\"]") ==
          "governance.kinds[0]: must be a kind that is named once, got \"a\" (line 9 of case.toml)");
    CHECK(refusal_with(9, "kinds = [\"roads\"]") ==
          "options: must be a list of tables, [[options]], beside governance.kinds, got nothing (line 9 of case.toml)");
}

TEST_CASE("A kind that nobody decides is named, with the option and its line") {
    const std::string decides = " must be who decides: assembly, board, centre, council, got ";
    const auto fault = [](const std::string& text) { return refusal_with(10, text + "\n[[municipalities]]"); };
    CHECK(fault("[[options]]\nid = \"x\"\ndecides.policy = \"board\"") ==
          "options[0].decides.base_package:" + decides + "nothing (line 10 of case.toml)");
    CHECK(fault("[[options]]\nid = \"x\"") == "options[0].decides:" + decides + "nothing (line 10 of case.toml)");
    CHECK(fault("[[options]]\nid = \"x\"\ndecides = \"nobody\"") ==
          "options[0].decides:" + decides + "\"nobody\" (line 12 of case.toml)");
    CHECK(fault("[[options]]\nid = \"x\"\ndecides = { policy = \"board\", base_package = 3 }") ==
          "options[0].decides.base_package:" + decides + "3 (line 12 of case.toml)");
    CHECK(fault("[[options]]\nid = \"x\"\ndecides.roads = \"board\"") ==
          "options[0].decides.roads: must be left out, or one of the fields base_package, operations, plus_package, "
          "policy, got \"board\" (line 12 of case.toml)");
}

TEST_CASE("A fault in an option is refused with its path and line") {
    const auto fault = [](const std::string& text) { return refusal_with(10, text + "\n[[municipalities]]"); };
    CHECK(fault("[[options]]\ndecides = \"board\"") ==
          "options[0].id: must be a text, got nothing (line 10 of case.toml)");
    CHECK(fault("[[options]]\nid = \"a b\"\ndecides = \"board\"") ==
          "options[0].id: must be a name without blanks and , : / \\ ? # % that no other option has, got \"a b\" (line "
          "11 of case.toml)");
    const std::string twice = "[[options]]\nid = \"a\"\ndecides = \"board\"\n";
    CHECK(fault(twice + twice).starts_with("options[1].id: must be a name without blanks and "));
    CHECK(fault("[[options]]\nid = \"a\"\nboss = \"b\"") ==
          "options[0].boss: must be left out, or one of the fields decides, id, title, title_nl, got \"b\" (line 12 of "
          "case.toml)");
    CHECK(refusal_with(1, "title = \"x\"\noptions = 3")
              .starts_with("options: must be a list of tables, [[options]], got 3 (line 2"));
}

TEST_CASE("A portfolio that does not sum to 1 is refused with its place and line") {
    const auto fault = [](const std::string& text) { return refusal_with(10, text + "\n[[municipalities]]"); };
    CHECK(fault("[[portfolios]]\nname = \"p\"\npolicy = 0.5\nbase_package = 0.4") ==
          "portfolios[0]: must be shares that sum to 1, got a sum of 0.9 (line 10 of case.toml)");
    CHECK(fault("[[portfolios]]\nname = \"p\"\npolicy = -0.5\nbase_package = 1.5") ==
          "portfolios[0]: must be shares from 0 to 1, got -0.5 (line 10 of case.toml)");
    CHECK(fault("[[portfolios]]\nname = \"p\"\npolicy = \"half\"") ==
          "portfolios[0].policy: must be a share from 0 to 1, got \"half\" (line 12 of case.toml)");
    CHECK(fault("[[portfolios]]\npolicy = 1") ==
          "portfolios[0].name: must be a text, got nothing (line 10 of case.toml)");
    CHECK(fault("[[portfolios]]\nname = \"p\"\nroads = 1") ==
          "portfolios[0].roads: must be left out, or one of the fields base_package, name, operations, plus_package, "
          "policy, got 1 (line 12 of case.toml)");
    const std::string twice = "[[portfolios]]\nname = \"p\"\npolicy = 1\n";
    CHECK(fault(twice + twice) ==
          "portfolios[1].name: must be a name that no other portfolio has, got \"p\" (line 14 of case.toml)");
}

TEST_CASE("A criterion without a measure or a reason is refused") {
    const auto fault = [](const std::string& text) { return refusal_with(10, text + "\n[[municipalities]]"); };
    CHECK(fault("[[criteria]]\ntext = \"c\"") ==
          "criteria[0].not_computed: must be a text where no measures are named, got nothing (line 10 of case.toml)");
    CHECK(fault("[[criteria]]\ntext = \"c\"\nmeasures = [\"risk\", \"costs\"]") ==
          "criteria[0].measures[1]: must be one of risk, exposed_share, flexibility, power, burden, uniformity, "
          "agreement, municipalities_to_pass, members_to_pass, got \"costs\" (line 12 of case.toml)");
}

TEST_CASE("Options without a governance table are refused, and so are councils without a grouping") {
    const std::string text = "title = \"t\"\nquota = 1\n[[members]]\nname = \"a\"\nweight = 1\n";
    CHECK(refusal([&] { return parse_board(text + "[[options]]\nid = \"x\"\n", "b"); }) ==
          "governance: must be a table beside [[options]], got nothing (line 6 of b)");
    CHECK(refusal([&] {
              return parse_board(
                  "title = \"t\"\nquota = 1\ngovernance = 3\n[[members]]\nname = \"a\"\n"
                  "weight = 1\n",
                  "b");
          }) == "governance: must be a table, [governance], got 3 (line 3 of b)");
    CHECK(refusal([&] { return parse_board(text + "[governance]\ncentre = \"a\"\nposition = \"weight\"\n", "b"); }) ==
          "governance.position: must be left out where no grouping of the members is given, got \"weight\" (line 8 of "
          "b)");
    CHECK(refusal([&] {
              return parse_board(
                  text + "[[options]]\nid = \"x\"\ndecides = \"assembly\"\n[governance]\ncentre = \"a\"\n", "b");
          }) ==
          "options[0].decides: must be board, centre or council where no council groups are known, got \"assembly\" "
          "(line 8 of b)");
    CHECK(refusal([&] { return parse_board(text + "[governance]\ncentre = \"c\"\n", "b"); }) ==
          "governance.centre: must be one of the municipalities, got \"c\" (line 7 of b)");
}

TEST_CASE("A note with a mark of its own is refused with the marks that there are") {
    const std::string text =
        "title = \"t\"\nquota = 1\n[[notes]]\nmark = \"guess\"\nabout = \"a\"\ntext = \"b\"\n[[members]]\nname = "
        "\"a\"\nweight = 1\n";
    CHECK(refusal([&] { return parse_board(text, "b"); }) ==
          "notes[0].mark: must be source, derived, proxy, assumption or unknown, got \"guess\" (line 4 of b)");
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

TEST_CASE("A point between thousands is no decimal point of a number of people") {
    CHECK(refusal_with(12, "population = 86.000") ==
          "municipalities[0].population: must be a whole number without a point (86.000 is read as 86; write 86000 or "
          "86), got 86.000 (line 12 of case.toml)");
    CHECK(refusal_with(12, "population = 2.601 # people") ==
          "municipalities[0].population: must be a whole number without a point (2.601 is read as 2.601; write 2601), "
          "got 2.601 (line 12 of case.toml)");
    CHECK(board_with(12, "population = 86.0").governance->municipalities[1].population == 86);
    CHECK(board_with(12, "population = 86_000").governance->municipalities[1].population == 86'000);
    CHECK(refusal_with(12, "population = \"1/2\"") ==
          "municipalities[0].population: must be a whole number of 1 or more, got \"1/2\" (line 12 of case.toml)");
}

TEST_CASE(
    "A point between thousands in a column of members is refused beside whole numbers, or where people are counted") {
    const auto column = [](const std::string& name, const std::string& a, const std::string& b, const std::string& c) {
        const std::string value[] = {a, b, c};
        std::string text = "title = \"x\"\nquota = \"majority\"\nweight = \"" + name + "\"\n";
        for (std::size_t i = 0; i < 3; ++i)
            text +=
                "[[members]]\n\"naïve\" = 1\nname = \"" + std::to_string(i) + "\"\n" + name + " = " + value[i] + "\n";
        return text;
    };
    const auto refused = [&](const std::string& name, const std::string& a, const std::string& b,
                             const std::string& c) {
        return refusal([&] { return parse_board(column(name, a, b, c), "b.toml").names.size(); });
    };
    CHECK(refused("votes", "987", "2.601", "1200") ==
          "members[1].votes: must be a whole number without a point (2.601 is read as 2.601; write 2601), got 2.601 "
          "(line 11 of b.toml)");
    CHECK(refused("parts", "987", "2.601", "1200").starts_with("members[1].parts: must be a whole number"));
    CHECK(refused("inhabitants", "86.000", "12.601", "1.200").starts_with("members[0].inhabitants: must be a whole"));
    const Board shares = parse_board(column("parts", "86.125", "12.601", "1.2"), "b.toml");
    CHECK(shares.columns.at("parts") == std::vector<Weight>{86125, 12601, 1200});
    CHECK(parse_board(column("parts", "86.125", "12.601", "1.200"), "b.toml").decimals.at("parts") == 3);
    CHECK(parse_board(column("parts", "0.125", "1", "2"), "b.toml").decimals.at("parts") == 3);
}

TEST_CASE("A quota between 0 and 1, or with a point between thousands, is refused with its line") {
    const std::string share = "quota: must be a number of 1 or more, or a share such as 1/2 or 50%, got ";
    CHECK(refusal_with(2, "quota = 0.5") == share + "0.5 (line 2 of case.toml)");
    CHECK(refusal_with(2, "quota = \"0.5\"") == share + "0.5 (line 2 of case.toml)");
    CHECK(refusal_with(2, "rule = \"seats >= 0.5\"").starts_with("rule.seats: must be a number of 1 or more"));
    const std::string board = "title = \"x\"\nquota = 5.000\n[[members]]\nname = \"a\"\nweight = 5000\n";
    CHECK(refusal([&] { return parse_board(board, "b.toml").names.size(); }) ==
          "quota: must be a whole number without a point (5.000 is read as 5; write 5000 or 5), got 5.000 (line 2 of "
          "b.toml)");
}

TEST_CASE("Fractions in a board file are exact, and a double that stands for one is refused") {
    const auto board = [](const std::string& a, const std::string& b, const std::string& c, const std::string& quota) {
        const std::string value[] = {a, b, c};
        std::string text = "title = \"x\"\nquota = " + quota + "\n";
        for (std::size_t i = 0; i < 3; ++i)
            text += "[[members]]\nname = \"" + std::to_string(i) + "\"\nweight = " + value[i] + "\n";
        return parse_board(text, "b.toml");
    };
    const Board owners = board("\"1/6\"", "\"1/3\"", "\"1/2\"", "\"majority\"");
    CHECK(weighted_rule(owners) == WeightedRule{{1, 2, 3}, 4});
    CHECK(owners.divisors.at("weight") == 6);
    CHECK(weighted_rule(board("\"1/6\"", "0.5", "1", "1.5")) == WeightedRule{{1, 3, 6}, 9});
    CHECK(weighted_rule(board("\"3/2\"", "\"5/2\"", "0", "2")) == WeightedRule{{3, 5, 0}, 4});
    CHECK(
        refusal([&] { return board("0.16666666666666666", "0.5", "1", "1").names.size(); }) ==
        "members[0].weight: must be a number of at most 15 digits, or the fraction that it stands for in quotes, such "
        "as \"1/6\", got 0.16666666666666666 (line 5 of b.toml)");
    CHECK(refusal([&] { return board("\"1/0\"", "0.5", "1", "1").names.size(); }) ==
          "members[0].weight: must be a number of 0 or more, below 2^62, got \"1/0\" (line 5 of b.toml)");
}
