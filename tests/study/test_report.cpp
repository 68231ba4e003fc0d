#include "../../src/report/charts.hpp"
#include "../../src/report/html.hpp"

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/options.hpp>
#include <stemgewicht/study/report.hpp>

#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::report;

namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

/// The first element that is not closed, or is closed without having been opened; empty where all fit.
std::string unbalanced(const std::string& page) {
    static const std::set<std::string> alone{"meta", "link", "br", "!DOCTYPE"};
    static const std::regex tag("<(/?)([!A-Za-z0-9]+)([^>]*)>");
    std::vector<std::string> open;
    for (std::sregex_iterator it(page.begin(), page.end(), tag), end; it != end; ++it) {
        const std::string name = (*it)[2];
        if (alone.contains(name) || (*it)[3].str().ends_with("/")) continue;
        if ((*it)[1].length() == 0) {
            open.push_back(name);
            continue;
        }
        if (open.empty() || open.back() != name) return name;
        open.pop_back();
    }
    return open.empty() ? "" : open.back();
}

std::set<std::string> blanks_of(std::string_view text) {
    static const std::regex blank("\\{[0-9]+\\}");
    const std::string copy(text);
    std::set<std::string> blanks;
    for (std::sregex_iterator it(copy.begin(), copy.end(), blank), end; it != end; ++it) blanks.insert(it->str());
    return blanks;
}

/// Three councils; the name of one has all the characters that mark-up is made of.
Board small_case() {
    return parse_board(R"(
title = "Three <councils> & \"more\""
weight = "seats"
quota = "majority"
[[notes]]
mark = "assumption"
about = "all"
text = "Made up & <small>."
[governance]
grouping = "town"
centre = "A & <B>"
position = "seats"
assembly_schemes = ["seats"]
family = "family"
[[municipalities]]
name = "A & <B>"
population = 500
money_share = "40%"
[[municipalities]]
name = "C"
population = 300
[[municipalities]]
name = "D"
population = 250
[[members]]
name = "1"
town = "A & <B>"
family = "x"
seats = 4
[[members]]
name = "2"
town = "A & <B>"
family = "y"
seats = 3
[[members]]
name = "3"
town = "C"
family = "x"
seats = 2
[[members]]
name = "4"
town = "C"
family = "z"
seats = 3
[[members]]
name = "5"
town = "D"
family = "z"
seats = 3
)",
                       "three");
}

const std::vector<ReportFile>& report_of(ReportLanguage language) {
    static std::map<ReportLanguage, std::vector<ReportFile>> known;
    if (!known.contains(language)) known[language] = make_report(small_case(), {.language = language});
    return known[language];
}

const std::string& file_of(const std::vector<ReportFile>& files, const std::string& name) {
    const auto found = std::ranges::find(files, name, &ReportFile::name);
    REQUIRE(found != files.end());
    return found->text;
}

const Look wide{.width = 720}, narrow{.width = 358};

}  // namespace

TEST_CASE("every sentence of the report stands in both languages with the same blanks to fill") {
    std::set<std::string_view> keys;
    for (const Entry& entry : all_entries()) {
        INFO(entry.key);
        CHECK(keys.insert(entry.key).second);
        CHECK_FALSE(entry.english.empty());
        CHECK_FALSE(entry.dutch.empty());
        CHECK(blanks_of(entry.english) == blanks_of(entry.dutch));
    }
    CHECK_THROWS_AS(Words{}("no such sentence"), std::logic_error);
}

TEST_CASE("a language is known by its code and another is refused") {
    CHECK(report_language("nl") == ReportLanguage::dutch);
    CHECK_THROWS_WITH(report_language("de"), "language: must be en or nl, got \"de\"");
}

