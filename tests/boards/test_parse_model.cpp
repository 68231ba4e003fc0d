#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/vote_table.hpp>

#include "catch.hpp"
#include "support/files.hpp"
#include "support/refusal.hpp"

#include <optional>
#include <sstream>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

Board three_members() {
    Board board;
    board.id = "three";
    board.names = {"A", "B", "C"};
    const std::vector<std::string> labels{"x", "y", "x"};
    board.groupings.emplace("family", make_grouping("family", labels));
    return board;
}

std::string model_refusal(const std::string& text) {
    return support::refusal([&] { return parse_model(text, three_members()); });
}

}  // namespace

TEST_CASE("A model is named as its output names it") {
    const Board board = three_members();
    for (const char* text : {"ic", "iac", "beta:2,2.5", "independent:0.3", "independent:0.1,0.2,1", "grouped:family",
                             "copy:region=0.1,family=0.3", "copy:family=0.3,line.family.x=0.7",
                             "copy:family=0.3,family.x=0,p=0.6,line=0.25", "factor:region=0.1,family=0.4,family.y=0.05",
                             "factor:region=0.5,p=0.1/0.2/0.3"}) {
        INFO(text);
        CHECK(model_name(parse_model(text, board)) == text);
    }
    CHECK(parse_model("beta:1,1", board) == VotingModel(iac()));
    CHECK(parse_model("independent:0.5", board) == VotingModel(ic()));
    CHECK(parse_model("grouped:family", board) == VotingModel(grouped(board.groupings.at("family"))));
    CHECK(parse_model("beta:5e-1,2", board) == VotingModel(beta(0.5, 2)));
    const Cohesion family{board.groupings.at("family"), 0.3, {{"y", 0.05}}};
    CHECK(parse_model("factor:family.y=5e-2,region=0.1,family=0.3", board) ==
          VotingModel(FactorVotes{.region = 0.1, .groups = {family}}));
    CHECK(parse_model("copy:p=0.5,region=0", board) == VotingModel(CopyVotes{}));
    CHECK(model_name(parse_model("copy:line.family.y=0.8,family=0.3,line.family=0.6", board)) ==
          "copy:family=0.3,line.family.x=0.6,line.family.y=0.8");
}

TEST_CASE("A text that names no model is refused with those that there are") {
    for (const char* text : {"", "IC", "ic:", "ic:1", "uniform", "iac:2", "factors:region=1"})
        CHECK(model_refusal(text) ==
              std::string("model: must be ic, iac, beta:A,B, independent:P1,P2,.., grouped:GROUPING, copy:LIST, "
                          "factor:LIST, observed:FILE or fitted:FILE, got \"") +
                  text + '"');
}

TEST_CASE("Numbers of a model that cannot be read are refused") {
    CHECK(model_refusal("beta:2") == "model: must be beta:A,B with two numbers, got \"beta:2\"");
    CHECK(model_refusal("beta:2,3,4") == "model: must be beta:A,B with two numbers, got \"beta:2,3,4\"");
    CHECK(model_refusal("beta:2,x") == "model: must be numbers separated by commas, got \"x\"");
    CHECK(model_refusal("beta:2, 3") == "model: must be numbers separated by commas, got \" 3\"");
    CHECK(model_refusal("beta") == "model: must be numbers separated by commas, got \"\"");
    CHECK(model_refusal("independent:0.5,") == "model: must be numbers separated by commas, got \"\"");
}

TEST_CASE("A model that does not fit the board is refused at once") {
    CHECK(model_refusal("beta:0,1") == "beta.a: must be positive and finite, got 0");
    CHECK(model_refusal("beta:nan,1").starts_with("beta.a: must be positive and finite, got "));
    CHECK(model_refusal("beta:1,inf") == "beta.b: must be positive and finite, got inf");
    CHECK(model_refusal("independent:0.5,0.5") ==
          "independent: must be one probability for all or one for each of the 3 members, got 2 probabilities");
    CHECK(model_refusal("independent:0.5,1.5,0") == "independent[1]: must be a probability in [0, 1], got 1.5");
    CHECK(model_refusal("grouped:town") == "grouping: must be a grouping of three (family), got \"town\"");
    CHECK(model_refusal("grouped") == "grouping: must be a grouping of three (family), got \"\"");
}

