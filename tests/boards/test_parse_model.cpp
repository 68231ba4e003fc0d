#include <stemgewicht/boards/parse_model.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

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
    for (const char* text : {"ic", "iac", "beta:2,2.5", "independent:0.3", "independent:0.1,0.2,1", "grouped:family"}) {
        INFO(text);
        CHECK(model_name(parse_model(text, board)) == text);
    }
    CHECK(parse_model("beta:1,1", board) == VotingModel(iac()));
    CHECK(parse_model("independent:0.5", board) == VotingModel(ic()));
    CHECK(parse_model("grouped:family", board) == VotingModel(grouped(board.groupings.at("family"))));
    CHECK(parse_model("beta:5e-1,2", board) == VotingModel(beta(0.5, 2)));
}

TEST_CASE("A text that names no model is refused with those that there are") {
    for (const char* text : {"", "IC", "ic:", "ic:1", "uniform", "iac:2", "factor"})
        CHECK(model_refusal(text) ==
              std::string("model: must be ic, iac, beta:A,B, independent:P1,P2,.. or grouped:GROUPING, got \"") + text +
                  '"');
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