TEST_CASE("numbers are written as each language writes them") {
    const NumberStyle dutch{',', "."};
    CHECK(percent_text(0.33505, {}) == "33.5%");
    CHECK(percent_text(0.33505, dutch) == "33,5%");
    CHECK(percent_text(0.00012, {}) == "0.012%");
    CHECK(percent_text(0, {}) == "0%");
    CHECK(percent_text(1, {}) == "100%");
    CHECK(percent_text(0.9997, dutch) == "99,97%");  // not the 100% that it is not
    CHECK(range_text(0.1, 0.25, {}) == "10–25%");
    CHECK(range_text(0.1, 0.1000001, {}) == "10%");
    CHECK(number_text(1234567.5, 1, dutch) == "1.234.567,5");
    CHECK(number_text(-0.19, 1, {}) == "−0.2");
    CHECK(number_text(-0.01, 1, {}) == "0");
}

TEST_CASE("shares that differ in the last bits read the same, and halves go up") {
    for (const auto& [share, text] : {std::pair{0.3125, "31.3%"}, {0.0625, "6.3%"}, {0.00125, "0.1%"}, {0.5, "50%"}})
        for (const double near : {share, std::nextafter(share, 0.0), std::nextafter(share, 1.0), share - 1e-10})
            CHECK(percent_text(near, {}) == text);
    CHECK(number_text(0.99999999999, 4, {}) == "1");
    CHECK(number_text(1e-12, 12, {}) == "0.000000000001");
}

TEST_CASE("ticks are round, cover the values, and are about as many as asked for") {
    CHECK(ticks(0, 0.344, 7) ==
          std::vector<double>{0, 0.05, 0.1, 0.15000000000000002, 0.2, 0.25, 0.30000000000000004, 0.35000000000000003});
    for (const double most : {1e-7, 0.03, 0.5, 1.0, 7.0, 131.0, 12345.0})
        for (const std::size_t about : {3U, 5U, 8U}) {
            const std::vector<double> marks = ticks(0, most, about);
            CHECK(marks.front() == 0);
            CHECK(marks.back() >= most * (1 - 1e-9));
            CHECK(marks.size() >= 2);
            CHECK(marks.size() <= about + 2);
        }
    CHECK(ticks(0, 0, 5).size() >= 2);  // an axis on which nothing happens still is one
}

TEST_CASE("a range plot has a mark for each value and tells it") {
    const RowChart chart{.axis = {.label = "chance", .least = 0, .most = 0.4},
                         .series = {"one & two", "three"},
                         .groups = {{.name = "G",
                                     .rows = {{.label = "r", .marks = {{.value = 0.1}, {.value = 0.4, .series = 1}}},
                                              {.label = "s", .marks = {{.value = 0.2, .error = 0.01}}}}}}};
    for (const Look& look : {wide, narrow}) {
        const Drawing drawing = range_plot(chart, look);
        CHECK(count_of(drawing.body.source(), "class=\"mark") == 3 + 2);  // and two in the legend
        CHECK(drawing.body.source().find("<title>r, one &amp; two: 10%</title>") != std::string::npos);
        CHECK(drawing.body.source().find("<title>s, one &amp; two: 20% ± 2%</title>") != std::string::npos);
        CHECK(count_of(drawing.body.source(), "class=\"whisker\"") == 1);
        CHECK(drawing.body == range_plot(chart, look).body);
        CHECK(unbalanced(svg_text(drawing, "i", "t", "d", "wide").source()).empty());
    }
}

TEST_CASE("the lengths of bars are in proportion to their values") {
    const RowChart chart{
        .axis = {.least = 0, .most = 1},
        .series = {""},
        .groups = {{.name = "", .rows = {{.label = "r", .marks = {{.value = 0.25}, {.value = 0.75}}}}}}};
    const std::string body = bar_chart(chart, wide).body.source();
    static const std::regex bar("class=\"bar s0\" x=\"[0-9.]+\" y=\"[0-9.]+\" width=\"([0-9.]+)\"");
    std::vector<double> widths;
    for (std::sregex_iterator it(body.begin(), body.end(), bar), end; it != end; ++it)
        widths.push_back(std::stod((*it)[1]));
    REQUIRE(widths.size() == 2);
    CHECK(widths[1] == Approx(3 * widths[0]).margin(0.3));
}

