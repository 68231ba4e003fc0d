#include <stemgewicht/study/table.hpp>

#include "catch.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

Table one_row(std::vector<Table::Cell> cells) {
    Table table;
    for (std::size_t c = 0; c < cells.size(); ++c) table.columns.push_back("c" + std::to_string(c));
    table.rows.push_back(std::move(cells));
    return table;
}

std::string csv_row(std::vector<Table::Cell> cells) {
    const std::string text = to_csv(one_row(std::move(cells)));
    return text.substr(text.find('\n') + 1);
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> result(1);
    for (const char c : text) {
        if (c == '\n')
            result.emplace_back();
        else
            result.back() += c;
    }
    return result;
}

/// Characters of a text in UTF-8.
std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

TEST_CASE("CSV has a line of column names and a line a row") {
    Table table{.title = "not in CSV",
                .columns = {"name", "value"},
                .rows = {{"a", 0.5}, {"b", std::int64_t{-3}}},
                .notes = {"nor this"}};
    CHECK(to_csv(table) == "name,value\na,0.5\nb,-3\n");
    table.rows.clear();
    CHECK(to_csv(table) == "name,value\n");
}

TEST_CASE("CSV quotes commas, quotes and line ends, and nothing else") {
    CHECK(csv_row({"plain text", "Côte d'Ivoire"}) == "plain text,Côte d'Ivoire\n");
    CHECK(csv_row({"Bahamas, The"}) == "\"Bahamas, The\"\n");
    CHECK(csv_row({"the \"free\" vote"}) == "\"the \"\"free\"\" vote\"\n");
    CHECK(csv_row({"two\nlines", "a\rb"}) == "\"two\nlines\",\"a\rb\"\n");
    CHECK(to_csv(Table{.title = "", .columns = {"a,b"}, .rows = {}, .notes = {}}) == "\"a,b\"\n");
}

TEST_CASE("CSV leaves an empty cell empty") { CHECK(csv_row({"a", std::monostate{}, std::int64_t{1}}) == "a,,1\n"); }

TEST_CASE("CSV gives numbers as many digits as tell them apart") {
    CHECK(csv_row({1.0 / 3}) == "0.3333333333333333\n");
    CHECK(csv_row({-0.0, 0.1, 1.0 / 128}) == "0,0.1,0.0078125\n");
    for (const double value : {0.1 + 0.2, 1.0 / 7, 5e-324, 1.7976931348623157e308, 0x1p-59, 421.0 / 2145}) {
        const std::string text = csv_row({value});
        double again = 0;
        std::from_chars(text.data(), text.data() + text.size(), again);
        CHECK(again == value);
    }
}

TEST_CASE("JSON is an array of objects in the order of the columns") {
    const Table table{.title = "",
                      .columns = {"name", "weight", "index"},
                      .rows = {{"b", std::int64_t{4}, 0.25}, {"a", std::int64_t{2}, std::monostate{}}},
                      .notes = {}};
    CHECK(rows_to_json(table) == R"([{"name":"b","weight":4,"index":0.25},{"name":"a","weight":2,"index":null}])");
    CHECK(rows_to_json(Table{.title = "", .columns = {"a"}, .rows = {}, .notes = {}}) == "[]");
}

TEST_CASE("JSON escapes what it must and keeps other scripts") {
    CHECK(rows_to_json(one_row({"a \"b\"\\\n\t", "São Tomé"})) == R"([{"c0":"a \"b\"\\\n\t","c1":"São Tomé"}])");
}

TEST_CASE("Text aligns words left and numbers right") {
    const Table table{
        .title = "Powers", .columns = {"name", "value"}, .rows = {{"a", 0.5}, {"longer", 12.25}}, .notes = {}};
    CHECK(to_text(table) ==
          "Powers\n"
          "\n"
          "name        value\n"
          "------  ---------\n"
          "a        0.500000\n"
          "longer  12.250000\n");
}

TEST_CASE("Text aligns names by their characters, not by their bytes") {
    const Table table{.title = "",
                      .columns = {"name", "weight"},
                      .rows = {{"Côte d'Ivoire", std::int64_t{1}},
                               {"Türkiye", std::int64_t{20}},
                               {"Bahamas, The", std::int64_t{300}}},
                      .notes = {}};
    const std::vector<std::string> text = lines(to_text(table));
    REQUIRE(text.size() == 6);
    for (std::size_t r = 0; r < 5; ++r) CHECK(characters(text[r]) == characters("Côte d'Ivoire  weight"));
    CHECK(text[3] == "Türkiye            20");
}

