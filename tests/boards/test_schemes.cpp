#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

// Dordrecht, Alblasserdam, Hardinxveld-Giessendam, Hendrik-Ido-Ambacht, Papendrecht, Sliedrecht, Zwijndrecht
const std::vector<Weight> inhabitants{119342, 20221, 18460, 31311, 32095, 25350, 44641};

const Board& drechtsteden() {
    static const Board board = load_board("drechtsteden-2018");
    return board;
}

/// A case of three municipalities with two council groups each; the second is the centre.
Board small_case() {
    std::string text = R"(
title = "Small case"
quota = "majority"
weight = "seats"
[governance]
grouping = "town"
centre = "B"
position = "seats"
assembly_schemes = ["seats"]
[governance.schemes.ours]
A = 1.5
B = 2
C = 1
[[municipalities]]
name = "A"
population = 100
[[municipalities]]
name = "B"
population = 300
[[municipalities]]
name = "C"
population = 200
)";
    for (const char* member : {"A1 A 3", "B1 B 4", "C1 C 2", "A2 A 2", "B2 B 1", "C2 C 2"})
        text += "[[members]]\nname = \"" + std::string(member, 2) + "\"\ntown = \"" + member[3] +
                "\"\nseats = " + member[5] + "\n";
    return parse_board(text, "small");
}

Board with_money(std::vector<std::optional<std::string>> shares) {
    Board board = small_case();
    for (std::size_t j = 0; j < shares.size(); ++j) board.governance->municipalities[j].money_share = shares[j];
    return board;
}

}  // namespace

TEST_CASE("The standard schemes of the Drechtsteden have the weights that their names say") {
    CHECK(board_rule(drechtsteden(), "one_vote") == WeightedRule{{1, 1, 1, 1, 1, 1, 1}, 4});
    CHECK(board_rule(drechtsteden(), "seats") == WeightedRule{{39, 19, 17, 23, 23, 21, 27}, 85});
    CHECK(board_rule(drechtsteden(), "population") == WeightedRule{inhabitants, 145711});
    CHECK(board_rule(drechtsteden(), "apex") == WeightedRule{{5, 1, 1, 1, 1, 1, 1}, 6});
    CHECK(board_rule(drechtsteden(), "apex_veto") == WeightedRule{{6, 1, 1, 1, 1, 1, 1}, 7});
}

TEST_CASE("The square roots of the populations are rounded to thousandths") {
    const WeightedRule rule = board_rule(drechtsteden(), "sqrt_population");
    for (std::size_t j = 0; j < 7; ++j)
        CHECK(std::abs(static_cast<double>(rule.weights[j]) / 1000 - std::sqrt(static_cast<double>(inhabitants[j]))) <=
              0.0005);
    CHECK(rule.quota == majority_quota(total_weight(rule.weights)));
}

TEST_CASE("By money Dordrecht has its known 55%, and the others share the rest by population") {
    const WeightedRule rule = board_rule(drechtsteden(), "money");
    CHECK(rule.weights[0] * 100 == total_weight(rule.weights) * 55);
    for (std::size_t j = 2; j < 7; ++j) CHECK(rule.weights[j] * inhabitants[1] == rule.weights[1] * inhabitants[j]);
}

TEST_CASE("With apex the centre and any one other win, and so do all others together") {
    const WeightedRule rule = board_rule(drechtsteden(), "apex");
    for (std::size_t j = 1; j < 7; ++j) CHECK(rule.weights[0] + rule.weights[j] >= rule.quota);
    CHECK(rule.weights[0] < rule.quota);
    CHECK(total_weight(rule.weights) - rule.weights[0] >= rule.quota);
}

TEST_CASE("With an apex veto nobody wins without the centre") {
    const WeightedRule rule = board_rule(drechtsteden(), "apex_veto");
    for (std::size_t j = 1; j < 7; ++j) CHECK(rule.weights[0] + rule.weights[j] >= rule.quota);
    CHECK(rule.weights[0] < rule.quota);
    CHECK(total_weight(rule.weights) - rule.weights[0] < rule.quota);
}

TEST_CASE("A custom scheme has the weights of the file, the centre first and scaled to whole numbers") {
    const Board board = small_case();
    CHECK(board_rule(board, "ours") == WeightedRule{{20, 15, 10}, 23});
    CHECK(all_schemes(board) ==
          std::vector<std::string>{"one_vote", "seats", "population", "sqrt_population", "apex", "apex_veto", "ours"});
}

TEST_CASE("The weights by seats are those of the councils, in the order of the municipalities") {
    CHECK(board_rule(small_case(), "seats") == WeightedRule{{5, 5, 4}, 8});
}