TEST_CASE("a tornado chart reaches from the base to what a setting does") {
    const RowChart chart{
        .axis = {.least = 0, .most = 1},
        .series = {"low", "high"},
        .groups = {{.name = "", .rows = {{.label = "r", .marks = {{.value = 0.6}, {.value = 0.8, .series = 1}}}}}}};
    const std::string body = tornado_chart(chart, 0.5, wide).body.source();
    CHECK(count_of(body, "class=\"swing\"") == 1);
    CHECK(count_of(body, "class=\"base\"") == 1);
    static const std::regex swing("class=\"swing\" x=\"([0-9.]+)\" y=\"[0-9.]+\" width=\"([0-9.]+)\"");
    static const std::regex base("class=\"base\" d=\"M([0-9.]+) ");
    std::smatch bar, line;
    REQUIRE(std::regex_search(body, bar, swing));
    REQUIRE(std::regex_search(body, line, base));
    CHECK(std::stod(bar[1]) == Approx(std::stod(line[1])).margin(0.2));
}

TEST_CASE("the labels of markers never stand on each other") {
    LineChart chart{
        .x = {.label = "x"}, .y = {.label = "y"}, .series = {{.name = "s", .points = {{0, 0}, {1, 1}}}}, .markers = {}};
    for (const double x : {0.5, 0.51, 0.52, 0.9, 1.0}) chart.markers.push_back({.x = x, .label = "a long label"});
    static const std::regex label("<text x=\"([0-9.]+)\" y=\"([0-9.]+)\"[^>]*class=\"halo\">");
    for (const Look& look : {wide, narrow}) {
        const std::string body = line_chart(chart, look).body.source();
        std::vector<Point> places;
        for (std::sregex_iterator it(body.begin(), body.end(), label), end; it != end; ++it)
            places.push_back({std::stod((*it)[1]), std::stod((*it)[2])});
        REQUIRE(places.size() == chart.markers.size());
        const double width = font_size * text_width("a long label");
        for (std::size_t i = 0; i < places.size(); ++i) {
            CHECK(places[i].x - width / 2 >= -0.1);
            CHECK(places[i].x + width / 2 <= look.width + 0.1);
            for (std::size_t j = 0; j < i; ++j)
                CHECK((std::abs(places[i].y - places[j].y) > 12 || std::abs(places[i].x - places[j].x) >= width));
        }
    }
}

TEST_CASE("a chart of differences has each number in its cell, and a legend of the sizes that occur") {
    const DifferenceChart chart{
        .x = {.label = "x", .shares = false},
        .y = {.label = "y", .shares = false},
        .signs = {"less", "none", "more"},
        .panels = {{.name = "P", .values = {{-0.12, 0.001, std::nullopt}, {0.03, 0.03, 0.004}}, .zero = {}}}};
    const std::string body = difference_chart(chart, wide).body.source();
    CHECK(count_of(body, ">−12</text>") == 1);
    CHECK(count_of(body, ">0</text>") == 2 + 2);  // and on both axes
    CHECK(count_of(body, ">+3</text>") == 2);
    CHECK(count_of(body, ">less: ≥ 5</text>") == 1);
    CHECK(count_of(body, ">none</text>") == 1);
    CHECK(count_of(body, ">more: 2–5</text>") == 1);
    CHECK(count_of(body, ">more: ≥ 5</text>") == 0);  // occurs nowhere
    CHECK(count_of(body, "cell d0") == 2);            // in the legend and on the panel
    CHECK(count_of(body, "cell d5") == 3);
}

