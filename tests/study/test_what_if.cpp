#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/study/what_if.hpp>

#include "catch.hpp"
#include "drechtsteden.hpp"
#include "support/refusal.hpp"
#include "three_councils.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

double risk_in(const std::vector<WhatIfRow>& rows, const std::string& option, const std::string& municipality) {
    const auto found = std::ranges::find_if(
        rows, [&](const WhatIfRow& row) { return row.option == option && row.municipality == municipality; });
    REQUIRE(found != rows.end());
    return found->risk;
}

/// The least weight above a share in thousandths.
Weight least_above(const std::vector<Weight>& weights, Weight thousandths) {
    const Weight total = total_weight(weights);
    Weight quota = 1;
    while (1000 * quota <= total * thousandths && quota < total) ++quota;
    return quota;
}

/// The same region as the public functions take it: rules, positions and a model, counted in their own way.
struct Plainly {
    const Board& board;
    WhatIf settings;

    [[nodiscard]] VotingModel model() const {
        std::string text;
        if (settings.family > 0) text += "family=" + shortest(settings.family);
        if (settings.municipality > 0)
            text += (text.empty() ? "" : ",") + governance_of(board).grouping + "=" + shortest(settings.municipality);
        return parse_model(text.empty() ? "ic" : "copy:" + text, board);
    }
    [[nodiscard]] Rule assembly() const {
        std::vector<Weight> weights = column_of(board, settings.assembly_scheme);
        const Grouping& councils = grouping_of(board, governance_of(board).grouping);
        for (std::size_t i = 0; i < weights.size(); ++i)
            if (councils.labels[councils.group_of[i]] == governance_of(board).centre)
                weights[i] = std::llround(static_cast<double>(weights[i]) * settings.weight);
        const Weight quota = least_above(weights, std::llround(1000 * settings.quota));
        return WeightedRule{std::move(weights), quota};
    }
    [[nodiscard]] Rule general_board() const {
        std::vector<Weight> weights = board_rule(board, settings.board_scheme).weights;
        for (Weight& weight : weights) weight *= 100;
        weights.front() = std::llround(static_cast<double>(weights.front()) * settings.weight);
        const Weight quota = least_above(weights, std::llround(1000 * settings.quota));
        return councils_under(board, {std::move(weights), quota});
    }
    /// Checks the first municipalities under the standard options, in which each body decides somewhere.
    void compare(std::size_t municipalities) const {
        const std::vector<WhatIfRow> rows = what_if_risks(board, settings);
        const std::vector<WeightedRule> positions = council_positions(board);
        const std::string present = governance_of(board).options.front().id;
        for (std::size_t j = 0; j < municipalities; ++j) {
            const std::string name = governance_of(board).municipalities[j].name;
            INFO(name << " " << settings.assembly_scheme << " " << settings.board_scheme << " " << settings.weight
                      << " " << settings.quota << " " << settings.family << " " << settings.municipality);
            const auto by = [&](const Rule& rule) { return outvoted(rule, positions[j], model()).outvoted; };
            const double together = by(general_board());
            CHECK(std::abs(risk_in(rows, present, name) - by(assembly())) < 1e-12);
            CHECK(std::abs(risk_in(rows, "ab", name) - together) < 1e-12);
            CHECK(std::abs(risk_in(rows, "mandate", name) - settings.base_package * together) < 1e-12);
            const double centre = j == 0 ? 0 : by(positions.front());
            CHECK(std::abs(risk_in(rows, "centre", name) - settings.base_package * centre) < 1e-12);
        }
    }
};

}  // namespace

TEST_CASE("What-if risks are those of the rules and the model that they stand for") {
    const std::string seats = "seats", votes = "votes_2018";
    for (const WhatIf& settings : std::vector<WhatIf>{
             {seats, "population", 1, 0.5, 0, 0, 0.5},
             {seats, "seats", 1.37, 0.5, 0.3, 0, 1},
             {seats, "one_vote", 0.6, 0.667, 0, 0.4, 0},
             {seats, "apex", 2, 0.75, 0.25, 0.35, 0.2},
             {seats, "money", 0.1, 1, 0.1, 0.9, 0.9},
             {votes, "seats", 0.83, 0.55, 0.5, 0.25, 0.3},
         })
        Plainly{drechtsteden(), settings}.compare(settings.assembly_scheme == seats ? 7 : 2);
}