TEST_CASE("Shares of the contributions that are all known, or none of them, are kept") {
    CHECK(board_rule(with_money({"50%", "30%", "20%"}), "money") == WeightedRule{{5, 3, 2}, 6});
    CHECK(board_rule(with_money({"50.5%", "29.5%", "20%"}), "money") == WeightedRule{{101, 59, 40}, 101});
    CHECK(refusal([] { return board_rule(small_case(), "money"); }) ==
          "scheme: must be one that small has the numbers for, such as one_vote, got \"money\"");
    CHECK(board_rule(with_money({"100%"}), "money") == WeightedRule{{1, 0, 0}, 1});
}

TEST_CASE("Shares of the contributions that do not add up are refused") {
    CHECK(refusal([] {
              return board_rule(with_money({"50%", "30%", "30%"}), "money");
          }).starts_with("municipalities.money_share: must be shares that add up to 100%"));
    CHECK(refusal([] {
              return board_rule(with_money({"50%", "30%", "10%"}), "money");
          }).starts_with("municipalities.money_share: must be shares that add up to 100%"));
    CHECK(refusal([] {
              return board_rule(with_money({"120%"}), "money");
          }).starts_with("municipalities.money_share: must be shares that add up to 100%"));
    CHECK(refusal([] { return board_rule(with_money({"50"}), "money"); }) ==
          "B.money_share: must be a percentage such as 55% or 33.3333%, got \"50\"");
}

TEST_CASE("A share with many decimals keeps its proportion, or is refused") {
    for (const int decimals : {3, 9, 12, 14, 16, 17}) {
        const std::string share = "33." + std::string(static_cast<std::size_t>(decimals), '3') + "%";
        Board board = with_money({share});
        board.governance->municipalities[1].population = 119342;
        INFO(share);
        WeightedRule rule{{1, 1, 1}, 1};
        const std::string message = refusal([&] { return rule = board_rule(board, "money"); });
        if (message != "(nothing was refused)") continue;
        const auto total = static_cast<double>(total_weight(rule.weights));
        CHECK(std::abs(static_cast<double>(rule.weights[0]) / total - 1.0 / 3) < 1e-3);
        CHECK(std::abs(static_cast<double>(rule.weights[1]) / static_cast<double>(rule.weights[2]) - 119342.0 / 200) <
              1e-6);
    }
}

TEST_CASE("An unknown scheme is refused with those that there are") {
    CHECK(refusal([] { return board_rule(small_case(), "votes"); }) ==
          "scheme: must be one of one_vote, seats, population, sqrt_population, money, apex, apex_veto, ours, got "
          "\"votes\"");
}

TEST_CASE("A board that is no case has no schemes") {
    CHECK(
        refusal([] { return board_rule(load_board("eec-1958"), "seats"); }) ==
        "case: must be a board with [governance] and [[municipalities]], such as drechtsteden-2018, got \"eec-1958\"");
}

TEST_CASE("An apex needs a board of three") {
    Board board = small_case();
    board.governance->municipalities.pop_back();
    for (const char* scheme : {"apex", "apex_veto"})
        CHECK(refusal([&] { return board_rule(board, scheme); }) ==
              std::string("scheme: must be one that fits a board of two, such as one_vote or population, got \"") +
                  scheme + '"');
}

TEST_CASE("Councils decide by the majority of their seats how their delegation votes") {
    const Board board = small_case();
    const CompositeRule rule = councils_under(board, board_rule(board, "one_vote"));
    const std::vector<Block> expected{{.members = {1, 4}, .rule = {{4, 1}, 3}},
                                      {.members = {0, 3}, .rule = {{3, 2}, 3}},
                                      {.members = {2, 5}, .rule = {{2, 2}, 3}}};
    CHECK(rule == CompositeRule{.top = {{1, 1, 1}, 2}, .blocks = expected});
    CHECK_NOTHROW(check(rule));
}

TEST_CASE("The position of each municipality is the majority of its own council") {
    CHECK(council_positions(small_case()) ==
          std::vector<WeightedRule>{{{0, 4, 0, 0, 1, 0}, 3}, {{3, 0, 0, 2, 0, 0}, 3}, {{0, 0, 2, 0, 0, 2}, 3}});
}

TEST_CASE("The four options are arranged under every scheme that applies to them") {
    const Board board = small_case();
    const std::vector<Arrangement> all = arrangements(board, {"one_vote", "ours"});
    std::vector<std::string> lines;
    for (const Arrangement& a : all)
        lines.push_back(a.option + " " + a.scheme + " " + a.kind + (a.decision ? "" : " -"));
    CHECK(lines ==
          std::vector<std::string>{"assembly seats all", "ab one_vote all", "ab ours all",
                                   "mandate one_vote base_package+operations", "mandate ours base_package+operations",
                                   "mandate council policy+plus_package -",
                                   "centre council base_package+plus_package+operations", "centre council policy -"});
    CHECK(all[0].decision == Rule{WeightedRule{{3, 4, 2, 2, 1, 2}, 8}});
    CHECK(all[2].decision == Rule{councils_under(board, {{20, 15, 10}, 23})});
    CHECK(all[3].decision == all[1].decision);
    CHECK(all[6].decision == Rule{WeightedRule{{0, 4, 0, 0, 1, 0}, 3}});
}