TEST_CASE("the squares of a cloud that touch are one box, and no other") {
    LineChart chart{.x = {.label = "x"}, .y = {.label = "y"}, .series = {}};
    chart.cloud = {.side = 0.1, .corners = {{0.3, 0.2}, {0.1, 0.2}, {0.2, 0.2}, {0.6, 0.2}, {0.1, 0.5}}};
    CHECK(count_of(line_chart(chart, wide).body.source(), "class=\"cloud\"") == 3);
}

TEST_CASE("the page is whole, needs nothing from elsewhere, and escapes what the case is called") {
    for (const auto& [language, name] :
         {std::pair{ReportLanguage::english, "report.html"}, std::pair{ReportLanguage::dutch, "rapport.html"}}) {
        const auto& files = report_of(language);
        const std::string& page = file_of(files, name);
        CHECK(files.front().name == name);
        CHECK(unbalanced(page) == "");
        CHECK(page.find("A &amp; &lt;B&gt;") != std::string::npos);
        CHECK(page.find("A & <B>") == std::string::npos);
        CHECK(page.find("<script") == std::string::npos);
        CHECK(page.find("src=") == std::string::npos);
        CHECK(page.find("url(") == std::string::npos);
        for (const char* id :
             {"answer", "options", "municipalities", "power", "claims", "staircase", "shares", "what-if", "scorecard",
              "front", "design", "phase", "mandates", "bounds", "sensitivity", "sources", "again", "glossary"})
            CHECK(count_of(page, "<section id=\"" + std::string(id) + "\"") == 1);
        CHECK(count_of(page, "<svg class=\"wide\"") == count_of(page, "<svg class=\"narrow\""));
        CHECK(count_of(page, "<figure ") == count_of(page, "<svg class=\"wide\""));
    }
}

TEST_CASE("the page with sliders is whole, needs nothing from elsewhere, and escapes what the case is called") {
    for (const auto& [language, name] :
         {std::pair{ReportLanguage::english, "what-if.html"}, std::pair{ReportLanguage::dutch, "wat-als.html"}}) {
        const std::string& page = file_of(report_of(language), name);
        CHECK(page.find("A &amp; &lt;B&gt;") != std::string::npos);
        CHECK(page.find("A & <B>") == std::string::npos);
        CHECK(page.find("src=") == std::string::npos);
        CHECK(page.find("url(") == std::string::npos);
        CHECK(page.size() < 1'000'000);
        for (const char* id : {"weight", "quota", "family", "municipality", "base"})
            CHECK(count_of(page, " id=\"" + std::string(id) + "\"") == 1);
        CHECK(count_of(page, "<div class=\"bar") == 2 * count_of(page, "data-who=\"others\""));
    }
}

TEST_CASE("every name of an element on the page is the only one") {
    const std::string& page = file_of(report_of(ReportLanguage::english), "report.html");
    static const std::regex name(" id=\"([^\"]+)\"");
    std::set<std::string> names;
    for (std::sregex_iterator it(page.begin(), page.end(), name), end; it != end; ++it) {
        INFO((*it)[1]);
        CHECK(names.insert((*it)[1]).second);
    }
    CHECK(names.size() > 20);
}

TEST_CASE("a report has the same files with the same numbers in every language") {
    const auto &english = report_of(ReportLanguage::english), &dutch = report_of(ReportLanguage::dutch);
    REQUIRE(english.size() == dutch.size());
    for (std::size_t k = 1; k < english.size(); ++k) {
        if (english[k].name == "what-if.html") continue;  // a page of its own in each
        CHECK(english[k].name == dutch[k].name);
        CHECK(english[k].text == dutch[k].text);
    }
    CHECK(file_of(dutch, "rapport.html").find("<html lang=\"nl\">") != std::string::npos);
}

