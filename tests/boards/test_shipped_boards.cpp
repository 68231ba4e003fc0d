#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>
#include <stemgewicht/methods/swing_counts.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include "catch.hpp"
#include "support/files.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <variant>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;
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

}  // namespace

TEST_CASE("The boards that come with the library are listed by name") {
    CHECK(shipped_boards() ==
          std::vector<std::string>{"drechtsteden-2018", "eec-1958", "eu-council-lisbon-2020", "eu-council-nice-2007",
                                   "holland-rijnland-2022", "imf-2022", "madrid-assembly-2015", "nassau-county-1958",
                                   "nassau-county-1964", "rud-zuid-limburg-2019", "tienstroom-synthetic",
                                   "un-security-council", "us-electoral-college-2020"});
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
        CHECK(board.names.size() == member_count(board.rule));
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
    CHECK(weighted_rule(board) == WeightedRule{column_of(board, "seats"), 85});
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
    CHECK(data.municipalities[0] == Municipality{"Dordrecht", 119342, "55%", 0.5015});
    CHECK(data.municipalities[6] == Municipality{"Zwijndrecht", 44641, std::nullopt, 0.4796});
    CHECK(data.assembly_schemes == std::vector<std::string>{"votes_2018", "seats", "votes_2022"});
    // Votes of the assembly, cast as one by each municipality: 155,992 votes in all, 59,850 in Dordrecht.
    REQUIRE(data.custom_schemes.size() == 2);
    CHECK(data.custom_schemes.at("votes_2018").front() == 598);
    CHECK(data.custom_schemes.at("votes_2022").front() == 37150);  // lists that had a group in 2018
    CHECK(data.kinds == standard_kinds());
    CHECK(data.portfolios.empty());
    REQUIRE(data.options.size() == 7);
    CHECK(option_ids(board) ==
          std::vector<std::string>{"drechtraad", "ab", "mandate", "centre", "combination", "outcome", "apart"});
    CHECK(data.options[6].decides == std::vector<Decider>(4, Decider::council));
    CHECK(data.options[0].id == "drechtraad");
    CHECK(standard_options()[0].id == "assembly");  // the name where a file gives no options
    for (std::size_t k = 0; k < 4; ++k) {
        CHECK((k == 0 || data.options[k].id == standard_options()[k].id));
        CHECK(data.options[k].decides == standard_options()[k].decides);
    }
    CHECK(data.criteria.size() == 15);
}

TEST_CASE("The made-up region says so, and differs from the Drechtsteden in its options, families and ties") {
    const Board board = load_board("tienstroom-synthetic");
    REQUIRE(board.governance);
    CHECK_THAT(board.title, ContainsSubstring("made-up"));
    CHECK_THAT(board.source, ContainsSubstring("invented"));
    const GovernanceData& data = *board.governance;
    CHECK(data.municipalities.size() == 10);
    const std::map<std::string, Weight> seats = sums_by(board, "municipality", "seats");
    CHECK(std::ranges::count_if(seats, [](const auto& town) { return town.second % 2 == 0; }) == 3);
    CHECK(std::ranges::none_of(seats,
                               [&](const auto& town) { return 2 * town.second > sum(column_of(board, "seats")); }));
    CHECK(data.kinds == std::vector<std::string>{"policy", "housing", "purchasing", "staff"});
    CHECK(data.options[1].decides ==
          std::vector<Decider>{Decider::assembly, Decider::assembly, Decider::board, Decider::board});
    CHECK(data.portfolios.size() == 2);
    for (const std::string& label : grouping_of(load_board("drechtsteden-2018"), "family").labels)
        CHECK(std::ranges::count(grouping_of(board, "family").labels, label) == 0);
}

