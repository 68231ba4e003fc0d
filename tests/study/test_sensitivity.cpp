#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/study/sensitivity.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"
#include "three_councils.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

SensitivityRow factor_row(const std::vector<SensitivityRow>& rows, const std::string& option,
                          const std::string& factor) {
    const auto found = std::ranges::find_if(
        rows, [&](const SensitivityRow& row) { return row.option == option && row.factor == factor; });
    REQUIRE(found != rows.end());
    return *found;
}

double setting_risk(const SensitivityRow& row, const std::string& setting) {
    const auto found = std::ranges::find(row.settings, setting, &SensitivitySetting::name);
    REQUIRE(found != row.settings.end());
    return found->risk;
}

/// The risk of a municipality under an option, asked directly.
double asked_directly(const Board& board, const std::string& option, const std::string& scheme,
                      const std::string& model, const std::string& who, std::optional<double> attendance = {}) {
    const std::vector<OptionRow> rows =
        compare_options(board, {.models = {model}, .options = {option}, .method = Exact{}, .attendance = attendance});
    for (const OptionRow& row : rows)
        if (row.scheme == scheme && row.municipality == who) return row.outvoted;
    FAIL("no such row");
    return -1;
}

const std::string base_model = "factor:family=0.3";

}  // namespace

TEST_CASE("Each setting is what the options give after that change alone") {
    const Board board = three_councils();
    for (const char* who : {"A", "B", "C"}) {
        const std::vector<SensitivityRow> rows =
            sensitivity(board, {.municipality = who, .board_scheme = "population"});
        const double assembly = asked_directly(board, "assembly", "seats", base_model, who);
        const double general = asked_directly(board, "ab", "population", base_model, who);
        for (const SensitivityRow& row : rows)
            if (row.option == "assembly" || row.option == "ab") {
                INFO(who << ", " << row.option << ", " << row.factor);
                CHECK(std::abs(row.base - (row.option == "ab" ? general : assembly)) < 1e-14);
                CHECK(row.low <= row.base);
                CHECK(row.base <= row.high);
                CHECK(row.swing == row.high - row.low);
            }
        CHECK(std::abs(setting_risk(factor_row(rows, "assembly", "weights of the assembly"), "votes") -
                       asked_directly(board, "assembly", "votes", base_model, who)) < 1e-14);
        const SensitivityRow schemes = factor_row(rows, "ab", "weights of the general board");
        CHECK(schemes.settings.size() == all_schemes(board).size());
        for (const SensitivitySetting& setting : schemes.settings)
            CHECK(std::abs(setting.risk - asked_directly(board, "ab", setting.name, base_model, who)) < 1e-14);
        for (const char* option : {"assembly", "ab"}) {
            const std::string scheme = option == std::string("ab") ? "population" : "seats";
            CHECK(std::abs(setting_risk(factor_row(rows, option, "absence"), "attendance 0.8") -
                           asked_directly(board, option, scheme, base_model, who, 0.8)) < 1e-14);
            for (const char* model : {"ic", "iac", "grouped:family"})
                CHECK(std::abs(setting_risk(factor_row(rows, option, "model"), model) -
                               asked_directly(board, option, scheme, model, who)) < 1e-14);
            CHECK(std::abs(setting_risk(factor_row(rows, option, "cohesion of families"), "0.6") -
                           asked_directly(board, option, scheme, "factor:family=0.6", who)) < 1e-14);
            CHECK(std::abs(setting_risk(factor_row(rows, option, "cohesion of families"), "0") -
                           asked_directly(board, option, scheme, "ic", who)) < 1e-12);
        }
    }
}