TEST_CASE("the marks of the figure of options are the numbers of its file") {
    const auto& files = report_of(ReportLanguage::english);
    const std::string& page = file_of(files, "report.html");
    const std::size_t begin = page.find("<figure id=\"figure-options\"");
    const std::string figure = page.substr(begin, page.find("</figure>", begin) - begin);
    const std::string& csv = file_of(files, "figure-options.csv");
    std::size_t rows = 0, drawn = 0;
    std::map<Decider, std::string> first;  // option in which each body decides
    for (const OptionRow& row : compare_options(small_case())) {
        if (row.municipality != "A & <B>") continue;
        ++rows;
        CHECK(csv.find(row.option + "," + row.scheme + "," + row.model + ",A & <B>," + row.kind) != std::string::npos);
        if (first.emplace(row.decider, row.option).first->second != row.option) continue;  // drawn before
        if (row.decider == Decider::board) {
            const WeightedRule board = board_rule(small_case(), row.scheme);
            const Weight most = *std::ranges::max_element(board.weights);
            if (2 * most > total_weight(board.weights)) continue;  // decides alone
        }
        ++drawn;
        CHECK(figure.find(": " + percent_text(row.outvoted, {}) + "</title>") != std::string::npos);
    }
    CHECK(drawn < rows);
    CHECK(std::size_t(std::ranges::count(csv, '\n')) == rows + 1);
    CHECK(count_of(figure, "class=\"mark") == 2 * (drawn + default_models(small_case()).size()));
}

TEST_CASE("the staircase of the report agrees with a board of that weight") {
    const std::string& csv = file_of(report_of(ReportLanguage::english), "figure-staircase.csv");
    static const std::regex line("seats,([0-9]+),[0-9]*,[0-9.e-]+,ic,([0-9.e-]+),([0-9.e-]+),");
    std::size_t steps = 0;
    for (std::sregex_iterator it(csv.begin(), csv.end(), line), end; it != end; ++it, ++steps) {
        Board board = small_case();
        board.governance->custom_schemes["try"] = {std::stoll((*it)[1]), 5, 3};  // as `seats` has it for the others
        const auto rows = compare_options(board, {.models = {"ic"}, .options = {"ab"}, .schemes = {"try"}});
        CHECK(std::stod((*it)[2]) == Approx(rows[0].outvoted).margin(1e-14));
        CHECK(std::stod((*it)[3]) == Approx((rows[1].outvoted + rows[2].outvoted) / 2).margin(1e-14));
    }
    CHECK(steps == 5);  // from weights 0, 2, 3, 8 and 9 on: |8 - 2 w(S)| and the next
}

TEST_CASE("long names of rows and groups are broken into lines that fit") {
    const std::string name = "An assembly of all council groups decides on policy and housing, the board on the rest";
    const RowChart chart{.axis = {.label = name + ", and " + name},
                         .series = {name + " twice", ""},
                         .groups = {{.name = name, .rows = {{.label = name, .marks = {{.value = 0.5}}}}}}};
    static const std::regex text("<text [^>]*>([^<]*)</text>");
    for (const Look& look : {wide, narrow}) {
        const std::string body = range_plot(chart, look).body.source();
        for (std::sregex_iterator it(body.begin(), body.end(), text), end; it != end; ++it)
            CHECK(font_size * text_width((*it)[1].str()) <= look.width);
        CHECK(count_of(body, "housing") == 7);  // twice on the axis, three names, and two in the tip of the mark
    }
}

TEST_CASE("figures of one section may share a file, which is written once") {
    Section section{.id = "s", .heading = "S"};
    const auto draw = [](const Look& look) { return Drawing{.width = look.width, .height = 10}; };
    for (const char* id : {"one", "two"})
        add_figure(section,
                   {.id = id,
                    .title = "t",
                    .description = "d",
                    .draw = draw,
                    .numbers = {.title = {}, .columns = {"a"}, .rows = {}, .notes = {}},
                    .command = "c",
                    .file = "both"},
                   {});
    REQUIRE(section.files.size() == 1);
    CHECK(section.files.front().first == "figure-both.csv");
    CHECK(count_of(section.body.source(), "href=\"figure-both.csv\"") == 2);
}