TEST_CASE("What-if risks start where the options stand under independent votes") {
    const std::vector<WhatIfRow> rows = what_if_risks(drechtsteden());
    for (const Municipality& municipality : governance_of(drechtsteden()).municipalities) {
        const auto risk = [&](const std::string& option, const std::string& scheme) {
            return row_of(option, scheme, "ic", municipality.name).outvoted;
        };
        CHECK(std::abs(risk_in(rows, "drechtraad", municipality.name) - risk("drechtraad", "votes_2018")) < 1e-13);
        CHECK(std::abs(risk_in(rows, "ab", municipality.name) - risk("ab", "seats")) < 1e-13);
        CHECK(std::abs(risk_in(rows, "mandate", municipality.name) - risk("mandate", "seats") / 2) < 1e-13);
        CHECK(std::abs(risk_in(rows, "centre", municipality.name) - risk("centre", "council") / 2) < 1e-13);
    }
    CHECK(std::ranges::none_of(rows, [](const WhatIfRow& row) { return row.option == "apart"; }));
}

TEST_CASE("What-if risks take a council that can tie") {
    const Board board = three_councils();  // without the options of the Drechtsteden: the standard ones
    for (const auto& [family, town] : {std::pair{0.0, 0.0}, {0.7, 0.0}, {0.0, 1.0}, {0.45, 0.3}, {1.0, 0.0}}) {
        const WhatIf settings{.assembly_scheme = "seats",
                              .board_scheme = "one_vote",
                              .weight = 1.2,
                              .quota = 0.6,
                              .family = family,
                              .municipality = town,
                              .base_package = 1};
        Plainly{board, settings}.compare(3);
    }
}

TEST_CASE("What-if settings that cannot be are refused by their name") {
    const auto told = [](const WhatIf& settings) {
        return refusal([&] { static_cast<void>(what_if_risks(drechtsteden(), settings)); });
    };
    CHECK(told({.assembly_scheme = "votes_2022"}) ==
          "assembly_scheme: must be one of votes_2018, seats, got \"votes_2022\"; did you mean \"votes_2018\"?");
    CHECK(told({.board_scheme = "none"}).starts_with("board_scheme: must be one of one_vote, seats, "));
    CHECK(told({.weight = 0}) == "weight: must be from 0.1 to 2, got 0");
    CHECK(told({.quota = 0.4}) == "quota: must be from 0.5 to 1, got 0.4");
    CHECK(told({.quota = std::nan("")}) == "quota: must be from 0.5 to 1, got nan");
    CHECK(told({.family = -1}) == "family: must be a share from 0 to 1, got -1");
    CHECK(told({.family = 0.5, .municipality = 0.75}) ==
          "municipality: must be at most 1 less family, which is 0.5, got 0.75");
    CHECK(told({.base_package = 2}) == "base_package: must be a share from 0 to 1, got 2");
    CHECK_THROWS_AS(what_if_risks(load_board("eec-1958")), std::invalid_argument);
}

TEST_CASE("What-if risks are told of other regions, or why not") {
    const Board holland = load_board("holland-rijnland-2022");
    const std::vector<WhatIfRow> rows = what_if_risks(holland, {.base_package = 1});
    const std::vector<OptionRow> known =
        compare_options(holland, {.models = {"ic"}, .schemes = {what_if_boards(holland).front()}});
    for (const WhatIfRow& row : rows) {
        const auto same = std::ranges::find_if(known, [&](const OptionRow& other) {
            return other.option == row.option && other.municipality == row.municipality &&
                   other.decider != Decider::council;
        });
        REQUIRE(same != known.end());
        CHECK(std::abs(row.risk - same->outvoted) < 1e-13);
    }
    std::string many = "title = \"Many\"\nquota = \"majority\"\n[governance]\ncentre = \"1\"\n";
    for (int j = 1; j <= 15; ++j) many += "[[members]]\nname = \"" + std::to_string(j) + "\"\nweight = 1\n";
    CHECK_THROWS_AS(what_if_risks(parse_board(many, "many")), std::length_error);
}