TEST_CASE("Cohesion of municipalities is exact where lines are copied, else simulated with its error") {
    const Board board = three_councils();
    const std::vector<SensitivityRow> copied =
        sensitivity(board, {.municipality = "C", .base = {.model = Cohesions::Model::copy, .family = 0.3}});
    const SensitivityRow exact = factor_row(copied, "assembly", "cohesion of municipalities");
    CHECK(exact.error == 0);
    CHECK(std::abs(setting_risk(exact, "0.15") -
                   asked_directly(board, "assembly", "seats", "copy:family=0.3,town=0.15", "C")) < 1e-14);
    SensitivityRequest both{.municipality = "C", .base = {.family = 0.3, .region = 0.1}};
    const SensitivityRow row = factor_row(sensitivity(board, both), "ab", "cohesion of municipalities");
    const std::vector<OptionRow> plain = compare_options(board, {.models = {"factor:region=0.1,family=0.3,town=0.3"},
                                                                 .options = {"ab"},
                                                                 .schemes = {"seats"},
                                                                 .method = MonteCarlo{.samples = 400'000, .seed = 5}});
    for (const OptionRow& other : plain)
        if (other.municipality == "C")
            CHECK(std::abs(setting_risk(row, "0.3") - other.outvoted) <
                  4.5 * std::hypot(other.error, row.error) + 1e-12);
}

TEST_CASE("Lists that share a name alone are families of their own") {
    const Board board = three_councils();
    const std::vector<SensitivityRow> rows = sensitivity(board, {.municipality = "A", .loose_family = "x"});
    Board apart = board;
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < 9; ++i) {
        const Grouping& families = grouping_of(board, "family");
        const std::string& label = families.labels[families.group_of[i]];
        labels.push_back(label == "x" ? board.names[i] : label);
    }
    apart.groupings["family"] = make_grouping("family", labels);
    for (const char* option : {"assembly", "ab"})
        CHECK(std::abs(setting_risk(factor_row(rows, option, "local lists"), "each its own") -
                       asked_directly(apart, option, "seats", base_model, "A")) < 1e-14);
    const SensitivityRow none = factor_row(sensitivity(board), "ab", "local lists");  // no family is called Local
    CHECK(none.status == "not given");
    CHECK(none.settings.empty());
    CHECK(none.swing == 0);
}

TEST_CASE("A coalition is that of the case, or the largest groups as a proxy") {
    const Board board = three_councils();
    Board named = board;
    named.columns["college"] = {1, 1, 0, 1, 0, 0, 1, 1, 0};  // the largest groups until a majority
    Board narrow = board;                                    // a council of these seats wants what the coalition wants
    narrow.columns["own"] = {3, 2, 0, 5, 0, 0, 2, 2, 0};
    narrow.governance->position = "own";
    narrow.governance->custom_schemes["as_before"] = {9, 6, 5};
    for (const char* who : {"A", "B", "C"}) {
        const std::vector<SensitivityRow> proxy = sensitivity(board, {.municipality = who});
        const std::vector<SensitivityRow> given = sensitivity(named, {.municipality = who});
        for (const char* option : {"assembly", "ab"}) {
            const SensitivityRow row = factor_row(proxy, option, "position");
            CHECK(row.status == "proxy");
            CHECK(factor_row(given, option, "position").status == "computed");
            const double risk = setting_risk(row, "largest groups");
            CHECK(risk == setting_risk(factor_row(given, option, "position"), "coalition"));
            const char* scheme = option == std::string("ab") ? "as_before" : "seats";
            CHECK(std::abs(risk - asked_directly(narrow, option, scheme, base_model, who)) < 1e-14);
        }
    }
    named.columns["college"] = {0, 1, 1, 0, 1, 1, 0, 1, 1};
    const double proxy = setting_risk(factor_row(sensitivity(board), "assembly", "position"), "largest groups");
    const double other = setting_risk(factor_row(sensitivity(named), "assembly", "position"), "coalition");
    CHECK(std::abs(proxy - other) > 1e-3);
}

TEST_CASE("Executive members without a vote weigh nothing in the assembly, and still sit in their council") {
    const Board board = three_councils();
    const std::vector<SensitivityRow> rows =
        sensitivity(board, {.municipality = "C", .assembly_scheme = "votes", .board_scheme = "one_vote"});
    const SensitivityRow row = factor_row(rows, "assembly", "members of the executive board without a vote");
    CHECK(row.status == "assumption");
    Board without = board;
    for (const std::size_t largest : std::vector<std::size_t>{0, 3, 6}) without.columns["votes"][largest] = 0;
    CHECK(std::abs(setting_risk(row, "largest groups do not") -
                   asked_directly(without, "assembly", "votes", base_model, "C")) < 1e-14);
    CHECK(std::ranges::none_of(rows, [](const SensitivityRow& r) {
        return r.option == "ab" && r.factor.starts_with("members of the executive");
    }));
}

TEST_CASE("Factors stand by swing under each option, and change places with the data") {
    const Board board = three_councils();
    const std::vector<SensitivityRow> rows = sensitivity(board, {.municipality = "B"});
    for (std::size_t r = 1; r < rows.size(); ++r)
        if (rows[r].option == rows[r - 1].option && rows[r].kind == rows[r - 1].kind)
            CHECK(rows[r].swing <= rows[r - 1].swing);
    CHECK(factor_row(rows, "assembly", "weights of the assembly").swing > 0);
    Board same = board;
    same.columns["votes"] = same.columns["seats"];
    CHECK(factor_row(sensitivity(same, {.municipality = "B"}), "assembly", "weights of the assembly").swing == 0);
    for (const SensitivityRow& row : rows)
        if (row.option == "centre") CHECK(row.swing < 1e-14);  // B decides alone
    const Table table = sensitivity_table(board, {}, rows);
    CHECK(table.rows.size() == rows.size());
    CHECK(table.notes.front().starts_with("base: model factor:family=0.3, weights of the assembly seats"));
    CHECK(sensitivity_settings_table(board, {}, rows).rows.size() > 2 * rows.size());
}

TEST_CASE("What no method carries is said, and the rest is there") {
    const std::vector<SensitivityRow> rows = sensitivity(load_board("holland-rijnland-2022"));
    REQUIRE_FALSE(rows.empty());
    const SensitivityRow absence = factor_row(rows, rows.front().option, "absence");
    CHECK(absence.status == "not computed");
    CHECK(absence.note.find("more than 12 blocks") != std::string::npos);
    CHECK(absence.settings.empty());
    CHECK(factor_row(rows, rows.front().option, "model").swing > 0);
}

TEST_CASE("What a sensitivity analysis cannot start from is refused") {
    const Board board = three_councils();
    const auto asked = [&](const SensitivityRequest& request) { return refusal([&] { sensitivity(board, request); }); };
    CHECK(asked({.municipality = "D"}).starts_with("municipality: must be one of B, A, C"));
    CHECK(asked({.board_scheme = "none"}).starts_with("scheme: must be one of"));
    CHECK(asked({.options = {"none"}}).starts_with("option: must be one of"));
    CHECK(asked({.base = {.family = 1.5}}).starts_with("factor.family: must be a share in [0, 1]"));
    CHECK(asked({.attendance = {1.5}}).starts_with("attendance: must be"));
}

TEST_CASE("A share beside which those of the base leave no room is left out, and the note says so") {
    const Board board = three_councils();
    const std::vector<SensitivityRow> rows =
        sensitivity(board, {.municipality = "B", .base = {.family = 0.3, .region = 0.5}, .options = {"ab"}});
    const SensitivityRow families = factor_row(rows, "ab", "cohesion of families");
    std::vector<std::string> names;
    for (const SensitivitySetting& setting : families.settings) names.push_back(setting.name);
    CHECK(names == std::vector<std::string>{"0.3", "0", "0.15", "0.45"});
    CHECK(families.note.find("0.6 is left out") != std::string::npos);
    CHECK(factor_row(rows, "ab", "cohesion of municipalities").note.find("0.3 is left out") != std::string::npos);
}

TEST_CASE("Weights that a case gives for its board are the base, and the others what-if") {
    const Board board = load_board("holland-rijnland-2022");
    const std::vector<SensitivityRow> rows = sensitivity(board);
    const SensitivityRow row = factor_row(rows, "ab", "weights of the general board");
    CHECK(row.scheme == "weight");
    CHECK(row.settings.front().name == "weight");
    CHECK(row.note == "the case gives the weights weight; the others are what-if");
    CHECK(std::abs(row.base - asked_directly(board, "ab", "weight", "ic", "Leiden")) < 1e-14);
}
