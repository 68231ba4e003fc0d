#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/study/board_front.hpp>

#include "catch.hpp"
#include "drechtsteden.hpp"
#include "support/refusal.hpp"
#include "three_councils.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

/// The fronts of the Drechtsteden under the models of the report.
const std::vector<BoardFront>& fronts() {
    static const std::vector<BoardFront> all = board_fronts(drechtsteden());
    return all;
}

/// What each municipality risks under a rule of the board: counted over the groups, rather than read from profiles.
std::vector<double> counted_risks(const Board& board, const WeightedRule& rule, const std::string& model, Ties ties) {
    const std::vector<WeightedRule> councils = council_positions(board);
    const std::vector<Rule> positions(councils.begin(), councils.end());
    std::vector<double> risks;
    for (const OutvotedEstimate& risk :
         estimated_outvoted(councils_under(board, rule), positions, parse_model(model, board), Exact{}, ties))
        risks.push_back(risk.outvoted.value);
    return risks;
}

double distance(const std::vector<double>& a, const std::vector<double>& b) {
    REQUIRE(a.size() == b.size());
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

}  // namespace

TEST_CASE("The risks of a front are those of the comparison of options") {
    REQUIRE(fronts().size() == 3);
    for (const BoardFront& front : fronts()) {
        CHECK(front.fronts.rules == 33'207'255);
        REQUIRE(front.schemes.size() >= 7);
        for (const PlacedScheme& scheme : front.schemes)
            for (std::size_t j = 0; j < scheme.risks.size(); ++j) {
                const std::string& town = governance_of(drechtsteden()).municipalities[j].name;
                const OptionRow& row = row_of("ab", scheme.scheme, front.model, town);
                CHECK(std::abs(row.outvoted - scheme.risks[j]) < 1e-12);
            }
        for (const RuleFront& of : front.fronts.fronts)
            for (const std::size_t k : {std::size_t{0}, of.rules.size() / 2, of.rules.size() - 1}) {
                const FrontRule& rule = of.rules[k];
                CHECK(distance(rule.risks, counted_risks(drechtsteden(), rule.rule, front.model, Ties::excluded)) <
                      1e-12);
                CHECK(std::abs(front.pass_probability(rule.rule) -
                               pass_probability(councils_under(drechtsteden(), rule.rule),
                                                parse_model(front.model, drechtsteden()))) < 1e-12);
            }
    }
}

TEST_CASE("No scheme is below a front, and what betters one has both risks as low") {
    for (const BoardFront& front : fronts())
        for (const RuleFront& of : front.fronts.fronts) {
            for (std::size_t k = 1; k < of.rules.size(); ++k) {
                CHECK(of.rules[k].point.x > of.rules[k - 1].point.x);
                CHECK(of.rules[k].point.y < of.rules[k - 1].point.y);
            }
            for (std::size_t s = 0; s < front.schemes.size(); ++s) {
                const FrontPoint scheme =
                    front_point(of.axes, front.schemes[s].rule, front.schemes[s].risks, front.member);
                for (const FrontRule& rule : of.rules) {  // a scheme betters none
                    const bool as_low = scheme.x < rule.point.x + 1e-12 && scheme.y < rule.point.y + 1e-12;
                    const bool lower = scheme.x < rule.point.x - 1e-12 || scheme.y < rule.point.y - 1e-12;
                    CHECK_FALSE((as_low && lower));
                }
                if (!of.better[s]) continue;
                CHECK(of.better[s]->point.x < scheme.x + 1e-12);
                CHECK(of.better[s]->point.y < scheme.y + 1e-12);
            }
        }
}

TEST_CASE("A lower risk of Dordrecht costs the others a third to a whole of it on average") {
    const BoardFront& front = fronts().front();
    REQUIRE(front.model == "ic");
    const std::vector<FrontRule>& rules = front.fronts.on(own_and_mean).rules;
    CHECK(rules.size() == 45);
    for (std::size_t k = 1; k < rules.size(); ++k) {
        const double lowered = rules[k].point.x - rules[k - 1].point.x;
        const double cost = rules[k - 1].point.y - rules[k].point.y;
        CHECK(lowered == 1.0 / 128);
        CHECK(cost > lowered / 3 - 1e-12);
        CHECK(cost < lowered + 1e-12);
    }
}

