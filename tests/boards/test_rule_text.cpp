#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/rules/combined.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

/// Four members with votes and land; `land` is decimal.
Board four() {
    Board board;
    board.id = "four";
    board.names = {"a", "b", "c", "d"};
    board.columns = {{"votes", {5, 3, 2, 1}}, {"land", {5, 10, 25, 60}}, {"none", {0, 0, 0, 0}}};
    board.decimals = {{"votes", 0}, {"land", 1}, {"none", 0}};
    board.weight_column = "votes";
    return board;
}

Rule rule_of(const std::string& text) { return parse_rule(text, four()); }

std::string refusal_of(const std::string& text) {
    return refusal([&] { return rule_of(text); });
}

std::size_t part_count(const Rule& rule) { return std::get<CombinedRule>(rule).parts.size(); }

/// What a set of members brings: votes, tenths of land, heads.
struct Sums {
    Weight votes = 0, land = 0, heads = 0;
};

/// Whether the rule passes exactly the sets for which `passes` holds, all 16 of them.
template <class Passes>
bool is_rule(const std::string& text, const Passes& passes) {
    const Board board = four();
    const Rule rule = parse_rule(text, board);
    for (unsigned set = 0; set < 16; ++set) {
        const Coalition yes_voters(4, set);
        Sums sums;
        for (std::size_t i = 0; i < 4; ++i) {
            if (!yes_voters.test(i)) continue;
            sums.votes += board.columns.at("votes")[i];
            sums.land += board.columns.at("land")[i];
            ++sums.heads;
        }
        if (wins(rule, yes_voters) != passes(sums)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("A single comparison is a weighted rule") {
    CHECK(rule_of("votes >= 6") == Rule(WeightedRule{{5, 3, 2, 1}, 6}));
    CHECK(rule_of("votes > 6") == Rule(WeightedRule{{5, 3, 2, 1}, 7}));
    CHECK(rule_of("votes >= majority") == Rule(WeightedRule{{5, 3, 2, 1}, 6}));
    CHECK(rule_of("votes >= 2/3") == Rule(WeightedRule{{5, 3, 2, 1}, 8}));
    CHECK(rule_of("land >= 2.5") == Rule(WeightedRule{{5, 10, 25, 60}, 25}));
    CHECK(rule_of("land >= 65%") == Rule(WeightedRule{{5, 10, 25, 60}, 65}));
    CHECK(rule_of("land > 65%") == Rule(WeightedRule{{5, 10, 25, 60}, 66}));
    CHECK(rule_of("members >= 55%") == Rule(WeightedRule{{1, 1, 1, 1}, 3}));
    CHECK(rule_of("members > 50%") == Rule(WeightedRule{{1, 1, 1, 1}, 3}));
    CHECK(rule_of("((members >= 50%))") == Rule(WeightedRule{{1, 1, 1, 1}, 2}));
}

TEST_CASE("Blanks and line breaks between the words do not matter") {
    const Rule rule = rule_of("(votes >= 6 and land >= 5) or members >= 3");
    CHECK(rule_of("(votes>=6 and land>=5)or members>=3") == rule);
    CHECK(rule_of(" ( votes  >=\t6\n and land >= 5 )\r\nor members >= 3 ") == rule);
}

TEST_CASE("A chain of and, or of or, is one rule with as many parts") {
    CHECK(rule_of("votes >= 6 and land >= 5 and members >= 2") ==
          Rule(all_of(
              {WeightedRule{{5, 3, 2, 1}, 6}, WeightedRule{{5, 10, 25, 60}, 50}, WeightedRule{{1, 1, 1, 1}, 2}})));
    CHECK(rule_of("votes >= 6 or land >= 5 or members >= 2 or votes >= 1") ==
          Rule(any_of({WeightedRule{{5, 3, 2, 1}, 6}, WeightedRule{{5, 10, 25, 60}, 50}, WeightedRule{{1, 1, 1, 1}, 2},
                       WeightedRule{{5, 3, 2, 1}, 1}})));
    CHECK(part_count(rule_of("votes >= 6 and members >= 2 or land >= 5 and members >= 3 or votes >= 10")) == 3);
}

TEST_CASE("And binds tighter than or, and parentheses bind tightest") {
    CHECK(is_rule("votes >= 9 or land >= 6 and members >= 2",
                  [](const Sums& s) { return s.votes >= 9 || (s.land >= 60 && s.heads >= 2); }));
    CHECK(is_rule("members >= 2 and land >= 6 or votes >= 9",
                  [](const Sums& s) { return (s.heads >= 2 && s.land >= 60) || s.votes >= 9; }));
    CHECK(is_rule("(votes >= 5 or land >= 6) and members >= 2",
                  [](const Sums& s) { return (s.votes >= 5 || s.land >= 60) && s.heads >= 2; }));
    CHECK(is_rule("members >= 2 and (votes >= 5 or land > 6 and (members >= 3 or votes > 3))", [](const Sums& s) {
        return s.heads >= 2 && (s.votes >= 5 || (s.land > 60 && (s.heads >= 3 || s.votes > 3)));
    }));
    // The grouping matters on this board: the two readings differ.
    CHECK_FALSE(is_rule("votes >= 5 or land >= 6 and members >= 2",
                        [](const Sums& s) { return (s.votes >= 5 || s.land >= 60) && s.heads >= 2; }));
}

TEST_CASE("A word that is neither members nor a numeric column is refused with its place") {
    const std::string expected =
        "rule: must be members, a numeric column of the members (land, none, votes), a member's name in "
        "quotes, or a parenthesis, got ";
    CHECK(refusal_of("") == expected + "the end of the text");
    CHECK(refusal_of("  ") == expected + "the end of the text");
    CHECK(refusal_of("heads >= 2") == expected + "\"heads\" at character 1 of the text");
    CHECK(refusal_of("votes >= 2 and heads >= 2") == expected + "\"heads\" at character 16 of the text");
    CHECK(refusal_of("votes >= 2 and") == expected + "the end of the text");
    CHECK(refusal_of("votes >= 2 or and land >= 1") == expected + "\"and\" at character 15 of the text");
    CHECK(refusal_of("()") == expected + "\")\" at character 2 of the text");
    CHECK(refusal_of("55% <= members") == expected + "\"55%\" at character 1 of the text");
    CHECK(refusal_of("é >= 2") == expected + "\"é\" at character 1 of the text");
}

TEST_CASE("Another sign than >= and > is refused with its place") {
    CHECK(refusal_of("votes") == "rule: must be >= or > behind votes, got the end of the text");
    for (const std::string sign : {"<=", "<", "=", "==", "=>", "≥"}) {
        CHECK(refusal_of("members >= 2 or votes " + sign + " 5") ==
              "rule: must be >= or > behind votes, got \"" + sign + "\" at character 23 of the text");
    }
}

TEST_CASE("A quota that cannot be read is refused under the name of its column") {
    const std::string expected = "must be a number, majority, or a share such as 2/3 or 70%";
    CHECK(refusal_of("votes >=") == "rule: " + expected + " behind votes, got the end of the text");
    CHECK(refusal_of("votes >= (5)") == "rule: " + expected + " behind votes, got \"(\" at character 10 of the text");
    CHECK(refusal_of("votes >= > 5") == "rule: " + expected + " behind votes, got \">\" at character 10 of the text");
    CHECK(refusal_of("votes >= and land >= 1") == "rule.votes: " + expected + ", got and");
    CHECK(refusal_of("votes >= 12") == "rule.votes: must be 1..11, got 12");
    CHECK(refusal_of("votes > 11") == "rule.votes: must be 0 or more and below 11, got 11");
    CHECK(refusal_of("votes >= 0") == "rule.votes: must be 1..11, got 0");
    CHECK(refusal_of("land >= 10.1") == "rule.land: must be above 0 and at most 10, got 10.1");
    CHECK(refusal_of("members >= 101%") == "rule.members: must be a share above 0 and at most 1, got 101%");
    CHECK(refusal_of("votes > majority") ==
          "rule.votes: must be a number or a share behind >, or >= majority, got > majority");
    CHECK(refusal_of("none >= 1") == "rule.none: must be a list with a positive weight, got only zeros");
}

TEST_CASE("What is left over, or a parenthesis that is not closed, is refused with its place") {
    CHECK(refusal_of("votes >= 5 land >= 2") ==
          "rule: must be and, or, or the end of the text, got \"land\" at character 12 of the text");
    CHECK(refusal_of("votes >= 65 %") == "rule.votes: must be 1..11, got 65");
    CHECK(refusal_of("votes >= 5 %") ==
          "rule: must be and, or, or the end of the text, got \"%\" at character 12 of the text");
    CHECK(refusal_of("votes >= 5)") ==
          "rule: must be and, or, or the end of the text, got \")\" at character 11 of the text");
    CHECK(refusal_of("(votes >= 5") == "rule: must be and, or, or ), got the end of the text");
    CHECK(refusal_of("(votes >= 5 land >= 2)") ==
          "rule: must be and, or, or ), got \"land\" at character 13 of the text");
    CHECK(refusal_of("votes >= 5 AND land >= 2") ==
          "rule: must be and, or, or the end of the text, got \"AND\" at character 12 of the text");
}

TEST_CASE("Parentheses may be deep, but not without end") {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '(') + "votes >= 5" + std::string(depth, ')');
    };
    CHECK(rule_of(nested(100)) == rule_of("votes >= 5"));
    CHECK(refusal_of(nested(101)) ==
          "rule: must be at most 100 parentheses deep, got \"(\" at character 101 of the text");
    CHECK(refusal_of(nested(1'000'000)) == refusal_of(nested(101)));
    CHECK(part_count(rule_of(nested(60) + " or " + nested(60))) == 2);
}

TEST_CASE("A column called members is refused where a rule counts heads") {
    Board board = four();
    board.columns["members"] = {1, 1, 1, 5};
    board.decimals["members"] = 0;
    CHECK(refusal([&] { return parse_rule("members >= 2", board); }) ==
          "rule: must be a column with another name than members, the count of heads, got \"members\" at character 1 "
          "of the text");
    CHECK_NOTHROW(parse_rule("votes >= 2", board));
}

namespace {

/// Six owners by parts and heads, the last of them a chair; two houses.
Board six() {
    Board board;
    board.id = "six";
    board.names = {"A", "B", "C", "D", "E", "The Chair"};
    board.columns = {{"parts", {300, 250, 150, 120, 100, 80}}, {"land owned", {1, 0, 0, 0, 0, 1}}};
    board.weight_column = "parts";
    board.groupings = {{"house", make_grouping("house", std::vector<std::string>{"x", "x", "x", "y", "y", "z"})}};
    return board;
}

std::string statute_refusal(const std::string& text) {
    return refusal([&] { return parse_statute(text, six()); });
}

}  // namespace

TEST_CASE("A statute names presence and votes cast, and says so in a sentence") {
    const Board board = six();
    const std::vector<Weight>& parts = board.columns.at("parts");
    const Statute quorum = parse_statute("present parts >= 2/3 and cast parts > 1/2", board);
    CHECK(quorum == Statute{.quorum = {present_clause(parts, 667)},
                            .clauses = {cast_clause(parts, 1, 2, true)},
                            .decision = WeightedRule{{1}, 1}});
    CHECK(parse_statute("present >= 2/3 and cast >= majority", board) == quorum);
    CHECK(rule_sentence("present parts >= 2/3 and cast parts > 1/2", board) ==
          "A meeting decides where at least 667 of 1000 parts is present. A motion passes where more than 1/2 of the "
          "parts cast is for it.");
    CHECK(parse_statute("cast members > 1/2 and parts >= 500 and against \"A\" < 1", board).clauses.size() == 3);
    CHECK(rule_sentence("(cast members > 50% or members >= 5) and against \"A\" <= 0 and against parts < 1/3", board) ==
          "A motion passes where (more than 50% of the members who vote are for it, or at least 5 of 6 members vote "
          "yes), and A does not vote no, and at most 333 of 1000 parts is against it.");
}

TEST_CASE("Where everyone votes a statute is a rule on the yes-voters") {
    const Board board = six();
    const std::vector<Weight>& parts = board.columns.at("parts");
    CHECK(parse_rule("present parts >= 2/3 and cast parts > 1/2", board) == Rule(WeightedRule{parts, 501}));
    CHECK(parse_rule("against parts < 1/4", board) == Rule(WeightedRule{parts, 751}));
    CHECK(parse_rule("against parts <= 1/4", board) == Rule(WeightedRule{parts, 750}));
    CHECK(parse_rule("'land owned' >= 2", board) == Rule(WeightedRule{{1, 0, 0, 0, 0, 1}, 2}));
    CHECK(refusal([&] { return parse_rule("present parts >= 2/3", board); }) ==
          "rule: must be a rule with a criterion on votes, got only such on who is present");
}

TEST_CASE("A casting vote, and a share of no votes at all") {
    const Board board = six();
    const Statute statute = parse_statute("cast members > 1/2 or cast members >= 1/2 and \"The Chair\"", board);
    const auto outcome = [&](std::vector<std::size_t> yes, std::vector<std::size_t> no) {
        return statute.outcome(coalition_of(yes, 6, "yes"), coalition_of(no, 6, "no"));
    };
    CHECK(outcome({0, 5}, {1, 2}) == Outcome::passes);
    CHECK(outcome({0, 1}, {5, 2}) == Outcome::fails);
    CHECK(outcome({0, 1}, {5}) == Outcome::passes);
    CHECK(outcome({}, {}) == Outcome::fails);
    const Statute half = parse_statute("cast parts >= 1/2", board);
    CHECK(half.outcome(Coalition(6), Coalition(6)) == Outcome::fails);
    CHECK(half.outcome(Coalition(6, 0b000001), Coalition(6, 0b111000)) == Outcome::passes);
}

TEST_CASE("Groups may vote as one, by number or by the sum of a column") {
    const Board board = six();
    const Rule heads = parse_rule("house >= 2", board);
    const Rule parts = parse_rule("parts by house > 1/2", board);
    const auto passes = [](const Rule& rule, const std::vector<std::size_t>& yes) {
        return wins(rule, coalition_of(yes, 6, "yes"));
    };
    CHECK(passes(heads, {0, 1, 5}));
    CHECK_FALSE(passes(heads, {0, 1, 4}));  // 100 of the 220 of y
    CHECK(passes(parts, {0, 1}));           // x has 700 of 1000, and 550 of these are for it
    CHECK_FALSE(passes(parts, {0, 3, 4, 5}));
    CHECK(rule_sentence("house >= 2", board) ==
          "A motion passes where groups of house with at least 2 of 3 groups are for it, each as more than half of its "
          "parts cast decides.");
    CHECK(statute_refusal("cast house > 1/2").starts_with("rule: must be members or a column where votes cast"));
}

TEST_CASE("Groups that vote as one do so as those of them who are there decide") {
    const Board board = six();
    const std::string text = "(house >= 2 or parts by house > 70%) and cast members > 1/2";
    const Statute statute = parse_statute(text, board);
    const Rule everyone = parse_rule(text, board);
    const std::vector<Weight>& parts = board.columns.at("parts");
    const Grouping& house = board.groupings.at("house");
    for (std::size_t yes = 0; yes < 64; ++yes) {
        CHECK((statute.outcome(Coalition(6, yes), Coalition(6, ~yes & 63)) == Outcome::passes) ==
              wins(everyone, Coalition(6, yes)));
        for (std::size_t no = 0; no < 64; ++no) {
            if ((yes & no) != 0) continue;
            std::vector<Weight> balance(3), size(3);
            int heads = 0;
            for (std::size_t i = 0; i < 6; ++i) {
                const int vote = static_cast<int>(yes >> i & 1) - static_cast<int>(no >> i & 1);
                balance[house.group_of[i]] += vote * parts[i];
                size[house.group_of[i]] += parts[i];
                heads += vote;
            }
            Weight groups = 0, sum = 0;
            for (std::size_t g = 0; g < 3; ++g)
                if (balance[g] > 0) {
                    ++groups;
                    sum += size[g];
                }
            const bool passes = (groups >= 2 || sum > 700) && heads > 0;
            CHECK((statute.outcome(Coalition(6, yes), Coalition(6, no)) == Outcome::passes) == passes);
        }
    }
}

TEST_CASE("A statute that cannot be read is refused with its place") {
    CHECK(statute_refusal("cast parts > 500") ==
          "rule.parts: must be majority, or a share of the votes cast such as 1/2 or 70%, got 500");
    CHECK(statute_refusal("cast parts > 1") ==
          "rule.parts: must be majority, or a share of the votes cast such as 1/2 or 70%, got 1");
    CHECK(statute_refusal("cast parts >= 0%") == "rule.parts: must be a share above 0 and at most 1, got 0%");
    CHECK(statute_refusal("cast parts > 100%") == "rule.parts: must be a share above 0 and below 1, got 100%");
    CHECK(statute_refusal("against parts >= 1/3") ==
          "rule: must be < or <= behind against parts, got \">=\" at character 15 of the text");
    CHECK(statute_refusal("present parts < 1/3") ==
          "rule: must be >= or > behind parts, got \"<\" at character 15 of the text");
    CHECK(statute_refusal("cast parts > 1/2 and \"B") ==
          "rule: must be a name with a closing quote, got \"\"B\" at character 22 of the text");
    CHECK(statute_refusal("cast parts > 1/2 or \"Z\"").find("a member's name in quotes") != std::string::npos);
    CHECK(statute_refusal("present parts >= 1/2") ==
          "rule: must be a rule with a criterion on votes, got only such on who is present");
    CHECK(statute_refusal("present").find(">= or > behind parts") != std::string::npos);
}

TEST_CASE("A column of the name of a word that says who counts is that column") {
    Board board = six();
    board.columns["cast"] = {1, 1, 1, 1, 1, 1};
    CHECK(parse_rule("cast >= 3", board) == Rule(WeightedRule{{1, 1, 1, 1, 1, 1}, 3}));
    CHECK(parse_statute("cast cast > 1/2", board).clauses.front() == cast_clause({1, 1, 1, 1, 1, 1}, 1, 2, true));
}

namespace {

const std::string head = "title = \"t\"\nweight = \"votes\"\n";
const std::string members =
    "[[members]]\nname = \"a\"\nvotes = 2\npeople = 9\n[[members]]\nname = \"b\"\nvotes = 1\npeople = 1\n";

}  // namespace

TEST_CASE("A board file may give its rule as a text, which is kept") {
    const Board board = parse_board(head + "rule = \"votes >= 2 and people >= 90%\"\n" + members, "b");
    CHECK(board.quota_text == "votes >= 2 and people >= 90%");
    CHECK(board.rule == Rule(all_of({WeightedRule{{2, 1}, 2}, WeightedRule{{9, 1}, 9}})));
    CHECK(weights(board) == std::vector<Weight>{2, 1});
    CHECK_FALSE(is_weighted(board));
    CHECK(refusal([&] { return weighted_rule(board); }) ==
          "rule: must be one quota on the column votes for this, got votes >= 2 and people >= 90% of b");
}

TEST_CASE("A board is weighted where its rule is one quota on its weight") {
    CHECK(weighted_rule(parse_board(head + "rule = \"votes >= 2\"\n" + members, "b")) == WeightedRule{{2, 1}, 2});
    CHECK(weighted_rule(parse_board(head + "quota = 2\n" + members, "b")) == WeightedRule{{2, 1}, 2});
    const Board other = parse_board(head + "rule = \"people >= 2\"\n" + members, "b");
    CHECK(other.rule == Rule(WeightedRule{{9, 1}, 2}));
    CHECK_FALSE(is_weighted(other));
}

TEST_CASE("A fault in the text of a rule is refused with the line of the file") {
    CHECK(refusal([&] { return parse_board(head + "rule = \"votes >= 2 and land >= 1\"\n" + members, "b.toml"); }) ==
          "rule: must be members, a numeric column of the members (people, votes), a member's name in quotes, or a "
          "parenthesis, got \"land\" at character 16 of the text (line 3 of b.toml)");
    CHECK(refusal([&] { return parse_board(head + "rule = \"votes >= 4\"\n" + members, "b.toml"); }) ==
          "rule.votes: must be 1..3, got 4 (line 3 of b.toml)");
}

TEST_CASE("A board file may say which members never vote together") {
    const std::string three = members + "[[members]]\nname = \"c\"\nvotes = 1\npeople = 1\n";
    const Board board = parse_board(head + "quota = 3\nincompatible = [[\"a\", \"c\"]]\n" + three, "b");
    CHECK(board.rule == Rule(IncompatibleRule{.rule = Rule(WeightedRule{{2, 1, 1}, 3}), .pairs = {{0, 2}}}));
    CHECK(board_sentence(board) ==
          "A motion passes where at least 3 of 4 votes is for it. a and c never vote together.");
    CHECK(refusal([&] {
              parse_board(head + "quota = 3\nincompatible = [[\"a\", \"d\"]]\n" + three, "b");
          }).starts_with("member: must be a member of b (a, b, c), got \"d\" (line 4"));
    CHECK(refusal([&] {
              parse_board(head + "quota = 4\nincompatible = [[\"a\", \"c\"]]\n" + three, "b");
          }).starts_with("incompatible.pairs: must be pairs that leave a winning coalition"));
    CHECK(refusal([&] {
              parse_board(head + "quota = 3\nincompatible = [\"a\"]\n" + three, "b");
          }).starts_with("incompatible[0]: must be a list of pairs of names"));
}