TEST_CASE("Options that the file does not give are noted as assumed") {
    const std::vector<Note>& notes = small_case().notes;
    REQUIRE(!notes.empty());
    CHECK(notes.back().mark == "assumption");
    CHECK(notes.back().about == "options");
    CHECK(notes.back().text.find("assembly (Assembly of all council groups), ab (General board") != std::string::npos);
    CHECK(std::ranges::count(load_board("drechtsteden-2018").notes, "options", &Note::about) == 0);
}

TEST_CASE("Who decides is what the file of the case says, in the order of its options") {
    std::string text = R"(
title = "Own options"
quota = "majority"
weight = "seats"
[governance]
grouping = "town"
centre = "A"
position = "seats"
kinds = ["roads", "schools"]
[[options]]
id = "split"
decides = { roads = "assembly", schools = "council" }
[[options]]
id = "joint"
title = "All together"
decides = "board"
)";
    for (const char* town : {"A", "B"})
        text += std::string("[[municipalities]]\nname = \"") + town + "\"\npopulation = 10\n[[members]]\nname = \"" +
                town + "1\"\ntown = \"" + town + "\"\nseats = 3\n";
    const Board board = parse_board(text, "own");
    CHECK(board.governance->options ==
          std::vector<GovernanceOption>{{"split", "split", {Decider::assembly, Decider::council}},
                                        {"joint", "All together", {Decider::board, Decider::board}}});
    const std::vector<Arrangement> all = arrangements(board, {"one_vote"});
    REQUIRE(all.size() == 3);
    CHECK((all[0].option == "split" && all[0].kind == "roads" && all[0].decider == Decider::assembly));
    CHECK((all[1].option == "split" && all[1].kind == "schools" && !all[1].decision));
    CHECK((all[2].option == "joint" && all[2].kind == "all" && all[2].kinds == std::vector<std::size_t>{0, 1}));
    CHECK(all_schemes(board) == std::vector<std::string>{"one_vote", "seats", "population", "sqrt_population"});
}

TEST_CASE("Where no council is known each member is a municipality, and its weight a scheme") {
    const Board board = load_board("holland-rijnland-2022");
    REQUIRE(board.governance);
    const GovernanceData& data = *board.governance;
    CHECK_FALSE(data.councils);
    CHECK(data.municipalities.size() == 13);
    CHECK(data.municipalities.front().name == "Leiden");
    CHECK(option_ids(board) == std::vector<std::string>{"ab", "mandate", "centre"});
    CHECK(all_schemes(board) == std::vector<std::string>{"one_vote", "apex", "apex_veto", "weight"});
    CHECK(board_rule(board, "weight") == weighted_rule(board));
    CHECK(refusal([&] { return board_rule(board, "population"); }) ==
          "scheme: must be one that holland-rijnland-2022 has the numbers for, such as one_vote, got \"population\"");
    const std::vector<WeightedRule> positions = council_positions(board);
    for (std::size_t j = 0; j < positions.size(); ++j) CHECK(positions[j].weights[j] >= positions[j].quota);
}

TEST_CASE("A portfolio sums to 1, and single kinds span all portfolios") {
    CHECK(single_kinds({"a", "b"}) == std::vector<Portfolio>{{"all a", {1, 0}}, {"all b", {0, 1}}});
    CHECK_NOTHROW(check_portfolio({"p", {0.1, 0.2, 0.7}}, 3));
    CHECK(refusal([] { check_portfolio({"p", {0.1, 0.2}}, 2); }) ==
          "portfolio: must be shares that sum to 1, got a sum of 0.3");
    CHECK(refusal([] { check_portfolio({"p", {1}}, 2); }) ==
          "portfolio: must be one share for each of the 2 kinds, got 1");
    CHECK(refusal([] { check_portfolio({"p", {1.5, -0.5}}, 2); }) == "portfolio: must be shares from 0 to 1, got 1.5");
}

TEST_CASE("Members, groupings and columns are found by name or refused with the names that there are") {
    const Board board = small_case();
    CHECK(member_index(board, "B2") == 4);
    CHECK(refusal([&] { return member_index(board, "D1"); }) ==
          "member: must be a member of small (A1, B1, C1, A2, B2, ..), got \"D1\"");
    CHECK(grouping_of(board, "town").labels == std::vector<std::string>{"A", "B", "C"});
    CHECK(refusal([&] { return grouping_of(board, "family"); }) ==
          "grouping: must be a grouping of small (town), got \"family\"");
    CHECK(column_of(board, "seats") == std::vector<Weight>{3, 4, 2, 2, 1, 2});
    CHECK(refusal([&] { return column_of(board, "votes"); }) ==
          "column: must be a numeric column of small (seats), got \"votes\"");
}