TEST_CASE("Councils that tie count in a front as they do in the comparison") {
    const Board board = three_councils();
    for (const Ties ties : {Ties::excluded, Ties::against, Ties::coin}) {
        const std::vector<BoardFront> all = board_fronts(board, {.models = {"ic", "iac"}, .ties = ties});
        REQUIRE(all.size() == 2);
        for (const BoardFront& front : all) {
            CHECK(front.fronts.rules > 0);
            for (const RuleFront& of : front.fronts.fronts)
                for (const FrontRule& rule : of.rules)
                    CHECK(distance(rule.risks, counted_risks(board, rule.rule, front.model, ties)) < 1e-12);
        }
    }
}

TEST_CASE("The table of a front has a row for each rule and each scheme") {
    const std::vector<BoardFront> some{fronts().front()};
    const Table table = front_table(drechtsteden(), some);
    const RuleFronts& both = some.front().fronts;
    CHECK(table.rows.size() ==
          both.on(own_and_mean).rules.size() + both.on(own_and_largest).rules.size() + 2 * some.front().schemes.size());
    for (const auto& row : table.rows) CHECK(row.size() == table.columns.size());
}

TEST_CASE("The worst case over the models is a front behind those of the models, on axes that are named") {
    const Board board = three_councils();
    const FrontAxes axes = parse_axes("penrose,action");
    CHECK(axes == FrontAxes{.x = FrontAxis::penrose, .y = FrontAxis::inaction});
    const std::vector<BoardFront> all = board_fronts(
        board, {.models = {"ic", "iac"}, .robust = true, .axes = {own_and_largest, parse_axes("risk,action")}});
    REQUIRE(all.size() == 3);
    CHECK(all.back().model == worst_model);
    REQUIRE(all.back().laws.size() == 2);
    for (std::size_t s = 0; s < all.back().schemes.size(); ++s)
        for (std::size_t j = 0; j < all.back().schemes[s].risks.size(); ++j)
            CHECK(all.back().schemes[s].risks[j] == std::max(all[0].schemes[s].risks[j], all[1].schemes[s].risks[j]));
    const Table table = front_table(board, all, parse_axes("risk,action"));
    REQUIRE_FALSE(table.rows.empty());
    for (const auto& row : table.rows) CHECK(std::get<std::string>(row[1]) == "action");
    CHECK(support::refusal([] { return parse_axes("risk"); }) ==
          "axes: must be two of risk, mean, largest, penrose, action, got \"risk\"");
    CHECK(support::refusal([] { return parse_axes("risk,risk"); }) ==
          "axes: must be two that differ, got \"risk,risk\"");
    CHECK_THAT(support::refusal([] { return parse_axes("risk,money"); }),
               Catch::Matchers::ContainsSubstring("axes: must be one of risk, mean, largest, penrose, action"));
}

TEST_CASE("A front of an unknown scheme, municipality or model is refused, and one of many municipalities") {
    const auto refused = [](const BoardFrontRequest& request) {
        return support::refusal([&] { return board_fronts(drechtsteden(), request); });
    };
    CHECK_THAT(refused({.schemes = {"king"}}), Catch::Matchers::ContainsSubstring("scheme: must be one of one_vote"));
    CHECK_THAT(refused({.municipality = "Delft"}), Catch::Matchers::ContainsSubstring("municipality: must be one of"));
    CHECK_THAT(refused({.models = {"tarot"}}), Catch::Matchers::ContainsSubstring("model"));
    CHECK_THAT(support::too_large([] { return board_fronts(load_board("holland-rijnland-2022")); }),
               Catch::Matchers::ContainsSubstring("up to 7 municipalities, got 13"));
}