TEST_CASE("a text never becomes mark-up, whatever it begins with") {
    const std::string name = "<script>alert('1')</script> & \"2\"";
    const std::string shown = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;2&quot;";
    CHECK(Markup(name).source() == shown);
    CHECK(Markup::of("<b title=\"{}\">{}{}</b>", name, Markup(name), 3).source() ==
          "<b title=\"" + shown + "\">" + shown + "3</b>");
    CHECK((Markup::of("<i>{}</i>", "x") + name).source() == "<i>x</i>" + shown);
    const std::string table =
        table_text({.caption = name, .columns = {name}, .rows = {{name, Markup::of("<br>{}", name)}}}, Words{})
            .source();
    CHECK(table.find("<script") == std::string::npos);
    CHECK(count_of(table, shown) == 6);
    CHECK(unbalanced(table).empty());
}

TEST_CASE("a page with names that look like mark-up has the elements that it has without them") {
    const auto elements = [](const Board& board) {
        const std::string page = file_of(make_report(board), "report.html");
        static const std::regex tag("<[^>]*>");
        std::vector<std::string> names;
        for (std::sregex_iterator it(page.begin(), page.end(), tag), end; it != end; ++it)
            names.push_back(it->str().substr(0, it->str().find_first_of(" >")));
        return names;
    };
    const std::string evil = "<img src=x onerror=alert(1)>";
    Board plain = small_case(), bad = small_case();
    bad.title = bad.source = bad.id = evil;
    for (std::string& name : bad.names) name = evil + name;
    for (auto& [key, grouping] : bad.groupings)
        for (std::string& label : grouping.labels) label = evil + label;
    for (Municipality& municipality : bad.governance->municipalities) municipality.name = evil + municipality.name;
    for (GovernanceOption& option : bad.governance->options) option.title = evil;
    for (Note& note : bad.notes) note.about = note.text = evil;
    plain.source = "s";
    const std::vector<std::string> found = elements(bad);
    CHECK(std::ranges::count(found, "<img") == 0);
    CHECK(std::ranges::count(found, "<script") == 0);
    const auto count = [](const std::vector<std::string>& all, std::string_view name) {
        return std::ranges::count(all, name);
    };
    for (const char* name : {"<td", "<th", "<li", "<p", "<section", "<figure", "<svg"})
        CHECK(count(found, name) == count(elements(plain), name));
}

TEST_CASE("threads do not change a report and progress names its parts") {
    std::vector<std::string> parts;
    const auto files =
        make_report(small_case(), {.threads = 2, .progress = [&](const std::string& part) { parts.push_back(part); }});
    const auto& known = report_of(ReportLanguage::english);
    REQUIRE(files.size() == known.size());
    for (std::size_t k = 0; k < files.size(); ++k) CHECK(files[k].text == known[k].text);
    CHECK(parts.size() == 20);
}

TEST_CASE("the tables of claims speak the language of the page, in percentages") {
    const std::string& page = file_of(report_of(ReportLanguage::dutch), "rapport.html");
    const std::size_t begin = page.find("id=\"claim-unit_vote\""), end = page.find("id=\"claim-unit_vote_all\"");
    const std::string claim = page.substr(begin, end - begin);
    CHECK(claim.find("gewichten nu</th>") != std::string::npos);
    CHECK(claim.find("wortel van het inwonertal") != std::string::npos);
    CHECK(claim.find("present_scheme") == std::string::npos);
    CHECK(claim.find("sqrt_population") == std::string::npos);
    static const std::regex share(">-?0,[0-9]+<");
    CHECK(!std::regex_search(claim, share));
    CHECK(std::regex_search(claim, std::regex(">[0-9]+,[0-9]%<")));
    CHECK(std::regex_search(claim, std::regex("[0-9]+,[0-9]+ pp<")));  // a difference of percentages
    CHECK(file_of(report_of(ReportLanguage::dutch), "claim-unit_vote-risks.csv").starts_with("scheme,present_scheme,"));
}