TEST_CASE("Text shows numbers to six decimals, and small ones all the same") {
    const auto shown = [](Table::Cell cell) { return lines(to_text(one_row({std::move(cell)})))[2]; };
    CHECK(shown(1.0 / 3) == "0.333333");
    CHECK(shown(-0.0) == "0.000000");
    CHECK(shown(0.0001) == "0.000100");
    CHECK(shown(0x1p-59) == "1.735e-18");
    CHECK(shown(-2.5e-7) == "-2.500e-07");
    CHECK(shown(std::int64_t{5'039'930}) == "5039930");
    CHECK(shown(std::monostate{}) == "-");
}

TEST_CASE("Text has no blanks at the ends of lines") {
    const Table table{.title = "",
                      .columns = {"a", "long name"},
                      .rows = {{std::int64_t{1}, "x"}, {std::int64_t{2}, ""}},
                      .notes = {}};
    for (const std::string& line : lines(to_text(table))) CHECK_FALSE(line.ends_with(' '));
}

TEST_CASE("Notes on the data stand below the others, in full") {
    Table table{.title = "", .columns = {"a"}, .rows = {{"b"}}, .notes = {"first"}};
    table.data_notes = {{.mark = "proxy", .about = "seats", .text = "For votes."}};
    CHECK(all_notes(table) == std::vector<std::string>{"first", "proxy, seats: For votes."});
    CHECK(to_text(table).ends_with("\n\n* first\n* proxy, seats: For votes.\n"));
}

TEST_CASE("Text gives the notes below, wrapped and indented") {
    const std::string word(60, 'x');
    Table table{.title = "", .columns = {"a"}, .rows = {{"b"}}, .notes = {"short", word + " " + word + " end"}};
    CHECK(to_text(table) == "a\n-\nb\n\n* short\n* " + word + "\n  " + word + " end\n");
}

TEST_CASE("CSV tells a spreadsheet that a text which begins as a formula does is none") {
    CHECK(csv_row({"=1+A1"}) == "'=1+A1\n");
    CHECK(csv_row({"+cmd", "-cmd", "@SUM(A1)", "\tx"}) == "'+cmd,'-cmd,'@SUM(A1),'\tx\n");
    CHECK(csv_row({"=HYPERLINK(\"a\",\"b\")"}) == "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"\n");
    CHECK(to_csv(Table{.title = "", .columns = {"=x"}, .rows = {}, .notes = {}}) == "'=x\n");
    CHECK(csv_row({"-1/2", std::int64_t{-3}, -0.5, "a=b", "-"}) == "-1/2,-3,-0.5,a=b,-\n");  // numbers and texts
}

TEST_CASE("Text shows control characters by their numbers, as a terminal would obey them") {
    const Table table{
        .title = "t\x1b[2J", .columns = {"a\tb"}, .rows = {{"\x1b]0;x\x07"}}, .notes = {"n\x7F\xC2\x9B!"}};
    CHECK(to_text(table) == "t\\x1b[2J\n\na\\x09b\n------------\n\\x1b]0;x\\x07\n\n* n\\x7f\\x9b!\n");
    CHECK(to_text(one_row({"Côte d'Ivoire, São Tomé"})).find("Côte d'Ivoire, São Tomé") != std::string::npos);
}

TEST_CASE("JSON has a sign in place of what is not UTF-8") {
    CHECK(rows_to_json(one_row({"a\xFFz"})) == "[{\"c0\":\"a\xEF\xBF\xBDz\"}]");
}

TEST_CASE("Text puts a blank line where a group begins, in a time that grows with the rows") {
    Table table{.title = "", .columns = {"a", "b"}, .rows = {}, .notes = {}};
    for (const char* first : {"x", "x", "y"}) table.rows.push_back({first, "1"});
    CHECK(to_text(table) == "a  b\n-  -\nx  1\nx  1\n\ny  1\n");
    table.rows.clear();
    for (std::int64_t k = 0; k < 60'000; ++k) table.rows.push_back({std::to_string(k), k});
    const auto begin = std::chrono::steady_clock::now();
    const std::string text = to_text(table);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));  // a minute where it is quadratic
    CHECK(text.find("\n\n") == std::string::npos);
}

TEST_CASE("No table is written with a cell that is not a number") {
    for (const double value : {std::nan(""), std::numeric_limits<double>::infinity()}) {
        const Table table = one_row({std::string("France"), value});
        CHECK_THROWS_WITH(to_csv(table), Catch::Matchers::ContainsSubstring("c1: must come out as a number, got"));
        CHECK_THROWS_WITH(to_text(table), Catch::Matchers::ContainsSubstring("c1: must come out as a number, got"));
        CHECK_THROWS_WITH(rows_to_json(table),
                          Catch::Matchers::ContainsSubstring("c1: must come out as a number, got"));
    }
}
