#include <stemgewicht/boards/number_form.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

using List = std::vector<std::string>;

constexpr NumberForm comma{.decimal = ',', .thousands = false};
constexpr NumberForm point{.decimal = '.', .thousands = false};
constexpr NumberForm thousands{.decimal = std::nullopt, .thousands = true};

std::string refused(const std::string& text, const NumberForm& form = {}) {
    return refusal([&] { return parse_number_list(text, "weights", form).size(); });
}

}  // namespace

TEST_CASE("A list is separated by commas, semicolons or white space") {
    const List plain{"4", "4", "2.5"};
    for (const char* text : {"4,4,2.5", "4 4 2.5", "4, 4, 2.5", "4;4;2.5", " 4\n4\t2.5 ", "4, 4 2.5", "4 ,4 , 2.5"}) {
        INFO(text);
        CHECK(parse_number_list(text, "weights") == plain);
        CHECK(parse_number_list(text, "weights", point) == plain);
    }
    CHECK(parse_number_list("300,250,150", "weights") == List{"300", "250", "150"});
    CHECK(parse_number_list("1/6,1/3 1/2", "weights") == List{"1/6", "1/3", "1/2"});
    CHECK(refused("4,,4") == "weights[1]: must be filled in, got nothing between two commas");
    CHECK(refused("4,4,") == "weights[2]: must be filled in, got nothing between two commas");
    CHECK(refused(" ") == "weights[0]: must be filled in, got nothing between two commas");
}

TEST_CASE("A list that may have decimal commas is refused with both readings") {
    CHECK(refused("5.150,88 4.849,12") ==
          "weights: must be clear in its commas (--decimal comma for 5150.88 4849.12, or --decimal point for 5.150 88 "
          "4.849 12), got \"5.150,88 4.849,12\"");
    CHECK(refused("5,5;4,5") ==
          "weights: must be clear in its commas (--decimal comma for 5.5 4.5, or --decimal point for 5 5 4 5), got "
          "\"5,5;4,5\"");
    CHECK(refused("1,5\n2\n3") ==
          "weights: must be clear in its commas (--decimal comma for 1.5 2 3, or --decimal point for 1 5 2 3), got "
          "\"1,5\n2\n3\"");
    CHECK(parse_number_list("5.150,88 4.849,12", "weights", comma) == List{"5150.88", "4849.12"});
    CHECK(parse_number_list("5150,88; 4849,12", "weights", comma) == List{"5150.88", "4849.12"});
    CHECK(parse_number_list("1.234.567,5 2", "weights", comma) == List{"1234567.5", "2"});
    CHECK(parse_number_list("5.150,88 4.849,12", "weights", point) == List{"5.150", "88", "4.849", "12"});
    CHECK(refused("5.15,88 2", comma) ==
          "weights[0]: must be a number with a decimal comma, as in 5.150,88 or 0,5, behind a blank, got \"5.15,88\"");
    CHECK(refused("4,4,2", comma) ==
          "weights[0]: must be a number with a decimal comma, as in 5.150,88 or 0,5, behind a blank, got \"4,4,2\"");
}

TEST_CASE("A list that may have commas between thousands is refused with both readings") {
    CHECK(refused("1,352,449 1,220,381 581,507") ==
          "weights: must be clear in its commas (--thousands for 1352449 1220381 581507, or --decimal point for 1 352 "
          "449 1 .. (8 numbers)), got \"1,352,449 1,220,381 581,507\"");
    CHECK(
        refused("1,352,449, 1,220,381") ==
        "weights: must be clear in its commas (--thousands for 1352449 1220381, or --decimal point for 1 352 449 1 .. "
        "(6 numbers)), got \"1,352,449, 1,220,381\"");
    CHECK(
        refused("581,507 220,381") ==
        "weights: must be clear in its commas (--decimal comma for 581.507 220.381, --thousands for 581507 220381, or "
        "--decimal point for 581 507 220 381), got \"581,507 220,381\"");
    CHECK(parse_number_list("1,352,449 1,220,381 581,507", "weights", thousands) ==
          List{"1352449", "1220381", "581507"});
    CHECK(parse_number_list("1,352.5 12", "weights", thousands) == List{"1352.5", "12"});
    CHECK(refused("1,35 12", thousands) ==
          "weights[0]: must be a number with commas between groups of three digits, behind a blank, got \"1,35\"");
}

TEST_CASE("A list of words that no other form reads is a list") {
    CHECK(parse_number_list("4,4,2 2,1", "weights") == List{"4", "4", "2", "2", "1"});
}

TEST_CASE("A point that may stand between thousands is refused beside whole numbers") {
    CHECK(refused("2.601,987") ==
          "weights[0]: must be clear in its points (--decimal comma for 2601, --decimal point for 2.601), got 2.601");
    CHECK(parse_number_list("2.601 987", "weights", comma) == List{"2601", "987"});
    CHECK(parse_number_list("2.601 987", "weights", point) == List{"2.601", "987"});
    CHECK(parse_number_list("2.601,2.5,987", "weights") == List{"2.601", "2.5", "987"});
    CHECK(parse_number_list("2.601,1.200", "weights") == List{"2.601", "1.200"});
    CHECK(parse_number_list("0.125,1", "weights") == List{"0.125", "1"});
    for (const char* text : {"86.000", "2.601", "1.234.567"}) CHECK(may_be_grouped(text));
    for (const char* text : {"86", "0.125", "2.6010", "2.60", "1234.567", ".123", "1.23.456", "a.bcd", ""})
        CHECK_FALSE(may_be_grouped(text));
}