TEST_CASE("the words of the case say how many municipalities it has, and whose assembly is meant") {
    const std::string& page = file_of(report_of(ReportLanguage::english), "report.html");
    CHECK(page.find("all council groups of the 3 municipalities") != std::string::npos);
    CHECK(page.find("Drechtraad") == std::string::npos);
    CHECK(page.find("no [[options]]") != std::string::npos);
}

TEST_CASE("the model by family tells what lists without a line do to it") {
    Board board = small_case();
    CHECK(file_of(report_of(ReportLanguage::english), "report.html").find("share no line") == std::string::npos);
    board.governance->loose_families = {"z"};
    const std::string page = file_of(make_report(board), "report.html");
    const auto risk = [](const Board& of) {
        return percent_text(compare_options(of, {.models = {"grouped:family"}}).front().outvoted, {});
    };
    Board apart = board;
    apart.groupings["family"] = make_grouping("family", std::vector<std::string>{"x", "y", "x", "z C", "z D"});
    CHECK(page.find("is " + risk(apart) + " under this model, instead of " + risk(board)) != std::string::npos);
}

TEST_CASE("what a case has no data for is left out with the reason") {
    const auto files = make_report(load_board("holland-rijnland-2022"));
    const std::string& page = file_of(files, "report.html");
    CHECK(page.find("as given, 1") != std::string::npos);  // the weights that the others keep
    CHECK(file_of(make_report(load_board("holland-rijnland-2022"), {.language = ReportLanguage::dutch}), "rapport.html")
              .find("zoals gegeven, ") != std::string::npos);
    CHECK(unbalanced(page) == "");
    CHECK(count_of(page, "class=\"left-out\"") >= 1);
    CHECK_THROWS_AS(make_report(load_board("eec-1958")), std::invalid_argument);
}

TEST_CASE("a case that says its title and notes in Dutch has them on the Dutch page, and only there") {
    const Board read = parse_board(
        "title = \"Case\"\ntitle_nl = \"Casus\"\nsource = \"a paper\"\nsource_nl = \"een stuk\"\nquota = 1\n[[notes]]\n"
        "mark = \"proxy\"\nabout = \"votes\"\ntext = \"One.\"\nabout_nl = \"stemmen\"\ntext_nl = "
        "\"Eén.\"\n[[members]]\n"
        "name = \"a\"\nweight = 1\n",
        "case");
    CHECK(read.title_dutch == "Casus");
    CHECK(read.source_dutch == "een stuk");
    CHECK(read.notes.front().text_dutch == "Eén.");
    const Board tienstroom = load_board("tienstroom-synthetic");
    for (const GovernanceOption& option : tienstroom.governance->options) CHECK(option.title_dutch != "");
    Board board = small_case();
    board.title_dutch = "Drie raden";
    board.notes.front().about_dutch = "alles";
    board.notes.front().text_dutch = "Verzonnen voorbeeld.";
    board.governance->options.push_back({.id = "own",
                                         .title = "The board runs it",
                                         .decides = board.governance->options[1].decides,
                                         .title_dutch = "Het bestuur voert het uit"});
    const std::string dutch = file_of(make_report(board, {.language = ReportLanguage::dutch}), "rapport.html");
    CHECK(dutch.find("<p class=\"subtitle\">Drie raden</p>") != std::string::npos);
    CHECK(dutch.find("<dt>alles</dt><dd>Verzonnen voorbeeld.</dd>") != std::string::npos);
    CHECK(dutch.find("Made up") == std::string::npos);
    CHECK(dutch.find("Het bestuur voert het uit") != std::string::npos);
    CHECK(dutch.find("The board runs it") == std::string::npos);
    const std::string& untold = file_of(report_of(ReportLanguage::dutch), "rapport.html");
    CHECK(untold.find("Made up &amp; &lt;small&gt;.") != std::string::npos);
}