TEST_CASE("The councils and general boards have the members, totals and quotas of their sources") {
    const Board eec = load_board("eec-1958");
    CHECK(weighted_rule(eec) == WeightedRule{{4, 4, 4, 2, 2, 1}, 12});
    CHECK(eec.names.front() == "France");
    const Board imf = load_board("imf-2022");
    CHECK(imf.names.size() == 190);
    CHECK(sum(weighted_rule(imf).weights) == 5'039'930);
    CHECK(weighted_rule(imf).quota == 2'519'966);
    CHECK(weighted_rule(imf).weights[member_index(imf, "United States")] == 831'401);
    const Board rud = load_board("rud-zuid-limburg-2019");
    CHECK(rud.names.size() == 17);
    CHECK(sum(weighted_rule(rud).weights) == 100);
    CHECK(weighted_rule(rud).quota == 51);
    const Board rijnland = load_board("holland-rijnland-2022");
    CHECK(rijnland.names.size() == 13);
    CHECK(sum(weighted_rule(rijnland).weights) == 189);
    CHECK(weighted_rule(rijnland).quota == 95);
    const Board council = load_board("un-security-council");
    CHECK(council.names.size() == 15);
    CHECK(weighted_rule(council) == WeightedRule{{7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 39});
}

TEST_CASE("The boards of supervisors, parties and electors have the members, totals and quotas of their sources") {
    CHECK(weighted_rule(load_board("nassau-county-1958")) == WeightedRule{{9, 9, 7, 3, 1, 1}, 16});
    CHECK(weighted_rule(load_board("nassau-county-1964")) == WeightedRule{{31, 31, 28, 21, 2, 2}, 58});
    const Board madrid = load_board("madrid-assembly-2015");
    CHECK(weighted_rule(madrid) == WeightedRule{{48, 37, 27, 17}, 65});
    CHECK(grouping_of(madrid, "union").group_count() == 3);
    CHECK(grouping_of(madrid, "union_left").group_count() == 2);
    const Board electors = load_board("us-electoral-college-2020");
    CHECK(electors.names.size() == 51);
    CHECK(sum(weights(electors)) == 538);
    CHECK(weighted_rule(electors).quota == 270);
}

namespace {

/// The swings of a member, of all sizes.
BigInteger swings(const Board& board, const SwingCounts& counts, const std::string& name) {
    return sum_of(counts.swings[member_index(board, name)]);
}

}  // namespace

TEST_CASE("The Council under Nice is a triple majority with these winning coalitions and swings") {
    const Board board = load_board("eu-council-nice-2007");
    CHECK(board.names.size() == 27);
    CHECK(board.weight_column == "votes");
    CHECK(sum(column_of(board, "votes")) == 345);
    CHECK(sum(column_of(board, "population")) == 481181);
    CHECK(std::get<CombinedRule>(board.rule).parts.size() == 3);
    const SwingCounts counts = swing_counts(board.rule);
    CHECK(sum_of(counts.winning) == 2718751);
    const std::map<std::string, BigInteger> known{
        {"Germany", 2193655}, {"United Kingdom", 2193651}, {"France", 2193649}, {"Italy", 2193649},
        {"Spain", 2091359},   {"Poland", 2091357},         {"Latvia", 352385},  {"Malta", 265583}};
    for (const auto& [name, count] : known) CHECK(swings(board, counts, name) == count);
}

TEST_CASE("The Council under Lisbon is a double majority or 24 members with these winning coalitions and swings") {
    const Board board = load_board("eu-council-lisbon-2020");
    CHECK(board.names.size() == 27);
    CHECK(board.weight_column == "population");
    CHECK(board.quota_text == "(members >= 55% and population >= 65%) or members >= 24");
    const auto& rule = std::get<CombinedRule>(board.rule);
    REQUIRE(rule.parts.size() == 2);
    CHECK(std::get<CombinedRule>(*rule.parts[0].rule).parts.size() == 2);
    CHECK(*rule.parts[1].rule == Rule(WeightedRule{std::vector<Weight>(27, 1), 24}));
    const SwingCounts counts = swing_counts(board.rule);
    CHECK(sum_of(counts.winning) == 17712310);
    CHECK(swings(board, counts, "Germany") == 14092736);
    CHECK(swings(board, counts, "France") == 11658722);
    CHECK(swings(board, counts, "Malta") == 2018356);
}

TEST_CASE("A board that is neither shipped nor a file is refused with those that are") {
    CHECK(refusal([] { return load_board("drechtsteden"); }) ==
          "board: must be a board that comes with the library (drechtsteden-2018, eec-1958, eu-council-lisbon-2020, "
          "eu-council-nice-2007, holland-rijnland-2022, imf-2022, madrid-assembly-2015, nassau-county-1958, "
          "nassau-county-1964, rud-zuid-limburg-2019, tienstroom-synthetic, un-security-council, "
          "us-electoral-college-2020) or a file that "
          "can be read, got \"drechtsteden\"");
    CHECK(refusal([] { return load_board("nowhere.toml"); }) ==
          "board: must be a file that can be read, got \"nowhere.toml\"");
    CHECK(refusal([] { return load_board("./nowhere"); }) ==
          "board: must be a file that can be read, got \"./nowhere\"");
}
