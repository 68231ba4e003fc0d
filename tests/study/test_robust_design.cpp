#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/boards/votes_from_seats.hpp>
#include <stemgewicht/study/risk_bounds.hpp>
#include <stemgewicht/study/robust_design.hpp>

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

/// What each municipality risks under a rule of the board where the voters of some result decide in each, counted over
/// the groups.
std::vector<double> voters_risks(const Board& board, const WeightedRule& rule, const std::vector<Weight>& votes,
                                 const std::string& model) {
    std::vector<Rule> voters;
    for (const WeightedRule& council : council_positions(board)) {
        std::vector<Weight> weights(votes.size(), 0);
        for (std::size_t k = 0; k < weights.size(); ++k)
            if (council.weights[k] > 0) weights[k] = votes[k];
        voters.emplace_back(majority_rule(weights));
    }
    std::vector<double> risks;
    for (const OutvotedEstimate& risk :
         estimated_outvoted(councils_under(board, rule), voters, parse_model(model, board), Exact{}, Ties::excluded))
        risks.push_back(risk.outvoted.value);
    return risks;
}

}  // namespace

TEST_CASE("Against models the robust rule is as good as the fairest of the front in the worst case") {
    const RobustDesign found =
        robust_designs(drechtsteden(), {.against = {Unknown::models}, .models = {"ic", "iac"}}).front();
    const std::vector<BoardFront> fronts = board_fronts(drechtsteden(), {.models = {"ic", "iac"}, .robust = true});
    CHECK(found.found.risk() == Approx(std::ranges::max(fronts.back().fronts.fairest.risks)).margin(1e-9));
    CHECK(found.found.gap() <= 1e-9);
    CHECK(found.found.compared == 33'207'255);
    REQUIRE(found.schemes.size() == fronts.back().schemes.size());
    for (std::size_t s = 0; s < found.schemes.size(); ++s)
        for (std::size_t j = 0; j < 7; ++j)
            CHECK(found.schemes[s].risks[j] == Approx(fronts.back().schemes[s].risks[j]).margin(1e-12));
}

TEST_CASE("Against vote results a scheme risks what it does for the voters in the worst of them") {
    const std::size_t draws = 3;
    const RobustDesign found =
        robust_designs(
            drechtsteden(),
            {.against = {Unknown::votes}, .models = {"iac"}, .schemes = {"seats"}, .draws = draws, .seed = 4})
            .front();
    std::vector<double> worst(7, 0.0), of_found(7, 0.0);
    for (const std::vector<Weight>& votes : draw_votes_from_seats(drechtsteden(), draws, 4)) {
        const std::vector<double> seats = voters_risks(drechtsteden(), found.schemes.front().rule, votes, "iac"),
                                  best = voters_risks(drechtsteden(), found.found.rule, votes, "iac");
        for (std::size_t j = 0; j < 7; ++j) {
            worst[j] = std::max(worst[j], seats[j]);
            of_found[j] = std::max(of_found[j], best[j]);
        }
    }
    for (std::size_t j = 0; j < 7; ++j) {
        CHECK(found.schemes.front().risks[j] == Approx(worst[j]).margin(1e-12));
        CHECK(found.found.risks[j] == Approx(of_found[j]).margin(1e-12));
    }
    CHECK(found.found.gap() <= 1e-9);
}

TEST_CASE("Against bounds the robust rule is the least of all by linear programs") {
    const Board board = three_councils();
    const RobustDesign found = robust_designs(board, {.against = {Unknown::bounds}, .models = {"iac"}}).front();
    const KnownVotes known = known_votes(board, parse_model("iac", board));
    double least = 1;
    for (Weight a = 0; a <= 2; ++a)
        for (Weight b = 0; b <= 2; ++b)
            for (Weight c = 0; c <= 2; ++c)
                for (Weight quota = (a + b + c) / 2 + 1; quota <= a + b + c; ++quota) {
                    double worst = 0;
                    for (const RiskRange& range : risk_ranges(WeightedRule{{a, b, c}, quota}, known))
                        worst = std::max(worst, range.greatest.value);
                    least = std::min(least, worst);
                }
    CHECK(found.found.risk() == Approx(least).margin(1e-8));
    CHECK(found.found.gap() <= 1e-8);
}

TEST_CASE("The table of robust rules tells what is meant, and what cannot be is refused") {
    const Board board = three_councils();
    const RobustDesignRequest request{.models = {"ic"}};
    const std::vector<RobustDesign> designs = robust_designs(board, request);
    CHECK(designs.size() == 2);  // it does not estimate votes
    const Table table = robust_table(board, request, designs);
    CHECK(table.rows.size() == 2 * (1 + designs.front().schemes.size()));
    for (const auto& row : table.rows) CHECK(row.size() == table.columns.size());
    CHECK_THAT(table.notes.front(), Catch::Matchers::StartsWith("against models: the largest risk"));
    const auto refused = [](const Board& of, const RobustDesignRequest& asked) {
        return support::refusal([&] { return robust_designs(of, asked); });
    };
    CHECK_THAT(refused(board, {.against = {Unknown::votes}}), Catch::Matchers::ContainsSubstring("votes"));
    CHECK(refused(drechtsteden(), {.draws = 0}) == "draws: must be 1..10000, got 0");
    CHECK_THAT(refused(drechtsteden(), {.schemes = {"king"}}),
               Catch::Matchers::ContainsSubstring("scheme: must be one of"));
    CHECK_THAT(support::refusal([] { return parse_unknown("moods"); }),
               Catch::Matchers::ContainsSubstring("against: must be one of models, votes, bounds"));
}