TEST_CASE("Shares of a model that cannot be read or do not fit are refused") {
    CHECK(model_refusal("factor") == "factor: must be a list such as factor:region=0.1,family=0.3,p=0.5, got \"\"");
    CHECK(model_refusal("copy:0.3") == "copy: must be a list such as copy:region=0.1,family=0.3,p=0.5, got \"0.3\"");
    CHECK(model_refusal("copy:family=0.3,family=0.2") ==
          "copy: must be a list that names nothing twice, got \"family\" again");
    CHECK(model_refusal("copy:family=x") == "copy.family: must be numbers separated by commas, got \"x\"");
    CHECK(model_refusal("copy:town=0.3") == "grouping: must be a grouping of three (family), got \"town\"");
    CHECK(model_refusal("factor:line=0.3") == "grouping: must be a grouping of three (family), got \"line\"");
    CHECK(model_refusal("factor:town.x=0.3") == "grouping: must be a grouping of three (family), got \"town\"");
    CHECK(model_refusal("copy:family.z=0.3") == "copy.family: must be given for one of its groups (x, y), got \"z\"");
    CHECK(model_refusal("copy:family=0.3,line.family.z=0.3") ==
          "copy.line.family: must be given for one of its groups (x, y), got \"z\"");
    CHECK(model_refusal("copy:family=0.3,line.family.x=2") ==
          "copy.line.family.x: must be a probability in [0, 1], got 2");
    CHECK(model_refusal("copy:line.town=0.3") == "grouping: must be a grouping of three (family), got \"town\"");
    CHECK(model_refusal("factor:region=0.5,family=0.75") ==
          "factor: must be given shares of at most 1 in sum, got 1.25");
    CHECK(model_refusal("factor:region=-1") == "factor.region: must be a share in [0, 1], got -1");
    CHECK(model_refusal("factor:region=0.1,p=2") == "factor.p[0]: must be a probability in [0, 1], got 2");
    CHECK(model_refusal("copy:region=0.1,line=2") == "copy.line: must be a probability in [0, 1], got 2");
    CHECK(model_refusal("copy:region=0.1,p=0.5/0.5") ==
          "copy.p: must be one probability for all or one for each of the 3 members, got 2 probabilities");
}

TEST_CASE("Past votes are read by the names of the members, in any order and among other columns") {
    std::istringstream text("motion,B,\"A\",C\r\nm1,1,0,\r\n\r\n\"m2, again\",0,0,1\r\n");
    const ObservedVotes votes = read_votes(text, "votes.csv", three_members().names);
    CHECK(votes.name == "votes.csv");
    CHECK(votes.motions ==
          std::vector<std::vector<std::optional<bool>>>{{false, true, std::nullopt}, {false, false, true}});
}

TEST_CASE("Tables of votes that cannot be read are refused with their line") {
    const auto table_refusal = [](const std::string& text) {
        return support::refusal([&] {
            std::istringstream stream(text);
            return read_votes(stream, "v.csv", three_members().names);
        });
    };
    CHECK(table_refusal("") == "v.csv: must be a table of votes with one column for each member, got 0 for \"A\"");
    CHECK(table_refusal("A,B,C,B\n1,1,1,1\n") ==
          "v.csv: must be a table of votes with one column for each member, got 2 for \"B\"");
    CHECK(table_refusal("A,B,C\n") == "v.csv: must be a table of votes with at least one motion, got none");
    CHECK(table_refusal("A,B,C\n1,0,1\n1,0\n") == "v.csv:3: must be a line of 3 values, as there are titles, got 2");
    CHECK(table_refusal("A,B,C\n1,yes,1\n") == "v.csv:2, B: must be 1, 0, or empty for a missing vote, got \"yes\"");
    CHECK(model_refusal("observed:/no/such/file.csv") ==
          "model: must be observed:FILE with a table of votes, got \"/no/such/file.csv\", which cannot be read");
}

TEST_CASE("Past votes of a file are drawn again, or fitted") {
    const support::Directory directory("parse-model");
    const std::string file = directory.file("votes.csv");
    support::write(file, "A,B,C\n1,1,0\n0,0,1\n1,0,1\n0,1,1\n1,1,1\n0,0,0\n");
    const VotingModel observed = parse_model("observed:" + file, three_members());
    CHECK(std::get<ObservedVotes>(observed).motions.size() == 6);
    CHECK(model_name(observed) == "observed:" + file);
    CHECK(parse_model("fitted:" + file, three_members()) == VotingModel(fitted(std::get<ObservedVotes>(observed))));
}
